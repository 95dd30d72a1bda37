import type { Turn } from "#server/ask/core/turn-slots.ts";

// Verbs that take "not" at their end: "hasnae", "isnae", "wouldnae".
const NOT_AT_END = "(ha[sd]|have|is|are|was|were|do|does|did|would|could|should|can)n(?:ae|y)";
// Behind these a day or a night is one by itself: "the rest of the day", "which was the night".
const OF_A_DAY =
  "(?<!\\b(?:of|in|during|for|over|through|throughout|by|at|on|before|after|until|till|per|into|across|is|was|which|what|plan|replan|run|start|end|finish|begin|open|close)\\s)";
const ENDS = "(?=\\s*(?:[?.!,;]|$))";

/** Words of Scots by those of English: "whaur's truck 31 the noo", "wha hasnae clocked on the day". */
export const DIALECT_TURNS: readonly Turn[] = [
  [/\bwhaur(['’]?s)?\b/gi, (_, is = "") => (is ? "where is" : "where")],
  [/\bwhit(['’]?s)?\b/gi, (_, is = "") => (is ? "what is" : "what")],
  [/\bwha(['’]s)?(?=\s)/gi, (_, is = "") => (is ? "who is" : "who")],
  [/\bhoo\s+(?=mon(?:y|ie|i)\b|muckle\b|many\b|lang\b|late\b|far\b)/gi, "how "],
  [/\b(how)\s+mon(?:y|ie|i)\b/gi, "$1 many"],
  [/\b(how)\s+muckle\b/gi, "$1 much"],
  [/\b(how)\s+lang\b/gi, "$1 long"],
  [/\b(?:just\s+)?(?:the|i['’]?\s*the)\s+noo\b/gi, "now"],
  [/\bgie\s+(?=(?:me|us|the)\b)/gi, "give "],
  [/\bgie['’]?s\s+/gi, "give us "],
  [/\bwi['’]?(?=\s)/g, "with"],
  [/\bfae\s+/gi, "from "],
  [/\bdoon\b/gi, "down"],
  [/\boot\b/gi, "out"],
  [/\bony(?=\s|body\b|one\b)/gi, "any"],
  [/\bain\b(?=\s+(?:truck|route|driver|depot)s?\b)/gi, "own"],
  [new RegExp(`\\b${NOT_AT_END}\\b`, "gi"), "$1 not"],
  [/\b(?:willnae|winnae)\b/gi, "will not"],
  [/\bca\s+not\b/gi, "can not"],
  [/\bwee\s+(?=\p{L})/giu, ""],
  [new RegExp(`${OF_A_DAY}\\bthe\\s+day${ENDS}`, "gi"), "today"],
  [new RegExp(`${OF_A_DAY}\\bthe\\s+night${ENDS}`, "gi"), "tonight"],
  [new RegExp(`${OF_A_DAY}\\bthe\\s+morn${ENDS}`, "gi"), "tomorrow"],
];
