import { AstUtils, type LangiumDocument } from 'langium';
import type { FlowDiagnostic } from '../diagnostics/diagnostic.ts';
import { tooManyColumns } from '../diagnostics/schemas.ts';
import { typeExpression } from '../expressions/type-expression.ts';
import * as ast from '../generated/ast.ts';
import { withUnclear } from '../types/may-have.ts';
import type { RecordType, Type } from '../types/type.ts';
import { argumentValue } from './argument-value.ts';
import { ColumnsTotal, columnsMax } from './columns-total.ts';
import { isHeaderDamaged, isLossy } from './damage.ts';
import { factsAround } from './document-facts.ts';
import { errorRecord } from './error-record.ts';
import type { FlowAnalysis, InputAnalysis, NodeAnalysis } from './flow-analysis.ts';
import { orderOf } from './graph.ts';
import {
  factsKnown,
  givenBefore,
  type KnownFacts,
  type LastGiven,
  rememberFacts,
  rememberGiven,
  steady,
  steadyParameters,
} from './known-facts.ts';
import type { NodeContext, NodeFacts } from './node-context.ts';
import { kindOf } from './node-kind.ts';
import { analyzeNode } from './nodes/index.ts';
import { nodesOf } from './nodes-of.ts';
import { recordDifference } from './record-difference.ts';
import { refOf, type SourceRef, sourceRefs } from './source-refs.ts';
import { subflowsFirst } from './subflows.ts';
import { recordTypeOf, typeOf } from './type-of.ts';

/** Everything known of the flow; the same object until its document, an import or a file it names changes. Never throws. */
export function analyzeFlow(flow: ast.Flow): FlowAnalysis {
  const { flows } = factsAround(flow);
  const known = flows.get(flow);
  if (known !== undefined) return known;
  // What a flow uses is known before it, so that no chain of flows makes a chain of calls.
  for (const used of subflowsFirst(flow, isAnalyzed)) analyzeOne(used);
  return analyzeOne(flow);
}

function isAnalyzed(flow: ast.Flow): boolean {
  return factsAround(flow).flows.has(flow);
}

function analyzeOne(flow: ast.Flow): FlowAnalysis {
  const { flows } = factsAround(flow);
  const known = flows.get(flow);
  if (known !== undefined) return known;
  const analysis = new FlowAnalyzer(flow).analyze();
  flows.set(flow, analysis);
  return analysis;
}

class FlowAnalyzer {
  private readonly flow: ast.Flow;
  private readonly parameters: Map<string, Type>;
  private readonly streams: Map<string, RecordType | undefined>;
  private readonly nodes = new Map<ast.Node, NodeAnalysis>();
  private readonly diagnostics: FlowDiagnostic[] = [];
  private readonly total = new ColumnsTotal();
  private readonly document: LangiumDocument;
  private readonly before: LastGiven;

  constructor(flow: ast.Flow) {
    this.flow = flow;
    const named = flow.parameters.filter(({ name }) => name);
    const [streams, scalars] = [named.filter(({ isStream }) => isStream), named.filter(({ isStream }) => !isStream)];
    const types = new Map(scalars.map(({ name, type }) => [name, typeOf(type)]));
    const records = new Map(streams.map(({ name, type }) => [name, recordTypeOf(type)]));
    this.parameters = steadyParameters(flow.parameters, 0, types);
    this.streams = steadyParameters(flow.parameters, 1, records);
    this.document = AstUtils.getDocument(flow);
    this.before = givenBefore(this.document, flow.name);
  }

  analyze(): FlowAnalysis {
    const { flow, parameters, streams, diagnostics } = this;
    const named = nodesOf(flow).filter((node) => node.name);
    const { cycles, order: inOrder } = orderOf(named);
    for (const node of inOrder) this.nodes.set(node, this.analyzeOne(node));
    const nodes = this.byName(named);
    rememberGiven(this.document, flow.name, nodes);
    const order = [...this.nodes.values()].map(({ name }) => name);
    return {
      flow,
      parameters,
      streams,
      nodes,
      order: [...new Set(order)],
      cycles: cycles.map(names),
      diagnostics,
    };
  }

  /** Nodes come in an order in which their inputs are known already, except on a cycle. */
  private analyzeOne(node: ast.Node): NodeAnalysis {
    const sources = sourceRefs(node);
    const known = this.findOut(node, sources);
    const facts = this.factsOf(node, known.facts);
    const isAsKnown = facts === known.facts;
    if (isAsKnown && known.analysis !== undefined) return known.analysis;
    const { expressions } = known;
    const analysis = {
      name: node.name,
      kind: kindOf(node),
      node,
      inputs: sources.map((source) => this.inputOf(source)),
      ...differenceOf(facts),
      expressions,
      ...facts,
    };
    if (isAsKnown) known.analysis = analysis;
    return analysis;
  }

