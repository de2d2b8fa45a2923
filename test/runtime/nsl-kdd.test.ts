import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nslKdd, nslKddMissing } from '../support/nsl-kdd.ts';
import { runFlow } from '../support/run-flow.ts';

/**
 * Real network connections through models that scikit-learn trained, against scikit-learn's own scores: all 22,544 records.
 * The first model takes a vector of 38 columns and three texts; the second has a ZipMap behind its label.
 */
const texts = ['protocol_type', 'service', 'flag', 'attack'];

function flowText(header: readonly string[]): string {
  const fields = header.map(
    (name) => `  ${name}: ${name === 'id' ? 'int32' : texts.includes(name) ? 'string' : 'float64'}`,
  );
  return `
schema Connection {
${fields.join('\n')}
}

model Perceptron { file: "intrusion-mlp.onnx" }
model Trees { file: "intrusion-gbt.onnx" }

flow Intrusions {
  read connections: Connection from csv("test.csv")

  infer attacks(connections) with Perceptron {
    inputs:  { numeric: [* except (id, protocol_type, service, flag, attack)] }
    outputs: { probability: attack_probability }
    keep:    [id]
  }
  write probabilities(attacks) to csv("out/probabilities.csv")

  infer classes(connections) with Trees {
    inputs:  { numeric: [* except (id, protocol_type, service, flag, attack)] }
    outputs: { label: label, probabilities: probabilities }
    keep:    [id]
  }
  write scored(classes) to jsonl("out/classes.jsonl")
}
`;
}

/** Rows of a CSV without quotes, by column. */
function readTable(file: string): Record<string, string>[] {
  const [header = [], ...rows] = readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.trimEnd().split(','));
  return rows.map((row) => Object.fromEntries(header.map((name, i) => [name, row[i] ?? ''])));
}

/** The lines of `classes`, with the probability of an attack (label 1) as a column. */
function readLines(file: string): Record<string, string>[] {
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  return lines
    .map((line) => JSON.parse(line))
    .map(({ id, label, probabilities }) => ({
      id: String(id),
      label: String(label),
      attack: String(probabilities[1]),
    }));
}

/** For each id how far two numbers are apart, where that is more than `tolerance`. */
function differences(actual: Record<string, string>[], column: string, wanted: string, tolerance: number): string[] {
  const byId = new Map(expected.map((row) => [row.id, Number(row[wanted])]));
  return actual
    .filter((row) => !(Math.abs(Number(row[column]) - (byId.get(row.id) ?? Number.NaN)) <= tolerance))
    .map((row) => `record ${row.id}: ${row[column]}, not ${byId.get(row.id)}`);
}

/** scikit-learn compares in double precision, the model in single: at a split of a tree these two fall on the other side. */
const roundedAcrossASplit = ['record 411', 'record 11057'];

let folder = '';
let expected: Record<string, string>[] = [];

describe('network connections', () => {
  beforeAll(() => {
    if (nslKddMissing !== undefined) return;
    folder = mkdtempSync(path.join(tmpdir(), 'millrace-nsl-kdd-'));
    for (const file of ['test.csv', 'intrusion-mlp.onnx', 'intrusion-gbt.onnx']) {
      copyFileSync(nslKdd(file), path.join(folder, file));
    }
    const [header = ''] = readFileSync(nslKdd('test.csv'), 'utf8').split('\n', 1);
    writeFileSync(path.join(folder, 'main.flow'), flowText(header.trim().split(',')));
    expected = readTable(nslKdd('expected.csv'));
    runFlow(folder);
  }, 120_000);

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('[N4] the perceptron agrees with scikit-learn to 1e-5 on every record', (context) => {
    if (nslKddMissing !== undefined) context.skip(nslKddMissing);
    const rows = readTable(path.join(folder, 'out/probabilities.csv'));
    expect(rows.map((row) => row.id)).toEqual(expected.map((row) => row.id));
    expect(rows).toHaveLength(22_544);
    expect(differences(rows, 'probability', 'mlp_attack_probability', 1e-5)).toEqual([]);
  });

  test('[N4] the trees agree on every label, and through the ZipMap on every probability', (context) => {
    if (nslKddMissing !== undefined) context.skip(nslKddMissing);
    const rows = readLines(path.join(folder, 'out/classes.jsonl'));
    expect(rows).toHaveLength(22_544);
    expect(differences(rows, 'label', 'gbt_label', 0)).toEqual([]);
    const others = differences(rows, 'attack', 'gbt_attack_probability', 1e-5);
    expect(others.map((difference) => difference.split(':')[0])).toEqual(roundedAcrossASplit);
  });
});
