import type { MomentSpec } from '../spec.ts';

/** When a flow runs by itself: `at` of a schedule, `when` of a trigger. */
export const moments: readonly MomentSpec[] = [
  {
    name: 'cron',
    of: 'schedule',
    doc: 'A time table as cron has it: minute, hour, day of the month, month, day of the week.',
    example: 'cron("0 3 * * *")',
    options: [
      {
        name: 'table',
        value: { kind: 'string' },
        doc: 'Five fields, each `*`, a number, a range `1-5`, a list `1,15`, or a step `*/10`.',
        required: true,
        positional: true,
      },
      { name: 'zone', value: { kind: 'string' }, doc: 'The time zone, such as "Europe/Berlin".', default: 'UTC' },
    ],
  },
  {
    name: 'changed',
    of: 'trigger',
    doc: 'When a file comes or changes that fits the pattern.',
    example: 'changed("data/*.csv")',
    options: [
      {
        name: 'pattern',
        value: { kind: 'string' },
        doc: 'A path relative to the folder of this file; `*` stands for any part of a name, `**` for any folders.',
        required: true,
        positional: true,
      },
    ],
  },
];
