import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const places = [process.env.MILLRACE_CHROMIUM, process.env.CHROME_PATH, '/usr/bin/chromium', '/usr/bin/google-chrome'];

/** The browser of this machine, if it has one. */
export function chromiumPath(): string | undefined {
  return places.find((path) => path !== undefined && existsSync(path));
}

/** Starts it without anything that would speak to the network. */
export function launchChromium(): Promise<Browser> {
  const executablePath = chromiumPath();
  if (executablePath === undefined)
    throw new Error('Cannot find Chromium: install it, or set MILLRACE_CHROMIUM to its path');
  const args = [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ];
  return chromium.launch({ executablePath, args, headless: true });
}
