import type { Clean, MerchantResult } from '../main.flow.d.ts';
import { toEuros } from './exchange-rates.ts';

/**
 * Gives the payment with a plain card number, the amount in euros and the shop; nothing for a terminal's self-test. What it
 * throws becomes the message of the record on `clean.errors`, so a message never repeats the card number.
 */
export const clean: Clean = (payment) => {
  if (payment.terminal === 'SELFTEST') return null;
  const card = payment.card.replace(/[ -]/g, '');
  if (!hasValidCheckDigit(card)) throw new Error('The card number fails its check digit');
  return { ...payment, card, euros: toEuros(payment.amount, payment.currency), merchant: merchantOf(payment.terminal) };
};

function merchantOf(terminal: string): MerchantResult {
  const [, country, category] = /^([A-Z]{2})-([a-z]+)-\d{3}$/.exec(terminal) ?? [];
  if (country === undefined || category === undefined) throw new Error(`Terminal "${terminal}" belongs to no shop`);
  return { country, category };
}

/** Luhn's algorithm (ISO/IEC 7812-1): every second digit from the right counts double. */
function hasValidCheckDigit(card: string): boolean {
  if (!/^\d{12,19}$/.test(card)) return false;
  const digits = Array.from(card, Number).reverse();
  const sum = digits.reduce((total, digit, i) => total + (i % 2 === 0 ? digit : crossSum(2 * digit)), 0);
  return sum % 10 === 0;
}

function crossSum(number: number): number {
  return number > 9 ? number - 9 : number;
}
