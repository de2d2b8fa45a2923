/** The diagram page in a real browser, under the content security policy it has in the editor. */
import { cardSize, type DiagramNode } from '@millrace/webview';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PageFixture } from '../support/diagram-page.ts';

/** Every kind the language has a syntax for, with or without a meaning yet. */
const kinds = 'read select filter infer task write route join union aggregate sql review use'.split(' ');

let fixture: PageFixture;
beforeAll(async () => {
  fixture = await PageFixture.start();
});
afterAll(() => fixture?.close());

describe('what is drawn', () => {
  test('every node and edge, with kind, detail and difference', async () => {
    const diagram = await fixture.openDiagram();
    const { nodes, edges } = await diagram.sample();
    expect(await diagram.page.locator('[data-node]').count()).toBe(nodes.length);
    expect(await diagram.page.locator('.edge').count()).toBe(edges.length);
    const features = await diagram.card('features').textContent();
    for (const shown of ['features', 'select', '5 columns', '+amountLog', 'float64', 'and 3 more']) {
      expect(features).toContain(shown);
    }
  });

  test('problems as a badge with the first message, and what does not parse apart from the rest', async () => {
    const diagram = await fixture.openDiagram();
    const badge = diagram.card('page').locator('.badge');
    expect(await badge.textContent()).toBe('1');
    expect(await badge.getAttribute('title')).toContain('FLOW501');
    expect(await diagram.card('notify').getAttribute('class')).toContain('is-broken');
    expect(await diagram.card('page').getAttribute('class')).not.toContain('is-broken');
  });

  test('from far only names, states and problems, large enough to be read', async () => {
    const diagram = await fixture.openDiagram('run', { width: 620, height: 500 });
    expect(await diagram.card('known').textContent()).toBe('known1');
    expect(await diagram.card('scored').locator('.state-running').count()).toBe(1);
    expect(await diagram.card('known').getAttribute('title')).toContain('country != null');
    await diagram.screenshot('diagram-far');
  });

  test('edges of errors dashed, edges of order dotted', async () => {
    const diagram = await fixture.openDiagram();
    const dashes = (kind: string) =>
      diagram.page
        .locator(`.${kind} .react-flow__edge-path`)
        .first()
        .evaluate((path) => getComputedStyle(path).strokeDasharray);
    expect(await dashes('edge-errors')).not.toBe('none');
    expect(await dashes('edge-order')).not.toBe('none');
    expect(await dashes('edge-stream.edge-out')).toBe('none');
  });

  test('edges of ports with a name are drawn, named, and dashed where they carry errors', async () => {
    const diagram = await fixture.openDiagram();
    const nodes = await Promise.all(['known', 'keep', 'page'].map((name) => diagram.sampleNode(name)));
    const edges = [
      { id: 'a', from: 'known', to: 'keep', port: 'risky', kind: 'stream' as const },
      { id: 'b', from: 'known', to: 'page', port: 'risky.errors', kind: 'stream' as const },
    ];
    await diagram.patch({ type: 'replace', diagram: { flow: 'Routes', nodes, edges }, flows: ['Routes'] });
    await diagram.page.locator('main[aria-label="Diagram of Routes"][data-settled=true]').waitFor();
    await expect.poll(() => diagram.page.locator('.edge').count()).toBe(2);
    expect(await diagram.page.locator('.react-flow__edge-text').allTextContents()).toEqual(['risky', 'risky']);
    expect(await diagram.page.locator('.edge-errors').getAttribute('aria-label')).toBe('errors of known.risky to page');
  });

  test('every kind of node has a drawing of its own', async () => {
    const diagram = await fixture.openDiagram();
    const sample = await diagram.sampleNode('known');
    const nodes = [...kinds, 'unheard-of'].map((kind) => ({ ...sample, id: kind, name: kind, kind }));
    await diagram.patch({ type: 'replace', diagram: { flow: 'Kinds', nodes, edges: [] }, flows: ['Kinds'] });
    const icons = diagram.page.locator('.kind-icon path');
    await expect.poll(() => icons.count()).toBe(nodes.length);
    const drawings = await icons.evaluateAll((paths) => paths.map((path) => path.getAttribute('d')));
    expect(new Set(drawings).size).toBe(nodes.length);
    await diagram.screenshot('diagram-kinds');
  });

  test('the schema of an edge when the pointer is on it', async () => {
    const diagram = await fixture.openDiagram();
    const middle = await diagram.page
      .locator('.edge-out .react-flow__edge-interaction')
      .first()
      .evaluate((path) => {
        const { x, y, width } = path.getBoundingClientRect();
        return { x: x + width / 2, y };
      });
    await diagram.page.mouse.move(middle.x, middle.y);
    const tooltip = diagram.page.locator('[role=tooltip]');
    await tooltip.waitFor();
    expect(await tooltip.locator('dt').allTextContents()).toEqual(['id', 'card', 'amount', 'country', 'at', 'recent']);
    expect(await tooltip.locator('dd').first().textContent()).toBe('string');
  });

  test('text of a flow is never taken for HTML', async () => {
    const diagram = await fixture.openDiagram();
    const node = { ...(await diagram.sampleNode('known')), detail: '<img src=x onerror=alert(1)>' };
    await diagram.patch({ type: 'change-node', node });
    await diagram.page.getByText('<img src=x onerror=alert(1)>').waitFor();
    expect(await diagram.card('known').locator('img').count()).toBe(0);
  });

  test('a card is as big as the layout thinks, whatever it shows', async () => {
    const diagram = await fixture.openDiagram();
    for (const node of (await diagram.sample()).nodes) {
      const drawn = await diagram.card(node.name).evaluate((card: HTMLElement) => ({
        width: card.offsetWidth,
        height: card.offsetHeight,
        needs: card.scrollHeight,
      }));
      const { width, height } = cardSize(node);
      expect(drawn, node.name).toMatchObject({ width, height });
      expect(drawn.needs, `${node.name} is cut off`).toBeLessThanOrEqual(height);
    }
  });

  test.each(['light', 'dark', 'high-contrast'])('in VS Code’s colours: %s', async (theme) => {
    const diagram = await fixture.openDiagram(`theme=${theme}&run`);
    const [page, card] = await diagram.page.evaluate(() => {
      const color = (selector: string) => getComputedStyle(document.querySelector(selector) as Element).backgroundColor;
      return [color('body'), color('[data-node]')];
    });
    const wanted = { light: 'rgb(255, 255, 255)', dark: 'rgb(31, 31, 31)', 'high-contrast': 'rgb(0, 0, 0)' }[theme];
    expect(page).toBe(wanted);
    expect(card).not.toBe('rgba(0, 0, 0, 0)');
    await diagram.screenshot(`diagram-${theme}`);
  });
});

