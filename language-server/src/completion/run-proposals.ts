/** Where a flow is run, by use, test, schedule or trigger: its parameters, and the nodes that a test speaks of. */
import { analyzeFlow, type FlowAnalysis, printType } from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import { CompletionItemKind } from 'vscode-languageserver';
import { declarationsInScope, portNames, sourceNamesOf } from './name-proposals.ts';
import type { Proposal, ProposalContext } from './proposal.ts';

function flowNamed(name: string | undefined, { file }: ProposalContext): ast.Flow | undefined {
  return declarationsInScope(file)
    .filter((item) => ast.isFlow(item))
    .find((flow) => flow.name === name);
}

/** Those that have no value yet. */
export function parameterNames(run: ast.FlowRun, context: ProposalContext): Proposal[] {
  const taken = new Set(run.arguments.map(({ name }) => name));
  const parameters = flowNamed(run.flow?.$refText, context)?.parameters ?? [];
  return parameters
    .filter(({ name }) => name && !taken.has(name))
    .map(({ name, type, isStream, default: otherwise }) => ({
      label: name,
      kind: CompletionItemKind.Property,
      detail: `${isStream ? 'stream ' : ''}${type?.$cstNode?.text ?? ''}`,
      snippet: `${name}: $1`,
      rank: otherwise === undefined ? 1 : 3,
    }));
}

/** What may be handed to a parameter that is a stream; undefined of any other. */
export function streamValues(argument: ast.Argument, context: ProposalContext): Proposal[] | undefined {
  const run = argument.$container as ast.FlowRun;
  const parameter = flowNamed(run.flow?.$refText, context)?.parameters.find(({ name }) => name === argument.name);
  if (!parameter?.isStream || context.flow === undefined) return undefined;
  return sourceNamesOf(context.flow, (name) => name !== context.statement?.name);
}

/** Records are given to reads and streams, and expected of every node. */
export function testedNames(context: ProposalContext): Proposal[] {
  const clause = context.place.node as ast.TestClause;
  const flow = testedFlow(clause, context);
  if (flow === undefined) return [];
  const streams = [...flow.streams].map(([name]) => ({
    label: name,
    kind: CompletionItemKind.Variable,
    detail: 'stream',
  }));
  const nodes = [...flow.nodes.values()].filter(({ kind }) => clause.role !== 'given' || kind === 'read');
  return [
    ...streams,
    ...nodes.map(({ name, kind, output }) => ({
      label: name,
      kind: CompletionItemKind.Variable,
      detail: kind,
      ...(output && { doc: `\`\`\`flow\n${printType(output)}\n\`\`\`` }),
    })),
  ];
}

export function testedPorts(context: ProposalContext): Proposal[] {
  const flow = testedFlow(context.place.node as ast.TestClause, context);
  return portNames({ ...context, flow });
}

function testedFlow({ $container }: ast.TestClause, context: ProposalContext): FlowAnalysis | undefined {
  const flow = flowNamed($container.run?.flow?.$refText, context);
  return flow && analyzeFlow(flow);
}
