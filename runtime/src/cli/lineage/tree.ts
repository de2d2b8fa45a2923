/** What stands at a place of a tree, and what hangs below it. */
export interface Branch {
  lines: readonly string[];
  below: readonly Branch[];
}

/** A tree as lines, drawn with the corners that terminals have. */
export function treeLines(branches: readonly Branch[], indent = ''): string[] {
  return branches.flatMap(({ lines, below }, at) => {
    const isLast = at === branches.length - 1;
    const rest = `${indent}${isLast ? '   ' : '│  '}`;
    const [first = '', ...others] = lines;
    return [
      `${indent}${isLast ? '└─ ' : '├─ '}${first}`,
      ...others.map((line) => `${rest}${below.length === 0 ? '   ' : '│  '}${line}`),
      ...treeLines(below, rest),
    ];
  });
}
