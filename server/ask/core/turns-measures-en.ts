import { WEEKDAYS } from "#server/ask/core/calendar-words.ts";
import type { Turn } from "#server/ask/core/turn-slots.ts";
import { FIGURE_TURNS, HOUR, SHARE, SIDE } from "#server/ask/core/turns-figures-en.ts";

const THOUSAND = "(?:1,?000|1k|(?:a\\s+|one\\s+)?thousand)";
const STREAM = "(recycling|recyclables|organics|glass|paper|refuse|food\\s+waste|garden\\s+waste)";
const BIN = "(?:bins?|carts?|box(?:es)?|containers?|cadd(?:y|ies)|yellow[\\s-]lids?|wheelies?)";
const ARTICLE = "(?:(?:a|an|the|their|its|his|her|our|\\bany)\\s+)?";

// What share of households put something out: the words between are where and who.
const SET_OUT = `(?:put(?:s|ting)?|roll(?:s|ing)?|leav(?:es?|ing)|set(?:s|ting)?|present(?:s|ing)?|wheel(?:s|ing)?|bring(?:s|ing)?)\\s+(?:out\\s+${ARTICLE}(?:\\w+\\s+)?${BIN}|${ARTICLE}(?:\\w+\\s+)?${BIN}(?:\\s+out)?)(?:\\s+(?:to|on|at|by)\\s+the\\s+(?:curb|kerb|kerbside|street))?`;

const kinded = (list: string, kind: string): string =>
  list.replace(new RegExp(`(?:\\bthe\\s+)?\\b(${SIDE})\\b`, "gi"), `the $1 ${kind}`);

const FINISHED =
  "(?:finish(?:ed)?|done|do|complet(?:ed|e)?|serv(?:ed|e)|got(?:ten)?\\s+(?:done|through)|ticked\\s+off|managed|collect(?:ed)?)";

