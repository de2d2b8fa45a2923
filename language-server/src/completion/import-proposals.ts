/** What other files of the project declare and this one does not name yet: to name it is to import it. */
import * as ast from '@millrace/grammar/syntax';
import { type LangiumDocument, type URI, UriUtils } from 'langium';
import { CompletionItemKind } from 'vscode-languageserver';
import { importPath } from '../fixes/editing/imports.ts';
import { writtenName } from '../fixes/editing/names.ts';
import type { FlowLanguageServices } from '../services.ts';
import type { Proposal } from './proposal.ts';

type Named = Exclude<ast.Declaration, ast.Test>;

/** Behind all that is known here already. */
export function declaredElsewhere(
  { services, document, file }: { services: FlowLanguageServices; document: LangiumDocument; file: ast.FlowFile },
  isWanted: (declaration: ast.Declaration) => boolean,
): Proposal[] {
  const taken = namesIn(file);
  const others = inProject(document, services);
  return others.flatMap((other) =>
    declarationsOf(other)
      .filter((one) => isWanted(one) && one.name && !taken.has(one.name))
      .map((one) => importedProposal(one, document, other)),
  );
}

function importedProposal({ name, $type }: Named, document: LangiumDocument, from: LangiumDocument): Proposal {
  const label = writtenName(name);
  const path = importPath(document, from);
  return {
    label,
    kind: kinds[$type] ?? CompletionItemKind.Reference,
    detail: path,
    doc: `Declared in \`${path}\`, which is imported with it.`,
    rank: 8,
    from: { document: from, name },
    ...(label !== name && { filter: name }),
  };
}

const kinds: Readonly<Record<string, CompletionItemKind>> = {
  Schema: CompletionItemKind.Struct,
  Dataset: CompletionItemKind.Struct,
  Model: CompletionItemKind.Class,
  Flow: CompletionItemKind.Module,
};

/** Another meaning of a name that the file has is no meaning here [L6]. */
function namesIn({ declarations, imports }: ast.FlowFile): Set<string | undefined> {
  const own = declarations.flatMap((one) => (ast.isTest(one) ? [] : [one.name]));
  return new Set([
    ...own,
    ...imports.flatMap(({ symbols }) => symbols.map(({ declaration }) => declaration?.$refText)),
  ]);
}

function inProject(document: LangiumDocument, { host, shared }: FlowLanguageServices): LangiumDocument[] {
  const folders = new Map<string, string | undefined>();
  const projectOf = (uri: URI) => {
    const folder = UriUtils.dirname(uri).toString();
    if (!folders.has(folder)) folders.set(folder, host.Ports.projectFolder?.(uri.toString()));
    return folders.get(folder);
  };
  const project = projectOf(document.uri);
  if (project === undefined) return [];
  const { all } = shared.workspace.LangiumDocuments;
  return all.filter((other) => other !== document && projectOf(other.uri) === project).toArray();
}

function declarationsOf({ parseResult }: LangiumDocument): Named[] {
  const file = parseResult.value;
  return ast.isFlowFile(file) ? file.declarations.filter((one): one is Named => !ast.isTest(one)) : [];
}
