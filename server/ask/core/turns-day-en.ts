import { N, STREET, TRUCK, type Turn } from "#server/ask/core/turn-slots.ts";

// Where a truck may stand without anybody asking why.
const SPOT =
  "(?:(?:at|in|on|for|the|a|an|any|its|their|his|her|our|taking|having|to|being|of)\\s+){0,3}(?:depots?|yards?|base|garage|tips?|landfills?|dumps?|tipping|unloading|disposal(?:\\s+(?:sites?|points?))?|facilit(?:y|ies)|transfer\\s+stations?|(?:lunch|meal|rest|coffee)\\s+breaks?|lunch|breaks?|resting)";
const SPOTS = `${SPOT}(?:(?:\\s*,\\s*|\\s*\\/\\s*|\\s+)(?:(?:and|or|nor|neither)\\s+)?${SPOT}){1,3}`;
// A yard, a tip and a break are said together in many ways; fewer of them leave out less, and stay as they are said.
const EACH_SPOT =
  "(?=.{0,60}\\b(?:depots?|yards?|base|garage)\\b)(?=.{0,60}\\b(?:tips?|landfills?|dumps?|tipping|unloading|disposal|facilit(?:y|ies)|transfer)\\b)(?=.{0,60}\\b(?:lunch|breaks?|resting)\\b)";
const OUTSIDE =
  "(?:(?:somewhere|anywhere|places?|a\\s+place|those|ones)\\s+)?(?:outside(?:\\s+of)?|away\\s+from|excluding|except(?:ing)?(?:\\s+for)?|other\\s+than|besides|apart\\s+from|aside\\s+from|ignoring|disregarding|leaving\\s+(?:out|aside)|not\\s+counting|not\\s+including|without\\s+counting|(?:that|who|which)(?:['’]s|\\s+is|\\s+are)\\s+(?:not|neither)|(?:that|who|which)\\s+(?:is|are)n['’]?t|(?:is|are)n['’]?t|but\\s+not|and\\s+not|without\\s+being|(?:when|while)\\s+not|neither|not)";
const SOMEBODY =
  "(?:nobody|no\\s+one|nothing|none\\s+of\\s+us|somebody|someone|something|anyone|anybody|anything|we|they|things?|everything|it(?:\\s+all)?|all)";
const DOES_NOTHING =
  "(?:do(?:es)?n['’]?t\\s+\\w+(?:\\s+in)?|do(?:es)?\\s+(?:not\\s+\\w+(?:\\s+in)?|nothing|anything|something)|(?:is|are|gets?)\\s+(?:changed|done)|interven\\w+|interfer\\w+|acts?|react\\w*|steps?\\s+in|changes?|happens?|helps?|moves?|stays?|goes?\\s+on|keeps?\\s+(?:on\\s+)?going|carr(?:y|ies)\\s+on|continues?|leaves?\\s+(?:it|things?|everything|all)|remains?)(?:\\s+(?:the\\s+same|as\\s+(?:is|it\\s+is|they\\s+are|now)|like\\s+(?:this|that)|alone|about\\s+it|this\\s+way))?";

// What may stand around "one truck fewer" and adds nothing to it: with any other word, the sentence is kept.
const IDLE_WORDS =
  "(?:today|now|day|rounds?|routes?|run|running|ran|rolling|plan|planned|work|works|job|jobs|service|operate|possible|feasible|feasibility|doable|realistic|viable|ok|okay|fine|good|enough|what|how|if|would|could|can|will|shall|should|might|may|do|does|did|done|be|been|is|are|was|were|am|it|its|we|us|you|i|me|they|our|the|this|that|there|with|w|a|an|to|of|for|at|on|in|by|through|out|off|up|go|goes|going|get|gets|getting|got|have|has|had|having|make|makes|manage|cope|survive|stay|still|all|everything|anything|complete|completed|finish|finished|finishing|cover|covered|deliver|use|uses|used|using|leave|left|send|sent|take|taking|put|about|any|chance|way|say|see|know|tell|think|reckon|wonder|wondering|whether|happen|happens|look|like|let|try|s|d|m|re|ve|ll|please|kindly|hi|hello|hey|thanks|so|then|and|or|but|just|than|road|street|streets|usual|normal|before|even|really|actually|maybe|perhaps|also|too|able|honest|honestly|ye|lads|team|guys|program|programme|schedule|fleet|reduced)";
const IDLE = `(?:[^\\p{L}\\d]*(?<![\\p{L}\\d])${IDLE_WORDS}(?![\\p{L}\\d]))*[^\\p{L}\\d]*`;

