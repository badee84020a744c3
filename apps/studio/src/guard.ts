import { timingSafeEqual } from "node:crypto";

/** What a request says of itself. */
export interface RequestFacts {
  method: string;
  path: string;
  headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** Why a request is turned away. */
export interface Refusal {
  status: 401 | 403 | 405 | 415;
  message: string;
}

/**
 * Keeps other people's pages out of a server on loopback: the address has to be the one it was started under (or a
 * name could be made to point here), calls have to come from its own page, and each needs the token from the address
 * that was printed. The page sends it as a header, which no foreign page can do without being asked.
 *
 * @param options.port where the server listens
 */
export function refusalOf(
  { method, path, headers }: RequestFacts,
  { port, token }: { port: number; token: string },
): Refusal | undefined {
  const host = text(headers["host"]);
  if (host !== `127.0.0.1:${port}` && host !== `localhost:${port}`)
    return { status: 403, message: "this server answers only under its own address" };
  const origin = text(headers["origin"]);
  if (origin !== "" && origin !== `http://${host}`)
    return { status: 403, message: "this server answers only its own page" };
  const site = text(headers["sec-fetch-site"]);
  const isCall = path.startsWith("/api/");
  if (isCall && site !== "" && site !== "same-origin")
    return { status: 403, message: "this server answers only its own page" };
  if (method !== "GET" && !(isCall && method === "POST"))
    return { status: 405, message: `${method}: not known here` };
  if (isCall && !isSame(text(headers["authorization"]), `Bearer ${token}`))
    return { status: 401, message: "open the address that the command printed, with all of it" };
  if (method === "POST" && !/^application\/json\b/.test(text(headers["content-type"])))
    return { status: 415, message: "send JSON" };
  return undefined;
}

function text(header: string | string[] | undefined): string {
  return typeof header === "string" ? header : "";
}

function isSame(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b);
}
