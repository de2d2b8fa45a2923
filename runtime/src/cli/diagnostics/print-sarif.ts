import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import { explanations } from '@millrace/grammar';
import { version } from '../version.ts';
import { diagnosticPage } from './diagnostic-page.ts';
import { displayPath } from './display-path.ts';
import type { FileDiagnostic, TextRange } from './file-diagnostic.ts';

const levels = { error: 'error', warning: 'warning', info: 'note', hint: 'note' } as const;

/** SARIF 2.1.0, which code scanning of GitHub, GitLab and Azure reads. */
export function printSarif(diagnostics: readonly FileDiagnostic[], cwd: string): string {
  const codes = [...new Set(diagnostics.map((diagnostic) => diagnostic.code))].sort();
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'millrace', version, rules: codes.map(rule) } },
        columnKind: 'utf16CodeUnits',
        results: diagnostics.map((diagnostic) => result(diagnostic, codes, cwd)),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

/** What code scanning shows beside a result: the whole page of the code, since there is no address to look it up at (`helpUri`). */
function rule(id: string) {
  const known = explanations[id];
  if (known === undefined) return { id };
  const { title, advice, severity } = known;
  const page = diagnosticPage(id);
  return {
    id,
    shortDescription: { text: title },
    ...(page && { fullDescription: { text: page.summary } }),
    help: { text: advice, markdown: page?.markdown ?? `**${title}.** ${advice}` },
    defaultConfiguration: { level: levels[severity] },
  };
}

function result(diagnostic: FileDiagnostic, codes: readonly string[], cwd: string) {
  const { code, severity, message, related } = diagnostic;
  return {
    ruleId: code,
    ruleIndex: codes.indexOf(code),
    level: levels[severity],
    message: { text: message },
    locations: [location(diagnostic, cwd)],
    relatedLocations: related.map((place, id) => ({ id, ...location(place, cwd), message: { text: place.message } })),
  };
}

function location({ file, range }: { file: string; range: TextRange }, cwd: string) {
  return { physicalLocation: { artifactLocation: { uri: uriOf(file, cwd) }, region: region(range) } };
}

function uriOf(file: string, cwd: string): string {
  const path = displayPath(file, cwd);
  return isAbsolute(path) ? pathToFileURL(path).href : path.split('/').map(encodeURIComponent).join('/');
}

function region({ start, end }: TextRange) {
  return {
    startLine: start.line + 1,
    startColumn: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
  };
}
