#!/usr/bin/env node
// `node scripts/run.mjs <script> [arguments]`: installs what is missing, then runs a root script with
// the pnpm this repository pins, on a Node new enough for it. Plain JavaScript without dependencies,
// because it is the first thing that runs on a fresh machine. What it prints itself goes to stderr, so
// that a command's own output can be piped.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const { engines, packageManager } = JSON.parse(readFileSync(`${root}/package.json`, "utf8"));
const NODE = "node@24.21.0"; // used only when the running Node is too old

const want = engines.node.match(/\d+/g).map(Number);
const have = process.versions.node.split(".").map(Number);
const differs = [0, 1, 2].find((i) => have[i] !== want[i]);
const tooOld = differs !== undefined && have[differs] < want[differs];
const inner = process.env.LOOPWRIGHT_BOOTSTRAP === "1";
const hasPnpm = inner || process.env.npm_config_user_agent?.startsWith("pnpm/");
const caller = process.env.INIT_CWD ?? process.cwd();

function call(command, args, { env = {}, stdout = "inherit" } = {}) {
  const { status, signal, error } = spawnSync(command, args, {
    cwd: root,
    stdio: ["inherit", stdout, "inherit"],
    shell: process.platform === "win32",
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: "1", INIT_CWD: caller, ...env },
  });
  if (error) console.error(`${command}: ${error.message}`);
  if (status !== 0) process.exit(status ?? (signal === "SIGINT" ? 130 : 1));
}

if (tooOld && inner) {
  console.error(`This repository needs Node ${engines.node}; found ${process.version}.`);
  process.exit(1);
} else if (tooOld || !hasPnpm) {
  if (tooOld)
    console.error(
      `Node ${process.version} does not satisfy ${engines.node}; using ${NODE} from npm for this run.`,
    );
  const packages = [packageManager, ...(tooOld ? [NODE] : [])].map((name) => `--package=${name}`);
  const self = fileURLToPath(import.meta.url);
  call(
    "npx",
    ["--yes", "--prefer-offline", ...packages, "--", "node", self, ...process.argv.slice(2)],
    {
      env: { LOOPWRIGHT_BOOTSTRAP: "1" },
    },
  );
} else {
  // fd 2: the installer's chatter must not mix with what the command prints.
  call("pnpm", ["install", "--frozen-lockfile"], { stdout: 2 });
  call("pnpm", ["--silent", "run", ...process.argv.slice(2)]);
}
