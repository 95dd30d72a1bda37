import type { Turn } from "#server/ask/core/turn-slots.ts";

const TO_ROUTE =
  "(?:\\s+(?:up\\s+)?(?:to|with|against|on))?\\s+(?:an?|any|one\\s+of\\s+our|our|the)\\s+(?:\\w+\\s+)?(?:route|round|run)s?\\b";
const NO_MATCH =
  "(?:(?:do(?:es)?|did|could|can|are|is|were|was|have|has)\\s?(?:n['’]?t|\\s+not)|cannot|can\\s+not|never|not)\\s+(?:be\\s+|been\\s+|got\\s+)?(?:tie|tied|tying|tally(?:ing)?|tallied|match(?:ed|ing)?|link(?:ed)?|belong(?:ing)?|correspond(?:ing)?|line\\s+up|lined\\s+up|marry|married|reconcil\\w+|pair(?:ed)?|square|agree|fit|attach(?:ed)?|connect(?:ed)?|place|placed|trace|traced|assign(?:ed)?|allocat\\w+)";
const TIP = "(?:facilit\\w+|landfills?|transfer|tips?|dumps?|disposal|weighbridge|plant)";

/** Turns of phrase about facilities, weigh tickets and trucks by how full they are. */
export const TIP_TURNS: readonly Turn[] = [
  // What was weighed was tipped at a facility; what is collected is another figure
  [
    /\bweigh(?:ed)?(?:\s+in)?\b(?<=\b(?:tonn?es?|tons?|tonnage)\b.*)(?<!\b(?:collect\w*|tickets?|routes?|r-?\d+|rounds?|zones?|each|heaviest|lightest|average|mean)\b.*)(?!.*\b(?:collect\w*|tickets?|routes?|rounds?|zones?|average|mean)\b)/gi,
    "tipped at facilities",
  ],
  [
    /\bhow\s+much\s+(refuse|recycling|organics|glass|paper)\s+(?:was|were|has\s+been|did\s+we|have\s+we)\s+weigh(?:ed)?(?:\s+in)?\b(?!.*\b(?:collect\w*|tickets?|routes?|rounds?|zones?|average|mean)\b)/gi,
    "tonnes of $1 tipped at facilities",
  ],
  // As other languages put it: when, and then what was done
  [
    /\bhow\s+many\s+tonn?es?\s+(?:of\s+)?(refuse|recycling|organics|glass|paper|bulky)\s+(?:were|was|have|had|did)\s+(?:(?:we|they)\s+)?((?:last|this)\s+\p{L}+|(?:in\s+)?\p{L}+)\s+tipped\s+at\s+facilities\b/giu,
    "tonnes of $1 tipped at facilities $2",
  ],
  // How long one was there is how long it waited and tipped, and no number of its loads
  [
    /\bhow\s+long\s+(?:was|were)\s+(truck\s+\d{1,4})\s+((?:yesterday|today)\s+)?(?:stuck\s+|sat\s+|sitting\s+|waiting\s+|standing\s+|held\s+up\s+)?(?:at|in)\s+(?=(?:the\s+)?(?:\p{L}+\s+){0,2}(?:landfill|transfer\s+station)\b)(?=.*\b(?:yesterday|today|this|last|on|since)\b|(?<=\b(?:yesterday|today)\b.*))/giu,
    "how long did $1 wait $2at ",
  ],
  // Facilities
  [
    /\b(?:at|for|by|per)\s+(?:each|every)\s+(?:site|place|spot|one)\s+(?:that\s+|where\s+)?we\s+(?:tip|dump|unload)(?:\s+at)?\b/gi,
    "by facility",
  ],
  [
    /\bwhat(?:['’]?s|\s+has|\s+have\s+we|\s+did\s+we)?\s+(?:all\s+)?(?:gone|been|come|went|taken|put|tipped|brought)\s+(?:tipped\s+|brought\s+)?(?:into|in\s+to|in\s+at|at|over\s+to)\s+(?=(?:the\s+)?\p{Lu}\p{L}+\s+(?:landfill|transfer)\b)(?=.*\b(?:by|per|for\s+each|split)\b)/giu,
    "tonnes tipped at ",
  ],
  // Trucks that were too heavy are told by the tickets that say so
  [
    /\b(?:which|what|any)\s+(?:of\s+(?:our|the)\s+)?(?:trucks|vehicles|lorries|wagons)\s+(?:have\s+|has\s+|had\s+|were\s+|was\s+|got\s+|been\s+|came\s+in\s+|come\s+in\s+|weighed\s+in\s+|caught\s+|flagged\s+|went\s+)+(?:overweight|over\s*loaded|over\s+weight|too\s+heavy)(?:\s+(?:on|at|over|by)\s+(?:the\s+)?(?:scales?|weigh\s?bridge|tip))?/gi,
    "which loads were overweight",
  ],
  [
    new RegExp(
      `(?!.*\\b(?:now|currently|moment|minute)\\b)\\bhow\\s+(long|much\\s+time)\\s+(?:are|is|have|has|were|was)\\s+((?:our\\s+|the\\s+)?(?:trucks?|lorries|vehicles?|crews?|drivers|wagons?|we|they))\\s+(?:been\\s+)?(?:spending|spent|staying|waiting|taking|sitting|stuck|held\\s+up|queu(?:e?ing|ed)(?:\\s+up)?)(?=.*\\b${TIP}\\b)`,
      "gi",
    ),
    "how $1 do $2 spend",
  ],
  [
    new RegExp(`(?:(?<=\\b${TIP}\\b.*)|(?=.*\\b${TIP}\\b))\\b(?:average|mean|typical)\\s+stays?\\b`, "gi"),
    "average turnaround",
  ],
  [
    new RegExp(
      `\\b(?:our\\s+|the\\s+)?slowest\\s+(hour|day|weekday)\\s+(?:at|in)\\s+(?=.*\\b${TIP}\\b)`,
      "gi",
    ),
    "longest turnaround by $1 at ",
  ],
  [
    /\bhow\s+much\s+(\w+(?:\s+waste)?)\s+(?:did|have|has)\s+(?:we|they)\s+(?:take|taken|bring|brought|deliver(?:ed)?|tip(?:ped)?|haul(?:ed)?|cart(?:ed)?|drop(?:ped)?)\s+(?:off\s+)?(?:to|at|in)\b/gi,
    "tonnes of $1 tipped at",
  ],
  [
    new RegExp(
      `(?:(?<=\\b${TIP}\\b.*)|(?=.*\\b${TIP}\\b))\\b(?:average\\s+|mean\\s+)?(?:duration|length)s?\\s+of\\s+(?:the\\s+|our\\s+)?(?:stays?|visits?)\\b`,
      "gi",
    ),
    "average turnaround",
  ],
  [
    new RegExp(
      `(?:(?<=\\b${TIP}\\b.*)|(?=.*\\b${TIP}\\b))\\bhow\\s+long\\s+(?:do(?:es)?\\s+)?(?:the|an|each|our|a)\\s+(?:average\\s+|typical\\s+)?(?:visits?|stays?|turn)\\s+(?:takes?|lasts?|is|are)\\b`,
      "gi",
    ),
    "average turnaround",
  ],
  // How long a stop takes is no stay at a facility
  [
    /\b(?:(?:average|mean|typical)\s+)?(?:time\s+(?:we\s+|crews\s+|they\s+|is\s+)?(?:spent|spend)|how\s+(?:long|much\s+time)\s+do\s+(?:we|crews|the\s+crews|drivers|they)\s+(?:spend|stay|stand|take))\s+(?:at|on|per)\s+(?:an?|each|every|the|one)\s+(?=(?:stop|pick-?up)\b)/gi,
    "average time per ",
  ],
  [/\bin[\s-]+(?:to|and|&)[\s-]+out(?:\s+times?)?\b/gi, "turnaround"],
  [/\b(?:wait(?:ing)?|turnaround)\s+turnaround\b/gi, "turnaround"],
  [/\bfrom\s+arriving\s+(?:to|until|till)\s+leaving\b/gi, "turnaround"],
  [/\bthrough\s+the\s+day,?\s+hour\s+(?:for|by)\s+hour\b/gi, "hour by hour"],
  [
    new RegExp(
      `\\b(?:which|what)\\s+(day\\s+of\\s+the\\s+week|weekday|day|hour)\\s+(?:is|was)\\s+(?:the\\s+)?slowest\\s+(?:at|in)\\s+(?=.*\\b${TIP}\\b)`,
      "gi",
    ),
    "longest turnaround by $1 at ",
  ],
  [/\b(how\s+many\s+tonn?es?\b.*\btipped\b[^?]*?),?\s+and\s+where\b/gi, "$1 by facility"],
  [
    /\b(how\s+(?:many|much)\s+(?:\w+\s+){0,2}?(?:loads?|tickets?|tonn?es?|tons)\b(?=.*\b(?:tip(?:ped)?|dump(?:ed)?|drop(?:ped)?|unload(?:ed)?|deliver(?:ed)?|tickets?)\b)[^?]*?),?\s+and\s+(?:at\s+which\s+(?:facility|site|tip)|where(?:\s+to)?)(?=\W*$)/gi,
    "$1 by facility",
  ],
  // One ticket: the last of a truck
  [
    /\bwhat\s+did\s+((?:truck|vehicle|lorry|wagon)\s+\d{1,3})\s+weigh(?:\s+(?:in|out))?(?:\s+at)?\s+(?:on|at|for|with)\s+(?:its|the|her|his)\s+(?:last|latest|most\s+recent)\s+(?:tip|load|trip|drop|ticket|weigh(?:ing|-in)?)\b/gi,
    "latest weigh ticket of $1",
  ],
  [
    /\b(?:the\s+)?last\s+(?:weigh\s+)?(?:ticket|weighing|weigh-in)\s+(?:of|for|from|by)\s+(?=(?:truck|vehicle|lorry|wagon)\s+\d)/gi,
    "latest weigh ticket of ",
  ],
  // A queue is now where nothing says when
  [
    new RegExp(
      `^\\W*(?:(?:how\\s+(?:long|big|bad)(?:['’]s|\\s+is)|what(?:['’]s|\\s+is))\\s+the\\s+(?:queue|line|wait)(?:\\s+like)?|is\\s+there\\s+(?:an?\\s+|any\\s+)?(?:queue|line|wait|backlog))\\s+(?:at|for|in)\\s+((?:the\\s+)?(?:\\p{L}+\\s+){0,3}${TIP}(?:\\s+station)?)\\W*$`,
      "giu",
    ),
    "how long is the queue at $1 right now",
  ],
  [
    new RegExp(
      `^\\W*is\\s+((?:the\\s+)?(?:\\p{L}+\\s+){0,3}${TIP}(?:\\s+station)?)\\s+(?:all\\s+)?(?:backed\\s+up|jammed(?:\\s+up)?|queu(?:ed|ing|eing)(?:\\s+(?:up|out))?|rammed|chocka|busy)(?:\\s+(?:now|right\\s+now|at\\s+the\\s+moment|currently))?\\W*$`,
      "giu",
    ),
    "how long is the queue at $1 right now",
  ],
  [/\bhow\s+many\s+(tonn?es?)\s+have\s+we\s+tipped\b/gi, "$1 tipped"],
  [
    /\b(have|has|had)\s+(?:been|gone)\s+(?:off\s+)?to\s+(?:tip|unload|dump|empty|the\s+(?:tip|dump))\s+(?=(?:more|less|fewer|over|at\s+least|at\s+most|only|just|exactly|once|twice|\d+|two|three|four|five)\b)/gi,
    "$1 tipped ",
  ],
  // Tickets
  [
    /(?<=\btickets\b.{0,30})\b(?:that\s+|which\s+)?we\s+(?:can(?:['’]?t|not)|could\s*(?:n['’]?t|not))\s+(?:place|match|allocate|trace|tie|link)\b(?!\s+(?:to|with))/gi,
    "without a matching route",
  ],
  [/\b(?:last|latest|newest)\s+(\d+|three|five|ten|twenty)\s+(?=(?:weigh\s+)?tickets\b)/gi, "the $1 newest "],
  [
    new RegExp(`\\b(?:that\\s+|which\\s+)?(?:we\\s+)?${NO_MATCH}${TO_ROUTE}`, "gi"),
    "without a matching route",
  ],
  [/\b(?:have|has)(?:n['’]?t|\s+not)\s+found\s+a\s+(?:home|route|round)\b/gi, "without a matching route"],
  [
    /\b(?:unallocated|unreconciled|unlinked|unattributed|homeless|unplaced|unmatchd|unassigned)\s+(?=(?:\w+\s+)?(?:tickets?|tix|tkts?)\b)/gi,
    "unmatched ",
  ],
  [/\b(?:disposal\s+|tip\s+)?tix\b|\btkts\b/gi, "tickets"],
  [/\btkt\b/gi, "ticket"],
  [/(?<=\btickets\b.*)\btotal(?:l)?ed\s+(?=(?:per|by)\b)/gi, "counted "],
  [/\baverage\s+(?:payload|net\s+weight)\s+per\s+(?:trip|tip|load|ticket)\b/gi, "average weight per load"],
  // Full trucks
  [
    /\b(trucks|wagons|vehicles|lorries|units)\s+(\d+)\s*%\s*(full\s+)?or\s+(?:less|fewer|under|below)\b/gi,
    "$1 at most $2 % $3",
  ],
  [
    /\b(trucks|wagons|vehicles|lorries|units)\s+(\d+)\s*%(?!\s*(?:full\s+)?or\s+(?:less|fewer|under|below))/gi,
    "$1 at least $2 %",
  ],
  [
    /\bwith\s+anything\s+(?:still\s+)?left(?:\s+to\s+(?:do|collect|pick\s+up))?\b/gi,
    "with more than 0 stops left",
  ],
  [/\bnear\s+enough\s+(?=full\b)/gi, "nearly "],
  [
    /\b(?:chocker(?:s)?|chocka|chock-?a-?block|chock\s+full|brim-?\s?full|rammed|stuffed|packed(?!\s+(?:it\s+)?(?:up|in)\b))\b(?=.*\d)/gi,
    "full",
  ],
  [/\b(\d+|\w+ty)[\s-]odd(?:[\s-]plus)?\b(?!\s+(?:to\s+go|stops)\?\s+call)/gi, "more than $1"],
  [/\bmore\s+than\s+more\s+than\b/gi, "more than"],
  [/\b(\d+|\w+ty)[\s-]plus\s+(?=stops|pickups|to\s+go)/gi, "at least $1 "],
  [/\b(?:above|over|beyond)\s+(\d+\s*%)\s+of\s+capacity\b/gi, "over $1 full"],
  [/\b(?:degree|level|rate)\s+of\s+loading\b/gi, "fill level"],
  [/\bhow\s+full\s+is\s+(?:number\s+|no\.?\s*)?(\d{1,3})\b(?!\s*%)/gi, "how full is truck $1"],
  [
    /\btrips\s+to\s+the\s+(tip|landfill|dump)\s+has\s+(\d{1,3})\s+(?:done|made|had)\b/gi,
    "trips to the $1 of truck $2",
  ],
];
