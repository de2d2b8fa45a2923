/** A column as a command line names it: `main.flow:scored.risk`, of a nested record `main.flow:payments.merchant.city`. */
export interface ColumnWord {
  file: string;
  node: string;
  /** From the record inwards. */
  path: string[];
}

/** undefined where the word is no column: a path has no colon behind `.flow`. */
export function columnOfWord(word: string): ColumnWord | undefined {
  const [, file, names] = /^(.+\.flow):(.+)$/.exec(word) ?? [];
  if (file === undefined || names === undefined) return undefined;
  const [node = '', ...path] = names.split('.');
  return { file, node, path };
}
