import type { OracleCase, Question } from "./questions.ts";

type Overrides = Record<string, unknown>;

/** A span line with everything a reader needs, changed as told. */
export function line(overrides: Overrides = {}): string {
  return JSON.stringify({
    trace_id: "t1",
    span_id: "s1",
    parent_span_id: "",
    trace_state: "",
    name: "step",
    kind: "SPAN_KIND_INTERNAL",
    start_time: "2026-01-01T00:00:00.000000000Z",
    end_time: "2026-01-01T00:00:01.000000000Z",
    status: { code: "STATUS_CODE_OK", message: "" },
    resource: { attributes: {} },
    scope: { name: "sdk", version: "1" },
    attributes: {},
    ...overrides,
  });
}

/** A line whose attribute `value` is written as given, JSON or not. */
export function lineWith(value: string, key = "value"): string {
  return line({ attributes: { [key]: "@@" } }).replace('"@@"', () => value);
}

const all: Question[] = [
  { ask: "overview" },
  { ask: "query" },
  { ask: "view_trace", trace_id: "t1" },
  { ask: "search_trace", trace_id: "t1", regex_pattern: "value|step" },
];

function one(
  name: string,
  content: string | Buffer,
  questions: readonly Question[] = all,
): OracleCase {
  return { name, files: { "spans.jsonl": content }, questions };
}

