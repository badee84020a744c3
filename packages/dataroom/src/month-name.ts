const format = new Intl.DateTimeFormat("en", { month: "long", year: "numeric", timeZone: "UTC" });

/**
 * A month as a person writes it.
 *
 * @example monthName("2025-08") // "August 2025"
 */
export function monthName(month: string): string {
  return format.format(new Date(`${month}-01T00:00:00Z`));
}
