import { N, TRUCK, type Turn } from "#server/ask/core/turn-slots.ts";

const DAY = "((?:last\\s+|this\\s+)?(?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday)";
const KM = "\\b(?:km|kms|ks|kilomet\\w+|miles|mileage|distance)\\b";
const HOURS = "\\b(?:hours|hrs|labou?r|time)\\b";
const PARTS_GONE =
  "(?:hydraulics?|engine|brakes?|gearbox|clutch|packer|lift|arm|tyres?|tires?|battery|steering|turbo|radiator)";
const COST = "(?:\\b(?:costs?|money|quid|dollars|bucks|spend|expenditure|euros?|pounds|price|cash)\\b|[£$€])";
const LATE = "\\b(?:lates?|tardy|delayed|overdue|lateness)\\b";
// What a comparison is narrowed by, and keeps.
const NARROWED =
  /\b(?!(?:the|each|every|all|an?|this|our|which|what)\s)((?:\p{L}+|\d+)\s+(?:depot|zone)|(?:depot|zone)\s+(?:\p{Lu}\p{L}*|\d+))\b/u;
const narrowing = (said: string): string => {
  const place = NARROWED.exec(said)?.[0];
  return place === undefined ? "" : ` for the ${place}`;
};
const WASTE =
  "(?:glass|paper|refuse|rubbish|garbage|trash|recycling|organics?|food\\s+waste|green\\s+waste|bulky|cardboard)";

