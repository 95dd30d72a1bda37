import { readNumber } from "#server/ask/core/quantity.ts";
import type { Turn } from "#server/ask/core/turn-slots.ts";

const WEEKDAY = "(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days";
const FEES =
  "(?:tip(?:ping)?|gate|dump(?:ing)?|landfill|disposal|weighbridge)\\s+(?:fees?|charges?|costs?|bills?)";
const FACILITY = "((?:\\p{Lu}\\p{L}+\\s+)(?:landfill|transfer\\s+station))";
const N = "(\\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty)";
const MONTHS = [
  ...["January", "February", "March", "April", "May", "June", "July", "August"],
  ...["September", "October", "November", "December"],
];
const MONTH = `(?:${MONTHS.join("|")})`;
const TRUCKS = "(trucks?|vehicles?|lorr(?:y|ies)|wagons?)";

const REPORTED =
  "\\b([Ee]xceptions?|[Pp]roblems?|[Ii]ssues?|[Ii]ncidents?|[Bb]locked\\s+(?:access|ones|stops)|[Mm]issed\\s+(?:pick-?ups|collections)|[Bb]reakdowns?|[Cc]ontaminat(?:ion|ed\\s+(?:bins?|ones))|[Nn]ot-?\\s?outs?|[Nn]o[\\s-]access(?:es)?)";
const OUTSIDE =
  "(?:the\\s+|an?\\s+|any\\s+|our\\s+)?(?:[Rr]esidents?|[Cc]ustomers?|[Cc]allers?|[Pp]eople|[Pp]ublic|[Tt]enants?|[Hh]ouseholders?|[Nn]eighbou?rs?|[Cc]itizens?|[Ss]omebody|[Ss]omeone|[Aa]nyone|[Aa]nybody|[Hh]ouseholds?)\\b";
// A street or a house of business is no driver.
const SOMEBODY =
  "((?!\\p{Lu}[\\p{L}'’-]+\\s+(?:Street|Road|Lane|Avenue|Court|Close|Drive|Way|Hotel|Bakery|School|Clinic|Hospital|Market|Pub|Inn)\\b)(?!(?:Harbour|Riverside|North|South|East|West|Centre)\\b)\\p{Lu}[\\p{L}'’-]+(?:\\s+\\p{Lu}[\\p{L}'’-]+)?|(?:the\\s+)?(?:drivers?|crews?)(?:\\s+(?:on|of)\\s+(?:[Rr]-?\\d+|truck\\s+\\d+))?|(?:the\\s+)?[Rr]-?\\d+\\s+crew)";
const CALLED_IN =
  "(?:call(?:ed)?|phone[d]?|radio(?:ed)?|ring|rang|send|sent)\\s+in\\b(?!\\s+(?:sick|ill|poorly|about|to|late)\\b)";

// Months named one by one are a stretch where each follows the one before it.
const stretchOf = (said: string): string | undefined => {
  const named = (said.match(new RegExp(MONTH, "gi")) ?? []).map((month) =>
    MONTHS.findIndex((each) => each.toLowerCase() === month.toLowerCase()),
  );
  const isRun = named.length > 1 && named.every((month, i) => i === 0 || month === (named[i - 1] ?? 0) + 1);
  return isRun ? `${MONTHS[named[0] ?? 0]} to ${MONTHS[named.at(-1) ?? 0]}` : undefined;
};

