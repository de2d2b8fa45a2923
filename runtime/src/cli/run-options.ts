import type { FlowChoice } from './plan-of.ts';

/** Of `millrace run`, whether a file or a package is run. */
export interface RunOptions extends FlowChoice {
  json?: boolean;
}
