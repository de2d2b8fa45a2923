import { type Cancellation, interruptAndCheck, type LangiumDocument } from 'langium';
import { analyzeFlow } from '../analysis/analyze-flow.ts';
import { isInDamage } from '../analysis/damage.ts';
import { type DocumentFacts, factsOf } from '../analysis/document-facts.ts';
import type { FlowAnalysis } from '../analysis/flow-analysis.ts';
import type { FlowDiagnostic } from '../diagnostics/diagnostic.ts';
import type { FixFacts } from '../diagnostics/fix-facts.ts';
import { inOrder } from '../diagnostics/in-order.ts';
import { report } from '../diagnostics/report.ts';
import type { FlowFile } from '../generated/ast.ts';
import { isFlow } from '../generated/ast.ts';
import { isSameList, projectDiagnostics } from '../project/project-diagnostics.ts';
import { type NodeTypeName, nodesOfType } from '../syntax/nodes-of-type.ts';
import { syntaxErrors } from '../syntax/syntax-errors.ts';
import type { CheckContext } from './check.ts';
import { checks } from './index.ts';
import { isInLostText } from './unresolved-names.ts';

/**
 * What a linked document is told of its mistakes, in the order of the text: those that its comments do not ignore, as grave as
 * its project wants them. A statement the parser could not read as a whole gives its syntax error and no follow-ups; the
 * others are checked as if nothing had happened. The same list until the document, an import, a file it names, the project's
 * rules or what its project shows of it change. Never throws.
 */
export function checkDocument(document: LangiumDocument): FlowDiagnostic[] {
  const facts = factsOf(document);
  const found = withProject(document, facts);
  const { reported } = facts;
  const rules = facts.ports.rules?.(document.uri.toString());
  if (reported?.found === found && reported.rules === rules) return reported.told;
  const told = report(document, found, rules);
  facts.reported = { found, rules, told };
  // They show what is wrong with their nodes.
  facts.diagrams.clear();
  return told;
}

/**
 * The same where others wait: they have their turn between one check and the next, and nothing comes out once the token says so.
 * Rejects as Langium does.
 */
export async function checkInTurns(
  document: LangiumDocument,
  token: Cancellation.CancellationToken,
): Promise<FlowDiagnostic[]> {
  const facts = factsOf(document);
  if (facts.diagnostics === undefined) {
    const steps = mistakesOf(document, facts);
    let step = steps.next();
    for (; step.done !== true; step = steps.next()) await interruptAndCheck(token);
    facts.diagnostics ??= step.value;
  }
  return checkDocument(document);
}

/** What only its project shows is asked for each time: it may change with a file that this one does not know of. */
function withProject(document: LangiumDocument, facts: DocumentFacts): FlowDiagnostic[] {
  facts.diagnostics ??= resultOf(mistakesOf(document, facts));
  const { diagnostics: own, inProject: known } = facts;
  const project = projectDiagnostics(document);
  if (known?.own === own && isSameList(known.project, project)) return known.all;
  const sound = project.filter((one) => !followsFromDamage(one, document));
  const all = sound.length === 0 ? own : inOrder([...own, ...sound]);
  facts.inProject = { own, project, all };
  return all;
}

/** In steps, one for each flow and each check. */
function* mistakesOf(document: LangiumDocument, facts: DocumentFacts): Generator<void, FlowDiagnostic[]> {
  const file = document.parseResult.value as FlowFile;
  const syntax = syntaxErrors(document);
  const found: FlowDiagnostic[] = [];
  const analyses: FlowAnalysis[] = [];
  for (const flow of file.declarations.filter(isFlow)) {
    yield;
    analyses.push(analyzeFlow(flow));
  }
  const accept = (diagnostic: FlowDiagnostic) => void found.push(diagnostic);
  const { ports, loaded } = facts;
  const all = <T extends NodeTypeName>(type: T) => nodesOfType(file, type);
  const context: CheckContext = { document, file, ports, loaded, analyses, all, accept };
  for (const check of checks) {
    yield;
    check(context);
  }
  for (const analysis of analyses) analysis.diagnostics.forEach(accept);
  const sound = syntax.length === 0 ? found : found.filter((diagnostic) => !followsFromDamage(diagnostic, document));
  return inOrder([...syntax, ...sound]);
}

function resultOf<T>(steps: Generator<void, T>): T {
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  return step.value;
}

/** What these name is there, and something else is wrong with it. */
const codesOfKnownNames: ReadonlySet<string> = new Set([
  'FLOW122',
  'FLOW256',
  'FLOW261',
  'FLOW262',
  'FLOW280',
  'FLOW285',
]);

/** It stands in what is damaged, or misses a name that stands in the words the parser skipped. */
function followsFromDamage({ code, place, data }: FlowDiagnostic, document: LangiumDocument): boolean {
  const { name, property } = (data ?? {}) as FixFacts;
  const missing = codesOfKnownNames.has(code) ? undefined : (name ?? property);
  return isInDamage(place.node) || (missing !== undefined && isInLostText(missing, document));
}
