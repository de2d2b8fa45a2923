/** Runs the commands of a verb one after the other, says each before it starts, and stops at the first that fails. */
import { spawnSync } from 'node:child_process';

export interface Step {
  title: string;
  command: string;
  args: string[];
  env?: Record<string, string>;
}

/** Ends the process with the step's exit code when one fails. */
export function runSteps(steps: Step[]): void {
  for (const step of steps) {
    const started = performance.now();
    console.error(`\n— ${step.title}`);
    const code = runStep(step);
    if (code !== 0) {
      console.error(`Failed: ${step.title} (${step.command} ${step.args.join(' ')})`);
      process.exit(code);
    }
    console.error(`  ${step.title}: ${((performance.now() - started) / 1000).toFixed(1)} s`);
  }
}

export function runStep({ command, args, env }: Step): number {
  const result = spawnSync(command, args, {
    stdio: 'inherit',
    env: { ...process.env, ...env },
    shell: process.platform === 'win32',
  });
  if (result.error) console.error(`Cannot start ${command}: ${result.error.message}`);
  return result.status ?? 1;
}
