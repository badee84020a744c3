import { describe, expect, it } from "vitest";
import { fromUser, readSettings } from "./settings.ts";

describe("readSettings", () => {
  it("takes the names of the reference notebook", () => {
    const settings = readSettings(
      {
        OPENAI_API_KEY: "key",
        OPENAI_BASE_URL: "http://127.0.0.1:1/v1",
        OPENAI_AGENT_MODEL: "a",
        OPENAI_ANALYSIS_MODEL: "b",
        OPENAI_EVAL_GENERATION_MODEL: "c",
        OPENAI_JUDGE_MODEL: "d",
        OPENAI_HALO_MODEL: "e",
      },
      "/home",
    );
    expect(settings.models).toEqual({
      agent: "a",
      analysis: "b",
      evalGeneration: "c",
      judge: "d",
      halo: "e",
    });
    expect([settings.apiKey, settings.baseURL]).toEqual(["key", "http://127.0.0.1:1/v1"]);
  });

  it("treats an empty variable as one that is not set", () => {
    const settings = readSettings({ OPENAI_API_KEY: " ", OPENAI_JUDGE_MODEL: "" }, "/home");
    expect(settings.apiKey).toBeUndefined();
    expect(settings.models).toEqual({});
  });

  it.each([
    [{ LOOPWRIGHT_MODEL_API: "soap" }, "LOOPWRIGHT_MODEL_API"],
    [{ LOOPWRIGHT_PRICE_INPUT: "cheap", LOOPWRIGHT_PRICE_OUTPUT: "1" }, "LOOPWRIGHT_PRICE_INPUT"],
  ])("names the variable that is wrong: %j", (env, name) => {
    expect(() => readSettings(env, "/home")).toThrow(name);
  });

  it("sees paths from where the user stood, not from where a script runner moved to", () => {
    const settings = readSettings({ INIT_CWD: "/home/ann" }, "/srv/repository");
    expect(fromUser(settings, "room")).toBe("/home/ann/room");
    expect(fromUser(settings, "/room")).toBe("/room");
  });

  it("prints plainly in CI and when colours are unwanted", () => {
    expect(readSettings({ CI: "true" }, "/").plain).toBe(true);
    expect(readSettings({ NO_COLOR: "1" }, "/").plain).toBe(true);
    expect(readSettings({}, "/").plain).toBe(false);
  });
});
