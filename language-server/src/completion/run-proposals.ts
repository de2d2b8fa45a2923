/** Where a flow is run, by use, test, schedule or trigger: its parameters, and the nodes that a test speaks of. */
import { analyzeFlow, type FlowAnalysis, isAssignable, recordTypeOf, type Type, typeOf } from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import { CompletionItemKind } from 'vscode-languageserver';
import { declarationsInScope } from '../cursor/declarations-in-scope.ts';
import { writtenName } from '../fixes/editing/names.ts';
import { recordDoc } from '../markdown/node-doc.ts';
import { pathOf } from './input-record.ts';
import type { Proposal, ProposalContext } from './proposal.ts';
import { portNames, sourceNamesOf } from './source-proposals.ts';

function flowNamed(name: string | undefined, { file }: ProposalContext): ast.Flow | undefined {
  return declarationsInScope(file)
    .filter((item) => ast.isFlow(item))
    .find((flow) => flow.name === name);
}

/** Those that have no value yet. */
export function parameterNames(run: ast.FlowRun, context: ProposalContext): Proposal[] {
  const taken = new Set(run.arguments.map(({ name }) => name));
  const parameters = flowNamed(run.flow?.$refText, context)?.parameters ?? [];
  // Streams are given by a use, or by the records of a test.
  const isUse = ast.isUseNode(run.$container);
  return parameters
    .filter(({ name, isStream }) => name && !taken.has(name) && (isUse || !isStream))
    .map(({ name, type, isStream, default: otherwise }) => ({
      label: writtenName(name),
      kind: CompletionItemKind.Property,
      detail: `${isStream ? 'stream ' : ''}${type?.$cstNode?.text ?? ''}`,
      snippet: `${writtenName(name)}: $1`,
      rank: otherwise === undefined ? 1 : 3,
      ...(otherwise === undefined && { isBest: true }),
    }));
}

function parameterNamed(argument: ast.Argument, context: ProposalContext): ast.Parameter | undefined {
  const run = argument.$container as ast.FlowRun;
  return flowNamed(run.flow?.$refText, context)?.parameters.find(({ name }) => name === argument.name);
}

/** What is wanted of a value that is handed to a flow. */
export function parameterOfRun(argument: ast.Argument, context: ProposalContext): Type | undefined {
  const parameter = parameterNamed(argument, context);
  return parameter && typeOf(parameter.type);
}

/** What may be handed to a parameter that is a stream; undefined of any other. */
export function streamValues(argument: ast.Argument, context: ProposalContext): Proposal[] | undefined {
  const parameter = parameterNamed(argument, context);
  if (!parameter?.isStream || context.flow === undefined) return undefined;
  const wanted = recordTypeOf(parameter.type);
  return sourceNamesOf(context.flow, {
    isWanted: (name) => name !== context.statement?.name,
    before: context.cursor.offset,
    fits: wanted && ((record) => isAssignable(record, wanted)),
  });
}

/** `r.` of `use u: Sub(rows: r.high)`; undefined of a value that is no stream. */
export function portsOfValue(context: ProposalContext): Proposal[] | undefined {
  const { node } = context.place;
  const argument = node.$container;
  if (!ast.isArgument(argument) || !ast.isFlowRun(argument.$container)) return undefined;
  if (!parameterNamed(argument, context)?.isStream) return undefined;
  const path = pathOf((node as ast.Member).receiver) ?? [];
  const prefix = `${path.map(writtenName).join('.')}.`;
  return (streamValues(argument, context) ?? [])
    .filter(({ label }) => label.startsWith(prefix))
    .map((proposal) => ({ ...proposal, label: proposal.label.slice(prefix.length) }));
}

/** Records are given to reads and streams, and expected of every node that gives some. */
export function testedNames(context: ProposalContext): Proposal[] {
  const clause = context.place.node as ast.TestClause;
  const flow = testedFlow(clause, context);
  if (flow === undefined) return [];
  const taken = new Set(
    clause.$container.clauses
      .filter((one) => one !== clause && one.role === clause.role)
      .map(({ node }) => node?.$refText),
  );
  const streams = [...flow.streams].map(([name, record]) => ({ name, kind: 'stream', output: record }));
  const nodes = [...flow.nodes.values()].filter(({ kind }) =>
    clause.role === 'given' ? kind === 'read' : kind !== 'write',
  );
  return [...(clause.role === 'given' ? streams : []), ...nodes]
    .filter(({ name }) => !taken.has(name))
    .map(({ name, kind, output }) => ({
      label: writtenName(name),
      kind: CompletionItemKind.Variable,
      detail: kind,
      doc: output && (() => recordDoc(output)),
    }));
}

export function testedPorts(context: ProposalContext): Proposal[] {
  const flow = testedFlow(context.place.node as ast.TestClause, context);
  return portNames({ ...context, flow });
}

export function testedFlow({ $container }: ast.TestClause, context: ProposalContext): FlowAnalysis | undefined {
  const flow = flowNamed($container.run?.flow?.$refText, context);
  return flow && analyzeFlow(flow);
}
