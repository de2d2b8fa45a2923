/**
 * Messages as Python reads them: values as JSON, with NaN and the infinities as Python's own reader takes them, a float always
 * with a point or an exponent, times as milliseconds and bytes in base64.
 */
import { type Column, type ScalarName, scalarType, type Type, valueAt } from '@millrace/grammar';
import { jsonPrinter } from '../../values/json-text.ts';
import type { ToChild } from '../child-protocol.ts';

type Print = (value: unknown) => string;

export function pythonMessage(message: ToChild, memoryBytes: number | undefined): string {
  if (message.type === 'open') {
    const { context, ...rest } = message;
    const parameters = Object.entries(context.parameters);
    const values = parameters.map(([name, value]) => `${JSON.stringify(name)}:${printerOf(typeOfValue(value))(value)}`);
    const types = Object.fromEntries(parameters.map(([name, value]) => [name, typeOfValue(value)]));
    const { parameters: _, ...plain } = context;
    const head = JSON.stringify({ ...rest, memoryBytes, parameterTypes: types }).slice(0, -1);
    return `${head},"context":${JSON.stringify(plain).slice(0, -1)},"parameters":{${values.join(',')}}}}`;
  }
  if (message.type !== 'call' && message.type !== 'give') return JSON.stringify(message);
  const { columns, ...rest } = message;
  return `${JSON.stringify(rest).slice(0, -1)},"columns":[${columns.map(columnText).join(',')}]}`;
}

/** Parameters come as values without their types. */
function typeOfValue(value: unknown): Type {
  if (value instanceof Date) return scalarType('timestamp', true);
  if (typeof value === 'bigint') return scalarType('int64', true);
  if (typeof value === 'number') return scalarType(Number.isInteger(value) ? 'int32' : 'float64', true);
  return scalarType(typeof value === 'boolean' ? 'bool' : 'string', true);
}

function columnText(column: Column): string {
  const { type, values, nulls, length, width } = column;
  const isPlain = nulls === undefined && width === 1 && type.kind === 'scalar';
  if (isPlain && type.name === 'string' && Array.isArray(values)) return JSON.stringify(values);
  if (isPlain && /^u?int/.test(type.name)) return `[${values.join(',')}]`;
  const print = printerOf(type);
  const texts = new Array<string>(length);
  for (let row = 0; row < length; row++) texts[row] = print(valueAt(column, row));
  return `[${texts.join(',')}]`;
}

/** Prints what `valueAt` gives of a column of the type. */
function printerOf(type: Type): Print {
  const print = presentPrinter(type);
  return (value) => (value === null || value === undefined ? 'null' : print(value));
}

function presentPrinter(type: Type): Print {
  switch (type.kind) {
    case 'scalar':
      return scalarPrinter(type.name);
    case 'list':
      return sequence(printerOf(type.element));
    case 'vector':
      return sequence(printerOf(scalarType(type.element)));
    case 'record': {
      const fields = type.fields.map(({ name, type: inner }) => ({ name, print: printerOf(inner) }));
      return (value) => {
        const record = value as Record<string, unknown>;
        return `{${fields.map(({ name, print }) => `${JSON.stringify(name)}:${print(record[name])}`).join(',')}}`;
      };
    }
    case 'unknown':
      return jsonPrinter(type);
  }
}

function sequence(print: Print): Print {
  return (value) => `[${Array.from(value as ArrayLike<unknown>, print).join(',')}]`;
}

function scalarPrinter(name: ScalarName): Print {
  if (name.startsWith('float')) return floatText;
  if (name === 'duration') return String;
  if (name === 'timestamp') return (value) => String(typeof value === 'number' ? value : Number(value));
  return jsonPrinter(scalarType(name));
}

function floatText(value: unknown): string {
  if (Object.is(value, -0)) return '-0.0';
  const text = String(value);
  return Number.isInteger(value) && !text.includes('e') ? `${text}.0` : text;
}
