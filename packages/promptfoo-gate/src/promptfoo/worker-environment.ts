/**
 * The whole environment of the worker: nothing of the host's reaches it. Telemetry, update checks, sharing,
 * remote generation, the cache, expansion of `{{ env.NAME }}` and the scheduler that waits on the word
 * "rate limit" are off. Without some key Promptfoo looks around for other providers' credentials.
 *
 * @param configDir fresh folder for what Promptfoo insists on writing
 */
export function workerEnvironment(configDir: string): Record<string, string> {
  return {
    ...quietPromptfoo,
    PROMPTFOO_CONFIG_DIR: configDir,
    HOME: configDir,
    OPENAI_API_KEY: "unused",
    NODE_ENV: "production",
  };
}

/** Settings that keep Promptfoo offline and quiet; the exported config asks for the same ones. */
export const quietPromptfoo: Record<string, string> = {
  PROMPTFOO_DISABLE_TELEMETRY: "1",
  PROMPTFOO_DISABLE_UPDATE: "1",
  PROMPTFOO_DISABLE_SHARING: "1",
  PROMPTFOO_DISABLE_REMOTE_GENERATION: "1",
  PROMPTFOO_DISABLE_TEMPLATE_ENV_VARS: "1",
  PROMPTFOO_DISABLE_ADAPTIVE_SCHEDULER: "1",
  PROMPTFOO_CACHE_ENABLED: "false",
  PROMPTFOO_INLINE_MEDIA: "true",
  LOG_LEVEL: "error",
};
