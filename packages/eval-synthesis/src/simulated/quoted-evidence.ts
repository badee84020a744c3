/** The remark without what it quotes or adds by way of example. */
export function withoutQuotes(observation: string): string {
  return observation
    .trim()
    .replaceAll(/(?:,? (?:for example|such as))?(?:,? (?:in|of|as|on))?[:,\s]*["“][^"”]*["”]/gu, "")
    .replace(/,? (?:although|though|for example|such as)\b[^;]*/iu, "")
    .replace(/, [^,]* among them\b/iu, "")
    .replaceAll(/\s*\([^)]*\)/gu, "")
    .replace(/[\s.。;,:]+$/u, "");
}

/** Praise that quotes a statement of the answer: a later answer has to hold it too. */
export function keptStatement(observation: string): string | undefined {
  const quoted =
    /^the answer (?:shows|keeps|says|notes|states) [^";]*: ["“](?<words>[^"”]{20,})["”]\.?$/iu.exec(
      observation,
    )?.groups?.["words"];
  if (quoted === undefined) return undefined;
  // Of a quotation that breaks off, only the thoughts that are whole are kept.
  const whole = /…|\.\.\./u.test(quoted)
    ? quoted.replace(/[;,][^;,]*$|[^;,]*(?:…|\.\.\.)\s*$/u, "")
    : quoted;
  return whole.split(/\s+/u).length >= 5 ? whole : undefined;
}

/** The file that a remark gives as its example. */
export function namedFile(observation: string): string | undefined {
  return /[\p{L}\p{N}_./-]*[\p{L}\p{N}_-]\.(?:csv|tsv|json|md|txt|pdf|xlsx|ya?ml)\b/iu.exec(
    observation,
  )?.[0];
}
