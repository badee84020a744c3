import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

// The same place seen from `src` and from `dist`.
const built = new URL("../dist/page.html", import.meta.url);
const builder = new URL("../scripts/build-page.mjs", import.meta.url);

/** The page, and the policy under which a browser runs its own script and style and nothing else. */
export interface StudioPage {
  html: string;
  policy: string;
}

/** Reads the built page; in a checkout that was never built, where this file runs from its source, builds it. */
export function readPage(): StudioPage {
  if (!existsSync(built) && import.meta.url.endsWith("/src/page.ts"))
    execFileSync(process.execPath, [fileURLToPath(builder)], { stdio: "pipe" });
  const html = readFileSync(built, "utf8");
  const policy = [
    "default-src 'none'",
    `script-src ${hashesOf(html, "script")}`,
    `style-src ${hashesOf(html, "style")}`,
    "img-src data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
  return { html, policy };
}

function hashesOf(html: string, element: "script" | "style"): string {
  const bodies = html.matchAll(new RegExp(`<${element}[^>]*>([^]*?)</${element}>`, "g"));
  const hashes = [...bodies].map(
    ([, body = ""]) => `'sha256-${createHash("sha256").update(body).digest("base64")}'`,
  );
  return hashes.length === 0 ? "'none'" : hashes.join(" ");
}
