import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { build } from 'esbuild';
import { bundles } from '../../scripts/bundles.ts';

const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

/** As strict as the one the extension gives its pages. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; worker-src blob:; connect-src 'self'; img-src 'self' data:; font-src 'self'";

export interface PageServer {
  url: string;
  close(): Promise<void>;
}

/** Bundles the pages as they are now and serves the development page on a free port of this machine. */
export async function startPageServer(): Promise<PageServer> {
  const files = await bundlePages();
  const server = createServer(async (request, response) => {
    const name = new URL(request.url ?? '/', 'http://localhost').pathname.slice(1) || 'index.html';
    const content = name === 'index.html' ? await readFile('webview/dev/index.html') : files.get(name);
    response.writeHead(content === undefined ? 404 : 200, {
      'content-type': types[extname(name)] ?? 'text/plain',
      'content-security-policy': policy,
    });
    response.end(content);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, close: () => new Promise((resolve) => server.close(() => resolve())) };
}

async function bundlePages(): Promise<Map<string, Uint8Array>> {
  const options = bundles().find((bundle) => bundle.name === 'webview')?.options;
  const { outputFiles } = await build({ ...options, write: false, sourcemap: false, metafile: false });
  return new Map(
    outputFiles.map((file) => [file.path.slice(join(process.cwd(), 'webview/dist/').length), file.contents]),
  );
}
