import { createSandbox } from "@loopwright/harness";
import { messageOf } from "@loopwright/core";
import { exitCodes } from "./exit-code.ts";
import { liveModels, liveNames } from "./models.ts";
import type { Settings } from "./settings.ts";
import { versions } from "./versions.ts";

interface Finding {
  topic: string;
  state: "ok" | "note" | "bad";
  text: string;
}

/** `loopwright doctor`: what works on this machine, and what to do about the rest. */
export async function doctorCommand(
  options: { json?: boolean },
  settings: Settings,
): Promise<number> {
  const findings = [node(), await packages(), await sandbox(), ...(await liveAccess(settings))];
  process.stdout.write(
    options.json
      ? `${JSON.stringify(findings, null, 2)}\n`
      : findings
          .map(({ topic, state, text }) => `${state.padEnd(5)}${topic.padEnd(10)}${text}\n`)
          .join(""),
  );
  return findings.some(({ state }) => state === "bad") ? exitCodes.couldNotEvaluate : exitCodes.ok;
}

function node(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const good = major > 22 || (major === 22 && minor >= 22);
  return good
    ? { topic: "node", state: "ok", text: process.version }
    : { topic: "node", state: "bad", text: `${process.version}; 22.22 or newer is needed` };
}

async function packages(): Promise<Finding> {
  const { node: _, ...found } = await versions();
  const text = Object.entries(found).map(([name, version]) => `${name} ${version}`);
  return { topic: "packages", state: "ok", text: text.join(", ") };
}

async function sandbox(): Promise<Finding> {
  const { kind, isolated, warning } = await createSandbox({ kind: "auto" });
  return isolated
    ? { topic: "sandbox", state: "ok", text: `${kind}: commands of a model are isolated` }
    : { topic: "sandbox", state: "note", text: warning ?? `${kind}: no isolation` };
}

async function liveAccess(settings: Settings): Promise<Finding[]> {
  const where = settings.baseURL ?? "the OpenAI API";
  if (!settings.apiKey)
    return [
      {
        topic: "key",
        state: "note",
        text: "OPENAI_API_KEY is not set: offline runs work, --live does not",
      },
      { topic: "network", state: "note", text: "not tried: offline runs need none" },
    ];
  const names = [...new Set(Object.values(liveNames(settings.models)))].join(", ");
  const key: Finding = {
    topic: "key",
    state: "ok",
    text: `OPENAI_API_KEY is set; --live uses ${names}`,
  };
  try {
    await liveModels(settings);
    return [key, { topic: "network", state: "ok", text: `${where} answers` }];
  } catch (error) {
    return [key, { topic: "network", state: "bad", text: messageOf(error) }];
  }
}
