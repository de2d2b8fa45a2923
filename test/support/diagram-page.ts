import { mkdirSync } from 'node:fs';
import type { Diagram, DiagramNode, DiagramPatch, HostMessage, PageMessage, RunView } from '@millrace/webview';
import type { Browser, Page } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';
import type {} from '../../webview/dev/window.ts';
import { launchChromium } from './chromium.ts';
import { type PageServer, startPageServer } from './page-server.ts';

/** The development page in a browser, with a host that a test speaks for. */
export class DiagramPage {
  readonly page: Page;
  /** What went wrong in the page; a test that ends with something in it has failed. */
  readonly errors: string[] = [];

  constructor(page: Page) {
    this.page = page;
    page.on('pageerror', (error) => this.errors.push(error.message));
    page.on('console', (message) => message.type() === 'error' && this.errors.push(message.text()));
  }

  /** Tells the page something as its host would. */
  async tell(message: HostMessage): Promise<void> {
    await this.page.evaluate((value) => window.millrace.host.tell(value), message);
  }

  async patch(...patches: DiagramPatch[]): Promise<void> {
    await this.tell({ type: 'patches', patches });
  }

  async run(run: RunView | null): Promise<void> {
    await this.tell({ type: 'run', run });
  }

  /** What the page sent since it was opened, without its `ready`. */
  async sent(): Promise<PageMessage[]> {
    const all = await this.page.evaluate(() => window.millrace.host.sent);
    return all.filter((message) => message.type !== 'ready');
  }

  /** The diagram the page shows at first. */
  sample(): Promise<Diagram> {
    return this.page.evaluate(() => window.millrace.samples.scorePayments as Diagram);
  }

  async sampleNode(name: string): Promise<DiagramNode> {
    const node = (await this.sample()).nodes.find((each) => each.name === name);
    if (node === undefined) throw new Error(`The sample has no node ${name}`);
    return node;
  }

  card(name: string) {
    return this.page.locator(`[data-node="${name}"]`);
  }

  /** Waits until the layout is that of the diagram as it is. */
  async settled(): Promise<void> {
    await this.page.locator('main[data-settled=true] [data-node]').first().waitFor();
  }

  /** How often the page has asked for a layout. */
  async layouts(): Promise<number> {
    return Number(await this.page.locator('main').getAttribute('data-layouts'));
  }

  /** Shift and zoom of the picture. */
  async view(): Promise<string> {
    return this.page.locator('.react-flow__viewport').evaluate((element) => (element as HTMLElement).style.transform);
  }

  async screenshot(name: string): Promise<void> {
    mkdirSync('test/artefacts', { recursive: true });
    await this.page.screenshot({ path: `test/artefacts/${name}.png` });
  }
}

/** A browser and the pages, shared by the tests of a file. */
export class PageFixture {
  readonly #browser: Browser;
  readonly #server: PageServer;

  private constructor(browser: Browser, server: PageServer) {
    this.#browser = browser;
    this.#server = server;
  }

  static async start(): Promise<PageFixture> {
    return new PageFixture(await launchChromium(), await startPageServer());
  }

  /** Opens the development page; `query` is its address's, such as `theme=light&nodes=500`. Wide enough for the samples. */
  async open(query = '', viewport = { width: 2200, height: 800 }): Promise<DiagramPage> {
    const page = await this.#browser.newPage({ viewport });
    page.setDefaultTimeout(20_000);
    const opened = new DiagramPage(page);
    await page.goto(`${this.#server.url}?${query}`);
    return opened;
  }

  /** The same, laid out, for one test: it fails when anything went wrong in the page. */
  async openDiagram(query?: string, viewport?: { width: number; height: number }): Promise<DiagramPage> {
    const diagram = await this.open(query, viewport);
    onTestFinished(async () => {
      await diagram.page.close();
      expect(diagram.errors).toEqual([]);
    });
    await diagram.settled();
    return diagram;
  }

  async close(): Promise<void> {
    await this.#browser.close();
    await this.#server.close();
  }
}
