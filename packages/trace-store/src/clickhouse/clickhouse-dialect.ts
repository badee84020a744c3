import type { SqlDialect } from "../sql/sql-engine.ts";

const types = { text: "String", number: "Int64", texts: "Array(String)" } as const;

/** @param table its name as it stands in a statement */
export function clickhouseDialect(table: string): SqlDialect {
  return {
    table,
    nullableDouble: "Nullable(Float64)",
    parameter: (name, type) => `{${name}:${types[type]}}`,
    distinct: (column, condition) => `arraySort(groupUniqArrayIf(${column}, ${condition}))`,
    distinctMembers: (column) => `arraySort(groupUniqArrayArray(${column}))`,
    firstText: (column, order, condition) => `argMinIf(${column}, ${order}, ${condition})`,
    hasAny: (list, texts) => `hasAny(${list}, ${texts})`,
    take: (list, count) => `arraySlice(${list}, 1, ${count})`,
    prefix: (text, count) => `substringUTF8(${text}, 1, ${count})`,
    contains: (text, part) => `position(${text}, ${part}) > 0`,
    matches: (text, pattern) => `match(${text}, ${pattern})`,
    wide: (value) => `toInt128(${value})`,
    entry: (map, key) => `if(mapContains(${map}, ${key}), ${map}[${key}], NULL)`,
  };
}
