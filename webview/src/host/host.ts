import type { HostMessage, PageMessage } from '../protocol.ts';

/** The other side of a page. A page has one, made in its `main.tsx`. */
export interface Host {
  send(message: PageMessage): void;
  /** Calls back for each message; gives the function that ends it. */
  listen(receive: (message: HostMessage) => void): () => void;
  /** What the page kept before its last reload; unknown, because an older version may have written it. */
  kept(): unknown;
  keep(state: unknown): void;
}
