import { expect, it } from "vitest";
import { refusalOf } from "./guard.ts";

const context = { port: 4000, token: "secret-of-this-sitting" };
const own = {
  host: "127.0.0.1:4000",
  authorization: "Bearer secret-of-this-sitting",
  "content-type": "application/json",
  origin: "http://127.0.0.1:4000",
  "sec-fetch-site": "same-origin",
};
const statusOf = (headers: Record<string, string>, method = "POST", path = "/api/decision") =>
  refusalOf({ method, path, headers: { ...own, ...headers } }, context)?.status;

it("lets its own page call it, under both names of loopback", () => {
  expect(statusOf({})).toBeUndefined();
  expect(statusOf({ host: "localhost:4000", origin: "http://localhost:4000" })).toBeUndefined();
  expect(statusOf({ authorization: "" }, "GET", "/")).toBeUndefined();
});

it.each([
  ["another name that points here", { host: "evil.example:4000" }, 403],
  ["another port's name", { host: "127.0.0.1:4001" }, 403],
  ["a foreign page", { origin: "https://evil.example" }, 403],
  ["a page from another port", { origin: "http://127.0.0.1:9999" }, 403],
  [
    "a page of another site, without an origin",
    { origin: "", "sec-fetch-site": "cross-site" },
    403,
  ],
  ["no token", { authorization: "" }, 401],
  ["a wrong token", { authorization: "Bearer secret-of-this-sittinG" }, 401],
  ["a form", { "content-type": "text/plain" }, 415],
])("turns away a call with %s", (_, headers, status) => {
  expect(statusOf(headers)).toBe(status);
});

it("knows only reading and telling", () => {
  expect(statusOf({}, "DELETE")).toBe(405);
  expect(statusOf({}, "POST", "/")).toBe(405);
});
