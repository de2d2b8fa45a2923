import fc from 'fast-check';
import { pageHtml, parsePageMessage } from 'millrace-vscode';
import { expect, test } from 'vitest';

test.each([
  { type: 'ready' },
  { type: 'stop-run' },
  { type: 'reveal', flow: 'F', node: 'n' },
  { type: 'choose-flow', flow: 'F' },
  { type: 'run-flow', flow: 'F' },
  { type: 'open-artefact', index: 0 },
])('takes $type as it is', (message) => {
  expect(parsePageMessage(message)).toEqual(message);
});

test.each([
  ['nothing', undefined],
  ['text', 'ready'],
  ['an unknown type', { type: 'run-shell', command: 'rm' }],
  ['a type of the prototype', { type: 'constructor' }],
  ['a missing field', { type: 'reveal', flow: 'F' }],
  ['a field of another type', { type: 'reveal', flow: 'F', node: ['n'] }],
  ['an empty name', { type: 'choose-flow', flow: '' }],
  ['a name without end', { type: 'choose-flow', flow: 'x'.repeat(2000) }],
  ['an index that is none', { type: 'open-artefact', index: -1 }],
  ['a broken index', { type: 'open-artefact', index: 0.5 }],
])('refuses %s', (_, value) => {
  expect(parsePageMessage(value)).toBeUndefined();
});

test('leaves out what a message does not have', () => {
  expect(parsePageMessage({ type: 'ready', command: 'x' })).toEqual({ type: 'ready' });
});

test('never throws, whatever a page sends', () => {
  fc.assert(fc.property(fc.anything(), (value) => void parsePageMessage(value)));
});

test('a page runs its own script and nothing else', () => {
  const parts = { title: 'T', source: 'https://page', script: 's.js', style: 's.css', nonce: 'abc' };
  const html = pageHtml({ ...parts, layoutWorker: 'w.js' });
  const policy = /content="([^"]*)"/.exec(html)?.[1] ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'nonce-abc'");
  expect(policy).not.toContain('unsafe');
  expect(html.match(/<script/g)).toHaveLength(1);
  expect(pageHtml(parts)).not.toContain('worker-src');
});
