import type { NodeKindSpec } from '../spec.ts';
import { filter } from './filter.ts';
import { infer } from './infer.ts';
import { read } from './read.ts';
import { select } from './select.ts';
import { task } from './task.ts';
import { write } from './write.ts';

/** Every kind of node, in the order a person meets them. */
export const nodeKinds: readonly NodeKindSpec[] = [read, select, filter, infer, task, write];
