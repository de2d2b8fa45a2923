/** What is to become of the file of types beside a flow. Refuses to touch a file that a person wrote. */
import { isStepTypes, type StepTypes } from './step-types.ts';

export type TypesChange =
  | { to: 'keep' }
  | { to: 'write'; text: string }
  | { to: 'remove' }
  /** Some records are not known: what is there stays. */
  | { to: 'wait'; tasks: string[] }
  /** There is a file of that name that is none of ours. */
  | { to: 'refuse' }
  /** It has the types of another flow beside it. */
  | { to: 'share'; with: string };

/** `existing`: the text of the file; undefined where there is none. `rival`: the other flow that it belongs to. */
export function typesChange(types: StepTypes, existing: string | undefined, rival?: string): TypesChange {
  if (rival !== undefined) return types.is === 'none' ? { to: 'keep' } : { to: 'share', with: rival };
  const isOurs = existing !== undefined && isStepTypes(existing);
  if (types.is === 'none') return { to: isOurs ? 'remove' : 'keep' };
  if (types.is === 'unknown') return { to: 'wait', tasks: types.tasks };
  if (existing === undefined) return { to: 'write', text: types.text };
  if (!isOurs) return { to: 'refuse' };
  // A tool for versions may have written the line ends of its system.
  return existing.replaceAll('\r\n', '\n') === types.text ? { to: 'keep' } : { to: 'write', text: types.text };
}
