import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

// The same place seen from `src` and from `dist`.
const template = new URL("../dist/template.html", import.meta.url);
const builder = new URL("../scripts/build-template.mjs", import.meta.url);
let text: string | undefined;

/**
 * The page without data. The package ships it built; in a checkout that was never built, where this file runs from
 * its source, it is built now.
 */
export function readTemplate(): string {
  text ??= load();
  return text;
}

function load(): string {
  if (!existsSync(template) && import.meta.url.endsWith("/src/template.ts"))
    execFileSync(process.execPath, [fileURLToPath(builder)], { stdio: "pipe" });
  return readFileSync(template, "utf8");
}
