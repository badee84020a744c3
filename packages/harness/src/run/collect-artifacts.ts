import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join, posix } from "node:path";
import { messageOf, type HarnessConfig } from "@loopwright/core";
import { withCustomSpan } from "@openai/agents";
import type { SandboxSession } from "@openai/agents/sandbox";

/** Largest artifact that is copied out, in bytes. */
const largestArtifact = 32 * 1024 * 1024;

/**
 * Copies the required artifacts out of a session, one `artifact_write` span each. What is missing, too large, or
 * reached through a symbolic link is left out, and its span says why.
 *
 * @returns the paths that were copied, in the harness's order
 */
export async function collectArtifacts(options: {
  session: SandboxSession;
  harness: HarnessConfig;
  outputDir: string;
}): Promise<string[]> {
  const copied: string[] = [];
  for (const { path } of options.harness.required_artifacts)
    if (await copyArtifact({ ...options, path })) copied.push(path);
  return copied;
}

async function copyArtifact(options: {
  session: SandboxSession;
  harness: HarnessConfig;
  outputDir: string;
  path: string;
}): Promise<boolean> {
  const { session, harness, outputDir, path } = options;
  const data: Record<string, unknown> = { "tool.name": "artifact_write", filename: path };
  return withCustomSpan(
    async (span) => {
      const found = await readArtifact(
        session,
        posix.join(harness.tool_policy.writable_root, path),
      );
      const missing = !("bytes" in found);
      Object.assign(span.spanData.data, {
        bytes: missing ? 0 : found.bytes.byteLength,
        missing,
        ...(missing && { reason: found.reason }),
      });
      if (missing) return false;
      const target = join(outputDir, path);
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, found.bytes);
      return true;
    },
    { data: { name: "artifact_write", data } },
  );
}

async function readArtifact(
  session: SandboxSession,
  path: string,
): Promise<{ bytes: Uint8Array } | { reason: string }> {
  try {
    if (!session.readFile) return { reason: "the sandbox cannot read files" };
    const content = await session.readFile({ path, maxBytes: largestArtifact });
    return { bytes: typeof content === "string" ? Buffer.from(content) : content };
  } catch (error) {
    const absent = error instanceof Error && "code" in error && error.code === "ENOENT";
    return { reason: absent ? "the run did not write it" : messageOf(error) };
  }
}
