import type { Turn } from "#server/ask/core/turn-slots.ts";

const A_TRUCK = "(?:(?:the\\s+)?(?:truck|lorry|vehicle|wagon)\\s+|no\\.?\\s*|#)?(\\d{1,4})";
const NOWADAYS =
  "(?:\\s+(?:(?:right\\s+)?now|just\\s+now|currently|at\\s+the\\s+(?:minute|moment)|at\\s+present|these\\s+days))?";
// What a truck may be doing: a list of these asks which of them it is.
const STATE =
  "(?:(?:just|still|actually|out)\\s+)*(?:collecting|picking\\s+up|emptying(?:\\s+bins)?|tipping|unloading|dumping|driving|moving|rolling|working|stopped|stationary|parked(?:\\s+up)?|stuck|broken\\s+down|idle|idling|waiting|queu(?:e)?ing|(?:sat|sitting|standing|stood)(?:\\s+(?:there|still|around|about|idle))*|on\\s+(?:a\\s+|its\\s+)?break|in\\s+the\\s+(?:yard|depot)|at\\s+(?:the\\s+|a\\s+)?(?:tip|dump|landfill))";
const STATES = `${STATE}(?:\\s*,\\s*(?:or\\s+)?${STATE})*\\s*,?\\s+or\\s+(?:is\\s+it\\s+)?${STATE}`;
const COUNTED_STATE =
  "(?:are\\s+|is\\s+|have\\s+|of\\s+them\\s+)*(?:(?:currently|just|still|now)\\s+)*(?:rolling|moving|driving|on\\s+the\\s+move|working|stopped|stationary|standing(?:\\s+still)?|parked(?:\\s+up)?|idle|sitting|sat|tipping|at\\s+(?:the\\s+|a\\s+)?tip|on\\s+(?:a\\s+)?break|broken\\s+down|in\\s+the\\s+(?:yard|depot)|(?:gone\\s+)?(?:dark|silent|quiet|offline)|not\\s+reporting|without\\s+(?:a\\s+)?(?:position|signal))";
const AT_THIS_MOMENT =
  "(?:\\s+(?:on\\s+the\\s+road|and\\s+about|this\\s+(?:minute|moment)|right\\s+now|just\\s+now|now|at\\s+the\\s+(?:moment|minute)))*";
const ARE_OUT = `(?:are\\s+|have\\s+)*(?:out|on\\s+the\\s+road|rolling|working|moving|gone\\s+out)\\b${AT_THIS_MOMENT}`;
const ARE_IN = `(?:are\\s+)?(?:still\\s+|just\\s+)*(?:(?:sitting|parked(?:\\s+up)?|stuck|standing|left|back|sat)\\s+)?(?:in|at|inside)\\s+(?:(?:an?|the|their|our)\\s+)?(?:depots?|yards?|base)\\b${AT_THIS_MOMENT}`;
// Whose trucks are counted: a depot's, a zone's, those of a stream.
const WHOSE =
  "(?:(?:the\\s+)?(\\p{L}+\\s+(?:depot|yard|zone)|zone\\s+\\p{L}+|refuse|recycling|organics|glass|paper|bulky)(?:['’]s)?\\s+)";
const OF_WHOM =
  "(?:\\s+(?:of|at|from|in)\\s+(?:the\\s+)?(\\p{L}+\\s+(?:depot|yard|zone)|zone\\s+\\p{L}+)(?:\\s+that)?)";
const PLACE_STANDS = "(?=(?:the\\s+)?(?:\\p{Lu}\\p{L}+\\s+){1,2}(?:landfill|transfer\\s+station|depot)\\b)";

