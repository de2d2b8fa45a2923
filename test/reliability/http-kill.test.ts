/**
 * Runs that send to a service and are killed: at seeded places, while answers are lost and requests fail. A service that takes each
 * Idempotency-Key once has the bytes of a run that nobody disturbed; one that does not know it has some of them twice and none too few.
 */
import { expect, test } from 'vitest';
import { type HttpService, httpService, type ServedRequest } from '../support/http-service.ts';
import { addFiles, projectFolder } from '../support/project-folder.ts';
import { randomOf } from './kill-trials.ts';
import { attemptRun, type Kill } from './killed-run.ts';

const count = 6000;
const batchMax = 50;

const filesFor = (origin: string) => ({
  'millrace.json': '{ "name": "sent", "version": "1.0.0" }',
  'main.flow': `schema Row { id: int64  word: string }
flow Main {
  read rows: Row from csv("rows.csv") { batch: { max: ${batchMax} } }
  filter some(rows) where id % 3 != 0
  write sent(some) to http("${origin}/in", format: "jsonl", pause: 1ms)
  write kept(some) to jsonl("kept.jsonl")
}
`,
  'rows.csv': `id,word\n${Array.from({ length: count }, (_, id) => `${id},word ${id * 7}\n`).join('')}`,
});

/** What a service does with one request. */
type Turn = 'answer' | 'lose the answer' | 'refuse' | 'kill before' | 'kill behind';

interface Receiver extends HttpService {
  /** Bodies by key, in the order in which they came first. */
  taken: Map<string, string>;
  repeated: number;
}

/** Takes each key once. `kill` ends whoever sends. */
async function receiver(turn: () => Turn, kill: () => void): Promise<Receiver> {
  const taken = new Map<string, string>();
  const receiver = { taken, repeated: 0 };
  const service = await httpService((request, response) => {
    const now = turn();
    if (now === 'kill before') kill();
    else if (now === 'refuse') response.writeHead(503);
    else take(request);
    if (now === 'kill behind') kill();
    if (now === 'answer' || now === 'refuse') return '';
    response.destroy();
    return undefined;
  });
  const take = ({ headers, body }: ServedRequest) => {
    const key = String(headers['idempotency-key']);
    const known = taken.get(key);
    if (known !== undefined) receiver.repeated++;
    if (known !== undefined && known !== body) throw new Error(`${key} came with another body`);
    taken.set(key, body);
  };
  return Object.assign(receiver, service);
}

/** The first ten requests of an attempt are answered, so that every attempt comes further than the last. */
function turnsOf(random: () => number): { next(): Turn; begin(): void } {
  let requests = 0;
  return {
    begin: () => {
      requests = 0;
    },
    next() {
      const choice = random();
      if (choice < 0.04) return 'lose the answer';
      if (choice < 0.08) return 'refuse';
      if (++requests < 10 || choice > 0.12) return 'answer';
      return choice < 0.1 ? 'kill before' : 'kill behind';
    },
  };
}

function killOf(random: () => number): Kill | undefined {
  const choice = random();
  if (choice < 0.4) return { commit: 1 + Math.floor(random() * 4), when: random() < 0.5 ? 'before' : 'behind' };
  return choice < 0.6 ? { event: 'artefact', count: 1 + Math.floor(random() * 2) } : undefined;
}

test.each([1, 2, 3])(
  'a service that takes each key once has the same bytes, whatever was killed (seed %i)',
  async (seed) => {
    const random = randomOf(seed);
    const turns = turnsOf(random);
    let kill = () => {};
    const service = await receiver(turns.next, () => kill());
    const folder = projectFolder();
    addFiles(folder, filesFor(service.origin));
    let kills = 0;
    for (let isEnded = true; isEnded; kills++) {
      turns.begin();
      const attempt = await attemptRun(folder, kills < 6 ? killOf(random) : undefined, (by) => {
        kill = by;
      });
      isEnded = attempt.isEnded;
      expect(isEnded || attempt.code === 0, attempt.stderr).toBe(true);
    }
    expect({ kills: kills > 2, repeated: service.repeated > 0 }).toEqual({ kills: true, repeated: true });
    expect([...service.taken.values()].join('')).toBe(undisturbed);
    const runs = new Set([...service.taken.keys()].map((key) => key.split('/')[0]));
    expect(runs.size).toBe(1);
  },
  120_000,
);

const undisturbed = Array.from({ length: count }, (_, id) => id)
  .filter((id) => id % 3 !== 0)
  .map((id) => `{"id":${id},"word":"word ${id * 7}"}\n`)
  .join('');
