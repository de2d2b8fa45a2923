/** Times of typing a statement letter by letter: most of the texts on the way have a mistake in them. */
import type { FlowClient } from '../support/flow-client.ts';
import { keysOf } from '../support/typed-keys.ts';

export interface TypedStatement {
  /** From the key to its diagnostics. */
  diagnosticsMs: number[];
  /** From the key to the completion that is asked for right behind it. */
  completionMs: number[];
}

const statement = 'select zz(n0) { a: value1 + 2, b: "x" if value2 > 3 else upper(name) }';

/** In a line of its own; every other time completion is asked for. The text is as before afterwards. */
export async function typeStatement(client: FlowClient, line: number, times: number): Promise<TypedStatement> {
  const measured: TypedStatement = { diagnosticsMs: [], completionMs: [] };
  const start = { line, character: 0 };
  for (let i = 0; i < times; i++) {
    await edit(client, start, start, '\n');
    for (const { at, text } of keysOf(statement))
      await key(client, { line, character: at }, text, i % 2 === 1, measured);
    await edit(client, start, { line: line + 1, character: 0 }, '');
  }
  return measured;
}

type Place = { line: number; character: number };

async function edit(client: FlowClient, start: Place, end: Place, text: string): Promise<void> {
  await client.edit('main.flow', [{ range: { start, end }, text }]);
  await client.diagnostics('main.flow');
}

async function key(client: FlowClient, at: Place, text: string, asks: boolean, measured: TypedStatement) {
  const start = performance.now();
  await client.edit('main.flow', [{ range: { start: at, end: at }, text }]);
  if (asks) {
    await client.request('textDocument/completion', 'main.flow', { line: at.line, character: at.character + 1 });
    measured.completionMs.push(performance.now() - start);
  }
  await client.diagnostics('main.flow');
  if (!asks) measured.diagnosticsMs.push(performance.now() - start);
}
