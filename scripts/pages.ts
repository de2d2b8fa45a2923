/** `npm run pages`: the extension's pages in a plain browser over a fake channel, bundled anew with every change. */
import { copyFileSync, mkdirSync } from 'node:fs';
import { context } from 'esbuild';
import { bundles } from './bundles.ts';

const folder = 'webview/dist';
const options = bundles().find((bundle) => bundle.name === 'webview')?.options;

mkdirSync(folder, { recursive: true });
copyFileSync('webview/dev/index.html', `${folder}/index.html`);
const building = await context({ ...options, minify: false, logLevel: 'info' });
await building.watch();
const { port } = await building.serve({ servedir: folder, host: '127.0.0.1' });
const pages = ['?theme=dark&run', '?theme=light', '?theme=high-contrast', '?nodes=500', '?page=results&theme=light'];
console.log(pages.map((query) => `http://127.0.0.1:${port}/${query}`).join('\n'));
