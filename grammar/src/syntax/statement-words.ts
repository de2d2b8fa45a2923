/** The words that open a statement: one list, which lexer, messages, outline and completion read. */
export const declarationWords = [
  'import',
  'schema',
  'model',
  'dataset',
  'flow',
  'test',
  'schedule',
  'trigger',
] as const;

/** A group is no node, and stands where nodes stand. */
export const nodeWords = [
  'read',
  'select',
  'filter',
  'route',
  'infer',
  'task',
  'join',
  'union',
  'aggregate',
  'sql',
  'review',
  'write',
  'use',
  'group',
] as const;

export const statementWords: ReadonlySet<string> = new Set([...declarationWords, ...nodeWords]);
