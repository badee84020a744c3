/** The languages that narratives are written in. */
export const locales = ["en", "zh-CN"] as const;
export type Locale = (typeof locales)[number];
