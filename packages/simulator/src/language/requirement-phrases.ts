import type { Requirement } from "./requirement.ts";

export type Demand = Requirement["demand"];

interface Lead {
  pattern: RegExp;
  /** What the phrase does to the demand read so far. */
  effect: Demand | "flip" | "keep";
}

const subject =
  "(?:the |a |an |any |this |that |its |your )?(?:(?:good|correct|right|passing|final|candidate|agent's|model's|ideal|acceptable) )*(?:answer|response|output|memo|agent|analyst|assistant|candidate|model|reply|summary|text|it)";

/** Openings that carry the demand, taken off one after the other until the bare statement is left. */
export const leads: readonly Lead[] = [
  {
    pattern:
      /^(?:and|but|or|also|then|furthermore|moreover|additionally|in addition|finally|otherwise|at the same time|和|并且|并|且|同时|也|但)[,，]?\s*/i,
    effect: "keep",
  },
  {
    pattern:
      /^(?:the case |this eval |the eval )?(?:pass(?:es)?|full (?:credit|marks)|award (?:a pass|credit|full marks)|accept|succeeds?)(?: the answer| it)?(?: only)?\s*(?:if|when|where|for|:)\s*(?:and only if\s*)?/i,
    effect: "must",
  },
  {
    pattern:
      /^(?:the case |this eval |the eval )?(?:fail(?:s|ed)?|reject|no credit|mark (?:it |the answer )?(?:as )?(?:failed|wrong)|score (?:it )?0)(?: the answer| an answer| it)?\s*(?:if|when|where|for|that|which|:)\s*/i,
    effect: "must_not",
  },
  {
    pattern: new RegExp(`^${subject}\\s+pass(?:es)?\\s+(?:only\\s+)?(?:if|when)\\s+`, "i"),
    effect: "must",
  },
  {
    pattern: new RegExp(
      `^${subject}\\s+(?:fails|is wrong|is a fail(?:ure)?|should fail|must fail)\\s+(?:if|when)\\s+`,
      "i",
    ),
    effect: "must_not",
  },
  {
    pattern: new RegExp(
      `^${subject}\\s+(?=(?:must|should|shall|has|needs?|is|may|can|will|would|does|do|never|clearly|explicitly|also|fails|omits|lacks|avoids?|refrains|\\w+s\\b|\\w+e?d\\b))`,
      "i",
    ),
    effect: "keep",
  },
  {
    pattern:
      /^(?:must|should|shall|may|can|has to|needs to|is to|ought to|will|would)\s*(?:not|never)\s+(?:fail|omit|neglect|forget)\s+(?:to\s+)?/i,
    effect: "must",
  },
  {
    pattern:
      /^(?:(?:must|should|shall|may|can|is to|ought to|will|would)\s+(?:not|never)|cannot|mustn't|shouldn't|can't|never|do not|don't|does not|doesn't|is not allowed to|is not to|must avoid|should avoid|avoids?|refrains? from|must refrain from|is free of|stays away from|(?:is )?(?:forbidden|prohibited)(?: to|:)?)\s+(?:ever\s+)?/i,
    effect: "flip",
  },
  {
    pattern:
      /^(?:fails? to|failing to|omits?|omitting|lacks?|lacking|leaves? out|forgets? to|neglects? to|is missing|without)\s+/i,
    effect: "flip",
  },
  {
    pattern:
      /^(?:no|any)\s+(?:claim|statement|suggestion|implication|mention|assertion|hint)s?\s+(?:that|of|about)\s+/i,
    effect: "must_not",
  },
  { pattern: /^(?:ideally|preferably|better still|as a bonus|bonus)[,:]?\s*/i, effect: "prefer" },
  { pattern: /^(?:would preferably|prefers? to)\s+/i, effect: "prefer" },
  {
    pattern:
      /^(?:must|should|shall|has to|have to|needs? to|is required to|is expected to|is to|ought to|will|required:?|make sure (?:to|that)|ensure (?:that)?|always)\s+/i,
    effect: "must",
  },
  {
    pattern: /^(?:be|is|are)\s+(?:explicit|clear|open|candid|upfront|honest)\s+(?:that|about)\s+/i,
    effect: "keep",
  },
  {
    pattern:
      /^(?:clearly|explicitly|plainly|directly|openly|expressly|also|at least|first|correctly|simply|just|merely|only|ever|still)\s+/i,
    effect: "keep",
  },
  { pattern: /^(?:回答|答案|答复|报告|输出|分析师|模型|它)\s*/u, effect: "keep" },
  { pattern: /^(?:如果|若)(?:回答|答案)?/u, effect: "keep" },
  {
    pattern:
      /^(?:不得|不应|不应该|不应当|不能|不可|不要|禁止|避免|切勿|严禁|绝不能|不可以)(?:再)?/u,
    effect: "flip",
  },
  {
    pattern: /^(?:必须|应当|应该|应|需要|须|需|务必|要|请)(?:要)?(?:明确|清楚地?|清晰地?)?/u,
    effect: "must",
  },
  { pattern: /^(?:没有|未能|未)(?=说明|指出|提及|提到|引用|披露|列出)/u, effect: "flip" },
];

/** Verbs that only hand the statement over: what follows is the statement. */
export const reportingVerb =
  /^(?:stat|say|mention|not|report|explain|identif|includ|giv|giv|make|making|acknowledg|flag|disclos|claim|assert|describ|conclud|impl|suggest|recogni[sz]|point|call|highlight|convey|tell|observ|confirm|show|admit|warn|declar|writ|present|address|cover|nam|list|surfac|provid|use|using|uses|rel|bas|deliver|specif|quot|argu|announc|pretend|hold|maintain|contain|indicat|express|spell|emphasi[sz]|stress|repeat|offer)(?:e|es|s|ing|ed|y|ies|ying|te|ting)?(?:\s+(?:out|clear|it clear|on|upon))?(?:\s+(?:the fact|it clear|clear))?(?:\s+that\b|\s*:)?\s+/i;

export const chineseReportingVerb =
  /^(?:说明|指出|陈述|声称|宣称|报告|提及|提到|披露|列出|写明|表示|表明|断言|认为|承认|暗示|给出|强调)(?:了|：|:)?/u;
