import { N, TRUCK, type Turn } from "#server/ask/core/turn-slots.ts";

const BINS = "(?:bins?|carts?|containers?|dumpsters?|cans?|wheelie\\s+bins?)";
// What lies in recycling that does not belong there.
const MUCK =
  "(?:the\\s+wrong\\s+(?:stuff|things?|waste|items?)|wrong\\s+(?:stuff|things?|waste|items?)|muck|rubbish|trash|junk|crap|dirt|filth|garbage|nappies|food|non-?recyclables?|refuse|general\\s+waste|black\\s+bags?)";
const BURSTING =
  "bursting\\s+at\\s+the\\s+seams|chockers|chock-a-block|chocka|chockablock|full\\s+to\\s+bursting|fit\\s+to\\s+burst|full\\s+to\\s+overflowing|jam\\s+packed|jam-packed|full\\s+to\\s+the\\s+brim|spilling\\s+out|heaped\\s+up|overflown|crammed\\s+full|rammed\\s+full|too\\s+full\\s+to\\s+close|so\\s+full\\s+they\\s+won['’]?t\\s+shut|lids?\\s+(?:that\\s+)?(?:(?:won|wouldn|couldn|can|didn|don|doesn)['’]?t|not|cannot|could\\s+not|would\\s+not)\\s+(?:shut(?:ting)?|clos(?:e|ing))";
const BROKEN =
  "(?:break(?:s|ing)?[\\s-]?downs?|broken\\s+down|broke\\s+down|broke|broken|conked(?:\\s+out)?|kaput|packed\\s+(?:it\\s+)?(?:up|in)|out\\s+of\\s+(?:service|action|commission)|gave\\s+up\\s+the\\s+ghost|given\\s+up\\s+the\\s+ghost|dead|died|stranded|gone\\s+bang|cactus|carked\\s+it|on\\s+the\\s+blink|knackered|banjaxed|bust(?:ed)?)";
const SERVED =
  "(?:(?:stops?|drops?|pickups?|pick-ups?|collections?|jobs?|visits?|customers?|clients?|houses?|households?|homes?|address(?:es)?|residents?|people|folks?|streets?|bins?|properties))";
const SUFFERS =
  "(?:at\\s+risk|in\\s+(?:trouble|danger|jeopardy|doubt)|(?:not|n['’]?t|never)\\s+(?:\\w+\\s+){0,3}(?:get(?:ting)?|be(?:ing)?|emptied|served|serviced|collected|done|reached|picked\\s+up|made|visited|finished)|unserved|uncollected|unemptied|left\\s+(?:\\w+\\s+){0,2}(?:waiting|hanging|behind|undone|high\\s+and\\s+dry|over|out|stranded)|suffer\\w*|miss(?:ed|ing)?(?:\\s+out)?|affect\\w*|hit\\b|waiting|lose\\s+out|go(?:es|ing)?\\s+without|hanging|out\\s+of\\s+luck|stuck|depend\\w*|leaves?|uncovered|threatened|exposed|in\\s+the\\s+lurch|go(?:es|ing)?\\s+to\\s+be\\s+(?:late|missed))";
const OUT =
  "(?:drop|lose|leave\\s+out|skip|remove|ditch|bin|take\\s+out|exclude|forget|ignore|hide|chuck|cut|strip\\s+out|get\\s+rid\\s+of|filter\\s+out)\\s+(?:the\\s+|any\\s+|all\\s+)?(?:ones?|those)";
const DAYTIME =
  "(?:today|yesterday|(?:last\\s+|on\\s+)?(?:mon|tues|wednes|thurs|fri|satur|sun)day|last\\s+(?:week|month|quarter)|this\\s+(?:week|month|morning)|in\\s+\\w+)";