describe('an edit', () => {
  test('that changes words only draws them, without a layout', async () => {
    const diagram = await fixture.openDiagram();
    const [view, layouts] = [await diagram.view(), await diagram.layouts()];
    const node = { ...(await diagram.sampleNode('known')), detail: 'country == "FR"' };
    await diagram.patch({ type: 'change-node', node });
    await diagram.card('known').getByText('country == "FR"').waitFor();
    expect([await diagram.view(), await diagram.layouts()]).toEqual([view, layouts]);
  });

  test('that adds a node lays out anew, and leaves the view and the selection alone', async () => {
    const diagram = await fixture.openDiagram();
    await diagram.card('scored').click();
    await diagram.page.getByRole('button', { name: 'Zoom in' }).click();
    const before = await diagram.view();
    const node = { ...(await diagram.sampleNode('keep')), id: 'extra', name: 'extra' };
    await diagram.patch(
      { type: 'add-node', node },
      { type: 'add-edge', edge: { id: 'e', from: 'features', to: 'extra', port: 'out', kind: 'stream' } },
    );
    await expect.poll(() => diagram.layouts()).toBe(2);
    await diagram.settled();
    expect(await diagram.view()).toBe(before);
    expect(await diagram.card('scored').getAttribute('aria-pressed')).toBe('true');
  });

  test('that removes a node removes its card', async () => {
    const diagram = await fixture.openDiagram();
    const edges = (await diagram.sample()).edges.filter((edge) => edge.to === 'keep');
    await diagram.patch(
      { type: 'remove-node', id: 'keep' },
      ...edges.map(({ id }) => ({ type: 'remove-edge' as const, id })),
    );
    await diagram.card('keep').waitFor({ state: 'detached' });
  });

  test('that gives a name twice, as copying a statement does, draws it once', async () => {
    const diagram = await fixture.openDiagram();
    const { nodes, edges, flow } = await diagram.sample();
    const copied = { flow, nodes: [...nodes, { ...nodes[0], detail: 'the copy' } as DiagramNode], edges };
    await diagram.patch({ type: 'replace', diagram: copied, flows: [flow] });
    await diagram.page.locator('.flow-name').waitFor();
    expect(await diagram.card('payments').count()).toBe(1);
    expect(await diagram.page.locator('.notice').count()).toBe(0);
  });

  test('that is drawn again after a reload keeps the view a person had', async () => {
    const diagram = await fixture.openDiagram();
    const keptZoom = () =>
      diagram.page.evaluate(
        () => JSON.parse(sessionStorage.getItem('millrace-dev-state') ?? '{}').viewport?.zoom as number | undefined,
      );
    const shownZoom = async () => Number(/scale\(([\d.]+)\)/.exec(await diagram.view())?.[1]);
    const fitted = await shownZoom();
    await diagram.page.getByRole('button', { name: 'Zoom out' }).click();
    // Kept when the movement has ended: only then is what is kept what is shown.
    await expect
      .poll(async () => [(await shownZoom()) < fitted, (await keptZoom())?.toFixed(4)])
      .toEqual([true, (fitted / 1.2).toFixed(4)]);
    const before = await diagram.view();
    await diagram.page.reload();
    await diagram.settled();
    await expect.poll(() => diagram.view()).toBe(before);
  });
});

