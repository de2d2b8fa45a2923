/** Flows that do not go well, written beside the example's own: one that takes long, one that fails. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const slow = `schema Row { id: string? }

flow Slow {
  read rows: Row from csv("data/payments.csv", delimiter: ";")
  task wait(rows) -> Row { run: node("steps/odd.ts", export: "wait") }
  write slow(wait) to csv("out/slow.csv")
}
`;

export const failing = `schema Row { id: string? }

flow Failing {
  read rows: Row from csv("data/payments.csv", delimiter: ";")
  task boom(rows) -> Row { run: node("steps/odd.ts", export: "boom") }
  write never(boom) to csv("out/never.csv")
}
`;

const steps = `export async function wait(row: { id: string | null }) {
  await new Promise((resolve) => setTimeout(resolve, 100));
  return row;
}

export function boom(row: { id: string | null }): never {
  throw new Error(\`No luck with \${row.id}\`);
}
`;

export function writeOddFlows(project: string): void {
  writeFileSync(join(project, 'slow.flow'), slow);
  writeFileSync(join(project, 'failing.flow'), failing);
  writeFileSync(join(project, 'steps', 'odd.ts'), steps);
}
