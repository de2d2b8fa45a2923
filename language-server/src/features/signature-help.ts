import type * as ast from '@millrace/grammar/syntax';
import type { LangiumDocument } from 'langium';
import type { SignatureHelpProvider } from 'langium/lsp';
import type {
  MarkupContent,
  MarkupKind,
  ParameterInformation,
  SignatureHelp,
  SignatureHelpParams,
  SignatureInformation,
} from 'vscode-languageserver';
import type { FlowLanguageServices } from '../services.ts';
import { callableAt } from '../signatures/callable-at.ts';
import { modelAt } from '../signatures/model-at.ts';
import { activeParameter, type CallSignature, type GivenArguments, takes } from '../signatures/signature.ts';
import { signaturesOf } from '../signatures/signatures-of.ts';

interface Shown {
  kind: MarkupKind;
  /** Whether parameters are told by their place in the label; else by their words. */
  hasOffsets: boolean;
}

/** Signature help: what may be written between the brackets around the cursor, or what the model takes whose inputs are filled there, and which part of it the cursor is at. */
export class FlowSignatureHelp implements SignatureHelpProvider {
  readonly signatureHelpOptions = { triggerCharacters: ['(', ',', '['], retriggerCharacters: [',', ':', ')'] };
  private readonly services: FlowLanguageServices;

  constructor(services: FlowLanguageServices) {
    this.services = services;
  }

  provideSignatureHelp(
    document: LangiumDocument,
    { position, context }: SignatureHelpParams,
  ): SignatureHelp | undefined {
    const file = document as LangiumDocument<ast.FlowFile>;
    const offset = document.textDocument.offsetAt(position);
    const call = callableAt(this.services, file, offset);
    const model = call === undefined ? modelAt(this.services, file, offset) : undefined;
    const at: GivenArguments | undefined = call ?? model?.given;
    const signatures = call ? signaturesOf(call.callable, file.parseResult.value) : model ? [model.signature] : [];
    if (at === undefined || signatures.length === 0) return undefined;
    const { Client } = this.services.host;
    const how: Shown = {
      kind: Client.markup((can) => can.textDocument?.signatureHelp?.signatureInformation?.documentationFormat),
      hasOffsets: Client.can(
        (can) => can.textDocument?.signatureHelp?.signatureInformation?.parameterInformation?.labelOffsetSupport,
      ),
    };
    const chosen = chosenSignature(signatures, at, context?.activeSignatureHelp?.activeSignature);
    const active = signatures[chosen];
    return {
      signatures: signatures.map((signature) => informationOf(signature, at, how)),
      activeSignature: chosen,
      activeParameter: active && shownIndex(active, at),
    };
  }
}

/** The one that a person has turned to stays, as long as it takes what is written; else the first that does. */
function chosenSignature(signatures: readonly CallSignature[], { before }: GivenArguments, shown = 0): number {
  const fits = (signature: CallSignature | undefined) => signature !== undefined && takes(signature, before.length + 1);
  return fits(signatures[shown]) ? shown : Math.max(0, signatures.findIndex(fits));
}

/** An index behind the last one marks none. */
function shownIndex(signature: CallSignature, at: GivenArguments): number {
  const index = activeParameter(signature, at);
  return index < 0 ? signature.parameters.length : index;
}

function informationOf(
  signature: CallSignature,
  at: GivenArguments,
  { kind, hasOffsets }: Shown,
): SignatureInformation {
  const { name, parameters, result = '', doc } = signature;
  let label = `${name}(`;
  const places = parameters.map((parameter, index): ParameterInformation => {
    label += index === 0 ? '' : ', ';
    const start = label.length;
    label += parameter.label;
    const place: [number, number] = [start, label.length];
    return { label: hasOffsets ? place : parameter.label, ...documented(parameter.doc, kind) };
  });
  return {
    label: `${label})${result}`,
    parameters: places,
    activeParameter: shownIndex(signature, at),
    ...documented(doc, kind),
  };
}

function documented(doc: string | undefined, kind: MarkupKind): { documentation?: MarkupContent } {
  if (doc === undefined) return {};
  return { documentation: { kind, value: kind === 'markdown' ? doc : doc.replace(/```\w*\n|\n```|`/g, '') } };
}
