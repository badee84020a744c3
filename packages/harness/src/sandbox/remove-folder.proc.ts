import { existsSync } from "node:fs";
import { chmod, chown, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { removeFolder } from "./remove-folder.ts";

const nobody = 65_534;
const isRoot = process.geteuid?.() === 0;

// Nothing is denied to root: the tests are somebody else meanwhile.
beforeAll(() => {
  if (isRoot) process.seteuid?.(nobody);
});
const made: string[] = [];
afterAll(async () => {
  if (isRoot) process.seteuid?.(0);
  await Promise.all(made.map((dir) => rm(dir, { recursive: true, force: true })));
});

async function ownFolder(): Promise<string> {
  if (isRoot) process.seteuid?.(0);
  const dir = await mkdtemp(join(tmpdir(), "remove-folder-"));
  made.push(dir);
  if (isRoot) {
    await chown(dir, nobody, nobody);
    process.seteuid?.(nobody);
  }
  return dir;
}

it("deletes folders that their owner may neither read nor write", async () => {
  const dir = await ownFolder();
  const session = join(dir, "session");
  await mkdir(join(session, "outputs", "deep"), { recursive: true });
  await writeFile(join(session, "outputs", "deep", "note.txt"), "left");
  await chmod(join(session, "outputs", "deep"), 0o000);
  await chmod(join(session, "outputs"), 0o500);
  await removeFolder(session);
  expect(existsSync(session)).toBe(false);
});

it("leaves alone what a link leads to", async () => {
  const dir = await ownFolder();
  const session = join(dir, "session");
  await mkdir(join(session, "shut"), { recursive: true });
  await mkdir(join(dir, "elsewhere"));
  await chmod(join(dir, "elsewhere"), 0o500);
  await symlink(join(dir, "elsewhere"), join(session, "shut", "link"));
  await chmod(join(session, "shut"), 0o000);
  await removeFolder(session);
  expect(existsSync(session)).toBe(false);
  await expect(writeFile(join(dir, "elsewhere", "new.txt"), "")).rejects.toThrow("EACCES");
});

it("minds no folder that is not there", async () => {
  await expect(removeFolder(join(await ownFolder(), "nothing"))).resolves.toBeUndefined();
});
