import { NUMBER } from "#server/ask/core/quantity.ts";
import { N, TRUCK, type Turn } from "#server/ask/core/turn-slots.ts";

const CLOCK =
  "(?:noon|midday|\\d{1,2}(?:[:.]\\d{2})?(?:\\s*[ap]m\\b)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?:\\s+o['’]?clock\\b)?(?:\\s+(?:this|in\\s+the)\\s+(?:morning|afternoon|evening)\\b)?";
const MISSED = [
  "what(?:['’]?(?:ve|s|d)|\\s+(?:have|has|did|is|was))?\\s+(?:i\\s+|we\\s+|all\\s+|all\\s+has\\s+)?(?:miss(?:ed)?|changed|happened|new|different|gone\\s+(?:on|and\\s+happened)|been\\s+(?:going\\s+on|happening|up))",
  "(?:catch|fill|bring|get|put)\\s+me\\s+(?:back\\s+)?(?:up|in|(?:in\\s+)?the\\s+picture)",
  "anything\\s+(?:new|changed?|different|happen\\w*|to\\s+report|i\\s+(?:should|need\\s+to|ought\\s+to)\\s+know|i(?:['’]ve)?\\s+missed|going\\s+on|kick\\w*\\s+off)",
  "(?:whatever|everything|all\\s+that)(?:['’]s|\\s+is|\\s+was|\\s+has)?\\s+(?:different|changed|happened|new|gone\\s+on)",
  "any\\s+(?:news|changes|developments)",
].join("|");
const AWAY = [
  "(?:stepped|popped|nipped|slipped|ducked|dashed|pop|nip|step|headed)\\s+(?:out|away|off|over|home)",
  "(?:i|we)(?:\\s+(?:was|were|have\\s+been|am|are|had|had\\s+to\\s+be)|['’](?:ve|m|d|re)(?:\\s+been)?)\\s+(?:only\\s+|just\\s+|all\\s+)?(?:away|out|off|gone|back|in|at|on|tied\\s+up|stuck|offline|busy)",
  "(?:been|back|only\\s+(?:just\\s+)?back)\\s+(?:away|out|off|gone|in|at|on|from|tied\\s+up|stuck|offline)",
  "(?:i|we)\\s+(?:left|went|got\\s+called|logged|signed|clocked|knocked)",
  "(?:logged|signed|clocked|knocked)\\s+(?:off|out)",
  "(?:my|a|the)\\s+(?:meeting|break|lunch|call|phone|tea|dentist)",
].join("|");
// What is told of a zone, a depot, a route is asked of it alone: those are not said shorter.
const OF_A_PLACE =
  "(?!.*\\b(?:zones?|depots?|routes?|rounds?|trucks?|lorr(?:y|ies)|r-?\\d+|north|south|east|west|centre|street|road|lane|avenue|court|close|today['’]s|yesterday)\\b)";

// Words on the way, none of which says what is asked: a name, a number or a kind among them is not passed over.
const ON_THE_WAY =
  "(?:hi|hiya|hello|hey|morning|afternoon|evening|all|ok|okay|right|well|so|sorry|please|kindly|thanks|cheers|quick|quickly|just|only|back|now|here|there|then|meanwhile|since|while|whilst|when|as|because|and|but|i|me|my|mine|we|us|our|you|it|its|he|she|they|them|this|that|these|those|the|an?|s|ve|m|d|re|ll|am|is|are|was|were|be|been|being|have|has|had|having|do|did|does|go|goes|gone|going|went|get|got|getting|come|came|left|leave|out|off|away|in|on|at|to|from|for|of|up|over|with|about|around|by|through|down|until|till|can|could|will|would|shall|should|may|must|need|want|like|let|give|show|tell|say|know|hear|see|read|anything|everything|something|whatever|what|how|desk|office|board|screen|console|meeting|meetings|break|lunch|dinner|dinnertime|tea|coffee|call|phone|dentist|doctor|doctors|appointment|school\\s+run|errand|home|bit|moment|minute|sec|today|changes|change|changed|happened|new|different|update|word|busy|stuck|tied|offline|logged|signed|clocked|knocked|called|stepped|popped|nipped|slipped|ducked|dashed|pop|nip|step|headed)";
const UP_TO = `(?:[^\\p{L}\\d\\n]*(?<![\\p{L}\\d])${ON_THE_WAY}(?![\\p{L}\\d]))*?[^\\p{L}\\d\\n]*`;
const IDLE_TAIL =
  "(?:\\s*,?\\s+(?:(?:on|with|about)\\s+(?:whatever|everything|anything|what|all)(?:['’]s|\\s+is|\\s+was|\\s+has)?(?:\\s+(?:different|changed|happened|new|gone\\s+on|that))*|since\\s+then|since(?=\\W*$)|meanwhile|in\\s+the\\s+meantime|for\\s+me|please|kindly|tell(?:\\s+me)?|at\\s+all|then|to\\s+(?:speed|date)))*";

const TRACKER =
  "(?:tracker|gps|telematics|transponder|beacon|positions?|location|signal|feed|blip|locator|tracking|unit['’]s\\s+gps)";
const NO_LONGER =
  "(?:(?:has|have|had|is|are|was|been|gone|went|been\\s+gone)\\s+)*(?:dead|down|off|silent|lost|dark|offline|frozen|stale|blank|quiet|out)";
