import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { flowTestsOf, type Plan } from '@millrace/grammar';
import { Command } from 'commander';
import { flowParameters } from '../../config/flow-parameters.ts';
import { RunError } from '../../execute/run-error.ts';
import type { TestRun } from '../../flow-tests/run-test.ts';
import { writeWhole } from '../../project/write-whole.ts';
import { exitCodes } from '../../protocol.ts';
import { cancelOnSignals } from '../cancel-on-signals.ts';
import { countOf } from '../count-of.ts';
import { displayPath } from '../diagnostics/display-path.ts';
import { type FlowFile, openFlowFile } from '../flow-file.ts';
import { placeOf } from '../place-of.ts';
import { collectParameter, type FlowChoice, planOf } from '../plan-of.ts';
import { resolvedBy } from '../resolved-parts.ts';
import { profileOption, secretSources, settingsOf } from '../settings-of.ts';
import type { Terminal } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';
import { visible } from '../visible.ts';

interface FreezeOptions extends FlowChoice {
  records: number;
  name?: string;
  allow?: string[];
  mask?: boolean;
  json?: boolean;
}

export function freezeCommand(terminal: Terminal): Command {
  return new Command('freeze')
    .summary('write a test of what a node makes now')
    .description(
      'Reads the first records of each read that a node needs, runs what lies between, and writes both as a test behind the flow. Personal columns are written only where --allow names them, or as placeholders with --mask.',
    )
    .argument('<file>', 'a .flow file')
    .argument('<node>', 'a node of the flow, or a port of one, such as level.high')
    .option('--records <count>', 'how many records of each read', recordCount, 5)
    .option('--name <title>', 'the title of the test')
    .option('--allow <columns...>', 'personal columns that may stand in the test')
    .option('--mask', 'write placeholders for personal columns that --allow does not name')
    .option('--flow <name>', 'which flow, where the file has several')
    .option('--param <name=value>', 'a parameter of the flow; may be repeated', collectParameter)
    .addOption(profileOption())
    .option('--json', 'what was written as JSON')
    .addHelpText('after', '\nExample:\n  millrace test freeze main.flow scored --records 3')
    .action(async (file: string, node: string, options: FreezeOptions) =>
      terminal.exit(await freeze(file, node, options, terminal)),
    );
}

async function freeze(path: string, node: string, options: FreezeOptions, terminal: Terminal): Promise<number> {
  const file = await openFlowFile(path, terminal);
  const plan = planOf(file, options, terminal);
  if (plan === undefined) return exitCodes.invalid;
  const title = options.name ?? `${node}, frozen`;
  refuseTwice(file, title);
  const place = placeOf(plan, file.document, { name: node, flow: options.flow });
  const { freezeRecords, frozenText, personalColumns, personalOfCode, RecordMask } = await import('../later.ts');
  const allowed = options.allow ?? [];
  const mask = options.mask ? new RecordMask(allowed) : undefined;
  if (mask !== undefined) refuseMade(without(personalOfCode(plan, place), allowed));
  const secrets = secretSources(settingsOf(file.project, options, terminal));
  const resolve = resolvedBy(file.project, options, terminal);
  const frozen = await cancelOnSignals(terminal, async (signal) => {
    const run = { projectFolder: file.project.folder, records: options.records, mask, signal, secrets, resolve };
    return freezeRecords(plan, place, run).catch((error: unknown) => {
      if (signal.aborted) return undefined;
      throw error;
    });
  });
  if (frozen === undefined) return exitCodes.cancelled;
  const personal = without(personalColumns(frozen), allowed);
  if (mask === undefined) refusePersonal(personal);
  const parameters = givenParameters(file, plan, options, terminal);
  const text = frozenText(frozen, {
    title,
    flow: plan.flow,
    parameters,
    masked: personal,
    name: node,
    port: place.port,
  });
  const target = file.document.uri.fsPath;
  const newText = await checkedText(target, text, title, { secrets, resolve });
  writeWhole(target, newText);
  tell(
    { file: displayPath(target, terminal.cwd), title, text, records: frozen.expected.rows.length },
    options,
    terminal,
  );
  return exitCodes.done;
}

