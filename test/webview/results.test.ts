/** The page with the table of results, in a real browser. */
import type { RunResults } from '@millrace/webview';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { type DiagramPage, PageFixture } from '../support/diagram-page.ts';

let fixture: PageFixture;
beforeAll(async () => {
  fixture = await PageFixture.start();
});
afterAll(() => fixture?.close());

async function openResults(query = ''): Promise<DiagramPage> {
  const results = await fixture.open(`page=results&${query}`, { width: 1280, height: 420 });
  onTestFinished(async () => {
    await results.page.close();
    expect(results.errors).toEqual([]);
  });
  await results.page.locator('table').waitFor();
  return results;
}

function sample(results: DiagramPage): Promise<RunResults> {
  return results.page.evaluate(() => window.millrace.samples.paymentResults as RunResults);
}

test('columns have their types, numbers are on the right, text is text and null is not a word of the data', async () => {
  const { page } = await openResults();
  expect(await page.locator('thead th').allTextContents()).toEqual([
    '',
    'id string',
    'amount float64',
    'risk float32',
    'country string?',
    'recent float32[8]',
  ]);
  const align = (column: number) =>
    page.locator(`tbody tr:first-child td:nth-of-type(${column})`).evaluate((cell) => getComputedStyle(cell).textAlign);
  expect([await align(1), await align(2), await align(3)]).toEqual(['left', 'right', 'right']);
  expect(await page.locator('tbody tr:nth-child(2) td').nth(3).textContent()).toBe('<b>FR</b>');
  expect(await page.locator('td.is-null').first().textContent()).toBe('null');
  expect(await page.locator('tbody tr').count()).toBe(20);
  expect(await page.getByText('The first 20 of 318 records.').count()).toBe(1);
});

test('the search keeps the rows in which it is found', async () => {
  const { page } = await openResults();
  await page.getByLabel('Search rows').fill('p-1007');
  await expect.poll(() => page.locator('tbody tr').count()).toBe(1);
  await page.getByLabel('Search rows').fill('no such text');
  await page.getByText('No records.').waitFor();
});

test('failed records lead to their node, artefacts to their file', async () => {
  const results = await openResults('theme=light');
  await results.page.getByRole('tab', { name: 'Failed records 1' }).click();
  const row = results.page.locator('tbody tr');
  expect(await row.textContent()).toContain('data/payments.csv:8');
  expect(await row.textContent()).toContain('"amount" is not a float64');
  await row.getByRole('button', { name: 'clean' }).click();
  await results.page.getByRole('button', { name: 'out/alerts.csv' }).click();
  expect(await results.sent()).toEqual([
    { type: 'reveal', flow: 'ScorePayments', node: 'clean' },
    { type: 'open-artefact', index: 0 },
  ]);
  await results.screenshot('results-light');
});

test('the tabs are walked with the arrow keys', async () => {
  const { page } = await openResults();
  await page.getByRole('tab', { selected: true }).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  expect(await page.locator('[role=tab][aria-selected=true]').textContent()).toContain('Failed records');
  await page.keyboard.press('ArrowRight');
  expect(await page.locator('[role=tab]:focus').textContent()).toContain('page');
});

test('a run that failed says why first, and how to get there', async () => {
  const results = await openResults();
  const error = { code: 'RUN', message: 'division by zero', node: 'features' };
  await results.tell({ type: 'results', results: { ...(await sample(results)), status: 'failed', error } });
  await results.page.getByRole('alert').getByText('division by zero').waitFor();
  expect(await results.page.getByRole('tab', { selected: true }).textContent()).toContain('Failed records');
  await results.page.getByRole('button', { name: 'Show features in editor' }).click();
  expect(await results.sent()).toEqual([{ type: 'reveal', flow: 'ScorePayments', node: 'features' }]);
});
