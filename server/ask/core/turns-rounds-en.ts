import type { Turn } from "#server/ask/core/turn-slots.ts";

const PERSON =
  "(?:an?\\s+|the\\s+|my\\s+|that\\s+|another\\s+)?(?:old\\s+|nice\\s+|angry\\s+)?(?:lady|woman|gentleman|gent|man|bloke|fella|guy|chap|girl|resident|customer|caller|caretaker|tenant|householder|neighbour|shop|someone|somebody)";
const ADDRESS = "(\\d{1,5}[a-z]?\\s+(?:\\p{Lu}[\\p{L}'’]*\\s+){1,2}\\p{Lu}\\p{L}+)";
const ASKS_WHEN =
  "(?:(?:is\\s+|was\\s+)?(?:on\\s+the\\s+(?:phone|line)\\s*(?:,|and|-|–)?\\s*)?(?:(?:who\\s+)?(?:wants?|wanted|needs?|would\\s+like)\\s+to\\s+know|(?:is\\s+|['’]s\\s+|who\\s+is\\s+)?(?:asking|wondering)|asks|asked|rang(?:\\s+to\\s+ask)?))\\s+(?:us\\s+|me\\s+)?(?:about\\s+)?(?:what\\s+time|when)";
const WHAT_TO_SAY =
  "(?:\\s*[.?!,;–-]+\\s*(?:and\\s+)?(?:so\\s+)?what\\s+(?:do|can|should|shall|could)\\s+(?:i|we)\\s+(?:tell|say(?:\\s+to)?|answer)(?:\\s+(?:her|him|them|the\\s+\\w+))?)?";
const COME =
  "(?:we|you|they|someone|somebody|the\\s+(?:truck|lorry|crew|lads))(?:['’]ll|['’]re|\\s+will|\\s+are|\\s+is)?\\s+(?:going\\s+to\\s+)?(?:be\\s+(?:by|there|round|around|along|at\\s+(?:hers|his|theirs))|come(?:\\s+(?:by|round))?|coming(?:\\s+(?:by|round))?|get(?:ting)?\\s+(?:there|to\\s+(?:her|him|them))|arrive|arriving|turn(?:ing)?\\s+up|collect(?:ing)?)";
const STREAM =
  "(refuse|residual|rubbish|recycling|organics?|garden\\s+waste|food\\s+waste|glass|paper|cardboard)";
// What somebody says was not done at a door, and the question whether it was.
const SAYS =
  "(?:(?:who\\s+is\\s+|is\\s+|['’]s\\s+)?on\\s+(?:the\\s+)?(?:phone|line)\\s*[,–-]?\\s*)?(?:who\\s+|and\\s+|is\\s+|['’]s\\s+)*(?:says?|said|saying|claim(?:s|ed|ing)|reckons?|swears?|insists?|insisting|complain(?:s|ed|ing)|tells?\\s+(?:me|us)|giving\\s+out)(?:\\s+that)?";
const NOT_DONE =
  "(?:nobody|no[\\s-]?one|we|the\\s+(?:truck|lorry|crew|lads)|her\\s+bin|his\\s+bin|their\\s+bin|the\\s+bins?)(?:['’]s|['’]ve|\\s+has|\\s+have|\\s+had|\\s+did|\\s+was|\\s+were)?(?:n['’]?t|\\s+not|\\s+never|\\s+ever)?\\s+(?:been|came|come|called|turned\\s+up|showed\\s+up|collected|emptied|picked\\s+up|visited|served|done|got|there|gone)(?:\\s+(?:to|at|by|near|out\\s+to|round\\s+to|from|out|up|there))*";
const WHEN_NOT =
  "(?:\\s+((?:at\\s+all\\s+)?(?:today|yesterday|this\\s+morning|this\\s+afternoon|this\\s+week|last\\s+week|on\\s+(?:mon|tues|wednes|thurs|fri|satur|sun)day)))?";
