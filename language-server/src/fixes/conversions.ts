/** The text of a value as another type: the same literal in another form, or the function that converts. */
import { functionNamed } from '@millrace/grammar';
import * as ast from '@millrace/grammar/syntax';

const wholes = /^u?int(8|16|32|64)$/;

/** In the order of likelihood; `isConstant` where no function may stand. */
export function converted(value: ast.Expression, text: string, wanted: string, isConstant: boolean): string[] {
  const type = wanted.replace(/\?$/, '');
  const literal = asLiteral(value, text, type);
  const call = isConstant || ast.isLiteral(value) ? undefined : asCall(text, type);
  return [literal, call].filter((one) => one !== undefined);
}

function asLiteral(value: ast.Expression, text: string, type: string): string | undefined {
  if (type === 'string') return isPlainLiteral(value) ? JSON.stringify(text) : undefined;
  const content = ast.isStringLiteral(value) ? value.value.trim() : text;
  if (type === 'bool') return boolOf(value, content);
  if (isNumberType(type)) return numberOf(value, content, type);
  if (!ast.isStringLiteral(value)) return type === 'duration' && ast.isNumberLiteral(value) ? `${text}s` : undefined;
  return forms[type]?.test(content) ? content : undefined;
}

const forms: Record<string, RegExp | undefined> = {
  date: /^\d{4}-\d{2}-\d{2}$/,
  timestamp: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/,
  duration: /^\d+(\.\d+)?(ms|s|m|h|d)$/,
};

function isPlainLiteral(value: ast.Expression): boolean {
  return ast.isLiteral(value) && !ast.isStringLiteral(value) && !ast.isNullLiteral(value);
}

function isNumberType(type: string): boolean {
  return wholes.test(type) || /^(float(32|64)|number|numbers|real|N)$/.test(type);
}

function boolOf(value: ast.Expression, content: string): string | undefined {
  if (ast.isStringLiteral(value) && /^(true|false)$/.test(content)) return content;
  return ast.isNumberLiteral(value) && /^[01]$/.test(content) ? String(content === '1') : undefined;
}

/** A float where a whole number is wanted is rounded; what holds it is not asked here. */
function numberOf(value: ast.Expression, content: string, type: string): string | undefined {
  if (!/^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(content)) return undefined;
  if (ast.isStringLiteral(value)) return wholes.test(type) ? String(Math.round(Number(content))) : content;
  const isTooFine = ast.isNumberLiteral(value) && wholes.test(type) && !Number.isInteger(Number(content));
  return isTooFine ? String(Math.round(Number(content))) : undefined;
}

const byPattern: Record<string, string> = { number: 'float64', numbers: 'float64', real: 'float64', N: 'float64' };

function asCall(text: string, type: string): string | undefined {
  const wholeOrFloat = wholes.test(type) ? (/64$/.test(type) ? 'int64' : 'int32') : type;
  const name = byPattern[type] ?? wholeOrFloat;
  return functionNamed(name) === undefined ? undefined : `${name}(${text})`;
}
