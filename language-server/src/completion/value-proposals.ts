/** Values of properties and options, from the catalogue. */
import { durationMs, runners, type ValueSpec, type WordSpec } from '@millrace/grammar';
import { CompletionItemKind } from 'vscode-languageserver';
import type { Proposal } from './proposal.ts';

const secretDoc = 'The name of a secret, whose value is found when the flow runs.';

/** undefined: any expression may stand here. */
export function valueProposals(value: ValueSpec | undefined): Proposal[] | undefined {
  switch (value?.kind) {
    case 'word':
      return value.words.map((word) => wordProposal(word, word.name));
    case 'boolean':
      return ['true', 'false'].map((name) => wordProposal({ name, doc: '' }, name));
    case 'string':
      return (value.choices ?? []).map((word) => wordProposal(word, `"${word.name}"`));
    case 'call':
      return runners.map((spec) => callProposal(spec.name, spec.doc));
    case 'either':
      return eitherProposals(value.of);
    case 'duration':
      return durations(value);
    case 'secret':
      return [{ label: 'secret', kind: CompletionItemKind.Function, doc: secretDoc, snippet: 'secret("$1")', rank: 1 }];
    case 'digest':
    case 'entries':
    case 'path':
    case 'url':
    case 'integer':
    case 'object':
      return [];
    default:
      return undefined;
  }
}

/** Some that people write, where any may be written. */
export function durations({
  minMs = 0,
  maxMs = Number.POSITIVE_INFINITY,
}: {
  minMs?: number;
  maxMs?: number;
}): Proposal[] {
  return ['100ms', '1s', '10s', '1m', '5m', '1h', '1d']
    .filter((text) => durationMs(text) >= minMs && durationMs(text) <= maxMs)
    .map((label) => ({ label, kind: CompletionItemKind.Value, detail: 'duration' }));
}

function eitherProposals(values: ValueSpec[]): Proposal[] | undefined {
  const proposals = values.map(valueProposals);
  return proposals.includes(undefined) ? undefined : proposals.flatMap((some) => some ?? []);
}

/** Inside the quotes of a string. */
export function choiceProposals(value: ValueSpec | undefined): Proposal[] {
  if (value?.kind !== 'string') return [];
  return (value.choices ?? []).map((word) => wordProposal(word, word.name));
}

function wordProposal({ doc }: WordSpec, label: string): Proposal {
  return { label, kind: CompletionItemKind.EnumMember, doc, rank: 1 };
}

export function callProposal(name: string, doc: string, given = '"$1"'): Proposal {
  return { label: name, kind: CompletionItemKind.Function, doc, snippet: `${name}(${given})`, rank: 1 };
}
