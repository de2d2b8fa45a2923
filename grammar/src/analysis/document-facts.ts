import { type AstNode, AstUtils, type LangiumDocument, type URI } from 'langium';
import type { FlowDiagnostic } from '../diagnostics/diagnostic.ts';
import type { Rules } from '../diagnostics/rules.ts';
import type { Diagram } from '../diagram/diagram.ts';
import type { Flow, FlowFile, Schema, UseNode } from '../generated/ast.ts';
import type { Ports } from '../ports.ts';
import type { Projects } from '../project/projects.ts';
import type { RecordType } from '../types/type.ts';
import { ColumnsTotal } from './columns-total.ts';
import type { FlowAnalysis } from './flow-analysis.ts';
import type { SourceRef } from './source-refs.ts';

/**
 * What is remembered of a document between two of its changes, so that editor, diagram, checks and plan read one analysis.
 * It lives from one linking of the document to the next, and a document is linked again when anything it imports, however
 * far away, has changed. What changes outside the texts (a model file, a step) is told by `forgetFacts`.
 */
export interface DocumentFacts extends DocumentHost {
  flows: Map<Flow, FlowAnalysis>;
  schemas: Map<Schema, RecordType>;
  /** Those that lead back to themselves, with all that they do so together with. */
  knots: Map<Schema, ReadonlySet<Schema>>;
  /** How many fields its schemas have together, and the first with which there are too many. */
  fieldsTotal: ColumnsTotal;
  tooManyWith?: Schema;
  /** Each flow that was asked for, with all that use it and that it uses. */
  flowKnots: Map<Flow, ReadonlySet<Flow>>;
  /** The flows that each uses itself. */
  usedFlows: Map<Flow, Flow[]>;
  /** Every mistake of the document by itself; undefined until somebody asks. */
  diagnostics?: FlowDiagnostic[];
  /** The same with those that only its project shows. */
  inProject?: { own: FlowDiagnostic[]; project: FlowDiagnostic[]; all: FlowDiagnostic[] };
  /** What is told of them under these rules. */
  reported?: { found: FlowDiagnostic[]; rules: Rules | undefined; told: FlowDiagnostic[] };
  diagrams: Map<Flow, Diagram>;
  /** What each use hands to its flow. */
  streams: Map<UseNode, readonly SourceRef[]>;
}

/** What the services around a document answer. */
export interface DocumentHost {
  ports: Ports;
  /** Another file, where it was found. */
  loaded(uri: URI): FlowFile | undefined;
  /** The projects among all of them; absent where nothing around the text is known. */
  projects?: Projects;
}

const factsByDocument = new WeakMap<LangiumDocument, DocumentFacts>();

export function startFacts(document: LangiumDocument, { ports, loaded, projects }: DocumentHost): DocumentFacts {
  const facts: DocumentFacts = {
    ports,
    loaded,
    projects,
    flows: new Map(),
    schemas: new Map(),
    knots: new Map(),
    flowKnots: new Map(),
    usedFlows: new Map(),
    fieldsTotal: new ColumnsTotal(),
    diagrams: new Map(),
    streams: new Map(),
  };
  factsByDocument.set(document, facts);
  return facts;
}

/** To be called when a file that a document names has changed on disk. */
export function forgetFacts(document: LangiumDocument): void {
  startFacts(document, factsOf(document));
}

/** What it was told of its mistakes stays. */
export function restFacts(document: LangiumDocument): void {
  const { diagnostics, inProject, reported, ...host } = factsOf(document);
  factsByDocument.set(document, { ...startFacts(document, host), diagnostics, inProject, reported });
}

/** Of a document that no services built, nothing outside its text is known. */
export function factsOf(document: LangiumDocument): DocumentFacts {
  return factsByDocument.get(document) ?? startFacts(document, { ports: {}, loaded: () => undefined });
}

export function factsAround(node: AstNode): DocumentFacts {
  return factsOf(AstUtils.getDocument(node));
}
