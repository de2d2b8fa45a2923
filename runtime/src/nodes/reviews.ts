import type { Field } from '@millrace/grammar';

/** What people are asked about a record. */
export interface Question {
  /** Of who is asked, what, and the record: the same question has the same. */
  digest: string;
  flow: string;
  node: string;
  /** Who is asked. */
  by: string;
  /** The answers that are wanted, as fields. */
  ask: readonly Pick<Field, 'name' | 'type' | 'rules'>[];
  /** As JSON. */
  record: Record<string, unknown>;
  /** How long an answer is waited for. */
  timeoutMs?: number;
}

export interface ReviewAnswer {
  /** As JSON, by the name of the answer; absent where nobody has answered. */
  values?: Record<string, unknown>;
  /** Nobody has, and the time is over. */
  isLate?: boolean;
}

/** Where questions wait for their answers. */
export interface Reviews {
  /** Puts down the questions that nobody has been asked yet. Answers by digest; of a question that waits there is none, or a late one. */
  ask(questions: readonly Question[], runId: string): Promise<ReadonlyMap<string, ReviewAnswer>>;
}
