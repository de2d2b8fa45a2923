/** Records that wait for people, and what people have answered. */
import { createHash } from 'node:crypto';
import type { Field } from '@millrace/grammar';
import type { Question, ReviewAnswer, Reviews } from '../nodes/reviews.ts';
import type { Catalogue } from './catalogue.ts';
import { inChunks } from './in-chunks.ts';

export interface KnownReview {
  id: string;
  flow: string;
  node: string;
  runId: string;
  /** Who is asked. */
  by: string;
  ask: Pick<Field, 'name' | 'type' | 'rules'>[];
  record: Record<string, unknown>;
  /** ISO 8601. */
  createdAt: string;
  dueAt?: string;
  answer?: { values: Record<string, unknown>; by: string; at: string };
}

/** `now` in milliseconds since 1970. */
export function reviewsIn(catalogue: Catalogue, now: () => number = Date.now): Reviews {
  return {
    async ask(questions, runId) {
      const digests = questions.map(({ digest }) => digest);
      const known = await knownAnswers(catalogue, digests, now());
      const unasked = new Map(questions.filter(({ digest }) => !known.has(digest)).map((one) => [one.digest, one]));
      await insertQuestions(catalogue, [...unasked.values()], runId, now());
      return known;
    },
  };
}

async function knownAnswers(
  { db, project }: Catalogue,
  digests: readonly string[],
  nowMs: number,
): Promise<Map<string, ReviewAnswer>> {
  const known = new Map<string, ReviewAnswer>();
  await inChunks([...new Set(digests)], async (some) => {
    const rows = await db
      .selectFrom('reviews')
      .leftJoin('reviewAnswers', 'reviewAnswers.reviewId', 'reviews.id')
      .select(['reviews.questionDigest', 'reviews.dueAt', 'reviewAnswers.answer'])
      .where('reviews.project', '=', project)
      .where('reviews.questionDigest', 'in', some)
      .execute();
    for (const { questionDigest, dueAt, answer } of rows)
      known.set(questionDigest, {
        ...(answer !== null && { values: JSON.parse(answer) }),
        isLate: answer === null && dueAt !== null && Date.parse(dueAt) < nowMs,
      });
  });
  return known;
}

async function insertQuestions(
  { db, project }: Catalogue,
  questions: readonly Question[],
  runId: string,
  nowMs: number,
): Promise<void> {
  const rows = questions.map(({ digest, flow, node, by, ask, record, timeoutMs }) => ({
    id: `${project === '.' ? '' : `${project}-`}${digest.slice(0, 16)}`,
    project,
    flow,
    node,
    runId,
    askedOf: by,
    record: JSON.stringify(record),
    ask: JSON.stringify(ask),
    questionDigest: digest,
    dueAt: timeoutMs === undefined ? null : new Date(nowMs + timeoutMs).toISOString(),
    createdAt: new Date(nowMs).toISOString(),
  }));
  await inChunks(rows, (some) =>
    db
      .insertInto('reviews')
      .values(some)
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute(),
  );
}

export interface ReviewChoice {
  /** Who is asked. */
  by?: string;
  flow?: string;
  /** Those that are answered; those that wait if absent. */
  isAnswered?: boolean;
  limit?: number;
}

/** The oldest first. */
export async function listReviews(catalogue: Catalogue, choice: ReviewChoice = {}): Promise<KnownReview[]> {
  const { by, flow, isAnswered = false, limit = 100 } = choice;
  const rows = await withAnswers(catalogue)
    .where('reviewAnswers.answer', isAnswered ? 'is not' : 'is', null)
    .$if(by !== undefined, (query) => query.where('reviews.askedOf', '=', String(by)))
    .$if(flow !== undefined, (query) => query.where('reviews.flow', '=', String(flow)))
    .orderBy('reviews.createdAt')
    .orderBy('reviews.id')
    .limit(limit)
    .execute();
  return rows.map(knownReview);
}

/** Those whose id begins so, answered or not; at most a few. */
export async function findReviews(catalogue: Catalogue, word: string): Promise<KnownReview[]> {
  const rows = await withAnswers(catalogue)
    .where('reviews.id', 'like', `${word.replaceAll(/[%_\\]/g, '')}%`)
    .orderBy('reviews.id')
    .limit(9)
    .execute();
  return rows.map(knownReview);
}

function withAnswers({ db, project }: Catalogue) {
  return db
    .selectFrom('reviews')
    .leftJoin('reviewAnswers', 'reviewAnswers.reviewId', 'reviews.id')
    .selectAll('reviews')
    .select(['reviewAnswers.answer', 'reviewAnswers.answeredBy', 'reviewAnswers.answeredAt'])
    .where('reviews.project', '=', project);
}

/** An answer may be changed; runs from then on go by the new one. */
export async function answerReview(
  { db }: Pick<Catalogue, 'db'>,
  reviewId: string,
  { values, by }: { values: Record<string, unknown>; by: string },
): Promise<void> {
  const answer = { answer: JSON.stringify(values), answeredBy: by, answeredAt: new Date().toISOString() };
  await db
    .insertInto('reviewAnswers')
    .values({ reviewId, ...answer })
    .onConflict((conflict) => conflict.column('reviewId').doUpdateSet(answer))
    .execute();
}

/** Changes with every answer to what `by` is asked of this flow. */
export async function answersDigest({ db, project }: Catalogue, flow: string, by: string): Promise<string> {
  const rows = await db
    .selectFrom('reviewAnswers')
    .innerJoin('reviews', 'reviews.id', 'reviewAnswers.reviewId')
    .select(['reviews.questionDigest', 'reviewAnswers.answer'])
    .where('reviews.project', '=', project)
    .where('reviews.flow', '=', flow)
    .where('reviews.askedOf', '=', by)
    .orderBy('reviews.questionDigest')
    .execute();
  const hash = createHash('sha256');
  for (const { questionDigest, answer } of rows) hash.update(`${questionDigest}\n${answer}\n`);
  return hash.digest('hex');
}

interface ReviewAndAnswer {
  id: string;
  flow: string;
  node: string;
  runId: string;
  askedOf: string;
  record: string;
  ask: string;
  dueAt: string | null;
  createdAt: string;
  answer: string | null;
  answeredBy: string | null;
  answeredAt: string | null;
}

function knownReview({
  askedOf,
  record,
  ask,
  dueAt,
  answer,
  answeredBy,
  answeredAt,
  ...row
}: ReviewAndAnswer): KnownReview {
  const { id, flow, node, runId, createdAt } = row;
  return {
    id,
    flow,
    node,
    runId,
    by: askedOf,
    ask: JSON.parse(ask),
    record: JSON.parse(record),
    createdAt,
    ...(dueAt !== null && { dueAt }),
    ...(answer !== null && { answer: { values: JSON.parse(answer), by: answeredBy ?? '', at: answeredAt ?? '' } }),
  };
}
