import { randomBytes } from 'node:crypto';
import type { HostMessage, PageMessage } from '@millrace/webview/protocol';
import { type Disposable, type LogOutputChannel, Uri, type WebviewPanel } from 'vscode';
import { pageHtml } from './page-html.ts';
import { parsePageMessage } from './parse-page-message.ts';

export interface PageSpec {
  name: 'diagram' | 'results';
  title: string;
  hasLayout?: boolean;
}

/** A webview panel with one of our pages in it, and a typed channel to it. */
export class PagePanel implements Disposable {
  readonly panel: WebviewPanel;

  constructor(
    panel: WebviewPanel,
    spec: PageSpec,
    extension: Uri,
    log: LogOutputChannel,
    receive: (message: PageMessage) => void,
  ) {
    this.panel = panel;
    const { webview } = panel;
    webview.options = { enableScripts: true, localResourceRoots: [pagesFolder(extension)] };
    webview.onDidReceiveMessage((value: unknown) => {
      const message = parsePageMessage(value);
      if (message === undefined)
        log.warn(`Ignored what the ${spec.name} page sent: ${JSON.stringify(value)?.slice(0, 200)}`);
      else receive(message);
    });
    webview.html = htmlOf(panel, spec, extension);
  }

  tell(message: HostMessage): void {
    void this.panel.webview.postMessage(message);
  }

  dispose(): void {
    this.panel.dispose();
  }
}

function pagesFolder(extension: Uri): Uri {
  return Uri.joinPath(extension, 'dist', 'pages');
}

function htmlOf({ webview }: WebviewPanel, { name, title, hasLayout }: PageSpec, extension: Uri): string {
  const file = (path: string) => webview.asWebviewUri(Uri.joinPath(pagesFolder(extension), path)).toString();
  return pageHtml({
    title,
    source: webview.cspSource,
    script: file(`${name}.js`),
    style: file(`${name}.css`),
    layoutWorker: hasLayout ? file('layout-worker.js') : undefined,
    nonce: randomBytes(16).toString('base64'),
  });
}
