/** Makes slips in the sound flows of the repository, one at a time, and notes where what is said of one is not one mistake. */
import { checkDocument, type FlowDiagnostic, rangeOf } from '@millrace/grammar';
import type { LangiumDocument } from 'langium';
import { annotate } from '../support/flow-fixture.ts';
import { type Slip, slipsOf } from '../support/single-slips.ts';
import { type SlipProject, slipProjects } from '../support/slip-projects.ts';
import { applied, randomFrom } from '../support/text-mutations.ts';

export interface SlipsMeasurement {
  slips: number;
  failures: { kind: string; where: string; what: string }[];
}

interface Try {
  project: SlipProject;
  document: LangiumDocument;
  slip: Slip;
}

/** `limit` of all slips, the same for the same seed. */
export async function measureSingleSlips(limit: number, seed: number): Promise<SlipsMeasurement> {
  const projects = await slipProjects();
  const all = projects.flatMap((project) =>
    project.documents.flatMap((document) => slipsOf(document).map((slip) => ({ project, document, slip }))),
  );
  const tries = all.length <= limit ? all : sampled(all, limit, seed);
  const failures: SlipsMeasurement['failures'] = [];
  for (const one of tries) {
    const what = await faultOf(one);
    if (what !== undefined) failures.push({ kind: one.slip.kind, where: one.project.name, what });
  }
  return { slips: tries.length, failures };
}

/** Places stay in their order, so that a document is changed back seldom. */
function sampled(all: Try[], limit: number, seed: number): Try[] {
  const random = randomFrom(seed);
  return all.filter(() => random(all.length) < limit);
}

async function faultOf({ project, document, slip }: Try): Promise<string | undefined> {
  const original = document.textDocument.getText();
  const text = applied(original, slip.change);
  await write(project, document, text);
  const found = project.documents.flatMap((one) => checkDocument(one).filter(({ severity }) => severity !== 'hint'));
  const fault = faultIn(found, slip, document, text);
  const shown = fault === undefined ? undefined : `${fault}\n${project.documents.map(changedLines).join('')}`;
  await write(project, document, original);
  return shown;
}

async function write({ files, services }: SlipProject, { uri }: LangiumDocument, text: string): Promise<void> {
  files.set(uri.path, text);
  await services.shared.workspace.DocumentBuilder.update([uri], []);
}

function faultIn(found: FlowDiagnostic[], slip: Slip, document: LangiumDocument, text: string): string | undefined {
  const { wants, change, word } = slip;
  if (wants === 'uses') return faultInUses(found, word);
  if (found.length === 0)
    return wants === 'one' ? `not noticed: ${JSON.stringify(change.text)} for ${word}` : undefined;
  if (found.length > 1) return `${found.length} mistakes`;
  const lost = change.text.length < change.at.to - change.at.from && !/\w/.test(change.text);
  if (lost || /^no |^doubled|^stray/.test(slip.kind)) return undefined;
  const range = rangeOf((found[0] as FlowDiagnostic).place);
  const [from, to] = [document.textDocument.offsetAt(range.start), document.textDocument.offsetAt(range.end)];
  const end = change.at.from + change.text.length;
  return from <= end && to >= change.at.from
    ? undefined
    : `not at the damaged words ${text.slice(change.at.from, end)}`;
}

/** Every mistake is at a place of its own, and that place or its words name what is gone. */
function faultInUses(found: FlowDiagnostic[], word: string): string | undefined {
  const ranges = found.map(({ place }) => JSON.stringify([rangeOf(place), placeUri(place.node)]));
  if (new Set(ranges).size < ranges.length) return 'two mistakes at one place';
  const foreign = found.filter(({ place, message }) => !`${message} ${wordsAt(place)}`.includes(word));
  return foreign.length > 1 || (foreign.length === 1 && found.length > 1) ? `not of uses of ${word}` : undefined;
}

function placeUri(node: FlowDiagnostic['place']['node']): string {
  return documentOf(node).uri.toString();
}

function documentOf(node: FlowDiagnostic['place']['node']): LangiumDocument {
  let root = node;
  while (root.$container !== undefined) root = root.$container;
  return root.$document as LangiumDocument;
}

function wordsAt(place: FlowDiagnostic['place']): string {
  return documentOf(place.node).textDocument.getText(rangeOf(place));
}

/** The lines with a mistake, and the mistakes. */
function changedLines(document: LangiumDocument): string {
  const found = checkDocument(document).filter(({ severity }) => severity !== 'hint');
  const lines = annotate(document.textDocument.getText(), found).split('\n');
  return lines
    .map((line, i) =>
      /^[ \t]*\^+ FLOW\d/.test(line) || /^[ \t]*\^+ FLOW\d/.test(lines[i + 1] ?? '') ? `${line}\n` : '',
    )
    .join('');
}
