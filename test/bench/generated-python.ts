/** What `generatedFlow` says, in typed Python: the same record, the same nodes in the same order, and as many lines. */
export function generatedPython(nodeCount: number): string {
  const steps = Array.from({ length: nodeCount }, (_, i) => step(i));
  return `from dataclasses import dataclass, replace


@dataclass
class Row:
    id: str
${Array.from({ length: 20 }, (_, i) => `    value${i}: float`).join('\n')}
    at: float


def write(rows: list[Row], path: str) -> None: ...


def generated(source: list[Row], threshold: float = 0.5) -> None:
${steps.join('\n')}
`;
}

function step(i: number): string {
  const before = i % 10 === 0 ? 'source' : `n${i - 1}`;
  switch (i % 10) {
    case 9:
      return `    write(${before}, "out/n${i}.csv")`;
    case 4:
      return `    n${i} = [r for r in ${before} if r.value14 > threshold and r.value0 + 1 < 100]`;
    default:
      return `    n${i} = [\n        replace(r, value${i % 20}=r.value${i % 20} * 2 + r.value0)\n        for r in ${before}\n    ]`;
  }
}
