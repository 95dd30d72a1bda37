import { TRUCK, type Turn } from "#server/ask/core/turn-slots.ts";

const FLEET = `(?:${TRUCK}s?|lorries|crews?|rigs?|units)`;
const BY_NEXT =
  "(?:before|in\\s+advance\\s+of|ahead\\s+of|prior\\s+to|by\\s+the\\s+time\\s+of)\\s+(?:(?:their|its|the|our|each\\s+one['’]s)\\s+)?(?:next\\s+)?(?:(?:scheduled|planned|due|regular|following)\\s+)*";

/** Turns of phrase about what is to come: overflow, tonnes, trucks and drivers that are needed, late routes, queues. */
export const AHEAD_TURNS: readonly Turn[] = [
  // A route that runs over ends late, and what is behind it is why
  [
    /\b(?:which|what)\s+of\s+((?:mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow)['’]?s\s+(routes|rounds)\s+(?:are|look)\s+(?:(?:like\s+(?:they(?:['’]re|\s+are)\s+)?)?(?:in\s+danger\s+of|at\s+risk\s+of|heading\s+for|liable\s+to|likely\s+to|set\s+to|going\s+to|about\s+to))\s+(?:overrun(?:ning)?|run(?:ning)?\s+(?:over|late)|be(?:ing)?\s+late)\b/gi,
    (_, day, routes) => `which ${routes} will run late ${/tomorrow/i.test(day ?? "") ? "" : "on "}${day}`,
  ],
  [
    /(?<=\b(?:which|what)\s+(?:routes|rounds)\s+)(?:look\s+like\s+they(?:['’]ll|\s+will|['’]re\s+going\s+to|\s+are\s+going\s+to)|(?:are\s+)?(?:likely|set|liable|bound|going|expected)\s+to|(?:are\s+)?(?:in\s+danger|at\s+risk)\s+of|will)\s+(?:overrun(?:ning)?|run(?:ning)?\s+over)\b(?=\s*(?:[.,;?!]|$|(?:tomorrow|tmrw|today|tonight|on\s+\w+day|next|this|and|in\s+(?:the\s+)?\p{Lu})(?!\p{L})|(?:mon|tues|wednes|thurs|fri|satur|sun)day\b))/giu,
    "will run late",
  ],
  [
    /(?<=\bwill\s+run\s+late\b.*?)\s*,?\s+and\s+(?:what(?:['’]?s|\s+is)\s+(?:behind\s+(?:it|that|them)|the\s+(?:reason|cause))|for\s+what\s+reasons?)(?=\W*$)/gi,
    ", and why",
  ],
  // The spread of a forecast is its range
  [
    /(?<=\b(?:expect\w*|forecast\w*|predict\w*|foresee|estimat\w*|anticipat\w*)\b.*)\s*,?\s+(?:and|with|plus|give)\s+(?:the\s+|a\s+|its\s+)?(?:spread|margin|uncertainty)(?:\s+(?:around|on|of|about)\s+(?:it|that|them))?(?=\W*$)/gi,
    ", with the range",
  ],
  [
    /\b(?:the\s+)?first\s+(?:full\s+)?week\s+after\s+(?=(?:new\s+year|christmas|easter|the\s+holidays?)\b)/gi,
    "the week after ",
  ],
  // The ends of a forecast are its range
  [
    /(?<=\b(?:forecast\w*|expect\w*|predict\w*|foresee\w*|estimat\w*)\b.*)[.;,?]?\s*\b(?:and\s+|with\s+)?(?:please\s+)?(?:(?:state|give|show|tell|say|include|quote|add)\s+(?:me\s+|us\s+)?)?(?:both\s+)?(?:the\s+|its\s+)?(?:low(?:er|est)?(?:\s+ends?)?\s+and\s+(?:the\s+)?(?:high(?:er|est)?|upper|top)(?:\s+(?:ends?|bounds?|limits?|figures?|values?|estimates?))?|best\s+and\s+worst\s+cases?|minimum\s+and\s+maximum)(?=\W*$)/gi,
    " with the range",
  ],
  // Bins that brim over before they are next emptied
  [
    /\b(bins?|containers?|carts?|skips?|dumpsters?)\b(.{0,40}?)\s+(?:(?:that\s+are|which\s+are|are|is)\s+)?(?:likely|bound|set|going|due|about|expected|liable|apt)\s+to\s+(?:brim(?:\s+over)?|overflow|overfill|spill\s+over|run\s+over|burst)\s+before\s+(?:their|its|the|our)\s+(?:next\s+)?(?:lift|emptying|collection|pick-?up|visit|service|empty)\b/gi,
    "which $1$2 will overflow before their next pickup",
  ],
  // "Which bins fill up first" asks for those that will be full soonest
  [
    /(?<=\b(?:bins?|containers?|carts?|skips?|dumpsters?)\b.{0,60}?)\b(?:(?:will|are\s+going\s+to|is\s+going\s+to|going\s+to|are\s+set\s+to)\s+)?(?:fill(?:s|ing)?(?:\s+up)?|(?:get|gets|become|becomes|be|brim(?:\s+over)?)\s+full)\s+(?:up\s+)?(?:first|(?:the\s+)?(?:soonest|earliest))\b/gi,
    "will be full soonest",
  ],
  [
    /(?<=\b(?:routes|rounds|runs)\b.*)\b(?:(?:are|is)\s+)?at\s+risk\s+of\s+(?:being|running|going|finishing|ending)\s+late\b(?=.*\b(?:tomorrow|tmrw|tmw|on\s+\w+day|next)\b)/gi,
    "will probably run late",
  ],
  // The range of a forecast
  [
    /,?\s*\b(?:(?:and|with|plus|including|give\s+me|show\s+me)\s+)+(?:me\s+)?(?:the\s+|its\s+|a\s+)?(?:high|low|upper|lower|top|bottom|best|worst|most|least|highest|lowest|max(?:imum)?|min(?:imum)?)(?:\s+(?:ends?|bounds?|limits?|cases?|figures?|estimates?|side))?\s*(?:and|\/|to|&)\s*(?:the\s+|its\s+|a\s+)?(?:high|low|upper|lower|top|bottom|best|worst|most|least|highest|lowest|max(?:imum)?|min(?:imum)?)(?:\s+(?:ends?|bounds?|limits?|cases?|figures?|estimates?|side))?(?:\s+(?:of\s+(?:it|that|the\s+range)|you\s+expect|expected))?(?=\W*$)(?<=\b(?:expect\w*|forecast\w*|predict\w*|foresee|estimat\w*|anticipat\w*)\b.*)/gi,
    ", with the range",
  ],
  [
    /\b(?:burst(?:ing)?(?:\s+(?:at\s+the\s+seams|over))?|brimming(?:\s+over)?|over\s+the\s+brim|bulging|chock-?a-?block|full\s+to\s+bursting)\s+(?=before\b)/gi,
    "overflowing ",
  ],
  [
    /\bbefore\s+(?:we(?:['’]re|\s+are)?|they(?:['’]re|\s+are)?|the\s+(?:crew|truck|lorry)\s+(?:is)?)\s*(?:get|gets|come|comes|be)?\s*(?:back|round|around)(?:\s+(?:round|around))?\s*(?:again\s+)?(?:to\s+(?:them|it))?(?:\s+again)?/gi,
    "before their next pickup",
  ],
  [/^\W*sure,?\s+(?=(?:how|what|which|who|where|when|is|are|will)\b)/gi, ""],
  // The range
  [
    /\b(?:an?\s+|the\s+)?low(?:est)?[\s-](?:to|and)[\s-]high(?:est)?\s+(?:estimate|forecast|range|figure)s?\s+(?:of|for)\s+(?:the\s+)?(?:tonnage|tonnes)\b/gi,
    "a forecast of tonnes with the range",
  ],
  // Overflow
  [
    /\b(?:be|go|going|run|running|get|getting|come|coming|end\s+up)\s+(?:out\s+)?over\s+the\s+(?:brim|lid|top|edge|rim)\b/gi,
    "overflow",
  ],
  [
    /\b(?:to\s+)?(?:exceed(?:ing)?|surpass(?:ing)?|outgrow|go\s+(?:over|beyond))\s+(?:(?:their|its|the)\s+)?capacity\b/gi,
    "overflow",
  ],
  [
    /\b(?:projected|forecast|expected|predicted|anticipated)\s+(?:to\s+)?overflow\b/gi,
    "expected to overflow",
  ],
  [/\b(?:spill(?:ing)?|spew(?:ing)?)\s+(?:their|its)\s+guts\b/gi, "overflowing"],
  [/\bbecome\s+full\s+and\s+spill\b/gi, "overflow"],
  [
    /\bbefore\s+(?:we|they|you|crews?|the\s+(?:crew|truck|lorry)|a\s+truck|truck|anyone)(?:['’]re|['’]s|\s+(?:are|is|will|can))?\s+(?:(?:be|get|gets|getting|come|comes|coming|go|going|make\s+it|back|round|around|there|next|to\s+(?:them|it|there)|at\s+(?:them|it)|again|next\s+time|call|calls|due|by|emptying|collecting)\b\s*)+(?:at\s+(?:them|it)|to\s+(?:them|it))?(?<=\b(?:bins?|containers?|carts?|dumpsters?|skips?|overflow\w*|spill\w*|full)\b.*)(?!\s*into\b)/gi,
    "before their next pickup",
  ],
  [
    new RegExp(`\\b${BY_NEXT}(?:collection|pick-?\\s?up|lift|emptying|service|visit|round|pckup)\\b`, "gi"),
    "before their next pickup",
  ],
  [/\bwill\s+(.{2,30}?)\s+b\s+(?=(?:full|done|back|ready|late|finished)\b)/gi, "will $1 be "],
  [/\btop(\d{1,3})\b/gi, "top $1"],
  [/\b(?:effect|impact|influence)\s+upon\b/gi, "effect on"],
  [/\bon\s+the\s+assumption\s+of\s+(?:a\s+)?(?:continued|lasting|constant|persisting)?\s*/gi, "assuming a "],
  [
    /(?<=\b(?:dumpsters?|bins?|containers?|carts?|skips?)\b.*)\b(about\s+to|going\s+to|likely\s+to|set\s+to)\s+(?:go|tip|run|come|boil|spill)\s+over\b/gi,
    "$1 overflow",
  ],
  [
    /\b(?:the\s+)?(?:number\s+of|how\s+many)\s+(?:bins|containers|carts|lifts)\s+(?:(?:are\s+)?to\s+be|that\s+will\s+be|(?:that\s+)?we(?:['’]ll|\s+will)\s+(?:have\s+to)?)\s*(?:lifted|emptied|collected|lift|empty|collect)?\b(?=.*\b(?:tomorrow|next|on\s+\w+day|coming)\b)/gi,
    "how many lifts are expected",
  ],
  [
    /(?<=\b(?:routes|rounds|runs)\b.*)\b(?:(?:are|is)\s+)?look(?:s|ing)?\s+(?:dicey|dodgy|shaky|iffy|bad|tight|ropey|late|risky|like\s+trouble)\b(?=.*\b(?:tomorrow|on\s+\w+day|for\s+\w+day|next)\b)/gi,
    "will probably run late",
  ],
  [/\bgna\b/gi, "going to"],
  [
    /\b(?:with\s+)?(?:the\s+)?(?:most\s+urgent|worst|fullest|most\s+pressing)(?:\s+ones?)?\s+(?:at\s+the\s+top|on\s+top|first)\b(?<=\b(?:overflow\w*|spill\w*|full)\b.*)/gi,
    "fullest first",
  ],
  // Tonnes
  [
    /\bnot\s+(?:just\s+)?(?:one|a\s+single)\s+(?:number|figure)\b[,;.]?\s*(?:but\s+)?(?:(?:please\s+)?give\s+(?:me|us)\s+)?(?:an?\s+)?(?:from[-\s]to|range|spread)\b/gi,
    "with the range",
  ],
  [
    /[,;]?\s*\b(?:with|including|plus|and|showing|(?:give|show|tell)\s+(?:me|us))\s+(?:(?:a|an|the|both|its)\s+)?(?:lower|low|minimum|bottom|best)\b(?:\s+\w+)?\s+(?:and|to)\s+(?:(?:a|an|the)\s+)?(?:upper|high|maximum|top|worst)\b(?:\s+(?:bounds?|figures?|ends?|limits?|estimates?|case|values?))?/gi,
    " with the range",
  ],
  [
    /[,;:]?\s*\b(?:low\s+to\s+high|best\s+guess\s+and\s+how\s+(?:wrong|far\s+off)\s+(?:you|it|that)\s+(?:might|may|could)\s+be)\b/gi,
    " with the range",
  ],
  [
    /\b(?:ballpark|guesstimate|estimate|project|foresee)\s+(?:me\s+)?(?:the\s+)?(?=(?:\w+\s+)?(?:tonnage|tonnes|tons)\b)/gi,
    "forecast the ",
  ],
  [
    /\b(?:your|a|the|our)\s+(?:projection|estimate|prediction|outlook)\s+(?:of|for)\s+(?:the\s+)?/gi,
    "the forecast of ",
  ],
  [/\bprojected\s+(?=(?:\w+\s+)?(?:tonnage|tonnes|tons)\b)/gi, "expected "],
  [
    /(?<=\b(?:forecast|expect\w*|predict\w*|project\w*|estimate\w*)\b.*)\b(?:for\s+|in\s+)?(?:each|every)\s+(?:single\s+)?(week|day)\s+(?:of|in|for|during|over|throughout)\s+/gi,
    "by $1 in ",
  ],
  [
    /^(\W*(?:(?:give|show|me|us|the|an?)\s+)*)weekly\s+(?:forecast|prediction|projection|outlook)\s+(?:of|for)\s+((?:\w+\s+){0,2}?(?:tonn?es|tonnage|tons|lifts))\b/gi,
    "$1forecast of $2 by week",
  ],
  // A guess is a forecast
  [
    /^\W*(?:(?:can|could)\s+you\s+)?(?:give|get|make|have|take)\s+(?:me\s+|us\s+)?(?:an?|your|the|some)\s+(?:best\s+|rough\s+|educated\s+|wild\s+)?(?:guess|estimate|stab|projection|ballpark(?:\s+figure)?|rough\s+idea|figure)\s+(?:at|of|for|on|as\s+to)\s+(?:(?:the\s+)?(?:tonnes|tonnage)\s+(?:of\s+)?)?(refuse|recycling|organics?|glass|paper|bulky|hazardous)(?:\s+(?:tonnes|tonnage))?\s+(?:for|in|over|during)\s+/gi,
    "tonnes of $1 expected in ",
  ],
  // What there is beside what is needed
  [
    /\b(how\s+many\s+(?:drivers|trucks)\s+(?:do|will|would)\s+we\s+need\b[^?.]{0,30}?)\s*,?\s+and\s+how\s+many\s+(?:of\s+them\s+)?(?:have\s+we|do\s+we\s+have|we\s+have)(?:\s+got)?(?:\s+(?:rostered|on\s+the\s+(?:roster|rota|books)|available|down|booked|on|in))*(?=\s*(?:[?.!]|$))/gi,
    "$1 against how many we have",
  ],
  // Trucks and drivers
  [
    /\b(?:the\s+)?(?:vehicle|truck|lorry|fleet)\s+(?:requirements?|needs?|demand)\s+(?:for|on|of)\s+/gi,
    "how many trucks do we need on ",
  ],
  [
    /\b(?:the\s+)?(?:driver|crew|staff(?:ing)?)\s+(?:requirements?|needs?|demand)\s+(?:for|on|of)\s+/gi,
    "how many drivers do we need on ",
  ],
  [
    /\bhow\s+(?:large|big)\s+a\s+fleet\s+(?:must|should|do|will|shall|would)\s+(?:i|we)\s+(?:have\s+to\s+)?(?:put\s+(?:out|on|up)|send(?:\s+out)?|need|field|run|get\s+out|deploy)\s*(?:on\s+)?/gi,
    "how many trucks do we need on ",
  ],
  [
    new RegExp(
      `\\bhow\\s+many\\s+(${FLEET})\\s+(?:(?:we|i)\\s+(?:have|need|ought)\\s+to|am\\s+i|are\\s+we|(?:should|must|shall|do)\\s+(?:i|we)(?:\\s+have\\s+to)?)\\s+(?:field|scrap(?:e|ing)\\s+together|put(?:ting)?\\s+(?:out|on)|send(?:ing)?(?:\\s+out)?|run(?:ning)?|get(?:ting)?\\s+out|roster(?:ing)?|line\\s+up|lay\\s+on|get\\s+ready|have\\s+(?:ready|on\\s+hand)|book|call\\s+up|crew\\s+up)\\b(?:\\s+(?:for|on))?`,
      "gi",
    ),
    "how many $1 do we need on",
  ],
  [
    new RegExp(
      `^\\W*(${FLEET}|drivers)\\s+for\\s+(tomorrow|(?:next\\s+|this\\s+|coming\\s+)?(?:\\w+day|mon|tue|wed|thu|fri|sat|sun))\\W*$`,
      "gi",
    ),
    "how many $1 do we need on $2?",
  ],
  [
    /\bhow\s+(?:mny|many)\s+drivers\s+(?:will|would)\s+(?:be\s+)?(?:needed|required|necessary)\b/gi,
    "how many drivers do we need",
  ],
  // Late routes
  [
    /\b(?:with|at)\s+an?\s+(?:likelihood|risk|probability|chance|danger)\s+of\s+(?:(?:late|delayed)\s+(?:completion|finish(?:ing)?|end(?:ing)?|return)|(?:finishing|ending|running|being|completing)\s+late|lateness|overrunning)\b/gi,
    "that will probably run late",
  ],
  [
    /[,;]?\s*\b(?:with\s+)?(?:the\s+)?(?:principal|main|likely|probable)?\s*(?:cause|reason)s?\s+(?:(?:to\s+be\s+)?(?:stated|given|shown|named|listed)\s+)?(?:against|for|in|of|beside)\s+each(?:\s+(?:one|route|case))?\b/gi,
    " and why",
  ],
  [
    /\b(?:likely|liable|bound|going|expected|set)\s+to\s+(?:fall|slip|drop|get|end\s+up|be)\s+(?:behind(?:\s+schedule)?|late)\b(?=.*\b(?:tomorrow|next|on\s+\w+day|and\b)|.*\?)(?<=\btomorrow['’]s\b.*)/gi,
    "that will probably run late",
  ],
  [/\bare\s+most\s+that\s+will\s+probably\s+run\s+late\b/gi, "will probably run late"],
  [
    /^\W*heads-?\s?up\s+(?:for|on|about)\s+(\w+day|tomorrow)\s*[:,–-]\s*(?:who|what|which\s+(?:routes?|rounds?))(?:['’]s|\s+is|\s+are)\s+(?:probably\s+|likely\s+)?(?:going\s+to|to)\s+(?:run\s+(?:over|late)|be\s+late|overrun)/gi,
    "which routes will probably run late on $1",
  ],
  [/\band\s+what(?:['’]s|\s+is)\s+the\s+driver\s+of\s+(?:it|that|this)\b/gi, "and why"],
  // Queues
  [/\b(?:an?|one)\s+hour\s+and\s+a\s+quarter\b/gi, "75 minutes"],
  [/\b(?:an?|one)\s+hour\s+and\s+a\s+half\b/gi, "90 minutes"],
  [/(?<!['’])\bs\s+(?=(?:landfill|transfer|tip)\b)/gi, "south "],
  [/(?<!['’])\bn\s+(?=(?:landfill|transfer)\b)/gi, "north "],
  [/\bq(?=\s+(?:stays?|at|is|of|time|remains?|holds?|goes|sticks))/gi, "queue"],
  [/\bwot\s+happens\s+(?:to|2)\b/gi, "what happens to"],
  [
    /\b(?:waiting(?:\s+time)?|queue|line|wait)\s+is\s+not\s+(?:reducing|falling|dropping|improving|going\s+down|coming\s+down|getting\s+\w+)\b[\s,]*(?:and\s+)?(?:it\s+)?(?:remains?|stays?|is)\s+(?:at\s+)?/gi,
    "queue stays at ",
  ],
  [/(?<=\bqueue\s+stays\s+at\s+\d+\s*min\w*)\s+only\b/gi, ""],
  [/\b(?:then\s+)?(?:ot|overtime)\s+will\s+go\s+(?:to\s+)?how\s+much\b/gi, "what happens to overtime"],
  [/\b(depot|zone|stream|truck|vehicle|driver|route)-?\s?wise\b/gi, "by $1"],
  [
    /\b(?:what|how\s+(?:big|large))(?:\s+(?:size|a))?\s+(?:of\s+)?(?:a\s+)?fleet\s+(?:do|will|would|must|should)\s+(?:we|i)\s+(?:have\s+to|need\s+to|must)?\s*(?:put\s+out|send\s+out|run|field|need|turn\s+out)\b/gi,
    "how many trucks do we need",
  ],
];
