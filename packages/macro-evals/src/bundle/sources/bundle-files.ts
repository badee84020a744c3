import { readFile, stat } from "node:fs/promises";
import { messageOf } from "@loopwright/core";
import { createNormalizer, normalizeBundle } from "../normalize-bundle.ts";
import { largestBundle, tooLarge, type RunSource } from "./run-source.ts";

/** Bundles as JSON files of their own. */
export function bundleFiles(folder: string, files: readonly string[]): RunSource {
  return {
    folder,
    async *runs(report) {
      const normalize = createNormalizer();
      for (const file of files) {
        try {
          const { size } = await stat(file);
          if (size > largestBundle) report(tooLarge(file, size));
          else yield { run: normalize(JSON.parse(await readFile(file, "utf8")), file), from: file };
        } catch (error) {
          const message = messageOf(error).replace(`${file}: `, "");
          report({ kind: "unreadable", file, line: 0, message });
        }
      }
    },
    find: async ({ from }) => normalizeBundle(JSON.parse(await readFile(from, "utf8")), from),
  };
}
