export interface PageParts {
  title: string;
  /** What the page may load its own files from, as VS Code names it. */
  source: string;
  script: string;
  style: string;
  layoutWorker?: string;
  nonce: string;
}

/**
 * A page around its bundle. Nothing inline runs, nothing is loaded but the page's own files, and nothing leaves it: the layout worker starts
 * from a blob, because a page in VS Code may not start one from the address of its files.
 */
export function pageHtml({ title, source, script, style, layoutWorker, nonce }: PageParts): string {
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src ${source}`,
    `font-src ${source}`,
    `img-src ${source} data:`,
    layoutWorker === undefined ? '' : `worker-src blob:; connect-src ${source}`,
  ].filter(Boolean);
  const worker = layoutWorker === undefined ? '' : ` data-layout-worker="${layoutWorker}"`;
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${policy.join('; ')}" />
    <title>${title}</title>
    <link rel="stylesheet" href="${style}" />
  </head>
  <body>
    <div id="root"${worker}></div>
    <script nonce="${nonce}" src="${script}"></script>
  </body>
</html>
`;
}
