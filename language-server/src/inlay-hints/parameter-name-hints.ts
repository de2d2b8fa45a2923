/** Names of parameters in front of values that are written out: `round(size, digits: 2)`. A column says itself what it is. */
import { functionNamed, type ParameterSpec } from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import { AstUtils } from 'langium';
import { InlayHintKind } from 'vscode-languageserver';
import { optionSpecsOf } from '../catalogue/spec-at.ts';
import type { Hint, HintMaker } from './hint.ts';

/** What a function works on needs no name. */
const plain = new Set(['value', 'number', 'text', 'a', 'b', 'x', 'left', 'right']);

export const parameterNameHints: HintMaker = ({ node }) =>
  AstUtils.streamAllContents(node).filter(ast.isCall).toArray().flatMap(hintsOfCall);

function hintsOfCall(call: ast.Call): Hint[] {
  const parameters = optionSpecsOf(call) === undefined ? parametersOf(call) : [];
  return call.arguments.flatMap(({ name, value }, index) => {
    const parameter = parameters[index];
    const offset = value?.$cstNode?.offset;
    if (parameter === undefined || name !== undefined || offset === undefined) return [];
    if (!isWrittenOut(value) || parameter.repeated || plain.has(parameter.name)) return [];
    return [{ offset, parts: [{ text: `${parameter.name}:` }], kind: InlayHintKind.Parameter, space: 'after' }];
  });
}

/** Of the first signature that takes so many; of one parameter the function's name says enough. */
function parametersOf(call: ast.Call): readonly ParameterSpec[] {
  const count = call.arguments.length;
  const fitting = functionNamed(call.function)?.signatures.find(({ parameters }) => parameters.length >= count);
  return fitting !== undefined && fitting.parameters.length > 1 ? fitting.parameters : [];
}

function isWrittenOut(value: ast.Expression | undefined): boolean {
  return ast.isLiteral(value) || (ast.isUnary(value) && ast.isLiteral(value.operand));
}
