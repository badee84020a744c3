import { mkdir, mkdtemp, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { generateDataroom, inspectDataroom, writeDataroom } from "./index.ts";

const folder = () => mkdtemp(join(tmpdir(), "dataroom-"));

describe("writeDataroom", () => {
  it("writes the files and nothing of the answer key", async () => {
    const dir = await folder();
    const dataroom = generateDataroom();
    await writeDataroom(dataroom, dir);
    const entries = await readdir(dir, { recursive: true, withFileTypes: true });
    expect(entries.filter((entry) => entry.isFile())).toHaveLength(dataroom.files.length);
    for (const { path, content } of dataroom.files)
      expect(await readFile(join(dir, path), "utf8")).toBe(content);
  });
});

describe("inspectDataroom", () => {
  it("counts the files and bytes of a folder of any layout", async () => {
    const dir = await folder();
    await mkdir(join(dir, "deep", "er"), { recursive: true });
    await writeFile(join(dir, "deep", "er", "b.txt"), "four");
    await writeFile(join(dir, "a.md"), "ä");
    expect(await inspectDataroom(dir)).toEqual({
      files: [
        { path: "a.md", bytes: 2 },
        { path: "deep/er/b.txt", bytes: 4 },
      ],
      bytes: 6,
    });
  });

  it("refuses a folder without files and names it", async () => {
    const dir = await folder();
    await mkdir(join(dir, "only", "folders"), { recursive: true });
    await writeFile(join(dir, ".hidden"), "x");
    await expect(inspectDataroom(dir)).rejects.toMatchObject({
      code: "bad_input",
      message: `${dir}: no files in it; put the documents there`,
    });
  });

  it("refuses a path that does not exist or is a file", async () => {
    const dir = await folder();
    const missing = join(dir, "missing");
    await expect(inspectDataroom(missing)).rejects.toMatchObject({
      code: "not_found",
      message: `${missing}: no such file or folder`,
    });
    const file = join(dir, "a.md");
    await writeFile(file, "text");
    await expect(inspectDataroom(file)).rejects.toMatchObject({ code: "bad_input" });
  });

  it("refuses a link wherever it leads", async () => {
    const dir = await folder();
    await writeFile(join(dir, "a.md"), "text");
    await symlink("/etc/hostname", join(dir, "b.md"));
    await expect(inspectDataroom(dir)).rejects.toThrow(/b\.md: a link/);
  });
});
