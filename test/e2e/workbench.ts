import { mkdirSync } from 'node:fs';
import type { Frame, Page } from 'playwright-core';
import { expect } from 'vitest';

const patienceMs = 60_000;

/** VS Code as a person uses it: keys, clicks and what is on the screen. Every step waits for what it needs, never for time. */
export class Workbench {
  readonly page: Page;

  constructor(page: Page) {
    page.setDefaultTimeout(patienceMs);
    this.page = page;
  }

  async open(url: string): Promise<void> {
    await this.page.goto(url);
    await this.page.locator('.monaco-workbench .explorer-folders-view').waitFor();
  }

  /** Opens a file of the project by its name. */
  async openFile(name: string): Promise<void> {
    await this.#summon('Control+P');
    await this.#pick(name, name);
    await this.page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor();
    await this.page.locator('.monaco-editor .view-line').first().waitFor();
  }

  /** Runs a command by its title, as the palette shows it. */
  async command(title: string): Promise<void> {
    await this.#summon('F1');
    await this.#pick(`>${title}`, title);
  }

  /** Puts the cursor behind the first place of `text` in the file; `content` is the file's text. */
  async cursorBehind(content: string, text: string): Promise<void> {
    const at = content.indexOf(text);
    if (at < 0) throw new Error(`The file does not contain: ${text}`);
    const before = content.slice(0, at + text.length).split('\n');
    await this.#summon('Control+G');
    const box = this.page.locator('.quick-input-widget input');
    await box.fill(`:${before.length}:${(before.at(-1)?.length ?? 0) + 1}`);
    await box.press('Enter');
    await this.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
  }

  /** Line and column of the cursor, as the status bar says it. */
  async cursor(): Promise<string> {
    return (await this.page.locator('#status\\.editor\\.selection').textContent()) ?? '';
  }

  errorMarks() {
    return this.page.locator('.monaco-editor .squiggly-error');
  }

  /** The page inside a webview whose content matches the selector. */
  async webview(selector: string): Promise<Frame> {
    let found: Frame | undefined;
    const look = async () => {
      for (const frame of this.page.frames()) {
        if (
          (await frame
            .locator(selector)
            .count()
            .catch(() => 0)) > 0
        )
          found = frame;
      }
      return found;
    };
    await expect.poll(look, { timeout: patienceMs }).toBeDefined();
    return found as Frame;
  }

  notification(text: string) {
    return this.page.locator('.notification-toast', { hasText: text });
  }

  async screenshot(name: string): Promise<void> {
    mkdirSync('test/artefacts', { recursive: true });
    await this.page.screenshot({ path: `test/artefacts/${name}.png` });
  }

  /** Opens the input box with a key. A key pressed while the focus is on its way reaches nobody, so it is pressed again. */
  async #summon(key: string): Promise<void> {
    const box = this.page.locator('.quick-input-widget input');
    const isThere = () =>
      box.waitFor({ timeout: 3000 }).then(
        () => true,
        () => false,
      );
    for (let i = 0; i < 20; i++) {
      await this.page.keyboard.press(key);
      if (await isThere()) return;
    }
    throw new Error(`${key} opens no input box`);
  }

  async #pick(typed: string, label: string): Promise<void> {
    const box = this.page.locator('.quick-input-widget input');
    await box.fill(typed);
    await this.page.locator('.quick-input-list .monaco-list-row', { hasText: label }).first().waitFor();
    await box.press('Enter');
  }
}
