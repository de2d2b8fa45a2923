import { secretInAddress } from '../diagnostics/privacy.ts';
import * as ast from '../generated/ast.ts';
import { addressOf } from '../properties/address.ts';
import type { Check } from './check.ts';

/** [E10] No password stands in the address of a connector, nor in the default of a parameter that may become one. */
export const checkSecretAddresses: Check = ({ all, accept }) => {
  for (const literal of all('StringLiteral')) {
    if (!ast.isArgument(literal.$container) && !ast.isParameter(literal.$container)) continue;
    const part = addressOf(literal.value)?.secretPart;
    if (part !== undefined) accept(secretInAddress({ node: literal }, part));
  }
};
