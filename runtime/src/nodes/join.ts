import { type ColumnFunction, compileExpression, type Field, type JoinStage } from '@millrace/grammar';
import { Batch } from '../batch/batch.ts';
import { gathered } from '../batch/gather.ts';
import { RunError } from '../execute/run-error.ts';
import { keysOf } from '../relational/keys-of.ts';
import { RightSide } from '../relational/right-side.ts';
import type { Identity } from '../values/value-identity.ts';
import { type NodeBehaviour, oneBatch } from './node-behaviour.ts';

/** Of one batch of the left side: it gives one batch, however many records of the right each of its records meets. */
const joinedMax = 2 ** 20;

/** Brings together records of two inputs whose keys are the same; the right side comes first and is held. [N15] */
export const join: NodeBehaviour<'join'> = {
  kind: 'join',
  async open(stage, { parameters }) {
    const compiled = (side: 'left' | 'right') => stage.keys.map((key) => compileExpression(key[side], parameters));
    const [left, right] = [compiled('left'), compiled('right')];
    const held = new RightSide(stage.name);
    return {
      role: 'transform',
      inFlight: oneBatch,
      isRetryable: false,
      keepsTimeout: false,
      takeAhead: async (batch) => held.add(batch, keysOf(batch, right)),
      process: async (batch) => ({ output: joined(batch, left, stage, held), bad: [] }),
      close: async () => held.clear(),
    };
  },
};

function joined(batch: Batch, keys: ColumnFunction[], stage: JoinStage, right: RightSide): Batch {
  const { ofLeft, ofRight } = matchesOf(keysOf(batch, keys), stage, right);
  const columns = stage.columns.map(({ side, from }, i) => {
    const { type } = stage.output.fields[i] as Field;
    if (side === 'left') return gathered(batch.column(from), ofLeft, type);
    return gathered(right.column(from, stage.right), ofRight, type);
  });
  return new Batch({ node: stage.name, sequence: batch.id.sequence }, stage.output, columns, ofLeft.length);
}

/** Records of both sides that meet: those of the left in their order, each with those of the right in theirs. */
interface Matches {
  ofLeft: number[];
  ofRight: number[];
}

function matchesOf(keys: readonly (Identity | undefined)[], { join, name }: JoinStage, right: RightSide): Matches {
  const matches: Matches = { ofLeft: [], ofRight: [] };
  keys.forEach((key, row) => {
    let found = right.firstOf(key);
    if (found === -1 && join === 'left') add(matches, row, right.nowhere);
    for (; found !== -1; found = right.nextOf(found)) {
      add(matches, row, found);
      if (matches.ofLeft.length > joinedMax) throw tooMany(name, keys.length);
    }
  });
  return matches;
}

function add({ ofLeft, ofRight }: Matches, left: number, right: number): void {
  ofLeft.push(left);
  ofRight.push(right);
}

function tooMany(node: string, length: number): RunError {
  const message = `"${node}" makes more than ${joinedMax} records of ${length} of its left side, which travel together: many records of the right have the same key. Make it unique, or give the read of the left side smaller batches: { batch: { max: ${Math.max(1, Math.floor(length / 10))} } }`;
  return new RunError('memory-bound', message, { node });
}
