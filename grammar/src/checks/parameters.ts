import { constantOf } from '../analysis/constant-of.ts';
import { wrongParameterDefault, wrongParameterType } from '../diagnostics/schemas.ts';
import type { Parameter } from '../generated/ast.ts';
import { printType } from '../types/print-type.ts';
import type { Type } from '../types/type.ts';
import type { Check, CheckContext } from './check.ts';

/** [P1] A parameter is a scalar that can be written on a command line, and its default is a constant of its type. */
export const checkParameters: Check = (context) => {
  for (const { flow, parameters } of context.analyses) {
    for (const parameter of flow.parameters) {
      const type = parameters.get(parameter.name);
      if (type !== undefined && type.kind !== 'unknown') checkParameter(parameter, type, context);
    }
  }
};

function checkParameter(parameter: Parameter, type: Type, { accept }: CheckContext): void {
  if (type.kind !== 'scalar' || type.name === 'json' || type.name === 'bytes') {
    accept(wrongParameterType({ node: parameter, property: 'type' }, printType(type)));
    return;
  }
  const constant = parameter.default && constantOf(parameter.default, type, accept);
  if (constant?.is !== 'wrong') return;
  const place = { node: parameter, property: 'default' };
  accept(wrongParameterDefault(place, parameter.name, constant.reason, printType(type)));
}
