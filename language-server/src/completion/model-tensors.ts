/** Inputs and outputs of the model a half-typed `infer` names. */
import { type ModelOutput, type ModelSignature, signatureOf } from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import { CompletionItemKind } from 'vscode-languageserver';
import { printOutput, printTensor } from '../markdown/signature-table.ts';
import { declarationsInScope } from './name-proposals.ts';
import type { Proposal, ProposalContext } from './proposal.ts';

export function modelInputNames(context: ProposalContext): Proposal[] {
  return (signatureAt(context)?.inputs ?? []).map((tensor) => ({
    label: tensor.name,
    kind: CompletionItemKind.Property,
    detail: printTensor(tensor),
    snippet: `${tensor.name}: $1`,
    rank: 1,
  }));
}

export function modelOutputNames(context: ProposalContext): Proposal[] {
  return (signatureAt(context)?.outputs ?? []).map((output: ModelOutput) => ({
    label: output.name,
    kind: CompletionItemKind.Value,
    detail: printOutput(output),
    rank: 1,
  }));
}

function signatureAt({ statement, file, services }: ProposalContext): ModelSignature | undefined {
  if (!ast.isInferNode(statement)) return undefined;
  const name = statement.model?.$refText;
  const model = declarationsInScope(file).find((item) => ast.isModel(item) && item.name === name);
  return ast.isModel(model) ? signatureOf(model, services.host.Ports) : undefined;
}