const POINT =
  "(?:at\\s+|by\\s+|to\\s+|till\\s+|until\\s+|up\\s+to\\s+)?(?:the\\s+|this\\s+|that\\s+)?(?:very\\s+)?(?:same|this|corresponding|equivalent|equal|identical|like)\\s+(?:time|hour|point|moment|stage|juncture)(?:\\s+(?:of|in|during)\\s+(?:the\\s+)?day)?";
const DAY =
  "(?:last|yesterday|(?:mon|tues|wednes|thurs|fri|satur|sun)day|the\\s+day\\s+before|a\\s+week\\s+(?:ago|earlier|before)|(?:\\d+|two|three|four|five|six|seven)\\s+days\\s+(?:ago|earlier|back)|\\d{1,2}(?:st|nd|rd|th)?\\s+(?:of\\s+)?\\p{Lu}\\p{L}+)";
const STAYS_SO = [
  "lifts?\\s+a\\s+finger",
  "sits?\\s+(?:tight|on\\s+(?:our|their|my|its)\\s+hands|back)",
  "touch(?:es)?\\s+(?:it|a\\s+thing|nothing|anything|the\\s+plan)",
  "leaves?\\s+(?:it|things|everything|all|the\\s+(?:plan|day|board|routes))(?:\\s+(?:all|just|exactly|alone|be|well|as|it|is|they|are|like|that|this|how|the\\s+way))*",
  "lets?\\s+(?:it|things)\\s+(?:run|ride|be|slide|go\\s+on|play\\s+out)",
  "do(?:es)?\\s+(?:nothing|not\\s+(?:do|touch|change|move|alter)\\s+\\w+|n['’]?t)",
  "don['’]?t\\s+(?:do|touch|change|move|alter)\\s+\\w+",
].join("|");
const WEEKDAY = "(?:mon|tues|wednes|thurs|fri|satur|sun)day";
const DROPPED_BY = "(?:miss|flick|swerve|body\\s+swerve|go-?by|bye|boot|elbow|shove|skip|the\\s+slip)";
const MOVED_ON =
  "(?:carried|moved?|rolled?|roll|pushed|bumped|bump|slip|slide|spill|deferred|postponed|go|fall)";
const SHOWN =
  "(?:vehicles?|trucks?|drivers?|crews?|locations?|positions?|places?|durations?|times?|routes?|statuse?s?|delays?|minutes|stops?|address(?:es)?|reasons?|since\\s+when|names?|eta)";

