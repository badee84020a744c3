import { isAbsolute, resolve } from "node:path";
import { LoopError } from "@loopwright/core";
import type { ModelApi } from "@loopwright/core/model";

/** A name for each job that a model does in the loop. */
export interface ModelNames {
  agent: string;
  analysis: string;
  evalGeneration: string;
  judge: string;
  halo: string;
}

/** US dollars for a million tokens. */
export interface Prices {
  input: number;
  output: number;
}

/** Everything that the environment says. This file is the only one in the repository that asks it. */
export interface Settings {
  apiKey?: string;
  baseURL?: string;
  api: ModelApi;
  /** Model names that were set by hand; the rest is chosen per mode. */
  models: Partial<ModelNames>;
  prices?: Prices;
  /** Send spans to this OTLP/HTTP endpoint too. */
  otlpEndpoint?: string;
  /** Where relative paths of the command line start: the folder the user typed the command in. */
  cwd: string;
  /** Plain lines in place of a spinner. */
  plain: boolean;
  /** Where macro evals look when the command line does not say; the names are those of the reference notebook. */
  macro: MacroSettings;
}

export interface MacroSettings {
  dataRoot?: string;
  labelsPath?: string;
  traceLimit?: number;
  minClusterSize?: number;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the settings from an environment.
 *
 * @throws LoopError `bad_input` that names the variable
 */
export function readSettings(env: Environment, cwd: string): Settings {
  const prices = readPrices(env);
  return {
    ...named("apiKey", env["OPENAI_API_KEY"]),
    ...named("baseURL", env["OPENAI_BASE_URL"]),
    ...named("otlpEndpoint", env["OTEL_EXPORTER_OTLP_ENDPOINT"]),
    ...(prices ? { prices } : {}),
    api: readApi(env["LOOPWRIGHT_MODEL_API"]),
    models: {
      ...named("agent", env["OPENAI_AGENT_MODEL"]),
      ...named("analysis", env["OPENAI_ANALYSIS_MODEL"]),
      ...named("evalGeneration", env["OPENAI_EVAL_GENERATION_MODEL"]),
      ...named("judge", env["OPENAI_JUDGE_MODEL"]),
      ...named("halo", env["OPENAI_HALO_MODEL"]),
    },
    cwd: env["INIT_CWD"] && isAbsolute(env["INIT_CWD"]) ? env["INIT_CWD"] : cwd,
    macro: readMacro(env),
    plain: Boolean(env["CI"]) || Boolean(env["NO_COLOR"]) || env["TERM"] === "dumb",
  };
}

/** A path from the command line, seen from where the user stands. */
export function fromUser(settings: Settings, path: string): string {
  return resolve(settings.cwd, path);
}

function named<Key extends string>(key: Key, value: string | undefined): { [K in Key]?: string } {
  const entry: { [K in Key]?: string } = {};
  if (value !== undefined && value.trim() !== "") entry[key] = value.trim();
  return entry;
}

function readApi(value: string | undefined): ModelApi {
  if (value === undefined || value === "" || value === "responses") return "responses";
  if (value === "chat_completions") return "chat_completions";
  throw new LoopError(
    "bad_input",
    `LOOPWRIGHT_MODEL_API: expected "responses" or "chat_completions", found "${value}"`,
  );
}

function readMacro(env: Environment): MacroSettings {
  const traceLimit = readCount(env, "MACRO_EVALS_TRACE_LIMIT");
  const minClusterSize = readCount(env, "MACRO_EVALS_DISCOVERY_MIN_CLUSTER_SIZE");
  return {
    ...named("dataRoot", env["MACRO_EVALS_DATA_ROOT"]),
    ...named("labelsPath", env["MACRO_EVALS_LABELS_PATH"]),
    ...(traceLimit === undefined ? {} : { traceLimit }),
    ...(minClusterSize === undefined ? {} : { minClusterSize }),
  };
}

function readCount(env: Environment, name: string): number | undefined {
  const value = env[name];
  if (value === undefined || value.trim() === "") return undefined;
  const count = Number(value);
  if (Number.isInteger(count) && count > 0) return count;
  throw new LoopError("bad_input", `${name}: expected a whole number above 0, found "${value}"`);
}

function readPrices(env: Environment): Prices | undefined {
  const input = readPrice(env, "LOOPWRIGHT_PRICE_INPUT");
  const output = readPrice(env, "LOOPWRIGHT_PRICE_OUTPUT");
  return input === undefined || output === undefined ? undefined : { input, output };
}

function readPrice(env: Environment, name: string): number | undefined {
  const value = env[name];
  if (value === undefined || value === "") return undefined;
  const price = Number(value);
  if (Number.isFinite(price) && price >= 0) return price;
  throw new LoopError(
    "bad_input",
    `${name}: expected US dollars for a million tokens, found "${value}"`,
  );
}
