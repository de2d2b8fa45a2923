/**
 * Whole projects with what is made of them beside: main.diagnostics, main.diagram.json and, without errors, main.plan.json.
 * `UPDATE_GOLDEN=1` rewrites these files, never in CI; what changed is then seen in the difference.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { checkDocument, createFlowServices, diagramOf, loadDocument, planFlow } from '@millrace/grammar';
import { URI } from 'langium';
import { describe, test } from 'vitest';
import { annotate } from '../support/flow-fixture.ts';
import { expectGolden } from '../support/golden-text.ts';
import { type Files, MemoryFileSystem, memoryPorts } from '../support/memory-files.ts';

const folder = 'test/golden';

describe.each(readdirSync(folder))('%s', async (name) => {
  const project = path.join(folder, name);
  const files = filesOf(project);
  const services = createFlowServices({
    fileSystemProvider: () => new MemoryFileSystem(files),
    ports: memoryPorts(files),
  });
  const document = await loadDocument(services, URI.file('/project/main.flow'));

  test('has these mistakes', () => {
    const text = document.textDocument.getText();
    expectGolden(annotate(text, checkDocument(document)), path.join(project, 'main.diagnostics'));
  });

  test('is drawn like this', () => {
    expectGolden(asText(diagramOf(document)), path.join(project, 'main.diagram.json'));
  });

  test('is planned like this', () => {
    const { plan, problems } = planFlow({ document, projectFolder: URI.file('/project') });
    expectGolden(asText(plan ?? { problems }), path.join(project, 'main.plan.json'));
  });
});

function filesOf(project: string): Files {
  const found = readdirSync(project, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = found.map((entry) => path.join(entry.parentPath, entry.name));
  return new Map(paths.map((file) => [`/project/${path.relative(project, file)}`, readFileSync(file, 'utf8')]));
}

function asText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
