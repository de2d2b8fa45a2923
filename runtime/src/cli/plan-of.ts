import { relative } from 'node:path';
import { flowSignatures, type Plan, planFlow } from '@millrace/grammar';
import { type LangiumDocument, URI } from 'langium';
import { flowParameters, originText } from '../config/flow-parameters.ts';
import type { Settled } from '../config/settle.ts';
import { displayPath } from './diagnostics/display-path.ts';
import { byPlace, fileDiagnostic, hasErrors } from './diagnostics/file-diagnostic.ts';
import { printPretty } from './diagnostics/print-pretty.ts';
import type { FlowFile } from './flow-file.ts';
import { type ProfileChoice, settingsOf } from './settings-of.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** Which flow of the file is meant, and the text given for its parameters. */
export interface FlowChoice extends ProfileChoice {
  flow?: string;
  param?: Record<string, string>;
}

/**
 * The plan of a flow; undefined where the file or what it imports has errors. What is wrong with them is said on stderr. Throws
 * a UsageError where the flow isn't there, or a parameter is missing or doesn't fit.
 */
export function planOf(
  { document, project, isPackaged }: FlowFile,
  choice: FlowChoice,
  terminal: Terminal,
): Plan | undefined {
  const { flow } = choice;
  const settings = settingsOf(project, choice, terminal);
  const given = flowParameters(settings, flow ?? onlyFlow(document), choice.param);
  const parameters = Object.fromEntries([...given].map(([name, { value }]) => [name, value]));
  const projectFolder = URI.file(project.folder);
  const { plan, diagnostics, problems, missingCode } = planFlow({ document, flow, parameters, projectFolder });
  const { stderr, cwd } = terminal;
  const told = diagnostics.filter(({ severity }) => severity === 'error' || (severity === 'warning' && !isPackaged));
  const shown = told.map((diagnostic) => fileDiagnostic(diagnostic, document));
  if (shown.length > 0) stderr.write(`${printPretty(shown.sort(byPlace), { cwd, colors: stderr.colors })}\n`);
  if (hasErrors(shown)) return undefined;
  if (plan) return plan;
  if (missingCode.length > 0) throw notFetched(missingCode, project.folder, cwd);
  throw new UsageError([...problems, ...elsewhere(given), 'Choose with --flow NAME and --param name=value'].join('\n'));
}

/** Nothing but `lock` fetches anything, so that no run depends on a network. */
function notFetched(missing: readonly string[], projectFolder: string, cwd: string): UsageError {
  const folder = relative(cwd, projectFolder) === '' ? '' : ` ${displayPath(projectFolder, cwd)}`;
  const what = missing.map((code) => `"${code}"`).join(', ');
  return new UsageError(`The code ${what} is not here as flow.lock says. Fetch it: millrace lock${folder}`);
}

/** The name of the flow where none has to be chosen. */
function onlyFlow(document: LangiumDocument): string {
  const [flow, ...others] = flowSignatures(document);
  return flow === undefined || others.length > 0 ? '' : flow.name;
}

/** Where values come from that nobody sees on the command line. */
function elsewhere(given: ReadonlyMap<string, Settled<string>>): string[] {
  const hidden = [...given].filter(([, { from }]) => from.layer !== 'flag');
  const said = hidden.map(([name, { value, from }]) => `${name}=${value} (${originText(from)})`);
  return said.length === 0 ? [] : [`Set elsewhere: ${said.join(', ')}`];
}

/** For options that say `name=value` and may be repeated. */
export function collectParameter(text: string, earlier: Record<string, string> = {}): Record<string, string> {
  const at = text.indexOf('=');
  if (at > 0) return { ...earlier, [text.slice(0, at)]: text.slice(at + 1) };
  const lack = at === 0 ? 'name' : '"="';
  throw new UsageError(`--param takes name=value, such as --param threshold=0.9; "${text}" has no ${lack}`);
}
