import { TRUCK, type Turn } from "#server/ask/core/turn-slots.ts";

const TRUCKS = `(?:${TRUCK}s|lorries|ones|units|rigs|motors)`;
// What lifts bins is the arm.
const LIFT = "(?:bin[\\s-]+|tail[\\s-]+)?(?:lifts?|lifters?|lifting\\s+(?:gear|equipment)|hoists?)";
const ABOUT_FAULT =
  "\\b(?:faults?|codes?|lights?|lamps?|warnings?|manual|handbook|book|procedures?|instructions?|guidance|brakes?|inquiry|like\\s+that)\\b";

const WENT_WRONG =
  "(?:(?:what|whatever|everything|anything|all)(?:['’]s)?\\s+(?:that(?:['’]s)?\\s+)?(?:(?:has|have|had|did)\\s+)?(?:ever\\s+)?(?:(?:gone|went|go|been\\s+going)\\s+wrong|broke(?:n)?|failed|packed\\s+(?:up|in)|been\\s+(?:the\\s+matter|wrong|up))|(?:has|have|did)\\s+anything\\s+(?:gone|go)\\s+wrong)";
const NOT_OF_A_DAY =
  "(?!.*\\b(?:today|yesterday|tonight|this\\s+(?:morning|afternoon|evening)|on\\s+\\w+day)\\b)";
// A number without a word for it is a truck's.
const bareIn = (found: readonly unknown[]): string =>
  (found.at(-1) as { bare?: string } | undefined)?.bare === undefined ? "" : "truck ";

