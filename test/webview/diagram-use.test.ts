/** What a person does with the diagram, by pointer and by keyboard, in a real browser. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PageFixture } from '../support/diagram-page.ts';

let fixture: PageFixture;
beforeAll(async () => {
  fixture = await PageFixture.start();
});
afterAll(() => fixture?.close());

describe('the window', () => {
  const beside = { width: 560, height: 1000 };
  const boxOf = async (card: { boundingBox(): Promise<{ x: number; y: number } | null> }) =>
    (await card.boundingBox()) ?? { x: Number.NaN, y: Number.NaN };

  test('beside an editor the flow runs down, and the arrow keys go along it', async () => {
    const diagram = await fixture.openDiagram('', beside);
    const [first, second] = [await boxOf(diagram.card('payments')), await boxOf(diagram.card('known'))];
    expect(second.y).toBeGreaterThan(first.y);
    await diagram.card('payments').focus();
    await diagram.page.keyboard.press('ArrowDown');
    await expect
      .poll(() => diagram.page.evaluate(() => document.activeElement?.getAttribute('data-node')))
      .toBe('known');
    await diagram.screenshot('diagram-beside');
  });

  test('that gets smaller still shows everything, unless a person has chosen what to see', async () => {
    const diagram = await fixture.openDiagram('', beside);
    const last = diagram.card('notify');
    await diagram.page.setViewportSize({ width: 560, height: 420 });
    await expect.poll(async () => (await boxOf(last)).y).toBeLessThan(420);
    const fitted = await diagram.view();
    await diagram.page.getByRole('button', { name: 'Zoom in' }).click();
    await expect.poll(() => diagram.view()).not.toBe(fitted);
    await diagram.page.waitForFunction(() => !document.getAnimations().length);
    const chosen = async () => (await diagram.view()).replace(/.*scale/, 'scale');
    const before = await chosen();
    await diagram.page.setViewportSize(beside);
    await diagram.page.waitForFunction(() => (document.querySelector('.react-flow')?.clientHeight ?? 0) > 800);
    await diagram.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
    expect(await chosen()).toBe(before);
  });

  test('that is narrow still shows every button', async () => {
    const diagram = await fixture.openDiagram('', { width: 220, height: 500 });
    for (const name of ['Run flow', 'Zoom in', 'Fit to view']) {
      const box = await diagram.page.getByRole('button', { name }).boundingBox();
      expect((box?.x ?? 0) + (box?.width ?? 0), name).toBeLessThanOrEqual(220);
    }
  });
});

describe('what a person does', () => {
  test('a click goes to the code', async () => {
    const diagram = await fixture.openDiagram();
    await diagram.card('clean').click();
    expect(await diagram.sent()).toEqual([{ type: 'reveal', flow: 'ScorePayments', node: 'clean' }]);
  });

  test('the cursor in the text selects the node', async () => {
    const diagram = await fixture.openDiagram();
    await diagram.tell({ type: 'select', node: 'alerts' });
    await diagram.page.locator('[data-node=alerts][aria-pressed=true]').waitFor();
    await diagram.tell({ type: 'select', node: null });
    await diagram.page.locator('[data-node=alerts][aria-pressed=false]').waitFor();
  });

  test('everything is reached by keyboard: Tab to the flow, arrows along it, Enter to the code', async () => {
    const diagram = await fixture.openDiagram();
    await diagram.card('payments').focus();
    for (const key of ['ArrowRight', 'ArrowRight', 'ArrowDown']) await diagram.page.keyboard.press(key);
    const focused = () => diagram.page.evaluate(() => document.activeElement?.getAttribute('data-node'));
    await expect.poll(focused).toBe('rejects');
    await diagram.page.keyboard.press('ArrowLeft');
    await expect.poll(focused).toBe('clean');
    await diagram.page.keyboard.press('Enter');
    expect(await diagram.sent()).toEqual([{ type: 'reveal', flow: 'ScorePayments', node: 'clean' }]);
    expect(await diagram.page.locator('[data-node][tabindex="0"]').count()).toBe(1);
  });

  test('an arrow key brings a node that is out of sight into it', async () => {
    const diagram = await fixture.openDiagram('nodes=60');
    for (let i = 0; i < 6; i++) await diagram.page.getByRole('button', { name: 'Zoom in' }).click();
    await diagram.tell({ type: 'select', node: 'node0' });
    await diagram.card('node0').focus();
    for (let i = 0; i < 8; i++) await diagram.page.keyboard.press('ArrowRight');
    const focused = diagram.page.locator('[data-node]:focus');
    await expect.poll(() => focused.getAttribute('aria-pressed')).toBe('true');
    expect(await focused.isVisible()).toBe(true);
  });

  test('the search dims what it does not find and goes from hit to hit', async () => {
    const diagram = await fixture.openDiagram();
    await diagram.page.keyboard.press('Control+f');
    await diagram.page.keyboard.type('write');
    await diagram.page.getByText('1/3').waitFor();
    expect(await diagram.card('clean').getAttribute('class')).toContain('is-dimmed');
    await diagram.page.keyboard.press('Enter');
    await diagram.page.keyboard.press('Enter');
    await diagram.page.getByText('2/3').waitFor();
    await diagram.page.locator('[data-node=keep][aria-pressed=true]').waitFor();
    await diagram.page.keyboard.press('Escape');
    await expect.poll(() => diagram.page.locator('.card.is-dimmed').count()).toBe(0);
  });

  test('another flow of the file is asked for, and runs and stops go through the host', async () => {
    const diagram = await fixture.openDiagram();
    await diagram.page.getByLabel('Flow', { exact: true }).selectOption('Nightly');
    await diagram.page.getByRole('button', { name: 'Run flow' }).click();
    await diagram.run({ flow: 'ScorePayments', status: 'running', nodes: {} });
    await diagram.page.getByRole('button', { name: 'Stop' }).click();
    expect(await diagram.sent()).toEqual([
      { type: 'choose-flow', flow: 'Nightly' },
      { type: 'run-flow', flow: 'ScorePayments' },
      { type: 'stop-run' },
    ]);
  });
});
