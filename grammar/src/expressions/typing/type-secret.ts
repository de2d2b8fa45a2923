/**
 * `secret("CARD_KEY")` stands only as an argument that a function asks for, with its name written out. So the secrets of a flow
 * are known before it runs, and no expression can give one away: a secret is no value that could be compared, joined or written.
 */
import type { AstNode } from 'langium';
import type { FunctionSpec } from '../../catalog/functions/function-spec.ts';
import { secretName } from '../../catalog/functions/privacy-functions.ts';
import { badArgumentValue, secretElsewhere, secretWanted } from '../../diagnostics/types.ts';
import * as ast from '../../generated/ast.ts';
import { scalarType } from '../../types/type.ts';
import type { TypedExpression } from '../expression.ts';
import { parametersFor } from '../resolve-signature.ts';
import type { Typing } from './typing.ts';

export function isSecretCall(node: AstNode | undefined): node is ast.Call {
  return ast.isCall(node) && node.function === secretName;
}

/** The name that a text gives a secret; undefined where it is none. */
export function secretNameOf({ arguments: given }: ast.Call): string | undefined {
  const [argument, ...others] = given;
  const value = argument?.value;
  if (others.length > 0 || !ast.isStringLiteral(value) || (argument?.name ?? 'name') !== 'name') return undefined;
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(value.value) ? value.value : undefined;
}

export function typeSecret(call: ast.Call, { accept }: Typing): TypedExpression | undefined {
  const name = secretNameOf(call);
  if (name !== undefined) return { op: 'secret', type: scalarType('string'), name };
  accept(
    badArgumentValue(
      { node: call.arguments[0] ?? call },
      'A secret has one name, written out, of letters, digits and "_", as in secret("CARD_KEY")',
    ),
  );
  return undefined;
}

/** Reports a secret where a value is wanted, and a value where a secret is. */
export function reportSecrets(
  spec: FunctionSpec,
  places: readonly ast.Argument[],
  given: readonly TypedExpression[],
  { accept }: Typing,
): boolean {
  const parameters = spec.signatures.map((one) => parametersFor(one, given.length));
  let isWrong = false;
  given.forEach((argument, i) => {
    const parameter = parameters.find((one) => one?.[i] !== undefined)?.[i];
    const node = places[i];
    if (parameter === undefined || node === undefined || (argument.op === 'secret') === (parameter.isSecret === true))
      return;
    accept(
      argument.op === 'secret'
        ? secretElsewhere({ node }, argument.name)
        : secretWanted({ node }, parameter.name, spec.name),
    );
    isWrong = true;
  });
  return isWrong;
}
