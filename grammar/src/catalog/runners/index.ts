import type { RunnerSpec } from '../spec.ts';
import { node } from './node.ts';

export const runners: readonly RunnerSpec[] = [node];
