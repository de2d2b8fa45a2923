/** A flow of any size, in the proportions of a real one: chains of select and filter behind a read, each with a write. */
export function generatedFlow(nodeCount: number): string {
  const nodes: string[] = ['  read source: Row from csv("data/rows.csv")'];
  for (let i = 0; nodes.length < nodeCount; i++) nodes.push(nodeStatement(i));
  return `/** Generated. */
schema Row {
  id: string @key
${Array.from({ length: 20 }, (_, i) => `  value${i}: float64 @range(min: 0)`).join('\n')}
  at: timestamp
}

flow Generated(threshold: float64 = 0.5) {
${nodes.join('\n')}
}
`;
}

function nodeStatement(i: number): string {
  const before = i % 10 === 0 ? 'source' : `n${i - 1}`;
  switch (i % 10) {
    case 9:
      return `  write n${i}(${before}) to csv("out/n${i}.csv")`;
    case 4:
      return `  filter n${i}(${before}) where value${i % 20} > threshold and value0 + 1 < 100`;
    default:
      return `  select n${i}(${before}) {\n    * except (value${i % 20})\n    value${i % 20}: value${i % 20} * 2 + value0\n  }`;
  }
}
