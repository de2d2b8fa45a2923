/** A real VS Code with the VSIX as it ships, from a mistake in the text to a package on the disk. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { build } from '../../scripts/build.ts';
import { packVsix, thisTarget } from '../../scripts/vsix.ts';
import { launchChromium } from '../support/chromium.ts';
import { type CodeServer, startCodeServer } from './code-server.ts';
import { prepare } from './install.ts';
import { failing, writeOddFlows } from './odd-flows.ts';
import { Workbench } from './workbench.ts';

const reason = await prepare();
const project = 'examples/card-fraud';
const text = readFileSync(join(project, 'main.flow'), 'utf8');
const patience = { timeout: 60_000 };

describe.skipIf(reason !== undefined)(`in a real VS Code${reason === undefined ? '' : ` (skipped: ${reason})`}`, () => {
  let server: CodeServer;
  let browser: Browser;
  let page: Page;
  let workbench: Workbench;

  beforeAll(async () => {
    await build();
    server = await startCodeServer([packVsix(thisTarget())], project);
    writeOddFlows(server.project);
    browser = await launchChromium();
    const permissions = ['clipboard-read', 'clipboard-write'];
    page = await browser.newPage({ viewport: { width: 1440, height: 900 }, permissions });
    workbench = new Workbench(page);
    await workbench.open(server.url);
    await workbench.openFile('main.flow');
  });

  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  test('a mistake is marked while it is typed, and no longer when it is corrected', async () => {
    await workbench.cursorBehind(text, 'where risk');
    await page.keyboard.type('y');
    await expect.poll(() => workbench.errorMarks().count(), patience).toBeGreaterThan(0);
    await workbench.screenshot('vscode-mistake');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Backspace');
    await expect.poll(() => workbench.errorMarks().count(), patience).toBe(0);
  });

  test('the quotes around a query are closed as they are opened', async () => {
    await workbench.cursorBehind(text, 'out/alerts.csv")');
    await page.keyboard.type('\nsql days(alerts) """SELECT 1');
    const line = page.locator('.view-line', { hasText: 'sql days' });
    await expect.poll(async () => (await line.textContent())?.trim(), patience).toMatch(/"""SELECT.1"""$/);
    await page.keyboard.press('Escape');
    await workbench.command('File: Revert File');
    await line.waitFor({ state: 'detached' });
  });

  test('data that is pasted becomes a schema, for who prefers that', async () => {
    await workbench.cursorBehind(text, '');
    await page.evaluate((data) => navigator.clipboard.writeText(data), 'id,amount\na,1.5\n');
    await page.keyboard.press('Control+V');
    await page.locator('.view-line', { hasText: 'amount: float64' }).first().waitFor();
    await page.locator('.view-line', { hasText: 'schema Record {' }).waitFor();
    await page.keyboard.press('Escape');
    await workbench.command('File: Revert File');
    await page.locator('.view-line', { hasText: 'schema Record {' }).waitFor({ state: 'detached' });
  });

  test('a model that is dropped into a flow is declared and used', async () => {
    await workbench.cursorBehind(text, 'write page');
    await workbench.drop(join(server.project, 'models', 'card-risk.onnx'), 'write page');
    await page.locator('.view-line', { hasText: 'infer scored2(' }).waitFor();
    await workbench.screenshot('vscode-dropped-model');
    await workbench.command('File: Revert File');
    await page.locator('.view-line', { hasText: 'infer scored2' }).waitFor({ state: 'detached' });
  });

  test('the diagram opens beside the editor with every node of the flow', async () => {
    await workbench.command('Millrace: Open Diagram');
    const diagram = await workbench.webview('main[data-settled=true] [data-node]');
    const names = await diagram
      .locator('[data-node]')
      .evaluateAll((cards) => cards.map((card) => card.getAttribute('data-node')));
    const expected = [...text.matchAll(/^ {2}(?:read|select|filter|infer|task|write) (\w+)/gm)].map(
      (match) => match[1],
    );
    expect(names.toSorted()).toEqual(expected.toSorted());
    await workbench.screenshot('vscode-diagram');
  });

  test('a click on a node goes to its statement', async () => {
    const diagram = await workbench.webview('[data-node=scored]');
    await diagram.locator('[data-node=scored]').click();
    const line = text.slice(0, text.indexOf('infer scored')).split('\n').length;
    await expect.poll(() => workbench.cursor(), patience).toContain(`Ln ${line},`);
  });

  test('the cursor in the text selects the node', async () => {
    const diagram = await workbench.webview('[data-node=page]');
    await workbench.cursorBehind(text, 'write page');
    await diagram.locator('[data-node=page][aria-pressed=true]').waitFor();
  });

  test('the diagram follows what is typed, and its view stays where it is', async () => {
    const diagram = await workbench.webview('[data-node=page]');
    const view = () => diagram.locator('.react-flow__viewport').getAttribute('style');
    const before = await view();
    await workbench.cursorBehind(text, 'out/alerts.csv")');
    await page.keyboard.type('\nwrite copy(alerts) to csv("out/copy.csv")');
    await diagram.locator('[data-node=copy]').waitFor();
    expect(await view()).toBe(before);
    await page.keyboard.press('Escape');
    await workbench.command('File: Revert File');
    await diagram.locator('[data-node=copy]').waitFor({ state: 'detached' });
    expect(await view()).toBe(before);
  });

  test('a run ends with the table of its results', async () => {
    await workbench.command('Millrace: Run Flow');
    const results = await workbench.webview('main[aria-label="Results of ScorePayments"] tbody tr');
    expect(await results.locator('h1').textContent()).toContain('succeeded');
    expect(await results.locator('thead th').allInnerTexts()).toContain('risk float32');
    await workbench.screenshot('vscode-results');
    expect(existsSync(join(server.project, 'out', 'alerts.csv'))).toBe(true);
  });

  test('the project is packaged into one file that verifies', async () => {
    await page.locator('.tab[data-resource-name="main.flow"]').click();
    await workbench.command('Millrace: Package Project');
    await workbench.notification('card-fraud-1.0.0.zip').waitFor();
    await workbench.screenshot('vscode-package');
    const zip = join(server.project, 'card-fraud-1.0.0.zip');
    const verified = spawnSync(process.execPath, ['runtime/dist/cli.js', 'verify', zip, '--json'], {
      encoding: 'utf8',
    });
    expect(JSON.parse(verified.stdout)).toEqual({ ok: true, problems: [] });
  });

  test('a run that is stopped is cancelled, and leaves nothing under its final name', async () => {
    await workbench.openFile('slow.flow');
    await workbench.command('Millrace: Run Flow');
    await workbench.notification('Running Slow').getByRole('button', { name: 'Cancel' }).click();
    const results = await workbench.webview('main[aria-label="Results of Slow"]');
    expect(await results.locator('h1').textContent()).toContain('cancelled');
    expect(existsSync(join(server.project, 'out', 'slow.csv'))).toBe(false);
  });

  test('a run that fails says which node and why, and leads to it', async () => {
    await workbench.openFile('failing.flow');
    await workbench.command('Millrace: Run Flow');
    const message = workbench.notification('Failing: "boom"');
    await message.waitFor();
    await workbench.screenshot('vscode-failure');
    expect(await message.textContent()).toContain('No luck with');
    await message.getByRole('button', { name: 'Show in Editor' }).click();
    const line = failing.slice(0, failing.indexOf('task boom')).split('\n').length;
    await expect.poll(() => workbench.cursor(), patience).toContain(`Ln ${line},`);
    expect(existsSync(join(server.project, 'out', 'never.csv'))).toBe(false);
  });

  /** A mistake is typed, marked, and taken back. */
  async function seesMistakes(): Promise<void> {
    await workbench.cursorBehind(text, 'where risk');
    await page.keyboard.type('y');
    await expect.poll(() => workbench.errorMarks().count(), patience).toBeGreaterThan(0);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Backspace');
    await expect.poll(() => workbench.errorMarks().count(), patience).toBe(0);
  }

  /** Ends the process of the language server, as a lack of memory would, and gives its id. */
  async function killServer(): Promise<number> {
    await expect.poll(() => server.languageServer(), patience).toBeDefined();
    const pid = server.languageServer() ?? Number.NaN;
    process.kill(pid, 'SIGKILL');
    await expect.poll(() => server.languageServer(), patience).not.toBe(pid);
    return pid;
  }

  test('a language server that crashes is started again, and marks mistakes', async () => {
    await workbench.openFile('main.flow');
    const ended = await killServer();
    await expect.poll(() => server.languageServer(), patience).toBeDefined();
    expect(server.languageServer()).not.toBe(ended);
    await seesMistakes();
  });

  test('one that crashes again and again is left alone, and the message says how to start it', async () => {
    for (let ends = 1; ends < 5; ends++) await killServer();
    const told = workbench.notification('has ended 5 times in 3 minutes');
    await told.waitFor();
    await workbench.screenshot('vscode-server-ended');
    expect(server.languageServer()).toBeUndefined();
    await told.getByRole('button', { name: 'Restart Server' }).click();
    await seesMistakes();
  });

  test('a flow that is renamed takes its types along, and those who import them', async () => {
    await workbench.renameFile('main.flow', 'score.flow');
    await workbench.screenshot('vscode-renamed');
    await expect.poll(() => existsSync(join(server.project, 'score.flow')), patience).toBe(true);
    await workbench.command('File: Save All Files');
    const read = (name: string) => readFileSync(join(server.project, name), 'utf8');
    await expect.poll(() => read('steps/clean.ts'), patience).toContain("from '../score.flow.d.ts'");
    await expect.poll(() => read('score.flow.d.ts'), patience).toContain('from score.flow.');
    await expect.poll(() => read('tests.flow'), patience).toContain('"./score.flow"');
    expect(existsSync(join(server.project, 'main.flow.d.ts'))).toBe(false);
  });
});
