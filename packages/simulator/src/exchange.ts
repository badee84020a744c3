import type { ReplyItem, ScriptedRequest } from "@loopwright/core/model";
import type { ExchangeIds } from "./ids.ts";
import type { TokenCounter, TokenUsage } from "./tokens.ts";
import type { WireBody } from "./parse-wire.ts";

/** What every endpoint is given about one call. */
export interface Exchange {
  body: WireBody;
  ids: ExchangeIds;
  tokens: TokenCounter;
  /** Unix seconds. */
  createdAt: number;
  /** Asks the scripted model that the request names. */
  ask(request: ScriptedRequest): Promise<readonly ReplyItem[]>;
}

/** What an endpoint makes of it. */
export interface Answer {
  response: Response;
  usage?: TokenUsage;
}
