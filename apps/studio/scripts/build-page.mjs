// Builds web/ into dist/page.html: one file, script and style inside.
import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { viteSingleFile } from "vite-plugin-singlefile";

const root = fileURLToPath(new URL("..", import.meta.url));
const dist = join(root, "dist");
await mkdir(dist, { recursive: true });
// Built beside and moved: two builds at once never leave half a file.
const outDir = await mkdtemp(join(dist, ".page-"));
try {
  await build({
    root: join(root, "web"),
    configFile: false,
    logLevel: "warn",
    plugins: [viteSingleFile({ removeViteModuleLoader: true })],
    build: { outDir, emptyOutDir: true, target: "es2023", reportCompressedSize: false },
  });
  await rename(join(outDir, "index.html"), join(dist, "page.html"));
} finally {
  await rm(outDir, { recursive: true, force: true });
}
