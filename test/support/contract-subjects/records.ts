/** The records that most kinds of node are held to the contract with. */
import { call, column, literal, schema } from '../plans.ts';

export const input = schema({ id: 'int32', n: 'int64?', text: 'string?' });
export const good = (i: number) => ({ id: i, n: BigInt(i % 3), text: i % 2 === 0 ? `text ${i}` : null });
/** Its id is the last there is, so there is no `next`. */
export const bad = { id: 2147483647, n: 99n, text: 'bad' };
export const nulls = { id: 0, n: null, text: null };

export const next = call('add', 'int32', column('id', 'int32'), literal('int32', 1));
