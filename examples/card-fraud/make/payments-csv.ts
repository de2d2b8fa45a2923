import type { Payment } from './payments.ts';
import { createRandom, type Random } from './random.ts';

/**
 * The export of a payment gateway, with what such exports contain: card numbers written in several ways, self-tests of
 * terminals, and a few lines that cannot be right. Those are put in by hand, so that each kind of mistake is there.
 */
export function paymentsCsv(payments: readonly Payment[]): string {
  const random = createRandom(3);
  const lines = payments.map((payment, i) => paymentLine(payment, `P${String(i + 1).padStart(5, '0')}`, random));
  for (const [index, spoil] of spoiledLines) lines[index] = spoil(lines[index] as string);
  return `${[header, ...lines].join('\n')}\n`;
}

const header = 'id;card;amount;currency;at;terminal;minutes_since_previous;declines_24h';

const spoiledLines: readonly [index: number, spoil: (line: string) => string][] = [
  [40, (line) => withColumn(line, 2, 'n/a')],
  [333, (line) => withColumn(line, 3, 'XBT')],
  [512, (line) => withColumn(line, 1, '9999 0000 0000 0001')],
  [900, (line) => withColumn(line, 5, 'SELFTEST')],
  [901, (line) => withColumn(line, 5, 'SELFTEST')],
  [1204, (line) => withColumn(line, 4, '2026-01-32T08:15:00Z')],
  [1777, (line) => withColumn(line, 5, 'FR/groceries/17')],
  [2048, (line) => withColumn(line, 2, '-12.50')],
  [2500, (line) => withColumn(line, 0, '')],
  [2801, (line) => withColumn(line, 7, '1.5')],
];

function paymentLine(payment: Payment, id: string, random: Random): string {
  const shop = String(payment.shop).padStart(3, '0');
  return [
    id,
    writeCard(payment.card, random),
    payment.amount.toFixed(2),
    payment.currency,
    payment.at.toISOString().replace('.000Z', 'Z'),
    `${payment.country}-${payment.category}-${shop}`,
    payment.minutesSincePrevious ?? '',
    payment.declines,
  ].join(';');
}

function writeCard(card: string, random: Random): string {
  const separator = random.pick(['', '', '', ' ', '-']);
  return card.replace(/(\d{4})(?=\d)/g, `$1${separator}`);
}

function withColumn(line: string, index: number, value: string): string {
  return line.split(';').with(index, value).join(';');
}