/** Turns of phrase about the running day, places, exceptions, the solver and what people wrote. */
export const DAY_TURNS: readonly Turn[] = [
  // A street that is dug up is closed
  [
    /\b(?:they(?:['’]re|\s+are)|(?:the\s+)?(?:council|city|gas|water|electric|power)\s+(?:crew|people|lads|board)?\s*(?:is|are))\s+(?:digging\s+up|resurfacing|tarring|closing(?:\s+off)?|shutting(?:\s+off)?)\s+((?:\p{Lu}\p{L}+\s+){1,2}(?:Street|Road|Lane|Avenue|Court|Close|Drive|Way|Square))\b/giu,
    "$1 is closed",
  ],
  // Who knows a place is told before, and "there" is that place
  [
    /^\W*(?:i|we)(?:['’]ve|\s+have|\s+need|\s+want|\s+must)?\s+(?:got\s+)?(?:to\s+)?(?:send|put|get)\s+(?:somebody|someone|a\s+(?:driver|crew|truck))\s+(?:over\s+|out\s+|up\s+)?(?:in)?to\s+(the\s+\p{L}+(?:\s+\p{L}+)?)(?:\s+(?:grounds|compound|site))?\s+(?:today|tomorrow|on\s+\w+day|this\s+\w+|next\s+week)?[^.?!\d]*[.!;]\s*((?:which|who|what)\b[^.?!]*?\b(?:been|know|served?|went|gone))\s+(?:to\s+)?(?:there|it|the\s+place|that\s+place)\b/giu,
    "$2 to $1",
  ],
  // Who asks, before what is asked
  [
    /^[^:?\d]*\b(?:phone|caller|calling|on\s+the\s+line|question|asks|asking|wants\s+to\s+know|boss|manager|council|quick\s+one|help)\b[^:?\d]{0,25}:\s+(?=(?:when|where|who|what|which|how|is|are|did|has|have|why|was|were|can|will|does|do)\b)/gi,
    "",
  ],
  // What stands first, and what is lost
  [
    /[.;,]?\s*\b(?:and\s+)?(?:put\s+)?which(?:ever)?\s+(?:one\s+)?(?:wraps?\s+up|finish(?:es)?|ends?|is\s+done)\s+(?:soonest|first|earliest)\s+(?:goes|comes|stands|is)?\s*(?:first|(?:at|on)\s+(?:the\s+)?top)\b/gi,
    ", sorted by time to finish",
  ],
  [
    /\b(?:what|which)\s+(?:collections|stops|pickups|jobs|visits|drops)\s+(?:could|might|may|will|would|do)\s+we\s+(?:lose|miss)\s+(?:because\s+of|through|due\s+to|over)\s+(?:it|them|that|this)\b/gi,
    "which stops are at risk",
  ],
  // Where trucks are
  [
    new RegExp(`\\b${OUTSIDE}\\s+${EACH_SPOT}${SPOTS}\\b`, "giu"),
    "outside the depot, landfill or a lunch break",
  ],
  [new RegExp(`\\b${OUTSIDE}\\s+(?=${SPOTS}\\b)`, "giu"), "outside "],
  [/\band\s+who\s+(?:is|are)(?:n['’]?t|\s+not)(?=\W*$)/gi, "and which are stopped"],
  [
    /\b(?:has|have|had)\s*(?:n['’]?t|\s+not)\s+(?:yet\s+)?(?:sent|shared|transmitted|updated|given|provided|shown|broadcast)\s+(?:us\s+)?(?:its|their|a|an|any)?\s*(?:new\s+)?(?:locations?|positions?|gps|coordinates?|signals?|whereabouts|fix)(?:\s+in)?\b/gi,
    "have not reported a position for",
  ],
  [
    /\b(?:(?:does|do|did)\s*(?:n['’]?t|\s+not)\s+(?:report|send|give|transmit|share|update)|(?:stops?|stopped|ceases?|quits?)\s+(?:reporting|sending|giving|transmitting|sharing|updating))\s+(?:us\s+)?(?:its|their|a|an|any)?\s*(?:new\s+)?(?:positions?|locations?|gps|coordinates?|whereabouts)\b/gi,
    "has not reported a position",
  ],
  [
    /\b(?:still\s+)?(?:load|carry|hold|fit(?:\s+in)?|squeeze\s+in|take\s+on|swallow|pack\s+in)\s+(?:another\s+|an?\s+extra\s+)?(\d[\d.,]*|one|two|three|four|five|half\s+a)\s*(?:more\s+|extra\s+)?(tonnes?|tons?|t|kg|kilos)\b/gi,
    "has room for $1 $2",
  ],
  [
    /\b(?:all\s+(?:the\s+)?)?(?:activity|activities|action|goings-?\s?on)\s+(?:in|of|for)\s+(?=.*\bzone\b)/gi,
    "everything happening in ",
  ],
  [
    /\bunexplained\s+(?:stops|halts|standstills|standing)\b/gi,
    "trucks stopped outside the depot, landfill or a lunch break",
  ],
  [
    /\b(?:idle|idling|waiting|parked(?:\s+up)?)\s+(?:on|by|at)\s+the\s+(?:roadside|road|side\s+of\s+the\s+road|kerb)\b/gi,
    "stopped",
  ],
  [
    /\b(?:which|what)\s+(truck|vehicle|lorry)s?\s+(?:is|are)\s+(?:the\s+)?fullest\b/gi,
    "which trucks are more than 0 % full",
  ],
  [/\b(?:the\s+)?fullest\s+(?:trucks?|vehicles?|lorr(?:y|ies))\b/gi, "trucks more than 0 % full"],
  [
    /\b(who|which\s+(?:drivers|crews?))\s+(?:is|are)\s+(?:currently\s+)?on\s+(?:duty|shift)(?:\s+(?:right\s+now|now|at\s+the\s+moment|today))?(?=\W*$)/gi,
    "which drivers have clocked in",
  ],
  [
    /\b(?:that\s+|which\s+)?(?:dropped|fell|went|gone|disappeared|vanished|fallen)\s+(?:off|from|out\s+of)\s+(?:the\s+)?(?:map|radar|screen|tracker|gps|grid)\s+(?:more\s+than|over)\s+(.{1,15}?)\s+ago\b/gi,
    "without a position for more than $1",
  ],
  [
    /\b(?:what(?:['’]?s|\s+is)\s+)?(?:the\s+)?(?:situation|state\s+of\s+(?:play|things)|picture)\s+(?:in|of)\s+(?=.*\bzone\b)/gi,
    "everything happening in ",
  ],
  [
    /\(?\bno\s+(?:depot|yard|base)\s*,?\s*(?:no|or|and)\s+(?:tip|landfill|dump|disposal)(?:\s*,?\s*(?:no|or|and)\s+(?:break|lunch))?\)?/gi,
    "outside the depot, landfill or a lunch break",
  ],
  // What was missed while away
  [
    /\bi(?:['’]ve|\s+have|\s+was|['’]m|\s+am)?\s*(?:been\s+)?(?:away|out|off|gone|offline|absent|on\s+(?:a\s+)?break|logged\s+off|signed\s+off|not\s+here|left)\s+(?:since|from|at)\b(?<!\bsince\b.*?)/gi,
    "since",
  ],
  [
    /\b(?:what\s+(?:have|did)\s+(?:i|we)\s+miss(?:ed)?|(?:is\s+there\s+)?anything\s+(?:that\s+)?(?:i|we)(?:\s+have|['’]ve)?\s+missed|(?:please\s+)?(?:catch|fill|bring|get)\s+me\s+(?:up(?:\s+to\s+(?:date|speed))?|in)(?:\s+(?:on|with)\s+(?:everything|all|what\s+happened|what\s+changed|things))?|what(?:['’]?s|\s+is)\s+(?:new|different)|(?:all\s+)?(?:the\s+)?changes|(?:and\s+)?what\s+(?:has\s+)?happened)(?=\s+(?:since|from)\b)/gi,
    "what changed",
  ],
  [
    /\bsince\s+(.{2,20}?)\s*[,;:.-]\s*(?:so\s+)?(?:what\s+(?:have|did)\s+(?:i|we)\s+miss(?:ed)?|(?:please\s+)?(?:catch|fill|bring|get)\s+me\s+(?:up(?:\s+to\s+(?:date|speed))?|in)|what(?:['’]?s|\s+is)\s+(?:new|different)|what(?:\s+has|['’]s)?\s+(?:happened|changed)|anything\s+new)\W*$/gi,
    "what changed since $1",
  ],
  [
    /\bfrom\s+(noon|midday|\d{1,2}(?:[:.]\d{2})?(?:\s*[ap]m)?)\s+(?:onwards?|on|until\s+now|to\s+now|up\s+to\s+now)\b/gi,
    "since $1",
  ],
  // Progress
  [
    /(?<=^\W*(?:will|would|can|could|is|are|does|do)\b.*)\bwithout\s+any(?:one|body)\s+(?:going|running|getting|working)\s+(?:into\s+|on\s+)?overtime\b/gi,
    "before overtime starts",
  ],
  [
    // Nobody's overtime is what a plan is asked for; one's own is when a route ends.
    /\b(?:before|without(?!\s+any(?:one|body)\b))\s+(?:(?!overtime)[\w'’]+\s+){0,4}?(?:goes?|going|gets?|getting|runs?|running|hits?|hitting|starts?|starting|kicks?|reach(?:es|ing)?|enters?|entering|moves?|begins?|falls?|earns?|incurs?|needs?|needing|having\s+to\s+pay|pays?|paying)\s+(?:in\s+|into\s+|on\s+|to\s+|doing\s+|any\s+|for\s+)*overtime\b/gi,
    "before overtime starts",
  ],
  [
    new RegExp(
      `,?\\s*\\b(?:if|unless|assuming|provided(?:\\s+that)?|as\\s+long\\s+as|should)\\s+${SOMEBODY}\\s+${DOES_NOTHING}(?=\\W|$)`,
      "gi",
    ),
    " if nothing changes",
  ],
  [
    /\b(as\s+things\s+(?:stand|are)(?:\s+now)?|the\s+way\s+things\s+are(?:\s+going)?|at\s+(?:this|the\s+current)\s+(?:pace|rate|speed))(?=\W*$)(?<=\b(?:not|won['’]?t|cannot|can['’]?t|slip|miss|roll|fall|left)\b.*)/gi,
    "if nothing changes",
  ],
  [
    /\b(?:going\s+to|will|shall|likely\s+to|about\s+to|bound\s+to)\s+(?:we\s+)?miss\s+today\b/gi,
    "not get done today",
  ],
  [
    /\b(?:(?:do|did|does)\s+)?(?:deviat|depart|stray|differ)\w*\s+from\s+(?:the|their|its)\s+(?:planned\s+|stop\s+|route\s+)*(?:sequence|order)\b/gi,
    "do stops out of sequence",
  ],
  [
    /\b(?:served|visited|done|collected|made|serviced|emptied|completed|taken)\s+in\s+(?:an?\s+|the\s+)?(?:different|other|wrong|changed|another|incorrect)\s+(?:order|sequence)(?:\s+(?:than|from|to)\s+(?:was\s+|the\s+)*(?:plan|planned))?\b/gi,
    "done out of sequence",
  ],
  [
    /\bnot\s+(?:done|served|visited|made|collected)\s+in\s+(?:the\s+)?(?:planned|right|correct|proper|given|original)\s+(?:order|sequence)\b/gi,
    "done out of sequence",
  ],
  [
    /\b(?:expected\s+(?:time\s+of\s+)?arrival(?:\s+time)?|estimated\s+(?:time\s+of\s+)?arrival(?:\s+time)?|arrival\s+time|time\s+of\s+arrival)\b/gi,
    "eta",
  ],
  [
    /\b(?:at\s+)?what\s+time\s+(?:is|will|does)\s+(?:the\s+)?(\w+)\s+(?:be\s+)?(?:collected|picked\s+up|emptied|taken\s+away)\s+(?:on|in|at|from)\s+(?=.*\btoday\b)/gi,
    "when will the $1 truck get to ",
  ],
  [
    /\b(?:until|till|up\s+to|up\s+until)\s+(?:now|this\s+(?:point|moment|time|hour))(?=.*\b(?:against|versus|vs|than|with|to)\b)/gi,
    "so far today",
  ],
  [
    /\b(last\s+\w+day|yesterday)\s+(?:until|up\s+to|by|at|to|till)\s+(?:the\s+|about\s+)*(?:same|this)\s+(?:time|hour|point|moment)(?:\s+of\s+(?:the\s+)?day)?\b/gi,
    "the same time $1",
  ],
  [
    /\b(?:wo\s*n['’]?t|will\s+not|can(?:not|['’]?t|\s+not)|(?:is|are)\s+not\s+going\s+to)\s+(?:be|get)\s+(?:completed|done|finished|reached|served|collected|emptied|made|visited)\s+(?:any\s*more\s+)?today\b/gi,
    "have to be moved to tomorrow",
  ],
  [
    /,?\s*(?:with\s+(?:the\s+)?)?\b(?:worst|longest|biggest|greatest|largest|highest|most)\s+(?:delays?|lateness|overdue)\s+(?:first|on\s+top|at\s+the\s+top)\b/gi,
    " and by how much",
  ],
  [/\b(?:the\s+|their\s+|its\s+)?timetables?\b/gi, "schedule"],
  [/\blagging(?:\s+behind)?\s+(?=schedule)/gi, "behind "],
  [/\brunning\s+(?=(?:ahead|early)\b)/gi, ""],
  [
    /\b(?:which|what)\s+(?:route|round)\s+is\s+(?:the\s+)?(?:latest|most\s+behind|most\s+delayed|furthest\s+behind|farthest\s+behind)\b/gi,
    "which route is behind schedule and by how much",
  ],
  [
    /(?<=\b(?:can|will|does|could|is)\s+(?:r-?\d+|route\s+\d+|truck\s+\d+)\s+)(?:be\s+)?finish(?:ed)?\s+without\s+(?:any\s+)?overtime\b/gi,
    "finish before overtime starts",
  ],
  [
    /\b(?:can|could|will)\s+(?:we|they|the\s+crews?)\s+(?:still\s+)?(?:not|no\s+longer)\s+(?:reach|do|serve|finish|get\s+to|make|collect)\s+(?:any\s*more\s+)?today\b/gi,
    "have to be moved to tomorrow",
  ],
  [
    /\b(?:we|they)\s+(?:wo\s*n['’]?t|will\s+not|can(?:not|['’]?t))\s+(?:manage|make|do|reach|finish|get\s+(?:to|done)|complete|serve)\s+today\b/gi,
    "that have to be moved to tomorrow",
  ],
  [/,?\s*\bthe\s+way\s+(?:things|it|the\s+day)\s*(?:are|is|['’]s)\s+going\b/gi, " if nothing changes"],
  [/(?<=\bstops\b.*)\bspill(?:ing)?\s+over\s+(?:in)?to\s+tomorrow\b/gi, "have to be moved to tomorrow"],
  [
    /\b(?:in\s+(?:the\s+)?|by\s+|sorted\s+by\s+)?order\s+of\s+who(?:['’]s|\s+is|\s+will\s+be|['’]ll\s+be|\s+gets)?\s+(?:done|finished|home|back|through)\s+first\b/gi,
    "sorted by time to finish",
  ],
  [
    /\b(?:what\s+time|when)\s+(?:should|can|may|will)\s+(.{3,30}?)\s+expect\s+(?:the|our|a)\s+((?:\p{L}+\s+)?(?:truck|lorry|wagon|crew))\b(?<=\b(?:\d{1,4}|street|road|lane|avenue|court|close|customer|account|site|school|hospital|market)\b.*)(?!.*\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b)/giu,
    "when will the $2 get to $1",
  ],
  [
    /\b(addresses|households|sites|stops|customers)\s+with\s+(?:at\s+least\s+)?(\d{1,2}|two|three|four|five)\s+contaminations\b/gi,
    "$1 contaminated $2 times",
  ],
  // "Older than a day" is an age, and no split by days
  [/\bthan\s+an?\s+day\b(?!\s+(?:ago|off|out))/gi, "than 24 hours"],
  [/\bthan\s+a\s+week(?=\s+old\b|\W*$|\s+(?:in|that|by|and|which|nobody|no)\b)/gi, "than 7 days"],
  // Exceptions
  [
    /\b(?:that\s+)?(?:still\s+)?need(?:s|ing)?\s+(?:somebody|someone|an?\s+owner|a\s+taker|a\s+person|taking|to\s+be\s+taken)(?:\s+to\s+(?:take|own|handle|do|pick|grab)\s*(?:them|it)?(?:\s+up)?)?(?=\W*$)/gi,
    "that nobody has taken",
  ],
  [
    /\b(?:could|can)(?:\s*n['’]?t|not|\s+(?:we|they|crews?|drivers?)\s+not|\s+not)\s+(?:be\s+)?(?:access|reach|get\s+(?:to|into|in|at)|enter)(?:ed)?\b(?=.*\b(?:photos?|pictures?|this\s+week|last\s+week|yesterday|today|month)\b)/gi,
    "no access",
  ],
  // What is asked to be shown beside the rows keeps none of them out.
  [
    /[.,;]?\s*\b(?:please\s+)?(?:(?:(?:include|including|incl\.?|attach|add|show|and|plus)\s+(?:the\s+|any\s+|their\s+|all\s+)*|with\s+(?:(?:the|any|their)\s+)+)(?:photos?|pictures?|pics?|images?)|(?:the\s+|their\s+|all\s+)?(?:photos?|pictures?|pics?|images?)\s+(?:included|incl\.?|as\s+well|too|to\s+go\s+with\s+(?:it|them)|alongside))(?=\W*$)/gi,
    " with their photos",
  ],
  // Notes stand with the rows anyway.
  [
    /\bwith\s+(?:the\s+|their\s+|any\s+)?(?:(?:photos?|pictures?|pics?)\s+and\s+(?:the\s+|their\s+|any\s+)?(?:notes?|remarks|comments)|(?:notes?|remarks|comments)\s+and\s+(?:the\s+|their\s+|any\s+)?(?:photos?|pictures?|pics?))\b(?!\s+(?:that|which|saying|about|attached))/gi,
    "with their photos",
  ],
  [
    /[.,;]?\s*\b(?:(?:please\s+)?with\s+(?:all\s+)*(?:photos?|pictures?|pics?|images?)|(?:photos?|pictures?|pics?|images?)\s+attached)(?=\W*$)/gi,
    " with photos",
  ],
  [/\b(\d+)\s*\+\s*(?:cases|incidents|times|occurrences|reports|strikes|findings)\b/gi, "at least $1 times"],
  [
    new RegExp(
      `\\b${N}\\s+(?:or\\s+more\\s+)?(?:cases|incidents|occurrences|strikes)\\b(?=.*\\b(?:month|week|year|quarter)\\b)`,
      "gi",
    ),
    "at least $1 times",
  ],
  [
    /\b(?:put(?:ting)?|throw(?:ing|s)?|threw|puts)\s+(?:the\s+)?wrong\s+(?:things?|stuff|waste|items?|materials?)\s+in(?:to)?\s+(?:the|their)\s+recycling(?:\s+bins?)?\b/gi,
    "had contaminated recycling",
  ],
  [
    /\b(?:raised|reported|opened|logged|created|filed|came\s+in)\s+(?:over|more\s+than)\s+(.{1,15}?)\s+ago(?:\s+and\s+(?:are\s+)?(?:still\s+)?(?:open|unresolved|not\s+closed))?/gi,
    "older than $1",
  ],
  [
    /[,;]?\s*(?:and\s+)?\b(?:(?:what|which|the)\s+)?stops\s+(?:(?:does|do|did|will|would|could|is|are|get|gets|they|it|this|that|these|now|being|be)\s+)*(?:affect\w*|hit|hurt|suffer\w*|threaten\w*|endanger\w*|leaves?(?:\s+(?:open|uncovered|hanging|undone|unserved))?|touch\w*|concern\w*|jeopardi[sz]\w*|impact\w*|puts?\s+in\s+danger|puts?\s+at\s+risk|strand\w*)\b(?<=\b(?:break\s?downs?|broken|broke|out\s+of\s+service|out\s+of\s+action)\b.*)/gi,
    " and which stops are at risk",
  ],
  [
    /\bhow\s+(?:were|was|did)\s+(\p{Lu}\p{L}+(?:\s+\p{Lu}\p{L}+)?)['’]s\s+exceptions\s+(?:get\s+)?(?:closed|resolved|settled|solved|handled|end(?:ed)?)\b/gu,
    "what exceptions did $1 report and how were they closed",
  ],
  [
    /^\s*(?:please\s+)?break\s+(?:down\s+)?((?:the|all|our|open|today)\b.{2,40}?|paid\s+time)(?:\s+down)?\s+(by|per|into)\b/gi,
    "show $1 $2",
  ],
  [
    /\b(?:the\s+)?(?:plan|one)\s+of\s+(?:the\s+day\s+before|yesterday)\b(?=.*\blate\s+stops\b)/gi,
    "yesterday's plan",
  ],
  [/\bmoney\b(?=.*\blate\s+stops\b)/gi, "cost"],
  [
    /\b(?:and\s+)?(?:still\s+)?not\s+(?:yet\s+)?(?:been\s+)?(?:swapped|exchanged|renewed)\b/gi,
    "waiting for replacement",
  ],
  // What the solver is asked
  [
    new RegExp(
      `^(?=.*\\b(?:possible|would|can|could|will|feasible|manage|cope|enough|what\\s+if|do\\s+we|how\\s+about|works?|get\\s+by)\\b)${IDLE}(?:\\b(?:one|an?|1)\\s+(?:${TRUCK}\\s+(?:fewer|less|short|down)|(?:fewer|less)\\s+${TRUCK})\\b)${IDLE}$`,
      "giu",
    ),
    "Could we run today with one truck fewer?",
  ],
  [
    new RegExp(
      `\\b(${TRUCK}\\s+\\d+)(?:\\s+is|\\s+has|['’]s)\\s+(?:just\\s+)?(?:out|down|dead|died|gone|stuck|stranded|kaput|packed\\s+(?:it\\s+)?up|packed\\s+in|given\\s+up|broken(?:\\s+down)?|conked\\s+out|failed)(?:\\s+of\\s+(?:action|service))?\\s+(?:at|after|on|by|near)\\s+(?:its\\s+)?stop\\s+(\\d+)`,
      "gi",
    ),
    "$1 broke down at stop $2",
  ],
  [
    /(?:\b(?:there['’]?s|there\s+is|we(?:['’]ve)?\s+(?:have|got)|got|(?:please\s+)?(?:fit|squeeze|slot|put|add|schedule|plan)(?:\s+in)?)\s+)?(?:\ban?\s+)?\b(?:extra|new|additional|another|one\s+more|unplanned|last-minute)\s+(?:bulky|sofa|couch|settee|mattress|fridge|furniture|wardrobe)(?:\s+(?:pickup|pick-up|collection|item|stop|job|waste))?(?:\s+to\s+(?:collect|pick\s+up|do|fetch|take|be\s+collected))?\s+(?:at|from|in|on|for)\s+(?=\d)/gi,
    "add a bulky pickup at ",
  ],
  [
    /^\W*(?:who|(?:which|what)\s+(?:truck|vehicle|lorry|crew))\s+(?:can|could|should|takes?|would|will)\s+(?:take(?:\s+on)?|do|fit\s+in|handle|absorb|pick\s+up|collect|make)?\s*(?=add\s+a\s+bulky)/gi,
    "",
  ],
  [
    /(?<=add\s+a\s+bulky\s+pickup\s+at\s+.{4,40}?)[,.;:?]?\s*(?:and\s+)?(?:in(?:to)?\s+today['’]s\s+(?:routes|plan|rounds)\s+)?(?:(?:(?<=[,.;:?]\s*|and\s+)(?:which|what|best|who)|with\s+the\s+(?:least|smallest|lowest))\b.*)$/gi,
    ". Which truck takes it with least delay?",
  ],
  [
    new RegExp(
      `\\b(?:[Tt]hey(?:['’]re|\\s+are)|[Tt]he\\s+(?:council|city|police|authorit\\w+)\\s+(?:is|are)|we\\s+hear\\s+they\\s+are)\\s+(?:closing|shutting(?:\\s+off)?|blocking(?:\\s+off)?|sealing(?:\\s+off)?)\\s+(?:off\\s+)?${STREET}`,
      "gu",
    ),
    "$1 is closed",
  ],
  [
    new RegExp(
      `${STREET}\\s+(?:can(?:['’]?t|not|\\s+not)\\s+be\\s+(?:used|driven|passed|entered)|is\\s+(?:impassable|sealed\\s+off|blocked\\s+off|off\\s+limits|out\\s+of\\s+bounds))`,
      "gu",
    ),
    "$1 is closed",
  ],
  [
    /(?<=\bis\s+closed\b.*)(?:what(?:['’]?s|\s+is)\s+the\s+way\s+a?round|(?:suggest|find|give|work\s+out|show)\s+(?:me\s+|us\s+)?(?:a|an|the)\s+(?:detour|diversion|alternative|way\s+a?round))\b/gi,
    "propose a detour",
  ],
  [
    /\b(?<!\bre-)(?:improve|recalculate|recompute|rework|redo|redesign|re-?run|re-?sequence|plan|optimi[sz]e)\s+((?:route\s+|r-?)\d+)(?:\s+(?:anew|again|afresh|from\s+scratch|once\s+more))?\s*,?\s+(?=(?:but|and|while|with|without|keeping|leaving|keep|leave|the\s+first|first|its\s+first)\b.*\bstops\b)/gi,
    "re-optimise $1 ",
  ],
  [
    new RegExp(
      `(?<=\\bre-?(?:optimi[sz]e|plan)\\b.*)(?:but\\s+|and\\s+|while\\s+)?(?:(?:do\\s*n['’]?t|do\\s+not)\\s+(?:change|touch|move|alter)|without\\s+(?:touching|changing|moving|altering)|leav(?:e|ing)|keep(?:ing)?|hold(?:ing)?|with|lock(?:ing)?|freez(?:e|ing))\\s+(?:the|its|his)?\\s*first\\s+${N}\\s+stops(?:\\s+(?:as\\s+they\\s+(?:are|stand)|alone|untouched|fixed|in\\s+place|unchanged|the\\s+same|where\\s+they\\s+are|locked|frozen|stay|in\\s+order))?`,
      "gi",
    ),
    "but keep the first $1 stops",
  ],
  [
    new RegExp(
      `(?<=\\bre-?(?:optimi[sz]e|plan)\\b.*)(?:,\\s*)?(?:but\\s+|and\\s+)?(?:the\\s+|its\\s+)?first\\s+${N}\\s+stops\\s+(?:(?:must|should|may|can|are\\s+to|have\\s+to)\\s+)?(?:not\\s+(?:change|move|be\\s+(?:touched|changed|moved))|stay|remain|be\\s+kept|kept)(?:\\s+(?:as\\s+they\\s+are|the\\s+same|in\\s+place|fixed|put))?`,
      "gi",
    ),
    " but keep the first $1 stops",
  ],
  [
    new RegExp(`((?:route\\s+|r-?)\\d+)['’]s\\s+(last|final)\\s+${N}\\s+stops`, "gi"),
    "the $2 $3 stops of $1",
  ],
  [
    new RegExp(
      `^\\W*(?:please\\s+)?(?:give|hand|pass|shift|transfer|reassign|redistribute|distribute|spread|share\\s+out|offload|assign|move)\\s+(?:over\\s+)?the\\s+(?:last|final)\\s+${N}\\s+stops\\s+(?:of|from|on)\\s+((?:route\\s+|r-?)\\d+)\\s+(?:over\\s+)?(?:to|among|between|across|over)\\s+(?:\\w+\\s+){0,3}?(?:trucks?|vehicles?|routes?|crews?|drivers?|those|others?)\\b(?=.*\\b(?:capacity|room|space|spare|free|take)\\b).*$`,
      "gi",
    ),
    "Move the last $1 stops of $2 to whoever has capacity",
  ],
  [
    /\b(?:redistribute|rebalance|spread|share\s+out|split|reassign|hand\s+out|divide)\s+(?:what\s+(?:he|she|they)\s+(?:had|has|have)|(?:his|her|their)\s+(?:work|stops|round|load|jobs|area))\b/gi,
    "rebalance his route",
  ],
  [
    /,?\s*(?:but\s+|and\s+)?(?:with\s+)?(?:nobody|no\s+one|none)\s+(?:(?:is\s+)?(?:on|in|into|doing|going\s+into|getting)|gets?|does|goes\s+into)\s+overtime\b/gi,
    " without overtime",
  ],
  [new RegExp(`\\bmy\\s+${N}\\s+(?:most\\s+recent|latest|newest|previous|last)\\s+`, "gi"), "my last $1 "],
  [/\b(?:roll\s+back|take\s+back|reverse|revert)\s+(?=my\s+last\b)/gi, "undo "],
  [
    /^\s*(?:simulate|(?:please\s+)?try(?:\s+out)?|imagine|(?:and\s+)?how\s+would\s+(?:it|things|the\s+day|today|that)\s+(?:look|work\s+out|turn\s+out|go|be)\s+if|what\s+would\s+(?:it\s+look\s+like|happen|be\s+the\s+effect)\s+if|what\s+happens\s+if)\s+(?!overtime)(?=.*\b(?:transfer\s+station|landfill|tip|facility)\b)(?!.*\bqueue)/gi,
    "what if ",
  ],
  [
    /(?<=^what\s+if\s.*)\b(?:going|unloaded|unloading|tipped|tipping|dumped|delivered|emptied|went)\s+(?:to|at)\b/gi,
    "go to",
  ],
  [
    new RegExp(
      `\\bwhen(?:['’]s|\\s+is|\\s+will|\\s+does)?\\s+(?:the\\s+)?(\\p{L}+)\\s+(?:truck\\s+|lorry\\s+|collection\\s+)?(?:be\\s+)?(?:coming|come|going|due|expected|getting|get|arriving|arrive)\\s+(?:down|up|along|to|through|in|into|on|at|round)\\s+(?=${STREET})`,
      "gu",
    ),
    "when will the $1 truck get to ",
  ],
  [
    /\bwhen\s+(?:do|can|should|may)\s+(?:you|we|i|they)\s+expect\s+the\s+(\w+)\s+(?:truck|lorry|collection)\s+(?:on|in|at|to\s+(?:reach|get\s+to|be\s+on|be\s+at))\s+/gi,
    "when will the $1 truck get to ",
  ],
  [/\broll\s+(my\s+.{4,40}?)\s+back\b/gi, "undo $1"],
  [
    new RegExp(
      `\\b(?:engine|gearbox|brakes?|hydraulics?|packer|arm|tyre|battery|clutch)\\s+(?:failure|trouble|breakdown|damage)\\s+(?:on|of|with|at)\\s+(${TRUCK}\\s+\\d+)\\s+(?:at|after)\\s+(?:its\\s+)?stop\\s+(\\d+)`,
      "gi",
    ),
    "$1 broke down at stop $2",
  ],
  // Where and when it is collected
  [
    /(?<=\b(?:bin|collection|pick-?up|emptying)\s+days?\b.*)[,;.?]?\s*(?:and\s+)?\b(?:does|will|is|do)\s+(?:it|that|they|the\s+day)\s+(?:going\s+to\s+)?(?:shift|chang|mov|differ|alter)\w*\s+((?:next|this)\s+week)?\s*(?:with|for|because\s+of|due\s+to|over|on)\s+(?:the\s+)?(?:(?:bank\s+|public\s+)?holiday|(?:st\.?|saint)\s+\p{L}+['’]?s\s+day)(?=\W*$)/giu,
    (_: string, week?: string) => `, and is ${week ?? "this week"} different because of the holiday`,
  ],
  [
    /^\W*(?:does|will|is)\s+the\s+(?:bank\s+|public\s+)?holiday\s+(?:move|shift|chang|affect|delay)\w*\s+(?:(?:this\s+week['’]?s|the)\s+)?(?:pickup|collection|bin\s+day|emptying)(?:\s+day)?\s+(?:at|for|in)\s+(.+?)(?:\s+this\s+week)?\W*$/gi,
    "what day is collection for $1, and is this week different because of the holiday?",
  ],
  [
    /[,;.?]?\s*(?:and\s+)?\b(?:does|will|did|is)?\s*(?:the\s+)?(?:bank\s+|public\s+)?(?<!\b(?:christmas|xmas|easter|new\s+year['’]?s?|thanksgiving)\s+)holidays?\s+(?:shift|chang|mov|affect|alter|delay|influenc|push)\w*(?:\s+(?:it|that|anything|things|this|the\s+day|collection|pickup))?(?:\s+(?:this|that)\s+week)?(?=\W*$)/gi,
    ", and is this week different because of the holiday?",
  ],
  [
    /[,;.?]?\s*(?:and\s+)?\b(?:is\s+there\s+)?any\s+(?:change|difference|shift)s?\s+(?:this\s+week\s+)?(?:due\s+to|because\s+of|for|from|with|by)\s+the\s+(?:bank\s+|public\s+)?holidays?(?:\s+this\s+week)?(?=\W*$)/gi,
    ", and is this week different because of the holiday?",
  ],
  [
    /\b(?:everything|all|whatever)\s+(?:that\s+)?(?:we(?:['’]ve|\s+have)?\s+(?:done|did)|(?:the\s+|past\s+)*(?:services?|visits?))\s+(?:for|to|at|of)\s+(?:the\s+)?(account|customer)\b/gi,
    "service history of $1",
  ],
  [
    /\b(?:when|how\s+often|what)\s+(?:have|did)\s+we\s+(?:serve[d]?|visit(?:ed)?|be(?:en)?\s+(?:to|at)|done?\s+(?:for|at))\s+(account|customer)\b/gi,
    "service history of $1",
  ],
  [/^\s*is\s+there\s+(?:already\s+)?a\s+date\s+for\s+(.+?)\W*$/gi, "is $1 scheduled?"],
  [
    /\bwhen\s+is\s+(?:the\s+)?(\w+)\s+(?:next\s+)?(?:collected|emptied|picked\s+up)(?:\s+next)?\s+(?:at|on|in)\s+(?=\d)/gi,
    "what day is $1 collection at ",
  ],
  [
    /\b(?:was|were|did\s+we\s+(?:serve|visit)|have\s+we\s+(?:served|visited))\s+(account|customer)\s+(\d+)(?:\s+(?:served|visited|collected|emptied))?/gi,
    "service history of $1 $2",
  ],
  // What people wrote
  [
    /\b(?:what|how)\s+do(?:es)?\s+(?:the|our)\s+(?:instructions?|procedures?|guidelines?|rules?|manual|handbook|polic(?:y|ies))\s+(?:tell|ask|want|require|instruct|advise|oblige)\s+(?:(?:us|drivers?|crews?|them|me|you|a\s+driver|the\s+drivers?|staff|people)\s+)?(?:to\s+do\s+)?(?:when|if|about|with|in\s+case\s+of|for)\b/gi,
    "what does our procedure say about",
  ],
  // What a crew is to do when something happens stands in the procedures.
  [
    /^\W*what\s+(?:(?:is|are|was|were)\s+(?:(?:the|our|a|my)\s+)?(?:crews?|drivers?|loaders?|staff|lads|we|they)\s+(?:meant|supposed|expected|required|told|obliged)\s+to\s+do|(?:should|must|shall)\s+(?:the\s+|our\s+|a\s+)?(?:crews?|drivers?|loaders?|staff|lads)\s+do)\s*,?\s+(?:if|when|in\s+case(?:\s+of)?|in\s+the\s+event\s+(?:of|that)|about|with|on)\s+(?:there(?:['’]s|\s+is|\s+are)\s+)?(?!.*\b(?:trucks?|routes?|r-?)\s*\d)/gi,
    "what does our procedure say about ",
  ],
  // Where crews noted something
  [
    /\bwhere\s+(?:(?:has|have|had|did)\s+)?(?:(?:the|our|any)\s+)?(?:crews?|drivers?|lads|we|they|people|anyone|anybody|somebody|someone)\s+(?:(?:has|have|had)\s+)?(?:ever\s+|also\s+|already\s+)?(?:noted?|wr(?:ote|itten)|write|remark(?:ed)?|jot(?:ted)?(?:\s+down)?)(?:\s+down)?\s+(?:that\s+)?(?!(?:by|off|up)\b)/gi,
    "notes saying that ",
  ],
  [/\bmention(?:s|ed|ing)?\s+(.{2,40}?)\s+in\s+(?:their|the|its|a)\s+notes?(?=\W*$)/gi, "note mentions $1"],
  [
    /\bcomplaints?\s+(?:resembling|similar(?:\s+in\s+\w+)?\s+to|such\s+as|along\s+the\s+lines\s+of|comparable\s+(?:to|with)|of\s+the\s+(?:type|kind))\b/gi,
    "complaints like",
  ],
  [/\bwho\s+(?:has\s+|have\s+)?complained\s+(?:about|of|that)\b/gi, "complaints about"],
  [/(?<=["”])\s+from\s+(?=(?:the\s+)?(?:last|past|this)\b)/gi, " in "],
  [
    /^\W*(?:have|has|did)\s+(?:any\s+|many\s+)?(?:people|residents?|customers?|anyone|anybody|somebody|someone)\s+(?:ever\s+)?complain(?:ed)?\s+(?:about|of|that)\b/gi,
    "complaints about",
  ],
  [
    /\bwhat\s+do\s+(?:our\s+|the\s+)?(?:customers?|residents?|people|households|neighbours)\s+(?:say|complain|think|report)\s+about\b/gi,
    "complaints about",
  ],
  [
    /\b(?:pickups?|collections?|stops)\s+per\s+(?:1,?000|thousand)(?:\s+stops)?\s+(?:were|are|got|have\s+been|did\s+we|do\s+we)\s+miss(?:ed)?\b/gi,
    "missed pickups per 1,000 stops",
  ],
  [/\b(contractor\s+\w)['’]s\s+(?:crews?|drivers?|people|trucks?)\b/gi, "$1"],
  [/\b(?:than|with|to|against|versus|vs)\s+ours\b/gi, "against our own crews"],
  [
    /\bmiss(?:es)?\s+(?:more|fewer|less)(?:\s+(?:pickups|stops|collections))?\s+(?=(?:than|against)\b)/gi,
    "missed pickups ",
  ],
];
