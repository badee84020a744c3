/** What an OpenAI-shaped error body says. */
export interface ProblemDetails {
  status: number;
  message: string;
  /** Default: `server_error` from 500 up, else `invalid_request_error`. */
  type?: string;
  code?: string;
  /** The request key that was wrong, as `input[2].call_id`. */
  param?: string;
  headers?: Record<string, string>;
}

/** A refusal on its way to becoming an HTTP answer. */
export class ApiProblem extends Error {
  override readonly name = "ApiProblem";
  readonly details: ProblemDetails;

  constructor(details: ProblemDetails) {
    super(details.message);
    this.details = details;
  }
}

/** The error in OpenAI's form: `{ error: { message, type, param, code } }`. */
export function problemResponse({
  status,
  message,
  type = status >= 500 ? "server_error" : "invalid_request_error",
  code,
  param,
  headers,
}: ProblemDetails): Response {
  const error = { message, type, param: param ?? null, code: code ?? null };
  return Response.json({ error }, headers ? { status, headers } : { status });
}

/** A scripted model broke its contract; asking again would not help, so clients are told not to. */
export function brokenModel(model: string, what: string): ApiProblem {
  return new ApiProblem({
    status: 500,
    message: `The scripted model '${model}' ${what}`,
    code: "scripted_model_error",
    headers: { "x-should-retry": "false" },
  });
}
