import { appendFile } from "node:fs/promises";
import { join } from "node:path";
import { writeHarness } from "../diagnosis/defects.ts";

/** Rules on comparing documents, beyond those of the harness that the diagnosis is measured with. */
const comparing = `
- Look for restatements and out-of-date documents, and say which figure holds now.
- Check the unit, currency and period of every figure before you compare it.
- Compare dates in narrative with the dates in the exports.
- Look for customers that appear under two names, and count them once.
`;

/** Writes a harness that has a rule against each bad habit of the simulated analyst, and returns its folder. */
export async function writeAllRules(dir: string): Promise<string> {
  await writeHarness(dir);
  await appendFile(join(dir, "instructions.md"), comparing);
  return dir;
}
