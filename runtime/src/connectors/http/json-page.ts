import { RunError } from '../../execute/run-error.ts';
import { isRecord } from '../../values/fit-value.ts';
import { parseJson } from '../../values/json-text.ts';

/** Throws where the text is no JSON. */
export function parsePage(text: string, doing: string): unknown {
  try {
    return parseJson(text);
  } catch (cause) {
    const shown = text.trimStart().startsWith('<') ? 'it is HTML' : 'it is something else';
    throw new RunError('http-format', `${doing}: the answer is not JSON; ${shown}. Check the address and the format`, {
      cause,
    });
  }
}

/** The records of an answer: the list at the way, the answer that is a list, or the answer as one record. */
export function recordsIn(page: unknown, way: string | undefined, doing: string): readonly unknown[] {
  if (way === undefined) return Array.isArray(page) ? page : [page];
  const found = valueIn(page, way);
  if (found === null || Array.isArray(found)) return found ?? [];
  const said = found === undefined ? `has no "${way}"` : `has no list at "${way}"`;
  throw new RunError('http-format', `${doing}: the answer ${said}. ${whatIsThere(page)}`);
}

/** undefined where the way ends before. */
export function valueIn(page: unknown, way: string): unknown {
  let value = page;
  for (const name of way.split('.')) {
    if (!isRecord(value) || !Object.hasOwn(value, name)) return undefined;
    value = value[name];
  }
  return value;
}

function whatIsThere(page: unknown): string {
  if (!isRecord(page)) return Array.isArray(page) ? 'It is a list itself; leave "records" out' : 'It is no object';
  const names = Object.keys(page).slice(0, 12);
  return names.length === 0 ? 'It is empty' : `It has ${names.map((name) => `"${name}"`).join(', ')}`;
}
