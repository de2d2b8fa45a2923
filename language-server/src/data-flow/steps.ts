/**
 * The steps that records take from one station to the next: from a node to those that read it, into a flow that is used and out of
 * it again, and through a dataset from who writes it to who reads it, in whatever files they stand. Where a node is handed to a
 * flow, its records go to the `use` and to the stream inside; what the flow gives goes to the `use` alone, so that going on
 * step by step never leads in a circle that records do not take.
 */
import { nodesOf, type SourceRef, sourceRefs, usedFlow } from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import { type AstNode, AstUtils } from 'langium';
import type { FlowLanguageServices } from '../services.ts';
import type { Station } from './station.ts';

export interface Step {
  from: Station;
  to: Station;
  /** Where the text says so. */
  place: AstNode;
}

export class Steps {
  private readonly services: FlowLanguageServices;

  constructor(services: FlowLanguageServices) {
    this.services = services;
  }

  into(to: Station): Step[] {
    if (ast.isDataset(to)) return this.sourcesOf(to).flatMap((place) => writing(place, to));
    if (ast.isParameter(to)) return this.fillings(to);
    return [...sourceRefs(to).flatMap((source) => reading(to, source)), ...fromDataset(to), ...givenBy(to)];
  }

  outOf(from: Station): Step[] {
    if (ast.isDataset(from)) return this.sourcesOf(from).flatMap(({ $container }) => fromDatasetOf($container, from));
    const inFlow = readersOf(from);
    const inside = inFlow.flatMap(({ to, place }) => streamFilled(from, to, place));
    return [...inFlow, ...inside, ...intoDataset(from), ...this.leaving(from)];
  }

  /** Into a stream come the nodes that are handed over wherever its flow is used. */
  private fillings(stream: ast.Parameter): Step[] {
    const uses = this.usesOf(AstUtils.getContainerOfType(stream, ast.isFlow));
    return uses
      .flatMap((use) => sourceRefs(use).flatMap((source) => reading(use, source)))
      .flatMap(({ from, to, place }) => streamFilled(from, to, place))
      .filter(({ to }) => to === stream);
  }

  /** Out of a flow through its outputs. */
  private leaving(from: Station): Step[] {
    const flow = AstUtils.getContainerOfType(from, ast.isFlow);
    const place = flow?.outputs.find(({ node }) => node?.ref === from);
    return place === undefined ? [] : this.usesOf(flow).map((to) => ({ from, to, place }));
  }

  private usesOf(flow: ast.Flow | undefined): ast.UseNode[] {
    return this.placesNaming(flow)
      .map(({ $container }) => $container)
      .filter(ast.isUseNode);
  }

  private sourcesOf(dataset: ast.Dataset): ast.Source[] {
    return this.placesNaming(dataset).filter(ast.isSource);
  }

  private placesNaming(declaration: ast.Declaration | undefined): AstNode[] {
    if (declaration === undefined) return [];
    const { references, workspace, shared } = this.services;
    const found = references.References.findReferences(declaration, {}).toArray();
    return found.flatMap(({ sourceUri, sourcePath }) => {
      const root = shared.workspace.LangiumDocuments.getDocument(sourceUri)?.parseResult.value;
      return (root && workspace.AstNodeLocator.getAstNode(root, sourcePath)) ?? [];
    });
  }
}

function reading(to: ast.Node, { from, place }: SourceRef): Step[] {
  return from === undefined ? [] : [{ from, to, place }];
}

function readersOf(from: ast.Stream): Step[] {
  const flow = AstUtils.getContainerOfType(from, ast.isFlow);
  const all = (flow ? nodesOf(flow) : []).flatMap((to) => sourceRefs(to).flatMap((source) => reading(to, source)));
  return all.filter((step) => step.from === from);
}

/** The stream inside of the flow that an argument of a `use` fills. */
function streamFilled(from: Station, use: Station, place: AstNode): Step[] {
  if (!ast.isUseNode(use) || !ast.isArgument(place)) return [];
  const stream = usedFlow(use)?.parameters.find(({ isStream, name }) => isStream && name === place.name);
  return stream === undefined ? [] : [{ from, to: stream, place }];
}

/** A `use` gives what the outputs of its flow give. */
function givenBy(to: ast.Node): Step[] {
  const outputs = (ast.isUseNode(to) && usedFlow(to)?.outputs) || [];
  return outputs.flatMap((place) => (place.node?.ref === undefined ? [] : [{ from: place.node.ref, to, place }]));
}

function fromDataset(to: ast.Node): Step[] {
  const dataset = ast.isReadNode(to) ? to.source?.dataset?.ref : undefined;
  return dataset === undefined ? [] : fromDatasetOf(to, dataset);
}

function fromDatasetOf(to: AstNode, from: ast.Dataset): Step[] {
  return ast.isReadNode(to) && to.source !== undefined ? [{ from, to, place: to.source }] : [];
}

function intoDataset(from: ast.Stream): Step[] {
  const dataset = ast.isWriteNode(from) ? from.target?.dataset?.ref : undefined;
  return dataset === undefined ? [] : writing((from as ast.WriteNode).target, dataset);
}

function writing(place: ast.Source, to: ast.Dataset): Step[] {
  return ast.isWriteNode(place.$container) ? [{ from: place.$container, to, place }] : [];
}
