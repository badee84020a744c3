import { ApiProblem } from "./api-problem.ts";

/**
 * Lets a request through when its `Authorization` header is a bearer key that is taken.
 *
 * @throws ApiProblem 401
 */
export function checkKey(header: string | null, acceptKey: (key: string) => boolean): void {
  const key = /^Bearer +(\S.*)$/iu.exec(header ?? "")?.[1];
  if (key !== undefined && acceptKey(key)) return;
  const what = header === null ? "You didn't provide an API key." : "Incorrect API key provided.";
  throw new ApiProblem({
    status: 401,
    message: `${what} Send it in the Authorization header, as 'Bearer YOUR_KEY'.`,
    code: "invalid_api_key",
  });
}
