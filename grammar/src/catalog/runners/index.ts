import type { RunnerSpec } from '../spec.ts';
import { bash } from './bash.ts';
import { node } from './node.ts';
import { python } from './python.ts';

export const runners: readonly RunnerSpec[] = [node, python, bash];
