/** What of the extension stands without an editor: its tables, and what it makes of messages and events. */
export { type CommandId, commands } from './commands.ts';
export { parseTestReport } from './features/tests/test-report.ts';
export { pageHtml } from './pages/page-html.ts';
export { parsePageMessage } from './pages/parse-page-message.ts';
export { previewResults } from './runs/preview-results.ts';
export { failuresMax, RunResultsBuilder } from './runs/run-results.ts';
export { brokenRun, cancelledRun, reduceRunView, startedRun } from './runs/run-view.ts';
export { LineSplitter } from './runtime/json-lines.ts';
export { parseRunEvent } from './runtime/parse-run-event.ts';
export { nodeRuntime } from './runtime/runtime.ts';
export { settings } from './settings.ts';
