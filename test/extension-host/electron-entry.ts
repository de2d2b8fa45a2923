import { runCases } from './run-cases.ts';

/** What `@vscode/test-electron` calls in the extension host; a rejection fails the run. */
export async function run(): Promise<void> {
  const results = await runCases();
  for (const { name, failure } of results) console.log(`${failure === undefined ? 'passed' : 'FAILED'}: ${name}`);
  const failed = results.filter(({ failure }) => failure !== undefined);
  if (failed.length > 0) throw new Error(failed.map(({ name, failure }) => `${name}: ${failure}`).join('\n'));
}
