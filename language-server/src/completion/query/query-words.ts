/** Words of DuckDB that are of use in a query of one SELECT: few, and those that go on from where the cursor is. */
import type { QueryToken } from '@millrace/grammar';
import { CompletionItemKind } from 'vscode-languageserver';
import type { Proposal } from '../proposal.ts';

/** By the clause that comes before; '' at the start. */
const next: Readonly<Record<string, string>> = {
  '': 'SELECT|WITH|FROM',
  select: 'FROM|AS|DISTINCT|CASE|WHEN|THEN|ELSE|END|AND|OR|NOT|IS NULL|IS NOT NULL|OVER|PARTITION BY|FILTER|EXCLUDE',
  from: 'WHERE|JOIN|LEFT JOIN|INNER JOIN|CROSS JOIN|ASOF JOIN|ON|USING|AS|GROUP BY|ORDER BY|LIMIT|QUALIFY|UNION ALL',
  on: 'AND|OR|NOT|WHERE|JOIN|LEFT JOIN|GROUP BY|ORDER BY|LIMIT',
  using: 'WHERE|JOIN|LEFT JOIN|GROUP BY|ORDER BY|LIMIT',
  where: 'AND|OR|NOT|IN|BETWEEN|LIKE|ILIKE|IS NULL|IS NOT NULL|GROUP BY|ORDER BY|LIMIT|QUALIFY|UNION ALL',
  group: 'HAVING|ORDER BY|LIMIT|QUALIFY|ALL',
  having: 'AND|OR|NOT|ORDER BY|LIMIT|QUALIFY',
  qualify: 'AND|OR|ORDER BY|LIMIT|OVER|PARTITION BY',
  order: 'ASC|DESC|NULLS FIRST|NULLS LAST|LIMIT|ALL',
  limit: 'OFFSET',
};

/** In small letters where the query is written so. */
export function wordsBehind(tokens: readonly QueryToken[], clause: string | undefined, isLower: boolean): Proposal[] {
  const words = (next[clause ?? ''] ?? '').split('|').filter((word) => word !== '');
  const fitting = tokens.length > 0 && clause === undefined ? ['SELECT', 'AS'] : words;
  return fitting.map((word) => ({
    label: isLower ? word.toLowerCase() : word,
    kind: CompletionItemKind.Keyword,
    rank: 7,
  }));
}

const types =
  'BIGINT|BLOB|BOOLEAN|DATE|DECIMAL|DOUBLE|FLOAT|HUGEINT|INTEGER|INTERVAL|JSON|SMALLINT|TIMESTAMP|TIMESTAMP_MS|TINYINT|UBIGINT|UINTEGER|UUID|VARCHAR';

export const queryTypes: Proposal[] = types
  .split('|')
  .map((label) => ({ label, kind: CompletionItemKind.TypeParameter, rank: 1 }));

/** `name(arguments) what it gives` */
const functions = `abs(x) the number without its sign
any_value(x) one value of the group that is not null
approx_count_distinct(x) about how many different values
arg_max(x, by) x where by is greatest
arg_min(x, by) x where by is least
avg(x) the mean
cast(x AS type) the value as another type
ceil(x) the next whole number above
coalesce(a, b) the first that is not null
concat(a, b) texts one behind the other
contains(text, part) whether the text has the part
corr(y, x) how closely two columns move together
count(*) how many records
date_diff('unit', a, b) how many borders of the unit lie between
date_part('unit', at) one part of a time
date_trunc('unit', at) the start of the unit
dense_rank() the rank, without gaps
epoch_ms(at) milliseconds since 1970
exp(x) e to the power of x
first(x) the first value
first_value(x) the first value of the window
floor(x) the next whole number below
format('{}', x) a text with values in it
greatest(a, b) the greatest of the values
hash(x) a number made of the value
if(condition, a, b) one of two values
ifnull(x, other) the other where it is null
json_extract(json, '$.path') a part of a JSON value
json_extract_string(json, '$.path') a part of a JSON value as text
lag(x) the value of the record before
last(x) the last value
lead(x) the value of the record after
least(a, b) the least of the values
left(text, n) the first characters
length(text) how many characters
list(x) the values of the group as a list
list_contains(list, x) whether the list has the value
ln(x) the natural logarithm
lower(text) in small letters
max(x) the greatest
median(x) the value in the middle
min(x) the least
mode(x) the most frequent value
ntile(n) which of n parts of the window
nullif(a, b) null where both are the same
quantile_cont(x, 0.5) the value below which this share lies
rank() the rank, with gaps
regexp_extract(text, 'pattern') the part that fits
regexp_matches(text, 'pattern') whether some part fits
regexp_replace(text, 'pattern', 'by') the text with parts replaced
replace(text, 'a', 'b') the text with parts replaced
right(text, n) the last characters
round(x, digits) rounded
row_number() the number in the window
split_part(text, ',', n) one of the parts between separators
sqrt(x) the square root
starts_with(text, 'part') whether it starts with the part
stddev(x) the standard deviation
strftime(at, '%Y-%m') a time as text
string_agg(text, ',') texts of the group, with a separator
strptime(text, '%Y-%m') a text as time
struct_pack(a := x) a record
substring(text, from, n) a part of the text
sum(x) the sum
trim(text) without white space around
try_cast(x AS type) the value as another type, or null
unnest(list) one record for each element
upper(text) in capitals
var_samp(x) the variance
year(at) the year`;

export const queryFunctions: Proposal[] = functions.split('\n').map((line) => {
  const [, name = '', parameters = '', doc = ''] = /^(\w+)\((.*?)\) (.*)$/.exec(line) ?? [];
  return {
    label: name,
    kind: CompletionItemKind.Function,
    detail: `${name}(${parameters})`,
    doc: `\`${name}(${parameters})\`: ${doc}.`,
    snippet: parameters === '' || parameters === '*' ? `${name}(${parameters})` : `${name}($1)`,
    rank: 6,
  };
});
