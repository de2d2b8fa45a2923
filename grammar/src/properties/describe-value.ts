import { printDuration } from '../analysis/duration.ts';
import type { ValueSpec } from '../catalog/spec.ts';

/** What a value has to be, for a message: `"max" wants a whole number from 1 to 100`. */
export function describeValue(spec: ValueSpec): string {
  switch (spec.kind) {
    case 'word':
      return oneOf(spec.words.map(({ name }) => name));
    case 'string':
      if (spec.choices !== undefined) return oneOf(spec.choices.map(({ name }) => `"${name}"`));
      return spec.length === undefined ? 'a text in quotes' : `a text of ${characters(spec.length)}`;
    case 'path':
      if (spec.holds === 'files') return 'the path of a folder in quotes, such as "out"';
      return `the path of a file in quotes, such as "data/file${spec.extensions[0] ?? ''}"`;
    case 'integer':
      return `a whole number${bounds(spec.min, spec.max, String)}`;
    case 'duration':
      return `a duration such as 10ms, 5s or 2m${bounds(spec.minMs, spec.maxMs, printDuration)}`;
    case 'boolean':
      return 'true or false';
    case 'size':
      return `a size such as 64KiB or 4MiB${bounds(spec.minBytes, undefined, printBytes)}`;
    case 'condition':
      return 'a condition';
    case 'either':
      return spec.of.map(describeValue).join(' or ');
    case 'object':
      return `an object: { ${spec.properties.map(({ name }) => `${name}: …`).join(', ')} }`;
    case 'entries':
      return `an object: { ${spec.example} }`;
    case 'secret':
      return 'a secret such as secret("NAME")';
    case 'url':
      return `an address such as "${spec.example}"`;
    case 'call':
      return 'a runner such as node("steps/step.ts", export: "step")';
    case 'columns':
      if (spec.word === undefined) return 'a list of columns such as [id, amount]';
      return `a list of columns such as [id, amount] or [* except (id)], or ${spec.word}`;
    case 'contract':
      return 'names with their types: { features: float32[38] }';
    case 'digest':
      return 'a digest "sha256:…" of 64 hexadecimal digits';
    case 'mapping':
      return spec.from === 'model inputs' ? 'an object: { input: column }' : 'an object: { column: output }';
  }
}

function oneOf(words: string[]): string {
  return words.length <= 1 ? (words[0] ?? 'nothing') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

function characters(count: number): string {
  return count === 1 ? 'one character' : `${count} characters`;
}

function printBytes(bytes: number): string {
  return `${bytes}B`;
}

function bounds(min: number | undefined, max: number | undefined, print: (value: number) => string): string {
  if (min !== undefined && max !== undefined) return ` from ${print(min)} to ${print(max)}`;
  if (min !== undefined && min > 0) return ` of at least ${print(min)}`;
  return max === undefined ? '' : ` of at most ${print(max)}`;
}
