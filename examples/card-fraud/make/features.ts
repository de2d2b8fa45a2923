import type { Payment } from './payments.ts';

/** What the model sees of a payment: the same six numbers, in the same order, as `select features` in main.flow. */
export const featureNames = ['size', 'night', 'foreign', 'resale', 'pace', 'declines'];

const eurosPerUnit: Readonly<Record<string, number>> = { EUR: 1, USD: 0.92, GBP: 1.17 };
const resaleCategories = ['electronics', 'giftcards', 'travel'];

export function featuresOf(payment: Payment): number[] {
  return [
    Math.log(1 + payment.amount * (eurosPerUnit[payment.currency] ?? 1)),
    payment.at.getUTCHours() < 6 ? 1 : 0,
    payment.country === 'FR' ? 0 : 1,
    resaleCategories.includes(payment.category) ? 1 : 0,
    Math.log(1 + (payment.minutesSincePrevious ?? 10080)),
    payment.declines,
  ];
}
