import type { Command } from 'commander';
import { checkCommand } from './check.ts';
import { configCommand } from './config.ts';
import { datasetsCommand } from './datasets.ts';
import { doctorCommand } from './doctor.ts';
import { explainCommand } from './explain.ts';
import { fmtCommand } from './fmt.ts';
import { graphCommand } from './graph.ts';
import { lineageCommand } from './lineage.ts';
import { lockCommand } from './lock.ts';
import { lspCommand } from './lsp.ts';
import { modelsCommand } from './models.ts';
import { newCommand } from './new.ts';
import { packageCommand } from './package.ts';
import { planCommand } from './plan.ts';
import { previewCommand } from './preview.ts';
import { reviewCommand } from './review.ts';
import { runCommand } from './run.ts';
import { runsCommand } from './runs.ts';
import { statusCommand } from './status.ts';
import type { Terminal } from './terminal.ts';
import { testCommand } from './test.ts';
import { typesCommand } from './types.ts';
import { verifyCommand } from './verify.ts';
import { watchCommand } from './watch.ts';

/** Every command by its name, in the order in which help has them. */
export const commands: ReadonlyMap<string, (terminal: Terminal) => Command> = new Map(
  Object.entries({
    new: newCommand,
    check: checkCommand,
    fmt: fmtCommand,
    types: typesCommand,
    run: runCommand,
    watch: watchCommand,
    preview: previewCommand,
    test: testCommand,
    runs: runsCommand,
    lineage: lineageCommand,
    datasets: datasetsCommand,
    models: modelsCommand,
    review: reviewCommand,
    status: statusCommand,
    explain: explainCommand,
    graph: graphCommand,
    plan: planCommand,
    lock: lockCommand,
    package: packageCommand,
    verify: verifyCommand,
    config: configCommand,
    doctor: doctorCommand,
    lsp: lspCommand,
  }),
);
