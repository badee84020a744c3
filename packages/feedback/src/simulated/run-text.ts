import type { ScriptedRequest } from "@loopwright/core/model";

/** A run as it stands in a request. */
export interface RunText {
  traceId: string;
  label: string;
  status: string;
  question: string;
  answer: string;
  artifacts: readonly ArtifactText[];
}

export interface ArtifactText {
  path: string;
  content: string;
}

/** The runs that a request asks to be reviewed, read from its user messages. */
export function readRuns(request: ScriptedRequest): RunText[] {
  const text = request.items
    .flatMap((item) => (item.type === "message" && item.role === "user" ? [item.text] : []))
    .join("\n");
  return [...text.matchAll(/^<run ([^\n>]*)>\n([\s\S]*?)\n<\/run>$/gm)].map((match) =>
    runOf(match[1] ?? "", match[2] ?? ""),
  );
}

function runOf(attributes: string, body: string): RunText {
  return {
    traceId: attribute(attributes, "trace_id"),
    label: attribute(attributes, "trace_label"),
    status: attribute(attributes, "status"),
    question: element(body, "question"),
    answer: element(body, "answer"),
    artifacts: [...body.matchAll(/^<artifact ([^\n>]*)>\n([\s\S]*?)\n<\/artifact>$/gm)].map(
      (match) => ({
        path: attribute(match[1] ?? "", "path"),
        content: unquoted(match[2] ?? ""),
      }),
    ),
  };
}

function attribute(attributes: string, name: string): string {
  return unescape(new RegExp(`\\b${name}="([^"]*)"`).exec(attributes)?.[1] ?? "");
}

function element(body: string, name: string): string {
  const match = new RegExp(`^<${name}>\\n([\\s\\S]*?)\\n</${name}>$`, "m").exec(body);
  return unquoted(match?.[1] ?? "");
}

/** Undoes what keeps quoted text from closing its element. */
function unquoted(text: string): string {
  return text.replace(/&lt;(?=\s*\/?\s*(?:run|question|answer|artifact)\b)/gi, "<").trim();
}

function unescape(text: string): string {
  return text.replaceAll("&lt;", "<").replaceAll("&quot;", '"').replaceAll("&amp;", "&");
}
