import {
  EvalCase,
  EvalSuite,
  LoopError,
  messageOf,
  parseAt,
  readJson,
  readText,
} from "@loopwright/core";
import { LineCounter, parseDocument } from "yaml";
import { z } from "zod";
import { checkSuite } from "./check-suite.ts";

/**
 * Reads an eval suite: `{ "evals": [ … ] }` or a bare list, as JSON, or as YAML by the file's ending.
 *
 * @throws LoopError `not_found`, or `bad_input` with file, key or line, and what to mend; a suite without
 *   evals, with repeated ids or with evals that check nothing is refused too
 * @example const cases = await readSuite("evals/eval_suite.json")
 */
export async function readSuite(file: string): Promise<EvalCase[]> {
  const isYaml = /\.ya?ml$/i.test(file);
  const value = isYaml ? parseYaml(await readText(file), file) : await readJson(file, z.unknown());
  const cases = Array.isArray(value)
    ? parseAt(z.array(EvalCase), value, file)
    : parseAt(EvalSuite, value, `${file} (expected { "evals": [ … ] } or a list of evals)`).evals;
  try {
    return checkSuite(cases);
  } catch (error) {
    throw new LoopError("bad_input", `${file}: ${messageOf(error)}`, { cause: error });
  }
}

function parseYaml(text: string, file: string): unknown {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false });
  const [error] = document.errors;
  if (!error) return document.toJS();
  const { line } = lineCounter.linePos(error.pos[0]);
  throw new LoopError("bad_input", `${file}:${line}: not valid YAML (${error.message})`, {
    cause: error,
  });
}
