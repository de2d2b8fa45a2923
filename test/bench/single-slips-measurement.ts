/** Makes slips in the sound flows of the repository, one at a time, and notes where what is said of one is not one mistake. */
import { checkDocument } from '@millrace/grammar';
import type { LangiumDocument } from 'langium';
import { annotate } from '../support/flow-fixture.ts';
import { type Slip, slipsOf } from '../support/single-slips.ts';
import { type SlipProject, slipProjects } from '../support/slip-projects.ts';
import { faultOf } from '../support/slip-verdict.ts';
import { applied, randomFrom } from '../support/text-mutations.ts';

export interface SlipsMeasurement {
  slips: number;
  /** What is wrong with what is said, and below it the lines with what is said of them. */
  failures: { kind: string; where: string; what: string }[];
}

interface Try {
  project: SlipProject;
  document: LangiumDocument;
  slip: Slip;
}

/** Some `limit` of all slips, the same for the same seed; of one project alone where it is named. */
export async function measureSingleSlips(limit: number, seed: number, only?: string): Promise<SlipsMeasurement> {
  const projects = (await slipProjects()).filter(({ name }) => name === (only ?? name));
  const all = projects.flatMap((project) =>
    project.documents.flatMap((document) => slipsOf(document).map((slip) => ({ project, document, slip }))),
  );
  const random = randomFrom(seed);
  const tries = all.length <= limit ? all : all.filter(() => random(all.length) < limit);
  const failures: SlipsMeasurement['failures'] = [];
  for (const one of tries) {
    const what = await whatIsWrong(one);
    if (what !== undefined) failures.push({ kind: one.slip.kind, where: one.project.name, what });
  }
  return { slips: tries.length, failures };
}

async function whatIsWrong({ project, document, slip }: Try): Promise<string | undefined> {
  const original = document.textDocument.getText();
  await write(project, document, applied(original, slip.change));
  const fault = faultOf(project.documents.flatMap(mistakesOf), slip, document);
  const shown = fault === undefined ? undefined : `${fault}\n${project.documents.map(wrongLines).join('')}`;
  await write(project, document, original);
  return shown;
}

async function write({ files, services }: SlipProject, { uri }: LangiumDocument, text: string): Promise<void> {
  files.set(uri.path, text);
  await services.shared.workspace.DocumentBuilder.update([uri], []);
}

function mistakesOf(document: LangiumDocument) {
  return checkDocument(document).filter(({ severity }) => severity !== 'hint');
}

function wrongLines(document: LangiumDocument): string {
  const lines = annotate(document.textDocument.getText(), mistakesOf(document)).split('\n');
  const isMark = (line = '') => /^[ \t]*\^+ FLOW\d/.test(line);
  return lines.flatMap((line, i) => (isMark(line) || isMark(lines[i + 1]) ? `${line}\n` : [])).join('');
}
