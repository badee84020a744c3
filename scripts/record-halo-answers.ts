// Asks the public halo-engine the questions of the contract tests and stores its answers in the repository:
//   LOOPWRIGHT_HALO_PYTHON=.venv/bin/python node --conditions=@loopwright/source scripts/record-halo-answers.ts
import { fileURLToPath } from "node:url";
import { awkwardCases } from "../tests/contract/trace-store/awkward-cases.ts";
import { generatedCase } from "../tests/contract/trace-store/generated-case.ts";
import { askOracle, writeCase, type OracleReply } from "../tests/contract/trace-store/oracle.ts";
import { comparable } from "../tests/contract/trace-store/questions.ts";
import { storedSeeds } from "../tests/contract/trace-store/stored-answers.ts";
import { writeFile } from "node:fs/promises";

const python = process.env["LOOPWRIGHT_HALO_PYTHON"];
if (!python)
  throw new Error("set LOOPWRIGHT_HALO_PYTHON; scripts/install-halo-engine.sh makes one");

const target = new URL(
  "../tests/contract/trace-store/fixtures/oracle-answers.json",
  import.meta.url,
);
const replies: [string, OracleReply][] = [];
for (const one of [...awkwardCases(), ...storedSeeds.map((seed) => generatedCase(seed))]) {
  const reply = await askOracle(python, await writeCase(one), one.questions);
  // What each tool words in its own way is not stored.
  replies.push([one.name, withoutWording(reply)]);
}
const lines = replies.map(([name, reply]) => `${JSON.stringify(name)}:${JSON.stringify(reply)}`);
await writeFile(fileURLToPath(target), `{\n${lines.join(",\n")}\n}\n`);
console.log(`stored ${replies.length} cases`);

function withoutWording(reply: OracleReply): OracleReply {
  if ("index_error" in reply) return reply;
  const answers = reply.answers.map(({ ok, error }) =>
    error === undefined ? { ok: JSON.parse(JSON.stringify(comparable(ok))) } : { error },
  );
  return { ...reply, answers };
}
