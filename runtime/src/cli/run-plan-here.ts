import { resolve } from 'node:path';
import type { Plan } from '@millrace/grammar';
import type { RunLedger } from '../execute/run-ledger.ts';
import { type RunOptions, runPlan } from '../execute/run-plan.ts';
import type { RunRecorder } from '../execute/run-recorder.ts';
import { exitCodes, type RunEvent, type RunFinished } from '../protocol.ts';
import type { SecretSources } from '../secrets/secrets.ts';
import { cancelOnSignals } from './cancel-on-signals.ts';
import { displayPath } from './diagnostics/display-path.ts';
import { collectAtOnce } from './run/collect-at-once.ts';
import { jsonPrinter } from './run/json-printer.ts';
import { livePrinter } from './run/live-printer.ts';
import { plainPrinter } from './run/plain-printer.ts';
import type { RunPrinter } from './run/run-printer.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';
import { visible, visibleParts } from './visible.ts';

export interface RunPlace {
  /** Absolute; the plan's paths are relative to it. */
  folder: string;
  json?: boolean;
  /** Hears what the printer hears. */
  onEvent?(event: RunEvent): void;
  recorder?: RunRecorder;
  ledger?: RunLedger;
  whyNotResumable?: string;
  /** Where secrets come from that are not in the environment variable of their name. */
  secrets?: SecretSources;
  /** Runs the plan, or what of it there is to run; all of it if absent. */
  execute?(plan: Plan, options: RunOptions): Promise<RunFinished>;
}

/** Runs a plan and says what it does; answers the exit code. */
export async function runPlanHere(plan: Plan, place: RunPlace, terminal: Terminal): Promise<number> {
  const printer = printerFor(place, withoutStdout(plan, place, terminal));
  const execute = place.execute ?? runPlan;
  collectAtOnce();
  sayNotResumable(place, terminal);
  const finished = await cancelOnSignals(terminal, (signal) =>
    execute(plan, {
      projectFolder: place.folder,
      signal,
      recorder: place.recorder,
      ledger: place.ledger,
      whyNotResumable: place.whyNotResumable,
      secrets: place.secrets,
      onEvent(event) {
        printer.event(event);
        place.onEvent?.(event);
      },
    }),
  );
  printer.finish(finished);
  sayResumable(plan, finished, place, terminal);
  return exitCodeOf(finished);
}

function sayNotResumable({ whyNotResumable, json }: RunPlace, { stderr }: Terminal): void {
  if (whyNotResumable === undefined || json) return;
  stderr.write(`${stderr.colors.yellow('note')}: this run cannot be resumed: ${visible(whyNotResumable)}\n`);
}

function sayResumable({ source }: Plan, { resumable }: RunFinished, place: RunPlace, { stderr, cwd }: Terminal): void {
  if (!resumable || place.json) return;
  const file = displayPath(resolve(place.folder, source), cwd);
  stderr.write(`${stderr.colors.cyan('help')}: millrace run ${visible(file)} --resume goes on from here\n`);
}

/** What a flow writes to stdout stands there alone. Throws a UsageError where events are to go there too. */
function withoutStdout({ stages }: Plan, { json }: RunPlace, terminal: Terminal): Terminal {
  const writer = stages.find((stage) => stage.kind === 'write' && stage.connector.name === 'stdout');
  if (writer === undefined) return terminal;
  if (!json) return { ...terminal, stdout: terminal.stderr };
  const message = `"${writer.name}" writes records to stdout, where --json writes events; leave --json out, or write to a file`;
  throw new UsageError(message);
}

function printerFor({ folder, json }: RunPlace, terminal: Terminal): RunPrinter {
  if (json) return jsonPrinter(terminal.stdout);
  return forPeople(terminal.stderr.isInteractive ? livePrinter(terminal, folder) : plainPrinter(terminal, folder));
}

/** Names, data and what user code prints must not command a terminal. */
function forPeople(printer: RunPrinter): RunPrinter {
  return {
    event: (event) => printer.event(visibleParts(event)),
    finish: (finished) => printer.finish(visibleParts(finished)),
  };
}

function exitCodeOf({ status }: RunFinished): number {
  return { succeeded: exitCodes.done, failed: exitCodes.failed, cancelled: exitCodes.cancelled }[status];
}
