/** An object of an outsider's file, of which nothing is known yet. */
export type Loose = Readonly<Record<string, unknown>>;

export function isLoose(value: unknown): value is Loose {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The object under a key; text that holds a JSON object is read too; else an empty object. */
export function objectAt(record: Loose, key: string): Loose {
  const value = record[key];
  if (isLoose(value)) return value;
  const parsed = typeof value === "string" ? parseJson(value) : undefined;
  return isLoose(parsed) ? parsed : {};
}

export function listAt(record: Loose, key: string): readonly unknown[] {
  const value = record[key];
  return Array.isArray(value) ? value : [];
}

/** Text or number under a key as text; empty when there is none. */
export function textAt(record: Loose, ...keys: string[]): string {
  for (const key of keys) {
    const value = record[key];
    if (typeof value === "string" && value !== "") return value;
    if (typeof value === "number" || typeof value === "boolean") return String(value);
  }
  return "";
}

export function numberAt(record: Loose, key: string): number {
  const value = Number(record[key]);
  return Number.isFinite(value) ? value : 0;
}

/** The value of a JSON object or list written as text; undefined for everything else. */
export function parseJson(text: string): unknown {
  const first = text.charCodeAt(0);
  if (first !== 0x7b && first !== 0x5b && first !== 0x20 && first !== 0x0a) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Any value as the text a person would read. */
export function asText(value: unknown): string {
  if (value === undefined || value === null) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}
