import { completionContexts } from './index.ts';

const intro = `# Completion

Where the editor knows what may be written, what it proposes first there. A test tries every line; \`▮\` is the cursor. Behind these
come more, and what is typed narrows them down.

- First comes what has the type that is wanted: numbers behind \`amount >\`, the values of \`@oneOf\` behind \`==\`, nodes whose records fit
  a stream or dataset. Then the nearest: of nodes the last above, of fields the order of the record. What may be null where null is not
  wanted, what fits only in part and what does not fit come later.
- Schemas, models, flows and datasets of other files of the project come last. To choose one imports it.
- What a statement cannot be without is written with it: inputs of a model that no column of their name fills, parameters without a
  default, required properties, the fields of a record in a test.
- Documentation and imports are sent when an item is asked about (\`completionItem/resolve\`), where the client can ask. A client without
  snippets gets plain text, one with \`insertReplaceSupport\` both edits. More than 500 proposals are cut, and asked for again with the next
  letter.
`;

/** The text of docs/reference/completion.md. */
export function completionPage(): string {
  const sections = Object.entries(completionContexts).map(([title, contexts]) => {
    const rows = contexts.map(({ name, text, first, also = [] }) => {
      const shown = first.length > 0 ? first : also;
      return `| ${name} | ${code(oneLine(text))} | ${shown.map(code).join(' ')} |`;
    });
    return [`## ${title}`, '', '| place | example | proposals |', '| --- | --- | --- |', ...rows, ''].join('\n');
  });
  return [intro, ...sections].join('\n');
}

function oneLine(text: string): string {
  return text.replace('<|>', '▮').replace(/\s*\n\s*/g, ' ');
}

function code(text: string): string {
  return `\`${text.replaceAll('|', '\\|')}\``;
}
