/**
 * Makes the example's data and its model: `node make/make.ts [folder]`. No download and no library; the same bytes on every
 * machine, which a test checks.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { featureNames, featuresOf } from './features.ts';
import { type Network, predict, type Samples, train } from './network.ts';
import { makePayments, type Payment } from './payments.ts';
import { paymentsCsv } from './payments-csv.ts';
import { createRandom } from './random.ts';
import { riskModel } from './risk-model.ts';

const folder = process.argv[2] ?? path.join(import.meta.dirname, '..');

const network = train(samplesOf(makePayments(createRandom(1), 12_000)), {
  hidden: 12,
  epochs: 300,
  rate: 0.5,
  momentum: 0.9,
  seed: 2,
});
const payments = makePayments(createRandom(4), 3000);

write('models/card-risk.onnx', riskModel(network, featureNames));
write('data/payments.csv', paymentsCsv(payments));
console.log(
  `Area under the ROC curve on the ${payments.length} payments of the example: ${areaUnderCurve(network, payments)}`,
);

function samplesOf(made: readonly Payment[]): Samples {
  return { inputs: made.map(featuresOf), labels: made.map((payment) => (payment.isFraud ? 1 : 0)) };
}

function write(file: string, content: string | Uint8Array): void {
  const target = path.join(folder, file);
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, content);
}

/** How often a fraud scores above a payment that is none. */
function areaUnderCurve(scorer: Network, made: readonly Payment[]): string {
  const scores = (isFraud: boolean) =>
    made.filter((payment) => payment.isFraud === isFraud).map((payment) => predict(scorer, featuresOf(payment)));
  const [frauds, others] = [scores(true), scores(false)];
  const wins = frauds.reduce((sum, fraud) => sum + others.filter((other) => other < fraud).length, 0);
  return (wins / (frauds.length * others.length)).toFixed(3);
}
