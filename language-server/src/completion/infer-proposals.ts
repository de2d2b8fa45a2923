/** An `infer`: models by what they need to be filled, and columns for an input of one. */
import type { ModelTensor, RecordType } from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import { CompletionItemKind } from 'vscode-languageserver';
import { mappingAround } from '../catalogue/spec-at.ts';
import { declarationsInScope } from '../cursor/declarations-in-scope.ts';
import { writtenName } from '../fixes/editing/names.ts';
import { signatureTable } from '../markdown/signature-table.ts';
import { fieldsInScope, without } from './field-proposals.ts';
import { declaredElsewhere } from './import-proposals.ts';
import { inputRecord } from './input-record.ts';
import { isScalarFor, isWide, openInputs, signatureNamed, tensorNamed } from './model-tensors.ts';
import type { Proposal, ProposalContext } from './proposal.ts';
import { wantedAt } from './wanted-type.ts';

/** What of it no column fills by its name is written out, for the person to fill. */
export function modelNames(context: ProposalContext): Proposal[] {
  const { file, flow, statement } = context;
  const record = inputRecord(flow, statement);
  const isInfer = ast.isInferNode(context.place.node);
  const models = declarationsInScope(file).filter((item) => ast.isModel(item) && item.name);
  return [
    ...models.map((model) => modelProposal((model as ast.Model).name, record, isInfer, context)),
    ...declaredElsewhere({ ...context, document: context.cursor.document }, ast.isModel),
  ];
}

function modelProposal(
  name: string,
  record: RecordType | undefined,
  isInfer: boolean,
  context: ProposalContext,
): Proposal {
  const signature = signatureNamed(name, context.file, context.services);
  const label = writtenName(name);
  const plain: Proposal = {
    label,
    kind: CompletionItemKind.Class,
    detail: 'model',
    doc: signature && (() => signatureTable(signature)),
    rank: 2,
  };
  if (!isInfer) return plain;
  if (signature === undefined) return { ...plain, snippet: `${label} {\n\t$0\n}` };
  const open = openInputs(signature, record);
  if (open.length === 0) return { ...plain, rank: 1, isBest: true };
  const mappings = open.map((tensor, index) => `${writtenName(tensor.name)}: ${stopFor(tensor, index + 1)}`);
  return { ...plain, snippet: `${label} {\n\tinputs: { ${mappings.join(', ')} }\n}` };
}

function stopFor(tensor: ModelTensor, index: number): string {
  return isWide(tensor) ? `[$${index}]` : `$${index}`;
}

/** Columns for an input of the model: those that are not in its list yet, and for a vector all at once. */
export function filledInput(context: ProposalContext): Proposal[] | undefined {
  const { node } = context.place;
  const list = ast.isListLiteral(node.$container) ? node.$container : undefined;
  const property = (list ?? node).$container;
  if (!ast.isProperty(property) || mappingAround(property)?.from !== 'model inputs') return undefined;
  const fields = fieldsInScope(context, wantedAt(context));
  if (list === undefined) return [...wholeVector(property.key, context), ...fields];
  const taken = list.items.flatMap((item) => (ast.isReference(item) && item !== node ? [item.name] : []));
  return without(fields, new Set(taken));
}

/** Where as many columns fit as the input is wide, they are most probably meant. */
function wholeVector(name: string, context: ProposalContext): Proposal[] {
  const tensor = tensorNamed(name, context);
  if (tensor === undefined || !isWide(tensor)) return [];
  const columns = inputRecord(context.flow, context.statement)?.fields ?? [];
  const fitting = columns.filter(({ type }) => isScalarFor(tensor, type)).map((field) => writtenName(field.name));
  const isExact = fitting.length === tensor.dimensions?.at(-1);
  const some: Proposal = {
    label: '[…]',
    filter: '[',
    kind: CompletionItemKind.Value,
    snippet: '[$1]',
    detail: 'columns',
    rank: 3,
  };
  if (!isExact) return [some];
  const all = `[${fitting.join(', ')}]`;
  return [
    { label: all, kind: CompletionItemKind.Value, detail: `${fitting.length} columns`, rank: 0.5, isBest: true },
    some,
  ];
}
