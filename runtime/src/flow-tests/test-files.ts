import { dirname } from 'node:path';
import { checkDocument, type FlowDiagnostic, flowTestsOf } from '@millrace/grammar';
import type { LangiumDocument } from 'langium';
import { loadFlowFile, openProject, type Project } from '../project/project.ts';
import { projectFolderOf } from '../project/project-folder.ts';
import { loadForRun } from '../project/whole-project.ts';
import { type PreparedTest, prepareTest } from './run-test.ts';

/** A flow file with its tests, ready to run. */
export interface TestFile {
  /** Absolute. */
  file: string;
  project: Project;
  document: LangiumDocument;
  /** None where the file has errors: what a test says is then not known. */
  tests: PreparedTest[];
  /** Everything that is wrong with the file. */
  diagnostics: FlowDiagnostic[];
}

/** Reads files anew. Files of one project share what is read. Throws a RunError where a millrace.json does not fit. */
export async function loadTestFiles(files: readonly string[]): Promise<TestFile[]> {
  const projects = new Map<string, Project>();
  const loaded: TestFile[] = [];
  for (const file of files) {
    const folder = projectFolderOf(file);
    const project = projects.get(folder) ?? openProject(dirname(file));
    projects.set(folder, project);
    loaded.push(await loadTestFile(file, project));
  }
  return loaded;
}

async function loadTestFile(file: string, project: Project): Promise<TestFile> {
  const document = await loadFlowFile(project, file);
  await loadForRun(project, document);
  const diagnostics = checkDocument(document);
  const isBroken = diagnostics.some(({ severity }) => severity === 'error');
  const tests = isBroken ? [] : flowTestsOf(document).map((test) => prepareTest(test, project));
  return { file, project, document, tests, diagnostics };
}
