import { nodeWords } from './statement-words.ts';

const reserved: ReadonlySet<string> = new Set([
  ...nodeWords,
  'otherwise',
  ...['or', 'and', 'not', 'in', 'between', 'if', 'then', 'else', 'true', 'false', 'null'],
]);

/** A name as it can stand anywhere: in back-quotes where it is no word, or one that begins something else. */
export function writtenName(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) && !reserved.has(name) ? name : `\`${name}\``;
}
