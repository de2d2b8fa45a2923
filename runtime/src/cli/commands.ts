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

/** Every command, in the order in which help names them. */
export const commands: readonly ((terminal: Terminal) => Command)[] = [
  newCommand,
  checkCommand,
  fmtCommand,
  typesCommand,
  runCommand,
  watchCommand,
  previewCommand,
  testCommand,
  runsCommand,
  lineageCommand,
  datasetsCommand,
  modelsCommand,
  reviewCommand,
  statusCommand,
  explainCommand,
  graphCommand,
  planCommand,
  lockCommand,
  packageCommand,
  verifyCommand,
  configCommand,
  doctorCommand,
  lspCommand,
];
