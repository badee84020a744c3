import { z } from "zod";
import type { EngineTest } from "./engine-test.ts";
import { SummaryV3 } from "./summary.ts";

/** A test and the id under which worker and host speak of it. */
export interface NumberedTest {
  caseId: string;
  test: EngineTest;
}

/** What the host tells the worker. */
export type HostMessage =
  | { kind: "evaluate"; tests: NumberedTest[]; concurrency: number }
  | { kind: "reply"; callId: number; reply: HostReply };

/** The host's answer to a question of the worker. */
export type HostReply =
  | { output: string }
  | { verdict: { pass: boolean; score: number; reason: string }; tokens: EngineTokens }
  | { error: string };

/** Token counts under Promptfoo's names. */
interface EngineTokens {
  total: number;
  prompt: number;
  completion: number;
  numRequests: number;
}

/** Something that was printed in the worker. */
export const LogMessage = z.object({ kind: z.literal("log"), text: z.string() });

/** What the worker tells the host; parsed there, because Promptfoo's results travel in it. */
export const WorkerMessage = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("ready"), version: z.string(), beaconSilenced: z.boolean() }),
  z.object({ kind: z.literal("output"), callId: z.number(), caseId: z.string() }),
  z.object({
    kind: z.literal("judge"),
    callId: z.number(),
    caseId: z.string(),
    /** The rubric as it came out of Promptfoo. */
    rubric: z.unknown(),
  }),
  LogMessage,
  z.object({ kind: z.literal("done"), summary: SummaryV3 }),
  z.object({ kind: z.literal("failed"), message: z.string() }),
]);
export type WorkerMessage = z.infer<typeof WorkerMessage>;
