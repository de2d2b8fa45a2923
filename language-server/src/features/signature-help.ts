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
import { type CallableAt, callableAt } from '../signatures/callable-at.ts';
import { activeParameter, type CallSignature, takes } from '../signatures/signature.ts';
import { signaturesOf } from '../signatures/signatures-of.ts';

interface Shown {
  kind: MarkupKind;
  /** Whether parameters are told by their place in the label; else by their words. */
  hasOffsets: boolean;
}

/** Signature help: what may be written between the brackets around the cursor, and which part of it the cursor is at. */
export class FlowSignatureHelp implements SignatureHelpProvider {
  readonly signatureHelpOptions = { triggerCharacters: ['(', ','], retriggerCharacters: [',', ':', ')'] };
  private readonly services: FlowLanguageServices;

  constructor(services: FlowLanguageServices) {
    this.services = services;
  }

  provideSignatureHelp(
    document: LangiumDocument,
    { position, context }: SignatureHelpParams,
  ): SignatureHelp | undefined {
    const file = document as LangiumDocument<ast.FlowFile>;
    const at = callableAt(this.services, file, document.textDocument.offsetAt(position));
    const signatures = at === undefined ? [] : signaturesOf(at.callable, file.parseResult.value);
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
function chosenSignature(signatures: readonly CallSignature[], { before }: CallableAt, shown = 0): number {
  const fits = (signature: CallSignature | undefined) => signature !== undefined && takes(signature, before.length + 1);
  return fits(signatures[shown]) ? shown : Math.max(0, signatures.findIndex(fits));
}

/** An index behind the last one marks none. */
function shownIndex(signature: CallSignature, at: CallableAt): number {
  const index = activeParameter(signature, at);
  return index < 0 ? signature.parameters.length : index;
}

function informationOf(signature: CallSignature, at: CallableAt, { kind, hasOffsets }: Shown): SignatureInformation {
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