function refuseTwice({ document }: FlowFile, title: string): void {
  if (!flowTestsOf(document).some((test) => test.title === title)) return;
  throw new UsageError(`There is a test "${title}" already; remove it to freeze it anew, or give another --name`);
}

function without(columns: readonly string[], allowed: readonly string[]): string[] {
  return columns.filter((column) => !allowed.includes(column));
}

function refusePersonal(columns: readonly string[]): void {
  if (columns.length === 0) return;
  const message = `The test would have personal or sensitive columns, real values of which do not belong into a file: ${columns.join(', ')}. Say --mask to have placeholders, or --allow ${columns.join(' ')}`;
  throw new UsageError(message);
}

function refuseMade(columns: readonly string[]): void {
  if (columns.length === 0) return;
  const message = `Personal or sensitive columns that code of a task makes cannot be masked, for --mask masks what is read: ${columns.join(', ')}. Freeze a node before the task, or say --allow ${columns.join(' ')}`;
  throw new UsageError(message);
}

/** Those that somebody gives: a test takes the defaults for the others, and nothing from the project's settings. */
function givenParameters(file: FlowFile, plan: Plan, options: FreezeOptions, terminal: Terminal) {
  const given = flowParameters(settingsOf(file.project, options, terminal), plan.flow, options.param);
  return plan.parameters.filter(({ name }) => given.has(name));
}

type Trial = Pick<TestRun, 'secrets' | 'resolve'>;

/** The file with the test behind its last line; tried beside it first, so that what is written is right and holds. */
async function checkedText(target: string, test: string, title: string, run: Trial): Promise<string> {
  const old = readFileSync(target, 'utf8');
  const lineEnd = old.includes('\r\n') ? '\r\n' : '\n';
  const newText = `${old.trimEnd()}\n\n${test}`.replace(/\r?\n/g, lineEnd);
  const trial = join(dirname(target), `.${basename(target, '.flow')}.${crypto.randomUUID()}.flow`);
  writeFileSync(trial, newText, { flag: 'wx' });
  try {
    await refuseUntrue(trial, title, run);
  } finally {
    rmSync(trial, { force: true });
  }
  return newText;
}

async function refuseUntrue(trial: string, title: string, run: Trial): Promise<void> {
  const { loadTestFiles, runTest } = await import('../later.ts');
  const [file] = await loadTestFiles([trial]);
  const mistake = file?.diagnostics.find(({ severity }) => severity === 'error');
  if (mistake !== undefined)
    throw new RunError('freeze-unwritable', `What the node makes cannot be written as a test: ${mistake.message}`);
  const frozen = file?.tests.find(({ test }) => test.title === title);
  if (file === undefined || frozen === undefined) return;
  const { failures } = await runTest(frozen, {
    file: trial,
    projectFolder: file.project.folder,
    signal: new AbortController().signal,
    ...run,
  });
  if (failures[0] === undefined) return;
  const message = `The node does not make the same of the same records twice, so a test of it would not hold: ${failures[0].message}`;
  throw new RunError('freeze-unsteady', message);
}

interface Written {
  file: string;
  title: string;
  text: string;
  records: number;
}

function tell({ file, title, text, records }: Written, { json }: FreezeOptions, { stdout, stderr }: Terminal): void {
  stdout.write(json ? `${JSON.stringify({ file, title, records, text }, undefined, 2)}\n` : visible(text));
  const hint = records === 0 ? ': the node makes none of the first that are read; --records takes more' : '';
  if (!json) stderr.write(`Written to ${visible(file)}, with ${countOf(records, 'record')} expected${hint}\n`);
}

function recordCount(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count >= 1 && count <= 1000) return count;
  throw new UsageError(`--records takes a number from 1 to 1000, not "${text}"`);
}
