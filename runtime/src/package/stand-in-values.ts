import type { Flow, Parameter } from '@millrace/grammar/syntax';

/** For every parameter without a default some text that its type can be read from: what a flow needs does not depend on it. */
export function standInValues(flow: Flow): Record<string, string> {
  const open = flow.parameters.filter((parameter) => parameter.default === undefined);
  return Object.fromEntries(open.map((parameter) => [parameter.name, standIn(parameter)]));
}

const byScalar: Readonly<Record<string, string>> = {
  bool: 'false',
  string: 'x',
  timestamp: '2000-01-01T00:00:00Z',
  date: '2000-01-01',
  duration: '1s',
};

function standIn({ type: { base } }: Parameter): string {
  return base.$type === 'ScalarReference' ? (byScalar[base.name] ?? '1') : '1';
}