/** Turns of phrase about KPIs, rankings and comparisons. */
export const MEASURE_TURNS: readonly Turn[] = [
  // "Please give missed collections …" asks to be shown a figure; who is given something is named behind "to"
  [
    /^(\W*(?:please\s+|kindly\s+)?)(?:give|state|quote)\s+(?=(?:the\s+|our\s+|all\s+)*(?:missed|average|mean|median|total|number|figures?|tonnes|tonnage|costs?|breakdown|rates?|percentage|share|proportion|on-time|overtime|count|completion|contamination|overflow|set-?out|fuel|kilomet\w+|km|mileage|distance|hours|lifts|reasons?|definition|exact|rule|idle|co2|emissions)\b)(?!.*\bto\s+(?!(?:now|today|date|yesterday|noon|midnight|\d|(?:the\s+)?(?:end|start|\d)|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\p{L}*|(?:mon|tues|wednes|thurs|fri|satur|sun)day|last|this)\b))/giu,
    "$1show ",
  ],
  [
    /\b(?:the\s+)?(?:exact|precise)?\s*rule\s+(?:by|under|according\s+to)\s+which\s+(?:an?\s+)?(.{3,40}?)\s+(?:counts|is\s+counted|is\s+classed|is\s+recorded)\s+as\s+(?:an?\s+)?(missed|late|done|overfull|contaminated)(?:\s+in\s+(?:our|the|your)\s+(?:figures|numbers|reports?|statistics|kpis?))?/gi,
    "what counts as a $2 $1",
  ],
  // And nothing besides is what is asked anyway
  [/\s*[,;–-]\s*(?:and\s+|but\s+)?nothing\s+(?:else|more|besides|further)(?=\W*$)/gi, ""],
  // Points to raise are things to look at
  [
    /\b(?:three|3)\s+(?:points|things|items|topics|issues|matters)\s+(?:(?:that|which)\s+)?(?:i|we)\s+(?:ought\s+to|should|could|need\s+to|must|might|want\s+to|have\s+to|can)\s+(?:raise|bring\s+up|mention|discuss|talk\s+about|flag|table|watch)(?:\s+(?:there|then|with\s+them|at\s+it))?/gi,
    "three things to look at",
  ],
  // Two days in a row are a stretch
  [
    /\bon\s+(mon|tues|wednes|thurs|fri)day\s+and\s+(tues|wednes|thurs|fri|satur)day\s+((?:of\s+)?(?:this|last)\s+week)\b/gi,
    (whole, one = "", other = "", week = "") => {
      const at = (day: string) => WEEKDAYS.indexOf(`${day.toLowerCase()}day`);
      return at(other) === at(one) + 1 ? `${one}day to ${other}day ${week}` : whole;
    },
  ],
  // What share had it out put it out
  [
    new RegExp(`(?<=\\b${SHARE}\\b.*)\\b(?:properties|addresses|doors|customers)(?=.*\\bout\\b)`, "gi"),
    "households",
  ],
  [
    new RegExp(
      `(?<=\\b${SHARE}\\b.*)\\b(?:had|have|has)\\s+(?:(?:their|its|the|a)\\s+)?${STREAM}(?:\\s+${BIN})?\\s+out\\b`,
      "gi",
    ),
    "put $1 out",
  ],
  [/\bproportion(?=\s+of\s+households\b)/gi, "share"],
  // "This month on last" is set against the one before
  [
    /\b(this\s+(week|month|quarter|year))\s+(?:on|over|to|v\.?|by)\s+(?:the\s+)?(?:last|previous|prior)(?:\s+(?:one|\2))?(?=\s*(?:[?.!,;]|$))/gi,
    "$1 against the $2 before",
  ],
  // "More than in the week before" is set against that week
  [
    /\b(than|against|versus|vs\.?)\s+(?:in|during|over|for|on)\s+(?=(?:the|that)\s+(?:(?:day|week|month|quarter|year)\s+(?:before|prior|earlier)|(?:previous|prior|preceding)\s+(?:day|week|month|quarter|year))\b)/gi,
    "$1 ",
  ],
  // How much of what was planned is done
  [
    new RegExp(
      `\\b(?:what|which|how\\s+(?:much|many))?\\s*${SHARE}\\s+of\\s+(?:(?:the|its|their|his|her|our|all|planned|scheduled)\\s+)*(?:stops?|pick-?ups|collections)\\s+(?:has|have|had|did|does|do)\\s+((?:[\\w'’-]+\\s+){1,4}?)(?:already\\s+|so\\s+far\\s+|now\\s+)?${FINISHED}(?=\\W|$)`,
      "gi",
    ),
    "share of stops done of $1",
  ],
  [
    new RegExp(
      `\\b(?:what|which|how\\s+(?:much|many))?\\s*${SHARE}\\s+of\\s+(?:(?:the|its|their|our|all|planned)\\s+)*(?:stops?|pick-?ups|collections)\\s+(?:has|have)\\s+${FINISHED}\\s+((?:each|by|per)\\s+\\w+)`,
      "gi",
    ),
    "share of stops done of $1",
  ],
  // How it is split
  [/\b(stops?|tonnes?|tons?|lifts|costs?|missed|litres|km)-per-(\w+)(?:-(\w+))?\b/gi, "$1 per $2 $3"],
  [
    /\b(each|every|per|by)\s+(recycling|refuse|organics|glass|paper|bulky)\s+(route|round|run)\b/gi,
    "$1 $3 for $2",
  ],
  [/,?\s*\bin\s+per\s*cent\b/gi, ""],
  [
    /\b(driver|crew|truck|vehicle|route|round|depot|yard|zone|area|neighbou?rhood|stream|day|week|month|weekday|facility|customer|contractor)[\s-]wise\b/gi,
    "by $1",
  ],
  [/\b(?:patch|area|neighbou?rhood|district)\s+by\s+(?:patch|area|neighbou?rhood|district)\b/gi, "by zone"],
  [
    /\b(?:itemi[sz]ed|tabulated|charted|plotted|separated|stratified|disaggregated)\s+(?:by|per|after)\b/gi,
    "by",
  ],
  [/\b(?:one|a)\s+(?:line|row|bar|column|curve)\s+(?:for\s+each|for\s+every|per|each)\s+(\w+)\b/gi, "by $1"],
  [/\b(weekly|monthly|daily)\s+(?:series|count|figures?|trend|totals?|breakdown|number)\s+of\b/gi, "$1"],
  [
    /\b(?:broken\s+down\s+|split\s+)?(?:by|per|for\s+each|of\s+each|each)\s+(?:how\s+big\s+(?:they|the\s+\w+)\s+(?:are|is)|(?:their\s+|container\s+|bin\s+)?(?:sizes?|capacity|volume))\b/gi,
    "by container size",
  ],
  [/\bwhich\s+sizes?\s+(?:are|is|were|was)\s+(?:the\s+)?worst\b/gi, "by container size, worst first"],
  [
    /\bby\s+(\w+)\s+(?:instead\s+of|rather\s+than|and\s+not|not)\s+(?:by\s+|per\s+)?(?:route|round|run|driver|truck|vehicle|depot|zone|size|week|month|day)s?\b/gi,
    "by $1",
  ],
  [
    /\b(driver|truck|vehicle|route|depot|zone)s\s*,?\s*(?:mind\s*,?\s*)?(?:and\s+)?not\s+(?:the\s+)?(?:drivers|drvrs|trucks|vehicles|routes|depots|zones)\b/gi,
    "by $1",
  ],
  [/\b(?:which|what)\s+(?:type|kind|sort)\s+of\s+(?:truck|vehicle|lorry)\b/gi, "which vehicle type"],
  [/\b(recycling|refuse|organics|glass|paper|bulky|hazardous)\s+(?:waste\s+)?stream\b/gi, "$1"],
  [/\b(?:left|leave|leaving)\s+behind\s+(?:for|because\s+of)\s+being\s+(?=too\b)/gi, "find "],
  // Two trucks beside each other
  [
    /^\W*(?:put|set|show|lay)\s+(?:trucks?\s+)?(\d{1,3})\s+(?:and|against|beside|next\s+to)\s+(?:truck\s+)?(\d{1,3})\s+(?:side\s+by\s+side|beside\s+each\s+other|next\s+to\s+each\s+other)(?:\s+(?:for\s+|in\s+|over\s+)?((?:last|this)\s+\w+|yesterday|today|\p{Lu}\p{L}+))?\s*,?\s*(?:the\s+)?trucks?\s*[:,–-]+\s*(.+?)\s*[?.!]*$/giu,
    (_, one = "", other = "", when = "", what = "") =>
      `${what} of truck ${one} and truck ${other} ${when}`.trimEnd(),
  ],
  [/\bhours\s+idling\b/gi, "idle time"],
  // Names in a list
  [
    /\b(\d{1,3}(?:\s*,\s*\d{1,3})*\s*(?:,|and|&|or)\s*\d{1,3})\s+(routes|rts|rtes|rounds|trucks|trks|vehicles|lorries)\b/gi,
    "$2 $1",
  ],
  [
    /(?<!\b(?:a|one|each|per|every|the|\d)\s+)\b(?!1\b)(\d{1,3})\s+(route|round)\b(?!\s*(?:hours?|km|s\b))/gi,
    "$2 $1",
  ],
  [
    new RegExp(
      `\\b((?:${SIDE})(?:\\s*,\\s*(?:${SIDE}))*\\s*(?:,\\s*)?(?:and|or|&|versus|vs\\.?|against)\\s+(?:the\\s+)?(?:${SIDE}))\\s+(depot|yard|zone|landfill|transfer\\s+station)s\\b`,
      "gi",
    ),
    (_, list: string, kind: string) => kinded(list, kind).replace(/^the\s+/, ""),
  ],
  [
    new RegExp(
      `\\b(${SIDE})\\s+(depot|yard)((?:\\s*(?:,\\s*(?:or|and)?|or|and|versus|vs\\.?|against)\\s+(?:the\\s+)?(?:${SIDE}))+)\\b(?!\\s+(?:zone|depot|yard|landfill|transfer|tip))`,
      "gi",
    ),
    (_, first: string, kind: string, rest: string) => `${first} ${kind}${kinded(rest, kind)}`,
  ],
  // Rates
  [/\bl\s*\/\s*100\s*km\b/gi, "litres per 100 km"],
  [
    /\b(?:how\s+many\s+)(?:k['’]?s|kays|klicks|clicks)\s+(?:are|did|do|were|have)\s+we\s+(?:driving|drive|drove|driven|do|doing|done|run|running)\b/gi,
    "how many km do we drive",
  ],
  [
    /\b(?:for\s+(?:every|each)|(?:per|a))\s+(tonne|ton)\s+(?:that\s+)?(?:(?:we|they)\s+)?(?:pick(?:ed)?\s+up|collect(?:ed)?|lift(?:ed)?|haul(?:ed)?|tip(?:ped)?|bring\s+in|brought\s+in)\b/gi,
    "per $1",
  ],
  [
    /\bis\s+(contractor\s+\w)\s+(?:any\s+)?(?:dearer|more\s+expensive|costlier|pricier|cheaper|less\s+expensive)\s+(?:per|by\s+the|an?)\s+(tonne|stop)\s+than\s+(?:contractor\s+)?(\p{Lu})\b/giu,
    "cost per $2 of $1 against contractor $3",
  ],
  [
    new RegExp(
      `\\bmiss(?:es|ed|ing|\\s+rate)?\\s*(?:bins?|pickups?|pick-ups?|collections?|emptyings?|stops?|ones)?\\s*,?\\s*(?:figures?|rates?|numbers?|counts?)?\\s*,?\\s*(?:(?:expressed|shown|given|calculated|measured)\\s+)?(?:(?:per|for\\s+every|for\\s+each|in\\s+every|on|every|out\\s+of\\s+every)\\s+${THOUSAND}(?:[\\s-]+(?:stops?|pickups?|visits?))?|on\\s+a\\s+per[\\s-]thousand(?:[\\s-]stops?)?\\s+basis)`,
      "gi",
    ),
    "missed pickups per 1,000 stops",
  ],
  [/\b(?:quota|rate|ratio)\s+of\s+(?=missed\s+pickups\s+per)/gi, ""],
  [
    /\bmissed\s+(?:collections?|pickups?|bins?)\b([^.?!]{3,90}?),?\s+per\s+(?:thousand|1,?000)\s+stops\b/gi,
    "missed pickups per 1,000 stops$1",
  ],
  [
    new RegExp(
      `\\bstops\\s+(?:completed|served|serviced|done|made|finished|managed|collected)\\s+(?:per|an|each|every|in\\s+(?:the|an|one))\\s+${HOUR}`,
      "gi",
    ),
    "stops per hour",
  ],
  [
    new RegExp(
      `\\bhow\\s+many\\s+stops\\b((?:(?!\\bhow\\b)[^.?!]){1,60}?)\\s+(?:in|per)\\s+(?:an|the|one|each)?\\s*${HOUR}`,
      "gi",
    ),
    "stops per hour$1",
  ],
  [new RegExp(`\\bstops\\s+in\\s+(?:the|an|one)\\s+${HOUR}`, "gi"), "stops per hour"],
  // How high it is and which way it goes
  [
    /\bhow\s+(?:high|low|big|large)\s+(?:is|are)\s+(?=(?:the|our)\b.*\b(?:is|are)\s+(?:it|they)\s+(?:getting|going|becoming|improving|falling|rising)\b)/gi,
    "what is ",
  ],
  ...FIGURE_TURNS,
  // Set-out
  [
    new RegExp(
      `\\b(?:what\\s+|the\\s+|which\\s+)?${SHARE}(?:\\s+of)?\\b([^.?!]{0,60}?)\\s+(?:(?:actually|really|would\\s+be|bother(?:ing)?|to|are|be)\\s+)*${SET_OUT}`,
      "gi",
    ),
    "set-out rate$1",
  ],
  [
    new RegExp(
      `\\bhow\\s+many\\b([^.?!]{0,50}?)\\s+(?:(?:actually|really|bother(?:ing)?|to|are|be)\\s+)*${SET_OUT}(?=.*\\b(?:weeks?|percent|percentage)\\b)`,
      "gi",
    ),
    "set-out rate$1",
  ],
  [
    new RegExp(
      `\\b(?:(?:in|on|for)\\s+)?(?:the\\s+)?(?:weeks?|wks?)\\s+(?:when|where|in\\s+which|that|with)?\\s*(?:(?:it['’]?s|it\\s+is|there['’]s|(?:we|they|crews)\\s+(?:have|do|collect|pick\\s+up|take|lift|run|empty)|has|have)\\s+)?(?:a\\s+|the\\s+)?${STREAM}(?:\\s+(?:goes|is|gets)\\s+(?:out|collected|picked\\s+up|due|on)|\\s+collections?)?\\b`,
      "gi",
    ),
    "on $1 weeks",
  ],
  [new RegExp(`\\b${STREAM}\\s+(?:collection|pick-?up)\\s+weeks\\b`, "gi"), "$1 weeks"],
  [
    new RegExp(`\\bwhen\\s+it(?:['’]s|\\s+is)\\s+(?:a\\s+|the\\s+)?${STREAM}\\s+week\\b`, "gi"),
    "on $1 weeks",
  ],
  [/\brecyc\s+w(?:ee)?ks?\b/gi, "recycling weeks"],
  [
    /\b(?:(?:in|on|for|during)\s+)?(?:the\s+)?weeks\s+(?:when\s+|that\s+|in\s+which\s+)?(?:we|they)(?:['’]re|\s+are)?\s+(?:recycle|recycling)\b/gi,
    "on recycling weeks",
  ],
  // Paid time
  [
    /\b(?:the\s+)?(?:distribution|split|breakdown|share|fraction|percentage|proportion|part|division)\s+of\s+(?:the\s+|our\s+)?(?:paid|remunerated|payroll)\s+(?:hours?|time|day|shift)s?\b/gi,
    "share of paid time",
  ],
  [
    /(?<!\bshare\s+of\s+)\b(?:the\s+|our\s+)?(?:paid|remunerated|payroll)\s+(?:time|day|shift)s?\b/gi,
    "share of paid time",
  ],
  // Paid hours by themselves are hours worked: where they go is a share.
  [
    /\b(?:where|how)\s+(?:does|do|did)\s+(?:the\s+|our\s+)?(?:paid|remunerated|payroll)\s+hours\s+(?:go|get\s+spent|split)\b/gi,
    "share of paid time",
  ],
  [
    /(?<!\b(?:shares?|split|distribution|breakdown|part|much|idl\w*)\b.*)\b(?:paid|remunerated|payroll)\s+hours\b(?!.*\b(?:shares?|split|distribution|breakdown|idl\w*|transit|tip|tipping|disposal|on\s+route)\b)/gi,
    "hours worked",
  ],
  [
    /\b(?:where|how)\s+(?:does|do|did)\s+(?:the\s+|our\s+)?share\s+of\s+paid\s+time\s+(?:go|get\s+spent)\b/gi,
    "share of paid time",
  ],
  [
    /\b(?:what|which)\s+(?:fraction|share|percentage|part|proportion)\s+of\s+share\s+of\s+paid\s+time\b/gi,
    "share of paid time",
  ],
  [
    /\b(?:all\s+)?(?:the\s+)?hours\s+(?:what|that|which)?\s*we\s+(?:pay|paid)(?:\s+for)?\b|\bhow\s+much\s+of\s+(?:what|wot)\s+we\s+pay(?:\s+for)?\b/gi,
    "share of paid time",
  ],
  // Contamination
  [
    /\bhow\s+(?:mucky|dirty|filthy|contaminated|clean|pure)(?:['’]s|\s+is|\s+are|\s+was)\s+(?:the\s+|our\s+)?(recycling|organics|glass|paper)\b/gi,
    "contamination rate of $1",
  ],
  [
    /\b(?:the\s+)?(?:wrong|bad|dirty)\s+(?:stuff|things|items|rubbish)\s+in\s+(?:the\s+|their\s+)?(recycling|organics|glass|paper)(?:\s+bins?)?\b/gi,
    "contamination rate of $1",
  ],
  [
    /(?<=\bby\s+(?:container\s+)?(size|zone|depot|route|driver|truck|vehicle|stream|kind|street|month|week|facility)\b.*)\b(worst|best|highest|lowest)\s+\1\s+first\b/gi,
    (said: string, ..._found: string[]) => said.replace(/^(\w+)\s+\w+/, "$1"),
  ],
  [
    /\b(?:are|is)\s+(?:people|residents|households|folks|we|everybody)\s+(?:getting|becoming)\s+(?:any\s+)?better\s+at\s+(?:sorting|separating)\s+(?:their\s+|the\s+)?(recycling|organics|glass|paper|waste)\b/gi,
    "contamination rate of $1, is it getting better",
  ],
  [/\bcontamination\s+rate\s+of\s+waste\b/gi, "contamination rate"],
  [/\bcontamination\s+(?:percentages?|quotas?|shares?|levels?)\b/gi, "contamination rate"],
  [
    /\b(?:is|are)\s+(?:anybody|anyone|people|they|residents)\s+(?:learning|improving|getting\s+the\s+message)\b/gi,
    "is it getting better",
  ],
  [
    /,?\s*\b(?:together\s+with|along\s+with|and|with)\s+(?:the\s+)?direction\s+of\s+(?:change|travel|movement)\b/gi,
    " and is it getting better",
  ],
  // Plan and drive
  [
    /\bplan(?:ned)?\b(?:\s+(?:mileage|distance|miles|km|hours|time|minutes|and)\b){0,5}\s+(?:beside|next\s+to|alongside|against|versus|vs\.?|v)\s+(?:the\s+)?(?:reality|what\s+(?:actually\s+|really\s+)?(?:happened|was\s+(?:actually\s+)?(?:driven|done))|what\s+(?:we|they|it)\s+(?:actually\s+|really\s+)?(?:did|drove|ran))\b/gi,
    "planned against actual distance and time",
  ],
  [/\bdo(?:es)?\s+as\s+(?:it|they)\s+(?:was|were)\s+told\b/gi, "keep to the plan"],
  [
    /\b(?:drove|driven|ran|run|travelled|took|taken|went|worked)\s+(?:by\s+)?((?:more\s+than|over|at\s+least|upwards\s+of)\s+[\w.,]+\s+(?:miles?|km|kilomet(?:re|er)s?|min(?:ute)?s?|hours?|hrs?))\s+(?:over|above|beyond|(?:more|longer|further|farther)\s+than)\s+(?:the\s+|their\s+|its\s+)?(?:plan(?:ned)?|scheduled?)\b/gi,
    "planned against actual distance and time, $1 over plan",
  ],
  // KPIs that moved
  [
    /\bwhich\s+(?:of\s+(?:our|the)\s+)?(?:figures|numbers|measures)\s+(?:are|is|got|have\s+got|look)\s+(worse|better)\b/gi,
    "which KPIs got $1",
  ],
  [/\b(?:(?:has|have)\s+)?(?:got|gotten|become|turned)\s+(?:the\s+)?worst\b/gi, "got worse the most"],
  [
    /\b(?:the\s+)?(?:performance\s+)?(?:indicators?|kpis?|metrics?|key\s+figures?|figures?|measures?)\s+(?:(?:that|which|who)\s+)?(?:(?:has|have|is|was|took|shows?|showed|showing|exhibit(?:s|ed|ing)?|had|with)\s+)?(?:the\s+)?(?:greatest|largest|biggest|highest|maximum)\s+(?:(?:percentage|relative|per\s+cent)\s+)?(?:change|move(?:ment)?|swing|shift|jump)\b/gi,
    "which KPI moved most",
  ],
  [
    /(?<=\b(?:kpis?|figures?|measures?|metrics?|numbers?|most|furthest)\b.*),?\s*\bup\s+or\s+down\b|,?\s*\bup\s+or\s+down\b(?=\s+on\s+(?:the\s+|its\s+|their\s+)?plan\b)/gi,
    "",
  ],
  [
    /,?\s*\b(?:(?:in\s+)?(?:either|\bany|whichever)\s+(?:direction|way))\b(?:\s*,?\s*(?:i\s+)?(?:do\s*n['’]?o?t\s+(?:care|mind)|either\s+way|whichever|no\s+matter))?/gi,
    "",
  ],
  // Idling
  [
    /\bspen(?:ds?|t|ding)\s+(?:the\s+)?(longer|longest|more\s+time|most\s+time)\s+(?:stood|standing|sat|sitting|parked)\s+(?:still|idle|idling|around|up)\b/gi,
    "has the most idle time",
  ],
  // Cost
  [/\bunit\s+(?=costs?\b)/gi, ""],
  [
    /\b(?:does|do|doing|did|serves?|served|serving|handles?|is\s+doing)\s+a\s+stop\s+(?:for\s+the\s+)?(?:cheapest|most\s+cheaply|(?:at\s+)?(?:the\s+)?lowest\s+cost|least\s+(?:few\s+bob|money|cash|cost))\b/gi,
    "has the lowest cost per stop",
  ],
  [
    /\b(?:gets?\s+)?(?:the\s+)?(?:most\s+)?bang\s+for\s+(?:its|the|our|your|their)\s+buck\s+per\s+(stop|tonne|ton)\b/gi,
    "has the best cost per $1",
  ],
  [/\bmost\s+(?:favou?rable|attractive|advantageous)\s+(?:unit\s+)?(costs?)\b/gi, "best $1"],
  // Own crews and contractors
  [/\bcontract\s+with\s+([A-C])\b/g, "contractor $1"],
  [
    /\b(?:directly\s+employed|in-?house|salaried|permanent)\s+(?:crews?|staff|drivers|teams?|lads)\b/gi,
    "own crews",
  ],
  [/\bagainst\s+(?:our|the)\s+own\s+crews\b/gi, "against our own crews"],
  // Balance
  [
    /\b(?:(?:far|much|way)\s+)?(?:more|less)\b[^.?!]{0,25}?\bthan\s+(?:its|their)\s+(?:fair\s+)?share\b/gi,
    "unbalanced against the others of that day",
  ],
  [
    /\b(?:not|isn['’]?t|aren['’]?t|wasn['’]?t)\s+fair\b(?:[^.?!]{0,60}?\bother\s+(?:runs|routes|rounds)\b[^.?!]{0,20}?\b(?:day)\b)?/gi,
    "unbalanced",
  ],
  [
    /\bdeviat(?:ing|es?)\s+(?:the\s+)?most\s+in\s+workload\s+from\s+(?:its|their|the)\s+(?:counterparts|others|peers)\b/gi,
    "most unbalanced against the others",
  ],
  [/\b(?:looking\s+at\s+)?each\s+day['’]s\s+workload\s*,?/gi, ""],
  // The weeks of a stream
  [
    /\b(?:(?:on|in|for|during)\s+)?(?:the\s+)?weeks?\s+(?:when|that|in\s+which|where|with)\s+(?:the\s+|their\s+|we\s+(?:do|collect)\s+)?(recycling|organics|glass|paper|refuse|bulky)(?:\s+(?:is|are|gets?|goes|was|were))?(?:\s+(?:collected|picked\s+up|out|due|emptied))?\b/gi,
    "on $1 weeks",
  ],
  [
    /\b(?:refuse|recycling|organics|glass|paper|bulky)(?:\s*,\s*(?:refuse|recycling|organics|glass|paper|bulky))+\s*,?\s*and\s+(?:all\s+)?(?:the\s+)?(?:rest|others?)\b/gi,
    "each waste stream",
  ],
  // Plan and drive
  [
    /\bhow\s+far\s+(?:did|has|have|does|do|off\s+(?:was|were))\s+(each|every|the|all)\s+(?:of\s+the\s+)?(?:routes?|rounds?|runs?|tours?)\s+(?:stray|drift|wander|deviat|depart|strayed|gone?)\w*\s+(?:off\s+|away\s+)?(?:from\s+)?(?:its|their|the)?\s*plan(?:\s+(yesterday|today|last\s+week|this\s+week|last\s+month|this\s+month))?(?:\s*,?\s*(?:in|by)\s+(?:both\s+)?(?:distance|km|kilomet(?:re|er)s|miles)\s+and\s+(?:time|minutes|hours))?/gi,
    "planned against actual distance and time of $1 route $2",
  ],
  // Definitions
  [
    /(?<=\b(?:what|how|when)\b.*\b(?:counts?|counted|mean|means|reckoned|measured|defined)\b.*)\s+(?:in\s+this\s+(?:thing|yoke|system|console|app|program|software)|in\s+here|on\s+this\s+(?:thing|yoke|system))(?=\W*$)/gi,
    "",
  ],
  [
    /\bwhen\s+(?:do|would|does)\s+(?:you|we|it|the\s+system)\s+(?:class|count|call|treat|consider|regard|rate|deem|reckon)\s+(?:an?\s+|the\s+)?(?:collection|stop|pickup|visit|route|round|job)s?\s+(?:as\s+|to\s+be\s+)?(?:being\s+)?(?=\p{L})/giu,
    "how do you define ",
  ],
  // Idling
  [
    /\b(?:leav(?:es?|ing)|left|keep(?:s|ing)?|kept)\s+(?:the\s+|their\s+|its\s+|an\s+)?engines?\s+(?:running|on)\b|\bengine[\s-]on[\s-](?:while[\s-])?standing(?:[\s-]still)?\b/gi,
    "idle time",
  ],
  [
    /\bhow\s+(?:do|does|would|did)\s+(?:you|we|they|it|one|the\s+(?:system|app|console|tool))\s+count\s+(?:an?\s+|the\s+)?((?:(?!\b(?:in|of|on|by|for|at|yesterday|today|last|this)\b)[^?.!,]){3,40}?)(?=\s+(?:here|in\s+here|in\s+this)\b|\W*$)/gi,
    "how are $1 counted",
  ],
  // Which way it goes
  [/\b(?:is|are)\s+(?:it|that|they|this|things)\s+trending\s+(better|worse)\b/gi, "is it getting $1"],
  [/\b((?:which|what)\s+direction\b[^.?!]{0,60}?)\s+moving(?:\s+in)?(?=\W*$)/gi, "$1"],
  [
    /\b(?:and\s+)?(?:the\s+)?(?:way|direction)\s+(?:in\s+which\s+|that\s+)?(?:it|they|that|things?)\s*(?:is|are|['’]s|['’]re)?\s+(?:moving|going|heading|developing|headed|trending)(?:\s+in)?\b/gi,
    "and which way",
  ],
  [/\bare\s+we\s+(?:getting|gone)\s+(better|worse)\s+(?:at|on|for)\b/gi, "is it getting $1 for"],
  // Order and number
  [
    /^(\W*)(?:order|sort|arrange|line\s+up)\s+(?:all\s+)?(?:the\s+|our\s+)?(zone|depot|route|truck|vehicle|driver|stream|street|contractor)s\s+by\s+(?!name\b|number\b)(?=\S)(.+?)(?=\s*(?:[,;](?!\d)|\b(?:for|in|over|during|last|this|since|yesterday|today)\b|[?.!]*$))/gi,
    "$1$3 by $2",
  ],
  [
    /\b(worst|best|highest|lowest|biggest|smallest|longest|shortest|oldest|newest|latest|most\s+severe|slowest|fastest)\s+please\s+(first|on\s+top|at\s+the\s+top)\b/gi,
    "$1 $2",
  ],
  [
    /(?<!\b(?:the|since|from|on|of|until|by|january|february|march|april|may|june|july|august|september|october|november|december)\s+)\b1st(?=\W*$)/gi,
    "first",
  ],
  [
    /\b(slowest|fastest|worst|best|highest|lowest|biggest|smallest|longest|shortest|oldest|newest|latest)\s+1st\b/gi,
    "$1 first",
  ],
  [/\btop(\d{1,3})\b/gi, "top $1"],
  [/\b(\w+)\s+names?\s+(?:is\s+|are\s+)?enough\b/gi, "top $1"],
  [/,?\s*\b(?:need|want|give\s+me|just)\s+(?:1|one|a\s+single)\s+(?:number|figure)\b/gi, ""],
  [
    /\b(streets|zones|drivers|depots|customers|stats|figures|numbers)\s+4\s+(?=(?!(?:and|or|to|through|in|on|at|last|this)\b)\p{L}{3,})/giu,
    "$1 for ",
  ],
  [/\b(things?|points?|items?)\s+2\s+(?=look|watch|see|check)/gi, "$1 to "],
  [/\b(?:for|at)\s+finishing\s+on\s+time\b/gi, "by on-time rate"],
  [/\bare\s+(we|they|you)\s+after\s+leaving\s+behind\b/gi, "did $1 leave behind"],
  [
    /^\s*(?:an?\s+|the\s+)?(?:identification|statement|tabulation|presentation|indication|determination|enumeration|specification|compilation|itemi[sz]ation|extract)\s+of\s+/gi,
    "show ",
  ],
  [
    /^\s*(?:an?\s+|the\s+)?schedule\s+of\s+(?=(?:the\s+)?(?:\d|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|all\b|top\b))/gi,
    "show ",
  ],
  [
    /\bgiving\s+(?:us\s+|me\s+)?(?:the\s+)?most\s+(?:headaches?|trouble|grief|bother)\s+(?:for|with|over|about)\b/gi,
    "with the most",
  ],
];
