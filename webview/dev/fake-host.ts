import type { Host } from '../src/host/host.ts';
import type { HostMessage, PageMessage } from '../src/protocol.ts';

/** A host made of two lists: what a script sends in, what the page sent out. */
export interface FakeHost extends Host {
  tell(message: HostMessage): void;
  sent: PageMessage[];
}

const storageKey = 'millrace-dev-state';

export function fakeHost(onReady: (host: FakeHost) => void): FakeHost {
  const listeners = new Set<(message: HostMessage) => void>();
  const host: FakeHost = {
    sent: [],
    tell: (message) => {
      for (const receive of listeners) receive(message);
    },
    send(message) {
      host.sent.push(message);
      if (message.type === 'ready') onReady(host);
    },
    listen(receive) {
      listeners.add(receive);
      return () => listeners.delete(receive);
    },
    kept: () => JSON.parse(sessionStorage.getItem(storageKey) ?? 'null') as unknown,
    keep: (state) => sessionStorage.setItem(storageKey, JSON.stringify(state)),
  };
  return host;
}
