/** Nodes whose records a resumed run reads from a file beside its ledger, once they are there whole. */
import type { Batch } from '../batch/batch.ts';
import type { Position } from '../connectors/connector.ts';
import type { BadRow, OpenFold, OpenSource, SourceResult } from '../nodes/node-behaviour.ts';
import { KeptFile } from './kept-file.ts';

type Giving = OpenSource | OpenFold;

/** Each batch is in the file before it goes on. */
class Keeping<Node extends Giving> {
  protected readonly node: Node;
  readonly #file: KeptFile;

  constructor(node: Node, file: KeptFile) {
    this.node = node;
    this.#file = file;
  }

  /** Whether all of its records lie on the disk. */
  get isWhole(): boolean {
    return this.#file.isWhole;
  }

  async next(sequence: number): Promise<SourceResult | undefined> {
    const result = await this.node.next(sequence);
    if (result === undefined) await this.#file.complete();
    else await this.#file.keep(result);
    return result;
  }

  position(): Position {
    return this.#file.position;
  }

  async close(): Promise<void> {
    await this.node.close();
    await this.#file.close();
  }
}

/** A source that cannot be asked for its records again (a table, a service): until they are whole, all that it feeds begins anew. */
export class KeepingSource extends Keeping<OpenSource> implements OpenSource {
  readonly role = 'source';
}

/** A node that takes a whole input: once its result is whole, nobody needs that input for it any more. */
export class KeepingFold extends Keeping<OpenFold> implements OpenFold {
  readonly role = 'fold';

  take(batch: Batch, input: string | undefined): Promise<BadRow[]> {
    return this.node.take(batch, input);
  }
}

/** Closes the node where there can be no file. */
export async function keeping<Node extends Giving, Kept>(
  node: Node,
  path: string,
  make: (node: Node, file: KeptFile) => Kept,
): Promise<Kept> {
  try {
    return make(node, await KeptFile.open(path));
  } catch (error) {
    await node.close();
    throw error;
  }
}
