import type { KeptRun } from '../ledger/kept-run.ts';
import type { FlowChoice } from './plan-of.ts';

/** Of `millrace run`, whether a file or a package is run. */
export interface RunOptions extends FlowChoice {
  json?: boolean;
  /** What its user calls it. */
  name?: string;
  /** A file or the address of a service, where its lineage goes. */
  openlineage?: string;
  /** Whether it is kept in the catalogue; true if absent. */
  record?: boolean;
  /** Only what this node needs; its result is kept. */
  to?: string;
  /** Runs everything, whatever earlier runs have left. */
  force?: boolean;
  /** Goes on with an unfinished run: with that of this id, or with the last one. */
  resume?: string | true;
  /** The one that is meant by that. */
  resumed?: KeptRun;
}
