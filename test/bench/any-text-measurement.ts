/** Everything that a host asks of a text, asked of damaged ones: diagnostics, schemas, plans, diagrams and format. */
import { checkDocument, createFlowServices, diagramOf, formatFlow, planFlow, toLspDiagnostic } from '@millrace/grammar';
import { type FlowFile, isFlow } from '@millrace/grammar/syntax';
import type { LangiumDocument } from 'langium';
import { DamagedProject, projectFolder } from '../support/damaged-project.ts';
import { type AnyTextMeasurement, type TrialOptions, tryTexts } from './any-text-trials.ts';

export function measureAnyText(
  mutations: number,
  seed: number,
  onFailure: TrialOptions['onFailure'],
): Promise<AnyTextMeasurement> {
  const project = new DamagedProject((fileSystemProvider, ports) => createFlowServices({ fileSystemProvider, ports }));
  const ask = async (
    { document, main }: { document: LangiumDocument; main: LangiumDocument },
    result: AnyTextMeasurement,
  ) => {
    for (const one of new Set([document, main])) askAll(one, result);
    formatFlow(document.textDocument.getText());
  };
  return tryTexts({ mutations, seed, project, ask, onFailure });
}

function askAll(document: LangiumDocument, result: AnyTextMeasurement): void {
  for (const diagnostic of checkDocument(document).map(toLspDiagnostic)) expectInside(diagnostic, document);
  const { declarations } = document.parseResult.value as FlowFile;
  for (const { name: flow, parameters: declared } of declarations.filter(isFlow)) {
    JSON.stringify(diagramOf(document, flow));
    const parameters = Object.fromEntries(declared.map(({ name }) => [name, '1']));
    const { plan } = planFlow({ document, flow, parameters, projectFolder });
    if (plan !== undefined && JSON.stringify(plan).length > 0) result.plans++;
  }
}

/** A range of no place in the text would be drawn nowhere, or make the editor throw. */
function expectInside(
  { range: { start, end }, message }: ReturnType<typeof toLspDiagnostic>,
  { textDocument }: LangiumDocument,
) {
  const [from, to] = [textDocument.offsetAt(start), textDocument.offsetAt(end)];
  const [first, last] = [textDocument.positionAt(from), textDocument.positionAt(to)];
  const isInside =
    from <= to &&
    [
      start.line - first.line,
      start.character - first.character,
      end.line - last.line,
      end.character - last.character,
    ].every((difference) => difference === 0);
  if (!isInside) throw new Error(`"${message}" stands at ${JSON.stringify({ start, end })}`);
}
