import { inClockDigits } from "#server/ask/core/clock-words.ts";
import { COMMON_WORDS } from "#server/ask/core/common-words.ts";
import { HURRIED_WORDS } from "#server/ask/core/hurried-words.ts";
import { plainly } from "#server/ask/core/idioms-en.ts";
import { inDigits } from "#server/ask/core/number-words.ts";
import { partedAtQuotes } from "#server/ask/core/quotes.ts";
import { inPlainTimes } from "#server/ask/core/time-words.ts";
import { editDistance, slipsAllowed, stem } from "#server/ask/core/tokens.ts";
import { type Keeps, unturned } from "#server/ask/core/turns-en.ts";

// Street names are cut short behind their own word alone: "Cedar Rd", but "1 st".
const STREETS: Readonly<Record<string, string>> = {
  st: "street",
  rd: "road",
  ave: "avenue",
  av: "avenue",
  ln: "lane",
  ct: "court",
  cl: "close",
  blvd: "boulevard",
};

const DAYS: Readonly<Record<string, string>> = {
  ...{ mon: "monday", tue: "tuesday", tues: "tuesday", wed: "wednesday", weds: "wednesday" },
  ...{ thu: "thursday", thur: "thursday", thurs: "thursday", fri: "friday", sat: "saturday", sun: "sunday" },
};

// A word may be called as what every object has: "constructor".
const saidIn = (table: Readonly<Record<string, string>>, word: string): string | undefined =>
  Object.hasOwn(table, word) ? table[word] : undefined;

const MONTHS: Readonly<Record<string, string>> = {
  ...{ jan: "january", feb: "february", apr: "april", jun: "june", jul: "july", aug: "august" },
  ...{ sep: "september", oct: "october", nov: "november", dec: "december" },
};

type Put = string | ((...found: string[]) => string);

const SPANS: readonly (readonly [slip: RegExp, span: string])[] = [
  [/^w(?:ek|ee|eke|eak|eel|wek|eeek|eekk|kee)$/i, "week"],
  [/^m(?:ont|oth|nth|ounth|onht|onh|othn|otnh|onthh|ontth|onnth|oonth|mont)$/i, "month"],
  [/^y(?:aer|eer|er|ea|ar|era|eare|eaar|earr|eear)$/i, "year"],
];