/** Turns of phrase about what one truck does, who stands where and for how long, and what rows tell besides. */
export const TRUCK_TURNS: readonly Turn[] = [
  // Where it is and who drives it: its row tells both
  [
    /\bwhere(?:['’]?s|\s+is)\s+((?:the\s+)?(?:truck|lorry|vehicle|wagon)\s+\d{1,4})(?:\s+(?:right\s+now|now|at\s+the\s+(?:moment|minute)))?\s*,?\s+and\s+who(?:['’]?s|\s+is|\s+has)?\s+(?:driv(?:es|ing)|in|on|got|at\s+the\s+wheel(?:\s+of)?|behind\s+the\s+wheel(?:\s+of)?)(?:\s+(?:it|her|him))?(?=\s*(?:[?.!]|$))/gi,
    "where is $1 with its driver",
  ],
  [
    /\bwho(?:['’]?s|\s+is|\s+has)?\s+(?:driv(?:es|ing)|in|on|got|at\s+the\s+wheel\s+of|behind\s+the\s+wheel\s+of)\s+((?:the\s+)?(?:truck|lorry|vehicle|wagon)\s+\d{1,4})(?:\s+(?:right\s+now|now|at\s+the\s+(?:moment|minute)))?\s*,?\s+and\s+where(?:abouts)?(?:(?:['’]?s|\s+is|\s+are)\s+(?:it|he|she|they)|\s+(?:it|he|she)\s+is)(?:\s+(?:now|at|right\s+now|at\s+the\s+moment))*(?=\s*(?:[?.!]|$))/gi,
    "where is $1 with its driver",
  ],
  // A number behind "where's" that goes somewhere is a truck's
  [
    /^(\W*)where(?:abouts)?(?:['’]?s|\s+has|\s+is|\s+did)\s+(?:truck\s+)?(\d{1,3})\s+(?:got(?:ten)?\s+to|gone(?:\s+to)?|get\s+to|disappeared\s+to|off\s+to|hiding)(?=\s*(?:[?.!]|$))/gi,
    "$1where is truck $2",
  ],
  // Where somebody is: "over Harbour way"
  [/\b(?:down|up|over|out|round|around)\s+((?:(?:the|by)\s+)?\p{Lu}\p{L}+)\s+way\b/gu, "in $1"],
  [/\bthe\s+q(?:ueue)?\s+like\s+(?=(?:at|in)\b)/gi, "the queue "],
  [/\b(?:the|a|our)\s+q\b(?!\s*[-\d])/gi, "the queue"],
  // What one truck is doing
  [
    new RegExp(
      `\\bwhat(?:['’]?s|\\s+is)\\s+${A_TRUCK}\\s+(?:up\\s+to|doing|playing\\s+at|busy\\s+with)${NOWADAYS}(?:\\s*[-–—:,?.]+\\s*(?:is\\s+it\\s+)?${STATES})?(?=\\s*(?:[?.!,;]|$))`,
      "gi",
    ),
    "what is truck $1 doing now",
  ],
  [
    new RegExp(`^(\\W*)is\\s+${A_TRUCK}\\s+${STATES}${NOWADAYS}(?=\\s*(?:[?.!]|$))`, "gi"),
    "$1what is truck $2 doing now",
  ],
  [
    new RegExp(
      `\\bwhere(?:abouts)?(?:['’]?s|\\s+is)\\s+${A_TRUCK}\\s+at\\b(?=\\s*(?:[?.!,;]|$))|\\bwhereabouts\\s+is\\s+${A_TRUCK}\\b`,
      "gi",
    ),
    (_, one, other) => `where is truck ${one ?? other}`,
  ],
  // How many of each state
  [
    new RegExp(
      `^\\W*how\\s+many\\s+(?:of\\s+)?(?:our\\s+|the\\s+)?(?:trucks|vehicles|lorries|wagons)\\s+(?:${ARE_OUT}\\s*,?\\s+and\\s+how\\s+many\\s+${ARE_IN}|${ARE_IN}\\s*,?\\s+and\\s+how\\s+many\\s+${ARE_OUT})\\W*$`,
      "gi",
    ),
    "how many trucks by status",
  ],
  [
    new RegExp(
      `^\\W*(?:(?:quick|just|a|the)\\s+)*(?:head\\s?count|count|tally|roll\\s?call)?\\s*[:,–-]*\\s*how\\s+many\\s+(?:of\\s+(?:our|the)\\s+)?(?:trucks|vehicles|lorries|wagons)?\\s*${COUNTED_STATE}(?:\\s*(?:,|and|&)+\\s*(?:and\\s+)?how\\s+many\\s+${COUNTED_STATE})+(?:\\s+(?:right\\s+)?now)?\\W*$`,
      "gi",
    ),
    "how many trucks by status",
  ],
  [
    new RegExp(
      `^\\W*how\\s+many\\s+(?:of\\s+)?(?:our\\s+|the\\s+)?(?:${WHOSE}(?:trucks|vehicles|lorries|wagons)|(?:trucks|vehicles|lorries|wagons)${OF_WHOM})\\s+${COUNTED_STATE}(?:\\s*(?:,|and|&)+\\s*(?:and\\s+)?(?:how\\s+many\\s+(?:of\\s+them\\s+)?)?${COUNTED_STATE}|\\s*,?\\s*(?:vs\\.?|versus|against|compared\\s+(?:to|with))\\s+${COUNTED_STATE})+${AT_THIS_MOMENT}\\W*$`,
      "giu",
    ),
    (_, one, other) => `how many ${one ?? other} trucks by status`,
  ],
  // Who is on duty, and on which route
  [
    /\b(who|which\s+(?:drivers?|crews?))(?:['’]?s|\s+is|\s+are)\s+(?:(?:currently|right\s+now|now|at\s+the\s+moment)\s+)?(?:on\s+(?:duty|shift|the\s+clock)|clocked\s+in|working)(?:\s+(?:right\s+now|now|at\s+the\s+moment|today|currently))?\s*,?\s*(?:and\s+)?(?:(?:on|in)\s+)?(?:which|what)\s+(?:routes?|rounds?|tours?)(?:\s+(?:(?:are|is)\s+)?(?:they|he|each|everyone)?(?:['’]re)?(?:\s+(?:are|is))?(?:\s+(?:on|driving|doing))?)?(?=\W*$)/gi,
    "which drivers have clocked in, with their routes",
  ],
  // Who waits for the answer
  [
    /(?<=\?)\s*(?:the\s+|my\s+|our\s+)?(?:boss|manager|scale\s?house|weighbridge|office|council|customer|resident|control|gate|supervisor|police|someone|somebody|he|she|they|people|client|crew|mechanic|workshop)(?:['’]s|\s+is|\s+are|\s+keeps?|['’]re)\s+(?:asking|after|looking|chasing|wanting|waiting|wondering|on\s+the\s+phone)(?:\s+(?:me|us))?(?:\s+(?:for|about))?(?:\s+(?:it|him|her|them|that|this|an\s+answer))?\W*$/gi,
    "",
  ],
  // When it was last heard from
  [
    /\bwhen\s+(?:did|do|have|has)\s+(?:we|you|i|the\s+system|anyone|anybody)\s+(?:last\s+|most\s+recently\s+)?(?:get|got|have|had|hear|heard|see|seen|receive|received)\s+(?:(?:an?|the|any|our|its)\s+)?(?:last\s+|latest\s+)?(?:(?:pings?|blips?|fix(?:es)?|positions?|signals?|gps(?:\s+(?:fix|position))?|reports?|updates?|anything|word|locations?)\s+)?(?:off|from|of|on|for|out\s+of)\s+(?:truck|lorry|vehicle|wagon)?\s*(\d{1,4})\b(?:\s+last)?(?=\s*(?:[?.!]|$))/gi,
    "when did truck $1 last report a position",
  ],
  // Who stands where, and for how long: rows tell since when
  [
    new RegExp(
      `\\bwho(?:['’]?s|\\s+is|\\s+are)\\s+(?:all\\s+)?(?:in\\s+at|in\\s+(?:over\\s+)?at|over\\s+at|down\\s+at|up\\s+at|parked\\s+at)\\s+${PLACE_STANDS}`,
      "giu",
    ),
    "which trucks are at ",
  ],
  // Those at a depot belong to it as well where nobody says that they stand there
  [
    /\bwhich\s+trucks\s+are\s+at\s+(?=(?:the\s+)?\p{Lu}\p{L}+\s+depot\b)(?=[^?.!]*(?:\bsince\s+when|\bhow\s+long|\bnow\b))/giu,
    "which trucks are in the yard of ",
  ],
  [
    /(?<=\b(?:which|what)\s+(?:trucks|vehicles|lorries)\b.*\b(?:landfill|transfer\s+station|yard|depot|facilit\w+)\b.*?)(?:\s+just\s+now)?[,;]?\s+(?:and\s+)?(?:for\s+how\s+long|how\s+long\s+(?:(?:has|have)\s+)?(?:each(?:\s+(?:one|of\s+them))?|they(?:\s+all)?|every\s+one)(?:\s+(?:has|have|['’]ve))?(?:\s+been)?(?:\s+(?:there|in|on\s+site|inside|waiting|sat\s+there|sitting\s+there|stood\s+there|standing\s+there))*|since\s+when)(?=\s*(?:[?.!]|$))/gi,
    "",
  ],
  // Who works where now, and on which route: rows tell it
  [
    /\bwho\s+(?:(?:all\s+)?(?:have|has|do)\s+we\s+(?:got\s+|have\s+)?|(?:all\s+)?is\s+|(?:all\s+)?are\s+|['’]s\s+)(?:out\s+)?(?:working|running|operating|out)\s+(?:(?:down|up|over|out)\s+)?(?=(?:in|around)\s+(?:the\s+)?\p{Lu}\p{L}+)(?=[^?.]*\b(?:now|at\s+the\s+(?:moment|minute)|at\s+present|currently)\b)/giu,
    "which trucks are ",
  ],
  [
    /^(\W*(?:(?:show|list|give|me)\s+)*(?:the\s+|all\s+)?(?:trucks|vehicles|lorries|wagons)\b(?!.*\b(?:late|behind|delayed)\b).*?\bin\s+(?:the\s+)?\p{Lu}\p{L}+(?:\s+zone)?(?:\s+(?:right\s+now|now|at\s+the\s+moment))?)[,;]?\s+(?:and|with)\s+(?:on\s+)?(?:(?:what|which)\s+routes?\s+(?:(?:is|are)\s+)?(?:each(?:\s+(?:one|of\s+them))?|they)(?:\s+(?:is|are))?(?:\s+on)?|their\s+routes?)(?=\W*$)/giu,
    "$1",
  ],
  // Rows of trucks tell their route
  [
    /^(\W*(?:which|what)\s+(?:trucks|vehicles|lorries|wagons)\b(?!.*\b(?:late|behind|delayed)\b).*?)(?:\s+right\s+now)?[,;]?\s+(?:and\s+)(?:on\s+)?(?:what|which)\s+routes?\s+(?:is|are)\s+(?:each(?:\s+(?:one|of\s+them))?|they)(?:\s+on)?(?=\W*$)/gi,
    "$1",
  ],
  [
    /^(\W*(?:which|what)\s+(?:trucks|vehicles|lorries|wagons)\s+are\s+in\s+(?:the\s+)?\p{Lu}\p{L}+\b(?!.*\b(?:late|behind|delayed)\b).*?),?\s+(?:with|and)\s+(?:(?:the|their)\s+routes?|(?:which|what)\s+routes?\s+each(?:\s+(?:one|of\s+them))?\s+is\s+on)(?=\W*$)/giu,
    "$1",
  ],
  // Rows of trucks tell their stream and their driver
  [
    /(?<=\b(?:trucks|vehicles|lorries|wagons)\b.*?)[,;]?\s+(?:with|plus|and|showing|including)\s+(?:what|which|the|their)\s+(?:waste\s+)?streams?(?:\s+(?:they['’]?re|they\s+are|it['’]?s|each\s+is)\s+(?:on|doing|collecting|for))?\s*(?:,|and|&|plus)+\s*(?:also\s+)?(?:who(?:['’]?s|\s+is|\s+are)?\s+(?:driving|drives|at\s+the\s+wheel|on)(?:\s+(?:them|each|it))?|(?:the\s+|their\s+)?drivers?)(?=\s*(?:[?.!]|$))/gi,
    " with their streams and drivers",
  ],
  [
    /\b(?:with\s+)?(?:less|under|fewer)\s+(?:than\s+)?(?:a\s+)?(half|third|quarter)(?:\s+of)?\s+an?\s+(?:full\s+)?load(?:\s+(?:on(?:\s+board)?|left))?(?=\s*(?:[?.!,]|$))/gi,
    (_, part = "") => `less than ${/half/i.test(part) ? 50 : /third/i.test(part) ? 33 : 25} % full`,
  ],
  // What does not matter narrows nothing
  [
    /[.;,!–-]+\s*(?:it\s+)?(?:does\s*n['’]?t|does\s+not|do\s*n['’]?t|do\s+not|never|no)\s*(?:matter|mind|care)(?:\s+(?:about|to\s+me))?\s+(?:how\s+(?:full|loaded|empty|heavy|busy)\s+(?:they|it|the\s+trucks?)(?:\s+(?:are|is)|['’]re)|(?:about\s+)?(?:the\s+|their\s+)?(?:load|fill(?:\s+level)?|how\s+full))\W*$/gi,
    "?",
  ],
];