/** Files that are unusual but sound: every reader has to give the same answers about them. */
export function awkwardCases(): OracleCase[] {
  const failing = { code: "STATUS_CODE_ERROR", message: "m" };
  const wide = (count: number, size: number) =>
    Array.from({ length: count }, (_, i) =>
      line({
        span_id: `s${i}`,
        name: `n${i % 13}`,
        status: i % 7 ? { code: "x" } : failing,
        attributes: { k: "é".repeat(size + i) },
      }),
    ).join("\n");
  return [
    one("an empty file", ""),
    one("only empty lines", "\n\n\n"),
    one("no final newline", `${line()}\n${line({ span_id: "s2" })}`),
    one("CRLF line ends", `${line()}\r\n${line({ span_id: "s2", trace_id: "t2" })}\r\n`, [
      ...all,
      { ask: "search_trace", trace_id: "t1", regex_pattern: "\\s$" },
      { ask: "search_trace", trace_id: "t1", regex_pattern: "}$" },
    ]),
    one(
      "white space around and inside",
      `  ${line().replace(/,/g, " ,\t").replace(/:\{/g, " : { ")}  \n`,
    ),
    one(
      "line and paragraph separators in values",
      line({ name: "a\u2028b\u2029c\u0085d", attributes: { "k\u2028": "\u2029" } }),
      [
        ...all,
        { ask: "search_trace", trace_id: "t1", regex_pattern: "a.b.c.d" },
        { ask: "search_trace", trace_id: "t1", regex_pattern: "b\\sc" },
      ],
    ),
    one(
      "characters beyond the basic plane",
      line({ name: "😀x😀", attributes: { "k😀": "𝔘nd" } }),
      [
        ...all,
        { ask: "search_trace", trace_id: "t1", regex_pattern: "x", context_buffer_chars: 1 },
        { ask: "search_trace", trace_id: "t1", regex_pattern: "[😀𝔘]", context_buffer_chars: 2 },
        {
          ask: "search_trace",
          trace_id: "t1",
          regex_pattern: "",
          max_matches: 400,
          context_buffer_chars: 0,
        },
      ],
    ),
    one("escaped pairs and controls", lineWith('"\\ud83d\\ude00\\u0000\\u001f\\u007f\\/\\b\\f"')),
    one("a NUL in a trace id", line({ trace_id: "a\u0000b\u001f\u007f" }), [
      { ask: "query" },
      { ask: "view_trace", trace_id: "a\u0000b\u001f\u007f" },
    ]),
    one(
      "keys that JavaScript treats specially",
      line({ attributes: {} }).replace(
        '"attributes":{}}',
        '"attributes":{"__proto__":{"polluted":1},"constructor":"c","10":1,"9":2,"toString":null}}',
      ),
      [...all, { ask: "view_spans", trace_id: "t1", span_ids: ["s1"] }],
    ),
    one(
      "special keys at the top and in names",
      line({
        trace_id: "__proto__",
        span_id: "constructor",
        name: "__proto__",
        status: failing,
        attributes: { "inference.agent_name": "__proto__", "llm.model_name": "hasOwnProperty" },
      }),
      [
        { ask: "overview" },
        { ask: "query", filters: { agent_names: ["__proto__"] } },
        { ask: "view_spans", trace_id: "__proto__", span_ids: ["constructor"] },
      ],
    ),
    one(
      "duplicate span ids",
      ["a", "b", "a", "c"].map((span_id, i) => line({ span_id, name: String(i) })).join("\n"),
      [
        ...all,
        { ask: "view_spans", trace_id: "t1", span_ids: ["c", "a", "a"] },
        { ask: "search_span", trace_id: "t1", span_id: "a", regex_pattern: '"name":"."' },
      ],
    ),
    one(
      "repeated keys",
      `{"trace_id":"other",${line().slice(1, -1)},"attributes":{"inference.agent_name":"q","inference.agent_name":"r"},"name":"last"}`,
    ),
    one(
      "keys written with escapes",
      line({ attributes: { "agent.id": "x" } })
        .replace('"trace_id"', '"trace\\u005fid"')
        .replace('"agent.id"', '"agent\\u002eid"'),
    ),
    one(
      "optional keys missing",
      line()
        .replace('"parent_span_id":"","trace_state":"",', "")
        .replace(',"message":""', "")
        .replace(',"version":"1"', ""),
    ),
    one(
      "other top-level keys",
      `{"x":1,${line({ y: [1.5, { z: null }], trace_flags: 1 }).slice(1)}`,
    ),
    one(
      "numbers of every form",
      lineWith(
        "[1.0,100,1e16,1e15,123456789012345680.0,1E-7,1e-5,0.0001,-0,-0.0,1e400,NaN,Infinity,-Infinity,123456789012345678901234567890,1.10,5e-324,1e22]",
      ),
    ),
    one(
      "numbers of every form, cut",
      lineWith(
        `[1.0,1e16,1E-7,1e-5,-0,-0.0,1e400,NaN,-Infinity,123456789012345678901234567890,1.10,5e-324,{"b":1,"a":2,"b":3},"\\u00e9\\u007f\\n"${",1".repeat(1500)}]`,
      ),
    ),
    one("a very long integer", lineWith("9".repeat(4250))),
    one(
      "token counts that are no integers",
      ["1.0", "1e2", '"5"', "null", "true", "false", "[1]", "-0", "12"]
        .map((value, i) => lineWith(value, "inference.llm.input_tokens").replace('"s1"', `"s${i}"`))
        .join("\n"),
    ),
    one(
      "token counts beyond 2^53",
      ["9007199254740993", "123456789012345678901234567890", "5"]
        .map((value) => lineWith(value, "inference.llm.output_tokens"))
        .join("\n"),
    ),
    one(
      "a negative count among larger ones",
      ["-3", "10"].map((value) => lineWith(value, "inference.llm.output_tokens")).join("\n"),
    ),
    one(
      "names that are empty or no text",
      [
        line({
          attributes: {
            "inference.llm.model_name": "",
            "llm.model_name": "m",
            "inference.agent_name": "",
            "inference.agent_id": 5,
            "agent.id": "x",
          },
        }),
        line({
          attributes: {
            "inference.llm.model_name": 7,
            "llm.model_name": "n",
            "inference.agent_name": 7,
            "inference.agent_id": 0.0,
            "agent.id": "y",
          },
        }),
        line({
          attributes: {
            "inference.llm.model_name": [],
            "llm.model_name": "o",
            "inference.agent_id": "",
            "agent.id": "z",
            "inference.project_id": 5,
          },
        }),
        line({
          resource: { attributes: { "service.name": "" } },
          attributes: { "inference.agent_id": [], "agent.id": {}, "inference.project_id": "" },
        }),
        line({
          resource: { attributes: { "service.name": 5 } },
          attributes: { "inference.agent_id": false, "agent.id": "w", "inference.project_id": "p" },
        }),
      ].join("\n"),
    ),
    one(
      "times that are empty or not times",
      [
        line({ start_time: "", end_time: "" }),
        line({ start_time: "b", end_time: "a" }),
        line({ start_time: "", end_time: "\u{1F600}" }),
        line({ start_time: "a", end_time: "\uE000" }),
      ].join("\n"),
    ),
    one(
      "parents that are missing, repeated, or later",
      [
        line({ span_id: "a", parent_span_id: "c" }),
        line({ span_id: "b", parent_span_id: "x" }),
        line({ span_id: "c", parent_span_id: "x" }),
        line({ span_id: "", parent_span_id: " " }),
        line({ span_id: "d", parent_span_id: "d" }),
      ].join("\n"),
    ),
    one(
      "names in order of code points",
      ["\uE000", "\u{1F600}", "Z", "a", "é"]
        .map((name) => line({ attributes: { "inference.agent_name": name } }))
        .join("\n"),
    ),
    one(
      "projects that differ",
      ["p2", "p1", "p2", "p3"]
        .map((name) => line({ attributes: { "inference.project_id": name } }))
        .join("\n"),
      [
        ...all,
        { ask: "count", filters: { project_id: "p2" } },
        { ask: "count", filters: { project_id: "p1" } },
      ],
    ),
    one(
      "interleaved traces",
      Array.from({ length: 40 }, (_, i) =>
        line({ trace_id: `t${i % 3}`, span_id: String(i) }),
      ).join("\n"),
    ),
    one("an oversized trace", wide(60, 3000)),
    one("an oversized choice", wide(12, 16000), [
      { ask: "view_spans", trace_id: "t1", span_ids: Array.from({ length: 9 }, (_, i) => `s${i}`) },
      { ask: "view_spans", trace_id: "t1", span_ids: ["s1", "s2"] },
    ]),
    one(
      "attributes around the cap",
      [4095, 4096, 4097]
        .map((size) => line({ attributes: { k: "😀".repeat(size), j: ["é".repeat(size - 6)] } }))
        .join("\n"),
    ),
    one(
      "attributes that repeat others in pieces",
      line({
        attributes: {
          "llm.input_messages.0.message.role": "u",
          "llm.output_messages.1.x": 1,
          "mcp.tools.3.name": "q",
          "llm.input_messages.0": "keep",
          "llm.input_messages.٣.x": "digit",
          "mcp.tools.listed": 1,
        },
      }),
    ),
    one("deep nesting", lineWith("[".repeat(190) + "]".repeat(190))),
    one("an empty list at the deepest level", lineWith("[".repeat(199) + "]".repeat(199))),
    one("a value at the deepest level", lineWith(`${"[".repeat(198)}1${"]".repeat(198)}`)),
    one(
      "a line longer than a block",
      [
        line(),
        line({ span_id: "s2", attributes: { long: "y".repeat(5_000_000) } }),
        line({ span_id: "s3", parent_span_id: "s2" }),
      ].join("\n"),
      [{ ask: "overview" }, { ask: "view_trace", trace_id: "t1" }],
    ),
    one(
      "one span id in several traces",
      [
        line(),
        line({ trace_id: "t2" }),
        line({ trace_id: "t2", span_id: "s2", parent_span_id: "s1" }),
        line({ trace_id: "t3", span_id: "s2", parent_span_id: "s1" }),
      ].join("\n"),
    ),
    one("ids that are empty", line({ trace_id: "", span_id: "" }), [
      { ask: "query" },
      { ask: "view_trace", trace_id: "" },
      { ask: "search_span", trace_id: "", span_id: "", regex_pattern: "step" },
    ]),
    one(
      "special keys in the resource",
      line().replace(
        '"resource":{"attributes":{}}',
        '"resource":{"attributes":{"__proto__":"x","constructor":{"prototype":1},"service.name":"__proto__"}}',
      ),
    ),
    one(
      "messages around the length that groups of errors show",
      ["x".repeat(199), "x".repeat(200), "x".repeat(201), "😀".repeat(201), "a\u2028b"]
        .map((message, i) =>
          line({ trace_id: `t${i}`, status: { code: "STATUS_CODE_ERROR", message } }),
        )
        .join("\n"),
      [{ ask: "overview" }],
    ),
    one(
      "as many lines as are indexed side by side",
      Array.from({ length: 1200 }, (_, i) =>
        line({
          trace_id: `t${i % 300}`,
          span_id: `s${i}`,
          parent_span_id: i % 5 === 0 ? "" : `s${i - 1}`,
        }),
      ).join("\n\n"),
      [{ ask: "overview" }, { ask: "query", limit: 500, offset: 290 }],
    ),
    one(
      "groups of errors of equal size",
      [
        "z b m",
        "y a m",
        "x a k",
        "w c m",
        "v c m",
        "u b m",
        "u b m",
        "t d m",
        "s d m",
        "r d m",
        "q aa m",
      ]
        .map((text) => {
          const [trace_id, name, message] = text.split(" ");
          return line({ trace_id, name, status: { code: "STATUS_CODE_ERROR", message } });
        })
        .join("\n"),
      [{ ask: "overview" }],
    ),
    {
      name: "two files",
      files: {
        "a.jsonl": line({ trace_id: "a", start_time: "2026-02" }),
        "b.jsonl": `${line({ trace_id: "b", start_time: "2026-01" })}\n${line({ trace_id: "c", status: failing })}\n`,
      },
      questions: [
        { ask: "overview" },
        { ask: "query", limit: 2, offset: 1 },
        { ask: "view_trace", trace_id: "c" },
        { ask: "count", filters: { regex_pattern: "2026-02" } },
      ],
    },
  ];
}

