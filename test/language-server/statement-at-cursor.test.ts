/**
 * The statement at the cursor comes out of the tree where the text is sound, and out of its tokens where it is not: completion and
 * signature help say the same either way.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openText } from '../support/language-services.ts';

/** Every so many characters is asked. */
const step = 23;
/** Behind a text it is a mistake that changes nothing of what stands before it. */
const mistake = '\n)';

test.each(['card-payments', 'whole-language'])(
  'is the same in the sound and the broken text of %s',
  async (name) => {
    const files = filesOf(join('test/golden', name));
    for (const file of Object.keys(files).filter((one) => one.endsWith('.flow'))) {
      const text = String(files[file]);
      const [sound, broken] = [await openText(text, files), await openText(text + mistake, files)];
      expect([hasMistakes(sound), hasMistakes(broken)]).toEqual([false, true]);
      for (let offset = 0; offset < text.length; offset += step) {
        const answer = await answerAt(sound, offset);
        expect([file, offset, answer]).toEqual([file, offset, await answerAt(broken, offset)]);
      }
    }
  },
  120_000,
);

function filesOf(folder: string): Record<string, Buffer> {
  const names = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(names.map(({ name: file }) => [file, readFileSync(join(folder, file))]));
}

type Opened = Awaited<ReturnType<typeof openText>>;

function hasMistakes({ document }: Opened): boolean {
  const { lexerErrors, parserErrors } = document.parseResult;
  return lexerErrors.length + parserErrors.length > 0;
}

async function answerAt({ services, document }: Opened, offset: number) {
  const textDocument = { uri: document.textDocument.uri };
  const params = { textDocument, position: document.textDocument.positionAt(offset) };
  const { CompletionProvider, SignatureHelp } = services.flow.lsp;
  const list = await CompletionProvider?.getCompletion(document, params);
  const help = await SignatureHelp?.provideSignatureHelp(document, params);
  return { labels: list?.items.map(({ label }) => label), help: help ?? undefined };
}

/** In every place of the text, and with a brace that ends what stands around it, or more. */
const typedLines = [
  'sel|',
  'filter x(|',
  'filter x(payments) where |',
  'select x(payments) { a: | }',
  'group "z" { select x(payments) { | }',
  'group "z" { filter x(payments) where | }',
  'infer x(payments) with |',
  'write x(payments) to csv("a", |) { allow: [',
  '/* a */ join x(payments, |',
  '} filter x(payments) where |',
  '} } |',
];

/** A mistake outside of the flow has all words looked at, one inside of it those around it. */
test.each(['card-payments', 'whole-language'])(
  'comes out of some words of %s as out of all',
  async (name) => {
    const files = filesOf(join('test/golden', name));
    const lines = String(files['main.flow']).split('\n');
    for (let trial = 1; trial < lines.length * typedLines.length; trial += 3) {
      const at = trial % lines.length;
      const [before = '', after = ''] = (typedLines[trial % typedLines.length] as string).split('|');
      const offset = lines.slice(0, at).join('\n').length + 1 + before.length;
      const text = lines.toSpliced(at, 0, before + after).join('\n');
      const [some, all] = [await openText(text, files), await openText(text + mistake, files)];
      expect([text, offset, await answerAt(some, offset)]).toEqual([text, offset, await answerAt(all, offset)]);
    }
  },
  60_000,
);