const WERE_WE =
  "\\s*[.?!,;–-]+\\s*(?:(?:so|but|and|well|now)\\s+)*(?:(?:were|are)\\s+we(?:\\s+(?:not\\s+)?(?:there|out|at\\s+it))?|have\\s+we\\s+(?:not\\s+)?been(?:\\s+(?:there|out))?|have\\s+we|did\\s+(?:we|they|anyone|the\\s+(?:crew|truck|lads))(?:\\s+(?:not\\s+)?(?:call|go|come|get\\s+there|do\\s+it|collect(?:\\s+it)?|empty\\s+it|lift\\s+it|turn\\s+up))?|was\\s+(?:anyone|the\\s+(?:crew|truck))\\s+there|is\\s+(?:that|it)\\s+(?:right|true|so|correct)|is\\s+(?:he|she)\\s+right)";
const DONE_WITH =
  "(?:is|are|will\\s+be|gets?|['’]s)\\s+(?:being\\s+|getting\\s+)?(?:done|collected|emptied|picked\\s+up|taken(?:\\s+away)?|lifted)";
const DAY = "(?:\\s+(today|this\\s+morning|this\\s+afternoon))?";
const STOPS = "(?:stops?|pickups?|collections?|jobs?|bins?|calls?|drops?|houses|addresses)";
const ONE = "(?:truck\\s+\\d{1,4}|r-?\\d{1,3}|route\\s+\\d{1,3})";

