import { valueAt } from '@millrace/grammar';
import type { Batch } from '../../batch/batch.ts';
import { jsonPrinter } from '../../values/json-text.ts';

/** The records as JSON lines, as they are written to files. */
export function recordLines({ schema, columns, length }: Batch): string {
  const fields = schema.fields.map(({ name, type }, i) => {
    const column = columns[i];
    const print = jsonPrinter(type);
    return (row: number) => `${JSON.stringify(name)}:${column === undefined ? 'null' : print(valueAt(column, row))}`;
  });
  let text = '';
  for (let row = 0; row < length; row++) text += `{${fields.map((print) => print(row)).join(',')}}\n`;
  return text;
}
