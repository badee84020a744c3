import type { HumanVerdict, ReviewView } from "../src/review-view.ts";

/** What a reviewer says about a run besides the verdict. */
export interface Remarks {
  note: string;
  theme: string;
  required_observations: string[];
  prohibited_claims: string[];
}

export interface Decision {
  reviewer: string;
  trace_id: string;
  seen_hash: string;
  verdict?: HumanVerdict;
  remarks: Remarks;
}

export interface EvalDecision {
  reviewer: string;
  trace_id: string;
  eval_id: string;
  seen_hash: string;
  verdict: "pass" | "fail";
}

export interface Api {
  review(reviewer: string, run?: string): Promise<ReviewView>;
  decide(decision: Decision): Promise<void>;
  decideEval(decision: EvalDecision): Promise<void>;
}

/** The server's calls, each with the token; a refusal becomes an error with the server's words. */
export function createApi(token: string): Api {
  const call = async (path: string, body?: object) => {
    const response = await fetch(path, {
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      ...(body ? { method: "POST", body: JSON.stringify(body) } : {}),
    });
    const answer = await response.json();
    if (!response.ok) throw new Error(String(answer.error));
    return answer;
  };
  return {
    review: (reviewer, run) =>
      call(`/api/review?${new URLSearchParams({ reviewer, ...(run ? { run } : {}) })}`),
    decide: (decision) => call("/api/decision", decision),
    decideEval: (decision) => call("/api/eval", decision),
  };
}
