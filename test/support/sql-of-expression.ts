/** An expression as the SQL that the catalogue says means the same. */
import { functionNamed, resolveFunction, type Scalar, type Type, type TypedExpression } from '@millrace/grammar';
import { sqlTypeOf } from './duckdb-table.ts';

/** undefined where a function of it has no counterpart. */
export function sqlOf(expression: TypedExpression): string | undefined {
  switch (expression.op) {
    case 'literal':
      return literal(expression.value, expression.type);
    case 'field':
      return expression.path.map((name) => `"${name}"`).join('.');
    case 'secret':
      return undefined;
    case 'parameter':
      throw new Error('The tests have no parameters in SQL');
    case 'if': {
      const parts = [expression.condition, expression.whenTrue, expression.whenFalse].map(sqlOf);
      return parts.includes(undefined) ? undefined : `CASE WHEN ${parts[0]} THEN ${parts[1]} ELSE ${parts[2]} END`;
    }
    case 'call':
      return call(expression);
  }
}

function call({ function: name, arguments: given }: Extract<TypedExpression, { op: 'call' }>): string | undefined {
  const spec = functionNamed(name);
  const signature = spec && resolveFunction(spec, given)?.signature;
  const form = signature?.inSql ?? spec?.inSql;
  const parts = given.map(sqlOf);
  if (signature === undefined || form === undefined || parts.includes(undefined)) return undefined;
  const texts = new Map<string, string>();
  signature.parameters.forEach((parameter, i) => {
    const own = (parameter.repeated ? parts.slice(i) : [parts[i]]).filter((part) => part !== undefined);
    texts.set(parameter.name, own.map((part) => `(${part})`).join(form.includes('||') ? ' || ' : ', '));
  });
  return filled(form, texts);
}

/** Without the comma or the bars in front of a repeated parameter that has no arguments. */
function filled(form: string, texts: ReadonlyMap<string, string>): string {
  const present = form.replace(/(?:, | \|\| )?\b([a-z]\w*)\b(?!\()/gi, (words, name: string) =>
    texts.get(name) === '' ? '' : words.replace(name, texts.get(name)?.replaceAll('$', '$$$$') ?? name),
  );
  return `(${present})`;
}

function literal(value: Scalar | Scalar[], type: Type): string {
  if (Array.isArray(value)) {
    const element: Type = type.kind === 'list' ? type.element : type;
    const elements = value.map((one) => literal(one, element)).join(', ');
    return element.kind === 'unknown' ? '[]' : `CAST([${elements}] AS ${sqlTypeOf(type)})`;
  }
  if (value === null) return `CAST(NULL AS ${sqlTypeOf(type)})`;
  if (type.kind === 'scalar' && type.name === 'duration') return `to_milliseconds(${value})`;
  return `CAST('${String(value).replaceAll("'", "''")}' AS ${sqlTypeOf(type)})`;
}
