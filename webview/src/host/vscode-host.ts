import type { HostMessage } from '../protocol.ts';
import type { Host } from './host.ts';

interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** The host inside VS Code. May be made only once per page load: VS Code gives its API once. */
export function vscodeHost(): Host {
  const api = acquireVsCodeApi();
  return {
    send: (message) => api.postMessage(message),
    listen(receive) {
      const listener = (event: MessageEvent) => receive(event.data as HostMessage);
      window.addEventListener('message', listener);
      return () => window.removeEventListener('message', listener);
    },
    kept: () => api.getState(),
    keep: (state) => api.setState(state),
  };
}
