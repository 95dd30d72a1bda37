import { readNumber } from "#server/ask/core/quantity.ts";
import { N, TRUCK, type Turn } from "#server/ask/core/turn-slots.ts";

const MONTH_SHORT = "jan|feb|apr|jun|jul|aug|sept?|oct|nov|dec";
const MATERIAL =
  "(?:materials?|commodit(?:y|ies)|fractions?|(?:types?|kinds?|sorts?)\\s+of\\s+(?:waste|rubbish|garbage|trash|material)|(?:waste|rubbish|garbage|trash|material)\\s+(?:types?|kinds?|streams?))";
const OF_BODY_OR_PLACE =
  "(?=(?:the\\s+)?(?:rear|side|front|split|roll|automated|asl|refuse|recycling|organics?|glass|paper|bulky|north|south|east|west|centre|zone|route|truck|r-?\\d)\\b)";

const STREAM = "(?:refuse|recycling|organics?|glass|paper|cardboard|bulky)";
const STREAMS = `${STREAM}(?:(?:\\s*,\\s*|\\s+)(?:and\\s+)?${STREAM})*`;
const COMES_TO =
  "(?:(?:each|all|both)\\s+)?(?:come|comes|work|works|run|runs|amount|add\\s+up|cost|costs)(?:\\s+(?:us|me))?(?:\\s+(?:to|at|out\\s+at|out\\s+to|out))?";