  private findOut(node: ast.Node, sources: readonly SourceRef[]): KnownFacts {
    const { parameters, diagnostics } = this;
    const inputAt = (index: number) => this.recordAt(sources[index] as SourceRef);
    const known = factsKnown(node, { inputCount: sources.length, inputAt, parameters });
    if (known !== undefined) return known;
    const inputs = sources.map((source) => this.recordAt(source));
    const told = diagnostics.length;
    const expressions: NodeAnalysis['expressions'] = new Map();
    const found = analyzeNode(node, this.contextOf(node, expressions));
    const facts = steady(found, this.before.get(node.name));
    const fresh: KnownFacts = { inputs, parameters, facts, expressions };
    if (diagnostics.length === told) rememberFacts(node, fresh);
    return fresh;
  }

  /** What a node gives that has lost words is known in part, unless its columns are said elsewhere. */
  private factsOf(node: ast.Node, found: NodeFacts): NodeFacts {
    const facts = this.withinTotal(node, found);
    if (ast.isReadNode(node) || ast.isFilterNode(node) || ast.isTaskNode(node) || !isLossy(node)) return facts;
    const { output, ports } = facts;
    const partly = (record: RecordType | undefined) => record && withUnclear(record, 'any');
    return {
      ...facts,
      ...(output && { output: partly(output) }),
      ...(ports && { ports: new Map([...ports].map(([name, record]) => [name, partly(record)])) }),
    };
  }

  /** [T11] What comes behind too many columns is not known. */
  private withinTotal(node: ast.Node, facts: NodeFacts): NodeFacts {
    if (!this.total.exceedsWith(givenBy(facts))) return facts;
    if (this.total.isToBeTold())
      this.diagnostics.push(tooManyColumns({ node, property: 'name' }, node.name, columnsMax));
    const { output: _, ports, ...others } = facts;
    return { ...others, ...(ports && { ports: new Map([...ports.keys()].map((name) => [name, undefined])) }) };
  }

  private contextOf(node: ast.Node, expressions: NodeAnalysis['expressions']): NodeContext {
    const { document } = this;
    const accept = (diagnostic: FlowDiagnostic) => void this.diagnostics.push(diagnostic);
    return {
      document,
      ports: factsAround(node).ports,
      parameters: this.parameters,
      recordOf: (input) => input && this.recordAt(refOf(input)),
      recordAt: (source) => this.recordAt(source),
      type: (expression, record) => {
        if (expression === undefined) return undefined;
        const typed = typeExpression(expression, { record: this.scopeOf(record), parameters: this.parameters }, accept);
        if (typed !== undefined) expressions.set(expression, typed);
        return typed;
      },
      typeAs: (expression, wanted, name) => {
        const typed = argumentValue(expression, wanted, name, this.parameters, accept);
        if (typed !== undefined) expressions.set(expression, typed);
        return typed;
      },
      analysisOf: analyzeFlow,
      accept,
    };
  }

  /** Where the parameters could not be read, a name that is no field may be one of them. */
  private scopeOf(record: RecordType | undefined): RecordType | undefined {
    return record && withUnclear(record, isHeaderDamaged(this.flow) ? 'any' : undefined);
  }

  private inputOf(source: SourceRef): InputAnalysis {
    const record = this.recordAt(source);
    return { from: source.from?.name, port: source.port, place: source.place, ...(record && { record }) };
  }

  private recordAt({ from, port }: SourceRef): RecordType | undefined {
    if (from === undefined) return undefined;
    if (ast.isParameter(from)) return port === 'out' ? this.streams.get(from.name) : undefined;
    if (port === 'errors') return ast.isUseNode(from) ? undefined : errorRecord;
    const source = this.nodes.get(from);
    return port === 'out' ? source?.output : source?.ports?.get(port);
  }

  private byName(nodes: ast.Node[]): Map<string, NodeAnalysis> {
    const byName = new Map<string, NodeAnalysis>();
    for (const node of nodes) {
      const analysis = this.nodes.get(node);
      if (analysis !== undefined && !byName.has(node.name)) byName.set(node.name, analysis);
    }
    return byName;
  }
}

function givenBy({ output, ports }: NodeFacts): readonly (RecordType | undefined)[] {
  return ports === undefined ? [output] : [output, ...ports.values()];
}

/** By the facts: those that are known already make the same difference. */
const differences = new WeakMap<NodeFacts, Pick<NodeAnalysis, 'added' | 'removed'>>();

function differenceOf(facts: NodeFacts): Pick<NodeAnalysis, 'added' | 'removed'> {
  const difference = differences.get(facts) ?? recordDifference(facts.input, facts.output);
  differences.set(facts, difference);
  return difference;
}

function names(nodes: ast.Node[]): string[] {
  return nodes.map(({ name }) => name);
}
