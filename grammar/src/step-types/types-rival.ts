/**
 * Two flows beside each other may have one file of types: a module of Python has the same name for `a-b.flow` and `a_b.flow`. It is of the
 * flow that it was made from, as long as that is there: written by turns it would be wrong for one of them at any time.
 */
import { flowNameOfTypes } from './step-types.ts';
import type { TypesForm } from './types-form.ts';

/** The other flow that the file of types beside a flow belongs to. `hasFlow`: whether there is a flow file of that name beside it. */
export function rivalOf(
  form: TypesForm,
  flowName: string,
  existing: string | undefined,
  hasFlow: (name: string) => boolean,
): string | undefined {
  const owner = existing === undefined ? undefined : flowNameOfTypes(existing);
  if (owner === undefined || owner === flowName || form.fileName(owner) !== form.fileName(flowName)) return undefined;
  return hasFlow(owner) ? owner : undefined;
}