/** Turns of phrase about money, fuel, emissions and overtime, and the order in which rows of them are wanted. */
export const COST_TURNS: readonly Turn[] = [
  // What one stop and one tonne cost
  [
    /\bwhat\s+(?:does|do|did)\s+(?:an?|one|each|every)\s+(stop|tonne|ton)\s+cost(?:\s+us)?\s*,?\s+and\s+(?:what\s+)?(?:(?:does|do|did)\s+)?(?:an?|one|each|every)\s+(stop|tonne|ton)(?:\s+cost(?:\s+us)?)?(?=\W*$|\s*,|\s+(?:by|per|for|in|last|this)\b)/gi,
    "cost per $1 and cost per $2",
  ],
  // Who burns most stands first
  [
    /\b(?:what|which)(?:['’]?s|\s+is|\s+are|\s+was|\s+were)\s+(?:our\s+|the\s+)?thirstiest\s+(trucks?|vehicles?|lorr(?:y|ies)|routes?|drivers?)(?=\s+(?:per|by|an?|for\s+each)\b)/gi,
    "which $1 uses the most fuel",
  ],
  [/\b(?:per|an|for\s+each|for\s+every|by\s+the)\s+hour\s+of\s+route(?:\s+time)?\b/gi, "per route hour"],
  // Litres and what they cost, each a figure
  [
    /\b(?:fuel|diesel)\b([^.?!]*?)[,;:]?\s*\b(?:in\s+|both\s+)?lit(?:re|er)s?\s*(?:and|&|plus)\s*(?:(?:the|its|their|what\s+(?:it|they|that))\s+)?costs?\b(?!\s+(?:per|an?|each)\b)/gi,
    "fuel and fuel cost $1",
  ],
  [
    /\b(?:how\s+(?:many|much)\s+)?lit(?:re|er)s?\s+(?:of\s+(?:fuel|diesel)\s+)?((?:(?:did|has|have|was|were|that)\s+)?[^.?!]*?)\s*,?\s*\b(?:and|plus)\s+(?:what|how\s+much)\s+(?:did\s+)?(?:it|they|that)\s+cost\b(?!\s+(?:per|an?|each)\b)/gi,
    "fuel and fuel cost $1",
  ],
  // Both ends of one ranking are told by all of it
  [
    /\b(?:which|what)(?:['’]s|\s+(?:is|was|one\s+is))?\s+(?:our\s+|the\s+)?(?:dearest|cheapest|most\s+expensive|costliest|least\s+expensive|priciest)\s+(depot|zone|route|truck|vehicle|stream|contractor|driver)\s+(per|by|for\s+(?:each|every)|an?)\s+(stop|tonne|ton|km|hour|lift)\s*,?\s+and\s+(?:(?:which|what)(?:['’]s|\s+(?:is|was|one\s+is))?\s+)?(?:our\s+|the\s+)?(?:dearest|cheapest|most\s+expensive|costliest|least\s+expensive|priciest)(?:\s+one)?\b(?!\s+(?:per|an?|each)\b)/gi,
    "cost per $3 by $1, highest first",
  ],
  [
    /\b(?:which|what)\s+(depot|zone|route|truck|vehicle|stream|contractor|driver)(?:['’]s|\s+(?:is|was|has\s+been))\s+(?:the\s+)?(?:dearest|cheapest|most\s+expensive|costliest|least\s+expensive|priciest)\s+(?:per|by|for\s+(?:each|every)|an?)\s+(stop|tonne|ton|km|hour|lift)\s*,?\s+and\s+(?:which\s+(?:one\s+)?(?:is\s+)?)?(?:the\s+)?(?:dearest|cheapest|most\s+expensive|costliest|least\s+expensive|priciest)(?:\s+one)?\b(?!\s+(?:per|an?|each)\b)/gi,
    "cost per $2 by $1, highest first",
  ],
  // A cost that somebody saw rise from one month to another, and why
  [
    /^.*?\b(?:(fuel|diesel)\s+(?:bills?|costs?|spend(?:ing)?|receipts?|invoices?|figures?)\b[^.?!]*?,?\s+(?:and|where)\s+(?:i\s+)?(?:can\s+)?(?:see|saw|seen|noticed?|spotted|found)\s+(?:that\s+)?)((?:truck|route|vehicle)\s+\d{1,4}|r-?\d{1,3}|\p{Lu}\p{L}+\s+depot)(?:['’]s)?\s+(?:came|come|comes|worked|works|turned|was|is)(?:\s+out)?\s+(dearer|more\s+expensive|pricier|higher|cheaper|lower|less)\s+in\s+(\p{Lu}\p{L}+)\s+than\s+(?:it\s+(?:did|was)\s+)?in\s+(\p{Lu}\p{L}+)\s*[,.;?!–-]+\s*(?:so\s+)?(?:what(?:['’]?s|\s+is|\s+was)\s+the\s+(?:reason|cause|explanation)(?:\s+(?:for|of|behind)\s+(?:that|it|this))?|why(?:\s+(?:is|was)\s+(?:that|it))?|how\s+(?:come|so))\W*$/giu,
    (_, cost = "", whose = "", way = "", month = "", other = "") =>
      `why was the ${cost.replace(/diesel/i, "fuel")} cost of ${whose} ${/cheap|low|less/i.test(way) ? "lower" : "higher"} in ${month} than in ${other}`,
  ],
  [
    /\b(\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|twenty|fifty)\s+grand\b/gi,
    (_, said = "") => String(1000 * (readNumber(said) ?? 0)),
  ],
  [/\b(?:this|the\s+current)\s+calendar\s+(year|month|week)\b/gi, "this $1"],
  [/\b(repair|fuel|disposal|tipping|overtime)s?\s+bills?\b/gi, "$1 cost"],
  [
    /[.;,?!]?\s*\b(?:i(?:['’]m)?\s+)?only\s+(?:bother|trouble|show|give|tell|send)\s+me\s+(?:with\s+|about\s+)?(?:anything|those|ones|the\s+ones|stuff)\s+(?=(?:over|above|under|below|more|less|from)\b)/gi,
    ", ",
  ],
  [
    /^\W*what(?:['’]s|\s+is|\s+was|\s+lay|\s+were)\s+behind\s+(?:all\s+)?(?:the|our|that|this)?\s*overtime\b/gi,
    "why was there overtime",
  ],
  // A month set against another: "and is that up or down on September"
  [
    /[,;.?]?\s*(?:and\s+|so\s+)?(?:is|was|are|were)\s+(?:that|it|this|those|they)\s+(?:any\s+)?(?:up|down|more|less|higher|lower|better|worse)(?:\s+or\s+(?:up|down|more|less|higher|lower|better|worse))?\s+(?:on|than|against|compared\s+(?:with|to)|versus|vs\.?)\s+(?=(?:in\s+)?(?:last|the|this|a|January|February|March|April|May|June|July|August|September|October|November|December|Mon|Tues|Wednes|Thurs|Fri|Satur|Sun|yesterday)(?:day)?\b)/gi,
    " against ",
  ],
  // Why it came to that
  [
    /(?<=\b(?:overtime|extra\s+hours|late\s+hours)\b.*)\band\s+why\s+(?:did|do|were|are)\s+(?:we|they|the\s+(?:crews|routes|rounds))\s+(?:run(?:ning)?|go(?:ing)?|end)\s+(?:over|long|late)\b/gi,
    "and why",
  ],
  // Asides
  [
    /(?<=[.!?,]\s*)(?:hold\s+my\s+(?:tea|beer|pint|coat)|brace\s+(?:yourself|ourselves)|god\s+help\s+(?:me|us)|wish\s+me\s+luck|much\s+obliged|no\s+rush|fingers\s+crossed|chop\s+chop|over\s+and\s+out)\W*$/gi,
    "",
  ],
  [/\s+while\s+you(?:['’]re|\s+are)\s+(?:in\s+there|at\s+it|about\s+it|there)\b/gi, ""],
  [
    /\bwhat\s+(?:in\s+(?:god|heaven|hell)['’]?s?\s+name|on\s+earth|the\s+(?:hell|heck|devil)|in\s+the\s+world)\s+/gi,
    "what ",
  ],
  [/\bbrought\s+(?:it|that|this)\s+on\b/gi, "caused it"],
  // "What did truck 14 cost us in fuel", "what do refuse and glass each come to per stop"
  [
    /\b(?:what|how\s+much)\s+(?:did|do|does|has|have)\s+((?:the\s+)?[\w' -]{3,40}?)\s+(?:cost|set)\s+(?:us|me)?\s*(?:back\s+)?(?:in|on|for)\s+(?:fuel|diesel|petrol|gas)\b/gi,
    "what is the fuel cost of $1",
  ],
  [
    new RegExp(
      `\\bwhat\\s+(?:do|does|did)\\s+(${STREAMS})\\s+${COMES_TO}\\s+(?:per|a|for\\s+each|for\\s+every)\\s+(stop|tonne|lift|km)\\s+and\\s+(?:per\\s+|a\\s+)?(stop|tonne|lift|km)`,
      "gi",
    ),
    "cost per $2 and cost per $3 by waste stream for $1",
  ],
  [
    new RegExp(
      `\\bwhat\\s+(?:do|does|did)\\s+(${STREAMS})\\s+${COMES_TO}\\s+(?:per|a|for\\s+each|for\\s+every)\\s+(stop|tonne|lift|km)`,
      "gi",
    ),
    "cost per $2 by waste stream for $1",
  ],
  [/\bper\s+tones?\b/gi, "per tonne"],
  // Lists as offices write them
  [
    /^\W*(?:(?:please|can\s+you|could\s+you|now)\s+)*(?:break|bucket|pull|split)\s+out\s+(?=(?:the\s+|our\s+|all\s+)?(?:cost|on-time|overtime|fuel|tonn|stops|lifts|idl|hours|miss|co2|completion|contamination|litres))/gi,
    "show ",
  ],
  [/^\W*(?:tabulation|tabular\s+overview|enumeration|inventory)\s+of\s+/gi, "list of "],
  [/(?<=\s|^)\((?:[a-d]|i{1,3}|[1-4])\)\s+/gi, ""],
  [
    /\b(?:(?:to\s+be|is|are)\s+)?(?:stated|given|shown|expressed|listed|reported|itemi[sz]ed|broken\s+out|arranged|set\s+out)\s+(?:separately\s+)?(?=(?:for|by|per)\s+(?:each|every|the|depot|zone|stream|route|vehicle|month|week|day)\b)/gi,
    "",
  ],
  [/[,;]?\s*\bwith\s+an?\s+(?:total|sum|grand\s+total)\s+(?:row|line)\b/gi, ""],
  [
    /[,;]\s+(?:for\s+)?all\s+(vehicles|trucks|lorries|drivers|depots|zones|routes|facilities|streams)\b(?!.*\b(?:by|per)\s+(?:vehicle|truck|driver|depot|zone|route|stream)\b)/gi,
    " by $1",
  ],
  // Orders
  [
    /\b(?:highest|most|high|largest|biggest|dearest|priciest|worst)\s+(?:down\s+)?to\s+(?:the\s+)?(?:lowest|least|low|smallest|cheapest|best)\b(?!\s+\w*(?:row|ranking))/gi,
    "highest first",
  ],
  [
    /\b(?:lowest|least|smallest|cheapest)\s+(?:up\s+)?to\s+(?:the\s+)?(?:highest|most|high|largest|biggest|dearest|priciest)\b/gi,
    "lowest first",
  ],
  [
    /[,;]?\s*\b(?:and\s+)?(?:put|with|show|list|have|keep)\s+(?:the\s+)?(dearest|priciest|highest|biggest|largest|worst|most|cheapest|lowest|smallest|best)(?:\s+ones?)?\s+(?:at|on)\s+(?:the\s+)?top\b/gi,
    ", $1 first",
  ],
  [/\b(?:dearest|priciest)\s+first\b/gi, "most expensive first"],
  [/\bdearer\b/gi, "more expensive"],
  [new RegExp(`\\b(?:not|nt|without)\\s+counting\\s+${OF_BODY_OR_PLACE}`, "gi"), "except "],
  [new RegExp(`\\b(?:and\\s+)?(?:leave|leaving)\\s+out\\s+${OF_BODY_OR_PLACE}`, "gi"), "except "],
  // Times
  [/\bsince\s+(?:the\s+)?new\s+year(?:['’]s(?:\s+(?:day|eve))?)?\b/gi, "this year"],
  [
    new RegExp(
      `(?<!\\b(?:in|at|on|since|of|for|until|till|from|to|last|vs|versus|during|through|by|before|after|and|this|end|mid|early|late)\\s+)(?<![\\d-]\\s?)\\b(${MONTH_SHORT})\\b\\.?(?=\\s+(?:only|in|by|per|pls|please|thx|top|vs|for|just)\\b|\\W*$)`,
      "gi",
    ),
    "in $1",
  ],
  [/\bfirst\s+and\s+second\s+quarters?\b/gi, "from January to June"],
  [/\bsecond\s+and\s+third\s+quarters?\b/gi, "from April to September"],
  [/\bthird\s+and\s+fourth\s+quarters?\b/gi, "from July to December"],
  // Idling
  [
    /\b(?:the\s+)?(?:engines?|motors?)\s+(?:(?:are|is|were|was|being|left)\s+)?(?:just\s+)?(?:ticking|turning|idling)(?:\s+over)?\b/gi,
    "idling",
  ],
  [
    /\b(?:lorries|trucks|vehicles|wagons|we(?:['’]ve|\s+have)?)?\s*(?:sitting|sat|standing|stood|parked)\s+(?:there\s+|still\s+|around\s+)?with\s+(?:the|their|its|our)\s+(?:engines?|motors?)\s+(?:on|running|going)\b/gi,
    " idling",
  ],
  [
    /\b(?:the\s+)?(?:engines?|motors?)\s+(?:run|runs|running|on)\s+(?:and|but|while|with)\s+(?:the\s+)?(?:trucks?|vehicles?|lorr(?:y|ies)|they|it)?\s*(?:(?:is|are|do|does|did)\s+)?(?:not|n['’]t|never)\s+mov(?:e|es|ing)\b/gi,
    "idling",
  ],
  [
    /\bhow\s+much\s+money\s+(?:have\s+we|did\s+we|we\s+have|we|has\s+been|is|was|got)\s+(?:burn(?:ed|t)?|gone|blown|blow|wasted?|lost|lose|thrown\s+away|throw\s+away)\b/gi,
    "how much money did we spend",
  ],
  [
    /\bwhat(?:['’]s|\s+is|\s+was|\s+are)\s+the\s+damage(?:\s+(?:on|for|from))?(?=\s+(?:at|on|for|from|of)\b|\W*$|\s+\w+ing\b)/gi,
    "what did it cost",
  ],
  [/\bwhat\s+are\s+we\s+down\s+(?=.*\bidl)/gi, "what did it cost "],
  [/\bruns?\s+us\b|\brunning\s+us\b/gi, "cost us"],
  // Per stop and per tonne
  [/(?<=\s)\/\s?(stop|tonne|ton|km|litre|hour)\b/gi, "per $1"],
  [/\bby\s+the\s+(stop|tonne|ton|kilometre|kilometer|km|litre)\b/gi, "per $1"],
  [
    /\b(?:a|per|each|by\s+the)\s+stop\s+and\s+(?:a|per|each|by\s+the)\s+(tonne|ton)\b/gi,
    "per stop and per $1",
  ],
  [
    /\b(?:what|how\s+much)\s+it\s+costs\s+(?:us\s+)?to\s+(?:make|do|serve|run|service)\s+an?\s+stop\b/gi,
    "the cost per stop",
  ],
  [
    /\b(?:what|how\s+much)\s+it\s+costs\s+(?:us\s+)?to\s+(?:handle|collect|move|haul|process|shift|pick\s+up|get\s+rid\s+of)\s+an?\s+(tonne|ton)\b/gi,
    "the cost per $1",
  ],
  [
    new RegExp(`\\bwhat\\s+(?:does|do|did)\\s+(?:each|every)\\s+${MATERIAL}\\s+cost(?:\\s+us)?\\b,?`, "gi"),
    "cost by waste stream",
  ],
  [new RegExp(`\\b(?:for|by|per|of)\\s+(?:each|every)?\\s*${MATERIAL}\\b`, "gi"), "by waste stream"],
  [/\bcost\s+by\s+waste\s+stream\s+per\s+stop\b/gi, "by waste stream cost per stop"],
  [/\b(?:is|are|was|were|been)\s+(.{2,30}?)\s+costing\b/gi, "does $1 cost"],
  [/\bcosting\b/gi, "cost"],
  [/\bas\s+well\b(?=\W*$|\s*[,.])/gi, "too"],
  [/\b(north|south|east|west)\s+dep\b\.?/gi, "$1 depot"],
  [
    /(?<!\b(?:the|on|since|from|until|till|by|before|after|(?:jan|febr?|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*)\.?,?\s+)\b1st\b(?!\s*(?:to|until|till|through|and|[-–])\s*(?:the\s+)?\d)(?!\s+(?:of\b|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))/gi,
    "first",
  ],
  // What fuel would have cost at another price
  [
    /\b(?:if|had|suppos(?:e|ing)|say|assuming|with)\s+(?:the\s+)?(?:price\s+of\s+)?(?:diesel|fuel)(?:\s+prices?)?\s+(?:had\s+(?:been|cost|stood\s+at)|were|was|been|would\s+(?:be|cost)|cost|stood|at)\s+(?:at\s+)?([£€$]?\d+(?:[.,]\d+)?(?:\s*(?:pence|cents?|p|c|ct|euros?|pounds?|dollars?))?)(?:\s+(?:an?|per|the)\s+lit(?:re|er))?(\s+[^,?]{3,40}?)?\s*,?\s+(?:then\s+)?(?:what|how\s+much)\s+(?:would|should|could)\s+(?:we|it|(?:our\s+|the\s+)?(?:fuel|diesel)(?:\s+bill)?|that)\s+(?:have\s+)?(?:paid|pay|spent|spend|cost|come\s+to|been)(?:\s+us)?(?:\s+(?:for|on)\s+(?:the\s+|our\s+)?(?:fuel|diesel|it))?\b/gi,
    "what did fuel cost at $1 per litre$2",
  ],
  [
    /\bwhat\s+would\s+(?:(?:the|our|all\s+(?:the|our))\s+)?(?:fuel|diesel)(?:\s+bill)?\s+have\s+(?:cost|come\s+to|been)(?:\s+us)?(?=.*\d\s*(?:\w+\s+)?(?:an?|per|the|\/)\s*(?:litre|liter|l)\b)/gi,
    "what did fuel cost",
  ],
  [
    /\b(?:what|how\s+much)\s+would\s+we\s+have\s+(?:paid|spent)\s+(?:for|on)\s+(?:the\s+|our\s+)?(?:fuel|diesel)\b(?=.*\d\s*(?:\w+\s+)?(?:an?|per|the|\/)\s*(?:litre|liter|l)\b)/gi,
    "what did fuel cost",
  ],
  [
    /(?<=\bwhat\s+did\s+fuel\s+cost\b.*)\bif\s+(?:diesel|fuel|it)\s+(?:had\s+(?:been|cost)|were|was|cost)\s+(?=[£€$]?\d)/gi,
    "at ",
  ],
  // Fuel
  [/\bl\s*\/\s*route\s*(?:hr|hour)s?\b/gi, "litres per route hour"],
  [
    /\b(?:for\s+)?(?:each|every|an|per)\s+hour\s+(?:(?:that\s+)?(?:it|she|he|they|one)(?:['’]s|\s+(?:is|was|are|were|spen(?:t|ds?)))?\s+)?(?:spent\s+)?(?:out\s+)?(?:on|in)\s+(?:the\s+)?(?:route|road|round|run|job|beat)s?\b/gi,
    "per route hour",
  ],
  [/\bfor\s+an\s+hour['’]s\s+(?:work|graft|driving)\b/gi, "per route hour"],
  [
    /\b(?:the\s+)?(?:biggest|worst|thirstiest|heaviest|greatest)\s+(?:fuel\s+)?(?:drinker|guzzler|boozer|burner|gas\s+hog|fuel\s+hog)\s+in\s+the\s+(?:yard|fleet|garage|company|place)\b/gi,
    "which truck burns the most fuel",
  ],
  [/\bhas\s+the\s+(?:biggest|greatest|worst)\s+thirst(?:\s+on\s+(?:it|him|her))?\b/gi, "burns the most fuel"],
  [
    /\b(our|the|my|these|ten|five|three|two|four|six|eight|\d{1,2}|which|what)\s+diesels\b/gi,
    "$1 diesel trucks",
  ],
  // Electric
  [/\butes\b(?:,?\s+sorry,?\s+(?=trucks))?/gi, ""],
  [
    new RegExp(
      `\\b(?:diesels|${TRUCK}s?|lorries)\\s+(?:that\\s+)?(?:would\\s+)?make(?:s)?\\s+(?:the\\s+)?(?:most|best)\\s+(?:sense|candidates?|case)\\s+(?:to|for)\\s+(?:swap|replace|trade|chang|convert|retir)\\w*(?:\\s+(?:out|in))?\\b`,
      "gi",
    ),
    "trucks should we replace with electric",
  ],
  [
    /\b(?:swap|change|trade)\s+(?:out\s+)?for\s+(?:battery|electric)(?:\s+(?:ones?|trucks?|vehicles?))?\b/gi,
    "replace with electric",
  ],
  [/\b(?:go|going|gone)\s+(?:ev|electric|battery)\s+1st\b/gi, "go electric first"],
  [
    /\b(?:and\s+)?how\s+(?:many\s+(?:k['’]?s|kms?|kilomet\w+|miles)|far)\b.{0,40}?\bon\s+(?:a|one|each|the)\s+(?:single\s+)?charge\b/gi,
    "and what range do they need",
  ],
  [
    /\b(?:and\s+)?what\s+(?:kind|sort)\s+of\s+range\s+(?:would|will|do|does|must|should)\b[^?.]*/gi,
    "and what range do they need",
  ],
  [
    /\brange\s+(?:needed|required|necessary)(?:\s+in)?(?:\s+(?:km|kms|kilomet\w+))?\b/gi,
    "what range do they need",
  ],
  // What plans saved
  [
    /\b(?:dodge|avert|prevent|shave\s+off|cut\s+out)(?:d|ed)?\b(?=.*\b(?:optimi[sz]\w+|re-?plan\w*|solver|planner)\b)(?<=\b(?:co2|carbon|emissions?)\b.*)/gi,
    "save",
  ],
  [/\b(?:quantity|amount|volume)\s+of\s+(?=(?:co2|carbon)\b)/gi, "how much "],
  [/\bre-?\s?jigg?(?:ing|ed)?\s+(?:of\s+)?(?:the\s+|our\s+)?(?=(?:rounds|routes|runs)\b)/gi, "re-optimised "],
  [
    /\b(?:re-?worked|re-?done|redrawn|re-?arranged|re-?jigged)\s+(?=(?:rounds|routes|runs)\b)/gi,
    "re-optimised ",
  ],
  [/\bspared?\s+us\b/gi, "save"],
  [
    /\b(?:if|were)\s+we\s+(?:to\s+buy|bought|got|had|went)\s+(?:for\s+)?(?:\w+\s+)?(?:battery|electric)\s+(?:lorries|trucks|vehicles|wagons)\s*,?\s*(?:which|what)\s+(?:diesels|lorries|trucks|vehicles|ones)\s+(?:should\s+|would\s+|do\s+|must\s+)?(?:go|be\s+replaced|be\s+swapped|retire)\s+first(?:\s*,?\s*and\s+(?:how\s+far\s+(?:must|should|do|would|can)|what\s+range)\b.*)?/gi,
    "which trucks should we replace with electric first and what range do they need",
  ],
  [/\bre-?optimi[sz]ed\s+routing\b/gi, "re-optimised routes"],
  [/\bnew(?:ly)?\s+(?:calculated|optimi[sz]ed|planned|computed)\s+routes\b/gi, "re-optimised routes"],
  [/\beconomi[sz]ed?\b(?=.*\bco2\b|.*\bcarbon\b)|(?<=\bco2\b.*|\bcarbon\b.*)\beconomi[sz]ed?\b/gi, "saved"],
  [
    /\b(?:shell|fork|lay|dish)(?:ed|ing)?\s+out\s+(?=(?:on|for)\b)|\b(?:cough|stump)(?:ed|ing)?\s+up\s+(?=(?:on|for)\b)/gi,
    "spend ",
  ],
  [/\b(depot|zone|route|truck|vehicle|driver|stream|facility|street)\s+by\s+\1\b/gi, "by $1"],
  // Overtime
  // A list of it is told of each driver
  [
    /\b(?:the\s+|our\s+)?overtime\s+(?:list|sheet|table|roll|league|register)(?!\s+(?:by|per)\b)(?=(?!.*\b(?:by|per)\s+(?:driver|depot|route|zone|truck|vehicle|day|week)).*$)/gi,
    "overtime by driver",
  ],
  [
    /\bovertime\s+(?:dollars|pounds|euros|money|expenditure|spend(?:ing)?|outlay|expenses?)\b/gi,
    "cost of overtime",
  ],
  [
    /[,;]?\s*(?:\bwith\s+)?(?:\ban?\s+|\bthe\s+)?\b(?:apportion(?:ment|ed)|attribut(?:ion|ed)|allocat(?:ion|ed)|analysis|split|broken\s+down|breakdown)\s+(?:by|to|of)\s+(?:the\s+|its\s+)?causes?\b(?<=\bovertime\b.*)/gi,
    " and what caused it",
  ],
  [new RegExp(`\\btop\\s+${N}['’]ll\\s+do\\b`, "gi"), "top $1"],
  [
    /\bhow\s+(?:many\s+(?:kilos|kilogram(?:me)?s|kg|tonnes)\s+of|much)\s+(?:co2|carbon)\s+(?:did\s+we|have\s+we|was|were)\s+(?:avoid(?:ed)?|save[d]?|spare[d]?|cut|kept\s+out)\s+((?:in|since|last|this|over|during)\s+[\p{L}\d\s]+?\s+)?(?:by|through|thanks\s+to|from|with)\s+(?:the\s+)?(?:reworking|re-?optimi[sz]ing|re-?planning|replanned|re-?optimi[sz]ed|reworked|re-?routing|re-?routed)\s+(?:the\s+|our\s+)?routes\b/giu,
    (_, when: string | undefined) => `how much CO2 did re-optimised routes save ${(when ?? "").trim()}`,
  ],
  [
    /\b(?:at|in|for|from)\s+(?:which|what)\s+(?:yard|depot|base)\s+(?:does|is|do)\s+(?:an?|each|every|one|our)\s+(?:stop|pick-?up|collection|lift)s?\s+(?:come\s+out|work\s+out|turn\s+out|end\s+up)?\s*(?:the\s+)?(cheapest|dearest|most\s+expensive)\b/gi,
    (_, end: string) => `which depot has the ${/cheap/i.test(end) ? "lowest" : "highest"} cost per stop`,
  ],
  // Some streams and all others are all of them
  [
    /\b(?:for|by|of|across)\s+(?:(?:residual|refuse|rubbish|recycling|organics|glass|paper)\s*,?\s*){2,}(?:and|&)\s+(?:(?:all\s+)?the\s+(?:others?|rest|other\s+(?:streams|types|kinds))|so\s+(?:on|forth))(?=[\s,.?!]|$)/gi,
    "by waste stream",
  ],
  [
    /\bhow\s+much\s+(?:have|has|did|do)\s+((?:the\s+|our\s+)?(?:repairs|fuel|overtime|idling|tyres|tolls|disposal|tipping|diesel)\b[\p{L}\d\s-]{0,30}?)\s+set\s+us\s+back\b/giu,
    "how much did $1 cost us",
  ],
  [
    /^\W*(?:pick|choose|name|find)\s+(?:out\s+)?(?:me\s+)?the\s+first\s+(\w+)\s+(?:trucks|vehicles|lorries)\s+(?:you(?:['’]d|\s+would)|we\s+should|to)\s+(?:swap|change|replace|switch)\s+(?:for|to|with|by)\s+(?:an?\s+)?electric(?:\s+ones?)?\b/gi,
    "which $1 trucks should we replace with electric first",
  ],
  [/\b(\d[\d,.]*)\s*k['’]s\b/gi, "$1 km"],
];
