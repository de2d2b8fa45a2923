/** Paths: one that leads to a file, is written as every system reads it, and is not written twice. */
import * as ast from '@millrace/grammar/syntax';
import { type LangiumDocument, UriUtils } from 'langium';
import { replacePlace, textOf } from './editing/spans.ts';
import { nodeAround } from './editing/statements.ts';
import { type Fix, type Mistake, preferred } from './fix.ts';
import { nearFiles } from './near-files.ts';

const extensions: Record<string, readonly string[]> = {
  FLOW113: ['.flow'],
  FLOW401: ['.onnx'],
  FLOW501: ['.ts', '.mts', '.js', '.mjs', '.py', '.sh'],
  FLOW502: ['.csv', '.tsv', '.txt', '.json', '.jsonl', '.ndjson', '.parquet', '.arrow'],
};

export const missingFiles: Fix = {
  codes: ['FLOW113', 'FLOW401', 'FLOW501', 'FLOW502'],
  async mends({ code, facts: { path }, diagnostic, document, services }) {
    if (path === undefined) return [];
    const wanted = code === 'FLOW502' ? [UriUtils.extname(document.uri.with({ path: `/${path}` }))] : extensions[code];
    const near = await nearFiles(path, wanted ?? [], document, services);
    const prefix = code === 'FLOW113' ? './' : '';
    return near.map((file, index) => {
      const written = file.startsWith('../') ? file : prefix + file;
      const edits = [replacePlace(diagnostic.place, quoted(written))];
      return { title: `Change to "${written}"`, edits, isPreferred: index === 0 };
    });
  },
};

export const pathForms: Fix = {
  codes: ['FLOW505', 'FLOW506', 'FLOW507'],
  mends(mistake) {
    const { facts, diagnostic, code } = mistake;
    const path = code === 'FLOW506' ? pathFor(mistake) : relativePath(code, facts.path ?? '', mistake.document);
    const mends = preferred(`Write "${path}"`, replacePlace(diagnostic.place, quoted(path)));
    return code === 'FLOW507' ? mends.map((mend) => ({ ...mend, isSafe: true })) : mends;
  },
};

function relativePath(code: string, path: string, document: LangiumDocument): string {
  const slashed = path.replaceAll('\\', '/');
  if (code === 'FLOW507') return slashed;
  const folder = `${UriUtils.dirname(document.uri).path}/`;
  return slashed.startsWith(folder) ? slashed.slice(folder.length) : slashed.slice(slashed.lastIndexOf('/') + 1);
}

/** Named after the node: a place to start from. */
function pathFor({ node }: Mistake): string {
  const statement = nodeAround(node);
  const name = statement?.name ?? 'data';
  if (ast.isTaskNode(statement)) return `steps/${name}.ts`;
  const connector = ast.isWriteNode(statement)
    ? statement.target
    : ast.isReadNode(statement)
      ? statement.source
      : undefined;
  return `${ast.isWriteNode(statement) ? 'out' : 'data'}/${name}.${connector?.dataset?.$refText ?? 'csv'}`;
}

/** Two nodes, or a read and a write, of one file. */
export const sharedFiles: Fix = {
  codes: ['FLOW503', 'FLOW504'],
  mends({ facts: { path = '' }, diagnostic, document }) {
    const text = document.textDocument.getText();
    let other = path;
    for (let count = 2; text.includes(`"${other}"`); count++) other = path.replace(/(\.[^./]*)?$/, `${count}$1`);
    if (!textOf(diagnostic.place).startsWith('"')) return [];
    return preferred(`Write "${other}" instead`, replacePlace(diagnostic.place, quoted(other)));
  },
};

function quoted(path: string): string {
  return JSON.stringify(path);
}