/** Turns of phrase about exceptions, what people wrote, customers and why. */
export const RECORD_TURNS: readonly Turn[] = [
  // What a caller claims is asked: "gentleman swears 5 Mill Lane wasn't emptied on Monday. Was it?"
  [
    /^(\W*)(?:an?\s+|the\s+|some\s+)?(?:(?:gentleman|lady|woman|man|fella|fellow|bloke|chap|lass|lad|resident|tenant|householder|customer|caller|neighbour|owner)(?:\s+(?:on\s+the\s+(?:phone|line)|here|there|calling))?|she|he|they|somebody|someone)\s+(?:swears|says|claims|insists|reckons|maintains|tells\s+(?:me|us)|told\s+(?:me|us)|complains)\s+(?:that\s+)?(\d{1,5}[a-z]?\s+[^.?!,;]{3,40}?)\s+(?:was|were)(?:n['’]?t|\s+(?:not|never))\s+(emptied|collected|done|served|picked\s+up|serviced)\s*([^.?!,;]{0,30}?)\s*[.;,:–-]\s*(?:(?:and|so)\s+)?(?:was|were|is)\s+(?:it|they|that)(?:\s+(?:right|true|so|done|emptied|collected))?(?=\s*(?:[,?.]|$))/giu,
    "$1was $2 $3 $4",
  ],
  // How many of those that were made had that told of them is the rate
  [
    /\b(?:what|which)\s+(?:proportion|share|percentage|fraction|per\s?cent|part|%)\s+of\s+(?:the\s+|our\s+|all\s+)*(?:lifts|pick-?ups|collections|emptyings)\s+(?:(?:have|has|had|were|was|are|is|got|been|come|came)\s+)*(?:(?:logged|recorded|reported|marked|flagged|noted|found|put\s+down|written\s+up)\s+)?(?:(?:as|to\s+be)\s+)?(overfull|overflowing|contaminated)\b/gi,
    (_, kind = "") => `${/^over/i.test(kind) ? "overflow" : "contamination"} rate`,
  ],
  [
    /\b(?:(?:could|can)(?:n['’]?t|not|\s+not)|did(?:n['’]?t|\s+not)|(?:was|were|is|are)(?:n['’]?t|\s+not)\s+able\s+to|(?:was|were|is|are)\s+unable\s+to|failed\s+to|unable\s+to)\s+(?:get|gain|have|find)\s+(?:any\s+)?(?:access|entry)\b|\b(?:was|were)\s+(?:refused|denied)\s+(?:access|entry)\b/gi,
    "no access",
  ],
  [/\b(?:could|can)(?:n['’]?t|not)[\s-](?:get|reach)[\s-](?:in|at|to)\s+(?=stops?\b)/gi, "no access "],
  // Rows that are shown with their photos are put together, and not counted
  [
    /(?<=\bwith\s+(?:the|their|all)\s+(?:photos?|pictures?|pics|images?|photographs?|snaps)\b)\s*,?\s*(?:and\s+)?(?:grouped|sorted|split|broken\s+down|arranged|bucketed|bunched)\s+by\s+(?:the\s+)?(?=(?:driver|crew|route|round|zone|area|type|kind|address|site|owner|status)\b)/gi,
    " in order of ",
  ],
  [
    /\bgrouped\s+by\s+(?:the\s+)?(?=(?:driver|crew|route|round|zone|area|type|kind|address|site|owner|status)\b.{0,10}\bwith\s+(?:the|their|all)\s+(?:photos?|pictures?|pics|images?|photographs?|snaps)\b)/gi,
    "in order of ",
  ],
  // What was said is told by what it is like, whatever time stands between
  [
    /(?<=\b(?:complaints?|calls?|grumbles?|gripes?|moans?|whinges?|grievances)\b.*)\b(?:along\s+the\s+lines\s+of|to\s+the\s+effect\s+of|in\s+the\s+vein\s+of|akin\s+to|of\s+the\s+kind)\s+/gi,
    "like ",
  ],
  [
    /(?<=\b(?:complaints?|calls?|grumbles?|gripes?|moans?|whinges?|grievances)\b.*)\b(?:that|which)\s+(?:sound|read|go|look|are|come\s+across)\s+(?:(?:something|a\s+(?:bit|lot)|much|kind\s+of|sort\s+of)\s+)?(?:like|similar\s+to|akin\s+to)\s+/gi,
    "like ",
  ],
  [
    /(?<=\b(?:says?|said|claims?|claimed|swears?|swore|reckons?|insists?|told\s+(?:me|us))\b.{0,20}?)(?<!\b(?:complaints?|complain\w*|notes?|calls?|messages?|residents|customers|people|wr[oi]t\w*)\b.*)\b(?:nobody|no\s?one|no\s+(?:truck|lorry|crew))\s+(?:ever\s+|has\s+|even\s+)?(?:show(?:ed|n)\s+(?:up|their\s+face)|turned\s+up|rocked\s+up|pitched\s+up|appeared|stopped\s+by|(?:has\s+)?been(?=\W|$)|was\s+there)/gi,
    "nobody came",
  ],
  // What somebody says of what is asked is told beside it
  [
    /^(\W*(?:what|why|when|which|where|did|was|were|has|have|how|is|who)\b[^?]*\?)\s+(?:they|he|she|(?:the|our)\s+(?:customers?|residents?|householders?|clients?))\s+(?:says?|said|claims?|claimed|reckons?|reckoned|swears?|insists?|(?:is|are)\s+(?:saying|claiming|adamant))\s+[^?]*$/gi,
    "$1",
  ],
  // How long a repair held
  [
    /\b(?:did(?:n['’]?t|\s+not)|(?:has|have|had)(?:n['’]?t|\s+not)|(?:was|were)(?:n['’]?t|\s+not)\s+able\s+to|failed\s+to|couldn['’]?t|could\s+not|never|not)\s+(?:even\s+)?(?:last(?:ed)?|held?(?:\s+up)?|hold(?:\s+up)?|surviv(?:e|ed)|stood\s+up|(?:stay|keep|kept|stayed)\s+fixed|ma(?:k|d)e\s+it(?:\s+to)?)\s+(?:out\s+)?(?:for\s+|through\s+)?(?:even\s+)?(?:as\s+long\s+as\s+)?(?:so\s+much\s+as\s+)?(?:a\s+(?:whole|full)\s+(?=month|week|fortnight)|(an?|one|\d{1,3}|two|three|four|six)\s+(?:whole\s+|full\s+)?)(days?|weeks?|months?|fortnights?)\b(?=\W*$)(?<=\b(?:repairs?|fix(?:es)?|jobs?)\b.*)/gi,
    (_, count: string | undefined, unit: string) => `came back within ${count ?? "a"} ${unit}`,
  ],
  // Nobody has taken them
  [
    /(?<=\b(?:exceptions?|missed|pickups?|collections?|misses|ones?|access|bins?|problems?|issues?|breakdowns?)\b.*)\b(?:has|have|is|are)\s+(?:nobody|no[\s-]?one|not\s+anyone)\s+(?:yet\s+|so\s+far\s+|actually\s+|even\s+)?(?:tak(?:en|ing)(?:\s+(?:on|up|over|charge\s+of|care\s+of|responsibility\s+for))?|picked\s+up|claimed|grabbed|looking\s+after|dealing\s+with|dealt\s+with|seeing\s+to|handl(?:ed|ing)|working\s+on|owned|put\s+(?:his|her|their|a)\s+names?\s+(?:to|on|against|down\s+for))(?:\s+(?:yet|so\s+far|at\s+all|as\s+yet|still))?\b/gi,
    "nobody has taken",
  ],
  [
    /\b(?:with\s+)?(?:no\s?(?:-?\s?one['’]?s|body['’]?s)|nobody['’]?s|no\s+(?:person['’]?s\s+)?)\s*names?\s+(?:against|on|next\s+to|beside|to|by)\s+(?:them|it|those|these)\b/gi,
    "that nobody has taken",
  ],
  // Calls of residents
  [
    /\b(complaints?|calls?)\s+(?:that\s+)?(?:came|come|has\s+come|have\s+come)\s+(?:in\s+)?from\b/gi,
    "$1 from",
  ],
  // What comes back at a customer's is counted there
  [
    /(?<=\b(?:customers?|accounts?|clients?)\b.*)\b(?:repeat|recurring)\s+(?=(?:contamin|miss|no[-\s]access|over(?:full|flow)|damag|not[-\s]outs?|blocked))/gi,
    "repeat exceptions, ",
  ],
  // How people are spoken of
  [/\b(?:[Mm]rs?|[Mm]s|[Dd]r)\b\.?\s+(?=\p{Lu})/gu, ""],
  // "Miss" is a verb as well: before a day, a route and where it is not written as a title.
  [/\bMiss\s+(?=\p{Lu}\p{Ll})(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)/gu, ""],
  // Examples before what is asked
  [
    /^[^:]*,\s*(?:and\s+)?(?:all\s+(?:that|of\s+that|sorts)|that\s+(?:sort|kind)\s+of\s+(?:thing|stuff)|and\s+so\s+on|etc\.?|the\s+lot)\s*:\s*(?=\S)/gi,
    "",
  ],
  [/\bthe\s+(north|south|east|west)\s+side(?:['’]s)?(?=\W)/gi, "the $1 zone"],
  // What is said of bins is said of trucks as well: those are full.
  [new RegExp(`\\b(?:${BURSTING})\\b(?<=\\b${BINS}\\b.*)(?<!\\b${TRUCK}s?\\b.*)`, "gi"), "overfull"],
  [new RegExp(`\\b(?:${BURSTING})\\s+(?=${BINS}\\b)`, "gi"), "overfull "],
  [
    /^(?!.*\b(?:tickets?|weighings?)\b)(.*)\b(?:still\s+|as\s+yet\s+)?(?:unallocated|not\s+(?:yet\s+)?allocated)\b/gi,
    "$1unassigned",
  ],
  [
    /\bwhat(?:['’]?s|\s+is)\s+the\s+(?:story|craic|deal|score)\s+with\s+(?=(?:account\s+|customer\s+)?\d{4,})/gi,
    "service history of ",
  ],
  [
    /\b(?:the\s+full\s+story|the\s+works|the\s+lot)\s+on\s+(?=(?:account\s+|customer\s+)?\d{4,})/gi,
    "service history of ",
  ],
  [/\b(?:and\s+)?leav(?:e|ing)\s+out\s+(?=(?:the\s+)?\p{L}{3,})/giu, "except "],
  [/\b(?:a?round)\s+(?:here|these\s+parts|our\s+way)\b/gi, "here"],
  // To be reminded of what is so orders nothing.
  [/^\W*(?:please\s+)?remind\s+me\s+(?=(?:what|how|which|who|why|where)\b)/gi, "tell me "],
  // Exceptions
  [
    /\b(stops|addresses|places|bins|houses)\s+((?:on|in|for|of)\s+\S+(?:\s+\S+){0,2}?\s+)?(?:got\s+|were\s+|have\s+been\s+|was\s+|are\s+)(?:all\s+)?(?:flagged|written\s+up)(?:\s+up)?\b/gi,
    "exceptions were reported $2",
  ],
  [
    /(?<=\bexceptions\b.*)\s*,?\s*and\s+(?:what|why)(?:\s+(?:were\s+they|was\s+it|are\s+they))?(?:\s+(?:flagged|reported))?\s+for\b(?=\W*$)/gi,
    "",
  ],
  [
    /\b(?:places|spots|ones|stops|addresses|houses|doors|bins)\s+(?:that\s+|where\s+)?(?:we|the\s+(?:crews?|lads|drivers))\s+(?:could\s*n['’]?t|could\s+not|cannot|can['’]?t|did\s*n['’]?t)\s+(?:get|manage\s+to\s+get)\s+(?:in\s*to|into|in|to|at|near)\b/gi,
    "no access exceptions",
  ],
  [
    /(?<=\bno\s+access\b.*)[,;–-]\s*no\s+access(?:\s+(?:like|that\s+is|i\s+mean|basically))?(?=\s*(?:[–,;.:-]|$))/gi,
    "",
  ],
  [
    /[,;.–-]+\s*(?:and\s+)?(?:tally|tot|add|count|sum)\s+(?:it|them|those|that)?\s*(?:up\s+)?(?=(?:by|per)\s+(?:street|zone|route|driver|depot|day|week|month|stream|kind|type|cause)\b)/gi,
    " ",
  ],
  [
    /^\W*(?:who(?:['’]?s|\s+is)\s+(?:looking\s+after|dealing\s+with|handling|on|minding))\s+(?:the\s+)?open\s+ones\s+(in\s+(?:the\s+)?\p{Lu}\p{L}+(?:\s+zone)?)\s*[?.,;–-]+\s*exceptions\s+(?:i\s+mean|that\s+is|of\s+course)\b[.,;]?/giu,
    "open exceptions $1.",
  ],
  // Rows of open exceptions tell whose they are, and so which are nobody's
  [
    /^\W*who(?:['’]?s|\s+is)\s+(?:looking\s+after|dealing\s+with|handling|minding)\s+(?:the\s+|all\s+the\s+)?(?=open\s+exceptions\b)/gi,
    "",
  ],
  [
    /(?<=^\W*open\s+exceptions\b.*?)\s*[.,;?]*\s*(?:and\s+)?which\s+(?:of\s+them\s+|ones\s+)?(?:have|has|are|do)\s+(?:got\s+)?(?:that\s+nobody\s+has\s+taken|(?:no|not\s+any)\s+(?:name|one|body|owner|taker)|nobody|no[\s-]one|without\s+(?:an?\s+)?(?:name|owner))(?:\s+(?:on|against|to|for|at)\s+(?:them|it))?(?:\s+at\s+all)?\W*$/gi,
    "",
  ],
  [
    /\b(?:places|spots|ones|stops|addresses|houses|doors|bins)\s+(?:(?:that|where)\s+)?(?:we\s+|the\s+(?:crews?|lads|drivers)\s+)?(?:had\s+)?no\s+access(?:\s+to)?\b/gi,
    "no access exceptions",
  ],
  // Not gone back for is still open
  [
    /\b(?:which|what)\s+(?:of\s+(?:them|those|these)\s+|ones\s+)?(?:have\s+we|we\s+have|we['’]ve|haven['’]?t\s+we)\s+(?:still\s+|yet\s+)?(?:not\s+)?(?:yet\s+|still\s+)?(?:gone|been|went|called)\s+back\s+(?:for|to)\b(?:\s+yet)?(?<=(?:\bnot\b|n['’]?t\b).*)/gi,
    "that are still open",
  ],
  [/\bsince\s+before\s+(?=\d|noon|midday|half|quarter)/gi, "opened before "],
  [/^(?!.*\bstops?\b)(.*)\bin\s+the\s+(?:exceptions?\s+)?(?:in-?\s?)?tray\b/gi, "$1in the inbox"],
  [
    /(?:hanging\s+(?:about|around|round)|knocking\s+(?:about|around)|lying\s+(?:about|around|there)|sitting(?:\s+(?:there|about|around))?|waiting|outstanding|open|been\s+(?:around|there))\s+(?:since\s+|for\s+)?(?:longer|more)\s+than\b(?<=\b(?:exceptions?|issues?|problems?|incidents?|cases|inbox)\b.*)/gi,
    "open older than",
  ],
  [
    new RegExp(
      `\\b(?:who\\s+)?keeps?\\s+(?:on\\s+)?(?:putting|throwing|chucking|dumping|sticking|leaving|having|getting)\\s+(?:their\\s+|the\\s+)?${MUCK}\\s+in(?:to|side)?\\s+(?:the\\s+|their\\s+|a\\s+)?recycling(?:\\s+${BINS})?\\b`,
      "gi",
    ),
    "contaminated recycling",
  ],
  [
    new RegExp(
      `\\b(?:(?:which|that)\\s+)?(?:have\\s+|had\\s+)?(?:put|putting|throwing|threw|throw|chucking|chucked|with|had|for|found)\\s+${MUCK}\\s+in(?:to|side)?\\s+(?:the\\s+|their\\s+|a\\s+)?recycling(?:\\s+${BINS})?\\b`,
      "gi",
    ),
    "with contaminated recycling",
  ],
  [
    // "Is the wrong stuff in the recycling getting better" asks of the rate.
    new RegExp(
      `(?<!\\b(?:is|are)\\s+)\\b${MUCK}\\s+in(?:to|side)?\\s+(?:the\\s+|their\\s+)?recycling(?:\\s+${BINS})?\\b`,
      "gi",
    ),
    "contaminated recycling",
  ],
  [/\brepeat\s+offenders?\s+(?:for|with|of|on)\s+/gi, "addresses with "],
  [
    new RegExp(
      `\\b${N}\\s+(?:goes|go|strikes?|shots?|offences|offenses|goings|time|instances)\\s+(?:or\\s+more|plus|upwards?|and\\s+(?:more|up|over))\\b`,
      "gi",
    ),
    "at least $1 times",
  ],
  [/\b(?:in\s+)?(?:piles|heaps|stacks|lots|batches)\s+by\s+(cause|reason|type|kind)\b/gi, "groups by $1"],
  [
    /\b(?:put|sort|lump|bundle|throw|chuck|stick|bung)\s+(?:together\s+)?(.{4,60}?)\s+(?:together\s+)?(?:(?:in|into)\s+(?:piles|heaps|stacks|lots|batches|groups|buckets)\s+)?by\s+(?:the\s+)?(cause|reason|type|kind)\b/gi,
    "group $1 by $2",
  ],
  [
    /\b(?:what|which|where)\s+(?:(?:ones?|is|are|do|does|should|would|must|can|i|we|you|it|to|be|wants?|needs?|ought|the)\s+)*(?:to\s+)?(?:tackle|handle|do|sort(?:\s+out)?|deal\s+with|address|attack|fix|start(?:\s+with)?|look\s+at|go\s+(?:at|for)|begin(?:\s+with)?|take(?:\s+on)?|see\s+to)\s+(?:before\s+(?:anything|everything)(?:\s+else)?|before\s+the\s+(?:rest|others)|ahead\s+of\s+the\s+(?:rest|others)|first\s+of\s+all|1st|first\s+thing)\b/gi,
    "which to handle first",
  ],
  [
    /\b(?:and\s+)?(?:rank|sort|order)\s+(?:them|it|those|these)\s+(?:by|according\s+to)\s+(?:what|which)\s+(?:ones?\s+)?(?:to\s+handle\s+first|(?:deserves?|needs?|wants?|requires?)\s+(?:\w+\s+){0,2}(?:first|most))\b/gi,
    "and tell me which to handle first",
  ],
  [
    new RegExp(
      `\\b(?:the\\s+|a\\s+)?new\\s+(?:${BINS}|one)\\s+(?:(?:is|has|have|are|still|did)\\s*)*(?:not|n['’]?t|hasn['’]?t|haven['’]?t|isn['’]?t|never)\\s+(?:yet\\s+|been\\s+)*(?:come|arrived|delivered|there|here|turned\\s+up|shown\\s+up)(?:\\s+yet)?\\b`,
      "gi",
    ),
    "waiting for replacement",
  ],
  [
    new RegExp(`\\b(?:broken|busted|smashed|cracked|knackered)\\s+${BINS}(?=\\W)`, "gi"),
    "damaged containers",
  ],
  [
    new RegExp(
      `^(?=.*\\b${BROKEN}\\b)(.*?[?,.;]|.*?\\band\\b|.*?\\bplus\\b)\\s*(?:and\\s+|plus\\s+)?(?:so\\s+)?(?:(?:tell|show|list)\\s+(?:me|us)\\s+)?(?:(?:what|which|whose|who|how\\s+many|the|any)(?:['’]?s)?\\s+)?(?:of\\s+(?:their|its|the|our|her|his)\\s+)?(?:(?:remaining|open|pending|other|of|their|its|the)\\s+)*(?:${SERVED}\\b|(?<=\\bwho(?:['’]?s)?\\s+))(?:(?!\\b(?:broke|broken)\\b)[^?])*?\\b${SUFFERS}(?:[^?,]*?\\b(?:because\\s+of|due\\s+to|through|from|by|thanks\\s+to)\\s+(?:it|that|this|them))?(?:\\s+(?:emptied|served|serviced|collected|done|waiting|undone|out|open|unserved))?`,
      "gi",
    ),
    "$1 which stops are at risk",
  ],
  [
    new RegExp(
      `\\b(?:any|a|is\\s+(?:there\\s+)?any|are\\s+any)\\s*(?:of\\s+(?:the|our)\\s+)?((?:(?:refuse|recycling|organics|glass|paper|bulky)\\s+)?(?:trucks?|lorr(?:y|ies)|wagons?|vehicles?|rigs?|body|bodies))\\s+(?:gone\\s+|after\\s+|have\\s+|has\\s+)*${BROKEN}(?:\\s+on\\s+us)?\\b`,
      "gi",
    ),
    "which $1 are broken down",
  ],
  [
    /\b(?:anybody|anyone|anything|any\s+of\s+(?:ours|them|the\s+trucks))\s+(?:has\s+|have\s+|is\s+)?(?:gone\s+)?(?:conked(?:\s+out)?|kaput|broke(?:n)?\s+down|packed\s+(?:up|in)|bust|broke)\b/gi,
    "any breakdowns",
  ],
  [
    /\b(?:at\s+the\s+(?:minute|present|mo)|at\s+present|as\s+we\s+speak|this\s+minute|presently)\b/gi,
    "right now",
  ],
  [
    /\b(?:not[\s-]out|not\s+outside|bin\s+was\s+not\s+(?:out|outside)|cart-not-at-curb|not\s+at\s+(?:the\s+)?(?:curb|kerb))\b["”']?(?:\s+(?:stops?|ones?|bins?))?,?\s*(.{0,25}?)\s*(?:and|but|then|where|when|,)\s+(?:\w+\s+){0,4}?(?:resident|customer|they|householder|owner|somebody|someone|he|she)s?\s*(?:['’]?s\s+)?(?:\w+\s+){0,4}?(?:rang|rings?|phon\w+|telephon\w+|call\w*|complain\w*|on\s+the\s+(?:blower|phone|line)|moan\w*|gave\s+out|contact\w*)(?:\s+(?:us|up|in|after|afterwards|later|to\s+(?:complain|moan)|giving\s+out|the\s+office))*/gi,
    "not-out stops $1 which the resident called about afterwards",
  ],
  [
    /\bfollowed\s+by\s+(?:an?\s+|the\s+)?(?:contact|phone\s+call|call|ring|complaint|telephone\s+call)\s+(?:from|by)\s+(?:the\s+|a\s+)?(?:resident|customer|householder|household)s?\b/gi,
    "which the resident called about afterwards",
  ],
  [
    /\b(?:punter|customer|resident)(?:['’]?s|\s+is|\s+was)\s+on\s+the\s+(?:blower|phone|line)(?:\s+(?:giving\s+out|moaning|complaining))?/gi,
    "resident called about afterwards",
  ],
  [/\bbroken\s+(?:out|up|apart)\s+(by|per|into)\b/gi, "split $1"],
  // What narrows a list before it: "drop the ones without a photo" keeps those with one.
  [
    new RegExp(
      `^\\W*(?:and\\s+|now\\s+|ok,?\\s+)?${OUT}\\s+(?:without|with\\s+no|lacking|missing|that\\s+lack|that\\s+have\\s+no)\\s+(?:an?\\s+|any\\s+)?`,
      "gi",
    ),
    "only those with ",
  ],
  [
    new RegExp(
      `^\\W*(?:and\\s+|now\\s+|ok,?\\s+)?${OUT}\\s+(?:with|that\\s+are|which\\s+are|that\\s+were|in|from|on|of|for|by)\\s+`,
      "gi",
    ),
    "except those with ",
  ],
  [/^\W*never\s+mind\s+(?:the\s+rest|the\s+others|that|those|them)\b[\s,.;:-]*/gi, ""],
  [
    /\b(?:the\s+)?(?:duff|failed|unsuccessful|botched|bad|dud|bodged|bungled)\s+(ones|visits|services|collections|stops)\b/gi,
    "missed $1",
  ],
  // What it is for narrows nothing: "so I can respond".
  [/[,.]?\s+so\s+(?:that\s+)?(?:i|we|they)\s+(?:can|could|may|might)\s+[^,.?!\d]{3,60}(?=[.?!]*\s*$)/gi, ""],
  // Why
  [
    /\bwhat\s+(?:held|kept|delayed|slowed|set|put)\s+((?:r-?|route\s+|truck\s+)\d{1,3})\s+(?:up|back|down|behind)\b/gi,
    "why was $1 late",
  ],
  [
    /\b(?:truck\s+)?(\d{1,3})\s+(?:(?:should|would|must|was|were|has|had|to)\s+)*(?:gets?|got|have|has|takes?|took|given|landed\s+with|lumbered\s+with|handed|assigned|be\s+given)\s+(?:the\s+)?stop\s+(\d+)\s+(?:(?:when|while|though|although|even\s+though|rather\s+than|and\s+not|instead\s+of|not|over|but\s+not)\s+)+(?:truck\s+)?(\d{1,3})\b.*$/gi,
    "why is stop $2 on truck $1 and not on truck $3?",
  ],
  [/^\s*(?:who\s+decided|what\s+genius\s+decided|whose\s+idea\s+was\s+it)\s+(?:that\s+)?why\b/gi, "why"],
  [
    new RegExp(
      `^(?!.*\\bwhy\\b)\\W*(?:our\\s+|the\\s+|there\\s+(?:was|were)\\s+)?(.{3,40}?)\\s+(?:were|was|are|have\\s+been|ran)\\s+(?:twice|double|two\\s+times)\\s+(?:as\\s+(?:high|many|much|bad)|the\\s+number)?\\s*((?:on\\s+)?${DAYTIME})\\b(.*?)[,.;]?\\s*(?:and\\s+)?\\b(?:i|we)\\s+(?:need|want|would\\s+like|must\\s+have)\\s+(?:an?\\s+|the\\s+)?(?:explanation|reasons?|cause|answer)\\b.*$`,
      "gi",
    ),
    "why did $1 double $2$3?",
  ],
  [
    /\b(?:how\s+come|why\s+is|why\s+was|why\s+were)\s+(?:there\s+(?:was|were)|is\s+there|were\s+there)?\s*(?:twice|double)\s+the\s+(.{3,30}?)\s+((?:on|last|in|this|yesterday|today)\b.*?)(?=\W*$)/gi,
    "why did $1 double $2",
  ],
  [
    /^\s*(?:give\s+me\s+)?(?:an?\s+|the\s+)?(?:explanation|reasons?|grounds|cause)\s+(?:of|for|behind)\s+(?:the\s+)?(?:twofold|two-fold|sharp|sudden|threefold|marked)?\s*(?:rise|increase|jump|spike|surge|doubling|growth|climb)\s+(?:in|of)\s+/gi,
    "why the rise in ",
  ],
  [
    /^(.{6,120}?),\s*(?:and\s+)?(?:before\s+.{3,40}?\s+)?(?:i|we)(?:['’]d|\s+would)?\s+(?:like|want|need|love|wish)\s+to\s+(?:know|understand|hear|see)\s+(?:why|the\s+(?:reasons?|cause))(?:\s+(?:that\s+is|for\s+(?:it|that|this)|why|behind\s+(?:it|that)))?\W*$/gi,
    "why is it that $1?",
  ],
  [/^\s*i\s+(?:see|notice|hear|gather)\s+(?:that\s+)?(?=why\b)/gi, ""],
  [
    /\bwhen\s+(?:you|we|they)\s+(?:say|speak\s+of|talk\s+about|write)\s+(?:of\s+)?(.{4,30}?),\s+(?=.*\b(?:what\s+(?:exactly\s+)?(?:do(?:es)?\s+(?:you|we|they|that|it)|is)\s+(?:exactly\s+)?(?:mean|meant)|(?:over|of)\s+what\b)).*$/gi,
    "how is $1 calculated?",
  ],
  [/\b(?:what\s+do\s+(?:ye|youse|yous|you\s+lot|you\s+all|y['’]all)\s+mean\s+by)\b/gi, "what do you mean by"],
  [
    /^\s*(?:please\s+)?(?:spell\s+out|set\s+out|lay\s+out|walk\s+me\s+through)\s+how\s+(?:that|the|this|our)?\s*(.{3,40}?)\s+(?:is|gets|are)\s+(?:computed|calculated|worked\s+out|reckoned|arrived\s+at|made\s+up)/gi,
    "how is $1 calculated",
  ],
  [
    /\bdefinition\s+(?:and\s+(?:method\s+of\s+)?calculation\s+)?of\s+(?:the\s+)?(?:terms?|figure|measure|metric|kpi|concept|expression)\s+["“']?/gi,
    "definition of ",
  ],
  [/\b(?:and\s+)?method\s+of\s+calculation\s+of\s+(?:the\s+)?(?:terms?\s+)?/gi, "calculation of "],
  [
    /\bas\s+(?:employed|used|applied|understood)\s+(?:in\s+(?:this|the)\s+(?:system|console|software|app|tool)|here|by\s+us)\b/gi,
    "",
  ],
  // What people wrote
  [
    /\b(?:tell|show|give|read|quote|cite|find)\s+(?:me|us)?\s*(?:the\s+)?(?:parts?|sections?|passages?|bits?|paragraphs?|text|rules?|clauses?|wording)\s+(?:of|from|in)\s+(?:our|the)\s+(?:written\s+)?(?:procedures?|manual|handbook|rulebook|instructions?|policy|policies)\s+(?:that|which)\s+(?:covers?|appl(?:y|ies)\s+(?:to|for|in)|deals?\s+with|(?:is|are)\s+about|address(?:es)?|concerns?|relates?\s+to|speaks?\s+of)\s+(?!(?:that|this|it|such|these|those)\b)/gi,
    "procedures about ",
  ],
  [
    /^(.{8,160}?)[.;:!]\s*(?:please\s+)?(?:tell|show|give|read|quote|cite|find)\s+(?:me|us)?\s*(?:the\s+)?(?:parts?|sections?|passages?|bits?|paragraphs?|text|rules?|clauses?|wording)?\s*(?:of|from|in)?\s*(?:our|the)?\s*(?:written\s+)?(?:procedures?|manual|handbook|rulebook|instructions?|policy)\s+(?:that|which|for|on|about)\s+(?:(?:covers?|appl(?:y|ies)\s+(?:to|for|in)|deals?\s+with|(?:is|are)\s+about|address(?:es)?)\s+)?(?:that|this|it|such)(?:\s+(?:situations?|cases?|things?|event))?\W*$/gi,
    "procedures about $1",
  ],
  [
    /^\s*(?:reference|pointer)\s+to\s+(?:the\s+)?(?:applicable\s+|relevant\s+|appropriate\s+|governing\s+)?(?:procedures?|rules?|instructions?|policy)\s+(?:in\s+(?:the\s+)?(?:event|case)\s+of|on|for|about|regarding|concerning|covering|governing)\s+/gi,
    "procedures about ",
  ],
  [/\bprocedures?\s+(?:in\s+(?:the\s+)?(?:event|case)\s+of)\s+/gi, "procedures about "],
  [
    /[,;]?\s*\b(?:with|citing|quoting|and|including|plus)\s+(?:the\s+)?(?:section|paragraph|clause|article|page)\s*(?:numbers?|nos?\.?|references?|refs?)?\s*(?=\W*$)/gi,
    "",
  ],
  [
    /^\s*(?:(?:an?|the)\s+)?(?:extracts?|register|schedule|roll|inventory|digest|compilation)\s+of\s+(?:the\s+|all\s+)*(?=(?:complaints?|notes?|stops?|address(?:es)?|exceptions?|calls?)\b)/gi,
    "show ",
  ],
  [
    /\b(?:anyone|anybody|who(?:['’]?s|\s+is|\s+has\s+been)?|any\s+residents?|any\s+customers?|people|somebody)\s+(?:been\s+|is\s+|are\s+)?(?:whing\w+|whin\w+)\s+(?:that|about|how|because)\b/gi,
    "complaints about",
  ],
  [
    /\b(?:anyone|anybody|\bany|any\s+residents?|anyone\s+been)\s+(?=complaints\s+(?:about|like)\b)/gi,
    "show ",
  ],
  // "As per notes" at the end says where to look.
  [
    /^(.*?)[,.;-]?\s*\b(?:as\s+per|according\s+to|going\s+by|judging\s+by|go\s+by|per)\s+(?:the\s+|our\s+|stop\s+)*notes\b/gi,
    "notes saying $1",
  ],
  // A lane too narrow for a truck is known from notes alone.
  [
    /^(?!.*\b(?:[Nn]otes?|[Nn]oted|[Rr]emarks?|[Cc]omments?|[Ww]rote|written|[Ss]ays?|mention\w*|annotations?|[Cc]omplaints?|[Oo]rder|[Dd]elete|[Rr]outes?|[Rr]ounds?|[Ss]tops?|[Ll]ate|[Rr]-\d+)\b)(?=.*(?:\b(?:alley\w*|lanes?|passage\w*|backstreets?|ginnels?|snickets?|driveways?|entrances?|entry)\b|^\W*(?:Alleys?|Lanes?|Passages?|Driveways?|Entrances?|Entry)\b))(?=.*\b(?:[Nn]arr?ow|[Tt]ight|thin|squeeze\w*|width|wide|fits?|too\s+small|[Ss]teep)\b)\W*/g,
    "notes saying ",
  ],
  [
    /^\W*in\s+(?:which|what)\s+(?:places?|stops?|spots?|locations?|address(?:es)?)\s+(?=notes\s+saying\b)/gi,
    "",
  ],
  [
    /\bnotes\s+saying\s+(?:\W*(?:where|in\s+which|which|what)\s+(?:(?:do|does|are|is|has|have|the|they|crews?|drivers?|people|places?|stops?|spots?|locations?|address(?:es)?|we|ones?)\s+)*(?:(?:reckon|think|say|believe|claim|tell\s+us)\s+(?:that\s+)?)?)?(?:the\s+(?=\w+\s+\w+))?/gi,
    "notes saying ",
  ],
  [
    /\b(?:please\s+)?(?:limit|restrict|narrow|confine|keep)\s+(?:it|this|that|them|the\s+(?:list|answer|search))\s+(?:down\s+)?to\s+(?=\S)/gi,
    "in ",
  ],
  [
    /\b(?:along\s+the\s+lines\s+of|to\s+the\s+effect\s+(?:of|that)|in\s+the\s+vein\s+of|resembling|similar\s+to|akin\s+to|sounding\s+like|such\s+as|of\s+the\s+sort)\b(?<=\b(?:complaints?|calls?)\b.*)/gi,
    "like",
  ],
  [/\bwait(?:ing|in)?\s+4\s+(?=repl|a\s|new\b)/gi, "waiting for "],
  // Customers
  [
    /\b(?:what|whatever|everything|anything|all)(?:['’]s)?\s+(?:that\s+)?(?:(?:has|have|had|did|was)\s+)?(?:gone|went|go|been\s+going|going)\s+wrong\s+(?:on|at|with|for|in)\s+(?=(?:the\s+)?(?:account\s*|customer\s*|acct?\s*)?#?\d{4,}\b|\d{1,4}\s+\p{Lu}\p{L}+\s+(?:Street|Road|Lane|Avenue|Court|Close|Drive))/giu,
    "exceptions at ",
  ],
  [
    /\b(?:what(?:['’]s)?\s+(?:(?:has|have|had|was|is)\s+)?(?:been\s+)?(?:happen(?:ed|ing)|gone\s+on|going\s+on|went\s+on|go(?:es)?\s+on|done)|(?:(?:has|did)\s+)?anything\s+happen(?:ed)?|(?:everything|all)(?:\s+(?:that\s+)?(?:(?:has|have)\s+)?(?:happened|gone\s+on))?|what\s+did\s+happen)\s+(?:on|at|with|to|for|in)\s+(?=(?:the\s+)?(?:account|customer|acct?)\s*#?\d{4,}\b(?!['’]s))/gi,
    "service history of ",
  ],
  [/\bacct?s?\.?\s*(?:no\.?\s*|number\s*|#)?(?=\d)/gi, "account "],
  [
    /(?<!\b(?:service|visit|stop|collection)\s+)\b(?:history|hist)\.?\s+(?:of\s+|for\s+)?(?=account\s+\d)/gi,
    "service history of ",
  ],
  [/\b(\d{4,6})\s+had\s+done\b/gi, "the service history of $1"],
  [/\b(?:what(?:['’]?s|\s+is|\s+has)\s+)(?=the\s+service\s+history\b)/gi, "show "],
  [
    /\b(?:the\s+lot|the\s+whole\s+lot|everything|all\s+of\s+it),?\s*(?:please)?(?=\W*$)(?<=\b(?:history|story)\b.*)/gi,
    "",
  ],
  [
    /\bwho\s+(?:has\s+|have\s+)?(?:moaned|complained|whinged|griped|grumbled)\s+(?:about|of)\s+(?:things\s+(?:such\s+as|like)\s+|stuff\s+like\s+|something\s+like\s+)?(?=(?:their|the|a|an|bins?|carts?|our)\b)/gi,
    "complaints like ",
  ],
  // What a procedure is about stands before it
  [
    /^\W*(?:there(?:['’]s|\s+is|\s+are)\s+)?(?!.*\bprocedure)(.{8,90}?)\s*[-–—,:;.]+\s*(?:so\s+)?what\s+(?:are|is|should|do|must|does)\s+(?:the\s+|our\s+|an?\s+)?(?:crews?|drivers?|we|they|people)\s+(?:supposed\s+to\s+do|to\s+do|have\s+to\s+do|do|meant\s+to\s+do)(?:\s+about\s+(?:it|that))?\s*,?\s*(?:according\s+to|under|by|as\s+per|per|going\s+by)\s+(?:our|the|company)\s+(?:own\s+)?(?:rules?|rule\s?book|procedures?|polic(?:y|ies)|handbook|guidelines|instructions)\W*$/gi,
    "what does our procedure say about $1?",
  ],
];