/** Turns of phrase about how far rounds are, when they end, who asks at which door, and stops that are left. */
export const ROUND_TURNS: readonly Turn[] = [
  [/\brunn?ing\s+lat\b(?!\s*[,/]|\s+(?:and|lon|lng))/gi, "running late"],
  // Stops that were not done in their order
  [
    /\bwhere\s+did\s+(?:the\s+|our\s+|any\s+)?(?:crews?|drivers?|we|they|lads)\s+(?:jump|skip|hop|bounce)\s+(?:around|about)(?:\s+(?:in|on|within))?\s+(?:the\s+|their\s+)?(?:(?:stop|running|planned|route)\s+)?(?:order|sequence|list)\b/gi,
    "which stops were done out of sequence",
  ],
  [
    /(?<=\bstops?\b.*)\b(?:(?:were|was|are)\s*(?:n['’]?t|\s+not)|didn['’]?t\s+get|did\s+not\s+get)\s+(?:served|done|made|visited|worked|taken|run)\s+in\s+(?:the(?:ir)?\s+)?(?:planned|right|set|correct|given|proper)\s+(?:order|sequence)\b/gi,
    "were done out of sequence",
  ],
  [
    /(?<=\bdone\s+out\s+of\s+sequence\b.*?)\s*,?\s*(?:and\s+(?:what\s+(?:was|is|were)\s+the\s+reasons?|for\s+what\s+reasons?)|(?:along|together)\s+with\s+(?:the\s+)?reasons?)(?=\W*$)/gi,
    " and why",
  ],
  [
    /^(\W*)((?:yester|to)day)['’]s\s+stops\s+that\s+(?=were\s+done\s+out\s+of\s+sequence\b)(.*?)(?=\W*$)/gi,
    (_, lead, day, rest) => `${lead}stops that ${rest?.replace("sequence", `sequence ${day}`)}`,
  ],
  // What a breakdown may cost are the stops at risk
  [
    /(?<=\b(?:broken\s+down|breakdowns?|off\s+the\s+road)\b.*?)\s*,?\s+and\s+(?:what|which)\s+(?:stops|collections|pick-?ups|jobs|addresses)\s+(?:could|might|will|would|may|does|do)\s+(?:that|it|this|they|those)\s+(?:cost(?:\s+us)?|put\s+at\s+risk|endanger|hit|leave\s+(?:undone|behind|stranded|uncovered))(?=\W*$)/gi,
    ", and which stops are at risk",
  ],
  // Nobody has it where not anybody has
  [
    /\b(has|have)(?:n['’]?t|\s+not)\s+(?:anybody|anyone)\s+(picked\s+up|taken(?:\s+on)?|claimed|grabbed)\b/gi,
    "$1 nobody taken",
  ],
  [/\bbetter\s+than\s+(?=\d+\s+(?:stops|pick-?ups|collections|lifts|jobs|bins)\b)/gi, "more than "],
  [
    /(?<=\d\s+(?:stops|pick-?ups|collections|jobs)\s+)(?:still\s+)?ahead(?:\s+of\s+(?:them|it))?(?=\W*$)/gi,
    "left",
  ],
  // The one that ends last stands first
  [
    /[.;,]?\s*\b(?:and\s+)?(?:put|with)?\s*which(?:ever)?(?:\s+one)?\s+(?:wraps?\s+up|finish(?:es)?|ends?|is\s+(?:done|back|in))\s+(?:last|latest)\s+(?:goes\s+|comes\s+|stands\s+|is\s+)?(?:first|(?:at|on)\s+(?:the\s+)?top|up\s+top)\b/gi,
    ", sort by finish, latest first",
  ],
  // "What is R-9 late by" asks how much, and not why
  [
    /\bwhat(?:['’]?s|\s+is)\s+(r-?\d{1,3}|(?:truck|route)\s+\d{1,3})\s+(?:running\s+)?(late|behind)(?:\s+schedule)?\s+by\b/gi,
    "how $2 is $1",
  ],
  // Who asks at which door: what is asked is when that door's turn comes
  [
    new RegExp(
      `^\\W*(?:(?:i['’]?ve|i\\s+have|we['’]?ve|we\\s+have)(?:\\s+got)?\\s+|got\\s+|there['’]?s\\s+)?${PERSON}\\s+(?:at|from|of|in)\\s+${ADDRESS}\\s+${ASKS_WHEN}\\s+${COME}${DAY}${WHAT_TO_SAY}\\W*$`,
      "giu",
    ),
    (_, address, day) => `when will we arrive at ${address}${day ? ` ${day}` : ""}?`,
  ],
  [
    new RegExp(
      `^\\W*(?:(?:i['’]?ve|i\\s+have|we['’]?ve|we\\s+have)(?:\\s+got)?\\s+|got\\s+|there['’]?s\\s+)?${PERSON}\\s+(?:at|from|of|in)\\s+${ADDRESS}\\s+${ASKS_WHEN}\\s+(?:her|his|their|the|my)\\s+${STREAM}(?:\\s+bins?)?\\s+${DONE_WITH}${DAY}${WHAT_TO_SAY}\\W*$`,
      "giu",
    ),
    (_, address, stream, day) => `when will the ${stream} truck get to ${address}${day ? ` ${day}` : ""}?`,
  ],
  [
    new RegExp(
      `^\\W*(?:(?:i['’]?ve|i\\s+have|we['’]?ve|we\\s+have)(?:\\s+got)?\\s+|got\\s+|there['’]?s\\s+)?${PERSON}\\s+(?:(?:at|from|of|in)\\s+${ADDRESS}\\s+)?${SAYS}\\s+${NOT_DONE}(?:\\s+${ADDRESS})?${WHEN_NOT}${WERE_WE}\\W*$`,
      "giu",
    ),
    (whole, at, address, day) =>
      (at === undefined) === (address === undefined)
        ? whole
        : `was ${at ?? address} served${day ? ` ${day.replace(/^at all\s+/i, "")}` : ""}?`,
  ],
  // How far they are, as a share: rows tell it
  [
    /(?<=\bhow\s+far\s+(?:along|through|on|in)\b[^.?!]*?)\s*[,;:–-]+\s*(?:in\s+|as\s+(?:an?\s+)?)?(?:percent(?:age)?|%|share|proportion)(?:\s+of)?(?:\s+(?:the|its|their))?(?:\s+(?:stops|pickups|round|route))?(?:\s+(?:done|completed?|finished))?\W*$/gi,
    "?",
  ],
  [
    /\bhow\s+far\s+(?:along|through|on)\s+(?:is|are)\s+(?:each|every|all)\s+(?:of\s+the\s+|the\s+)?(routes?|rounds?)\s+(?:out\s+of|from|at|in)\s+(?:the\s+)?(?=\p{Lu}\p{L}+\s+depot\b)/giu,
    "how far along are the routes of ",
  ],
  [
    /\b(?:all\s+the\s+way|completely|totally|entirely|fully)\s+(done|finished|completed?)(?:\s+for\s+the\s+day)?\b/gi,
    "$1 today",
  ],
  [
    /\b(how\s+many\s+(?:stops|pickups|collections|jobs)\s+(?:have\s+(?:we|they)|has\s+the\s+fleet|are|were|did\s+we)\b.{0,30}?\btoday\b)\s*,?\s+out\s+of\s+(?:how\s+many|the\s+(?:number|total))(?:\s+(?:were|are|is|was))?(?:\s+(?:planned|scheduled|due|there))?(?=\W*$)/gi,
    "what share of the stops planned today is done",
  ],
  [/^\W*(?:(?:fleet|company)[\s-]?wide\s*[,:]?|city[\s-]?wide\s*[,:])\s*/gi, ""],
  [/\b(?:fleet|company)[\s-]?wide\b(?=\W*$)/gi, ""],
  // One that is named: what is left and when it ends; when it left
  [
    new RegExp(
      `(?:(?<=\\b${ONE}\\b.*)|(?=.*\\b${ONE}\\b))\\bhow\\s+many\\s+(?:more\\s+)?${STOPS}\\s+(?:till?|until|before)\\s+(?:i['’]?m|i\\s+am|we['’]?re|we\\s+are|it['’]?s|it\\s+is|he['’]?s|she['’]?s|they['’]?re)\\s+(?:done|finished|home|through)(?:\\s*,?\\s*(?:and\\s+)?(?:at\\s+)?(?:what|when)\\s+(?:time\\s+)?(?:is|will)\\s+(?:that|it)(?:\\s+be)?)?`,
      "gi",
    ),
    (whole) =>
      /\b(?:what|when)\s+(?:time\s+)?(?:is|will)\s+(?:that|it)/i.test(whole)
        ? "how many stops are left and when does it finish"
        : "how many stops are left",
  ],
  [
    /^\W*i(?:['’]?m|\s+am)\s+(?:on|driving|running|doing)\s+(r-?\d{1,3}|route\s+\d{1,3})\s*[,;.:–-]+\s*how\s+many\s+stops\s+are\s+left\b/gi,
    "how many stops are left on $1",
  ],
  [
    new RegExp(
      `\\b(?:did|has)\\s+(${ONE})\\s+(?:got(?:ten)?|get|made\\s+it|make\\s+it|go(?:ne)?|roll(?:ed)?)\\s+out(?:\\s+of\\s+(?:the\\s+)?(?:yard|depot|gate|base))?(?:\\s+(?:yet|today|this\\s+morning|already|ok(?:ay)?))*\\s*,?\\s*(?:and\\s+)?(?:if\\s+(?:so|yes|it\\s+did|it\\s+has)\\s*,?\\s*)?(?:(?:at\\s+)?(?:what\\s+time|when)(?:\\s+(?:did|was|did\\s+it|it)\\b[^?.!]*)?)?(?=\\W*$)`,
      "gi",
    ),
    (_, one = "") =>
      /^truck/i.test(one) ? `which routes of ${one} have started` : `has ${one} started and when`,
  ],
  [
    new RegExp(
      `\\b(?:when|(?:at\\s+)?what\\s+time)\\s+did\\s+(${ONE})\\s+(?:leave|get\\s+out\\s+of|roll\\s+out\\s+of|go\\s+out\\s+of|pull\\s+out\\s+of)\\s+(?:the\\s+)?(?:yard|depot|gate|base)\\b`,
      "gi",
    ),
    (_, one = "") => (/^truck/i.test(one) ? `which routes of ${one} have started` : `when did ${one} start`),
  ],
  [
    new RegExp(
      `((?:\\b(?:when|what\\s+time)\\s+(?:does|will|is|should)\\s+)(${ONE})\\s+(?:going\\s+to\\s+)?(?:knock\\s+off|finish|end|get\\s+done|be\\s+done|be\\s+back|get\\s+back|wrap\\s+up))\\s*,?\\s+(?:and\\s+)?is\\s+(?:that|it)\\s+(?:earlier|sooner|later|early|late|ahead|before|after)\\s+(?:or\\s+(?:earlier|sooner|later|early|late|behind|after)\\s+)?(?:than|of|against)\\s+(?:(?:it\\s+(?:was|is)\\s+)?(?:planned|plan|scheduled|the\\s+plan|expected))\\b`,
      "gi",
    ),
    "is $2 ahead or behind schedule",
  ],
  [
    /\bat\s+the\s+(?:rate|pace|speed)\s+(?:they['’]?re|they\s+are|it['’]?s|it\s+is|we['’]?re|things\s+are)\s+going\s*,?\s*(?=(?:what|when|which|will|is|are|how)\b)/gi,
    "",
  ],
  // When one left a yard that is named
  [
    /\b(?:has|did|is)\s+(?:truck\s+)?(\d{1,3})\s+(?:gone|got|go|get|pulled|rolled|driven|left|leave|pull|roll)\s*(?:out\s+(?:of\s+)?|of\s+|off\s+|through\s+)*(?:the\s+gates?\s*(?:at|of|in)?\s*|the\s+yard\s+(?:at|of)\s+)?(?:the\s+)?(\p{Lu}\p{L}+\s+depot)(?:\s+(?:yet|today|this\s+morning))*(?:\s*[,?;]*\s*(?:and\s+)?(?:if\s+(?:it\s+has|so|yes|it\s+did)\s*,?\s*)?(?:at\s+)?(?:what\s+time|when)(?:\s+(?:was\s+that|did\s+it))?)?(?=\s*(?:[?.!]|$))/giu,
    "which routes of truck $1 have started of $2 today",
  ],
  // The next stop of a round and how many come behind it: all that are left, in their order
  [
    new RegExp(
      `^\\W*(?:i['’]?m\\s+on\\s+|i\\s+am\\s+on\\s+|on\\s+|for\\s+)?(${ONE})\\s*[,:;.–-]+\\s*(?:so\\s+)?(?:what(?:['’]?s|\\s+is)|which\\s+is|where(?:['’]?s|\\s+is))\\s+(?:my|the|our|its)\\s+next\\s+(?:stop|one|pickup|job|address)\\s*,?\\s+and\\s+how\\s+many\\s+(?:more\\s+)?(?:(?:stops|jobs)\\s+)?(?:(?:are\\s+)?(?:there\\s+|left\\s+|to\\s+go\\s+|still\\s+to\\s+do\\s+)*(?:after|behind)\\s+(?:that(?:\\s+one)?|it)|(?:are\\s+)?(?:left|to\\s+go)(?:\\s+after\\s+(?:that(?:\\s+one)?|it))?)\\W*$`,
      "gi",
    ),
    "pending stops of $1",
  ],
  [
    new RegExp(
      `^\\W*(?:what(?:['’]?s|\\s+is)|which\\s+is)\\s+(?:the\\s+)?next\\s+(?:stop|pickup|job)\\s+(?:on|of|for)\\s+(${ONE})\\s*,?\\s+and\\s+how\\s+many\\s+(?:more\\s+)?(?:(?:stops|jobs)\\s+)?(?:are\\s+)?(?:there\\s+|left\\s+)*(?:after|behind)\\s+(?:that(?:\\s+one)?|it)\\W*$`,
      "gi",
    ),
    "pending stops of $1",
  ],
  // Not until
  [
    /\b(?:wo\s*n['’]?t|will\s+not|(?:is|are)\s*(?:n['’]t|\s+not)\s+(?:going\s+to|gonna)|do\s*(?:n['’]t|\s+not))\s+(?:be\s+(?:back(?:\s+(?:in|at)\s+(?:the\s+)?(?:yard|depot|base))?|done|finished|home|in)|finish|get\s+(?:back|in|home|done)|end|come\s+(?:back|in)|wrap\s+up)\s+(?:until|till?|before)\s+(?:after\s+|gone\s+)?(?=\d|noon|one|two|three|four|five|six|seven|eight)/gi,
    "will finish after ",
  ],
  [
    /\bhow\s+much\s+overtime\s+is\s+(r-?\d{1,3}|route\s+\d{1,3})\s+(?:heading\s+(?:for|to|into)|looking\s+at|facing|in\s+for|set\s+(?:for|to\s+(?:run|do|have|make))|on\s+course\s+for|going\s+to\s+(?:have|run|do|make|need))\b/gi,
    "how much overtime will $1 run",
  ],
  [
    /^(\W*)is\s+(r-?\d{1,3}|route\s+\d{1,3})\s+(?:late|behind|delayed)(?=(?:\s+(?:now|today|yesterday|right\s+now|at\s+the\s+moment))?\W*$)/gi,
    "$1is $2 running late",
  ],
  // What is left over when the day is done moves to the next
  [
    /\bstops\s+(?:that\s+|which\s+)?(?:(?:will|are\s+going\s+to|would)\s+(?:still\s+)?(?:be|get)\s+)?left\s+(?:over|undone|behind)\s+(?:tonight|this\s+evening|(?:at|by)\s+(?:the\s+)?(?:end\s+of\s+(?:the\s+)?(?:day|shift)|close(?:\s+of\s+(?:day|business))?))/gi,
    "stops that have to be moved to tomorrow",
  ],
  // Stops left
  [
    new RegExp(
      `\\bwith\\s+((?:fewer|less|more)\\s+than\\s+\\d+|under\\s+\\d+|over\\s+\\d+)\\s+${STOPS}\\s+(?:still\\s+)?(?:to\\s+(?:go|do|empty|collect)|left(?:\\s+to\\s+\\w+)?|remaining|outstanding)\\b`,
      "gi",
    ),
    "with $1 stops left",
  ],
  [
    /\b(?:has|have)\s+(?:anybody|anyone|any\s+(?:route|round|crew|truck)s?|somebody|someone)\s+(?:still\s+)?not\s+(?:yet\s+)?(?:done|made|served|completed|started)\s+(?:their|its|his|her|the|a)\s+first\s+(?:stop|pickup|collection|job|bin)\s*(?:yet|today|so\s+far)*/gi,
    "which routes have no stop done yet today",
  ],
  // Should have gone
  [
    /\b(?:is|are)\s+(?:anything|anyone|anybody|any\s+(?:trucks?|lorr(?:y|ies)|vehicles?))\s+still\s+(?:parked(?:\s+up)?|sat|sitting|standing|stuck)?\s*(?:in|at)\s+(?:the\s+)?(\p{Lu}\p{L}+\s+depot)\s+(?:that|which|who)\s+(?:ought\s+to|should|was\s+(?:meant|supposed)\s+to|were\s+(?:meant|supposed)\s+to)\s+(?:have\s+(?:gone|left|been|started|rolled)|be)(?:\s+(?:out|by\s+now|already|the\s+yard))*/giu,
    "which routes of $1 have not started though they should have by now",
  ],
  [
    /\b(?:should|ought\s+to|(?:was|were)\s+(?:meant|supposed)\s+to)\s+have\s+(?:started|left|gone(?:\s+out)?|set\s+off)(?:\s+by\s+now|\s+already)?\s*,?\s+(?:but|and)\s+(?:have|has)(?:\s*n['’]?t|\s+not)(?:\s+yet)?(?=\W*$)/gi,
    "have not started though they should have",
  ],
  // Who drives
  [
    /\bwho(?:['’]?s|\s+has|\s+have|\s+is)?\s+(?:got\s+)?(?:the\s+)?(?:keys?|wheel)\s+(?:to|of|for)\s+(?=it\b|that\b|truck\b|lorry\b|\d)/gi,
    "who drives ",
  ],
];
