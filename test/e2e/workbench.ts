import { mkdirSync } from 'node:fs';
import { errors, type Frame, type Locator, type Page } from 'playwright-core';
import { expect } from 'vitest';

const patienceMs = 60_000;
/** How long one step of asking may take before it is begun again. */
const stepMs = 5_000;
const triesMax = 10;

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
    const tab = this.page.locator(`.tab.active[data-resource-name="${name}"]`);
    for (let i = 0; i < triesMax; i++) {
      await this.#ask('Control+P', name, name);
      if (await isSeen(tab)) break;
    }
    await tab.waitFor();
    await this.page.locator('.monaco-editor .view-line').first().waitFor();
  }

  /** Runs a command by its title, as the palette shows it. */
  async command(title: string): Promise<void> {
    await this.#ask('F1', `>${title}`, title);
  }

  /** Renames a file in the list of files, and agrees to what an extension changes with it. */
  async renameFile(name: string, to: string): Promise<void> {
    const label = this.page.locator('.label-name', { hasText: new RegExp(`^${name}$`) });
    await this.page.locator('.explorer-folders-view .monaco-list-row', { has: label }).click();
    await this.page.keyboard.press('F2');
    const box = this.page.locator('.explorer-folders-view input');
    await box.fill(to);
    await box.press('Enter');
    await this.page.locator('.monaco-dialog-box').getByRole('button', { name: 'OK' }).click();
  }

  /** Puts the cursor behind the first place of `text` in the file; `content` is the file's text. */
  async cursorBehind(content: string, text: string): Promise<void> {
    const at = content.indexOf(text);
    if (at < 0) throw new Error(`The file does not contain: ${text}`);
    const before = content.slice(0, at + text.length).split('\n');
    await this.#ask('Control+G', `:${before.length}:${(before.at(-1)?.length ?? 0) + 1}`);
    await this.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
  }

  /** Line and column of the cursor, as the status bar says it. */
  async cursor(): Promise<string> {
    return (await this.page.locator('#status\\.editor\\.selection').textContent()) ?? '';
  }

  /** Drops a file of the project at the first line that shows `text`, as the file list does where Shift is held. */
  async drop(file: string, text: string): Promise<void> {
    const line = this.page.locator('.view-line', { hasText: text }).first();
    await line.evaluate((element, path) => {
      const data = new DataTransfer();
      data.setData('text/uri-list', `vscode-remote://${location.host}${path}`);
      const { x, y, height } = element.getBoundingClientRect();
      const at = { clientX: x + 8, clientY: y + height / 2, bubbles: true, cancelable: true, dataTransfer: data };
      for (const kind of ['dragenter', 'dragover', 'drop']) element.dispatchEvent(new DragEvent(kind, at));
    }, file);
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

  /**
   * Opens the input box with a key, types into it and takes the answer that shows `label`, once it is the one that Enter takes: before
   * anything is typed, the list shows what was opened last. A key pressed while the focus is on its way reaches nobody, and a box that
   * loses the focus closes again: then it is all done once more.
   */
  async #ask(key: string, typed: string, label?: string): Promise<void> {
    for (let i = 0; i < triesMax; i++) {
      if (await this.#isAsked(key, typed, label)) return;
    }
    throw new Error(`${key} opens no input box that takes ${typed}`);
  }

  async #isAsked(key: string, typed: string, label?: string): Promise<boolean> {
    const box = this.page.locator('.quick-input-widget input');
    const answer = this.page.locator('.quick-input-list .monaco-list-row.focused', { hasText: label });
    try {
      if (!(await box.isVisible())) await this.page.keyboard.press(key);
      await box.fill(typed, { timeout: stepMs });
      if (label !== undefined) await answer.first().waitFor({ timeout: stepMs });
      await box.press('Enter', { timeout: stepMs });
      return true;
    } catch (error) {
      return onTimeout(error);
    }
  }
}

/** Whether it comes within a step. */
async function isSeen(one: Locator): Promise<boolean> {
  return one.waitFor({ timeout: stepMs }).then(() => true, onTimeout);
}

function onTimeout(error: unknown): false {
  if (error instanceof errors.TimeoutError) return false;
  throw error;
}