// What is put right by its surroundings, in this order.
const SPELLINGS: readonly (readonly [found: RegExp, put: Put])[] = [
  // "Las wek" is last week: behind and before each other both are words of time.
  [
    /\b(last|las|lst|lats|alst|lasst|this|ths|thsi|tihs|next|nxt|past|previous|each|per|every|(?:last|past)\s+\w+)\s+([wmy]\p{L}{2,5})(s?)\b/giu,
    (whole, which: string, slip: string, many: string) => {
      const span = SPANS.find(([found]) => found.test(slip))?.[1];
      return span === undefined ? whole : `${which} ${span}${many}`;
    },
  ],
  [/\bwaste\s+steam(s?)\b/gi, "waste stream$1"],
  // What "we tip" is tipped, and no place.
  [
    /\b(how\s+(?:many|much)\s+(?:tonnes?|tons?|kgs?|kilos?|weight)\s+(?:of\s+\p{L}+\s+)?)(?:did|have|has)\s+(?:we|they|everyone|everybody|the\s+fleet|our\s+trucks|the\s+trucks)\s+tip(?:ped)?\b/giu,
    "$1were tipped",
  ],
  [/\b(?:las|lats|alst|lasst|laast)\s+(?=(?:week|month|quarter|year|night|\w+day)s?\b)/gi, "last "],
  [/(?<=\p{L}|\d|\s)\s*>=\s*(?=\d)/gu, " at least "],
  [/(?<=\p{L}|\d|\s)\s*<=\s*(?=\d)/gu, " at most "],
  [/(?<=\p{L}|\d|\s)\s*>\s*(?=\d)/gu, " more than "],
  [/(?<=\p{L}|\d|\s)\s*<\s*(?=\d)/gu, " less than "],
  // "Position of 8" is a truck's.
  [
    /\b(where(?:['’]?s| is)|position of|location of|whereabouts of|find|locate|spot)\s+(?:number\s+|no\.?\s+)?(\d{1,4})(?=\W*(?:(?:now|right now|atm|please|pls|for me|today)\W*)*$)/gi,
    "$1 truck $2",
  ],
  [
    /\b(moving|rolling|driving)\b(.{0,40}?)\band\s+which\s+(?:ones\s+)?(?:aren['’]?t|are\s+not)\b/gi,
    "$1$2and which are stopped",
  ],
  [
    /\b(?:right\s+now|at\s+the\s+moment|at\s+this\s+point|currently|as\s+of\s+now|now)\s+(?:compared\s+)?(?:with|against|to|versus|vs)\s+(?:this|the\s+same)\s+time\b/gi,
    "so far today against the same time",
  ],
  [/\b(with|against|to|versus|vs)\s+this\s+time\s+(last|on|yesterday)\b/gi, "$1 the same time $2"],
  [
    /\bthis\s+(month|week|quarter|year)\b(.*?)\b(compared\s+(?:with|to)|versus|vs|against|and)\s+the\s+(?:previous|prior|last)\s+one\b/gi,
    "this $1$2$3 the $1 before",
  ],
  // "Leaving out a bin" puts it out.
  [
    /\b(?:but\s+)?leav(?:e|ing)\s+out\s+(?!(?:(?:a|an|the|their|its)\s+)?(?:bins?|carts?|box(?:es)?|containers?)\b)/gi,
    "except ",
  ],
  [
    /\bnot\s+(?:counting|including)\s+(?=(?:the\s+)?(?:north|south|east|west|centre|trucks?|vehicles?|routes?|drivers?|zones?|depots?|contractors?|glass|recycling|organics|refuse|paper|bulky|r-?\d)\b)/gi,
    "except ",
  ],
  // Names from one to another: "R-3–R-9", "routes 3-9", "r-1 2 r-10".
  [/\b(r-?\d{1,3})\s*(?:[–—]|\s-\s|\s2\s|-(?=r))\s*(r-?\d{1,3})\b/gi, "$1 to $2"],
  [/\b((?:routes|rounds|trucks|vehicles)\s+\d{1,3})\s*[-–—]\s*(\d{1,3})\b(?![-/:.]\d)/gi, "$1 to $2"],
  // "Trucks 4 and 11 excluded" leaves them out.
  [
    /([,;(]\s*(?:with\s+)?|\bwith\s+)((?:[\p{L}\d-]+(?:\s*,\s*(?=\d)|\s+and\s+|\s+)){0,6}?[\p{L}\d-]+)\s+(?:excluded|omitted|left\s+out|not\s+(?:included|counted))(?=\s*[).,;?!]|\s*$)/giu,
    (whole, _, what: string) =>
      /\d|\b(?:zone|depot|contractor|glass|recycling|organics|refuse|paper|bulky)\b/i.test(what)
        ? ` except ${what}`
        : whole,
  ],
  // "Drivers' overtime" is overtime of each.
  [
    /\b(driver|truck|vehicle|route|depot|zone|crew)s['’]\s+(overtime(?:\s+hours)?|hours|idle\s+time|idling|fuel(?:\s+use|\s+consumption)?|distance|mileage|costs?(?:\s+per\s+(?:stop|tonne))?|on[-\s]time(?:\s+rates?)?|completion(?:\s+rates?)?|stops\s+per\s+hour|tonnes|lifts)\b/gi,
    "$2 per $1",
  ],
  [/\b(?:kilos?|kgs?|kilograms?|tonnes?|tons?)\s+of\s+(co2|carbon(?:\s+dioxide)?)\b/gi, "$1"],
  [
    /\bhow\s+many\s+(trucks|vehicles|lorries|wagons|crews)\s+(?:will|does|would|is)\s+(tomorrow|next\s+\w+day|\w+day)\s+(?:take|need|require|going\s+to\s+need)\b/gi,
    "how many $1 do we need on $2",
  ],
  [
    /\b(?:at\s+risk\s+of|in\s+danger\s+of|likely|expected|going|liable|bound|set|prone)\s+(?:to\s+be|to\s+run|to\s+finish|to\s+end|being|running|finishing|ending)\s+late\b(?=.*\b(?:tomorrow|next|on\s+\w+day))/gi,
    "will probably run late",
  ],
  [/\bahead\s+of\s+(?:the\s+)?(?=\d{1,2}:\d{2})/gi, "before the "],
  [/\bwhat(?:['’]?s|\s+is)?\s+(?:the\s+)?number\s+of\b/gi, "how many"],
  [
    /\b(?:stopped\s+(?:sending|reporting)(?:\s+(?:their|its|a|any))?(?:\s+(?:positions?|gps|locations?))?|last\s+(?:reported|pinged|report(?:\s+was)?|position(?:\s+was)?|ping(?:\s+was)?))\s+(?:more\s+than|over)\s+(.{1,20}?)\s+ago\b/gi,
    "have not reported a position for more than $1",
  ],
  [
    /\b(north|south|east|west)ern\s+(zone|area|district|part|neighbou?rhood|depot|yard|landfill|tip|dump|transfer)\b/gi,
    "$1 $2",
  ],
  [
    /\b([nsew])\s+(?=(?:landfill|transfer|depot)\b)/gi,
    (_, side: string) => `${{ N: "north", S: "south", E: "east", W: "west" }[side.toUpperCase()] ?? side} `,
  ],
  [
    /\bsince\s+i\s+(?:\w+\s+){1,3}?at\s+(?=noon|midday|\d{1,2}(?:[:.]\d{2})?\s*(?:am|pm|o['’]?clock)?\b)/gi,
    "since ",
  ],
  [
    /\bwhen\s+can\s+(.{3,40}?)\s+expect\s+(the\s+\w+\s+(?:truck|lorry|vehicle|wagon))\b/gi,
    "when will $2 get to $1",
  ],
  [/\b(?:broken|broke|break)\s+(?:it\s+)?down\s+(by|per|into)\b/gi, "split $1"],
  [
    /^(\W*(?:please\s+|can\s+you\s+|could\s+you\s+)?)break\s+down\s+(.{3,60}?)(?=\s+(?:by|per|into)\s)/gi,
    "$1split $2",
  ],
  [
    /^\s*(?:please\s+|can\s+you\s+|could\s+you\s+)?(?:search|look\s+through|go\s+through|scan)\s+(?:all\s+)?(?:the\s+|our\s+)?(notes?|stops?|complaints?|procedures?|calls?)\s+(?:for|about)\b/gi,
    "find $1 about",
  ],
  [
    /^\s*(?:please\s+|can\s+you\s+|could\s+you\s+)?(?:prepare|compile|produce|put\s+together|draw\s+up|write\s+up|write|draft|generate|assemble|do)\s+(?:me\s+|us\s+)?(?=(?:the|a|an|my|our)\b)/gi,
    "give me ",
  ],
  [
    /\b(?:if|with|when|assuming|taking|at)\s+(?:a|the|one|each)\s+lit(?:re|er)(?:\s+of\s+(?:diesel|fuel))?\s+(?:is|costs?|at|was)\s+([£€$]?\d+(?:[.,]\d+)?)/gi,
    "at $1 per litre",
  ],
  [
    /\b(?:at|with|assuming)\s+a\s+(?:fuel\s+|diesel\s+)?price\s+of\s+([£€$]?\d+(?:[.,]\d+)?)(?:\s+(?:per|a)\s+lit(?:re|er))?/gi,
    "at $1 per litre",
  ],
  [
    /\bhow\s+(?:would|will|does|much\s+would)\s+(?:the\s+|our\s+)?overtime\s+(?:change|look|develop|be\s+affected|be|react|rise|grow)\b/gi,
    "what happens to overtime",
  ],
  [
    /\bwhy\s+(?:were|was|are)\s+there\s+(?:twice|double|two\s+times)\s+(?:as\s+many|the(?:\s+number\s+of)?)\s+(.{3,40}?)\s+on\b/gi,
    "why did $1 double on",
  ],
  [/\bstops\s+ahead(?:\s+of\s+(?:it|them))?\b/gi, "stops left"],
  [
    /\b(?:(?:can|could|would)\s+you\s+|please\s+)?confirm\s+(?:whether|if|that)\s+(we|they|you|the\s+truck)\b/gi,
    "did $1",
  ],
  [
    /\b(?:at|by)\s+(?:this|the\s+same)\s+(?:hour|time|point)\s+(last|on|yesterday)\b/gi,
    "at the same time $1",
  ],
  [
    /\b(break\s?downs?|broken\s+down)\b(.{0,40}?)[,;]?\s*(?:and\s+)?(?:what|which)\s+stops\s+(?:are|is|get)\s+(?:affected|hit|touched|involved|concerned)\b/gi,
    "$1$2 and which stops are at risk",
  ],
  [
    /^\s*(?:please\s+)?(?:categori[sz]e|classify|cluster|bucket|arrange|organi[sz]e)\s+(?=.*\b(?:by|per|into)\b)/gi,
    "group ",
  ],
  [
    /\b(?:nobody|no\s+one)\s+(?:has\s+|have\s+)?(?:yet\s+)?(?:closed|resolved|dealt\s+with|sorted|fixed|handled)\b/gi,
    "not closed",
  ],
  [
    /\b(?:the\s+)?differences?\s+between\s+(.{3,50}?)\s+and\s+(.{3,50}?)(?=\s+in\s|\s+on\s|\W*$)/gi,
    "compare $1 with $2",
  ],
  [
    /\bthis\s+(month|week|quarter|year)\s+and\s+last\s+\1(?:\s+(?:side\s+by\s+side|next\s+to\s+each\s+other|compared|together))?\b/gi,
    "this $1 and the $1 before",
  ],
  [
    /(?:,|\bat|\bwith|\bfor)?\s*\b(?:a\s+|the\s+|one\s+)?lit(?:re|er)\s+(?:at|of|for|=|costs?)\s+([£€$]?\d+(?:[.,]\d+)?)/gi,
    " at $1 per litre",
  ],
  [/\bcost\s+per\s+stop\s*[,;/]\s*cost\s+per\s+(tonne|ton)\b/gi, "cost per stop and cost per $1"],
  [/\b(?:the\s+)?first\s+week\s+(?:after|of|in)\s+(?:the\s+)?new\s+year\b/gi, "the week after New Year"],
  [
    /\b(?:probable|probably|likely|expected|possible|potential)\s+late\s+(routes|rounds|runs)\b/gi,
    "$1 that will probably run late",
  ],
  [/\b(?:(?:is|are)\s+)?(?:forecast|forecasted|predicted|projected)\s+to\b(?=.*\bhours\b)/gi, "expected to"],
  [
    /^(?!\W*why\b)(.*\b(?:late|behind|delayed))\b\W+(?:how\s+(?:did\s+(?:that|this|it)|come|has\s+that)(?:\s+happen(?:ed)?)?|what\s+happened|why(?:\s+is\s+that)?|what(?:['’]?s|\s+is)\s+the\s+reason|how\s+so)\W*$/gi,
    "why $1",
  ],
  [
    /\bhow\s+(?:did|come)\s+(\w+day)\s+(?:end\s+up\s+with|have|get|had|saw|see)\s+(?:twice|double)\s+(?:the|as\s+many)\s+(.{3,40}?)(?=\W*$)/gi,
    "why did $2 double on $1",
  ],
  [/\b(\d+(?:[.,]\d+)?)\s+(?:more|further|extra|additional)\s+(tonnes?|tons?|t)\b/gi, "$1 $2"],
  [/\bbetween\s+(noon|midday|\d{1,2}(?:[:.]\d{2})?(?:\s*[ap]m)?)\s+and\s+now\b/gi, "since $1"],
  [/\b(?:been\s+)?(?:lying|hanging|knocking|kicking)\s+around\b/gi, "been open"],
  [
    /\bresidents?\s+(?:who\s+)?(?:complain(?:ing|ed|s)?|moan(?:ing|ed)?)\s+(?:that|about|of)\b/gi,
    "complaints about",
  ],
  [
    /\b(?:which\s+|what\s+)?stops\s+(?:have|with|that\s+have)\s+(?:an?\s+)?(?=(?:alleys?|steps|stairs|lanes?|driveways?|dogs?)\b)/gi,
    "which stops say ",
  ],
  [/\brate\s+of\s+(set-?\s?out|contamination|overflow|completion)\b/gi, "$1 rate"],
  [/\bprior\s+to\b/gi, "before"],
  [/\b(nobody|no\s+one|anybody|anyone|somebody|someone)['’]s\s+(?=\w+ing\b)/gi, "$1 is "],
  [
    /\breasons?\s+(?:for|behind|why)\s+(?:twice|double)\s+(?:the(?:\s+number\s+of)?|as\s+many)\s+(.{3,40}?)\s+on\b/gi,
    "why did $1 double on",
  ],
  [
    /\bthis\s+(month|week|quarter)\s+(against|vs\.?|versus|compared\s+(?:to|with))\s+(?:the\s+)?last(?:\s+one)?(?=\W*$)/gi,
    "this $1 $2 the $1 before",
  ],
  [
    /\bhow\s+many\s+(trucks|vehicles|lorries|crews)\s+(?:must|should|ought)\s+(?:we|i)\s+(?:have|send|run|use)\b/gi,
    "how many $1 do we need",
  ],
  [
    /\b(?:the\s+)?number\s+of\s+(trucks|vehicles|lorries|crews)\s+(?:that\s+)?we(?:['’]ll|\s+will)?\s+need\b/gi,
    "how many $1 do we need",
  ],
  [/\bt-?(\d{1,3})\b(?!['’:.]\d)/gi, "truck $1"],
  [/\b(last|past|next)\s+(\d{1,3})\s?d\b/gi, "$1 $2 days"],
  [/\b(this|last|a|per|each|every|next)\s+mo\b\.?/gi, "$1 month"],
  [
    /\b(on\s+the\s+move|moving|driving|rolling)\s+(?:vs\.?|versus|or|against)\s+(parked|stopped|standing|stationary)\b/gi,
    "$1 and $2",
  ],
  [
    /\b(pinged|reported|heard\s+from|signal|positions?|gps|ping)\s+(?:in|for)\s+(?:the\s+last\s+)?(\d{1,3})(?=\W*$)/gi,
    "$1 for $2 minutes",
  ],
  [
    /^\W*(?:the\s+)?(\p{L}+\s+zone)\s+(?:status|overview|situation|update|picture|right\s+now|now)\W*$/giu,
    "everything happening in the $1",
  ],
  [
    /\b(will|does|can|is)\s+(\d{1,3})\s+(?=(?:going\s+to\s+)?(?:make|finish|be\s+done|be\s+back|end|get)\b)/gi,
    "$1 route $2 ",
  ],
  [/\bout-of-(order|sequence)\b/gi, "out of $1"],
  [/\bwho\s+drives\s+like\s+(?:an?|the|some|it)\s+[^.?!,]+/gi, "who is the riskiest driver"],
  [/\b(?:were|was|are|is)\s+after\s+being\b/gi, "have been"],
  [
    /(?<=\p{L}\s)(?<!\b(?:to|until|till|at|from|and|by|zone|truck|trk|lorry|route|rte|stop|number|no|vehicle|driver|account|week|top|worst|best|last|first|next|than|least|over|under)\s)4\s+(?=(?:the|this|last|today|yesterday|all|each|every|r-?\d|route\s+\p{L}|zone)\b)/giu,
    "for ",
  ],
  [/\bbe\s+hind\b/gi, "behind"],
  [/\best\s+(?=zone|depot|side)\b/gi, "east "],
  [/\b(r-?\d{1,3})\s+(?:2|thru|thro)\s+(?=r-?\d)/gi, "$1 to "],
  [
    /\brun\s+the\s+(?:numbers|figures|sums)\s+on\s+(?:hauling|sending|taking|running|moving|driving)\b/gi,
    "what if we send",
  ],
  [/^\W*(?:please\s+)?run\s+the\s+(?:numbers|figures|sums)\s+(?:on|for)\s+/gi, ""],
  [/\bw\/out\b\s*/gi, "without "],
  [/\barm\s*\/\s*packer\b/gi, "arm or packer"],
  [/\bw\/o\b\s*/gi, "without "],
  [/\bw\/\s*/gi, "with "],
  [/\s*\/\s*100\s*km\b/gi, " per 100 km"],
  [/\b(\d+)km\b/gi, "$1 km"],
  // Lateness is told in minutes: "more than 30 late", but "more than 30 late routes".
  [
    /(?<=\b(?:than|least|over|under|by)\s+)(\d{1,3})\s+(?=(?:late|behind|down)\b(?!\s+(?:routes?|rounds?|stops?|trucks?|ones?)))/gi,
    "$1 minutes ",
  ],
  [/\b(\d{1,2})x\b/gi, "$1 times"],
  // A stretch at the end is the last one: "harsh braking by driver, 2 weeks".
  [
    /(?<!\b(?:last|past|next|previous|the|within|inside|in|by|is|around|about|another|each|per|for|than|every|over|under|least|most|coming|of|after|before|and|or|to)\s+)(?<=[\p{L},]\s+)\b(\d{1,3}\s+(?:days|weeks|months|wks?))(?=\W*$)/giu,
    "last $1",
  ],
  [
    /\b(in|since|of|for|until|till|from|to|last|vs|versus|during|through)\s+(jan|feb|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?/gi,
    (_, before: string, month: string) => `${before} ${MONTHS[month.toLowerCase().slice(0, 3)] ?? month}`,
  ],
  [/\bthis\s+a\.?m\.?(?=\W|$)/gi, "this morning"],
  [/\bthis\s+p\.?m\.?(?=\W|$)/gi, "this afternoon"],
  [
    /\b(this|last)\s+(week|month)\s+and\s+the\s+(?:previous|prior|last|one\s+before)(?:\s+one)?\b(?!\s+(?:week|month))/gi,
    "$1 $2 and the $2 before",
  ],
  [/\b(worst|best|latest|oldest|newest|biggest|longest|fullest)\s+ones?\s+first\b/gi, "$1 first"],
  [/\b(complaints?)\s+(?:that\s+)?sound(?:s|ing)?\s+like\b/gi, "$1 like"],
  [/\b(?:a|another|one(?:\s+more)?)\s+(tonne|ton)\s+and\s+a\s+half\b/gi, "1.5 $1s"],
  [/\banother\s+(tonne|ton)\b/gi, "1 $1"],
  [/\b(?:a\s+)?quarter\s+of\s+an\s+hour\b/gi, "15 minutes"],
  [/\bthree\s+quarters\s+of\s+an\s+hour\b/gi, "45 minutes"],
  // The last day up to now is no day of the calendar.
  [/\b((?:in|over|for|during|within)\s+the)\s+last\s+day\b(?!\s+of\b)/gi, "$1 last 24 hours"],
  [/(?<=\d)\s?l\b(?!['’])/gi, " litres"],
  [/\b(?:(?:the|in the)\s+)?past\s+(hour|day|week|month|year|quarter)\b/gi, "last one $1"],
  [/\blast one day\b/gi, "last 24 hours"],
  [/\blast one week\b/gi, "last 7 days"],
  [/\blast one month\b/gi, "last 30 days"],
  [/\blast one year\b/gi, "last 12 months"],
  [/\blast one quarter\b/gi, "last 3 months"],
  [/\blast one hour\b/gi, "last hour"],
  [/\b(\d+)\s+or\s+more\s+(min(?:ute)?s?|h(?:ou)?rs?)\b/gi, "$1 $2 or more"],
  [/\b(\d+)\+\s*(min(?:ute)?s?|h(?:ou)?rs?)\b/gi, "$1 $2 or more"],
  [/\b(who|what|where|when|how|that|there)s\b/gi, "$1 is"],
  [/\b(who|that|there|they|we|you|it|i|he|she|which|what)['’]ll\b/gi, "$1 will"],
  [/\b(who|that|there|they|we|you|i|which|what)['’]ve\b/gi, "$1 have"],
  [/\b(who|there|they|we|you|which|what)['’]re\b/gi, "$1 are"],
  [/\bcompl(?:aints|aining)\s+(?:re:?|of|on)\s+/gi, "complaints about "],
  // "Today's plan vs yesterday's", typed without a mark.
  [/\b(today|yesterday|tomorrow)s\b/gi, "$1's"],
  [/\b(tonnes?|tons?|stops?|lifts?|km|litres?)\s*\/\s*hr?s?\b/gi, "$1 per hour"],
  [/\s*&\s*/g, " and "],
  [/(?<=\p{L})\s*\+\s*(?=\p{L})/gu, " and "],
  [/(?<=\s|^)#\s*(?=\d)/g, ""],
  [/^\s*y\s+(?=is|are|was|were|did|does|do|so|has|have)\b/i, "why "],
  // "Make that drivers" asks for the same by another thing.
  [
    /^\s*(?:make\s+(?:that|it)|switch\s+(?:that\s+|it\s+)?to|now|same\s+(?:thing\s+)?(?:but\s+)?(?:for|by)|do\s+(?:that|it|the\s+same)\s+(?:for|by))\s+(?:by\s+|per\s+)?(driver|vehicle|truck|route|depot|zone|stream)s?(?:\s+instead)?\W*$/i,
    "and by $1",
  ],
];

const TIMES: readonly string[] = [
  ...["yesterday", "tomorrow", "today", "tonight", "morning", "afternoon", "evening"],
  ...["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "weekend"],
  ...["january", "february", "march", "april", "august", "september", "october", "november", "december"],
  ...["month", "months", "weeks", "hours", "minutes", "quarter", "fortnight"],
];

// "Ystrday" and "nvmber" are said by their consonants.
const withoutVowels = (word: string): string => word.replace(/[aeiou]/g, "");
// Words of the product that a slip would hide: rules look for them as they are written.
const PRODUCT: readonly string[] = [
  ...[
    "breaker",
    "breakers",
    "milestone",
    "milestones",
    "blocked",
    "blocker",
    "blockers",
    "latency",
    "percentile",
    "feature",
  ],
  ...["optimiser", "optimizer", "weights", "rollback", "semantic", "midnight"],
  ...[
    "vehicle",
    "vehicles",
    "overtime",
    "tonnage",
    "forecast",
    "overflow",
    "kilometres",
    "litres",
    "emissions",
  ],
  ...[
    "complaints",
    "customers",
    "pickups",
    "collections",
    "exceptions",
    "recycling",
    "organics",
    "unresolved",
  ],
  ...[
    "landfill",
    "transfer",
    "turnaround",
    "contamination",
    "remaining",
    "inspection",
    "maintenance",
    "workshop",
  ],
];

// The word of time that a slip is of; undefined where it may be of two: "tursday".
const nearestTime = (said: string): string | undefined => {
  const limit = slipsAllowed(said.length);
  const near = TIMES.map((time) => ({ time, slips: editDistance(said, time, limit) })).filter(
    ({ slips }) => slips <= limit,
  );
  // Few slip in the letter that a word begins with.
  const alike = near.filter(({ time }) => time[0] === said[0]);
  const all = alike.length > 0 ? alike : near;
  const least = Math.min(...all.map(({ slips }) => slips));
  const best = all.filter(({ slips }) => slips === least);
  return best.length === 1 ? best[0]?.time : undefined;
};

/**
 * Makes what says a question as it is typed in a hurry in whole words: "any rts >30 late b4 noon". Words in quotation marks
 * stay; a slip in a word of time is put right where `isKnown` tells that it is no word of its own.
 */
export const createShorthand = (isKnown: (word: string) => boolean, keeps?: Keeps) => {
  const timeOf = (word: string): string => {
    const said = word.toLowerCase();
    // "Route" is no slip of "routes".
    const forms = [said, `${said}s`, said.replace(/s$/, "")];
    if (said.length < 5 || forms.some((form) => TIMES.includes(form) || PRODUCT.includes(form))) return word;
    if (isKnown(word)) return word;
    if (COMMON_WORDS.has(said) || COMMON_WORDS.has(stem(said))) return word;
    const bare = withoutVowels(said);
    return (
      TIMES.find((time) => bare.length > 3 && said[0] === time[0] && withoutVowels(time) === bare) ??
      nearestTime(said) ??
      // Of other words many are two letters from one of these.
      PRODUCT.find((each) => editDistance(said, each, 1) <= 1) ??
      word
    );
  };
  const whole = (part: string): string => {
    const spelled = SPELLINGS.reduce(
      (rest, [found, put]) => (typeof put === "string" ? rest.replace(found, put) : rest.replace(found, put)),
      plainly(unturned(inPlainTimes(inClockDigits(inDigits(part))), keeps)),
    );
    const worded = spelled.replace(/[\p{L}\p{N}'’-]+/gu, (word, at: number) => {
      const said = word.toLowerCase();
      const before = spelled.slice(0, at);
      const street = saidIn(STREETS, said);
      const name = /(\p{L}{3,})\s+$/u.exec(before)?.[1]?.toLowerCase();
      // One street has one such word: "Mill st st" is as it stands.
      if (street !== undefined && name !== undefined && !Object.values(STREETS).includes(name)) return street;
      const day = saidIn(DAYS, said);
      // "Sat still" and "in the sun" name no day.
      const isDay =
        !/^(?:sat|sun)$/.test(said) || /\b(?:on|next|last|this|every|by|until|for)\s+$/i.test(before);
      if (day !== undefined && isDay) return day;
      // A capital stands for itself: "zone W", and a letter before a number is part of a name.
      const isLetter = word.length === 1 && (word !== said || /^\s*[-\d]/.test(spelled.slice(at + 1)));
      // "Waitin" lost its last letter.
      const isClipped = /\p{L}{3}in$/u.test(said) && !isKnown(word) && isKnown(`${word}g`);
      const put = isLetter
        ? undefined
        : (saidIn(HURRIED_WORDS, said) ?? (isClipped ? `${word}g` : undefined));
      return put ?? timeOf(word);
    });
    // "Late-running" and "per-stream" are two words each, where nobody knows them as one.
    const parted = worded.replace(
      /(?<![\p{L}\p{N}-])(\p{L}{3,})-(\p{L}{3,})(?![\p{L}\p{N}-])/gu,
      (whole, one: string, two: string) =>
        !isKnown(whole) && isKnown(one) && isKnown(two) ? `${one} ${two}` : whole,
    );
    // Words cut short hid turns of phrase.
    return plainly(parted);
  };
  return (text: string): string =>
    partedAtQuotes(text)
      .map(({ text: part, isQuoted }) => (isQuoted ? part : whole(part)))
      .join("")
      .replace(/\s+/g, " ")
      .trim();
};
