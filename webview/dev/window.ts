import type { Diagram } from '../src/protocol.ts';
import type { FakeHost } from './fake-host.ts';

declare global {
  interface Window {
    /** How the console and the tests speak for the host. */
    millrace: { host: FakeHost; samples: Record<string, unknown>; generated(count: number): Diagram };
  }
}
