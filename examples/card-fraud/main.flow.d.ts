// Made by "millrace types" from main.flow. Change the flow, not this file: it is written again.

/** A card payment as the gateway exports it. */
export interface Payment {
  id: string;
  /** As it was typed: with spaces, with dashes, or plain. */
  card: string;
  amount: number;
  currency: string;
  at: Date;
  /** Country, category and number of the shop, as in `FR-groceries-017`. */
  terminal: string;
  /** Minutes since the card was used before; empty at its first use. */
  sincePrevious: number | null;
  /** Attempts that were declined in the last 24 hours. */
  declines: number;
}

export interface MerchantResult {
  country: string;
  category: string;
}

/** A payment that can be scored: the card number is valid, the amount is in euros, the shop is known. */
export interface CleanPaymentResult {
  id: string;
  /** As it was typed: with spaces, with dashes, or plain. */
  card: string;
  amount: number;
  currency: string;
  at: Date;
  /** Country, category and number of the shop, as in `FR-groceries-017`. */
  terminal: string;
  /** Minutes since the card was used before; empty at its first use. */
  sincePrevious?: number | null | undefined;
  /** Attempts that were declined in the last 24 hours. */
  declines: number;
  euros: number;
  merchant: MerchantResult;
}

/** Checks the card number, finds the shop, converts to euros, and drops the terminals' self-tests. */
export type Clean = (record: Clean.Record, context: Clean.Context) => Clean.Return;
export namespace Clean {
  type Record = Payment;
  type Result = CleanPaymentResult;
  type Results = Result | readonly Result[] | null | undefined;
  type Return = Results | Promise<Results>;
  interface Context {
    /** The name of the node. */
    node: string;
    /** The name of the flow that runs. */
    flow: string;
    runId: string;
    /** 1 on the first try of a record, then 2, … */
    attempt: number;
    /** The number of the batch; null where the task gets all records at once. */
    batch: number | null;
    /** Into the log of the run, with node and batch. */
    log(...words: unknown[]): void;
    parameters: {
      threshold: number;
      home: string;
    };
  }
}
