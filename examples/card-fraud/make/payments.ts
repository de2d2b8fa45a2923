import type { Random } from './random.ts';

/** A payment as it happened, and what only the maker of the data knows: whether it was fraud. */
export interface Payment {
  card: string;
  amount: number;
  currency: string;
  at: Date;
  country: string;
  category: string;
  shop: number;
  minutesSincePrevious: number | undefined;
  declines: number;
  isFraud: boolean;
}

const monday = Date.UTC(2026, 0, 5);
const minutesOfWeek = 7 * 24 * 60;
const everydayCategories = ['groceries', 'restaurants', 'fuel', 'fashion', 'pharmacy'];
const resaleCategories = ['electronics', 'giftcards', 'travel'];
const foreignCountries = ['DE', 'BE', 'ES', 'IT', 'US', 'GB', 'NG', 'SG'];

/** One week of payments in the order of time, some three in a hundred of them fraud. */
export function makePayments(random: Random, count: number): Payment[] {
  const cards = Array.from({ length: Math.ceil(count / 4) }, () => makeCard(random));
  return Array.from({ length: count }, () => makePayment(random, random.pick(cards))).sort(
    (a, b) => a.at.getTime() - b.at.getTime(),
  );
}

/** Fraud is larger, later at night, farther away, in goods that sell on, in quick succession, after declined attempts. */
function makePayment(random: Random, card: string): Payment {
  const isFraud = random.chance(0.03);
  const isForeign = random.chance(isFraud ? 0.5 : 0.1);
  const isResale = random.chance(isFraud ? 0.5 : 0.12);
  const gap = random.exponential(isFraud ? 60 : 900);
  const isFirstUse = random.chance(isFraud ? 0.02 : 0.06);
  return {
    card,
    amount: Math.round(Math.exp(random.normal(isFraud ? 4.7 : 3.3, 0.9)) * 100) / 100,
    currency: isForeign ? random.pick(['EUR', 'USD', 'GBP']) : 'EUR',
    at: new Date(monday + makeMinute(random, random.chance(isFraud ? 0.35 : 0.04)) * 60_000 + random.index(60) * 1000),
    country: isForeign ? random.pick(foreignCountries) : 'FR',
    category: random.pick(isResale ? resaleCategories : everydayCategories),
    shop: random.index(400),
    minutesSincePrevious: isFirstUse ? undefined : Math.round(gap * 10) / 10,
    declines: Math.floor(random.exponential(isFraud ? 1.2 : 0.25)),
    isFraud,
  };
}

/** A minute of the week: before six in the morning, or later. */
function makeMinute(random: Random, isNight: boolean): number {
  const day = Math.floor((random.uniform() * minutesOfWeek) / 1440);
  return day * 1440 + (isNight ? random.index(360) : 360 + random.index(1080));
}

/** Sixteen digits from a range that no bank uses, the last of them a Luhn check digit. */
function makeCard(random: Random): string {
  const digits = [9, 9, 9, 9, ...Array.from({ length: 11 }, () => random.index(10))];
  const sum = digits.reduce(
    (total, digit, i) => total + (i % 2 === 1 ? digit : digit > 4 ? 2 * digit - 9 : 2 * digit),
    0,
  );
  return [...digits, (10 - (sum % 10)) % 10].join('');
}
