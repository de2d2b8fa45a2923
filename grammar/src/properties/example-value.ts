import { printDuration } from '../analysis/duration.ts';
import type { ValueSpec } from '../catalog/spec.ts';

/** The text of a value that the spec takes: what an editor puts where a person has to fill something in. */
export function exampleValue(spec: ValueSpec): string {
  switch (spec.kind) {
    case 'word':
      return spec.words[0]?.name ?? '';
    case 'string':
      return JSON.stringify(spec.choices?.[0]?.name ?? 'x'.repeat(spec.length ?? 0));
    case 'path':
      if (spec.holds === 'files') return '"out"';
      return `"data/file${spec.extensions[0] ?? ''}"`;
    case 'integer':
      return String(spec.example ?? spec.min ?? 1);
    case 'duration':
      return printDuration(Math.max(spec.minMs ?? 0, Math.min(60_000, spec.maxMs ?? 60_000)));
    case 'boolean':
    case 'condition':
      return 'true';
    case 'size':
      return '1MiB';
    case 'either':
      return spec.of[0] === undefined ? '' : exampleValue(spec.of[0]);
    case 'object':
      return exampleObject(spec);
    case 'entries':
      return `{ ${spec.example} }`;
    case 'secret':
      return 'secret("NAME")';
    case 'url':
      return JSON.stringify(spec.example);
    case 'call':
      return 'node("steps/step.ts", export: "step")';
    case 'columns':
      return spec.word ?? '[]';
    case 'contract':
      return '{ value: float32 }';
    case 'digest':
      return `"sha256:${'0'.repeat(64)}"`;
    case 'mapping':
      return '{ }';
  }
}

function exampleObject({ properties }: Extract<ValueSpec, { kind: 'object' }>): string {
  const required = properties.filter((property) => property.required);
  return `{ ${required.map(({ name, value }) => `${name}: ${exampleValue(value)}`).join(', ')} }`;
}
