/** A path: what is behind it, or that nothing is there. */
import { AstUtils } from 'langium';
import { fileAt } from '../cursor/file-at.ts';
import type { WordInTree } from '../cursor/leaf-at.ts';
import { describeFile } from '../links/describe-file.ts';
import type { FlowLanguageServices } from '../services.ts';

export function pathHover(word: WordInTree, { host, shared }: FlowLanguageServices): string | undefined {
  const file = fileAt(AstUtils.getDocument(word.node), word);
  if (file === undefined) return undefined;
  const uri = file.toString();
  const exists = host.Ports.fileExists?.(uri);
  if (exists === undefined) return undefined;
  if (exists) return describeFile(uri, host.Ports, shared.workspace.LangiumDocuments);
  return `\`${word.leaf.text.slice(1, -1)}\`: no such file yet`;
}
