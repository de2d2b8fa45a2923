/** A path: what is behind it, with the columns of what is read, or that nothing is there. */
import { recordType } from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';
import { AstUtils } from 'langium';
import { fileAt } from '../cursor/file-at.ts';
import type { WordInTree } from '../cursor/leaf-at.ts';
import { fieldsInFile } from '../data-head/fields-in-file.ts';
import { describeFile } from '../links/describe-file.ts';
import { recordDoc } from '../markdown/node-doc.ts';
import type { FlowLanguageServices } from '../services.ts';

export function pathHover(word: WordInTree, services: FlowLanguageServices): string | Promise<string> | undefined {
  const file = fileAt(AstUtils.getDocument(word.node), word);
  if (file === undefined) return undefined;
  const { Ports } = services.host;
  const uri = file.toString();
  const exists = Ports.fileExists?.(uri);
  if (exists === undefined) return undefined;
  if (!exists) return `\`${word.leaf.text.slice(1, -1)}\`: no such file yet`;
  const about = describeFile(uri, Ports, services.shared.workspace.LangiumDocuments) ?? uri;
  const read = AstUtils.getContainerOfType(word.node, ast.isReadNode);
  return read === undefined ? about : withColumns(about, read, services);
}

/** As the beginning of the file shows them. */
async function withColumns(about: string, read: ast.ReadNode, services: FlowLanguageServices): Promise<string> {
  const fields = await fieldsInFile(read, AstUtils.getDocument(read), services);
  return fields === undefined ? about : `${about}\n\n${recordDoc(recordType(fields))}`;
}
