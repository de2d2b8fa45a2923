/**
 * Where in a JSON text the cursor is, also in one that is only half written: the keys around it, and whether a key is wanted. JSON.parse
 * knows no places, and of a text that is being typed nothing at all.
 */
export interface PlaceInJson {
  /** Of the object around the cursor, from the outermost. */
  path: readonly string[];
  /** Whether the cursor is where a key stands or may stand. */
  isKey: boolean;
  /** The text in quotes at the cursor; empty between others. */
  word: { start: number; end: number; text: string };
  /** Whether a colon follows the word. */
  hasColon: boolean;
  /** The other keys of the object. */
  others: readonly string[];
}

interface Level {
  isObject: boolean;
  wantsKey: boolean;
  key: string;
  keys: string[];
}

const tokens = /"(?:\\.|[^"\\\n])*"?|[{}[\]:,]|[^\s{}[\]:,"]+/g;

export function placeInJson(text: string, offset: number): PlaceInJson | undefined {
  const levels: Level[] = [];
  let found: PlaceInJson | undefined;
  for (const { 0: token, index } of text.matchAll(tokens)) {
    const end = index + token.length;
    const isAt = token.startsWith('"') && index < offset && (offset < end || !isClosed(token));
    if (isAt || (found === undefined && index >= offset)) {
      found = placeAt(levels, isAt ? { start: index, end, text: token } : { start: offset, end: offset, text: '' });
      if (isAt) {
        if (found !== undefined) found.hasColon = /^\s*:/.test(text.slice(end));
        continue;
      }
    }
    read(token, levels);
  }
  return found;
}

function isClosed(token: string): boolean {
  return token.length > 1 && token.endsWith('"');
}

/** `others` goes on growing while the rest is read. */
function placeAt(levels: readonly Level[], word: PlaceInJson['word']): PlaceInJson | undefined {
  const level = levels.at(-1);
  if (level?.isObject !== true) return undefined;
  const path = levels.slice(0, -1).map(({ key }) => key);
  return { path, isKey: level.wantsKey, word, hasColon: false, others: level.keys };
}

function read(token: string, levels: Level[]): void {
  const level = levels.at(-1);
  if (token === '{' || token === '[') {
    const isObject = token === '{';
    levels.push({ isObject, wantsKey: isObject, key: '', keys: [] });
  } else if (token === '}' || token === ']') levels.pop();
  else if (level === undefined) return;
  else if (token === ',') level.wantsKey = level.isObject;
  else if (token === ':') level.wantsKey = false;
  else if (level.wantsKey) {
    level.key = unquoted(token);
    level.keys.push(level.key);
  }
}

/** What stands between the quotes, as it is written: names of flows and parameters need no escapes. */
export function unquoted(token: string): string {
  return token.replace(/^"|"$/g, '');
}
