import { z } from "zod";
import { judgeInstructions, judgeTemplate, Verdict } from "../judge-prompt.ts";

/**
 * The judge of an exported suite: the gate's own prompt, asked of `OPENAI_BASE_URL` with nothing but `fetch`.
 * A judge that cannot decide throws, so Promptfoo counts the row as an error and not as a failed eval.
 */
export function judgeFile(): string {
  const prompt = { instructions: judgeInstructions, template: judgeTemplate, schema: wireSchema() };
  return `${head}
const prompt = ${JSON.stringify(prompt, null, 2)};
${body}`;
}

/** The verdict's shape as strict structured outputs want it. */
function wireSchema() {
  const { $schema: _, ...schema } = z.toJSONSchema(Verdict, { io: "input" });
  return { ...schema, additionalProperties: false };
}

const head = String.raw`// Asks a model to judge an answer by a rubric, with the same prompt as the gate.
// OPENAI_API_KEY: the key. OPENAI_BASE_URL: an OpenAI-compatible server, https://api.openai.com/v1 when left out.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

const outputs = JSON.parse(readFileSync(new URL("./trace_outputs.json", import.meta.url), "utf8"));
`;

const body = String.raw`
export default class Judge {
  constructor(options = {}) {
    this.config = options.config ?? {};
  }

  id() {
    return "judge:" + this.config.model;
  }

  async callApi(_prompt, { vars }) {
    const { answer } = outputs[vars.trace_id];
    if (answer.trim() === "")
      return { output: { pass: false, score: 0, reason: "The answer is empty, so it meets no requirement." } };
    return judge(this.config, { question: plainText(vars.question), rubric: vars.rubric, answer });
  }
}

/** A verdict that cannot be used goes back with the reason, twice at most. */
async function judge({ model, reasoning_effort }, texts) {
  const messages = [
    { role: "system", content: prompt.instructions },
    { role: "user", content: fillTemplate(texts) },
  ];
  const tokenUsage = { prompt: 0, completion: 0, total: 0, numRequests: 0 };
  let problem = "";
  for (let attempt = 0; attempt < 3; attempt++) {
    const reply = await ask({
      model,
      messages,
      response_format: {
        type: "json_schema",
        json_schema: { name: "verdict", schema: prompt.schema, strict: true },
      },
      ...(reasoning_effort ? { reasoning_effort } : {}),
    });
    addUsage(tokenUsage, reply.usage);
    const text = reply.choices?.[0]?.message?.content ?? "";
    try {
      return { output: readVerdict(text), tokenUsage };
    } catch (error) {
      problem = error.message;
      messages.push({ role: "assistant", content: text });
      messages.push({
        role: "user",
        content: "That reply could not be used: " + problem + ". Reply again, with the complete JSON and nothing else.",
      });
    }
  }
  throw new Error("The judge gave no usable verdict: " + problem);
}

/** The texts stand between markers whose code nobody can know who writes one of them. */
function fillTemplate({ question, rubric, answer }) {
  const hash = createHash("sha256").update(JSON.stringify([question, rubric, answer]));
  const texts = { code: hash.digest("hex").slice(0, 16), question, rubric, answer };
  return prompt.template.replace(/\{\{(\w+)\}\}/g, (_, name) => texts[name]);
}

/** A text that the config holds as a string expression, as it was. */
function plainText(text) {
  const quoted = /^\{\{ (?:"\\\}" and )?"(.*)" \}\}$/s.exec(text)?.[1];
  if (quoted === undefined) return text;
  const named = { n: "\n", r: "\r", t: "\t" };
  return quoted.replace(/\\(.)/gs, (_, character) => named[character] ?? character);
}

function readVerdict(text) {
  const unfenced = /^\s*\x60{3}(?:json)?\s*([\s\S]*?)\s*\x60{3}\s*$/.exec(text)?.[1] ?? text;
  const { reason, pass, score } = JSON.parse(unfenced);
  if (typeof reason !== "string" || typeof pass !== "boolean" || !(score >= 0 && score <= 1))
    throw new Error("expected reason as text, pass as true or false, score from 0 to 1");
  if (pass ? score < 0.5 : score === 1)
    throw new Error("pass and score contradict each other");
  return { reason, pass, score };
}

/** A busy or failing server is worth another try, a refusal is not. */
async function ask(request, triesLeft = 3) {
  const base = (process.env.OPENAI_BASE_URL || "https://api.openai.com/v1").replace(/\/+$/, "");
  const { status, text } = await post(base + "/chat/completions", request);
  if (status === 200) return JSON.parse(text);
  const worthRetry = [0, 408, 409, 429].includes(status) || status >= 500;
  if (!worthRetry || triesLeft === 1)
    throw new Error("The judge at " + base + " did not answer (HTTP " + status + "): " + text.slice(0, 500));
  await new Promise((resolve) => setTimeout(resolve, 500 * 4 ** (3 - triesLeft)));
  return ask(request, triesLeft - 1);
}

async function post(url, request) {
  const headers = {
    "content-type": "application/json",
    authorization: "Bearer " + (process.env.OPENAI_API_KEY ?? ""),
  };
  try {
    const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(request) });
    return { status: response.status, text: await response.text() };
  } catch (error) {
    return { status: 0, text: String(error.cause ?? error) };
  }
}

function addUsage(sum, usage = {}) {
  sum.prompt += usage.prompt_tokens ?? 0;
  sum.completion += usage.completion_tokens ?? 0;
  sum.total = sum.prompt + sum.completion;
  sum.numRequests++;
}
`;
