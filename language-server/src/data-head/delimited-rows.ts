/** Rows of a text of delimited values, quoted as in RFC 4180. Text that breaks off inside of quotes ends there. */

export function delimitedRows(text: string, delimiter: string, quote = '"', most = 1000): string[][] {
  const rows: string[][] = [];
  let [row, cell, at] = [[] as string[], '', 0];
  const endRow = () => {
    row.push(cell);
    if (row.length > 1 || cell !== '') rows.push(row);
    [row, cell] = [[], ''];
  };
  while (at < text.length && rows.length < most) {
    const sign = text[at] as string;
    if (sign === quote && cell === '') [cell, at] = quoted(text, at, quote);
    else {
      if (sign === delimiter) {
        row.push(cell);
        cell = '';
      } else if (sign === '\n') endRow();
      else if (sign !== '\r') cell += sign;
      at++;
    }
  }
  if (rows.length < most) endRow();
  return rows;
}

/** What stands between the quotes, and where it goes on. */
function quoted(text: string, start: number, quote: string): [string, number] {
  let content = '';
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] !== quote) content += text[at];
    else if (text[at + 1] === quote) {
      content += quote;
      at++;
    } else return [content, at + 1];
  }
  return [content, text.length];
}

/** The sign that parts most rows into the same number of cells; undefined where none parts them. */
export function delimiterOf(text: string): string | undefined {
  const counts = [',', ';', '\t', '|'].map((sign) => ({ sign, width: widthBy(text, sign) }));
  const best = counts.filter(({ width }) => width > 1).toSorted((a, b) => b.width - a.width)[0];
  return best?.sign;
}

/** Cells of each row; 0 where they differ. */
function widthBy(text: string, sign: string): number {
  const [first, ...rows] = delimitedRows(text, sign, '"', 20);
  return first !== undefined && rows.every(({ length }) => length === first.length) ? first.length : 0;
}
