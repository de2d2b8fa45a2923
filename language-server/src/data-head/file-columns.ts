import type { Field } from '@millrace/grammar';
import type { URI } from 'langium';

/**
 * The columns of a Parquet file, which nothing in the server reads: the host asks a process. undefined where there is no such file, it is
 * no Parquet, or takes too long. Never rejects. Without it, as in a browser, nothing is known.
 */
export type FileColumns = (uri: URI) => Promise<readonly Field[] | undefined>;
