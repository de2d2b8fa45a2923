import { randomBytes } from 'node:crypto';
import type { HostMessage, PageMessage } from '@millrace/webview/protocol';
import { type LogOutputChannel, Uri, type Webview } from 'vscode';
import { pageHtml } from './page-html.ts';
import { parsePageMessage } from './parse-page-message.ts';

export interface PageSpec {
  name: 'diagram' | 'results';
  title: string;
  hasLayout?: boolean;
}

export interface PageHost {
  /** The folder of the pages. */
  folder: Uri;
  log: LogOutputChannel;
  receive(message: PageMessage): void;
}

/** One of our pages in a webview, and the typed channel to it. The webview belongs to its panel or view. */
export class Page {
  readonly #webview: Webview;

  constructor(webview: Webview, spec: PageSpec, { folder, log, receive }: PageHost) {
    this.#webview = webview;
    webview.options = { enableScripts: true, localResourceRoots: [folder] };
    webview.onDidReceiveMessage((value: unknown) => {
      const message = parsePageMessage(value);
      if (message !== undefined) receive(message);
      else log.warn(`Ignored what the ${spec.name} page sent: ${JSON.stringify(value)?.slice(0, 200)}`);
    });
    webview.html = htmlOf(webview, spec, folder);
  }

  tell(message: HostMessage): void {
    void this.#webview.postMessage(message);
  }
}

function htmlOf(webview: Webview, { name, title, hasLayout }: PageSpec, folder: Uri): string {
  const file = (path: string) => webview.asWebviewUri(Uri.joinPath(folder, path)).toString();
  return pageHtml({
    title,
    source: webview.cspSource,
    script: file(`${name}.js`),
    style: file(`${name}.css`),
    layoutWorker: hasLayout ? file('layout-worker.js') : undefined,
    nonce: randomBytes(16).toString('base64'),
  });
}
