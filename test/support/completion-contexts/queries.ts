import type { CompletionContext } from './context.ts';

function query(text: string): string {
  return `sql q(payments, merchants) """\n    ${text}\n  """`;
}

export const queries: CompletionContext[] = [
  { name: 'start of a query', at: 'flow', text: query('<|>'), first: ['SELECT', 'WITH', 'FROM'] },
  {
    name: 'table of a query',
    at: 'flow',
    text: query('SELECT * FROM <|>'),
    first: ['payments', 'merchants'],
    never: ['id'],
  },
  {
    name: 'table that is joined',
    at: 'flow',
    text: query('SELECT * FROM payments AS p JOIN <|>'),
    first: ['payments', 'merchants'],
  },
  {
    name: 'column of a query',
    at: 'flow',
    text: query('SELECT <|> FROM payments'),
    first: ['id', 'amount', 'country'],
    also: ['sum'],
    never: ['category'],
  },
  {
    name: 'column of two tables',
    at: 'flow',
    text: query('SELECT <|> FROM payments p JOIN merchants m ON p.id = m.id'),
    first: ['p.id', 'amount'],
    also: ['m.id', 'category', 'm'],
  },
  {
    name: 'column behind a table',
    at: 'flow',
    text: query('SELECT merchants.<|> FROM merchants'),
    first: ['id', 'category'],
  },
  {
    name: 'column behind another name',
    at: 'flow',
    text: query('SELECT m.<|> FROM payments p JOIN merchants AS m ON true'),
    first: ['id', 'category'],
    never: ['amount'],
  },
  {
    name: 'nested column of a query',
    at: 'flow',
    text: query('SELECT p.merchant.<|> FROM payments p'),
    first: ['id', 'category'],
  },
  {
    name: 'condition of a query',
    at: 'flow',
    text: query('SELECT id FROM payments WHERE <|>'),
    first: ['id', 'amount'],
  },
  {
    name: 'group of a query',
    at: 'flow',
    text: query('SELECT country, sum(amount) AS total FROM payments GROUP BY <|>'),
    first: ['total', 'id'],
  },
  {
    name: 'order of a query',
    at: 'flow',
    text: query('SELECT sum(amount) AS total FROM payments ORDER BY <|>'),
    first: ['total', 'id'],
  },
  {
    name: 'type in a query',
    at: 'flow',
    text: query('SELECT id::<|> FROM payments'),
    first: ['BIGINT'],
    never: ['id'],
  },
  {
    name: 'word behind a table',
    at: 'flow',
    text: query('SELECT id FROM payments <|>'),
    first: ['WHERE', 'JOIN'],
    never: ['id'],
  },
  {
    name: 'query that is not closed',
    at: 'flow',
    text: 'sql q(payments) """\n    SELECT <|>',
    first: ['id', 'amount'],
  },
];

export const comments: CompletionContext[] = [
  {
    name: 'comment with a meaning',
    at: 'flow',
    text: '// mill<|>',
    first: ['millrace-ignore', 'millrace-ignore-file'],
  },
  {
    name: 'code to ignore',
    at: 'flow',
    text: '// millrace-ignore <|>\n  filter unused(payments) where true',
    first: ['FLOW302'],
    never: ['FLOW201'],
  },
];
