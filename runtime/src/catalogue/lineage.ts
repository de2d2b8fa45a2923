/**
 * What a content was made from, and what was made from it, over all runs that the catalogue knows. Contents are followed by their
 * digest: a file that one run wrote and another one read is the same one if it was not changed in between.
 */
import { artefactsWith } from './artefacts.ts';
import type { Catalogue } from './catalogue.ts';
import { madeFrom, sourcesOf } from './relationships.ts';
import { type KnownRun, runsById } from './runs.ts';
import { storedNames } from './stored-names.ts';
import type { ArtefactRow, RelationshipKind, RelationshipRow } from './tables.ts';

export interface Lineage {
  /** Of the item that was asked about. */
  target: string;
  items: LineageItem[];
  links: LineageLink[];
  /** There was more than is shown. */
  isCut: boolean;
}

/** A content: a file, a model, code, a batch. */
export interface LineageItem {
  id: string;
  /** What it is to what was made of it, and of what a run made `output`, `cache`, `dataset` or `checkpoint`. */
  kind: ArtefactRow['kind'] | RelationshipKind;
  path: string;
  /** What people call it, where its path says nothing: the batch of a dataset, the checkpoint of a model, the result of a node. */
  name?: string;
  sha256: string | null;
  bytes?: number;
  records?: number;
  madeBy?: Maker;
}

/** The node of a run. */
export interface Maker
  extends Pick<KnownRun, 'flow' | 'source' | 'status' | 'startedAt' | 'name' | 'parameters' | 'git'> {
  run: string;
  node: string;
}

/** `to` was made from `from`. */
export interface LineageLink {
  from: string;
  to: string;
  kind: RelationshipKind;
}

export type Direction = 'up' | 'down' | 'both';

export type LineageTarget = ArtefactRow | Pick<LineageItem, 'kind' | 'path' | 'sha256'>;

/** No picture of more helps anybody. */
const itemsMax = 500;

export async function lineageOf(catalogue: Catalogue, target: LineageTarget, direction: Direction): Promise<Lineage> {
  const walk = new Walk(catalogue);
  const start = 'id' in target ? walk.artefact(target) : walk.source(target);
  if (direction !== 'down') await walk.up(start);
  if (direction !== 'up') await walk.down(start);
  return walk.lineage(start.id);
}

interface Visited extends LineageItem {
  row?: ArtefactRow;
}

class Walk {
  readonly #catalogue: Catalogue;
  readonly #items = new Map<string, Visited>();
  readonly #links = new Map<string, LineageLink>();
  #isCut = false;

  constructor(catalogue: Catalogue) {
    this.#catalogue = catalogue;
  }

  artefact(row: ArtefactRow): Visited {
    const { id, kind, path, sha256, bytes, records } = row;
    return this.#add({ id, kind, path, sha256, bytes, ...(records !== null && { records }), row });
  }

  source({ kind, path, sha256 }: Pick<LineageItem, 'kind' | 'path' | 'sha256'>): Visited {
    return this.#add({ id: `${kind} ${path} ${sha256 ?? ''}`, kind, path, sha256 });
  }

  async up(start: Visited): Promise<void> {
    const waiting = [start];
    const seen = new Set<string>();
    for (let item = waiting.pop(); item !== undefined; item = waiting.pop()) {
      if (item.row === undefined || seen.has(item.id) || this.#isFull()) continue;
      seen.add(item.id);
      for (const source of await sourcesOf(this.#catalogue, item.row.id)) {
        const maker = await this.#makerOf(source, item.row);
        const from = maker === undefined ? this.source(source) : this.artefact(maker);
        this.#link(from, item, source.kind);
        waiting.push(from);
      }
    }
  }

  async down(start: Visited): Promise<void> {
    const waiting = [start];
    const seen = new Set<string>();
    for (let item = waiting.pop(); item !== undefined; item = waiting.pop()) {
      if (seen.has(item.id) || this.#isFull()) continue;
      seen.add(item.id);
      for (const row of newestOfEach(await madeFrom(this.#catalogue, item))) {
        // A copy has the content that it was made from; no run reads what it makes.
        if (row.runId === item.row?.runId) continue;
        const to = this.artefact(row);
        this.#link(item, to, await this.#kindOfUse(item, row));
        waiting.push(to);
      }
    }
  }

  async lineage(target: string): Promise<Lineage> {
    const items = [...this.#items.values()];
    const runs = await runsById(
      this.#catalogue,
      items.flatMap(({ row }) => row?.runId ?? []),
    );
    const names = await storedNames(
      this.#catalogue,
      items.flatMap(({ row }) => row ?? []),
    );
    return {
      target,
      items: items.map(({ row, ...item }) => ({
        ...item,
        ...(names.has(item.id) && { name: names.get(item.id) }),
        ...(row && { madeBy: makerOf(row, runs.get(row.runId)) }),
      })),
      links: [...this.#links.values()],
      isCut: this.#isCut,
    };
  }

  /** Of several that made this content the last one before it was used, best under the name by which it was. */
  async #makerOf({ sha256, path }: RelationshipRow, user: ArtefactRow): Promise<ArtefactRow | undefined> {
    if (sha256 === null) return undefined;
    const made = await artefactsWith(this.#catalogue, sha256);
    const before = made.filter(({ createdAt, runId }) => createdAt <= user.createdAt && runId !== user.runId);
    const own = before.find((row) => row.path === path);
    if (own !== undefined) return own;
    for (const row of before) if (!(await this.#isCopy(row))) return row;
    return undefined;
  }

  /** What is made of the same content says nothing of where another file with it is from. */
  async #isCopy({ id, sha256 }: ArtefactRow): Promise<boolean> {
    return (await sourcesOf(this.#catalogue, id)).some((source) => source.sha256 === sha256);
  }

  async #kindOfUse({ sha256, path }: LineageItem, row: ArtefactRow): Promise<RelationshipKind> {
    const sources = await sourcesOf(this.#catalogue, row.id);
    const used = sources.find((source) => (sha256 === null ? source.path === path : source.sha256 === sha256));
    return used?.kind ?? 'input';
  }

  #add(item: Visited): Visited {
    const known = this.#items.get(item.id);
    if (known !== undefined) return known;
    this.#items.set(item.id, item);
    return item;
  }

  #link(from: Visited, to: Visited, kind: RelationshipKind): void {
    this.#links.set(`${from.id} ${to.id}`, { from: from.id, to: to.id, kind });
  }

  #isFull(): boolean {
    this.#isCut ||= this.#items.size >= itemsMax;
    return this.#isCut;
  }
}

/** Runs that are repeated make the same again: of one content under one name the newest is enough. */
function newestOfEach(rows: readonly ArtefactRow[]): ArtefactRow[] {
  return [...new Map(rows.toReversed().map((row) => [`${row.path} ${row.sha256}`, row])).values()].reverse();
}

function makerOf({ runId, node }: ArtefactRow, run: KnownRun | undefined): Maker | undefined {
  if (run === undefined) return undefined;
  const { flow, source, status, startedAt, name, parameters, git } = run;
  return { run: runId, node, flow, source, status, startedAt, parameters, ...(name && { name }), ...(git && { git }) };
}
