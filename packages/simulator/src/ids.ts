import { createHash } from "node:crypto";

/** Ids of one exchange: they follow from the seed and the request alone. */
export interface ExchangeIds {
  /** `resp_…`, `chatcmpl-…`, `req_…` */
  whole(prefix: string): string;
  /** Id of the item at `index`, `msg_…` or `call_…`. */
  item(prefix: string, index: number): string;
}

export function exchangeIds(seed: string, path: string, body: string): ExchangeIds {
  const hash = createHash("sha256").update(`${seed}\0${path}\0${body}`).digest("hex");
  return {
    whole: (prefix) => `${prefix}${hash.slice(0, 32)}`,
    item: (prefix, index) => `${prefix}${hash.slice(0, 21)}${index.toString(16).padStart(3, "0")}`,
  };
}
