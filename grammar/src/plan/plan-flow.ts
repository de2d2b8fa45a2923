import type { LangiumDocument, URI } from 'langium';
import { analyzeFlow } from '../analysis/analyze-flow.ts';
import { factsOf } from '../analysis/document-facts.ts';
import { checkDocument } from '../checks/check-document.ts';
import type { FlowDiagnostic } from '../diagnostics/diagnostic.ts';
import { suggestion } from '../diagnostics/suggestion.ts';
import { type Flow, type FlowFile, isFlow } from '../generated/ast.ts';
import { importedDocuments } from '../names/import-closure.ts';
import { circlesElsewhere } from '../project/project-diagnostics.ts';
import type { Scalar } from '../types/type.ts';
import { parameterValues } from './parameter-values.ts';
import type { Plan } from './plan.ts';
import { StagePlanner } from './stage-planner.ts';

export interface PlanFlowOptions {
  /** Linked, with its imports; see `loadDocument`. */
  document: LangiumDocument;
  /** The only flow of the file where absent. */
  flow?: string;
  /** Texts by name, as a person gives them. */
  parameters?: Record<string, string>;
  /** Values as a plan carries them, which fit: those of a test. */
  values?: Readonly<Record<string, Scalar>>;
  /** True where the caller has records for the flow's streams: each becomes a read by the connector `$given`, to be replaced. */
  areStreamsGiven?: boolean;
  projectFolder: URI;
}

export interface PlanFlowResult {
  /** Absent where a diagnostic is an error or there is a problem. */
  plan?: Plan;
  /** Of the document and of everything it imports, and circles of datasets through them that are told elsewhere. */
  diagnostics: FlowDiagnostic[];
  /** What is wrong with the call: an unknown flow, a parameter without a value. */
  problems: string[];
  /** Of them: code of another repository, as written, that is not in the project as its flow.lock says. */
  missingCode: string[];
}

/** The plan of one flow: deterministic, with a fingerprint for each stage. Never throws on what a person wrote. */
export function planFlow(options: PlanFlowOptions): PlanFlowResult {
  const { document, flow: name, parameters = {}, values: given, areStreamsGiven = false, projectFolder } = options;
  const near = [document, ...importedDocuments(document)].flatMap(checkDocument);
  const diagnostics = [...near, ...circlesElsewhere(document)];
  const problems: string[] = [];
  const missingCode: string[] = [];
  const flow = chooseFlow(document, name, problems);
  if (flow === undefined || diagnostics.some(({ severity }) => severity === 'error'))
    return { diagnostics, problems, missingCode };
  const analysis = analyzeFlow(flow);
  const values = parameterValues(analysis, { texts: parameters, values: given }, problems);
  const { ports } = factsOf(document);
  const { sha256 } = ports;
  if (sha256 === undefined) problems.push('This host cannot plan: it has no digest of text');
  if (sha256 === undefined || problems.length > 0) return { diagnostics, problems, missingCode };
  const plan = new StagePlanner({
    document,
    projectFolder,
    ports,
    sha256,
    analysis,
    values,
    areStreamsGiven,
    problems,
    missingCode,
  }).plan();
  return { ...(problems.length === 0 && { plan }), diagnostics, problems, missingCode };
}

function chooseFlow(document: LangiumDocument, name: string | undefined, problems: string[]): Flow | undefined {
  const flows = (document.parseResult.value as FlowFile).declarations.filter(isFlow);
  const names = flows.map((flow) => flow.name);
  const chosen = name === undefined ? flows[0] : flows.find((flow) => flow.name === name);
  if (name !== undefined && chosen === undefined) {
    problems.push(`There is no flow "${name}"${suggestion(name, names) || `; the file has ${list(names)}`}`);
    return undefined;
  }
  if (chosen === undefined) problems.push('The file has no flow');
  else if (name === undefined && flows.length > 1) problems.push(`Which flow? The file has ${list(names)}`);
  return problems.length === 0 ? chosen : undefined;
}

function list(names: string[]): string {
  return names.length === 0 ? 'none' : names.join(', ');
}
