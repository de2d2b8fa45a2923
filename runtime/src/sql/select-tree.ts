/** The parts of DuckDB's serialized syntax tree that are looked at; what is null or has its default value is left out. */
export interface SelectTree {
  error: boolean;
  statements?: { node: QueryNode }[];
}

export type QueryNode = SelectNode | SetOperationNode | { type: 'RECURSIVE_CTE_NODE' | 'CTE_NODE'; cte_map?: CteMap };

export interface SelectNode {
  type: 'SELECT_NODE';
  cte_map?: CteMap;
  select_list: Expression[];
  from_table?: TableRef;
  where_clause?: Expression;
  group_expressions?: Expression[];
  group_sets?: number[][];
  aggregate_handling?: string;
}

export interface SetOperationNode {
  type: 'SET_OPERATION_NODE';
  cte_map?: CteMap;
  setop_type: string;
  left: QueryNode;
  right: QueryNode;
}

export interface CteMap {
  map?: { key: string; value: { query: { node: QueryNode }; aliases?: string[] } }[];
}

export interface TableRef {
  type: string;
  alias?: string;
  table_name?: string;
  schema_name?: string;
  catalog_name?: string;
  /** `t(a, b)`: other names for the columns. */
  column_name_alias?: string[];
  left?: TableRef;
  right?: TableRef;
  join_type?: string;
  ref_type?: string;
  using_columns?: string[];
  subquery?: { node: QueryNode };
  sample?: unknown;
}

export interface ColumnName {
  table?: string;
  column: string;
}

/** Of one class or another; a member that a class does not have is absent. */
export interface Expression {
  class: string;
  type: string;
  alias?: string;
  column_names?: string[];
  relation_name?: string;
  exclude_list?: string[];
  qualified_exclude_list?: ColumnName[];
  replace_list?: { key: string; value: Expression }[];
  rename_list?: { key: ColumnName; value: string }[];
  columns?: boolean;
  function_name?: string;
  schema?: string;
  children?: Expression[];
  filter?: Expression;
  value?: { is_null?: boolean };
  child?: Expression;
  try_cast?: boolean;
  left?: Expression;
  right?: Expression;
  input?: Expression;
  lower?: Expression;
  upper?: Expression;
  case_checks?: { when_expr: Expression; then_expr: Expression }[];
  else_expr?: Expression;
}
