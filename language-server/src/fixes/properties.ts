/** Properties and options: what is missing is filled in, what is there twice goes, and a value gets the form that is wanted. */
import { nearNames, type PropertySpec, printDuration } from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import type { TextEdit } from 'vscode-languageserver';
import { removeItem } from './editing/lists.ts';
import { writtenName } from './editing/names.ts';
import { addArgument, addProperty } from './editing/properties.ts';
import { insert, replacePlace, spanOf, textAround, textOf } from './editing/spans.ts';
import { type Fix, type Mend, type Mistake, preferred } from './fix.ts';

type Wanted = PropertySpec['value'];

export const missingProperties: Fix = {
  codes: ['FLOW121'],
  mends(mistake) {
    const { property } = mistake.facts;
    return property === undefined ? [] : preferred(`Add "${property}"`, added(mistake, property));
  },
};

function added({ node, facts }: Mistake, property: string): TextEdit | undefined {
  const value = property === 'run' && ast.isTaskNode(node) ? exampleStep(node) : (facts.example ?? '');
  const isCall = ast.isCall(node) || ast.isSource(node);
  if (!isCall) return addProperty(node, `${writtenName(property)}: ${value}`);
  // The first that is wanted is the file, which stands without its name.
  return addArgument(node, node.arguments.length === 0 ? value : `${writtenName(property)}: ${value}`);
}

function exampleStep({ name }: ast.TaskNode): string {
  return `node(${JSON.stringify(`steps/${name}.ts`)}, export: ${JSON.stringify(name)})`;
}

export const wrongValues: Fix = {
  codes: ['FLOW122'],
  mends({ facts: { wanted }, diagnostic }) {
    const text = textOf(diagnostic.place);
    const values = wanted === undefined ? [] : [...new Set(valuesFor(wanted, text))].filter((value) => value !== text);
    return values.map((value, index) => {
      return { title: `Change to ${value}`, edits: [replacePlace(diagnostic.place, value)], isPreferred: index === 0 };
    });
  },
};

/** What was probably meant, the likeliest first. */
function valuesFor(wanted: Wanted, text: string): string[] {
  const plain = text.replace(/^"(.*)"$/s, '$1');
  if (wanted.kind === 'either') return wanted.of.flatMap((one) => valuesFor(one, text)).slice(0, 5);
  if (wanted.kind === 'word') return chosen(wanted.words, plain);
  if (wanted.kind === 'string' && wanted.choices !== undefined) return chosen(wanted.choices, plain).map(quoted);
  if (wanted.kind === 'string' || wanted.kind === 'path')
    return wanted.kind === 'string' && wanted.length !== undefined ? [] : [quoted(plain)];
  if (wanted.kind === 'boolean') return /^(true|false)$/i.test(plain) ? [plain.toLowerCase()] : [];
  if (wanted.kind === 'integer') return wholeNumber(plain, wanted);
  if (wanted.kind === 'duration') return durations(plain, wanted);
  return wanted.kind === 'size' && /^\d+$/.test(plain) ? [`${plain}MiB`, `${plain}KiB`] : [];
}

/** Those that are near; where none is, all of a few. */
function chosen(words: readonly { name: string }[], text: string): string[] {
  const names = words.map(({ name }) => name);
  const near = nearNames(text, names);
  return near.length > 0 ? near : names.slice(0, 5);
}

function quoted(text: string): string {
  return JSON.stringify(text);
}

function wholeNumber(text: string, { min, max }: Extract<Wanted, { kind: 'integer' }>): string[] {
  const value = Number(text);
  if (text === '' || Number.isNaN(value)) return [];
  const whole = Math.round(value);
  return [String(Math.min(max ?? whole, Math.max(min ?? whole, whole)))];
}

function durations(text: string, { minMs, maxMs }: Extract<Wanted, { kind: 'duration' }>): string[] {
  if (/^\d+(\.\d+)?$/.test(text) && Number(text) > 0) return [`${text}s`, `${text}ms`, `${text}m`];
  if (/^\d+(\.\d+)?(ms|s|m|h|d)$/.test(text)) return [minMs, maxMs].flatMap((ms) => (ms ? [printDuration(ms)] : []));
  return [];
}

/** The second goes, or the first, as a person likes. */
export const givenTwice: Fix = {
  codes: ['FLOW123', 'FLOW129'],
  mends({ node, diagnostic }): Mend[] {
    const first = diagnostic.related?.[0]?.place.node;
    const other = first === undefined ? [] : [{ title: 'Remove the first one', edits: [removeItem(first)] }];
    return [...preferred('Remove this one', removeItem(node)), ...other];
  },
};

export const namelessOptions: Fix = {
  codes: ['FLOW128'],
  mends({ facts: { candidates = [] }, node }) {
    if (!ast.isArgument(node)) return [];
    return candidates.slice(0, 5).map((name, index) => {
      const edits = [insert(textAround(node), spanOf({ node }).offset, `${name}: `)];
      return { title: `Name it "${name}"`, edits, isPreferred: index === 0 };
    });
  },
};

/** Who has no key can still write all, or write anew. */
export const keylessUpserts: Fix = {
  codes: ['FLOW272'],
  mends: ({ diagnostic }) =>
    ['"append"', '"replace"'].map((value) => ({
      title: `Change to ${value}`,
      edits: [replacePlace(diagnostic.place, value)],
    })),
};

/** Only where an option takes a secret: a parameter is none. */
export const openAddresses: Fix = {
  codes: ['FLOW604'],
  mends({ node, diagnostic }) {
    const owner = node.$container;
    if (!ast.isArgument(owner) || !ast.isSource(owner.$container)) return [];
    const name = `${owner.$container.dataset.$refText.toUpperCase()}_URL`;
    return preferred('Write a secret instead', replacePlace(diagnostic.place, `secret("${name}")`));
  },
};
