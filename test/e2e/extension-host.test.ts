/** The cases of the extension host, inside code-server's. The same run under `@vscode/test-electron`: see electron.ts. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { build } from '../../scripts/build.ts';
import { packVsix, thisTarget } from '../../scripts/vsix.ts';
import { packCompanion } from '../extension-host/bundle.ts';
import { type CaseResult, caseNames, resultsFile } from '../extension-host/results.ts';
import { appearance } from '../support/appearance.ts';
import { launchChromium } from '../support/chromium.ts';
import { type CodeServer, startCodeServer } from './code-server.ts';
import { prepare } from './install.ts';
import { Workbench } from './workbench.ts';

const reason = await prepare();

describe.skipIf(reason !== undefined)(
  `in the extension host${reason === undefined ? '' : ` (skipped: ${reason})`}`,
  () => {
    let server: CodeServer;
    let browser: Browser;
    let results: CaseResult[];

    beforeAll(async () => {
      await build();
      server = await startCodeServer([packVsix(thisTarget()), await packCompanion()], 'examples/card-fraud');
      browser = await launchChromium();
      await new Workbench(await browser.newPage()).open(server.url);
      const file = join(server.project, resultsFile);
      await appearance(file, 240_000);
      results = JSON.parse(readFileSync(file, 'utf8'));
    });

    afterAll(async () => {
      await browser?.close();
      await server?.close();
    });

    test.each(caseNames)('%s', (name) => {
      const result = results.find((each) => each.name === name);
      expect(result, 'the case was not run').toBeDefined();
      expect(result?.failure).toBeUndefined();
    });

    test('ran no case that is not listed here', () => {
      expect(results.map((result) => result.name)).toEqual(caseNames);
    });
  },
);
