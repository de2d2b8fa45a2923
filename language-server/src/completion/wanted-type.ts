/**
 * What type of value is wanted at the cursor's place in a half-typed expression: what stands on the other side of a comparison, what
 * the function takes there, what the model's input is made of. undefined where anything may stand.
 */
import {
  aggregateNamed,
  functionNamed,
  isNumber,
  type ParameterSpec,
  type RecordType,
  type Signature,
  type Type,
  typeExpression,
} from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import type { AstNode } from 'langium';
import { mappingAround, valueSpecOf } from '../catalogue/spec-at.ts';
import { inputRecord } from './input-record.ts';
import { isScalarFor, isVectorFor, isWide, tensorNamed } from './model-tensors.ts';
import type { ProposalContext } from './proposal.ts';
import { parameterOfRun } from './run-proposals.ts';

export interface Wanted {
  takes(type: Type): boolean;
  /** A bool is wanted, which most people begin with a value of another type. */
  isCondition?: true;
}

export function wantedAt(context: ProposalContext): Wanted | undefined {
  return wantedBy(context.place.node, context);
}

const aCondition: Wanted = { takes: (type) => familyOf(type) === 'bool', isCondition: true };
const aNumber = ofFamily('number');

function ofFamily(family: string | undefined): Wanted | undefined {
  return family === undefined || family === 'unknown' ? undefined : { takes: (type) => familyOf(type) === family };
}

/** Values of one family compare with each other. */
export function familyOf(type: Type): string {
  if (isNumber(type)) return 'number';
  return type.kind === 'scalar' ? type.name : type.kind;
}

function wantedBy(place: AstNode, context: ProposalContext): Wanted | undefined {
  const owner = place.$container;
  const property = place.$containerProperty;
  if (ast.isBinary(owner)) return ofOperand(owner, property, context);
  if (ast.isUnary(owner)) return owner.operator === 'not' ? aCondition : aNumber;
  if (ast.isBetween(owner)) return property === 'value' ? undefined : likeValue(owner.value, context);
  if (ast.isConditional(owner)) return property === 'condition' ? aCondition : wantedBy(owner, context);
  if (ast.isListLiteral(owner)) return inList(owner, context);
  if (ast.isArgument(owner)) return ofArgument(owner, context);
  if (ast.isFilterNode(owner) || ast.isPort(owner)) return aCondition;
  return ast.isProperty(owner) ? ofProperty(owner, place, context) : undefined;
}

function ofOperand(binary: ast.Binary, property: string | undefined, context: ProposalContext): Wanted | undefined {
  const { operator, left, right } = binary;
  if (operator === 'and' || operator === 'or') return aCondition;
  const other = property === 'left' ? right : left;
  if (!['+', '-', '*', '/', '%', '**'].includes(operator)) return likeValue(other, context);
  // A duration may be added to a time, and what else the other side says.
  const family = familyAt(other, context);
  return family === undefined || family === 'number' || operator !== '+' ? aNumber : undefined;
}

function likeValue(value: ast.Expression | undefined, context: ProposalContext): Wanted | undefined {
  return ofFamily(familyAt(value, context));
}

function familyAt(value: ast.Expression | undefined, context: ProposalContext): string | undefined {
  const type = value && typeAt(value, context);
  return type && familyOf(type);
}

/** Of a part of the cut-out text. */
export function typeAt(value: ast.Expression, { flow, statement }: ProposalContext): Type | undefined {
  const record: RecordType | undefined = inputRecord(flow, statement);
  return typeExpression(value, { record, parameters: flow?.parameters ?? new Map() }, () => {})?.type;
}

function inList(list: ast.ListLiteral, context: ProposalContext): Wanted | undefined {
  const owner = list.$container;
  if (ast.isMembership(owner)) return likeValue(owner.value, context);
  return ast.isProperty(owner) ? ofProperty(owner, undefined, context) : undefined;
}

function ofProperty(property: ast.Property, place: AstNode | undefined, context: ProposalContext): Wanted | undefined {
  if (mappingAround(property)?.from === 'model inputs') return ofTensor(property.key, place === undefined, context);
  return place && valueSpecOf(place)?.kind === 'condition' ? aCondition : undefined;
}

function ofTensor(name: string, isInList: boolean, context: ProposalContext): Wanted | undefined {
  const tensor = tensorNamed(name, context);
  return (
    tensor && { takes: (type) => (isInList || !isWide(tensor) ? isScalarFor(tensor, type) : isVectorFor(tensor, type)) }
  );
}

function ofArgument(argument: ast.Argument, context: ProposalContext): Wanted | undefined {
  const call = argument.$container;
  if (ast.isFlowRun(call)) {
    const type = parameterOfRun(argument, context);
    return type && ofFamily(familyOf(type));
  }
  const pattern = ast.isCall(call) ? parameterAt(call, argument.$containerIndex ?? 0)?.type : undefined;
  switch (pattern) {
    case undefined:
    case 'any':
      return undefined;
    case 'T':
      return likeValue((call as ast.Call).arguments.find((one) => one !== argument)?.value, context);
    case 'N':
    case 'number':
    case 'real':
      return aNumber;
    case 'list':
    case 'numbers':
      return { takes: ({ kind }) => kind === 'list' || kind === 'vector' };
    default:
      return ofFamily(familyOf({ kind: 'scalar', name: pattern, nullable: false }));
  }
}

/** What the function takes at a place; of several signatures only what all say. */
export function parameterAt({ function: name, $container }: ast.Call, index: number): ParameterSpec | undefined {
  const isAggregate = ast.isFieldItem($container) && ast.isAggregateNode($container.$container);
  const signatures: readonly Signature[] = (isAggregate ? aggregateNamed(name) : functionNamed(name))?.signatures ?? [];
  const found = signatures.map(({ parameters }) => {
    const last = parameters.at(-1);
    return parameters[index] ?? (last?.repeated ? last : undefined);
  });
  const [first] = found;
  return found.every((one) => one?.type === first?.type) ? first : undefined;
}
