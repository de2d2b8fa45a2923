/**
 * What commands load when they are called and not before: what executes plans, what knows of runs, what looks at the machine. It is
 * one module, so that the command is cut into few files: every file that a call loads costs it time, however little is in it.
 */
export { existingCatalogue, openCatalogue } from '../catalogue/catalogue.ts';
export { resolvePlan } from '../catalogue/resolve-plan.ts';
export { shownSettings } from '../config/shown-settings.ts';
export { machineFindings } from '../doctor/machine.ts';
export { nativeLibraries } from '../doctor/native-libraries.ts';
export { needsOf } from '../doctor/needs.ts';
export { catalogueFinding } from '../doctor/postgres.ts';
export { programFindings } from '../doctor/programs.ts';
export { freezeRecords, frozenText, personalColumns, personalOfCode } from '../flow-tests/freeze.ts';
export { RecordMask } from '../flow-tests/mask-records.ts';
export { runTest } from '../flow-tests/run-test.ts';
export { loadTestFiles } from '../flow-tests/test-files.ts';
export { beginRun, resumeRun } from '../ledger/open-ledger.ts';
export { unfinishedRuns } from '../ledger/unfinished-runs.ts';
export { plansOf } from '../package/plans-of.ts';
export { previewNode } from '../preview/preview-node.ts';
export { explainHere } from './explain/explain-here.ts';
export { columnAnswer } from './lineage/column-answer.ts';
export { fileAnswer } from './lineage/file-answer.ts';
export { printTrouble } from './run/print-trouble.ts';
export { resultTable } from './run/result-table.ts';
export { applyEvent, emptyRunState } from './run/run-state.ts';
export { runPackage } from './run-package.ts';
export { runRecorded } from './run-recorded.ts';
export { runTests } from './test/run-tests.ts';
export { watchTests } from './test/watch-tests.ts';
export { watchFlow } from './watch/watch-flow.ts';
export { write } from './written-out.ts';
