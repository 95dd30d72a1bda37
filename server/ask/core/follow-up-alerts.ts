import { unended } from "#server/ask/core/exchange.ts";
import type { FollowUp } from "#server/ask/core/follow-up.ts";

// "Tell me when there are any" is an alert on the rows before.
const ALERT =
  /^\W*(?:(?:and|ok|now|then|please|also)\s+)*(?:(?:can|could|would|will)\s+you\s+)?(?:please\s+)?(?:tell|alert|warn|notify|ping|text|let)\s+me\s+(?:know\s+)?(?:when|if|once|as\s+soon\s+as|whenever|about|of|on|for)\s+(?:(?:there(?:['’]s|\s+are|\s+is)|we\s+(?:have|get)|it\s+is|it['’]s)\s+)?(any|some|one|(?:more\s+than|over|at\s+least)\s+\w+|a\s+new\s+one|new\s+ones|that|this|it|them|those|these)(?:\s+(?:more|of\s+(?:them|those|these)|like\s+(?:that|those)|again|happens?|comes?\s+up|appears?|changes?))*\W*$/i;
// "Set up an alert for that" is one as well.
const SET_UP =
  /^\W*(?:(?:and|ok|now|then|please|also|can|could|would|will|you|i|we|like|want|to|do)\s+)*(?:set(?:\s+me)?(?:\s+up)?|create|make|add|put|give\s+me|have|get(?:\s+me)?)\s+(?:me\s+|us\s+)?(?:an?\s+)?(?:alerts?|alarm|notification|notice)\s+(?:up\s+)?(?:for|on|about|when)\s+(?:there\s+(?:are|is)\s+)?(that|this|it|them|those|these|any)(?:\s+(?:please|happens?|of\s+(?:them|those|these)))*\W*$/i;
/** The alert that a sentence asks for on the rows of the question before, in the ways it can be said; undefined where it asks for none. */
export const alertOn = (
  before: string,
  sentence: string,
): Extract<FollowUp, { kind: "question" }> | undefined => {
  const found = ALERT.exec(sentence) ?? SET_UP.exec(sentence);
  if (!found) return undefined;
  const bound = found[1] ?? "any";
  const many = /^(?:more|over|at)\b/i.test(bound) ? bound : "any";
  const rows = unended(before).replace(
    /^\W*(?:please\s+)?(?:show(?:\s+me)?|list|give\s+(?:me|us)|which|what|how\s+many)(?:\s+all)?(?:\s+the)?\s+/i,
    "",
  );
  return {
    kind: "question",
    texts: [
      `tell me when ${many} ${rows}`,
      `tell me when there are ${many} ${rows}`,
      `tell me when there are ${many} ${rows.replace(/\b(?:is|are|was|were)\s+/i, "")}`,
    ],
  };
};