/** Turns of phrase about where trucks are, how routes and stops stand and what changed meanwhile. */
export const STATUS_TURNS: readonly Turn[] = [
  [
    /\b(?:anybody|anyone|who|(?:any|which|what)\s+(?:trucks?|vehicles?|units?|lorries))\s+(?:that\s+)?(?:have\s+)?we(?:['’]ve|\s+have)?\s*(?:n['’]t|not)\s+(?:had|got|received|seen)\s+(?:an?|any)\s+(?:gps\s+)?(?:fix|ping|signal|position|blip)\s+from\s+(?:for|in)\b/gi,
    "which trucks are without a position for",
  ],
  // "At this point" is now, unless another day is set against it
  [
    /\bat\s+this\s+(?:point|stage|juncture)(?:\s+(?:in\s+time|of\s+the\s+day|in\s+the\s+day))?\b(?!\s+(?:on|last|of|yesterday|the\s+day|a\s+week|in\s+(?:the|last))\b)(?<!\b(?:than|against|versus|vs|compared|with)\b.*)/gi,
    "now",
  ],
  // What is so no longer is not so
  [/\b(is|are)\s+no\s+longer\s+(?=(?:in|at|on|out|clocked|off)\b)/gi, "$1 not "],
  [
    /\b(is|are)\s*(?:n['’]t|\s+not)\s+((?:in|at|on)\s+(?:(?:the|an?|their|its)\s+)?\p{L}+(?:\s+\p{L}+)?)\s+any\s?(?:more|longer)\b/giu,
    "$1 not $2",
  ],
  [/\b(is|are)\s*(?:n['’]t|\s+not)\s+any\s?(?:more|longer)\s+(?=(?:in|at|on|out)\b)/gi, "$1 not "],
  [/,?\s*\balong\s+with\s+/gi, " with "],
  [
    /\b(?:brown|green|blue|black|grey|gray|yellow|purple|red)\s+(?=(?:lidded\s+)?(?:bins?|lids?|carts?|caddy|caddies)\b)(?=.*\b(?:refuse|recycling|organics|glass|paper|bulky|rubbish|food\s+waste|garden\s+waste)\b)/gi,
    "",
  ],
  [
    /\b(?:land|rock\s+up|pitch\s+up|show\s+up|roll\s+up|turn\s+up|swing\s+by|come\s+by|pass\s+by)(?:ing|s)?\s+(?:on|at|in|to|by|down|along)\s+(?=(?:the\s+)?(?:\d|\p{Lu}))/giu,
    "arrive at ",
  ],
  [
    /\b(?:landing|rocking\s+up|pitching\s+up|showing\s+up|rolling\s+up|turning\s+up|swinging\s+by|coming\s+by)\s+(?:on|at|in|to|by|down|along)\s+(?=(?:the\s+)?(?:\d|\p{Lu}))/giu,
    "arrive at ",
  ],
  // "In the West yard" is where they are, and "of the West yard" whose
  [
    /(?<=\b(?:trucks?|vehicles?|lorr(?:y|ies)|wagons?|rigs?)\b(?!.*\b(?:last|yesterday|hours?|overtime|costs?|repairs?|faults?)\b).*)\b(?:in|at|inside)\s+(?:the\s+)?(\p{Lu}\p{L}+)\s+yard(?!\p{L})/gu,
    "in the yard of $1 depot",
  ],
  // How old a position is tells when it was reported
  [
    /,?\s+and\s+how\s+(?:old|fresh|recent)\s+is\s+(?:that|the|its|this)\s+(?:fix|position|ping|reading|location|signal)(?=\W*$)/gi,
    " and when did it last report",
  ],
  // On the radio a place is a twenty
  [
    /\b(?:[Ww]hat(?:['’]?s|\s+is)|[Gg]ive\s+me|[Gg]ot|[Gg]et\s+me)\s+(?:(?:the|its|a|your|our)\s+(?:10[\s-]?)?|10[\s-]?)(?:20|twenty)\s+(?:on|of|for)\s+(?=(?:the\s+)?(?:[Tt]ruck|[Ll]orry|[Vv]ehicle|[Uu]nit|[Ww]agon)\s+\d{1,4}(?!['’]?s\b)|[Rr]-?\d+(?!['’]s|\d)|\p{Lu}\p{L}+\s+\p{Lu}\p{L}+(?!['’]s))/gu,
    "where is ",
  ],
  // Who has stood the longest stands first
  [
    /\blongest\s+(?:sitting|sat|standing|stood|stopped|parked(?:\s+up)?|stationary|still|there)\s+(?=first\b|on\s+top\b|at\s+the\s+top\b)/gi,
    "longest ",
  ],
  // Numbers as they are typed in a hurry, and names put right behind a question
  [
    /^\s*(?:no\.?\s*|number\s+)?(\d{1,3})\s*(?::|\s[-–—])\s+(?=(?:how|where|what|when|is|has|who|why|did)\b)/gi,
    "truck $1 ",
  ],
  [
    /^(.*?)(?<![\w-])(\d{1,3})\b(?!\s*(?:min|h|km|t\b|kg))(.*?)[?.!,;]\s*((?:r-?|route\s+|truck\s+)\2)\s+(?:i\s+mean|i\s+meant|that\s+is|that['’]s)\W*$/gi,
    "$1$4$3?",
  ],
  [
    /\b(slip(?:ping|s)?|mov(?:e|ed|ing)|go(?:es|ing)?|roll(?:ed|ing|s)?|push(?:ed|ing)?|bump(?:ed)?|clos(?:e|est)|near(?:est|er)?|want|need|have|get(?:s|ting)?|over)\s+2\s+(?=tomorrow|tmr|tmrw|tmw|2moro|go\b|be\b|finish\b|get\b|see\b|\d|the\b)/gi,
    "$1 to ",
  ],
  [
    /\b(room|space|capacity|looking|waiting|ready|due|time|eta|stops?|left)\s+4\s+(?=\d|the\b|an?\b|me\b|us\b|r-?\d|tr)/gi,
    "$1 for ",
  ],
  [/(\d+)\s?(min(?:ute)?s?|h(?:ou)?rs?|kg|t|tonnes?|stops|%)\s?\+(?!\s?\d)/gi, "$1 $2 or more"],
  [
    new RegExp(
      `\\b${N}\\s+(minutes?|mins?|hours?)\\s+(without\\s+.{3,30}?)\\s+or\\s+(?:longer|more|over)\\b`,
      "gi",
    ),
    "$1 $2 or more $3",
  ],
  // A bound behind what it counts
  [
    new RegExp(
      `(?<!\\p{L})${NUMBER}\\s+(stops|pick-?ups|collections|bins|containers|tickets|loads|exceptions|faults|codes|visits|lifts|routes|rounds|complaints|calls|addresses)\\s+or\\s+(more|over|above|less|fewer|under)\\b`,
      "giu",
    ),
    "$1 or $3 $2",
  ],
  // Room that a truck must have left, and how many are enough
  [
    new RegExp(
      `\\b(?:(?:that['’]?s|that\\s+(?:has|have)|who['’]?s|which\\s+(?:has|have)|has|have|having|with)\\s+)(?:still\\s+)?(?:got\\s+)?(?:still\\s+)?(?:at\\s+least|not?\\s+less\\s+than|a\\s+minimum\\s+of|minimum)\\s+${NUMBER}\\s*(t|tonnes?|tons?)\\s+(?:spare|free|to\\s+spare|left|of\\s+(?:free\\s+|spare\\s+)?(?:room|space|capacity))\\b`,
      "giu",
    ),
    "with room for $1 $2",
  ],
  [
    new RegExp(
      `^(.*\\b(?:nearest|closest)\\b.*?)[.;,]\\s*${N}(?:\\s+of\\s+(?:them|those))?\\s+(?:will\\s+do|(?:is|are)\\s+(?:enough|plenty|fine)|would\\s+do|(?:ought\\s+to|should)\\s+do)\\W*$`,
      "gi",
    ),
    "$1, first $2 only",
  ],
  [
    /(?<=\b(?:worst|best|latest|oldest|newest|biggest|longest|highest|lowest|earliest|soonest|most|least|nearest|closest|slowest|fastest|late)\s+)1st\b/gi,
    "first",
  ],
  [/\b(?:an?|one)\s+(?:spare|free|extra|further|good|clear)\s+(tonne|ton)\s+and\s+a\s+half\b/gi, "1.5 $1s"],
  [/\b(?:residual|remaining|unused)\s+(?=(?:capacity|payload|space|room)\b)/gi, "spare "],
  [/\bmetric\s+(?=tons?\b)/gi, ""],
  // Titles of lists, and columns that are always there
  [
    /^\W*(?:an?\s+|the\s+)?(?:register|statement|inventory|tabulation|enumeration|particulars|schedule|roll)\s+of\s+(?=(?:all\s+|the\s+|\bany\s+|late|delayed|open|\w+\s+)?(?:vehicles|trucks|routes|rounds|stops|drivers|exceptions|late-running|late\s+running|lorries))/gi,
    "list ",
  ],
  [new RegExp(`\\s*:\\s*${SHOWN}(?:\\s*,\\s*(?:and\\s+)?${SHOWN}|\\s+and\\s+${SHOWN}){1,6}\\W*$`, "gi"), ""],
  [
    /\b(?:kindly\s+|please\s+)?(?:indicate|advise|state|specify|ascertain|clarify|establish|determine|verify)(?:\s+(?:me|us))?\s+(?:whether|if)\s+/gi,
    "say whether ",
  ],
  // What goes on somewhere, by what is told of it
  [
    /\b(?:put|show|give|get|plot|pin|stick|draw)\s+(?:me\s+|us\s+)?(?:all|everything|whatever)(?:\s+that)?(?:['’]s|\s+is)\s+(?:going\s+on|happening)\s+(?=(?:in|at|around|across)\b)(.*?)\s+(?:up\s+)?on\s+(?:the|a)\s+map(?:\s+for\s+(?:me|us))?\s*[,;:–-]+\s*(?:both\s+)?((?:trucks?|vehicles?|lorries|wagons?|open\s+exceptions|exceptions)(?:\s*(?:,|and|plus)\s*(?:trucks?|vehicles?|lorries|wagons?|open\s+exceptions|exceptions))+)(?:\s+(?:both|alike|too))?\W*$/gi,
    "show $2 $1 on the map",
  ],
  // Where trucks are
  [
    new RegExp(
      `\\b(?:(?:with|whose|had|has|have)\\s+)?(?:(?:its|their|the|his|a|an|\\bany)\\s+)?(?<!\\bwhere\\b.{0,40})${TRACKER}\\s+${NO_LONGER}\\s+(?:for|in|over|since|these|this)\\s+`,
      "gi",
    ),
    "without a position for ",
  ],
  [
    /\b(?:(?:is|are)\s+not|(?:is|are)n['’]?t|not)\s+(?:giving|sending|showing|transmitting|updating|sharing|broadcasting|reporting|posting)\s+(?:us\s+)?(?:any\s+|their\s+|its\s+|a\s+)?(?:locations?|positions?|gps|signals?|coordinates?|pings?)(?:\s+(?:for|since|in))?\s+(?=(?:the\s+)?(?:last\s+|past\s+|over\s+|more\s+than\s+)?\w+\s*(?:minutes?|mins?|hours?))/gi,
    "without a position for ",
  ],
  [
    /^\W*(?:any\s+|which\s+|the\s+)?(?:trackers|beacons|units)\s+(?=(?:that|which|who|have|has|are|gone|went|not|silent|dead|without)\b)/gi,
    "vehicles ",
  ],
  [
    /\b(?:not|n['’]t)\s+(?:had|heard|seen)\s+(?:an?\s+)?(?:peep|word|thing|whisper|squeak|anything|sign\s+of\s+life)\s+(?:out\s+of|from)\b/gi,
    " not heard from",
  ],
  [
    /\b(?:were\s+|was\s+)?last\s+(?:reported|pinged|heard\s+from|seen(?:\s+on\s+gps)?|checked\s+in|updated|signalled)\s+(?:more\s+than|over|at\s+least|upwards\s+of)\s+(.{1,20}?)\s+ago\b/gi,
    "have not reported a position for more than $1",
  ],
  [/\b(silent|quiet|dark)\s+on\s+(?:location|gps|position|the\s+tracker|the\s+map)\b/gi, "$1"],
  [
    new RegExp(
      `\\b(?:have|has|did|are|is)?\\s*(?:any(?:\\s+of)?\\s+)?(?:the\\s+|our\\s+)?(${TRUCK}s?|lorries|units)\\s+(?:has\\s+|have\\s+)?(?:stopped\\s+(?:talking|speaking|responding|answering)(?:\\s+to\\s+us)?)\\b`,
      "gi",
    ),
    "$1 not heard from",
  ],
  [
    /\bwhose\s+(?:trucks?|vehicles?|lorr(?:y|ies)|wagons?)\s+(?:(?:is|are|has|have|remains?|stays?|sits?)\s+)+(?:still\s+)?(?:not\s+(?:yet\s+)?(?:left|moved|gone\s+out)|(?:parked\s+)?(?:at|in|inside)\s+(?:the\s+)?(?:depot|yard|base))/gi,
    "who have not left the yard",
  ],
  [/\bpunched\s+in\s+at\s+(?=the\b|\p{Lu})/gu, "punched in from "],
  [
    /\b(on\s+the\s+move|moving|driving|rolling|in\s+motion|going)\s+(?:vs\.?|versus|or|against|as\s+opposed\s+to|compared\s+(?:to|with))\s+(?:just\s+)?(?:sitting(?:\s+still)?|idle|idling|still|parked(?:\s+up)?|not|halted|standing(?:\s+still)?|stopped|stationary|at\s+rest)(?=\W|$)/gi,
    "$1 and stopped",
  ],
  [/\bstationary\s+periods?\b/gi, "trucks stopped"],
  [
    /\bexclusive\s+of\b|\bbar(?:ring)?\s+(?=depots?|yards?|the\s+(?:depot|yard|tip))|\bsave\s+(?:for|at)\s+(?=depots?|yards?|the\s+(?:depot|yard|tip))/gi,
    "excluding ",
  ],
  [/\blandfill\s+sites?\b/gi, "landfill"],
  [/\b(?:smoko|crib\s+(?:break|time)|(?<=\bon\s+(?:their\s+)?)crib)\b/gi, "lunch"],
  [/\bscheduled\s+(?=(?:meal|lunch|rest|break))/gi, ""],
  [
    /\b(?:in\s+order\s+of|ordered\s+by|sorted\s+by|ranked\s+by|by)\s+(?:their\s+)?(?:proximity|nearness|closeness|distance)\s+(?:to|from)\s+(?=\d|the\b|\p{Lu})/giu,
    "nearest to ",
  ],
  // What changed meanwhile: what stands behind it is kept
  [
    new RegExp(
      `^${OF_A_PLACE}(?=.*\\b(?:${AWAY})\\b)${UP_TO}\\b(?:at|since|from|after|around|about)\\s+(?:about\\s+|around\\s+)?(${CLOCK})(?![\\w:-]|\\.\\d|\\s+(?:stops|min|hours|days|to|until|till))${UP_TO}\\b(?:${MISSED})(?![\\w'’])${IDLE_TAIL}`,
      "giu",
    ),
    "what changed since $1",
  ],
  [
    new RegExp(
      `^${OF_A_PLACE}${UP_TO}\\b(?:${MISSED})(?![\\w'’])${UP_TO}\\b(?:${AWAY})\\b${UP_TO}\\b(?:at|since|from|after|around|about)\\s+(?:about\\s+|around\\s+)?(${CLOCK})(?![\\w:-]|\\.\\d|\\s+(?:stops|min|hours|days|to|until|till))`,
      "giu",
    ),
    "what changed since $1",
  ],
  [
    new RegExp(
      `^${OF_A_PLACE}${UP_TO}\\b(?:${AWAY})\\b${UP_TO}\\b(?:${MISSED})(?![\\w'’])${IDLE_TAIL}\\s+(?:since|from|after)\\s+(${CLOCK})(?![\\w:-]|\\.\\d|\\s+(?:stops|min|hours|days|to|until|till))`,
      "giu",
    ),
    "what changed since $1",
  ],
  [
    /\b(?:an?\s+|the\s+)?(?:summary|list|listing|record|log|rundown|overview|account)\s+of\s+(?:all\s+)?(?:the\s+)?changes(?:\s+(?:recorded|made|logged|registered|entered|noted))?\b/gi,
    "what changed",
  ],
  // Comparing with the same time of another day
  [
    new RegExp(
      `(\\b(?:against|versus|vs\\.?|v|than|with|to|and|on|like|compared\\s+\\w+)\\s+)(?:(?:where|what|how|it|we|that)\\s+(?:(?:we|it|that|things|they)\\s+)?(?:were|was|stood|had|did|looked|are|is)\\s+)?${POINT}\\s+(?:on\\s+|of\\s+|the\\s+)?(?=${DAY})`,
      "giu",
    ),
    "$1the same time ",
  ],
  [
    new RegExp(`(?<!\\bsame\\s+time\\s+)\\b${POINT}\\s+(?:on\\s+|of\\s+)?(?=${DAY})`, "giu"),
    "the same time ",
  ],
  [
    /\b(?:to|up\s+to|until|till|at|as\s+(?:of|at))\s+(?:this\s+(?:hour|point|moment|stage|minute)|now|the\s+present\s+(?:hour|time))\b(?=.*\bsame\s+time\b)/gi,
    "so far today",
  ],
  [
    /[;,]\s*(?:the\s+)?(?:number|count|total)\s+(?:per|by|for\s+each)\s+(?=route|round|depot|zone|driver|truck|stream)/gi,
    ", how many per ",
  ],
  [/\bstacks?\s+up\s+(?:with|against|to|beside|next\s+to)\b/gi, "compared with"],
  [
    /\b(yesterday|last\s+\w+day)(?:,)?\s+(?:up\s+to|until|till|to|as\s+of)\s+now\b(?<=\b(?:against|versus|vs\.?|v|than|with|to|and)\s+(?:yesterday|last\s+\w+day)[,\s]+(?:up\s+to|until|till|to|as\s+of)\s+now)/gi,
    "the same time $1",
  ],
  // What is moved to tomorrow
  [
    new RegExp(
      `^\\W*(?:if|assum(?:e|ing)|suppos(?:e|ing)|provided|say|given)\\s+(?:that\\s+)?(?:nobody|no\\s+one|we|they|i|you|everybody|everyone|somebody|one)\\s+(?:just\\s+|all\\s+)?(?:${STAYS_SO})\\s*[,.;:]\\s*(?:then\\s+)?(.+?)[?.!]*\\s*$`,
      "gi",
    ),
    "$1 if nothing changes?",
  ],
  [
    /\b(?:in|given)\s+the\s+absence\s+of\s+(?:any\s+)?(?:intervention|action|change|measures|help)\b|\bwithout\s+(?:any\s+|us\s+)?(?:intervention|intervening|action|acting|interference)\b|\bfailing\s+(?:any\s+)?(?:intervention|action)\b/gi,
    "if nothing changes",
  ],
  [
    /\bif\s+(?:nothing|things\s+(?:do\s*n['’]?t|do\s+not))\s+(?:improves?|picks?\s+up|gets?\s+(?:any\s+)?better|turns?\s+around|shifts?)(?=\W)/gi,
    "if nothing changes",
  ],
  [
    new RegExp(
      `\\bwhat(?:['’]?s|\\s+is|\\s+will)\\s+(?:not|never)\\s+(?:be\\s+)?(?:getting|going\\s+to\\s+get|gonna\\s+get|going\\s+to\\s+be|gonna\\s+be)?\\s*(?:done|served|collected|reached|finished)(?:\\s+today)?\\s+and\\s+(?:(?:has|have|will\\s+have|needs?)\\s+to|must|will)\\s+(?:be\\s+)?${MOVED_ON}\\s+(?:over\\s+|on\\s+)?(?:to|into|until|till)\\s+(tomorrow|${WEEKDAY})\\b`,
      "gi",
    ),
    "which stops have to be moved to $1",
  ],
  [
    new RegExp(
      `\\b(?:(?:that|which|who)\\s+)?(?:are\\s+|is\\s+)?(?:liable|likely|set|bound|due|destined|prone|expected|projected|doomed)\\s+to\\s+(?:be\\s+)?(?=${MOVED_ON}\\b.*\\b(?:tomorrow|${WEEKDAY})\\b)`,
      "gi",
    ),
    "that have to be ",
  ],
  [
    /\b(?:wo\s*n['’]?t|will\s+not|can(?:not|['’]?t))\s+(?:be\s+)?(?:got(?:ten)?|get|reached|seen|done|served|visited)\s*(?:round\s+)?(?:to\s+)?(?:until|till|before)\s+tomorrow\b/gi,
    "have to be moved to tomorrow",
  ],
  [
    /\b(?:gets?|got|get|is|are|being|be|will)\s+(?:be\s+)?(?:bumped|pushed|kicked|knocked|shunted|booted|shoved|deferred|postponed|put\s+off|held\s+over|left)\s+(?:over\s+|back\s+|out\s+|on\s+)?(?:to|until|till|for|into)\s+(tomorrow|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b/gi,
    "has to be moved to $1",
  ],
  [
    /\b(?:isn['’]?t|is\s+not|aren['’]?t|are\s+not)\s+going\s+to\s+(?:get|be)\s+(collected|done|served|emptied|picked\s+up)(?=\s+today\b)/gi,
    "won't be $1",
  ],
  // What is not collected today goes on tomorrow's rounds anyhow.
  [
    /(?<=\b(?:wo\s?n['’]?t|not|never)\s+(?:\w+\s+){0,2}(?:collected|done|served|emptied|picked\s+up|visited|finished|reached)\b.*),?\s+(?:and|so)\s+(?:(?:it|that|they|which)\s+)?(?:['’]ll\s+|will\s+|is\s+going\s+to\s+)?(?:therefore\s+|then\s+|so\s+)?(?:(?:have|has|need|needs)\s+to\s+|must\s+)?(?:go|goes|roll|rolls|slip|slips|carry|be\s+(?:put|moved|added|pushed|carried|rolled)|wait)\s+(?:over\s+)?(?:on\s?to|on|in\s?to|in|to|for|until|till)\s+tomorrow(?:['’]s\s+(?:rounds?|routes?|runs?|lists?|plan|work|tours?))?(?=\W*$)/gi,
    "",
  ],
  // A length of time, and no split by day.
  [
    /\b(open\s+(?:for\s+)?(?:more\s+than|longer\s+than|over|at\s+least))\s+an?\s+(day|week|month)\b(?!\s+and\b)/gi,
    "$1 1 $2",
  ],
  // What is open for so long is an exception, where nothing else is named.
  [
    /^\W*(?:what(?:['’]s|\s+has|\s+have|\s+is)?|(?:is|has)\s+anything)\s+(?:been\s+|still\s+)*(?:open|unresolved|outstanding)\s+(?:for\s+)?(?=(?:more\s+than|longer\s+than|over|at\s+least)\b)(?!.*\b(?:orders?|workshop|repairs?|faults?|tickets?|flags?|breakers?|requests?|complaints?|calls?)\b)/gi,
    "which exceptions have been open for ",
  ],
  // Skipped, and out of order
  [
    new RegExp(
      `\\b(?:gave|give|gives|given|giving)\\s+((?:\\w+\\s+){0,3}?\\w+\\s+(?:stops?|pickups?|houses|collections|addresses))\\s+(?:an?|the)\\s+${DROPPED_BY}\\b`,
      "gi",
    ),
    "skipped $1",
  ],
  [
    /(?<=\b(?:routes?|rounds?|runs?|tours?|who|trucks?|drivers?)\s+(?:did\s+|that\s+|have\s+|has\s+)?)(?:leaves?|left|leaving|passed|missed\s+out)\s+((?:\w+\s+){1,4}?)(?:houses|properties|homes|addresses|stops|customers|households)\s+(?:behind|out|undone|standing|by|unserved)\b/gi,
    "skipped $1stops",
  ],
  [
    /\b(?:freelanc\w*|mess\w*\s+(?:about|around)?|play\w*\s+(?:about|around|fast\s+and\s+loose)?|fiddl\w+|meddl\w+|tinker\w*|took\s+liberties|taking\s+liberties|monkey\w*)\s*(?:with\s+)?(?:the\s+|their\s+|its\s+)?(?:running|stop|planned|visit(?:ing)?|set)?\s*(?:order|sequence)(?:\s+of\s+(?:the\s+)?stops)?\b/gi,
    "doing stops out of sequence",
  ],
  [
    /\b(?:(?:went|go|going|gone|ran|running|did|done|driving|drove|skip\w*|jump\w*|hop\w*)\s+(?:about\s+|around\s+)?(?:it\s+|them\s+|(?:the\s+|their\s+)(?:stops|route|round)\s+)?)?(?:ars[ei]ways|arse\s+about\s+face|back\s+to\s+front|back-to-front|higgledy[\s-]piggledy|all\s+over\s+the\s+(?:shop|place)|willy[\s-]nilly|in\s+any\s+old\s+order|in\s+(?:a\s+)?random\s+order|haphazardly|off[\s-]piste|off[\s-]script)(?:\s+(?:round|around|on|with)\s+(?=(?:the\s+|their\s+)?(?:route|round|stops)))?/gi,
    "did stops out of sequence on",
  ],
  [
    /\b(?:skip\w*|jump\w*|hop\w*|danc\w*|bounc\w*)\s+(?:about|around|back\s+and\s+forth)\s*(?:in|out\s+of|through)\s+(?:the\s+|their\s+)?(?:turn|sequence|order|list)\b/gi,
    "do stops out of sequence",
  ],
  [
    /\b((?:which|what)\s+stops)\s+(?:did|do|have|has|were|are)\s+(?:(?:the|our|any|being)\s+)?(?:(?:crews?|drivers?|lads|they|we|people|anyone|anybody)\s+)?(?:take|took|taken|do|did|done|serve|served|visit|visited|make|made|run)\s+(?:out\s+of|in\s+the\s+wrong|not\s+in)\s+(?:turn|order|sequence)\b/gi,
    "$1 were done out of sequence",
  ],
  [/\bin\s+deviation\s+from\s+(?:the\s+)?(?:planned\s+|stop\s+)?(?:sequence|order)\b/gi, "out of sequence"],
  [
    /\s*(?:,|\+|;)?\s*(?:\b(?:and|plus|together\s+with|with|along\s+with)\b|\+)\s*(?:what(?:['’]?s|\s+is|\s+was|\s+were|\s+are)?\s+)?(?:the\s+|their\s+|his\s+|her\s+|\bany\s+)?(?:recorded\s+|stated\s+|given\s+|official\s+)?(?:reasons?|excuses?|explanations?|justifications?|grounds|rationale)(?:\s+(?:was|were|is|did|do|they|he|she|given|gave|give|recorded|stated|for\s+(?:it|that|this|each)|noted))*(?=\W*$)/gi,
    " and why",
  ],
  [
    /\s*,?\s*\b(?:and\s+)?what\s+(?:had|got|made)\s+(?:them|him|her)\s+(?:at|to|into|doing|do)\s+(?:it|that|so)(?=\W*$)/gi,
    " and why",
  ],
  [/\s*,?\s*\band\s+for\s+what(?:\s+reason)?(?=\W*$)/gi, " and why"],
  // How exactly it is wanted narrows nothing, nor that it is a total where it is one anyhow
  [
    /[,;–-]\s*(?:as\s+)?(?:near\s+enough|give\s+or\s+take|more\s+or\s+less|roughly|ballpark|just\s+roughly|near\s+as\s+you\s+can(?:\s+tell)?|or\s+thereabouts)\W*$/gi,
    "",
  ],
  [
    /^(\W*how\s+(?:many|much)\b(?!.*\b(?:by|per|each|every)\b).*)[,;–-]\s*(?:all\s+)?(?:the\s+)?(?:trucks|routes|rounds|runs|of\s+them|crews|lot)\s+(?:put\s+|taken\s+|added\s+)?together\W*$/gi,
    "$1?",
  ],
  // What is still to do is left
  [
    /\b(routes|rounds|runs|trucks|crews)\s+(?:with|that\s+have(?:\s+got)?)\s+(?:the\s+)?(most|least|fewest)\s+(?:still\s+|left\s+)*to\s+(?:do|go)\b(?:\s+(?:yet|today))?/gi,
    (_, what = "", end = "") => `${what} with the ${/most/i.test(end) ? "most" : "fewest"} stops left`,
  ],
  // How far routes are
  [
    /\b(?:(?:still|yet|left|remaining|outstanding)\s+(?:have\s+|has\s+)?|(?:have|has)\s+(?:still|yet)\s+)to\s+be\s+(?:finished|completed|done|visited|served|emptied|collected|serviced|made|reached|seen|lifted)\b(?<=\b(?:stops?|pickups?|collections?|address(?:es)?|bins?|containers?|houses|properties|sites|calls)\b.*)/gi,
    "still to do",
  ],
  [
    /\b(?:(?:still|yet|left|remaining|outstanding)\s+(?:have\s+|has\s+)?|(?:have|has)\s+(?:still|yet)\s+)to\s+(?:be\s+)?(?:finish(?:ed)?|complete[d]?|done|close[d]?(?:\s+out)?|wrap(?:ped)?\s+up)\b(?<=\b(?:routes?|rounds?|runs?|tours?)\b.*)/gi,
    "still open",
  ],
  [
    /\b(drivers?|crews?|anyone|anybody|somebody|who)\s+((?:who\s+|that\s+)?)(?:is|are|gets?|goes|has\s+gone|have\s+gone)\s+past\s+(\d{1,2}(?:[.,]\d)?)\s+hours\b/gi,
    "$1 $2on duty for more than $3 hours",
  ],
  [
    /\b(drivers|crews)\s+past\s+(\d{1,2}(?:[.,]\d)?)\s+hours(?:\s+on\s+duty)?\b/gi,
    "$1 on duty for more than $2 hours",
  ],
  [
    /\b(share|percentage|percent|proportion|part)\s+of\s+((?:today|yesterday)['’]s)\s+(?:planned|due|scheduled)\s+(?=stops|pickups|collections)/gi,
    "$1 of $2 ",
  ],
  [
    /\bwhat(?:['’]?s|\s+is)?\s+(?:(?:still|left|there|yet|remains?)\s+)*to\s+(?:do|go|be\s+(?:done|collected)|collect)\s+(?=(?:on|for|by)\s+(?:r-?\d|route|truck))/gi,
    "which stops are left ",
  ],
  [
    /\b(?:go|goes|going|run|runs|running|work|works|be|end|ends|finish|finishes|finishing)\s+(?:past|beyond|outside)\s+(?:the\s+end\s+of\s+)?(?:its|the|his|her|their)\s+(?:shift|rostered\s+hours)\b/gi,
    "run into overtime",
  ],
  [
    /\b(?:the\s+)?(?:projected|expected|estimated|anticipated|likely)?\s*(?:completion|finish|conclusion|end)\s+of\s+((?:r-?|route\s+|truck\s+)\d+)\s+(?:(?:falls?|comes?|is|will\s+be|lies|occurs?)\s+)?(?=before|prior|ahead)/gi,
    "will $1 finish ",
  ],
  [
    /\b(?:before|prior\s+to|ahead\s+of)\s+(?:the\s+)?(?:commencement|start|beginning|onset|outset)\s+of\s+(?:the\s+)?overtime\b/gi,
    "before overtime starts",
  ],
  [
    /\b(?:projected|expected|estimated|predicted|anticipated)\s+(?:completion|finishing|end)(?:\s+times?)?\b/gi,
    "finish time",
  ],
  [
    /\b(?:planned|scheduled)\s+(?:and|versus|vs\.?|against|to)\s+actual\s+(start(?:ing)?|departure|finish(?:ing)?|end)\s+times?\b/gi,
    "$1 times",
  ],
  [
    /\bwhat(?:['’]?s|\s+is)\s+(?:still\s+|left\s+|yet\s+)*on\s+(?:the|its|their|his)\s+(?:sheet|list|books?|slate|run\s*sheet|docket|clipboard|plate)\b/gi,
    "how many stops are left",
  ],
  [
    /\bhow\s+far\s+through(?:\s+(?:its|his|her|their|the)\s+(?:round|route|stops|list|day))?\s+(?:is|are|has)\b/gi,
    "how far along is",
  ],
  [/\bsupporting\s+(?=photo|picture|image|evidence)/gi, ""],
  [/\bconfirmation\s+of\s+(?:service|collection|the\s+(?:visit|collection|service))\b/gi, "proof of service"],
  [
    /(?<=\b(?:from|since)\s+(?:noon|midday|\d{1,2}(?:[:.]\d{2})?(?:\s*[ap]m)?(?:\s+o['’]?clock)?))\s+(?:until|till|to|up\s+to)\s+now\b/gi,
    "",
  ],
  [
    /^\W*where\s+did\s+(?:the\s+)?(?:crews|drivers|they|we|trucks)\s+(?:leave\s+out|skip|miss\s+out|pass\s+over)\s+(.*?\bstops)\s+on\s+(?:one|a\s+single|any\s+one|the\s+same)\s+(?:run|route|round)\b/gi,
    "which routes skipped $1",
  ],
  [
    /^\W*put\s+(.*?\b(?:punctuality|on-?time\s+rate|on-?time)\b.*?)\s+(?:next(?:\s+to)?|beside|alongside|against)\s+(?:where\s+(?:we|it)\s+(?:stood|was|were)\s+)?(?=.*\b(?:hour|time|stage|point)\b)/gi,
    "compare $1 with ",
  ],
];
