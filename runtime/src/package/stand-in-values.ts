import type { FlowSignature, Type } from '@millrace/grammar';

/** For every parameter without a default some text that its type can be read from: what a flow needs does not depend on it. */
export function standInValues({ parameters }: FlowSignature): Record<string, string> {
  const open = parameters.filter((parameter) => !parameter.isOptional);
  return Object.fromEntries(open.map(({ name, type }) => [name, standIn(type)]));
}

const byScalar: Readonly<Record<string, string>> = {
  bool: 'false',
  string: 'x',
  timestamp: '2000-01-01T00:00:00Z',
  date: '2000-01-01',
  duration: '1s',
};

function standIn(type: Type): string {
  return type.kind === 'scalar' ? (byScalar[type.name] ?? '1') : '1';
}