/** Lines that no reader takes for a span. */
export function refusedLines(): { name: string; line: string | Buffer }[] {
  const text = line();
  const bad = (name: string, wrong: string | Buffer) => ({ name, line: wrong });
  return [
    bad("only white space", "   "),
    bad("cut off", text.slice(0, -5)),
    bad("not an object", "[1]"),
    bad("text after the object", `${text} x`),
    bad("a comma too many", `${text.slice(0, -1)},}`),
    bad("a byte order mark", Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(text)])),
    bad(
      "bytes that are not UTF-8",
      Buffer.concat([
        Buffer.from(text.slice(0, -2)),
        Buffer.from([0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d, 0x7d]),
      ]),
    ),
    bad("an overlong encoding", Buffer.from(text.replace("step", "\u00c0\u0080"), "latin1")),
    bad("half of a surrogate pair, high", lineWith('"\\ud800"')),
    bad("half of a surrogate pair, low", lineWith('"\\udc00"')),
    bad("a high half before another escape", lineWith('"\\ud800\\u0041"')),
    bad("an unknown escape", lineWith('"\\x41"')),
    bad("a control character", lineWith('"a\tb"')),
    bad("a leading zero", lineWith("01")),
    bad("a bare point", lineWith("1.")),
    bad("a plus sign", lineWith("+1")),
    bad("an integer of too many digits", lineWith("9".repeat(4301))),
    bad("nesting too deep", lineWith("[".repeat(200) + "]".repeat(200))),
    bad("a value nested too deep", lineWith(`${"[".repeat(199)}1${"]".repeat(199)}`)),
    bad("only a carriage return", "\r"),
    bad("NUL bytes", "\u0000\u0000"),
    bad("half of a surrogate pair in a key", lineWith("1", "\ud800")),
    bad("halves of a surrogate pair the wrong way round", lineWith('"\\udc00\\ud800"')),
    bad("two objects on a line that a carriage return parts", `${text}\r${text}`),
    bad("a null parent", line({ parent_span_id: null })),
    bad("a null message", line({ status: { code: "x", message: null } })),
    bad("a null version", line({ scope: { name: "x", version: null } })),
    bad("an extra key in status", line({ status: { code: "x", x: 1 } })),
    bad("an extra key in resource", line({ resource: { attributes: {}, schema_url: "" } })),
    bad("an extra key in scope", line({ scope: { name: "x", attributes: {} } })),
    bad("a number for a name", line({ name: 5 })),
    bad("no attributes", line({ attributes: undefined })),
    bad("no span id", line({ span_id: undefined })),
    bad("a list of attributes", line({ attributes: [] })),
    bad("single quotes", "{'trace_id': 'x'}"),
  ];
}
