/**
 * Who names what in the files of a project: the way back along the references that a column or a parameter is followed by. Each
 * file is looked through once per change; what its names lead to is asked anew, since other files change too.
 */
import { AstUtils, type LangiumDocument } from 'langium';
import { analyzeFlow } from '../analysis/analyze-flow.ts';
import type { FlowAnalysis, NodeAnalysis } from '../analysis/flow-analysis.ts';
import { flowOf, nodesOf } from '../analysis/nodes-of.ts';
import * as ast from '../generated/ast.ts';

/** A node with the flow around it. */
export interface PlacedNode {
  flow: FlowAnalysis;
  node: NodeAnalysis;
}

export class ProjectTexts {
  readonly documents: readonly LangiumDocument[];
  private readonly types: Lists<ast.Schema, ast.TypeExpression>;
  private readonly derived: Lists<ast.Schema, ast.Schema>;
  private readonly runs: Lists<ast.Flow, ast.FlowRun>;
  private readonly stored: Lists<ast.Dataset, ast.ReadNode | ast.WriteNode>;
  private readonly infers: Lists<ast.Model, ast.InferNode>;

  constructor(documents: readonly LangiumDocument[]) {
    this.documents = documents;
    const names = documents.map(namesIn);
    this.types = listsOf(
      names.flatMap(({ types }) => types),
      schemaNamed,
    );
    this.derived = derivedSchemas(names.flatMap(({ schemas }) => schemas));
    this.runs = listsOf(
      names.flatMap(({ runs }) => runs),
      (run) => run.flow?.ref,
    );
    this.stored = listsOf(
      names.flatMap(({ stored }) => stored),
      datasetOf,
    );
    this.infers = listsOf(
      names.flatMap(({ infers }) => infers),
      (node) => node.model?.ref,
    );
  }

  typesNaming(schema: ast.Schema): readonly ast.TypeExpression[] {
    return this.types.get(schema) ?? [];
  }

  derivedFrom(schema: ast.Schema): readonly ast.Schema[] {
    return this.derived.get(schema) ?? [];
  }

  /** Where a flow is run: by nodes, tests, schedules and triggers. */
  runsOf(flow: ast.Flow): readonly ast.FlowRun[] {
    return this.runs.get(flow) ?? [];
  }

  usesOf(flow: ast.Flow): PlacedNode[] {
    return this.runsOf(flow).flatMap(({ $container }) => (ast.isUseNode($container) ? placed($container) : []));
  }

  testsOf(flow: ast.Flow): ast.Test[] {
    return this.runsOf(flow).flatMap(({ $container }) => (ast.isTest($container) ? [$container] : []));
  }

  readsOf(dataset: ast.Dataset): ast.ReadNode[] {
    return (this.stored.get(dataset) ?? []).filter(ast.isReadNode);
  }

  writesOf(dataset: ast.Dataset): PlacedNode[] {
    return (this.stored.get(dataset) ?? []).filter(ast.isWriteNode).flatMap(placed);
  }

  infersWith(model: ast.Model): PlacedNode[] {
    return (this.infers.get(model) ?? []).flatMap(placed);
  }
}

/** Empty for a node whose name another one has already. */
export function placed(node: ast.Node): PlacedNode[] {
  const around = flowOf(node);
  const flow = around && analyzeFlow(around);
  const analysis = flow?.nodes.get(node.name);
  return flow !== undefined && analysis?.node === node ? [{ flow, node: analysis }] : [];
}

type Lists<K, V> = ReadonlyMap<K, readonly V[]>;

function listsOf<K, V>(values: readonly V[], keyOf: (value: V) => K | undefined): Lists<K, V> {
  const lists = new Map<K, V[]>();
  for (const value of values) {
    const key = keyOf(value);
    if (key !== undefined) lists.set(key, [...(lists.get(key) ?? []), value]);
  }
  return lists;
}

function schemaNamed({ base }: ast.TypeExpression): ast.Schema | undefined {
  return ast.isSchemaReference(base) ? base.schema?.ref : undefined;
}

function derivedSchemas(schemas: readonly ast.Schema[]): Lists<ast.Schema, ast.Schema> {
  const pairs = schemas.flatMap((schema) => schema.bases.map(({ ref }) => ({ schema, base: ref })));
  const lists = listsOf(pairs, ({ base }) => base);
  return new Map([...lists].map(([base, list]) => [base, list.map(({ schema }) => schema)]));
}

function datasetOf(node: ast.ReadNode | ast.WriteNode): ast.Dataset | undefined {
  return (ast.isReadNode(node) ? node.source : node.target)?.dataset?.ref;
}

interface NamesInFile {
  types: ast.TypeExpression[];
  schemas: ast.Schema[];
  runs: ast.FlowRun[];
  stored: (ast.ReadNode | ast.WriteNode)[];
  infers: ast.InferNode[];
}

const known = new WeakMap<object, NamesInFile>();

function namesIn(document: LangiumDocument): NamesInFile {
  const file = document.parseResult.value as ast.FlowFile;
  const remembered = known.get(file);
  if (remembered !== undefined) return remembered;
  const declarations = file.declarations ?? [];
  const nodes = declarations.filter(ast.isFlow).flatMap(nodesOf);
  const names: NamesInFile = {
    types: [...declarations, ...nodes.filter(mayHaveTypes)].flatMap(typesIn),
    schemas: declarations.filter(ast.isSchema),
    runs: [...declarations, ...nodes].flatMap((one) => ('run' in one && one.run !== undefined ? [one.run] : [])),
    stored: nodes.filter((node) => ast.isReadNode(node) || ast.isWriteNode(node)),
    infers: nodes.filter(ast.isInferNode),
  };
  known.set(file, names);
  return names;
}

function mayHaveTypes(node: ast.Node): boolean {
  return ast.isReadNode(node) || ast.isTaskNode(node) || ast.isReviewNode(node);
}

/** Of a flow those in its header: the nodes in it are many, and few have any. */
function typesIn(owner: ast.Declaration | ast.Node): ast.TypeExpression[] {
  if (ast.isFlow(owner)) return owner.parameters.flatMap(({ type }) => (type === undefined ? [] : typesBelow(type)));
  return AstUtils.streamAst(owner).filter(ast.isTypeExpression).toArray();
}

function typesBelow(type: ast.TypeExpression): ast.TypeExpression[] {
  return AstUtils.streamAst(type).filter(ast.isTypeExpression).toArray();
}
