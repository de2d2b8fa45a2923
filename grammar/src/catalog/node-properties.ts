/**
 * What every node with a block of properties may have, with one meaning everywhere. Where this version would not keep what one
 * of them asks for, the run is refused and says so (`refuse-unrunnable` of the runtime).
 */
import type { PropertySpec } from './spec.ts';

const onError: PropertySpec = {
  name: 'onError',
  value: {
    kind: 'word',
    words: [
      { name: 'fail', doc: 'The first bad record ends the run; no output file is published.' },
      { name: 'skip', doc: 'Bad records are counted, reported and left out.' },
    ],
  },
  doc: 'What becomes of a bad record when nothing reads this node’s `errors`.',
  default: 'fail',
};

export const timeout: PropertySpec = {
  name: 'timeout',
  value: { kind: 'duration', minMs: 1 },
  doc: 'How long one call may take: of the code for a record or a batch of them, of the model for a batch. What takes longer fails.',
};

const retry: PropertySpec = {
  name: 'retry',
  value: {
    kind: 'object',
    properties: [
      {
        name: 'attempts',
        value: { kind: 'integer', min: 1, max: 100, example: 3 },
        doc: 'How often a record is tried in all, the first time included.',
        required: true,
      },
      {
        name: 'backoff',
        value: { kind: 'duration', minMs: 0 },
        doc: 'How long to wait before the second attempt; doubled before each further one, and up to half of it less by chance.',
        default: 0,
      },
    ],
  },
  doc: 'Tries records that failed again. Those that fail every time are bad records.',
};

const batch: PropertySpec = {
  name: 'batch',
  value: {
    kind: 'object',
    properties: [
      {
        name: 'max',
        value: { kind: 'integer', min: 1, max: 1_000_000 },
        doc: 'Most records in one batch. Without it up to 4,096, and fewer where the schema shows that records are large.',
      },
    ],
  },
  doc: 'How many records are worked on at once.',
};

/** What a deployment may say of any node. None of it changes a record. */
const ofDeployment: PropertySpec[] = [
  {
    name: 'scale',
    value: {
      kind: 'object',
      properties: [
        {
          name: 'min',
          value: { kind: 'integer', min: 0, max: 1000 },
          doc: 'Fewest workers, no more than `max`.',
          default: 1,
          atMost: 'max',
        },
        { name: 'max', value: { kind: 'integer', min: 1, max: 1000 }, doc: 'Most workers.', required: true },
      ],
    },
    doc: 'How many workers may do the work of the node at once: on this machine processes with the code of a task, each with a batch of its own. The order of the records stays.',
  },
  {
    name: 'cache',
    value: {
      kind: 'word',
      words: [
        { name: 'on', doc: 'A result whose fingerprint is known is taken instead of computed again.' },
        { name: 'off', doc: 'It is computed in every run.' },
      ],
    },
    doc: 'Whether results are kept between runs.',
  },
  {
    name: 'rate',
    value: {
      kind: 'object',
      properties: [
        { name: 'max', value: { kind: 'integer', min: 1 }, doc: 'Most records.', required: true },
        { name: 'per', value: { kind: 'duration', minMs: 1 }, doc: 'In this time.', required: true },
      ],
    },
    doc: 'How many records the node takes in at most; of a read, how many it gives. No span of this length has more.',
  },
  {
    name: 'resources',
    value: {
      kind: 'object',
      properties: [
        {
          name: 'memory',
          value: { kind: 'size', minBytes: 1 },
          doc: 'Memory it needs, and may have: code of a task that takes more fails with `task-memory`.',
        },
        {
          name: 'cpu',
          value: { kind: 'integer', min: 1, max: 1024 },
          doc: 'Processors it needs; libraries for numbers are told to use as many threads.',
        },
      ],
    },
    doc: 'What a worker of the node needs.',
  },
];

const ofEveryNode = [batch, onError, timeout, retry, ...ofDeployment];

/** A kind's own properties, then those of every node that it does not give a meaning of its own. */
export function withOwn(...own: PropertySpec[]): PropertySpec[] {
  return [...own, ...ofEveryNode.filter(({ name }) => own.every((one) => one.name !== name))];
}

/** Of nodes that make batches of their own out of those that come in. */
export const joinedBatch: PropertySpec = {
  name: 'batch',
  value: {
    kind: 'object',
    properties: [
      {
        name: 'max',
        value: { kind: 'integer', min: 1, max: 1_000_000 },
        doc: 'Most records in one batch. Without it the executor finds the size that is fastest.',
      },
      {
        name: 'wait',
        value: { kind: 'duration', minMs: 0, maxMs: 600_000 },
        doc: 'How long a batch may wait to become full.',
      },
    ],
  },
  doc: 'How many records are worked on at once.',
};
