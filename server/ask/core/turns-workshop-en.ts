import { N, TRUCK, type Turn } from "#server/ask/core/turn-slots.ts";

const PART = "(brakes?|tyres?|tires?|engines?|arms?|packers?|hydraulics?|electrics?|electrical)";
const PARTS: Readonly<Record<string, string>> = { electrical: "electrics", tire: "tyre", tires: "tyres" };
const partOf = (said: string): string => PARTS[said.toLowerCase()] ?? said;
// Behind a truck's number nothing more is counted: "faults on 3 trucks" speaks of three.
const ENDS =
  "(?=\\s*(?:[?.!,;]|$|(?:now|right|today|this|last|since|yesterday|please|currently|still|yet|at\\s+the|and|in\\s+the\\s+last)\\b))";
const OVERDUE =
  "(?:(?:well\\s+)?past\\s+(?:due|their\\s+(?:service|due\\s+date))|past\\s+due|overdue|over\\s?due|run\\s+over)";
const SERVICES =
  "(?:PMs?|p\\.?m\\.?s|services|servic(?:e|ing)|maintenance|oil\\s+changes|preventive\\s+(?:services?|maintenance))";

/** Turns of phrase about defects, repairs and services of trucks that are said by the part, the number or the trade's short words. */
export const WORKSHOP_TURNS: readonly Turn[] = [
  [/(?<![.@\w])com\s+back\b/gi, "come back"],
  // What was done to a truck is its repairs; to "it", those of the one before
  [
    new RegExp(
      `^\\W*(?:(?:and|so|ok)\\s+)*what\\s+(?:(?:work|repairs?|jobs?)\\s+)?(?:was|were|has\\s+been|have\\s+been|got|did\\s+(?:they|we|the\\s+(?:workshop|garage|fitters?|mechanics?))|have\\s+(?:they|we))\\s+(?:done|do|carried\\s+out|fix|fixed|repair|repaired|mended)\\s+(?:to|on|with|for|at)\\s+(${TRUCK}\\s+\\d{1,4}|it|her|him)(?:\\s+(?:in|at)\\s+the\\s+(?:workshop|garage|shop))?(?!\\s+(?:at|in|during|on)\\s+(?:its|the|her|his)\\s+(?:last\\s+)?service)\\b`,
      "gi",
    ),
    "repairs of $1",
  ],
  // Whether one may go out is asked of the truck
  [
    new RegExp(
      `(?<=\\b${TRUCK}\\s+\\d{1,4}\\b.*[,;.?!–-]\\s*(?:so\\s+|and\\s+)?)(?:am\\s+i|are\\s+we|is\\s+(?:he|she|the\\s+driver)|would\\s+i\\s+be)\\s+(?:all\\s?right|alright|ok(?:ay)?|safe|good|fine|allowed|clear|grand)\\s+to\\s+(?:take|bring|drive|send|let|use|run)\\s+(?:it|her|him)(?:\\s+out)?(?=\\W)`,
      "gi",
    ),
    "can it go out",
  ],
  // When it was last there, and what for, is its last repair
  [
    new RegExp(
      `\\bwhen\\s+(?:was|were|did|has|had)\\s+(${TRUCK}\\s+\\d{1,4})\\s+(?:(?:last|most\\s+recently)\\s+)(?:been\\s+|go\\s+|gone\\s+|get\\s+|got\\s+)?(?:in|into|at|to|off\\s+in)\\s+(?:the\\s+)?(?:workshop|shop|garage|fitters|mechanics?)(?:\\s+last)?(?:\\s*,?\\s+(?:and\\s+)?(?:what|which\\s+(?:work|jobs?))\\s+(?:was|were|did\\s+they|got|has\\s+been|had)\\s+(?:(?:it|they)\\s+)?(?:done|fixed|repaired|do|fix|in\\s+for|wrong)(?:\\s+(?:on|to|with|for)\\s+(?:it|her|him))?)?(?=\\W|$)`,
      "gi",
    ),
    "newest repair of $1",
  ],
  // A number behind what only a truck has is a truck's
  [
    new RegExp(
      `\\b(defects?|faults?|fault\\s+codes?|codes?|repairs?|workshop\\s+jobs)\\s+(on|for|with|against)\\s+(?:no\\.?\\s*|number\\s+)?(\\d{1,3})${ENDS}`,
      "gi",
    ),
    "$1 $2 truck $3",
  ],
  [
    /\b(did|has|have|was|is|had|does)\s+(\d{1,3})\s+(?=(?:spend|spent|been|be|stand|stood|sit|sat|lose|lost)\b.*\b(?:in|at|to)\s+the\s+(?:workshop|shop|garage)\b)/gi,
    "$1 truck $2 ",
  ],
  [
    new RegExp(
      `\\bwhat(?:['’]s|\\s+is)\\s+(?:still\\s+)?open\\s+on\\s+(?:${TRUCK}\\s+)?(\\d{1,3})\\s+(?:defect|fault|repair)s?[\\s-]wise\\b`,
      "gi",
    ),
    "open defects on truck $1",
  ],
  // How often it was in, and what that came to
  [
    new RegExp(
      `\\bhow\\s+(?:many\\s+times|often)\\s+(?:has|was|did)\\s+(${TRUCK}\\s+\\d{1,3})\\s+(?:been\\s+|go(?:ne)?\\s+|come\\s+)?(?:back\\s+)?in\\s+for\\s+(?:a\\s+)?repairs?\\b`,
      "gi",
    ),
    "how many repairs did $1 have",
  ],
  [
    /(?<=\brepairs?\b.*)[\s,;]*\b(?:and|&)\s+what(?:['’]d|\s+(?:did|does|do|has|have))\s+(?:it|they|that|those|these)\s+(?:all\s+)?(?:add(?:ed)?\s+up|come|came|run|total(?:led)?|amount)(?:\s+to)?(?:\s+(?:in\s+)?(?:all|total|altogether))*(?=\W*$)/gi,
    " and what did they cost in total",
  ],
  // What was done to it: "any brake work on truck 19"
  [
    new RegExp(
      `\\b(?:has|have|had|did)\\s+((?:${TRUCK}\\s+)\\d{1,3})\\s+(?:had|have|get|got|see|seen)\\s+(?:any|some)\\s+${PART}\\s+(?:work|jobs?|repairs?|attention)(?:\\s+done)?\\b`,
      "gi",
    ),
    (_, truck = "", part = "") => `${partOf(part)} repairs of ${truck}`,
  ],
  [
    new RegExp(
      `\\b(?:what|any|all)\\s+${PART}\\s+(?:work|jobs?)\\s+(?:(?:was|has\\s+been|did\\s+we\\s+do|done|have\\s+we\\s+done)\\s+)*(?:on|to|for)\\s+(?=${TRUCK}\\s+\\d)`,
      "gi",
    ),
    (_, part = "") => `${partOf(part)} repairs of `,
  ],
  // How often one was in for a part
  [
    new RegExp(
      `\\b(?:which\\s+)?${TRUCK}s\\s+(?:(?:that|which)\\s+)?(?:have\\s+been|were|went|came|have\\s+come|have\\s+gone)\\s+(?:in|back)(?:\\s+(?:to\\s+)?the\\s+(?:workshop|shop|garage))?\\s+(?:${N}\\s+(?:or\\s+more\\s+times|times\\s+or\\s+more)|(?:at\\s+least\\s+)${N}\\s+times|twice\\s+or\\s+more|(?:more\\s+than\\s+once))\\s+(?:for|with|over|because\\s+of)\\s+(?:the\\s+|their\\s+)?${PART}(?:\\s+(?:faults?|problems?|trouble|work|repairs?))?\\b(.*?)(?=[?.!]*$)`,
      "gi",
    ),
    (_, one, other, part = "", when = "") =>
      `${partOf(part)} repairs by vehicle${when}, ${one ?? other ?? "2"} or more, highest first`,
  ],
  // Services that are due
  [
    /\b(?:inside(?:\s+of)?|in\s+under|in\s+less\s+than)\s+(?:the\s+next\s+)?(?=\d[\d.,]*\s*(?:km|kms|kilomet\w+)\b)(?<=\b(?:service\w*|servicing|maintenance|due)\b.*)/gi,
    "within ",
  ],
  // A capital and no time of day: "4 PMs" is nobody's afternoon
  [/(?<!\d\s?)\bP\.?M\.?['’]?s\b/g, "services"],
  [
    new RegExp(
      `^\\W*(?:which\\s+|any\\s+|list\\s+|show\\s+(?:me\\s+)?)?(?:(?:the\\s+)?overdue\\s+${SERVICES}|${SERVICES}\\s+(?:that\\s+are\\s+|which\\s+are\\s+|are\\s+)?${OVERDUE})(?=\\W|$)`,
      "gi",
    ),
    "which trucks are past their service distance",
  ],
  [
    new RegExp(
      `\\b(${TRUCK}s(?:\\s+(?:in|at|of|from)\\s+\\w+(?:\\s+depot)?)?)\\s+(?:(?:that|which)\\s+)?(?:are\\s+)?(?:overdue|past\\s+due)\\s+(?:for|on|with)\\s+(?:their\\s+|a\\s+|an\\s+)?${SERVICES}(?=\\W|$)`,
      "gi",
    ),
    "$1 past their service distance",
  ],
  [
    /\b(?:in|within|inside|over)\s+the\s+next\s+(\d{3,5})\s*k(?=\W*$)(?<=\bservic\w*\b.*)/gi,
    "in the next $1 km",
  ],
  [
    /\b(?:am\s+i|are\s+we)\s+(?:allowed|ok|okay|permitted|good|safe|clear)\s+to\s+(?:send|put|let|take)\s+(?:truck\s+|unit\s+|vehicle\s+)?(\d{1,3})\s+(?:go\s+)?out\s+with\s+(?:this|that|an?|the|its)\s+(?:(?:fault|warning|error)\s+)?(?:code|fault|warning|light)\b/gi,
    "can truck $1 go out with this fault",
  ],
  [
    /(?<=\bpast\s+their\s+service\s+distance\b.*?),?\s*\b(?:and\s+)?(?:(?:the\s+)?(?:furthest|farthest|most|longest)\s+(?:over(?:due)?|past(?:\s+(?:it|due))?)(?:\s+(?:first|on\s+top|at\s+the\s+top))?|by\s+how\s+(?:much|far)|how\s+far\s+(?:over|past)|since\s+when|and\s+for\s+how\s+long)\b/gi,
    ", furthest past first",
  ],
];
