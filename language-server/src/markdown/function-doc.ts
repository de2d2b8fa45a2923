import { type FunctionSpec, printSignature } from '@millrace/grammar';
import { fenced } from './fenced.ts';

/** The first signature, with how many more there are. */
export function signatureLine(spec: FunctionSpec): string {
  const [first, ...more] = signaturesOf(spec);
  return (first ?? spec.name) + (more.length === 0 ? '' : ` (+${more.length})`);
}

export function functionDoc(spec: FunctionSpec): string {
  const example = `${spec.example.text}  // ${JSON.stringify(spec.example.value)}`;
  return [fenced(signaturesOf(spec).join('\n')), spec.doc, fenced(example)].join('\n\n');
}

/** Two signatures that a person cannot tell apart are one. */
function signaturesOf(spec: FunctionSpec): string[] {
  return [...new Set(spec.signatures.map((signature) => printSignature(spec, signature)))];
}