/** Turns of phrase about what was reported, paid, weighed and set side by side, and about what people left on record. */
export const ASKED_TURNS: readonly Turn[] = [
  // "What'd we spend" is what was spent; with an "if" it is what would be
  [
    /\b(what|where|when|why|how)['’]d\s+(?=(?:we|you|they|he|she|it|i|the|our|my|that|this|all|truck|\p{Lu}\p{L}+)(?!\p{L}))(?!.*\bif\b)/giu,
    "$1 did ",
  ],
  // What a driver calls in is reported; what residents call in about is a call of theirs
  [
    new RegExp(
      `${REPORTED}\\s+((?:did|does|do|has|have|had)\\s+)?(?!${OUTSIDE})${SOMEBODY}\\s+${CALLED_IN}`,
      "gu",
    ),
    (_, what, did, who) => (did ? `${what} ${did}${who} report` : `${what} ${who} reported`),
  ],
  [
    new RegExp(
      `${REPORTED}\\s+((?:were|was|got|are|that\\s+were)\\s+)?(?:called|phoned|radioed|rung)\\s+in\\s+by\\s+(?!${OUTSIDE})`,
      "gu",
    ),
    (_, what, were = "") => `${what} ${were}reported by `,
  ],
  // The crew of one truck is no crew of each
  [
    /\b(reported|raised|logged)\s+by\s+the\s+(?:crews?|drivers?)\s+(?:of|on|in)\s+(?=(?:truck|lorry|vehicle)\s+\d|r-?\d)/gi,
    "$1 on ",
  ],
  // Who has moaned that something was so made a complaint like it
  [
    /\bwho(?:['’]?s|\s+has|\s+have|\s+all\s+has)?\s+(?:been\s+)?(?:moan(?:ed|ing)|complain(?:ed|ing)|grumbl(?:ed|ing)|grip(?:ed|ing)|whing(?:ed|eing))\s+that\s+(?:their|the)\s+(bins?|carts?|containers?)\s+(?:got|get|gets|was|were|is|are|had\s+been|has\s+been|keeps?\s+(?:getting|being))\s+/gi,
    "complaints about $1 ",
  ],
  // Why there were twice as many
  [
    /^(\W*)what(?:['’]?s|\s+(?:was|is|lay|lies))\s+behind\s+(?:(?:there\s+being|us\s+having|having|the)\s+)?twice\s+as\s+many\s+(missed\s+(?:pick-?ups|collections)|pick-?ups\s+missed|misses)\b(?!.*\bas\s+(?:on|in|last|the|there|we)\b)/gi,
    "$1why did $2 double",
  ],
  [
    /\bwhy\s+were\s+(?:there\s+)?(missed\s+(?:pick-?ups|collections)|misses)\s+twice\s+as\s+(?:many|high)\b(?!.*\bas\s+(?:on|in|last|the|there|we)\b)/gi,
    "why did $1 double",
  ],
  [
    /\b(missed\s+(?:pick-?ups|collections)|misses)\s+were\s+twice\s+as\s+(?:many|high)\b(?!.*\bas\s+(?:on|in|last|the|there|we)\b)/gi,
    "$1 doubled",
  ],
  // The same in another measure
  [
    /^\W*(?:(?:and|so|ok|okay|now|but)\s+)*what(?:['’]?s|\s+is|\s+was|\s+would|\s+does)\s+(?:that|this|it|all\s+(?:of\s+)?(?:that|this|it))(?:\s+(?:be|come\s+to|make|mean))?\s+in\s+(?=(?:co2|carbon|emissions|lit(?:re|er)s|gallons|money|euros?|pounds|dollars|tonnes|tons|kg|kilos|hours|minutes|km|miles)\W*$)/gi,
    "and in ",
  ],
  // "I am after the October costs" wants them, and nothing behind October
  [
    /^(\W*)(?:i\s+am|i['’]?m|we\s+are|we['’]?re)\s+after\s+(?=(?:the|all|our|a\s+list|a\s+breakdown|figures|numbers)\b)/gi,
    "$1show me ",
  ],
  // What puts right what was said before asks nothing more
  [/[,.;?]?\s*\bi\s+(?:mean|meant)\W*$/gi, ""],
  // A thousand thanks count nothing
  [/[,.;!?]?\s*\b(?:thanks|thank\s+you|cheers)\s+a\s+(?:million|mill|bunch|lot)(?=\W*$)/gi, ""],
  // A part of what was told is asked for, and no minutes
  [/^\W*(?:and|so|but)\s+(?=how\s+much\s+of\s+(?:all\s+)?(?:that|it|this)\b)/gi, ""],
  // So many are enough
  [
    new RegExp(
      `(?:\\s*[,;.–-]\\s*|\\s+)(?:and\\s+|but\\s+)?(?:(?:just|only)\\s+)?(?:the\\s+)?(?:first\\s+|top\\s+|worst\\s+)?${N}(?:\\s+of\\s+(?:them|those|these))?\\s+(?:is|are|will\\s+be|would\\s+be)\\s+(?:enough|plenty|fine|grand|sufficient|all\\s+(?:i|we)\\s+(?:need|want))(?=\\s*[.!]?\\s*$)`,
      "gi",
    ),
    ", the first $1",
  ],
  [
    new RegExp(
      `\\s*[,;–-]\\s*(?:and\\s+|but\\s+)?(?:(?:just|only)\\s+)?(?:the\\s+)?(?:first\\s+)?${N}\\s+of\\s+(?:them|those|these)(?=\\s*[.!?]?\\s*$)`,
      "gi",
    ),
    ", the first $1",
  ],
  // What made us do it asks why we did
  [
    /\bwhat\s+(?:(?:had|has|have|left|kept|got)\s+us\s+missing|made\s+us\s+miss)\s+(?=(?:so\s+many|that\s+many|all\s+those|\d|the\b))/gi,
    "why did we miss ",
  ],
  [
    /\b((?:mon|tues|wednes|thurs|fri|satur|sun)day)\s+last\s*,?\s+(?:the\s+)?(?=\d{1,2}(?:st|nd|rd|th)\b)/gi,
    "$1 the ",
  ],
  // Which kind each had the most of is told by both
  [
    /\b(?:would\s+you\s+|could\s+you\s+|can\s+you\s+|please\s+)*(?:put|rank|order|sort)\s+(?:the\s+|our\s+|all\s+)*(zone|depot|route|driver|street|truck|vehicle)s\s+(?:in\s+order\s+)?by\s+(?:the\s+)?(?:number|count)\s+of\s+exceptions\b(.*?)[,;]?\s*(?:please\s*)?,?\s*\b(?:and|with|plus)\s+(?:the\s+|their\s+|its\s+)?(?:commonest|most\s+common|most\s+frequent|usual|main)\s+(?:cause|reason|kind|type|problem)\s+(?:beside|next\s+to|alongside|for|of|in|on|against)\s+(?:each(?:\s+(?:one|of\s+them|zone|depot|route))?|them|it)\b/gi,
    "exceptions by $1 and kind$2",
  ],
  // "List em" asks for what was named
  [
    /\s*[,;.–-]+\s*(?:please\s+)?(?:list|show|give)\s+(?:me\s+)?(?:['’]?em|them)(?:\s+(?:all|please))?\W*$/gi,
    "",
  ],
  // Exceptions whose time has come are late, and none that is closed
  [
    /\b((?:exceptions|cases|issues|incidents)\b.{0,40}?)\s+(?:that\s+|which\s+)?(?:should|ought\s+to|(?:was|were)\s+(?:meant|supposed|due)\s+to)\s+(?:have\s+been|be)\s+(?:closed|resolved|sorted(?:\s+out)?|dealt\s+with|done|handled)(?:\s+(?:by\s+now|already))?(?:\s*,?\s+(?:but|and)\s+(?:are|have)(?:\s*n['’]?t|\s+not)(?:\s+(?:been|yet))*)?(?=\W*$)/gi,
    "$1 that are open and past their respond-by time",
  ],
  // How welcome it is says nothing of what
  [
    /(?:,\s*|\s+)(?:would|['’]d)\s+be\s+(?:lovely|great|nice|good|grand|perfect|handy|helpful|useful|ideal|brilliant|super)(?:\s+(?:please|thanks))?\W*$/gi,
    "",
  ],
  // Which columns exceptions are to tell
  [
    /(?<=\b(?:reported|exceptions?|opened|raised|flagged)\b.*?)\s*[,;:–-]+\s*(?:with\s+)?(?:the\s+)?(address(?:es)?|site|street|zone|time|route)\s*,?\s*(?:and|&|plus)\s+(?:which|what|the)\s+(truck|vehicle|lorry|driver|crew|route)(?:\s+(?:reported|flagged|raised|logged|called)\s+(?:it|them|each)(?:\s+in)?)?(?=\W*$)/gi,
    (_, one = "", other = "") =>
      `, with ${one.replace(/es$/i, "").toLowerCase()} and ${/lorry|truck/i.test(other) ? "vehicle" : other.toLowerCase()}`,
  ],
  // What was reported
  [
    /^(\W*(?:(?:and|so|ok|hey)\s+)*[Ww]hat(?:\s+all)?\s+(?:did|has|have)\s+(?:\p{Lu}\p{L}+(?:\s+\p{Lu}\p{L}+)?|(?:his|her|their|the|our)\s+\w+|he|she|they)\s+)(?:raised?|log(?:ged)?|wr(?:ite|itten|ote)\s+up|call(?:ed)?\s+in|put\s+in|fil(?:e|ed)|notif(?:y|ied))\b(?!\s+(?:as|off|on|out|hours?|stops?|tonnes?|km))/gu,
    "$1report",
  ],
  [
    /\b(?:what(?:\s+all)?|anything|everything|which\s+problems)\s+(?:did|has|have)\s+(?:(?:the\s+)?(?:driver|crew|lads?|guys?|people)\s+(?:on|of|in|from)\s+)?(truck\s+\d{1,4}|r-?\d{1,3}|route\s+\d{1,3})\s+(?:flag(?:ged)?|report(?:ed)?|raised?|log(?:ged)?|call(?:ed)?\s+in)(?:\s+(?:up|in))?\b/gi,
    "exceptions of $1",
  ],
  [
    /\b(?:have|has)\s+(they|it|he|she|(?:customer|account)\s+\d{4,})\s+(?:had\s+)?(?:anything|something|any\s+trouble)\s+(?:go|gone|went|going)\s+wrong\b|\b(?:did|has)\s+anything\s+(?:go|gone)\s+wrong\s+(?:at|with|for)\s+((?:(?:customer|account)\s+)?\d{4,}|(?:them|it))(?=\W|$)/gi,
    (_, one, other) => `exceptions of ${(one ?? other ?? "them").replace(/^they$/i, "them")}`,
  ],
  [
    /\b(?:anything|something|what(?:['’]?s|\s+has)?|whatever(?:['’]?s)?)\s+(?:new\s+)?(?:has\s+|have\s+)?(?:landed|come\s+in|came\s+in|arrived|dropped|popped\s+up|turned\s+up|hit)(?:\s+new)?\s*(?:in|into|to)?\s+(?:the|our|my)\s+(?:exceptions?\s+)?(?:inbox|queue|board)\b/gi,
    "exceptions opened",
  ],
  [
    /\b(?:the\s+)?(?:ones?|those|exceptions?|cases?|issues?)\s+(?:that|which)(?:\s+(?:have|has)\s+been|['’]?ve\s+been|\s+were|\s+are)\s+(?:given|handed|assigned|allocated|passed)\s+to\s+(?:somebody|someone|anybody|people|a\s+person)\s+(?:but|and|yet)\s+(?:(?:are|is|have|has)\s+)?(?:still\s+)?(?:(?:are|is|have|has)\s*n['’]?t|not)(?:\s+been|\s+yet)*\s+(?:sorted(?:\s+out)?|closed|resolved|dealt\s+with|done|fixed|finished)\b/gi,
    "open exceptions that somebody has taken",
  ],
  [
    /(?<=\b(?:how\s+long|average\s+time|time)\b.*\bto\s+(?:close|resolve|sort|clear|deal\s+with)\b.*?)\s+(?:once|after|from\s+when|from\s+the\s+moment|counted\s+from\s+when)\s+(?:it['’]?s|it\s+is|they['’]?re|they\s+are|it\s+has\s+been|it\s+was|they\s+were)\s+(?:been\s+)?(?:reported|opened|raised|logged|in)\b/gi,
    "",
  ],
  [
    /\b(?:on|as\s+an)\s+average\s*,?\s+how\s+long\s+does\s+it\s+take(?:\s+us)?\s+to\b/gi,
    "how long does it take on average to",
  ],
  // The running day against the same hours of another
  [
    /\bsince\s+(\d{1,2}(?:[:.]\d{2})?|five|six|seven|eight|nine|ten|eleven)(?:\s*o['’]?clock)?\s+this\s+morning\b/gi,
    (_, hour = "") => `since ${readNumber(hour) ?? hour} am today`,
  ],
  [
    /,?\s+(?:and\s+)?how\s+(?:did|was|were|does|do|would)\s+(?:that|it|this|we|things)(?:\s+be)?\s+(?:look(?:ing|ed)?|compare|stack\s+up|go(?:ing)?|stand(?:ing)?|do(?:ing)?)?\s*(?:with\s+|to\s+|against\s+)?(?:(?:at|by|to|until)\s+)?(?:the|this)\s+same\s+(time|hour|point|stage)\s+(?:on\s+)?(?=yesterday|last|on\b|the\s+day\b|a\s+week|\w+day)/gi,
    " against the same time ",
  ],
  // Days of the week set side by side are two of one split
  [
    new RegExp(
      `(?:\\b(?:on|of|are|is|were)\\s+)?\\b${WEEKDAY}\\s+(?:or|vs\\.?|versus|against|compared\\s+(?:with|to)|(?:\\w+er|worse|better|more|fewer)\\s+than)\\s+(?:on\\s+)?${WEEKDAY}\\b`,
      "gi",
    ),
    "by weekday on $1days and $2days",
  ],
  [
    /(?<=\bby\s+weekday\s+on\s+\w+days\s+and\s+\w+days\b)\s*[,;:–-]\s*which(?:\s+(?:one|day|of\s+(?:them|the\s+two)))?\s+(?:(?:beats|hits|hurts|hammers|kills|stings)\s+us(?:\s+up)?|is|are|has|have|had|gets?|sees?|brings?|gives?\s+us)\s+(?:the\s+)?(?:(?:more|most|worse|worst|bigger|harder)\s+)?(?:(?:on|for|in|of|with)\s+)?(?=\p{L})/giu,
    " ",
  ],
  [/\b(\w+)[\s-]?wise\s*,?\s+by\s+weekday\b/gi, "$1 by weekday"],
  [/\btonnage\s+by\s+weekday\b/gi, "tonnes by weekday"],
  [
    new RegExp(`[.?!;,]\\s*(?:please\\s+)?go(?:ing)?\\s+back\\s+${N}\\s+(days|weeks|months)\\b`, "gi"),
    " over the last $1 $2",
  ],
  // Contractors by their letters
  [
    /^\W*(?:i(?:['’]?ve|\s+have)(?:\s+got)?|we(?:['’]?ve|\s+have)(?:\s+got)?|there['’]?s)\s+(?:an?\s+|the\s+)?(?:contract\s+|quarterly\s+|performance\s+)*(?:review|meeting|call)\s+with\s+(?:contractor\s+)?([A-Z])\b[^.?!]{0,30}[.!]\s*how\s+(?:did|do|does|is|was)\s+their\s+(\p{L}[\p{L}\s-]{3,30}?)\s+(?:stack\s+up|compare[ds]?|look|fare|measure\s+up|hold\s+up)\s+(?:against|with|to|next\s+to|beside)\s+(?:contractor\s+)?([A-Z])['’]s\b/giu,
    "how does contractor $1 compare with contractor $3 on $2",
  ],
  [
    /\b[Hh]ow\s+(?:did|do|does|is|was)\s+(?:contractor\s+)?([A-Z])['’]s\s+(\p{L}[\p{L}\s-]{3,30}?)\s+(?:stack\s+up|compare[ds]?|look|fare|measure\s+up|hold\s+up)\s+(?:against|with|to|next\s+to|beside)\s+(?:contractor\s+)?([A-Z])['’]s\b/gu,
    "how does contractor $1 compare with contractor $3 on $2",
  ],
  // What disposal cost
  [
    new RegExp(
      `\\b(?:how\\s+much|what)\\s+(?:have\\s+we|did\\s+we|we['’]?ve|do\\s+we)\\s+(?:paid|pay|spent|spend|forked\\s+out|been\\s+charged)\\s+(?:in|on|for|as)\\s+(?:the\\s+)?${FEES}\\b`,
      "gi",
    ),
    "disposal fees",
  ],
  [
    new RegExp(
      `\\b(?:how\\s+much|what)\\s+(?:did|has|have|does)\\s+${FACILITY}\\s+(?:charged?|billed?|bill|invoiced?|cost|taken?)\\s+(?:us\\s+)?(?:(?:in|for|on|as)\\s+)?(?:(?:the\\s+)?${FEES}|tipping|dumping|disposal)\\b`,
      "giu",
    ),
    "disposal fees at $1",
  ],
  // How far fuel takes them
  [
    /\b(?:mpg|miles\s+per\s+gallon|miles\s+to\s+the\s+gallon|km\s+per\s+lit(?:re|er)|fuel\s+(?:economy|efficiency))\s+(?:by|per|of|for|for\s+each)\s+(?:each\s+|every\s+)?(truck|vehicle|lorry|driver|route|depot)s?\b/gi,
    "litres of fuel per 100 km by $1",
  ],
  [
    new RegExp(
      `(?<=\\blitres\\s+of\\s+fuel\\s+per\\s+100\\s+km\\s+by\\b.*?)[,;:–-]\\s*(?:the\\s+)?${N}\\s+worst(?=\\W*$)`,
      "gi",
    ),
    ", highest $1",
  ],
  [
    new RegExp(
      `(?<=\\blitres\\s+of\\s+fuel\\s+per\\s+100\\s+km\\s+by\\b.*?)[,;:–-]\\s*(?:the\\s+)?${N}\\s+best(?=\\W*$)`,
      "gi",
    ),
    ", lowest $1",
  ],
  [/\b(?:operating|running)\s+costs?\s+(?=per\b|by\b|of\b)/gi, "cost "],
  [/\bcosts?\s+(?:per|a|for\s+(?:each|every))\s+mile\b/gi, "cost per km"],
  [
    new RegExp(
      `\\b(?:for\\s+|in\\s+|over\\s+)?(?:each\\s+of\\s+)(${MONTH}(?:\\s*,\\s*${MONTH})*\\s*(?:,\\s*)?(?:and|&)\\s+${MONTH})\\b`,
      "gi",
    ),
    (whole, months = "") => {
      const stretch = stretchOf(months);
      return stretch === undefined ? whole : `by month from ${stretch}`;
    },
  ],
  // What a load weighs
  [
    /\bhow\s+many\s+(?:loads|tips|runs\s+to\s+the\s+tip)\s+(?:did|has|have)\s+(?:(?:truck|lorry|wagon)\s+)?(\d{1,3})\s+(?:tip|tipped|dump|dumped|bring\s+in|brought\s+in|take\s+in|done|do|made)\b(?:\s+((?:today|yesterday|this\s+\w+|last\s+\w+|on\s+\w+day)))?\s*,?\s*and\s+(?:what|how\s+much)\s+(?:did\s+|do\s+)?(?:each|every\s+one|they)(?:\s+(?:one|of\s+them|load))?\s+(?:all\s+)?(?:weigh(?:ed)?|come\s+to|came\s+to)(?=\s*(?:[?.!]|$))/gi,
    (_, truck = "", when = "") => `weigh tickets of truck ${truck} ${when}`.trimEnd(),
  ],
  [
    new RegExp(
      `\\b(?:the\\s+)?(?:${N}\\s+)?(lightest|heaviest)\\s+${TRUCKS}\\s+by\\s+(?:the\\s+)?(?:average|mean)\\s+(?:net\\s+)?(?:load|weight|payload)\\s+(?:per|a|on\\s+(?:each|a))\\s+(?:weigh\\s+)?ticket\\b(.*?)(?=[?.!]*\\s*$)`,
      "gi",
    ),
    (_, count, end, __, rest = "") =>
      `mean weight of weigh tickets by vehicle${rest}, ${/light/i.test(end ?? "") ? "lowest" : "highest"} first${count ? `, the first ${count}` : ""}`,
  ],
  // A stretch that began with a year
  [
    /\bsince\s+(?:the|our)\s+(?:new\s+)?(?:financial|fiscal|tax|business|accounting)\s+year\s+(?:started|began|opened|kicked\s+off)\s+(?:on\s+)?(?:the\s+)?(?=\d|\p{Lu})/giu,
    "since ",
  ],
  // What bins stand somewhere: rows tell size and stream
  [
    /(?<=^\W*(?:what|which|show|list)\b.*\b(?:cans?|bins?|containers?|carts?)\b.*?)\s*[,;.?!–-]+\s*(?:and\s+)?(?:(?:the\s+|their\s+|what\s+)?sizes?(?:\s*,?\s*and\s+|\s*,\s*))?what\s+(?:goes|is|['’]s\s+)\s*(?:meant\s+to\s+go\s+)?(?:in|into)\s+(?:them|each|it)\W*$/gi,
    "",
  ],
  [
    /(?:[,;.?!–-]\s*(?:and\s+)?|\s+(?:and|with)\s+)(?:(?:with\s+)?(?:the\s+|their\s+)?(?:sizes?|volumes?|capacit(?:y|ies))(?:\s*(?:,|and|&|plus)\s*(?:the\s+|their\s+|waste\s+)*streams?)?|(?:with\s+)?(?:the\s+|their\s+|waste\s+)*streams?\s*(?:,|and|&|plus)\s*(?:the\s+|their\s+)?sizes?|(?:what|which|how\s+(?:big|large))\s+(?:size|big|large)?\s*(?:are\s+they|is\s+each(?:\s+one)?|each\s+(?:one\s+)?is))(?=\W*$)(?<=^\W*(?:what|which|show|list)\b.*\b(?:cans?|bins?|containers?|carts?)\b.*)/gi,
    "",
  ],
  // Their rows tell when each was last emptied
  [
    /(?<=\b(?:what|which|list|show|the)\s+(?:containers|bins|carts|cans)\b.*)[\s,;.]*\b(?:and|with|plus)\s+when\s+(?:(?:was|were|did\s+we(?:\s+last)?(?:\s+empty)?)\s+)?(?:each|they|those)(?:\s+(?:one|of\s+(?:them|those|these)|container|bin|cart))?(?:\s+(?:was|were|got))?(?:\s+last)?(?:\s+(?:emptied|collected|lifted|picked\s+up|serviced))?(?=\W*$)/gi,
    "",
  ],
  [
    /\b(what|which)\s+(containers|bins|carts|cans)\s+(they|it)(?:['’]ve|\s+have)?\s+got\b/gi,
    "$1 $2 do $3 have",
  ],
  [/\b(what|which)\s+cans\b/gi, "$1 bins"],
  [
    /\b(what|which)\s+(bins|containers|carts)\s+(?:does|do|has|have)\s+(?:(account|customer)\s+)?(\d{4,})\s+(?:got|have|hold)?(?:\s+(?:with\s+us|from\s+us|on\s+site|there|standing|out\s+there|at\s+the\s+moment))*(?=\W*$)/gi,
    "$1 $2 does customer $4 have",
  ],
  // When a place is next due
  [
    /\bwhen(?:['’]?s|\s+is|\s+are)\s+((?:(?:customer|account)\s+)?\d{4,}|\d{1,5}\s+(?:\p{Lu}\p{L}+\s+){1,2}(?:Street|Road|Lane|Avenue|Court|Close|Drive|Way))\s+(?:next\s+due|due\s+next|next\s+on\s+(?:the\s+)?(?:list|schedule|rota)|next\s+(?:up|scheduled))(?:\s+(?:a|for\s+(?:a\s+)?)?(?:collection|pickup|emptying|collecting|service))?(?=\W*$)/giu,
    "next collection of $1",
  ],
  [
    /\bwhat\s+days\s+do\s+we\s+(?:run|do|serve|collect(?:\s+(?:from|at))?|go\s+to|empty)\s+(?:account|customer)\s+(?=\d{4,})/gi,
    "collection days of customer ",
  ],
  // What a holiday does to the days of a place
  [
    /^\W*(?:do|does|will|are|is)\s+(?:the\s+)?((?:\p{Lu}\p{L}+\s+){1,2}(?:Street|Road|Lane|Avenue|Court|Close|Drive|Way)|\d{1,5}\s+(?:\p{Lu}\p{L}+\s+){1,2}(?:Street|Road|Lane|Avenue|Court|Close|Drive|Way)|(?:customer|account)\s+\d{4,})(?:['’]s)?\s+(?:bin\s+|usual\s+)?(?:collections?|pickups?|bin\s+days?|days?)\s+(?:going\s+to\s+)?(?:shift|shifting|change|changing|move|moving|slip|differ|be\s+(?:different|shifted|moved|changed))(?:\s+at\s+all|\s+any)?(?=\s+(?:in\s+|over\s+|for\s+|during\s+)?(?:the\s+)?(?:\w+\s+)?(?:christmas|xmas|easter|holidays?|thanksgiving|new\s+year))/giu,
    "does the collection day for $1 change",
  ],
  // What was planned against what was driven
  [
    /\bplanned\s+(?:miles|mileage|km|kms|kilomet\w+|distances?)\s+(?:vs\.?|versus|against|compared\s+(?:with|to)|and)\s+(?:the\s+)?(?:actual|driven|real)(?:\s+(?:miles|mileage|km|kms|kilomet\w+|distances?))?\b|\bplanned\s+(?:vs\.?|versus|against)\s+(?:actual|driven|real)\s+(?:miles|mileage|km|kms|kilomet\w+|distances?)\b/gi,
    "planned and driven distance",
  ],
  // A share of stops that were missed is told as the rate of them
  [
    /^(\W*)(?:(?:out\s+)?of\s+(?:everything|all|all\s+(?:the\s+)?(?:stops|bins|pickups|collections))\s+(?:that\s+)?we\s+(?:were\s+(?:supposed|meant|due|scheduled)\s+to|should\s+have)\s+(?:empty|emptied|collect|collected|do|done|serve|served|pick\s+up|picked\s+up)\s*(.*?)\s*,\s*)?(?:what|which)\s+(?:proportion|share|percentage|fraction|part)\s+(?:(?:of\s+(?:the\s+|our\s+|all\s+|planned\s+)*(?:stops|bins|pickups|collections))\s+)?(?:did\s+we\s+miss|have\s+we\s+missed|was\s+missed|were\s+missed|got\s+missed)\b/gi,
    (_, lead = "", when = "") => `${lead}missed pickups per 1,000 stops ${when}`.trimEnd(),
  ],
  // Who puts out
  [
    /^(\W*)(?:are|do)\s+(?:more|fewer|less)\s+(?:households|homes|houses|people|residents)\s+(?:putting|put|setting|set)\s+(?:(?:their|the)\s+)?(organics?|food\s+waste|garden\s+waste|glass|paper|cardboard|recycling|refuse)(?:\s+bins?)?\s+out(?:\s+than\s+(?:in|over|during)\s+(?:the\s+)?(?:summer|spring|winter|autumn))?\s*[?.,;]+\s*(?=(?:by\s+month|month\s+by\s+month|monthly|week\s+by\s+week|by\s+week)\s+since\b)/gi,
    "$1set-out rate of $2 ",
  ],
  // What stands in notes
  [
    /\bwhere\s+do\s+(?:the\s+|our\s+)?(?:drivers?|crews?|lads)\s+(?:gripe|moan|grumble|complain|warn)\s+(?:about|of)\s+/gi,
    "notes about ",
  ],
  [
    /\b(?:(?:find|show|give|list)\s+(?:me\s+)?)?(?:the\s+|all\s+|any\s+|which\s+)?(?:stops?|places?|addresses|spots?)\s+(?:where|at\s+which)\s+(?:the\s+|our\s+)?(?:drivers?|crews?|lads)\s+(?:gripe|moan|grumble|complain|mention|note|write|warn|say\s+something|remark|comment|report)(?:s|ed|d)?\s+(?:about|of|on)\s+/gi,
    "notes about ",
  ],
  [
    /\b(?:which|what)\s+(?:stops?|places?|addresses|sites?)\s+(?:(on|of)\s+(r-?\d{1,3})\s+)?(?:needs?|requires?|want|wants|takes?)\s+((?:an?\s+)?(?:gate\s+|door\s+)?(?:keys?|fobs?|codes?|swipe\s+cards?|passes|key\s?cards?)(?:\s*(?:,|or|and)\s*(?:an?\s+)?(?:gate\s+|door\s+)?(?:keys?|fobs?|codes?|swipe\s+cards?|passes|key\s?cards?))*)(?:\s+(?:to\s+(?:get|be\s+let)\s+in(?:to)?|for\s+(?:access|entry|the\s+gate)|to\s+(?:open|enter)))?(?=\W*$)/gi,
    (_, __, route, thing = "") =>
      `notes about ${thing.replace(/\ban?\s+/gi, "")}${route ? ` on ${route}` : ""}`,
  ],
  // Why a stop is where it is
  [
    /\b(?:picked?|chose|choose|prefer(?:red)?|favou?red|used?)\s+(?:truck\s+)?(\d{1,3})\s+(?:over|instead\s+of|rather\s+than|and\s+not)\s+(?:truck\s+)?(\d{1,3})\s+for\s+stop\s+(\d{1,4})\b/gi,
    "give stop $3 to truck $1 and not truck $2",
  ],
  [
    /\b(?:where|at\s+which\s+(?:stops|places|addresses))\s+do\s+we\s+(?:do|have|run|offer|make)\s+(?:the\s+)?((?:assisted|pull[\s-]?out|back[\s-]?door|bin[\s-]pull|helped)\s+(?:collections?|pickups?|lifts?))(?:\s*[-–—,(;:].*)?(?=\W*$)/gi,
    "notes about $1",
  ],
];
