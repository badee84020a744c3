import type { JsonValue, SpanRecord } from "@loopwright/core";
import type { LooseAttributes } from "./attributes.ts";
import type { CapturedSpan } from "./captured-trace.ts";
import { compactJson } from "./plain-json.ts";

/** The status of a span. One that never ended is an error: nobody knows how it went. */
export function statusOf(span: CapturedSpan): SpanRecord["status"] {
  if (span.error) return { code: "STATUS_CODE_ERROR", message: span.error.message };
  if (span.endedAt === null)
    return {
      code: "STATUS_CODE_ERROR",
      message: "the span was still open when its trace was collected",
    };
  return { code: "STATUS_CODE_OK", message: "" };
}

/**
 * What went wrong, in detail. The SDK's message is the same for every tool ("Error running tool
 * (non-fatal)"); what tells errors apart is in its data, or, where the SDK hid that, in what the tool
 * answered the model.
 */
export function errorAttributes(span: CapturedSpan): LooseAttributes {
  const unfinished = span.endedAt === null ? { "sdk.span.unfinished": true } : {};
  if (!span.error) return unfinished;
  const detail = detailOf(span.error.data) ?? answerOf(span) ?? span.error.message;
  const type = /^([A-Za-z_$][\w$.]*(?:Error|Exception|Triggered))\b/.exec(detail)?.[1];
  return {
    ...unfinished,
    "exception.message": detail,
    "exception.type": type,
    "error.type": type ?? "_OTHER",
    "sdk.error.data": span.error.data,
  };
}

function detailOf(data: JsonValue | undefined): string | undefined {
  if (typeof data !== "object" || data === null || Array.isArray(data)) return compactJson(data);
  const error = data["error"];
  if (error === undefined || error === null)
    return Object.keys(data).length > 0 ? compactJson(data) : undefined;
  const detail = typeof error === "string" ? error : compactJson(error);
  return detail && /details are redacted\.?$/i.test(detail) ? undefined : detail;
}

function answerOf(span: CapturedSpan): string | undefined {
  const output = span.type === "function" ? span.data["output"] : undefined;
  return typeof output === "string" && output !== "" ? output : undefined;
}
