import { expect, it } from "vitest";
import { redactSecrets } from "./index.ts";

const letters = "abcdefghijklmnopqrstuvwxyz0123456789";

it.each([
  ["Authorization: Bearer abcdefabcdef", "Authorization: Bearer [redacted]"],
  [`the key sk-proj-${letters}, as given`, "the key [redacted], as given"],
  [`ghp_${letters}`, "[redacted]"],
  [`AKIA${"A1".repeat(8)} in eu-west-1`, "[redacted] in eu-west-1"],
  [`{"api_key":"${letters}"}`, '{"api_key":"[redacted]"}'],
  [`PASSWORD = ${letters}; next`, "PASSWORD = [redacted]; next"],
  ["postgres://ana:hunter2@db.example:5432/x", "postgres://ana:[redacted]@db.example:5432/x"],
  ["write to ana.b+c@mail.example.com.", "write to [redacted]."],
  [
    "-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----\nafter",
    "[redacted]\nafter",
  ],
  [`cookie eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.${letters}`, "cookie [redacted]"],
])("takes the secret out of %j", (text, redacted) => {
  expect(redactSecrets(text)).toBe(redacted);
});

it.each([
  "Cash lasts 11 months at $2.9M a month.",
  "The secret of the margin: pricing.",
  "https://example.com/a:b/c@d",
  "task-list and risk-register.md",
])("leaves %j as it is", (text) => {
  expect(redactSecrets(text)).toBe(text);
});

it("takes no longer over a long run of one character than over words", () => {
  const text = [" ", "\n", "a", "@", "://a", "a.", "eyJ"]
    .map((part) => part.repeat(50_000))
    .join("");
  const began = performance.now();
  redactSecrets(text);
  expect(performance.now() - began).toBeLessThan(5_000);
});

it.each([
  ["an environment variable", "OPENAI_API_KEY=abcdef0123456789"],
  ["a password of a database", "DB_PASSWORD=hunter2!"],
  ["a client secret in JSON", '{"client_secret": "q8f7d6s5a4"}'],
  ["JSON within JSON", String.raw`{"input": "{\"api_key\":\"abcdef0123456789\"}"}`],
  ["JSON within JSON within JSON", String.raw`"{\\\"password\\\":\\\"abcdef012345\\\"}"`],
  ["an AWS secret", "aws_secret_access_key = wJalrXUtnFEMIabcdEXAMPLEKEY"],
  ["an Azure key", "AccountName=x;AccountKey=abcdefabcdef0123456789=="],
  ["basic authorization", "Authorization: Basic dXNlcjpwYXNzd29yZA=="],
  ["a Stripe key", "sk_live_abcdefghijklmnop"],
  ["a Hugging Face token", "hf_abcdefghijklmnopqrst"],
  ["an npm token", "npm_abcdefghijklmnopqrstuvwxyz0123456789"],
  ["a SendGrid key", "SG.abcdefghijklmnop.abcdefghijklmnopqrstuv"],
  ["a refresh token", "refresh_token=1//0abcdef"],
])("takes out %s", (_what, text) => {
  const redacted = redactSecrets(text);
  expect(redacted).toContain("[redacted]");
  expect(redacted).not.toMatch(
    /abcdef0|hunter2|q8f7|wJalr|abcdefabc|dXNl|_abcdefghij|\.abcdefg|0abc/,
  );
});

it.each([
  '"inference.llm.input_tokens":12345678',
  "313,762 tokens: a large part",
  "password: required",
  "Basic functionality is there.",
])("leaves what is no secret: %s", (text) => {
  expect(redactSecrets(text)).toBe(text);
});
