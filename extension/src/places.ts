import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type ExtensionContext, Uri } from 'vscode';

/** Where the bundles are that the extension starts and shows. */
export interface Places {
  /** The language server's module. */
  server: string;
  /** The `millrace` command. */
  cli: string;
  /** The folder of the pages. */
  pages: Uri;
}

/** In an installed extension all of them are in it; while it is developed each is where its package builds it. */
export function placesOf({ extensionPath }: Pick<ExtensionContext, 'extensionPath'>): Places {
  const shipped = join(extensionPath, 'dist', 'language-server.js');
  if (existsSync(shipped)) {
    const pages = Uri.file(join(extensionPath, 'dist', 'pages'));
    return { server: shipped, cli: join(extensionPath, 'runtime', 'cli.js'), pages };
  }
  const repository = join(extensionPath, '..');
  return {
    server: join(repository, 'language-server', 'dist', 'language-server.js'),
    cli: join(repository, 'runtime', 'dist', 'cli.js'),
    pages: Uri.file(join(repository, 'webview', 'dist')),
  };
}
