/** A value bound to a statement. */
export type SqlValue = string | number | readonly string[];

/** A database as the shared questions see it: how to ask it, and how its SQL words what databases word differently. */
export interface SqlEngine {
  query(statement: string, values: Readonly<Record<string, SqlValue>>): Promise<unknown[]>;
  close(): Promise<void>;
  readonly dialect: SqlDialect;
}

/** Every function takes and returns SQL. Lists are sorted by code point. */
export interface SqlDialect {
  /** The table or view that holds the rows. */
  readonly table: string;
  parameter(name: string, type: "text" | "number" | "texts"): string;
  /** The distinct values of `column` where `condition` holds, in a group. */
  distinct(column: string, condition: string): string;
  /** The distinct members of a column of lists, in a group. */
  distinctMembers(column: string): string;
  /** The value of `column` with the least `order` where `condition` holds, in a group; empty text when none does. */
  firstText(column: string, order: string, condition: string): string;
  /** Whether a list has any member of a bound list. */
  hasAny(list: string, texts: string): string;
  /** The first `count` members of a list. */
  take(list: string, count: number): string;
  /** The first `count` code points of a text. */
  prefix(text: string, count: number): string;
  contains(text: string, part: string): string;
  /** Whether a text matches a pattern in RE2's syntax. */
  matches(text: string, pattern: string): string;
  /** The type of a nullable number. */
  readonly nullableDouble: string;
  /** An integer of 128 bits. */
  wide(value: string): string;
  /** The entry of a map, or null. */
  entry(map: string, key: string): string;
}
