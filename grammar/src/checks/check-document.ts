import { type AstNode, AstUtils, type LangiumDocument } from 'langium';
import { analyzeFlow } from '../analysis/analyze-flow.ts';
import { type DocumentFacts, factsOf } from '../analysis/document-facts.ts';
import type { FlowDiagnostic } from '../diagnostics/diagnostic.ts';
import { inOrder } from '../diagnostics/in-order.ts';
import { isWithin } from '../diagnostics/is-within.ts';
import { report } from '../diagnostics/report.ts';
import type { FlowFile } from '../generated/ast.ts';
import { isDeclaration, isFlow, isImport, isNode } from '../generated/ast.ts';
import { syntaxErrors } from '../syntax/syntax-errors.ts';
import type { CheckContext } from './check.ts';
import { checks } from './index.ts';
import { nodesByType } from './nodes-by-type.ts';

/**
 * What a linked document is told of its mistakes, in the order of the text: those that its comments do not ignore, as grave as
 * its project wants them. A statement the parser could not read as a whole gives its syntax error and no follow-ups; the
 * others are checked as if nothing had happened. The same list until the document, an import, a file it names or the
 * project's rules change. Never throws.
 */
export function checkDocument(document: LangiumDocument): FlowDiagnostic[] {
  const facts = factsOf(document);
  facts.diagnostics ??= findMistakes(document, facts);
  const { diagnostics: found, reported } = facts;
  const rules = facts.ports.rules?.(document.uri.toString());
  if (reported?.found === found && reported.rules === rules) return reported.told;
  const told = report(document, found, rules);
  facts.reported = { found, rules, told };
  return told;
}

function findMistakes(document: LangiumDocument, facts: DocumentFacts): FlowDiagnostic[] {
  const file = document.parseResult.value as FlowFile;
  const syntax = syntaxErrors(document);
  const found: FlowDiagnostic[] = [];
  const context: CheckContext = {
    document,
    file,
    ports: facts.ports,
    loaded: facts.loaded,
    analyses: file.declarations.filter(isFlow).map(analyzeFlow),
    all: nodesByType(file),
    accept: (diagnostic) => void found.push(diagnostic),
  };
  for (const check of checks) check(context);
  for (const analysis of context.analyses) found.push(...analysis.diagnostics);
  const sound = syntax.length === 0 ? found : found.filter(({ place }) => !isInDamagedStatement(place.node, syntax));
  return inOrder([...syntax, ...sound]);
}

function isInDamagedStatement(node: AstNode, syntax: FlowDiagnostic[]): boolean {
  const statement = AstUtils.getContainerOfType(node, isStatement);
  if (statement === undefined || isFlow(statement)) return false;
  return syntax.some((mistake) => isWithin(mistake, statement));
}

function isStatement(node: AstNode): node is AstNode {
  return isNode(node) || isDeclaration(node) || isImport(node);
}
