/** What kind of thing a plain value is; bits of one number. */
export const valueKinds = { category: 1, number: 2, date: 4, plainWord: 8, single: 16, short: 32 };

const longestCategory = 24;

/** Sorts a value once, so that its number stands for it from then on. */
export function kindsOf(value: string): number {
  const digits = /\d/.test(value);
  const short = value.length <= longestCategory;
  return (
    (short && !digits && !/\s/.test(value) ? valueKinds.category : 0) |
    (value !== "" && Number.isFinite(Number(value)) ? valueKinds.number : 0) |
    (/^\d{4}-\d{2}-\d{2}/.test(value) ? valueKinds.date : 0) |
    // A word alone is said by many; that it recurs does not mean it was passed on.
    (!digits && short ? valueKinds.plainWord : 0) |
    (value.length < 2 && !digits ? valueKinds.single : 0) |
    (short ? valueKinds.short : 0)
  );
}
