/** Completion and hover while a text is typed, and after it was damaged: they answer at every place and never fail. */
import { expect, test } from 'vitest';
import type { CompletionItem } from 'vscode-languageserver';
import { files, inProject } from '../support/completion-contexts/project.ts';
import { openText } from '../support/language-services.ts';

const query =
  'sql q(payments, r.high) """\n    SELECT p.id, sum(p.amount) AS total FROM payments p GROUP BY p.id\n  """';
const whole = inProject({
  at: 'flow',
  text: `${query}\n  use u: Sub(rows: merchants)\n  write w(q) to Scores { allow: [id] }`,
});

/** Every so many characters the text ends there, as it does for who types it. */
const step = 71;

function endings(text: string): string[] {
  return Array.from({ length: Math.ceil(text.length / step) }, (_, i) => text.slice(0, i * step));
}

async function answersAt(text: string, offset: number): Promise<CompletionItem[]> {
  const { services, document } = await openText(text, files);
  const params = {
    textDocument: { uri: document.textDocument.uri },
    position: document.textDocument.positionAt(offset),
  };
  await services.flow.lsp.HoverProvider?.getHoverContent(document, params);
  const list = await services.flow.lsp.CompletionProvider?.getCompletion(document, params);
  return list?.items ?? [];
}

test.each([
  ['as it is', whole],
  ['with CRLF', whole.replaceAll('\n', '\r\n')],
  ['with names that are no words', whole.replaceAll('amount', '`größe 😀`').replaceAll('payments', '`a b`')],
])(
  'at every end of a text %s',
  async (_name, text) => {
    for (const half of endings(text)) {
      for (const { label, textEdit } of await answersAt(half, half.length)) {
        expect(label).not.toBe('');
        expect(textEdit?.newText).not.toBe('');
      }
    }
  },
  120_000,
);

test.each([
  ['an empty file', '', 0],
  ['a query without a flow', 'sql q(a) """ SELECT ', 20],
  ['a query without inputs', 'flow F { sql q() """ SELECT  """ }', 28],
  ['quotes that open nothing', 'flow F { """', 12],
  ['a model without a name', 'model { file: "" }\nflow F { infer i(x) with  }', 44],
  ['an import of itself', 'import {  } from "./main.flow"', 9],
  [
    'a schema that extends itself',
    'schema A extends A { a: A }\nflow F { read r: A from csv("a")\nfilter f(r) where a. }',
    81,
  ],
])('in %s', async (_name, text, offset) => {
  expect(Array.isArray(await answersAt(text, offset))).toBe(true);
});
