/** What looks like a credential or a mailbox, whoever issued it. */
const secrets: readonly RegExp[] = [
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
  /\b(?:sk|pk|rk)-[A-Za-z0-9_-]{16,}/g,
  /\b(?:(?:sk|pk|rk)_(?:live|test)|whsec|hf|npm)_[A-Za-z0-9]{16,}/g,
  /\bSG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}/g,
  /\b(?:gh[pousr]_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{20,}|glpat-[A-Za-z0-9_-]{16,})/g,
  /\bxox[abeoprs]-[A-Za-z0-9-]{10,}/g,
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g,
  /\bAIza[A-Za-z0-9_-]{30,}/g,
  /\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*/g,
  /(?<![\w.%+-])[\w%+-](?:[\w.%+-]{0,62}[\w%+-])?@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,24}\b/g,
];

/**
 * Secrets known by what stands before them, which is kept. Groups and not lookbehinds: a lookbehind would read a
 * long run of spaces once for each of them.
 */
const labelledSecrets: readonly RegExp[] = [
  /(\bBearer\s+)[A-Za-z0-9._~+/-]{12,}=*/gi,
  // With whatever stands before the label (`DB_PASSWORD`), and with the quotes of JSON within JSON.
  /((?:api|access|account|private|secret)[_-]?key\\*["']?\s*[=:]\s*\\*["']?)[^\s"',;\\]{12,}/gi,
  /((?:secret|password|passwd|(?:access|auth|refresh|id|session)[_-]?token)\\*["']?\s*[=:]\s*\\*["']?)(?=[^\s"',;\\]*[^\s"',;\\A-Za-z.])[^\s"',;\\]{6,}/gi,
  /((?:secret|password|passwd|(?:access|auth|refresh|id|session)[_-]?token)\\*["']?\s*[=:]\s*\\*["']?)[^\s"',;\\]{12,}/gi,
  /(\bAuthorization\\*["']?\s*[=:]\s*\\*["']?[A-Za-z]+\s+)[^\s"',;\\]{8,}/gi,
  /(:\/\/[^\s/:@]+:)[^\s/@]+(?=@)/g,
];

/**
 * Replaces what looks like a key, token, password or e-mail address by `[redacted]`. It errs towards too much:
 * evidence is still readable without its secrets.
 *
 * @example redactSecrets("Authorization: Bearer abcdefabcdef") // "Authorization: Bearer [redacted]"
 */
export function redactSecrets(text: string): string {
  const unnamed = labelledSecrets.reduce(
    (rest, pattern) => rest.replace(pattern, "$1[redacted]"),
    text,
  );
  return secrets.reduce((rest, pattern) => rest.replace(pattern, "[redacted]"), unnamed);
}
