/**
 * The mistakes of a project at their places in the texts. A graph knows places by counts only; the trees they lead to are
 * looked up here, when somebody asks, for they are replaced with every change of a file.
 */
import { AstUtils, type LangiumDocument, URI } from 'langium';
import { factsOf } from '../analysis/document-facts.ts';
import { nodesOf } from '../analysis/nodes-of.ts';
import type { FlowDiagnostic, Place } from '../diagnostics/diagnostic.ts';
import { unusedDeclaration } from '../diagnostics/names.ts';
import { datasetCycle, datasetWrittenTwice } from '../diagnostics/project.ts';
import { isFlow, isUseNode, isWriteNode } from '../generated/ast.ts';
import { importedDocuments } from '../names/import-closure.ts';
import type { DeclarationPlace, NodePlace } from './places.ts';
import type { ProjectGraph } from './project-graph.ts';
import { mistakesByFile, type ProjectMistake } from './project-mistakes.ts';

/** The graph of the project that the document belongs to; undefined of a document that no services built. */
export function projectGraphAround(document: LangiumDocument): ProjectGraph | undefined {
  return factsOf(document).projects?.graphAround(document.uri.toString());
}

/** Whether the document or what it imports reads or writes a dataset, so that files it does not know of may matter to it. */
export function namesDatasets(document: LangiumDocument): boolean {
  const graph = projectGraphAround(document);
  const near = new Set([document, ...importedDocuments(document)].map(({ uri }) => uri.toString()));
  return graph?.flows.some(({ uri, reads, writes }) => near.has(uri) && reads.length + writes.length > 0) ?? false;
}

/** What is wrong in this document that only its project shows. */
export function projectDiagnostics(document: LangiumDocument): FlowDiagnostic[] {
  const graph = projectGraphAround(document);
  const mistakes = graph && mistakesByFile(graph).get(document.uri.toString());
  return (mistakes ?? []).flatMap((mistake) => describe(mistake, document));
}

/** Circles of datasets through the document or what it imports that are told in files it does not import. */
export function circlesElsewhere(document: LangiumDocument): FlowDiagnostic[] {
  const graph = projectGraphAround(document);
  if (graph === undefined || graph.circles.length === 0) return [];
  const near = new Set([document, ...importedDocuments(document)].map(({ uri }) => uri.toString()));
  const elsewhere = [...mistakesByFile(graph)].flatMap(([uri, mistakes]) => (near.has(uri) ? [] : mistakes));
  return elsewhere
    .filter((mistake) => mistake.kind === 'circle' && mistake.others.some(({ uri }) => near.has(uri)))
    .flatMap((mistake) => describe(mistake, document));
}

/**
 * Mistakes told in other files that the document has a part in: circles are told once. To be told to whoever asks for this file
 * alone.
 */
export function mistakesElsewhere(document: LangiumDocument, check: (one: LangiumDocument) => FlowDiagnostic[]) {
  const isPart = ({ place }: { place: Place }) => AstUtils.getDocument(place.node) === document;
  const circles = importedDocuments(document)
    .flatMap(check)
    .filter(({ code, related }) => circleCodes.includes(code) && related?.some(isPart));
  return [...circles, ...circlesElsewhere(document)];
}

const circleCodes = ['FLOW251', 'FLOW252', 'FLOW521'];

/** Nothing of a file that is being read again this very moment: it is told when that is done. */
function describe(mistake: ProjectMistake, document: LangiumDocument): FlowDiagnostic[] {
  if (mistake.kind === 'unused') {
    const place = declarationAt(mistake.at, document);
    return place === undefined ? [] : [unusedDeclaration(place, mistake.at.kind, mistake.at.name)];
  }
  const place = nodeAt(mistake.at, document);
  if (place === undefined) return [];
  if (mistake.kind === 'circle') {
    const others = mistake.others.map((other) => nodeAt(other, document));
    return others.includes(undefined) ? [] : [datasetCycle(place, mistake.names, others as Place[])];
  }
  const other = nodeAt(mistake.other, document);
  return other === undefined ? [] : [datasetWrittenTwice(place, mistake.dataset, other)];
}

function declarationAt({ uri, at, kind, name }: DeclarationPlace, document: LangiumDocument): Place | undefined {
  const node = factsOf(document).loaded(URI.parse(uri))?.declarations?.[at];
  const isThis = node?.$type.toLowerCase() === kind && 'name' in node && node.name === name;
  return isThis ? { node, property: 'name' } : undefined;
}

/** Where a node writes a dataset, or names the flow that does. */
function nodeAt({ uri, at }: NodePlace, document: LangiumDocument): Place | undefined {
  const flow = factsOf(document).loaded(URI.parse(uri))?.declarations?.[at.declaration];
  const node = isFlow(flow) ? nodesOf(flow)[at.node] : undefined;
  if (isWriteNode(node) && node.target !== undefined) return { node: node.target, property: 'dataset' };
  return isUseNode(node) && node.run !== undefined ? { node: node.run, property: 'flow' } : undefined;
}

/** Whether two lists say the same of the same places: then what was made of the one holds for the other. */
export function isSameList(a: readonly FlowDiagnostic[], b: readonly FlowDiagnostic[]): boolean {
  return a.length === b.length && a.every((one, index) => isSame(one, b[index] as FlowDiagnostic));
}

function isSame(a: FlowDiagnostic, b: FlowDiagnostic): boolean {
  const places = ({ place, related = [] }: FlowDiagnostic) => [place, ...related.map((one) => one.place)];
  const others = places(b);
  const isPlaced = places(a).every(({ node }, index) => node === others[index]?.node);
  return isPlaced && a.code === b.code && a.message === b.message && a.related?.length === b.related?.length;
}
