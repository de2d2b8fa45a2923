/** Fields and parameters: the type, the words of whoever declared it, and where it comes from. */
import { docComment, printType, type Type, typeOf } from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import { type AstNode, AstUtils } from 'langium';
import { typeAtPath } from '../completion/input-record.ts';
import { fieldPathAt } from '../cursor/field-path-at.ts';
import { flowAround } from '../cursor/flow-around.ts';
import type { WordInTree } from '../cursor/leaf-at.ts';
import { type FieldOrigin, fieldOrigin } from '../lineage/field-origin.ts';
import { fenced } from '../markdown/fenced.ts';
import type { FlowLanguageServices } from '../services.ts';
import { declarationHover } from './declaration-hover.ts';
import { originsOfInput, originsOfOutput } from './origins-line.ts';

/** A field the word names in the record its node sees, or a parameter where the record has no such field. */
export function fieldHover(word: WordInTree, services: FlowLanguageServices): string | undefined {
  const path = fieldPathAt(word);
  const around = flowAround(word.node);
  if (path === undefined || around === undefined) return undefined;
  const { flow, node } = around;
  const type = typeAtPath(node?.scope, path);
  if (type !== undefined && node !== undefined) {
    const origin = fieldOrigin(flow, node, path);
    const from = origin && cameFrom(origin);
    return joined(
      fieldLine(path, type, origin?.place),
      origin && ast.isFieldDeclaration(origin.place) && docComment(origin.place),
      from,
      originsOfInput(flow, node.name, path, services, origin?.producer.name),
    );
  }
  const parameter = flow.flow.parameters.find((item) => path.length === 1 && item.name === path[0]);
  return parameter && declarationHover({ ...word, node: parameter }, services);
}

/** `from `payments` (read), through `features`, `large``: the way that it came. */
function cameFrom({ producer, through = [] }: FieldOrigin): string {
  const shown = through.toReversed().slice(0, stepsMax);
  const rest = through.length - shown.length;
  const way = shown.map((name) => `\`${name}\``).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
  return `from \`${producer.name}\` (${producer.kind})${way === '' ? '' : `, through ${way}`}`;
}

const stepsMax = 8;

/** An item of a select: the field that leaves it. */
export function selectedFieldHover(word: WordInTree, services: FlowLanguageServices): string | undefined {
  const item = word.node as ast.FieldItem;
  if (item.value === undefined) return fieldHover(word, services);
  const around = flowAround(item);
  const field = around?.node?.output?.fields.find(({ name }) => name === item.name);
  if (around?.node === undefined || field === undefined) return undefined;
  return joined(
    fieldLine([field.name], field.type),
    item.value.$cstNode && fenced(item.value.$cstNode.text),
    originsOfOutput(around.flow, around.node.name, [field.name], services),
  );
}

export function declaredFieldHover({ node }: WordInTree): string | undefined {
  const declaration = node as ast.FieldDeclaration;
  const schema = AstUtils.getContainerOfType(declaration, ast.isSchema);
  const line = fieldLine([declaration.name], typeOf(declaration.type), declaration);
  return joined(line, docComment(declaration), schema && `field of \`${schema.name}\``);
}

/** With the annotations where the place is the field's declaration. */
function fieldLine(path: readonly string[], type: Type, place?: AstNode): string {
  const annotations = ast.isFieldDeclaration(place)
    ? place.annotations.map((one) => ` ${one.$cstNode?.text ?? ''}`)
    : [];
  return fenced(`${path.join('.')}: ${printType(type)}${annotations.join('')}`);
}

function joined(...parts: (string | false | undefined)[]): string {
  return parts.filter((part) => part).join('\n\n');
}
