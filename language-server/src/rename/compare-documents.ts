/**
 * Two states of a document are compared: what is wrong in the later one alone, and whether its nodes give the same columns. Of a large
 * document that takes long enough for somebody to change their mind: others have their turn in between.
 */
import {
  analyzeFlow,
  checkInTurns,
  type FlowAnalysis,
  type FlowDiagnostic,
  type NodeAnalysis,
  type RecordType,
  rangeOf,
} from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import { type AstNode, interruptAndCheck, type LangiumDocument, UriUtils } from 'langium';
import type { CancellationToken } from 'vscode-languageserver';
import { refuse } from './refuse.ts';
import { hasSameMeaning } from './same-meaning.ts';

/** What a column of a node is to be called afterwards. */
export type Renamed = (flow: ast.Flow, node: string, port: string, column: string) => string;

export async function refuseMistake(
  before: LangiumDocument,
  after: LangiumDocument,
  token: CancellationToken,
): Promise<void> {
  const known = (await checkInTurns(before, token)).filter(isMistake);
  const found = (await checkInTurns(after, token)).filter(isMistake);
  const broken = new Set(known.map(statementOf));
  const [old, now] = [countsOf(known), countsOf(found)];
  const more = found.filter(({ code }) => (now.get(code) ?? 0) > (old.get(code) ?? 0));
  // What is wrong already may be wrong in other words now: a slip is no slip of the new name.
  const mistake = more.find((one) => !broken.has(statementOf(one)));
  if (mistake === undefined) return;
  const line = rangeOf(mistake.place).start.line + 1;
  refuse(`That would be a mistake in ${UriUtils.basename(after.uri)}, line ${line}: ${mistake.message}`);
}

function isMistake({ severity }: FlowDiagnostic): boolean {
  return severity !== 'hint';
}

function countsOf(diagnostics: readonly FlowDiagnostic[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { code } of diagnostics) counts.set(code, (counts.get(code) ?? 0) + 1);
  return counts;
}

/** Which node, clause or declaration of its file it stands in, counted from the first. */
function statementOf({ place }: FlowDiagnostic): string {
  const steps: string[] = [];
  for (let node: AstNode | undefined = place.node; node !== undefined; node = node.$container) {
    if (ast.isStatement(node) || ast.isTestClause(node) || ast.isDeclaration(node) || ast.isImport(node))
      steps.push(`${node.$containerProperty}${node.$containerIndex}`);
  }
  return steps.join(' ');
}

/** Columns are compared where it is said what they are to be called. */
export async function refuseOtherColumns(
  before: LangiumDocument,
  after: LangiumDocument,
  token: CancellationToken,
  renamed?: Renamed,
): Promise<void> {
  const changed = flowsOf(after);
  for (const [index, flow] of flowsOf(before).entries()) {
    const next = changed[index];
    if (next !== undefined) await compareNodes(analyzeFlow(flow), analyzeFlow(next), token, renamed);
  }
}

/** In the order of the text: a node may be what is renamed. */
async function compareNodes(
  before: FlowAnalysis,
  after: FlowAnalysis,
  token: CancellationToken,
  renamed: Renamed | undefined,
): Promise<void> {
  const now = [...after.nodes.values()];
  for (const [index, node] of [...before.nodes.values()].entries()) {
    await interruptAndCheck(token);
    const next = now[index];
    if (next === undefined) continue;
    if (!hasSameMeaning(node, next)) refuse(`A name in "${node.name}" would mean something else`);
    if (renamed !== undefined) compareRecords(before.flow, node, next, renamed);
  }
}

function compareRecords(flow: ast.Flow, node: NodeAnalysis, next: NodeAnalysis, renamed: Renamed): void {
  for (const [port, old, current] of [
    ['out', node.output, next.output] as const,
    ...portRecords(node.ports, next.ports),
  ]) {
    if (old === undefined) continue;
    const expected = old.fields.map((field) => renamed(flow, node.name, port, field.name));
    const isSame = expected.join('\0') === current?.fields.map((field) => field.name).join('\0');
    if (!isSame) refuse(`"${node.name}" would give other columns than before`);
  }
}

type Ported = ReadonlyMap<string, RecordType | undefined> | undefined;

function portRecords(before: Ported, after: Ported) {
  return [...(before ?? [])].map(([port, record]) => [port, record, after?.get(port)] as const);
}

function flowsOf(document: LangiumDocument): ast.Flow[] {
  return (document.parseResult.value as ast.FlowFile).declarations.filter(ast.isFlow);
}
