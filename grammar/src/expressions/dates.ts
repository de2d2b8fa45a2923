/** Days and moments as text. Pure: what the calendar says, never what the clock says. */

/** Whether `YYYY-MM-DD` is a day that exists. */
export function isRealDate(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (match === null) return false;
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

const timestampPattern =
  /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(Z|[+-]\d{2}:?\d{2})?)?$/i;

/** Milliseconds since 1970 of an ISO 8601 text; without an offset it is UTC, finer than milliseconds is cut off. NaN if it is none. */
export function timestampMs(text: string): number {
  const match = timestampPattern.exec(text.trim());
  if (match === null || !isRealDate(match[1] as string)) return Number.NaN;
  const [, date, hour = '00', minute = '00', second = '00', fraction = '', offset = 'Z'] = match;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return Number.NaN;
  const zone = offset.toUpperCase().replace(/^([+-]\d{2})(\d{2})$/, '$1:$2');
  return Date.parse(`${date}T${hour}:${minute}:${second}.${fraction.padEnd(3, '0').slice(0, 3)}${zone}`);
}

/** `YYYY-MM-DD` as milliseconds of its midnight in UTC. */
export function dateMs(text: string): number {
  return Date.parse(`${text}T00:00:00Z`);
}
