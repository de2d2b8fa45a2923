import { nodeKinds, runners as runnerSpecs } from '@millrace/grammar';
import { nodeBehaviours, runners } from 'millrace';
import { expect, test } from 'vitest';

test('every node kind of the catalogue has a behaviour, and no other', () => {
  // A use is expanded into the nodes of its flow before anything runs.
  const runnable = nodeKinds.filter(({ name }) => name !== 'use');
  expect(Object.keys(nodeBehaviours).sort()).toEqual(runnable.map(({ name }) => name).sort());
  for (const [name, { kind }] of Object.entries(nodeBehaviours)) expect(kind).toBe(name);
});

test('every runner of the catalogue is there, and no other', () => {
  expect(Object.keys(runners).sort()).toEqual(runnerSpecs.map(({ name }) => name).sort());
});
