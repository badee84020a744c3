import { text } from "node:stream/consumers";
import { LoopError, messageOf } from "@loopwright/core";
import type { Entry, ZipFile } from "yauzl";
import { compare } from "../event-rows.ts";
import { createNormalizer, normalizeBundle } from "../normalize-bundle.ts";
import { largestBundle, tooLarge, type RunSource } from "./run-source.ts";

/**
 * Bundles as the JSON entries of a zip file, in order of their names. The archive is read in place and one bundle
 * at a time.
 *
 * @throws LoopError `not_found` when the optional peer `yauzl` is not installed; `bad_input` for what is no zip file
 */
export async function bundleArchive(folder: string, file: string): Promise<RunSource> {
  const archive = await openArchive(file);
  archive.close();
  return {
    folder,
    async *runs(report) {
      const { entries, textOf, close } = await openArchive(file);
      const normalize = createNormalizer();
      try {
        for (const [from, entry] of entries) {
          try {
            if (entry.uncompressedSize > largestBundle)
              report(tooLarge(from, entry.uncompressedSize));
            else yield { run: normalize(JSON.parse(await textOf(entry)), from), from };
          } catch (error) {
            const message = messageOf(error).replace(`${from}: `, "");
            report({ kind: "unreadable", file: from, line: 0, message });
          }
        }
      } finally {
        close();
      }
    },
    async find({ from }) {
      const { entries, textOf, close } = await openArchive(file);
      try {
        const entry = entries.get(from);
        return entry && normalizeBundle(JSON.parse(await textOf(entry)), from);
      } finally {
        close();
      }
    },
  };
}

interface Archive {
  /** By the archive's path and their own. */
  entries: Map<string, Entry>;
  textOf(entry: Entry): Promise<string>;
  close(): void;
}

async function openArchive(file: string): Promise<Archive> {
  const { openPromise } = await loadYauzl();
  try {
    const zip = await openPromise(file, { autoClose: false });
    const entries = await bundlesIn(zip);
    return {
      entries: new Map(entries.map((entry) => [`${file}/${entry.fileName}`, entry])),
      textOf: async (entry) => text(await zip.openReadStreamPromise(entry)),
      close: () => zip.close(),
    };
  } catch (error) {
    throw new LoopError(
      "bad_input",
      `${file}: no zip file that can be read (${messageOf(error)})`,
      { cause: error },
    );
  }
}

/** Entries that hold bundles: JSON files, without what archivers of some systems add beside them. */
async function bundlesIn(zip: ZipFile): Promise<Entry[]> {
  const entries: Entry[] = [];
  for await (const entry of zip.eachEntry())
    if (entry.fileName.endsWith(".json") && !/(^|\/)(\.|__MACOSX\/)/.test(entry.fileName))
      entries.push(entry);
  return entries.toSorted((a, b) => compare(a.fileName, b.fileName));
}

async function loadYauzl() {
  try {
    return await import("yauzl");
  } catch (error) {
    throw new LoopError(
      "not_found",
      `yauzl is not installed (${messageOf(error)}); npm install yauzl, or unpack the archive`,
      { cause: error },
    );
  }
}
