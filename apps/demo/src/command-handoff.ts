import { exitCodes } from "./exit-code.ts";
import { fromUser, type Settings } from "./settings.ts";
import { verifyHandoff, type VerifiedFile } from "./verify-handoff.ts";

/** `loopwright handoff verify`: exit code 0 only when every reference resolves and every quote and count holds. */
export async function handoffVerifyCommand(
  target: string,
  options: { json?: boolean; harness?: string },
  settings: Settings,
): Promise<number> {
  const harnessDir = options.harness && fromUser(settings, options.harness);
  const files = await verifyHandoff(fromUser(settings, target), harnessDir);
  const ok = files.every((file) => file.problems.length === 0);
  process.stdout.write(
    options.json ? `${JSON.stringify({ ok, files }, null, 2)}\n` : report(files, ok),
  );
  return ok ? exitCodes.ok : exitCodes.gateFailed;
}

function report(files: readonly VerifiedFile[], ok: boolean): string {
  const lines = files.flatMap(({ file, verified, total, problems }) => [
    `${file}: ${verified} of ${total} references hold`,
    ...problems.map((problem) => `  ${problem}`),
  ]);
  return [...lines, ok ? "The handoff holds." : "The handoff does not hold.", ""].join("\n");
}
