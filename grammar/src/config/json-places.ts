/**
 * Where the keys and values of a JSON text stand, by their path. JSON.parse knows no places, and the readers of JSON that do
 * cannot be bundled for every host; a text that JSON.parse has accepted needs no parser, only its tokens in order.
 */
export interface JsonPlace {
  key: Span | undefined;
  value: Span;
}

export interface Span {
  start: number;
  end: number;
}

/** Paths are written as JSON arrays: `["rules","FLOW302"]`; the whole is `[]`. `text` is what JSON.parse accepts. */
export function jsonPlaces(text: string): Map<string, JsonPlace> {
  const places = new Map<string, JsonPlace>();
  const tokens = [...text.matchAll(/"(?:\\.|[^"\\])*"|[{}[\]:,]|[^\s{}[\]:,"]+/g)];
  let at = 0;
  const take = () => {
    const token = tokens[at++];
    return token === undefined ? undefined : { text: token[0], start: token.index, end: token.index + token[0].length };
  };
  const peek = () => tokens[at]?.[0];

  const readValue = (path: (string | number)[], key?: Span): void => {
    const first = take();
    if (first === undefined) return;
    if (first.text === '{') readItems('}', () => readEntry(path));
    else if (first.text === '[') readItems(']', (index) => readValue([...path, index]));
    const last = tokens[at - 1];
    const end = last === undefined ? first.end : last.index + last[0].length;
    places.set(JSON.stringify(path), { key, value: { start: first.start, end } });
  };
  const readEntry = (path: (string | number)[]): void => {
    const key = take();
    take();
    if (key !== undefined) readValue([...path, JSON.parse(key.text)], key);
  };
  const readItems = (closer: string, readItem: (index: number) => void): void => {
    for (let index = 0; peek() !== closer && at < tokens.length; index++) {
      readItem(index);
      if (peek() === ',') take();
    }
    take();
  };
  readValue([]);
  return places;
}