/** Turns of phrase about what is to be planned, and about alerts, reports by mail and files. */
export const PROPOSE_TURNS: readonly Turn[] = [
  // Alerts of the night, by its hours
  [
    /^\W*(?:(?:any|the|all|list|show|which|what)\s+)*(?:me\s+)?alerts?\s*[,:]?\s+(?:(?:fired|raised|that\s+fired)\s+)?(?:overnight|last\s+night|during\s+the\s+night|in\s+the\s+night)[\s,:;(]*(?:from\s+|between\s+)?(\d{1,2})[:.]?(\d{2})?\s*(?:h(?:rs)?\s*)?(?:-|–|to|and|until|till)\s*(\d{1,2})[:.]?(\d{2})?\s*(?:h(?:ou)?rs?)?\W*$/gi,
    (_, from = "", minute, to = "", until) =>
      `which alerts fired overnight between ${from}:${minute ?? "00"} and ${to}:${until ?? "00"}`,
  ],
  // What is mailed is the list itself
  [
    /(?<=\b(?:send|mail|e-?mail|get|have)\b.*)\b(?:an?\s+|the\s+)?(?:daily\s+|weekly\s+|short\s+|quick\s+)?(?:summary|overview|digest|run-?down)\s+of\s+(?=(?:the\s+|all\s+|our\s+|any\s+)*(?:(?:still\s+)?open\s+(?:exceptions|issues|problems)|missed\s+(?:pick-?ups|collections)|late\s+routes)\b)/gi,
    "",
  ],
  // What broke on a truck breaks it down; nobody past his shift is no overtime
  [
    new RegExp(
      `\\b(?:the\\s+)?${PARTS_GONE}\\s+(?:is|are|has|have|['’]s)?\\s*(?:just\\s+)?(?:gone|packed\\s+(?:up|in)|failed|dead|blown|bust(?:ed)?|broken|went)\\s+on\\s+(?:truck\\s+)?(\\d{1,3})\\b(?=.*\\b(?:take|takes|cover|covers|left)\\b)`,
      "gi",
    ),
    "truck $1 broke down",
  ],
  [
    /(?<=\bbroke\s+down\b.*)\bwho\s+(?:could|can|will|would|might)\s+(?:take|cover|do|pick\s+up)\s+what(?:ever)?\s+(?:it|she|he)(?:['’]s|\s+has|\s+had)(?:\s+got)?\s+left(?:\s+today)?/gi,
    "what is the cheapest way to cover the rest of its route",
  ],
  [
    /(?<=\bthe\s+rest\s+of\s+its\s+route\b.*)\bwithout\s+(?:running|putting|pushing|keeping|sending|bringing)\s+any(?:one|body)\s+(?:past|over|beyond)\s+(?:the\s+end\s+of\s+)?(?:their|his|her)\s+(?:shifts?|hours)\b/gi,
    "before overtime starts",
  ],
  // An extra stop, and who is to take it
  [
    /^\W*(?:i\s+|we\s+)?(?:need|want|have)\s+an\s+extra\s+(?:lift|pick-?\s?up|stop|collection)\s+(?:done\s+)?at\s+(\d{1,5}[a-z]?\s+(?:\p{Lu}\p{L}+\s+){1,2}(?:Street|Road|Lane|Avenue|Court|Close|Drive|Way))(?:\s+(?:today|this\s+afternoon|after\s+lunch|later(?:\s+today)?))?(?:\s*,\s*(refuse|recycling|organics?|glass|paper|bulky))?(?:\s+(?:today|this\s+afternoon|after\s+lunch))?\s*[.,;–-]+\s*(?:give|hand|put|pass)\s+it\s+(?:to|on)\s+(?:whoever|whichever\s+truck|the\s+truck|anyone)(?:['’]s|\s+is|\s+that\s+is)?\s*(?:going\s+by\s+|passing\s+)?(?:the\s+)?(?:closest|nearest|passing)(?:\s+(?:to\s+it|by|anyway))?\W*$/giu,
    (_, address = "", stream = "") =>
      `add an extra ${stream ? `${stream} ` : ""}stop at ${address} on the truck that loses the least time`,
  ],
  // "If a lorry's at the landfill": is, where a place or a state follows
  [
    new RegExp(
      `\\b(an?|any|one\\s+of\\s+(?:our|the))\\s+(${TRUCK}|driver|crew|route|bin|container)['’]s\\s+(?=(?:at|in|on|not|been|over|more|still|late|behind|stuck|stopped|idling|offline|silent|overfull|full)\\b)`,
      "gi",
    ),
    "$1 $2 is ",
  ],
  [
    new RegExp(
      `\\b((?:${TRUCK}\\s+\\d{1,3})|(?:an?|any)\\s+${TRUCK})\\s+(?:leaves|is\\s+out\\s+of|gets\\s+out\\s+of|comes\\s+out\\s+of|is\\s+(?:back|out)\\s+(?:from|of)|is\\s+released\\s+from)\\s+the\\s+(?:workshop|shop|garage)\\b`,
      "gi",
    ),
    "$1 is not in the workshop",
  ],
  // A report for the inbox, or one that is liked by mail
  [
    /^\W*(?:please\s+)?(?:i(?:['’]d|\s+would)?\s+(?:want|like|need|love)|can\s+i\s+(?:have|get)|could\s+i\s+(?:have|get))\s+(?:to\s+(?:have|get)\s+)?(?:the\s+|an?\s+)?(.{3,60}?)(?:\s+report)?\s+(?:in\s+my\s+(?:e-?mails?|inbox|mail)|(?:e-?)?mailed\s+(?:to\s+me|over)|by\s+(?:e-?)?mail|sent\s+to\s+me)(?=\s)/gi,
    "mail me $1",
  ],
  [/\bmail\s+me\s+(?:the\s+)?day['’]s\s+(?=\p{L})/giu, "mail me today's "],
  // A route looked at again
  [
    /\b(?:have|take|give)\s+(?:it\s+)?(?:another|a\s+(?:new|fresh|second))\s+(?:go|look|crack|stab|shot|try)\s+(?:at|with|to)\s+(?:the\s+)?(?:(?:running|stop|visiting)\s+)?(?:order|sequence)\s+(?:of|for|on)\s+(?=(?:route\s+|r-?)\d)/gi,
    "re-optimise ",
  ],
  // Two plans set side by side by all four of their measures, whatever is said around it
  [
    new RegExp(
      `^(?=.*\\b(?:plan|proposal|one)\\b)(?=.*${KM})(?=.*${HOURS})(?=.*${COST})(?=.*${LATE})(?!.*\\b(?:by|per)\\s+(?:route|truck|driver|depot|zone)).*?\\b(?:this|that|the|current|present|today['’]s|proposed|new)\\s+(?:\\w+\\s+)?(?:plan|proposal|one)\\b.*?\\b${DAY}(?:['’]?s)?\\b.*$`,
      "gi",
    ),
    (said: string, day: string) =>
      `Compare this plan with ${day}'s${narrowing(said)}: km, hours, cost, late stops`,
  ],
  // Where loads go
  [
    new RegExp(
      `^\\W*(?:please\\s+)?(?:run|do|show|give|work\\s+out|crunch|work)\\s+(?:me\\s+|us\\s+)?(?:the|some)\\s+(?:numbers|sums|maths?|figures)\\s+(?:on|for|of|if\\s+we\\s+(?:are|were))\\s+(?:hauling|sending|taking|moving|tipping|diverting|switching|redirecting|dumping)\\s+(?:the\\s+|all\\s+|our\\s+)*(${WASTE})\\s+(?:trucks\\s+|loads\\s+)?(?:over\\s+|across\\s+)?(?:to|at|into)\\b`,
      "gi",
    ),
    "what if we send the $1 trucks to",
  ],
  [
    new RegExp(
      `^\\W*how\\s+would\\s+(?:it|things|the\\s+day)\\s+(?:be|look|go)\\s+(?:when|if)\\s+(?:the\\s+|all\\s+)*(${WASTE})\\s+(?:trucks|vehicles|lorries|wagons)\\s+(?:unload|tip|dump|empty|go|unloaded|tipped|went)\\s+(?:in|at|to|into)\\b`,
      "gi",
    ),
    "what if we send the $1 trucks to",
  ],
  // A truck short
  [
    /^(?=.*\b(?:trucks?|wagons?|vehicles?|lorr(?:y|ies))\b)(.*)\bcan\s+(?:one|a\s+truck)\s+(?:of\s+them\s+)?(?:stay|be\s+left|sit|rest|remain)(?:\s+(?:in\s+bed|at\s+home|home|in\s+the\s+(?:yard|depot)|behind|out|put|idle))?/gi,
    "$1could we run with one truck fewer",
  ],
  [
    new RegExp(
      `\\bwith\\s+${N}\\s+${TRUCK}s?\\s+(?:left\\s+|kept\\s+|parked\\s+(?:up\\s+)?|staying\\s+|sitting\\s+|standing\\s+)?(?:in|at|out\\s+of)\\s+(?:the\\s+)?(?:yard|depot|garage|base|home|service|action)\\b`,
      "gi",
    ),
    "with $1 trucks fewer",
  ],
  [
    /\b(?:scrape|muddle|squeak|struggle|get|limp|hobble)\s+(?:by|through|along)\s+(?:with\s+)?(?=(?:an?|\d+|one|two|three|four|five)\s+(?:trucks?|wagons?|vehicles?|lorr(?:y|ies)|rigs?)\b)/gi,
    "manage with ",
  ],
  [
    /\b(?:is\s+it\s+)?(?:realistic|feasible|viable|doable|workable|conceivable|thinkable)\s+to\s+(?:operate|run|do|work|drive|cover|make|get\s+through)\b/gi,
    "could we run",
  ],
  [
    /\b(do|run|operate|manage|cover|work)\s+(sat|sun)\b(?=\s+(?:w\b|w\/|with|without|on|minus|short|\d|one|two|three))/gi,
    "$1 on $2",
  ],
  // Being told
  [
    /\b(?:chuck|sling|throw|lob|toss|bung|drop|shoot|send|give|gimme)(?:\s+(?:me|us))?\s+(?:an?\s+|the\s+)?(?:quick\s+)?(?:heads?[\s-]?up|shout|bell|tinkle|buzz|holler|yell|poke|ping|nudge|whistle|alert|warning|notice|ring)\s+(?=(?:when|if|once|as\s+soon\s+as|should|the\s+(?:moment|minute|second))\b)/gi,
    "tell me ",
  ],
  // What is left of a driver's legal hours
  [
    /\b(?:is|are|gets?|comes?)\s+within\s+(.{2,20}?)\s+of\s+(?:(?:his|her|their|the|its)\s+)?(?:legal\s+(?:hours|limits?|driving\s+hours)|hours?\s+(?:limits?|of\s+service(?:\s+limits?)?)|driving\s+limits?)(?:\s+limits?)?\b/gi,
    "has less than $1 of legal hours left",
  ],
  [
    /\bwithin\s+(.{2,20}?)\s+of\s+(?:(?:his|her|their|the|its)\s+)legal\s+(?:hours|limits?)\b/gi,
    "with less than $1 of legal hours left",
  ],
  // Weigh tickets, where what is weighed or a file is spoken of
  [
    /(?<!\b(?:weigh|weight|weighing|weighbridge|disposal|tipping|scale|landfill|repair|work|hubspot|crm|service|parking|speeding|support)\s+)\btickets\b(?=.*\b(?:weights?|tonn\w+|loads?|csv|spreadsheet)\b)/gi,
    "weigh tickets",
  ],
  [/(?<=\bweigh\s+tickets\b.*),?\s*\bwith\s+(?:the\s+|their\s+|all\s+)*weights?\b/gi, ""],
  // The most room stands first anyway
  [
    /(?<=\b(?:room\s+for|free\s+capacity|spare\s+capacity|tonnes?\s+(?:free|spare|to\s+spare))\b.*)[,.;?]?\s*(?:and\s+)?(?:the\s+|with\s+)*(?:most|biggest|largest|greatest|emptiest)(?:\s+(?:room|space|free|capacity|ones?))*\s+first\b/gi,
    "",
  ],
  [
    /\b(?:can|could)\s+(truck\s+\d{1,3})\s+(?:do|take(?:\s+on)?|cover|handle|mop\s+up|pick\s+up|fit\s+in)\s+(?:all\s+)?(?:of\s+)?(?:the\s+|our\s+|today['’]s\s+)*(?:missed\s+(?:pick-?ups|collections|stops)|misses)\b(?!.*\b(?:without|no\s+overtime|and\s+not)\b)/gi,
    "what does it cost if I pull $1 to do the missed pickups",
  ],
  [
    /\b(r-?\d{1,3}|route\s+\d{1,3})['’]?s\s+(last|final)\s+(\d{1,2}|five|six|seven|eight|ten|twelve|fifteen|twenty|thirty)(?=\s+(?:to|onto|over|with|for|on|among|between)\b|\W*$)/gi,
    "the $2 $3 stops of $1",
  ],
  [
    /^\W*(?:those|these|the|my)\s+last\s+(\w+)\s+(?:handovers?|reassignments?|swaps|moves|switches)(?:\s+(?:between|of)\s+(?:trucks|routes|vehicles|stops))?\s+(?:were|was)\s+(?:an?\s+)?(?:mistakes?|wrong|errors?)\s*[,;.:-]*\s*(?:please\s+)?(?:put|set|take)\s+(?:them|it)\s+back(?:\s+(?:how|the\s+way|as)\s+(?:they|it)\s+(?:were|was)(?:\s+before)?)?/gi,
    "undo my last $1 reassignments",
  ],
];
