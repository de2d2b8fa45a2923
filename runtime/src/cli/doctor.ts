import { resolve } from 'node:path';
import { Command } from 'commander';
import type { Finding } from '../doctor/finding.ts';
import { flowFiles } from '../project/flow-files.ts';
import { loadFlowFiles, openProject, type Project } from '../project/project.ts';
import { exitCodes } from '../protocol.ts';
import { secretValue } from '../secrets/secrets.ts';
import { cancelOnSignals } from './cancel-on-signals.ts';
import { refuseOldNode } from './node-version.ts';
import { type ProfileChoice, profileOption, secretSources, settingsOf } from './settings-of.ts';
import type { Stream, Terminal } from './terminal.ts';
import { visible } from './visible.ts';

interface DoctorOptions extends ProfileChoice {
  json?: boolean;
}

export function doctorCommand(terminal: Terminal): Command {
  return new Command('doctor')
    .summary('say what is missing on this machine')
    .description('Tries what Millrace uses on this machine, and says what is missing, what for, and how to get it.')
    .argument('[path]', 'a file or folder of the project', '.')
    .addOption(profileOption())
    .option('--json', 'as JSON')
    .addHelpText('after', '\nExample:\n  millrace doctor --json')
    .action(async (path: string, options: DoctorOptions) => terminal.exit(await doctor(path, options, terminal)));
}

async function doctor(path: string, options: DoctorOptions, terminal: Terminal): Promise<number> {
  const project = openProject(resolve(terminal.cwd, path));
  const findings = await cancelOnSignals(terminal, async (signal) => {
    const found = await examine(project, options, terminal, signal);
    return signal.aborted ? undefined : found;
  });
  if (findings === undefined) return exitCodes.cancelled;
  const isFit = !findings.some(isInTheWay);
  const { stdout } = terminal;
  if (options.json) stdout.write(`${JSON.stringify({ isFit, findings }, undefined, 2)}\n`);
  else stdout.write(`${findings.flatMap((one) => lines(one, stdout.colors)).join('\n')}\n`);
  return isFit ? exitCodes.done : exitCodes.failed;
}

function isInTheWay({ status, isNeeded }: Finding): boolean {
  return status === 'missing' && isNeeded;
}

async function examine(project: Project, options: DoctorOptions, terminal: Terminal, signal: AbortSignal) {
  const { machineFindings, nativeLibraries, needsOf, plansOf, programFindings } = await import('./later.ts');
  const documents = await loadFlowFiles(project, flowFiles([project.folder]));
  const needs = needsOf(plansOf(project, documents).needed, project.folder);
  return [
    ...machineFindings(project.folder, refuseOldNode(process.versions.node)),
    ...(await nativeLibraries(needs, signal)),
    ...(await programFindings(project.folder, needs, settingsOf(project, options, terminal).sandbox.value)),
    ...(await configuredCatalogue(project, options, terminal)),
  ];
}

async function configuredCatalogue(project: Project, options: DoctorOptions, terminal: Terminal): Promise<Finding[]> {
  const settings = settingsOf(project, options, terminal);
  const address = settings.catalogue?.value;
  if (address === undefined) return [];
  const { catalogueFinding } = await import('./later.ts');
  return [
    await catalogueFinding(async () =>
      typeof address === 'string' ? address : secretValue(address.secret, secretSources(settings), project.folder),
    ),
  ];
}

function lines(one: Finding, { green, yellow, red, dim }: Stream['colors']): string[] {
  const { name, status, found, why, help, isNeeded } = one;
  const mark = status === 'ok' ? green('✓') : isInTheWay(one) ? red('✗') : yellow('!');
  const needed = status !== 'ok' && isNeeded ? '; this project needs it' : '';
  const said = [status === 'ok' ? '' : status, found].filter(Boolean).join(': ');
  const head = `${mark} ${name.padEnd(16)}  ${visible(said)}`.trimEnd();
  return [head, `  ${' '.repeat(16)}  ${dim(`${why}${needed}`)}`, ...(help ? [`  ${' '.repeat(16)}  ${help}`] : [])];
}
