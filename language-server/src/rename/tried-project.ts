/**
 * The project as it would be after a rename, in services of its own: what is wrong in it and was not before, and whether each
 * node still gives the same columns, is known before the editor changes a letter.
 */
import { type FlowServices, importedDocuments, type QueryDescriber, settleQueries } from '@millrace/grammar';
import { interruptAndCheck, type LangiumDocument } from 'langium';
import type { CancellationToken } from 'vscode-languageserver';
import type { ChangedProject } from './changed-files.ts';
import { type Renamed, refuseMistake, refuseOtherColumns } from './compare-documents.ts';

export interface Trial extends ChangedProject {
  queries: QueryDescriber | undefined;
  /** What a column of a node is to be called afterwards; undefined where that is not compared. */
  renamed?: Renamed;
}

/** In services that see the changed texts, and have no documents yet. */
export async function refuseNewMistakes(trial: Trial, services: FlowServices, token: CancellationToken): Promise<void> {
  const { project, texts, queries } = trial;
  const touched = project.documents.filter((document) => isTouched(document, texts));
  await load(touched, services, token);
  const { LangiumDocuments } = services.shared.workspace;
  for (const before of touched) {
    await interruptAndCheck(token);
    const after = LangiumDocuments.getDocument(before.uri);
    if (after === undefined) continue;
    if (queries !== undefined) await settleQueries(after, queries);
    await refuseMistake(before, after, token);
    await refuseOtherColumns(before, after, token, trial.renamed);
  }
}

/** Those that see a change, with everything that they import. */
async function load(
  touched: readonly LangiumDocument[],
  { shared }: FlowServices,
  token: CancellationToken,
): Promise<void> {
  const { LangiumDocuments, DocumentBuilder } = shared.workspace;
  const near = new Set(touched.flatMap((document) => [document, ...importedDocuments(document)]));
  const documents = [...near].map(({ uri }) => LangiumDocuments.getOrCreateDocument(uri));
  await DocumentBuilder.build(await Promise.all(documents), { validation: false }, token);
}

function isTouched(document: LangiumDocument, texts: ReadonlyMap<string, string>): boolean {
  return [document, ...importedDocuments(document)].some(({ textDocument }) => texts.has(textDocument.uri));
}
