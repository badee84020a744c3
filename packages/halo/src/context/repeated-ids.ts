import { LoopError } from "@loopwright/core";

/** @throws LoopError `bad_input` that names the key and the id that is given more than once */
export function refuseRepeatedIds(idsByKey: Record<string, readonly string[]>): void {
  for (const [key, ids] of Object.entries(idsByKey)) {
    const seen = new Set<string>();
    for (const id of ids) {
      if (seen.has(id))
        throw new LoopError(
          "bad_input",
          `${key} ${id}: given more than once; ids must be unique, because findings cite them`,
        );
      seen.add(id);
    }
  }
}
