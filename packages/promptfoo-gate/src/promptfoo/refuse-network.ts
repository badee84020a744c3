import dgram from "node:dgram";
import dns from "node:dns";
import { syncBuiltinESMExports } from "node:module";
import net from "node:net";

/**
 * Cuts the calling thread off from every network: look-ups, sockets, datagrams and `fetch` fail at once and
 * are reported. Answers and verdicts reach the worker as messages, so nothing in it has any call to make.
 */
export function refuseNetwork(report: (attempt: string) => void): void {
  const refuse = (attempt: string): Error => {
    report(attempt);
    return Object.assign(new Error(`network refused: ${attempt}`), { code: "ENETUNREACH" });
  };
  refuseLookups(refuse);
  refuseSockets(refuse);
  globalThis.fetch = (target) => Promise.reject(refuse(`fetch ${hostOf(target)}`));
  syncBuiltinESMExports();
}

type Refuse = (attempt: string) => Error;

function refuseLookups(refuse: Refuse): void {
  const lookup = (host: string, ...rest: unknown[]): void => {
    const error = refuse(`lookup ${host}`);
    const callback = rest.at(-1);
    if (typeof callback === "function") process.nextTick(() => callback(error));
  };
  Object.assign(dns, { lookup });
  Object.assign(dns.promises, {
    lookup: (host: string) => Promise.reject(refuse(`lookup ${host}`)),
  });
}

function refuseSockets(refuse: Refuse): void {
  net.Socket.prototype.connect = function connect(this: net.Socket, ...target: unknown[]) {
    const error = refuse(`connect ${describeTarget(target)}`);
    process.nextTick(() => this.destroy(error));
    return this;
  };
  dgram.Socket.prototype.send = function send(): void {
    throw refuse("datagram");
  };
}

/** Host and port of a connect call in any of its forms; the rest may hold what should not be logged. */
function describeTarget(target: readonly unknown[]): string {
  for (const part of target.flat()) {
    if (typeof part !== "object" || part === null) continue;
    if ("host" in part) return `${String(part.host)}:${"port" in part ? String(part.port) : "?"}`;
    if ("path" in part) return String(part.path);
  }
  return target
    .flat()
    .filter((part) => typeof part === "string" || typeof part === "number")
    .join(" ");
}

/** The host alone: a query string may hold what should not be logged. */
function hostOf(target: string | URL | Request): string {
  const url = target instanceof Request ? target.url : String(target);
  return URL.parse(url)?.host ?? "an invalid address";
}
