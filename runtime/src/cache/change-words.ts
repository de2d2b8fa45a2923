import type { Change } from './changes.ts';

/** A change in words: `data/payments.csv has changed`, `its definition has changed`, `Node 22 is now 24`. */
export function changeWords({ component, before, now }: Change): string {
  const [kind = '', ...rest] = component.split(' ');
  const name = rest.join(' ');
  if (now === 'unknown') return unknownWords(component, name);
  if (component in versionNames) return versionWords(versionNames[component] as string, before, now);
  const what = subject(kind, name);
  if (before === undefined) return `${what} is new`;
  if (now === undefined) return `${what} is gone`;
  if (now === 'missing') return `${what} is not there any more`;
  return `${what} has changed`;
}

const versionNames: Readonly<Record<string, string>> = {
  millrace: 'Millrace',
  node: 'Node',
  python: 'Python',
  duckdb: 'DuckDB',
  'onnxruntime-node': 'ONNX Runtime',
};

function versionWords(name: string, before: string | undefined, now: string | undefined): string {
  if (before === undefined || now === undefined) return `${name} is ${now === undefined ? 'not ' : ''}used now`;
  return `${name} ${before} is now ${now}`;
}

function unknownWords(component: string, name: string): string {
  if (component === 'cache: off') return 'it says cache: off';
  if (component === 'secrets') return 'it uses a secret, and values of secrets are not kept';
  if (component === 'answers') return 'it waits for answers until a time, and that passes';
  if (component.startsWith('output ')) return `what it writes to (${name}) others may change too`;
  return component.startsWith('data ')
    ? `what it reads (${name}) cannot be compared with an earlier state`
    : `what comes by "${component}" cannot be compared with an earlier state`;
}

function subject(kind: string, name: string): string {
  const subjects: Readonly<Record<string, string>> = {
    text: 'its definition',
    model: 'its model',
    answers: 'what people have answered',
    parameters: 'a parameter it uses',
    code: name,
    data: name,
    input: `its input ${name}`,
    after: `what it waits for, ${name},`,
  };
  return subjects[kind] ?? `${kind} ${name}`.trim();
}
