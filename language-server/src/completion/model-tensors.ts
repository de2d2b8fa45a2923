/** Inputs and outputs of the model a half-typed `infer` names, and what columns fill them [N4]. */
import {
  isNullable,
  isNumber,
  type ModelSignature,
  type ModelTensor,
  type RecordType,
  signatureOf,
  type Type,
} from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import { CompletionItemKind } from 'vscode-languageserver';
import { declarationsInScope } from '../cursor/declarations-in-scope.ts';
import { writtenName } from '../fixes/editing/names.ts';
import { printOutput, printTensor } from '../markdown/signature-table.ts';
import { inputRecord } from './input-record.ts';
import type { Proposal, ProposalContext } from './proposal.ts';

/** Those that no column of their name fills come first. */
export function modelInputNames(context: ProposalContext): Proposal[] {
  const record = inputRecord(context.flow, context.statement);
  return (signatureAt(context)?.inputs ?? []).map((tensor) => {
    const label = writtenName(tensor.name);
    const isOpen = !isFilledByName(tensor, record);
    return {
      label,
      kind: CompletionItemKind.Property,
      detail: printTensor(tensor),
      snippet: `${label}: ${isWide(tensor) ? '[$1]' : '$1'}`,
      rank: isOpen ? 1 : 2,
      isBest: isOpen,
      ...(label !== tensor.name && { filter: tensor.name }),
    };
  });
}

export function modelOutputNames(context: ProposalContext): Proposal[] {
  return (signatureAt(context)?.outputs ?? []).map((output) => ({
    label: writtenName(output.name),
    kind: CompletionItemKind.Value,
    detail: printOutput(output),
    rank: 1,
  }));
}

export function tensorNamed(name: string, context: ProposalContext): ModelTensor | undefined {
  return signatureAt(context)?.inputs.find((tensor) => tensor.name === name);
}

function signatureAt({ statement, file, services }: ProposalContext): ModelSignature | undefined {
  if (!ast.isInferNode(statement)) return undefined;
  return signatureNamed(statement.model?.$refText, file, services);
}

export function signatureNamed(
  name: string | undefined,
  file: ast.FlowFile,
  { host }: ProposalContext['services'],
): ModelSignature | undefined {
  const model = declarationsInScope(file).find((item) => ast.isModel(item) && item.name === name);
  return ast.isModel(model) ? signatureOf(model, host.Ports) : undefined;
}

/** The inputs that still need a mapping. */
export function openInputs({ inputs }: ModelSignature, record: RecordType | undefined): ModelTensor[] {
  return inputs.filter((tensor) => !isFilledByName(tensor, record));
}

function isFilledByName(tensor: ModelTensor, record: RecordType | undefined): boolean {
  const field = record?.fields.find(({ name }) => name === tensor.name);
  // Null fills nothing.
  if (field === undefined || isNullable(field.type)) return false;
  return isWide(tensor) ? isVectorFor(tensor, field.type) : isScalarFor(tensor, field.type);
}

/** It takes several values of a record. */
export function isWide({ dimensions = [] }: ModelTensor): boolean {
  return dimensions.length > 1 && dimensions.slice(1).some((size) => size !== 1);
}

/** Numbers and bools are cast; text fills text only. */
export function isScalarFor({ element }: ModelTensor, type: Type): boolean {
  if (element === 'string') return type.kind === 'scalar' && type.name === 'string';
  return isNumber(type) || (type.kind === 'scalar' && type.name === 'bool');
}

export function isVectorFor(tensor: ModelTensor, type: Type): boolean {
  return type.kind === 'vector' && isScalarFor(tensor, { kind: 'scalar', name: type.element, nullable: false });
}
