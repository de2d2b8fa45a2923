/** An import that has no path yet: what the other files of the project declare, each with the path that it needs. */
import type * as ast from '@millrace/grammar/syntax';
import type { LangiumDocument } from 'langium';
import { importPath } from '../fixes/editing/imports.ts';
import type { FlowLanguageServices } from '../services.ts';
import { declaredElsewhere } from './import-proposals.ts';
import type { Offer, Proposal } from './proposal.ts';

const begun = /^[ \t]*import[ \t]+(?<brace>\{[ \t]*)?(?<word>`?\w*)$/;

/** undefined where an import goes on with something else. What closes it behind the cursor is written anew. */
export function offerInImport(
  services: FlowLanguageServices,
  document: LangiumDocument<ast.FlowFile>,
  offset: number,
): Offer | undefined {
  const text = document.textDocument.getText();
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  const found = begun.exec(line)?.groups;
  const rest = /^\w*`?[ \t]*\}?[ \t]*(?=\r|\n|$)/.exec(text.slice(offset))?.[0];
  if (found === undefined || rest === undefined) return undefined;
  const { brace, word = '' } = found;
  const known = declaredElsewhere({ services, document, file: document.parseResult.value }, () => true);
  const proposals = known.map((proposal) => asImport(proposal, document, brace === undefined));
  return { start: offset - word.length, end: offset + rest.length, isWhole: true, proposals };
}

function asImport({ from, ...proposal }: Proposal, document: LangiumDocument, isOpen: boolean): Proposal {
  if (from === undefined) return proposal;
  const end = `${proposal.label} } from "${importPath(document, from.document)}"`;
  return { ...proposal, snippet: isOpen ? `{ ${end}` : end };
}
