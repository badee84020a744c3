import type { SqlDialect } from "../sql/sql-engine.ts";

export const duckdbDialect: SqlDialect = {
  table: "spans",
  nullableDouble: "DOUBLE",
  parameter: (name) => `$${name}`,
  distinct: (column, condition) =>
    `coalesce(list_sort(list(DISTINCT ${column}) FILTER (WHERE ${condition})), [])`,
  distinctMembers: (column) => `coalesce(list_sort(list_distinct(flatten(list(${column})))), [])`,
  firstText: (column, order, condition) =>
    `coalesce(arg_min(${column}, ${order}) FILTER (WHERE ${condition}), '')`,
  hasAny: (list, texts) => `list_has_any(${list}, ${texts})`,
  take: (list, count) => `list_slice(${list}, 1, ${count})`,
  prefix: (text, count) => `left(${text}, ${count})`,
  contains: (text, part) => `contains(${text}, ${part})`,
  matches: (text, pattern) => `regexp_matches(${text}, ${pattern})`,
  wide: (value) => `CAST(${value} AS HUGEINT)`,
  entry: (map, key) => `map_extract_value(${map}, ${key})`,
};
