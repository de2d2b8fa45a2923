import { moments } from '../catalog/moments/index.ts';
import { badCron, unknownMoment } from '../diagnostics/flow-runs.ts';
import * as ast from '../generated/ast.ts';
import { readOptions } from '../properties/call-options.ts';
import { checkCallOptions } from '../properties/check-call.ts';
import type { Check, CheckContext } from './check.ts';
import { problemOfCron } from './cron-table.ts';

/** [P10] Schedules and triggers name a moment of the catalogue, and a time table has five fields in their bounds. */
export const checkMoments: Check = (context) => {
  for (const declaration of context.file.declarations) {
    if (ast.isSchedule(declaration)) checkMoment(declaration.moment, 'schedule', context);
    if (ast.isTrigger(declaration)) checkMoment(declaration.condition, 'trigger', context);
  }
};

function checkMoment(call: ast.Call | undefined, of: 'schedule' | 'trigger', { accept }: CheckContext): void {
  if (!call?.function) return;
  const usable = moments.filter((one) => one.of === of);
  const spec = usable.find(({ name }) => name === call.function);
  if (spec === undefined) {
    accept(
      unknownMoment(
        { node: call, property: 'function' },
        call.function,
        usable.map(({ name }) => name),
      ),
    );
    return;
  }
  checkCallOptions(call, spec.options, new Map(), accept);
  const { table } = readOptions(call, spec.options, new Map());
  const problem = typeof table === 'string' ? problemOfCron(table) : undefined;
  const place = call.arguments.find(({ name }) => name === undefined || name === 'table');
  if (problem !== undefined && place !== undefined) accept(badCron({ node: place, property: 'value' }, problem));
}