/** Turns of phrase about the workshop, the hours and the driving of drivers, and facilities. */
export const YARD_TURNS: readonly Turn[] = [
  // Words cut short, before the turns that are made of them
  [/\b(?:trux|trks|truks)\b/gi, "trucks"],
  [/\bstps?\b/gi, "stops"],
  [/\bthn\b/gi, "than"],
  [/\byeste?r?da?y\b|\byestrday\b|\byestarday\b/gi, "yesterday"],
  [/\blorrys\b/gi, "lorries"],
  [/\bful\b(?=\s+(?:wi|and|but|w\b))/gi, "full"],
  [/\bwiht\b/gi, "with"],
  [/\bmor\s+(?=tha?n\b)/gi, "more "],
  [/\bstpos\b/gi, "stops"],
  // How it is asked
  [
    /\b(?:average|mean)\s+(?:net\s+)?(?:load|weight|payload)\s+per\s+(?:trip|run|load|tip)\b/gi,
    "average net weight per load",
  ],
  [
    /\b(?:at|in)\s+(?:what|which)\s+hours?\s+(?:of\s+the\s+day\s+)?(?=(?:is|are|was|were|do|does)\b)/gi,
    "by hour of the day, when ",
  ],
  [/\bno\s+brakes?(?=\s+(?:in|for|within|over|during)\s+(?:the\s+)?(?:last|past|\d))/gi, "no break"],
  [
    /\bwhen\s+(?:did|has|was)\s+([\w' -]{2,30}?)\s+last\s+(?:stop(?:ped)?\s+for|have|had|take|taken?|took|get|got|on)\s+(?:a\s+|his\s+|her\s+|their\s+)?(?:meal\s+|lunch\s+|rest\s+)?(?:break|rest|breather|lunch)\b/gi,
    "how long has $1 been without a break",
  ],
  [
    /\b(loads?|tickets?)\s+(?:taken|brought|delivered|hauled|carried|driven|run|dropped(?:\s+off)?|tipped|that\s+(?:went|came))\s+(?=(?:to|at|in(?:to)?)\s)/gi,
    "$1 ",
  ],
  [
    /\b(\w+\s+)?loads?\b(?=.*,\s*(?:and\s+)?with\s+(?:the\s+)?(?:truck|vehicle|lorry)(?:\s+and\s+(?:the\s+)?(?:site|facility|place))?\W*$)(.*),\s*(?:and\s+)?with\s+(?:the\s+)?(?:truck|vehicle|lorry)(?:\s+and\s+(?:the\s+)?(?:site|facility|place))?\W*$/gi,
    "$1loads$2",
  ],
  [
    /\b(?:pull|fish|dig|root|rustle|round)\s+(?:me\s+|us\s+)?(?:out|up|together)\s+(?=(?:the|every|all|any|each|a|an|those|whatever)\b)/gi,
    "show ",
  ],
  [/\bpull\s+(?=(?:every|all|each|any)\b)(?!.*\b(?:off|out\s+of)\b)/gi, "show "],
  [/\bwalk\s+(?:me|us)\s+through\b/gi, "show me"],
  [/,?\s*\bwould\s+(?:ya|yer|you)\s*(?=\W*$)/gi, ""],
  [
    /(?:,?\s*\b(?:and|but|so)\s+)?\bi\s+(?:don['’]?t|do\s+not)\s+want\s+to\s+(?:guess|risk\s+it|take\s+(?:any\s+)?chances)\b[,.;]?/gi,
    ",",
  ],
  [/^\W*complete\s+(?=(?:\w+\s+){0,2}(?:history|list|record|overview|log|breakdown)\b)/gi, ""],
  [
    /\bonly\s+one\s+(?:name|truck|driver|row)(?:\s+i\s+want|,?\s+please|\s+needed)?(?=\s*(?:[.?!]|$))|\bjust\s+the\s+one\b(?=\W*$)/gi,
    "top 1",
  ],
  [/\b(?:is|are)\s+troubling\s+us\s+(?:the\s+)?most\s+with\s+faults\b/gi, "has the most faults"],
  [/\b(?:wasn['’]?t|isn['’]?t)\s+it\s*\?*$/gi, ""],
  [
    /\beach\s+(?:one\s+)?of\s+(?:the|our|my)\s+(?=(?:tips|landfills|facilities|disposal\s+sites|transfer\s+stations|sites|dumps|depots|drivers|trucks|vehicles|zones|routes|streams|contractors)\b)/gi,
    "each ",
  ],
  [/^\W*it(?:['’]d|\s+would)\s+(?:really\s+)?help\s+(?:me\s+|us\s+)?to\s+(?:know|see)\b[^:?]*:\s+/gi, ""],
  [
    /^\W*(?:before|when|as)\s+(?:i|we)\s+(?:talk|speak|meet|sit\s+down|chat|catch\s+up)(?:\s+(?:to|with))?\s+(?=\p{Lu})/giu,
    "for ",
  ],
  [
    /\bthis\s+(\w+)\s+or\s+this\s+(\w+)\b(.*?)[?.,;]\s*(?:just|only)\s+the\s+(\1|\2)(?:,?\s*(?:actually|please|though))?\b/gi,
    "this $4$3",
  ],
  [
    /(?<=\b(?:weekly|daily|monthly|(?:by|per|each)\s+(?:day|week|month))\b.*),?\s*\bin\s+(?:chronological|date|time)\s+order\b/gi,
    "",
  ],
  [/\b(?:for|in|over|during|within)\s+the\s+period\s+(?:from\s+|of\s+)?(?=\d)/gi, ""],
  [/\bthe\s+(fortnight|week|month|quarter)\s+just\s+(?:gone|past|ended|finished)\b/gi, "last $1"],
  [
    /\b(?:the\s+)?(?:preceding|foregoing)\s+(?=(?:\w+\s+)?(?:fortnight|weeks?|months?|days?|hours?|quarters?)\b)/gi,
    "last ",
  ],
  [/\bfrequency\s+of\s+/gi, ""],
  [/\b(\d+)\s+(stops|pickups|houses|calls|drops|collections)\s+or\s+(more|fewer|less)\b/gi, "$1 or $3 $2"],
  [
    /\b(by|per|each)\s+contractor,?\s+([A-Z])\s*(?:,|and|or|&)\s*([A-Z])\b/g,
    "contractor $2 and contractor $3 by contractor",
  ],
  [
    /\bcontractors,?\s+([A-Z])\s*(?:,|and|or|&)\s*(?:contractor\s+)?([A-Z])\b/g,
    "contractor $1 and contractor $2",
  ],
  [/\bleft\s+on\s+the\s+clock\b/gi, "left"],
  // Compared, they are two times and no stretch.
  [
    /(?<=\b(?:compar|differ)\w*\b.*)\b(?:yesterday\s+and\s+today|today\s+and\s+yesterday)\b|\b(?:yesterday\s+and\s+today|today\s+and\s+yesterday)\b(?=.*\b(?:compar\w*|side\s+by\s+side)\b)/gi,
    "today against yesterday",
  ],
  [/\byesterday\s+and\s+today\b|\btoday\s+and\s+yesterday\b/gi, "since yesterday"],
  // Numbers as they are typed
  [/(\d)\s?(?:pc|pct)\b/gi, "$1 %"],
  [/(?<=\d\s?%\s+full)\s+n\s+(?=still|has|with)/gi, " and "],
  [/\bten['’]ll\s+do(?:\s+me)?\b/gi, "top 10"],
  [/\bfive['’]ll\s+do(?:\s+me)?\b/gi, "top 5"],
  [
    /\b(most|least|worst|best|fullest|emptiest|highest|lowest|oldest|newest|latest|earliest|biggest|smallest|heaviest|urgent|fastest|slowest|longest|shortest|serious|critical)\s+1st\b/gi,
    "$1 first",
  ],
  [/\bany1\b/gi, "anyone"],
  [/\bhowmany\b/gi, "how many"],
  [/\b(\d+)\s+in\s+the\s+morning\b/gi, "$1 am"],
  [
    /\bbetween\s+(?:half\s+)?(five|six|seven|eight|nine|ten|eleven)\s+and\s+(six|seven|eight|nine|ten|eleven|noon)\s+in\s+the\s+morning\b/gi,
    "between $1 o'clock and $2 o'clock",
  ],
  [/\btoday\s+(morning|afternoon|evening)\b/gi, "this $1"],
  // A truck is cranked once a morning: of anything else, mornings are no whole days.
  [
    /(?<=\b(?:crank\w*|volts?|voltage)\b.*)\b(?:these\s+|the\s+)?(?:past|last)\s+(\d+|\w+)\s+mornings\b/gi,
    "by day, last $1 days",
  ],
  [/\bof\s+a\s+morning\b/gi, ""],
  [/(?<!\d\s*)\bof\s+(?:the|this)\s+morning\b/gi, "this morning"],
  [/[,;]?\s*\bor\s+not\b(?=\W)/gi, ""],
  [
    /\b(?:from\s+)?(?:the\s+)?most\s+to\s+(?:the\s+)?least\s+(serious|severe|urgent|critical|grave)\b/gi,
    "most $1 first",
  ],
  [
    /\bfrom\s+(?:the\s+)?(most|highest|largest|biggest|worst|best|lowest|least|fewest|oldest|newest)(?:\s+(?:severe|serious|urgent|critical))?\s+to\s+(?:the\s+)?(?:most|highest|largest|biggest|smallest|worst|best|lowest|least|fewest|oldest|newest)\b/gi,
    "$1 first",
  ],
  [
    /\bsince\s+[^,.?;]{2,30}?\W+(?:actually|sorry|no\s+wait|i\s+mean)\W+(?:make\s+(?:that|it)\s+)?since\b/gi,
    "since",
  ],
  [/[,;.]?\s*\b(?:a\s+)?count(?:['’]ll|\s+will|\s+is)\s+(?:do|enough|fine)\b/gi, ", how many"],
  [
    /\b(driver|truck|vehicle|route|depot|zone|site|facility|hour|day|week|month|contractor|street|stream|component)[\s-]wise\b/gi,
    "by $1",
  ],
  [
    /\b(?:one\s+)?(?:line|row|entry)\s+(?:an?|each|apiece\s+for\s+every)\s+(driver|truck|vehicle|depot|route)\b/gi,
    "per $1",
  ],
  [/\bby\s+(?:the\s+)?clock\s+hours?\b/gi, "by hour of the day"],
  [/(?<=\bhours\b.*)\ball\s+(?:the\s+)?drivers\b(?!\s+(?:together|combined|taken))/gi, "per driver"],
  // Depots by what else a yard is called
  [
    /\b(north|south|east|west)\s+(?:fleet|lot|shed|branch|base|garage|dep|dpt|yard)\b(?!\s+zone)/gi,
    "$1 depot",
  ],
  [/\b(north|south|east|west)\s+depot\s+depot\b/gi, "$1 depot"],
  [/\bn\.?\s+(?=(?:landfill|transfer|tip|depot)\b)/gi, "north "],
  [/\bs\.?\s+(?=(?:landfill|transfer|tip|depot)\b)/gi, "south "],
  [/\be\.?\s+(?=(?:landfill|transfer|tip|depot)\b)/gi, "east "],
  [/\bw\.?\s+(?=(?:landfill|transfer|tip|depot)\b)/gi, "west "],
  // Faults
  [/\b(?:open|active|live|current)\s+codes?\b/gi, "active fault codes"],
  [/\b(?:which|same|what)\s+code\b(?!\s*(?:of|for)\s+(?:conduct|practice))/gi, "which fault code"],
  [
    /\b(?:is|are|['’]s|['’]re)?\s*lit\s+up(?:\s+like\s+(?:a|an|the)\s+[\w\s]{3,25}?tree)?\b/gi,
    " has fault codes",
  ],
  [
    /\bdash(?:board)?[\s-]+(?:warning\s+)?(?:lights?|lamps?)\b|\blights?\s+on\s+the\s+dash(?:board)?\b/gi,
    "fault codes",
  ],
  [/\bcheck[\s-]engine(?:\s+lights?)?(?:\s+stuff)?\b/gi, "fault codes"],
  [/\b(fault|error|trouble|engine)\s+codes?(\W+)what(?:['’]s|\s+is)?\s+throwing\s+codes\b/gi, "$1 codes"],
  [/\beng(?:ine)?\s+(?:warning\s+)?(?:lite|lights?|lamp)\b/gi, "fault code"],
  [
    new RegExp(
      `(?<=\\b(?:${TRUCKS}|who|anyone|anything|fleet)\\b.{0,20})\\b(?:poorly|crook|ailing|playing\\s+up|acting\\s+up|unwell|under\\s+the\\s+weather|on\\s+the\\s+blink|misbehaving|crocked|dicky|unhappy)\\b`,
      "gi",
    ),
    "with fault codes",
  ],
  [/\bfaults?\s+on\s+the\s+go\b/gi, "active fault codes"],
  // A bare number of stops beside how full is what must still be left at least.
  [
    /(?<=\b(?:full|\d+\s*(?:%|percent|per\s+cent))(?:\s+is)?\s*,?\s*(?:and|but|with|while|that|yet)\b.{0,25}?)(?:\b(?:still|yet|left|has|have|with|there|are|got)\s+)+(\d{1,3})\s+(?:more\s+)?(?:stops?|pick-?ups?|collections|calls)\b(?:\s+(?:left|to\s+(?:go|do)|remaining|outstanding|on\s+it|has|have))*/gi,
    " with at least $1 stops left",
  ],
  [
    /\b(?:(?:still|yet)\s+)?(?:has|have|with)\s+(?:still\s+)?(\d{1,3})\s+(?:stops?|pick-?ups?|collections)\s+(?:left|to\s+go|remaining|to\s+do)\s+(?:and|but)\s+(?:is|are)?\s*(?=.{0,20}(?:%|\bfull\b))/gi,
    "with at least $1 stops left and ",
  ],
  // What went wrong with a truck over a time is told by its faults and its repairs; that of a day is explained.
  [
    new RegExp(
      `\\b${WENT_WRONG}\\s+(?:with|on|in)\\s+(?:the\\s+)?(?:(?=${TRUCK}s?\\s+\\d|it\\b|(?:our\\s+|\\w+\\s+depot['’]s\\s+)?(?:trucks|vehicles|lorries)\\b)|(?=\\d{1,3}\\b(?!\\s*(?:%|min|km|stops|of)))(?<bare>))${NOT_OF_A_DAY}`,
      "giu",
    ),
    (...found) => `faults and repairs of ${bareIn(found)}`,
  ],
  [
    new RegExp(
      `\\bwhat(?:['’]s|\\s+has|\\s+was|\\s+is)?\\s+(${TRUCK}\\s+\\d{1,3})\\s+(?:been\\s+|gone\\s+)?(?:in|into|at)\\s+the\\s+(?:workshop|shop|garage)\\s+for\\b`,
      "giu",
    ),
    "repairs of $1",
  ],
  [
    new RegExp(
      `\\b(?:maintenance|workshop|repair|service)\\s+(?:history|records?|log)\\s+(?:of|for|on)\\s+(?=(?:the\\s+)?${TRUCK}\\s+\\d)`,
      "giu",
    ),
    "repairs of ",
  ],
  [
    new RegExp(
      `\\b(${TRUCK}\\s+\\d{1,3})(?:['’]s)?\\s+(?:maintenance|workshop|repair|service)\\s+(?:history|records?|log)\\b`,
      "giu",
    ),
    "repairs of $1",
  ],
  [
    new RegExp(
      `\\b(?:what(?:['’]s|\\s+is)|anything)\\s+(?:wrong|up|the\\s+matter|amiss|the\\s+trouble)\\s+(?:with|on)\\s+(?:${TRUCK}\\s+|number\\s+|no\\.?\\s*)?(\\d{1,3})\\b(?!\\s*(?:%|min|km|stops))(?:\\W+then\\b)?`,
      "gi",
    ),
    "active fault codes of truck $1",
  ],
  [
    /\b(\d{1,3})(?:['’]s|\s+has)\s+got\s+an?\s+(?:\w+\s+)?(?:light|lamp|code|fault)\s+(?:on|up|showing)\b/gi,
    "truck $1 has a fault code",
  ],
  [
    /\b(?:there(?:['’]s|\s+is)\s+)?an?\s+(?:\w+\s+)?(?:light|lamp|code|fault)\s+(?:on|up|showing|come\s+up)\s+(?:on|for|with)\s+(?:truck\s+)?(\d{1,3})\b/gi,
    "truck $1 has a fault code",
  ],
  [/\bwarning\s+lamps?\b/gi, "fault code"],
  [/\b(?:called|rang|phoned|radioed|wrote|reported)\s+in\s+(?=(?:an?|with)\s+(?:fault|warning))/gi, "has "],
  [/\bunresolved\s+(?=(?:fault|error|codes))/gi, "active "],
  [/\bfaults?\s+(?:active|live|standing)\b/gi, "active faults"],
  // Whether a truck may go out
  [
    new RegExp(
      `^\\W*(${TRUCK}\\s+\\d{1,3})\\s+(?:has\\s+|is\\s+|['’]s\\s+)?(?:just\\s+|only\\s+)*(?:threw|thrown|throwing|got|gave|given|giving|showing|showed|flashed|come\\s+up\\s+with|came\\s+up\\s+with|brought\\s+up|put\\s+up)\\s+(?:me\\s+|us\\s+)?(?:an?|the|some)\\s+[^.?!]{3,50}?\\b(?:code|light|warning|fault|alarm|message)\\b[^.?!]{0,12}?[.,;!–-]+\\s*(?:am\\s+i|is\\s+it|are\\s+we|can\\s+i|can\\s+we|may\\s+i|will\\s+i\\s+be)\\s+(?:ok(?:ay)?|all\\s?right|safe|fine|good|still\\s+ok(?:ay)?)?\\s*(?:to\\s+)?(?:keep|carry\\s+on|continue|go\\s+on|still)?\\s*(?:on\\s+)?(?:running|driving|going|using|run|drive|use|carry\\s+on)(?:\\s+(?:it|her|him|with\\s+it))?\\W*$`,
      "gi",
    ),
    "can $1 go out?",
  ],
  [/\bgo\s+back\s+out\b/gi, "go out"],
  [/\bmay\s+(?=(?:truck|vehicle|lorry|wagon|it|we|i|he|she|they|you|this|that)\b)/gi, "can "],
  [
    /\b(?:admissib|permissib|suitab|allowab|advisab)\w+\s+of\s+(?:dispatching|sending\s+out|operating|using|running|driving)\b/gi,
    "can we go out with",
  ],
  [
    new RegExp(
      `(?:(?<=${ABOUT_FAULT}.*)|(?=.*${ABOUT_FAULT}))\\b(?:can|could|should|would|shall|am|is|are|do)\\s+(?:it|i|we|you|they)?\\s*(?:all\\s+right|ok(?:ay)?|safe|fine|allowed|right)?\\s*(?:to\\s+)?(?:still\\s+)?(?:send|let|put|use|run|drive|dispatch|roll|keep)\\s+(him|her|it|that\\s+one|them|the\\s+truck)(?:\\s+(?:out|off|go|on|loose|going|running))*(?:\\s+(?:the\\s+gate|on\\s+the\\s+road|through\\s+the\\s+gate))?(?:\\s+(?:with|like)\\s+(?:it|that|this))?\\b`,
      "gi",
    ),
    "can it go out",
  ],
  [
    new RegExp(
      `(?:(?<=${ABOUT_FAULT}.*)|(?=.*${ABOUT_FAULT}))\\b(?:can|could|should|would|shall|am|is)\\s+(?:i|we|you|they|it)?\\s*(?:ok(?:ay)?|safe|all\\s+right|fine)?\\s*(?:to\\s+)?(?:still\\s+)?(?:send|let|put|use|run|drive|dispatch|roll|take)\\s+(?:out\\s+)?(?:${TRUCK}\\s+|number\\s+)?(\\d{1,3})\\b(?:\\s+(?:out|off|go|on|loose))*(?:\\s+(?:the\\s+gate|on\\s+the\\s+road|through\\s+the\\s+gate))?`,
      "gi",
    ),
    "can truck $1 go out",
  ],
  [
    /\b(?:about\s+)?(?:running|operating|driving|using|sending(?:\s+out)?)\s+(?:it|him|her|that\s+truck)\s+(?:in\s+(?:that|this)\s+(?:condition|state)|like\s+(?:that|this)|with\s+(?:it|that|this)(?:\s+fault)?)\b/gi,
    "can it go out",
  ],
  [
    new RegExp(
      `(?=.*${ABOUT_FAULT})\\bcan\\s+(${TRUCK}\\s+\\d+)\\s+(?:complete|finish|continue|carry\\s+on\\s+with|keep\\s+(?:on|to)|go\\s+on\\s+with)\\s+(?:its|the|his|her|today['’]s)\\s+(?:round|route|run|shift|work)\\b`,
      "gi",
    ),
    "can $1 go out",
  ],
  [
    /\bcan\s+(it|truck\s+\d+)\s+be\s+(?:dispatched|sent\s+out|let\s+out|put\s+on\s+the\s+road)\b/gi,
    "can $1 go out",
  ],
  [/\b(it|truck\s+\d+)\s+can\s+go\s+(?:out\s+)?on\s+(?:the\s+)?road\b/gi, "can $1 go out"],
  [
    /(?<=\bgo\s+out\b.*),?\s*(?:or|and)\s+(?:what\s+do(?:es)?\s+(?:the\s+)?(?:handbook|manual|book|procedures?)\s+(?:have\s+to\s+)?says?|where\s+(?:does\s+it|is\s+(?:it|that))\s+(?:say|written|stand)\w*|park\s+it(?:\s+up)?|is\s+that\s+me\s+in\s+front\s+of\s+the\s+inquiry)\b/gi,
    "",
  ],
  [
    /(?<=\bgo\s+out\b.*)(?:please\s+)?\b(?:tell\s+)?what\s+is\s+written\s+in\s+(?:the\s+)?(?:book|manual|handbook)\b/gi,
    "",
  ],
  [/^\W*guidance\s+(?:required|needed|wanted|please)\W+/gi, ""],
  [
    /[.?]?\s*(?:please\s+)?\b(?:cite|quote|name|give)\s+(?:me\s+)?the\s+(?:passage|source|paragraph|procedure|page)\b/gi,
    "",
  ],
  [
    /(?<=\bgo\s+out\b.*),?\s*with\s+reference\s+to\s+the\s+(?:applicable|relevant)\s+(?:instructions?|procedures?|manual|rules?)\b/gi,
    "",
  ],
  [/\bgiven\s+its\s+(?:present|current)\s+fault\b/gi, "with its fault"],
  [/\bwith\s+(?:the|its|that|this)\s+(?:current\s+|present\s+)?[\w-]+\s+(?=fault\b)/gi, "with the "],
  [/\bcan\s+we\s+go\s+out\s+with\s+((?:truck|vehicle)\s+\d+)\b/gi, "can $1 go out"],
  // In the workshop
  [
    /\b(?:in|at|inside)\s+(?:the\s+)?(?:garage|shop|body\s?shop|mechanics?['’]?s?|fitters?['’]?|repair\s+shop)(?=\W|$)/gi,
    "in the workshop",
  ],
  [
    /\b(?:out\s+of\s+(?:service|commission|action)|laid\s+up|off\s+the\s+road)\b(?=.*\b(?:since\s+when|how\s+long|longest)\b)/gi,
    "in the workshop",
  ],
  [/\b(?:sitting|been|standing|stuck|laid\s+up)\s+in\s+the\s+workshop\b/gi, "in the workshop"],
  [
    /\bcranking\s+voltage(s?)\s+(under|below|less\s+than|over|above)\s+(\d+(?:[.,]\d+)?)\s?v(?:olts?)?\b/gi,
    "cranking voltage$1 $2 $3",
  ],
  // Batteries
  [
    /\b(?:struggl\w+|slow|fail\w*|reluctant|labour\w*|battl\w+|having\s+trouble|finding\s+it\s+hard)\s+(?:to|at)?\s*(?:turn(?:ing)?\s+over|start(?:ing)?(?:\s+up)?|fir(?:e|ing)\s+up|crank(?:ing)?)(?:\s+(?:the\s+)?engine)?\b/gi,
    "low cranking voltage",
  ],
  [
    /\b(?:batter(?:y|ies)['’]?s?\s+)?volt(?:age)?s?\s+(?:doing\s+|like\s+|look\w*\s+)?(?:on|at|during|while|when)\s+(?:the\s+)?(?:crank\w*|start[\s-]?up|starting)\b/gi,
    "cranking voltage",
  ],
  [
    /\bvolt(?:age)?s?\s+(?:sags?|drops?|dips?|falls?|goes|is)\s+(?:too\s+|very\s+)?(?:low|far|much)?\s*(?:when|while|as)\s+(?:they|it|you|the\s+engine)\s+(?:cranks?|starts?|turns?\s+over)\b/gi,
    "low cranking voltage",
  ],
  [/\bcrank(?:in['’]?g?)\s+(?=(?:under|below|less|at)\s+\d)/gi, "cranking voltage "],
  [/\blow\s+crank\s+volts?\b/gi, "low cranking voltage"],
  [/\bno[\s-]?starts?\b/gi, "low cranking voltage"],
  [/(?<=\bcranking\s+voltage\b.*)[,.]?\s*\bthat\s+sort\s+of\s+thing\b/gi, ""],
  [/\b(low\s+cranking\s+voltage)\b(.*?)\b(?:low\s+)?cranking\s+voltage\b/gi, "$1$2"],
  // Repairs and what came back
  [
    /\b(?:(?:we|they)\s+)?(?:have\s+|had\s+)?(?:to\s+)?(?:do|redo|done|redone|fix\w*|repair)\s+(?:it\s+|them\s+)?twice\s+(?=(?:within|in|inside)\b)/gi,
    "came back ",
  ],
  [
    /\b(arms?|packers?|brakes?|engines?|tyres?|hydraulics?)(\s*(?:and|or|,)\s*(?:arms?|packers?|brakes?))?\s+jobs\b/gi,
    "$1$2 repairs",
  ],
  [/\b(arms?|packers?)\s+jobs?\s+(?=and\s+packers?|or\s+packers?|and\s+arms?)/gi, "$1 repairs "],
  [new RegExp(`\\b${LIFT}\\s*(?=(?:and|or|nor|&|/|,)\\s*(?:the\\s+)?packers?)`, "gi"), "arms "],
  [new RegExp(`(?<=\\bpackers?\\s*(?:and|or|nor|&|/|,)\\s*(?:the\\s+)?)${LIFT}(?=\\W|$)`, "gi"), "arms"],
  [
    new RegExp(
      `\\b${LIFT}\\s+(?=(?:faults?|repairs?|defects?|failures?|breakdowns?|problems?|jobs?)\\b)`,
      "gi",
    ),
    "arm ",
  ],
  [
    new RegExp(
      `\\b${LIFT}\\s+(?=(?:that\\s+|which\\s+)?(?:have\\s+|has\\s+)?(?:c[ao]me|coming|fail\\w*|recur\\w*|return\\w*|broke\\w*)\\b.*\\b(?:fix\\w*|repair\\w*|mend\\w*)\\b)`,
      "gi",
    ),
    "arm repairs ",
  ],
  [
    /\b(?:came?|coming|comes)\s+back\s+to\s+(?:haunt|bite)\s+us\b|\bpack(?:ed|s)\s+(?:it\s+)?in\s+again\b|\bwent\s+(?:bung|wrong|bad|bust)\s+again\b|\b(?:only\s+)?to\s+have\s+(?:them|it)\s+back\b|\bplay(?:ed)?\s+up\s+again\b|\bbroke(?:n)?\s+(?:down\s+)?again\b|\bwent\s+again\b|\brecurrences?\b|\breturned\b(?=.*\b(?:after|repair|fix)\b)/gi,
    "came back",
  ],
  [
    /\bafter\s+the\s+spanners\s+went\s+down\b|\bafter\s+(?:it\s+was|they\s+were|being|we)\s+(?:fixed|mended|repaired)(?:\s+(?:it|them))?\b/gi,
    "after the repair",
  ],
  // Services
  [
    new RegExp(
      `\\bnext\\s+service\\s+(?:for|of|on)\\s+(${TRUCK}\\s+\\d+)\\b(?:\\W+how\\s+(?:many\\s+(?:km|kilomet\\w+)|far)(?:\\s+(?:is\\s+)?(?:left|to\\s+go|off))?)?`,
      "gi",
    ),
    "when is $1 due for service",
  ],
  [/\b(?:srvc|servce|srvice|serv)\b/gi, "service"],
  [/\bservced\b/gi, "serviced"],
  [
    /\bhow\s+long\s+(?:before|until|till|b4)\s+(?:an?\s+|the\s+)?(arms?|packers?|brakes?|engines?|tyres?|hydraulics?)\s+(?:is\s+|are\s+|gets?\s+|was\s+|were\s+)?fix\w*/gi,
    "days in the workshop of $1 repairs",
  ],
  [/\brequir(?:e|es|ing)\s+(?:an?\s+|their\s+)?(?:service|servicing|maintenance)\b/gi, "need service"],
  [
    /\b(?:hit|reach|come\s+up\s+(?:to|on)|pass|meet)\s+(?:their|its|the)\s+(?:maintenance|service)\s+(?:interval|distance|mark|limit)\b/gi,
    "need service",
  ],
  [
    /\bnext\s+(?:service|maintenance)\s+(?:falls?|is|comes?|lies)\s+(?:due\s+)?(?:within|in|inside)\b/gi,
    "next service within",
  ],
  [
    /\b(?:have|has|with|got)\s+(?:at\s+most|up\s+to)\s+(\d[\d,.]*\s*km)\s+(?:left\s+)?(?:until|till|to|before)\s+(?:the\s+|their\s+|its\s+)?(?:next\s+)?servic(?:e|ing)\b/gi,
    "need service in the next $1",
  ],
  [/\bdue\s+in\s+the\s+workshop\s+in\b/gi, "need service in"],
  [/\bwhat(?:['’]s|\s+is)\s+due\s+(?:in\s+)?(?=(?:in|the|within)\b.*\bkm\b)/gi, "which trucks need service "],
  [/\b(?:with|show|showing|and)\s+(?:the\s+)?(?:remaining|left)\s+(?:distance|km|kilomet\w+)\b/gi, ""],
  [
    /\b(?:the\s+)?longest\s+(?:way\s+)?to\s+go\s+before\s+(?:they\s+(?:see\s+a\s+mechanic|need\s+(?:a\s+)?servic\w+)|(?:their\s+)?(?:next\s+)?service)\b|\bfarthest\s+from\s+(?:their\s+(?:next\s+)?|a\s+|the\s+next\s+)?service\b|\bfurthest\s+from\s+(?:their\s+(?:next\s+)?|a\s+|the\s+next\s+)?service\b/gi,
    "the most km until service",
  ],
  [
    /\b(?:km|k['’]?s|kilomet\w+|miles|mileage)\s+on\s+the\s+clock\b|\bodo(?:meter)?\s+(?:km|readings?|mileage|kilomet\w+)\b/gi,
    "odometer",
  ],
  // Hours
  [/\bstatutory\b(?=\s+(?:working\s+|driving\s+)?(?:hours|time|limits?))/gi, "legal"],
  [/\bpresent\s+day\b/gi, "today"],
  [
    /\b(?:forecasts?|expected|projected|predicted|anticipated|likely)\s+(?:breach(?:es)?|overruns?|violations?|excess(?:es)?)\s+(?:of|over|against)\s+(?:the\s+|their\s+)?legal\b/gi,
    "who will pass legal",
  ],
  [
    /\b(?:(?:anticipated|expected|projected|forecast|predicted|due|likely|set|heading|on\s+course|on\s+track|bound)\s+to\s+(?:exceed|pass|hit|reach|break|breach|go\s+(?:over|past|beyond)|run\s+(?:over|past)|cross|overshoot)|heading\s+(?:over|past|beyond)|crossing|breaching|busting)\s+(?=(?:the\s+|their\s+|his\s+)?(?:legal|permitted|allowed|maximum|driving|duty|working)?\s*(?:hours|limits?|driving\s+time))/gi,
    "will pass ",
  ],
  [/\blegal[\s-]hours\s+(?:violations?|breaches|overruns?)\b/gi, "drivers over legal hours"],
  [
    /(?<=\b(?:legal|hours|limit)\b.*)\s*\b(?:by|before|at)\s+(?:the\s+)?(?:knocking[\s-]off(?:\s+time)?|home\s+time|clocking[\s-]off(?:\s+time)?|quitting\s+time|close\s+of\s+(?:play|business)|the\s+time\s+(?:they|he|she)(?:['’]re|\s+are|\s+is|['’]s)\s+home)\b/gi,
    " today",
  ],
  [
    /\b(?:together\s+|along\s+)?with\s+(?:the\s+)?(?:expected|likely)\s+time\s+of\s+(?:the\s+)?(?:excess|breach|overrun)\b/gi,
    "and when",
  ],
  [/\balong\s+with\s+how\s+far\s+(?:past|over)\b/gi, "how far past"],
  [
    /\b(longest|shortest)\s+(?:working\s+)?(?:day|shift)s?\b(?=.*\b(?:yesterday|last|today|this|on)\b)/gi,
    "$1 hours worked",
  ],
  [/(?<=\bwho\s+(?:had|has|did|worked)\b.*)\blongest\s+hours\s+worked\b/gi, "most hours worked"],
  [/(?<=\bdrivers?\b.*|\bwho\b.*)\bwill\s+pass\s+(?:the|their)\s+limits?\b/gi, "will pass the legal limit"],
  [
    /(?<=\b(?:hours?|hrs|limit)\b.*),?\s*\bbefore\s+(?:they|he|she|we)(?:['’]re|['’]s|\s+are|\s+is|\s+get)\s+(?:back(?:\s+in)?|home|done|through)\b/gi,
    " today",
  ],
  [/\bdriven\s+hours\b/gi, "hours on the road"],
  [/,?\s*\b(?:for\s+)?all\s+(?:the\s+|our\s+)?drivers\s+(?:together|combined|taken\s+together)\b/gi, ""],
  // Breaks
  [/\b(?:an?\s+)?breathers?\b/gi, "a break"],
  [/(?<!\b(?:hrsh|hrd|harsh|hard)\s+)\bbrk\b(?!\w)/gi, "break"],
  [/\b(?:in|for|since)\s+(\d+(?:\.\d+)?)\s?hrs?\b/gi, "in $1 hours"],
  [/\b(\d+|two|three|four|five|six|seven|eight)\s+(?:straight|solid)\s+hours\b/gi, "$1 hours straight"],
  [
    /\b(?:not|n['’]t)\s+(?:stopped|paused|broken\s+off|knocked\s+off)\s+for\s+(?:an?\s+|their\s+|his\s+)?(?:sandwich|bite|cuppa|tea|coffee|lunch|brew|smoko|meal|breather|breath|rest|break)\b/gi,
    "without a break",
  ],
  [
    /\b(?:without|not\s+had)\s+(?:so\s+much\s+as\s+)?(?:an?\s+)?(?:sandwich|bite|cuppa|tea|coffee|brew|smoko|meal|breather|snack)\b/gi,
    "without a break",
  ],
  [
    /\bwithout\s+(?:any\s+)?(?:recorded\s+|logged\s+|registered\s+)?(?:rest|break)\s+(?:periods?|breaks?|times?)\b|\b(?:no|without)\s+(?:recorded|logged|registered)\s+(?:rest|break)s?\b/gi,
    "without a break",
  ],
  [
    /\bfor\s+whom\s+no\s+break\s+(?:has\s+been|was|is)\s+(?:entered|recorded|logged|registered|noted)\b/gi,
    "without a break",
  ],
  [/\bon\s+(?:their\s+|his\s+|her\s+)?smoko\b/gi, "on break"],
  [/[,]?\s*\bat\s+all\s+at\s+all\b/gi, ""],
  // Driving
  [/\btop\s+(\w+)\s+speeders\b/gi, "top $1 drivers by speeding"],
  [/(\d+)\s*(?:km\/h|kmh|kph|kmph|k\/h)\s+(?=(?:over|above|past|too\s+fast)\b)/gi, "$1 "],
  [
    /\b(?:was\s+|went\s+|drove\s+|is\s+)?(?:the\s+)?fastest\s+(past|by|through|near|round)\s+(.*?)(?=\W*$)/gi,
    "speeding $1 $2, fastest first",
  ],
  [
    /\b(?:on|each|every)\s+(?:a\s+)?100\s*km\b(?=.*\b(?:driver|truck|depot|route|vehicle|crew)s?\b)/gi,
    "per 100 km",
  ],
  [/\bper\s+(?:a\s+)?(?:hundred|100)\s+(?:kay|k|kays|ks|klicks?|clicks|kms|kilomet\w+)\b/gi, "per 100 km"],
  [
    /\b(?:hrsh|hrd|harsh|hard|sudden|sharp|heavy|rough)\s+(?:brks?|brakes?|brakings?|stops)\b/gi,
    "harsh braking",
  ],
  [
    /\b(?:jump|stamp|stand|slamm?|hammer|stomp|hit|lean)\w*\s+(?:hard\s+)?on\s+the\s+(?:brakes?|anchors)(?:\s+hard)?\b/gi,
    "harsh braking",
  ],
  [/\bharsh\s+braking\s+(?:too\s+)?hard\b/gi, "harsh braking"],
  [/\bheaviest\s+(?:boot|foot)\b/gi, "most"],
  [
    /\b(?:made|did|doing|went|going|was|were)\s+(more\s+than\s+\d+)\s+(?:km\/?h\s+|mph\s+)?over\b(?!\s+(?:the|in|on)\b)/gi,
    "speeding $1 over the limit",
  ],
  [/\bnear\s+to\s+(?=(?:the\s+)?school)/gi, "near the "],
  [/\bnear\s+the\s+the\b/gi, "near the"],
  [/\bschool\s+(?:area|run|gates?|district)\b/gi, "school"],
  [/\bspeeders?\s+(?:nr|nr\.)\s+/gi, "speeding near "],
];