test('a file without a flow, and a flow without nodes, say so', async () => {
  const diagram = await fixture.openDiagram();
  await diagram.tell({ type: 'diagram', file: 'file:///empty.flow', flows: [], diagram: null });
  await diagram.page.getByText('This file has no flow yet.').waitFor();
  const empty = { flow: 'Empty', nodes: [], edges: [] };
  await diagram.tell({ type: 'diagram', file: 'file:///empty.flow', flows: ['Empty'], diagram: empty });
  await diagram.page.getByText('Empty has no nodes yet.').waitFor();
});

test('a run shows states, records, rates and batch fill, and moves nothing', async () => {
  const diagram = await fixture.openDiagram();
  const [view, layouts] = [await diagram.view(), await diagram.layouts()];
  await diagram.run({
    flow: 'ScorePayments',
    status: 'running',
    nodes: {
      scored: { state: 'running', records: 20_480, failed: 0, rate: 12_100, batchFill: 0.94 },
      clean: { state: 'failed', records: 7, failed: 3, error: 'division by zero' },
    },
  });
  await diagram.page.locator('[data-node=scored][data-state=running]').waitFor();
  await diagram.page.getByRole('button', { name: 'Zoom in' }).click();
  await diagram.page.getByRole('button', { name: 'Fit to view' }).click();
  expect(await diagram.card('scored').getAttribute('aria-label')).toContain('running, 20,480 records');
  expect(await diagram.card('clean').getAttribute('aria-label')).toContain('3 failed');
  expect(await diagram.layouts()).toBe(layouts);
  await expect.poll(() => diagram.view()).toBe(view);
});
