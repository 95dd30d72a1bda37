import { MONTHS } from "#server/ask/core/calendar-words.ts";
import { TRUCK, type Turn } from "#server/ask/core/turn-slots.ts";

const MONTH = MONTHS.join("|");

/** Turns of phrase about measures, what is to come, the workshop, drivers, why, and alerts. */
export const OFFICE_TURNS: readonly Turn[] = [
  // That there is a meeting and what is always asked there is told before; a time that it is of is not
  [
    /^\W*(?:(?:right|ok|okay|listen|look|morning|hello|hi)\W+)*(?:so\s+)?(?:i(?:['’]ve|\s+have)|we(?:['’]ve|\s+have)|there(?:['’]s|\s+is))\s+(?:got\s+)?(?:an?|my|our|the)\s+(?:\w+\s+)?(?:meeting|call|review|briefing|appointment)\b(?![^.?!]*\b(?:last|since|week|month|quarter|year|yesterday|january|february|march|april|june|july|august|september|october|november|december|only|except|without|not|more|less|than|over|under|at\s+least|depots?|zones?|routes?|drivers?|trucks?)\b[^.?!]*,\s*so\s)[^.?!]*?[,;]\s*so\s+(?=(?:would|could|can)\s+you\b|please\b|give\b|show\b|rank\b|list\b|exceptions\s+by\b)/gi,
    "",
  ],
  // The exact rule is what is told of a definition
  [
    /^(\W*(?:what\s+(?:exactly\s+)?(?:counts|qualifies)\s+as|how\s+(?:do|does|is|are)\b.*\bdefine\w*|define|definition\s+of|what\s+do\s+(?:you|we)\s+mean\s+by)\b[^?.!]*)[?.!]\s*(?:i(?:['’]m)?\s+)?(?:just\s+)?(?:need|want|after|looking\s+for|give\s+me|show\s+me)\s+the\s+(?:exact|precise|official|proper|strict|full|formal)\s+(?:rule|definition|wording|meaning|criteri(?:a|on)|terms?)s?\W*$/gi,
    "$1?",
  ],
  // Measures
  [
    /\b(?:missed|misses|missing)\s+(?:collections?|pickups?|pick-ups?|bins?|stops?|ones)?\s*(?:per|for\s+every|for\s+each|in\s+every|every|out\s+of\s+every)\s+(?:1,?000|1k|(?:a\s+|one\s+)?thousand)(?:\s+(?:stops?|pickups?|visits?))?\b/gi,
    "missed pickups per 1,000 stops",
  ],
  [/\b(?:getting|becoming)\s+(?:any\s+)?cleaner\b/gi, "getting better"],
  [
    /(?<=\b(?:contamination|overflow|idl\w+|miss\w*)\b.*)\b(?:going|coming|trending)\s+down(?=\W*$)/gi,
    "getting better",
  ],
  [/\bcompared\s+(?:with|to)\s+(?:before|earlier|previously)(?=\W*$)/gi, "and is it getting better"],
  [/\b(?:any\s+)?(?:better|worse)(?:\s+or\s+(?:worse|better))?\s+than\s+(?=(?:our|us|we)\b)/gi, "against "],
  [
    /\b(?:actual|real|driven)\b[^?.]{0,30}?\b(?:compare[ds]?\s+(?:with|to)|against|versus|vs\.?|differ\w*\s+from|match(?:ed)?)\s+(?:the\s+|what\s+was\s+)?(?:plan(?:ned)?|scheduled?)(?:\s+(?:one|distance|time)s?)?\b/gi,
    "planned against actual distance and time",
  ],
  // "How much driver overtime" is one sum.
  [/\b(how\s+much)\s+(?:driver|crew)(?:s['’]|['’]s)?\s+(?=overtime\b)/gi, "$1 "],
  [
    /(?<!\b(?:per|by|each|every|which|what|with|for|how\s+much|\d)\s+)\b(driver|vehicle|depot|zone|crew|stream)(?:s['’]|['’]s)?\s+(overtime(?:\s+hours)?|idle\s+time|idling|fuel(?:\s+use|\s+consumption)?|mileage|costs?\s+per\s+(?:stop|tonne)(?:\s+and\s+per\s+(?:stop|tonne))?)(?!.*\b(?:by|per)\s+(?:driver|vehicle|depot|zone|crew|stream)\b)/gi,
    "$2 per $1",
  ],
  [
    /\b(?:briefing|report|overview|digest|brief|recap|review|round-?up|update)\b(?=.*\bservices?\b.*\bcosts?\b.*\bsafety\b)/gi,
    "summary",
  ],
  [
    /^\W*(?:the\s+)?total\s+(?:number\s+of\s+)?(?=(?:\w+\s+){0,2}(?:routes|stops|trucks|vehicles|exceptions|drivers|tickets|complaints)\b)/gi,
    "how many ",
  ],
  [
    /\b(?:assuming|supposing|taking|given|using|based\s+on|with|for)\s+(?:an?\s+|the\s+)?(?:fuel\s+|diesel\s+)?(?:price\s+of\s+)?([£€$]?\d+[.,]\d+)\s+(?:per|a)\s+lit(?:re|er)\b/gi,
    "at $1 per litre",
  ],
  [/\bdiesel\s+price\s+of\s+([£€$]?\d+[.,]\d+)(?!\s*(?:per|a)\b)/gi, "at $1 per litre"],
  [
    /\b(?:how\s+(?:has|have|did)\s+)?(?:the\s+)?(.{4,40}?)\s+chang\w+\s+(?:from|between)\s+last\s+(month|week|quarter|year)\s+(?:to|and)\s+this(?:\s+\2)?\b/gi,
    "$1, this $2 and the $2 before",
  ],
  [
    /\b(?:what\s+(?:is\s+the\s+)?|the\s+)?(?:share|percentage|percent|proportion|part)\s+of\s+(?:(?:the|our|all|planned|due)\s+)*((?:today|yesterday)['’]?s\s+)?(?:stops|pickups|collections|visits)\s+(?:(?:was|were|are|is|did|have|has|that|we|got|get|been)\s+)*(?:completed|done|served|finished|made)\b(?!\s+(?:on|in)\s+time)/gi,
    "$1 share of stops done",
  ],
  [
    /\b(?:what\s+(?:is\s+the\s+)?|the\s+)?(?:share|percentage|percent|proportion|part)\s+of\s+(?:(?:the|our|all)\s+)*(?:stops|pickups|collections|visits)\s+(?:(?:was|were|are|is|did|have|has|that|we|got|get|been|made|served|done|completed)\s+)*(?:on\s+time|punctual|in\s+time)\b/gi,
    "on-time rate",
  ],
  [
    /\bhow\s+complete\s+(?:were|was|are|is)\s+(?:the\s+|our\s+)?(\w+?)s?['’]s?\s+routes\b/gi,
    "completion rate by $1",
  ],
  [/\broute\s+(?:productivity|efficiency|performance)(?:\s+in|:)?\s+/gi, "by route "],
  [
    /\bdo\s+(?:small|big|large)\w*\s+(.{3,40}?)\s+overflow\s+more(?:\s+often)?\s+than\s+(?:the\s+)?(?:big|small|large)\w*(?:\s+ones)?/gi,
    "overflow rate of $1 by container size",
  ],
  [
    new RegExp(
      `(?<=\\b(?:kpis?|figures?|metrics?|indicators?|measures?|numbers?)\\b.*),?\\s*\\b(?:from|between)\\s+(${MONTH})\\s+(?:and|to)\\s+(${MONTH})\\b(?<=\\b(?:shift|mov|chang|swung|swing|jump)\\w*\\b.*)(?!\\s+\\d)`,
      "gi",
    ),
    " in $2 against $1",
  ],
  [
    /,?\s*\b(?:from|between)\s+last\s+(month|week|quarter|year)\s+(?:to|and)\s+this(?:\s+\1)?\b/gi,
    ", this $1 and the $1 before",
  ],
  [
    /\b(?:beat|beats|beating|tops?|exceeds?|surpass(?:es)?|better\s+than|above)\s+(\d+(?:[.,]\d+)?)\s*(?:%|percent\b)/gi,
    "more than $1 %",
  ],
  [/\bone\s+(?:line|row|bar|figure|number|value|column)\s+(?:per|for\s+(?:each|every))\b/gi, "per"],
  [
    /\b(?:which|what)\s+(?:facility|landfill|tip|site|station|disposal\s+site)\s+(?:took|received|got|handled|accepted|takes?)\s+(?:in\s+)?(?:the\s+)?(most|least)\s+(\w+)\b/gi,
    "tonnes of $2 tipped by facility, $1 first,",
  ],
  [/\b(?:least\s+safe|most\s+unsafe)\b/gi, "most dangerous"],
  [/\b(tonnage|tonnes|lifts)\b(.*)\bwith\s+(?:the\s+|a\s+)?range\b/gi, "expected $1$2 with range"],
  [/\b(expected|forecast|predicted)\s+expected\b/gi, "$1"],
  [
    /^\W*(?:the\s+)?(?:number\s+of\s+)?(trucks|vehicles|crews|lorries)\s+(?:that\s+)?(?:we\s+)?(?:need|needed|require|required|necessary)\s+(?=(?:for|on|next|tomorrow)\b)/gi,
    "how many $1 do we need ",
  ],
  [
    /\b(?:change|vary|varies|develop|differ)\w*\s+(?:over|during|through(?:out)?|across)\s+the\s+(?:course\s+of\s+the\s+)?day\b/gi,
    "by hour of day",
  ],
  [/\bupwards\s+of\s+(?=\d)/gi, "more than "],
  [
    /\bwho(?:['’]s|\s+is)\s+((?:over|more\s+than|above|at\s+least)\s+\d+\s*(?:%|percent)\s+full)\b/gi,
    "which trucks are $1",
  ],
  [/\bslowest\s+(?:1|one)\s*(?:%|percent)\s+of\b/gi, "p99 of"],
  // What is to come
  [
    /\b(?:at\s+risk\s+of|likely\s+to|going\s+to|expected\s+to|might|may|could)\s+(?:overrun(?:ning)?|run(?:ning)?\s+over)(?=.*\b(?:tomorrow|next|on\s+\w+day)\b)/gi,
    "that will probably run late",
  ],
  [
    /\bfleet\s+size\s+(?:needed\s+|required\s+|necessary\s+)?(?:for|on)\s+/gi,
    "how many trucks do we need on ",
  ],
  [
    /\bwhat\s+(?:would|does|will|did|can)\s+an?\s+(?:constant\s+|permanent\s+|steady\s+|lasting\s+|continued\s+)?(\d+)[-\s]min\w*\s+(?:wait|queue|line)\s+(?:at|in)\s+(?:the\s+)?(.+?)\s+do\s+(?:to|with)\s+(?:our\s+|the\s+)?overtime\b/gi,
    "what happens to overtime if the $2 queue stays at $1 minutes",
  ],
  [/\bwhat\s+number\s+of\b/gi, "how many"],
  [
    new RegExp(
      `\\bhow\\s+many\\s+(${TRUCK}s|crews|lorries)\\s+(?:should|must|do|shall|will)\\s+(?:we|i)\\s+(?:have\\s+to\\s+)?(?:plan|schedule|book|field|roster|put\\s+on|prepare|send(?:\\s+out)?|get\\s+ready|have\\s+ready)\\b(?:\\s+for)?`,
      "gi",
    ),
    "how many $1 do we need",
  ],
  [
    new RegExp(
      `\\bhow\\s+many\\s+(${TRUCK}s|crews|lorries)\\s+(?:does|will)\\s+(\\w+day|tomorrow)\\s+(?:need|require|take)\\b`,
      "gi",
    ),
    "how many $1 do we need on $2",
  ],
  [/^\s*for\s+(\w+day|tomorrow|next\s+week),\s*(how\s+many\s+.+?)\W*$/gi, "$2 on $1?"],
  [
    /\b(?:(?:might|may|could|wo)\s*n['’]?t|(?:might|may|could|will|are|is)\s+(?:not|unlikely\s+to)(?:\s+going\s+to)?|are\s+unlikely\s+to)\s+(?:finish|end|be(?:\s+done)?|run|make\s+it|get\s+back)\s+(?:on|in)\s+time(?=.*\b(?:tomorrow|next|on\s+\w+day)\b)/gi,
    "will probably run late",
  ],
  [
    /\b(?:might|may|could|are\s+likely\s+to|risk)\s+(?:finish(?:ing)?|end(?:ing)?|be(?:ing)?|run(?:ning)?|get(?:ting)?\s+back)\s+(?:late|behind(?:\s+schedule)?)(?=.*\b(?:tomorrow|next|on\s+\w+day)\b)/gi,
    "will probably run late",
  ],
  [
    /\b(stay|keep|remain|finish)\s+(?:within|inside|under)\s+(his|her|their|the)\s+(?=(?:driving\s+|duty\s+)?hours\b(?!\s+of))/gi,
    "$1 within $2 legal ",
  ],
  [
    /\brun(?:s|ning)?\s+out\s+of\s+(?:legal\s+|driving\s+|duty\s+)?hours\s+before\s+(?:their|his|her|the)\s+(?:routes?|rounds?|runs?)\s+(?:(?:is|are|gets?)\s+)?(?:finish\w*|done|over|complete\w*|ends?)/gi,
    "reach their legal limit before the end of their route",
  ],
  [
    /\b(?:wo\s*n['’]?t|will\s+not|can(?:not|['’]?t)|(?:is|are)\s+not\s+going\s+to)\s+(?:last|hold(?:\s+out)?|make\s+it|survive|be\s+enough|do)\s+(?:until|till|to)\s+(?:their|the|its|our)?\s*next\s+(?:pickup|pick-up|collection|visit|emptying|round)\b/gi,
    "will overflow before their next pickup",
  ],
  [
    /\bthe\s+(landfill|transfer\s+station|depot|tip|zone)\s+in\s+the\s+(north|south|east|west)\b/gi,
    "the $2 $1",
  ],
  [
    /\b(?:keeps?|has|had|holds?|stands?\s+at|with|sees|saw|gets?)\s+an?\s+(\d+)[-\s]?min(?:ute)?s?\s+(?:queue|wait(?:ing\s+time)?|line)\b/gi,
    "queue stays at $1 minutes",
  ],
  // Workshop and drivers
  [
    /\b(?:will\s+)?need(?:s|ing)?\s+servic(?:e|ing)\s+(?:in\s+)?(?:under|less\s+than|fewer\s+than|below)\s+(\d[\d,.]*\s*km)\b/gi,
    "need service in less than $1",
  ],
  [
    /\b(?:have|has|with|got)\s+(?:under|less\s+than|fewer\s+than)\s+(\d[\d,.]*\s*km)\s+(?:left\s+)?(?:until|till|to|before)\s+(?:the\s+|their\s+|its\s+)?(?:next\s+)?servic(?:e|ing)\b/gi,
    "need service in less than $1",
  ],
  [
    /\b(?:that\s+)?(?:have|has|need|needs)\s+to\s+go\s+(?:for|in\s+for|to)\s+(?:a\s+)?service\b/gi,
    "need service",
  ],
  [
    /\b(?:wo\s*n['’]?t|will\s+not|can(?:not|['’]?t)|do(?:es)?(?:n['’]?t|\s+not))\s+(?:stay|keep|be|remain|finish|end)\s+(?:within|inside|under|below)\s+(?=(?:their|the|his|her)\s+(?:legal|permitted|allowed|maximum))/gi,
    "will pass ",
  ],
  [
    /\b(?:(?:has|have|had)\s+)?(?:recently\s+|lately\s+)?(?:visited|been\s+(?:to|at|in|near|around|through)|passed\s+(?:through|by)|(?:were|was)\s+(?:near|around|by|in|close\s+to)|gone\s+(?:to|through)|driven\s+(?:to|through|past)|called\s+at)\b(?=.*\b(?:recently|lately|recent)\b)(?<=\b(?:trucks?|vehicles?|lorries|wagons?)\b.*)/gi,
    "were at",
  ],
  [/\b(?:overdue|due|owed)\s+a\s+break\s+after\s+(?=\w+\s+hours)/gi, "without a break for "],
  [
    /\b(?:could|can)(?:n['’]?t|not|\s+not)\s+be\s+(?:matched|assigned|linked|tied|attributed)\s+(?:to|with)\s+(?:a|any)\s+route\b/gi,
    "without a matching route",
  ],
  [
    new RegExp(
      `\\bhow\\s+(?:many\\s+times|often)\\s+(?:did|has)\\s+(${TRUCK}\\s+\\d+)\\s+(?:tip(?:ped)?|unload(?:ed)?|g(?:o|one)\\s+to\\s+the\\s+(?:tip|landfill)|been\\s+(?:to|at)\\s+the\\s+(?:tip|landfill))\\b`,
      "gi",
    ),
    "how many weigh tickets of $1",
  ],
  [
    /\b(?:whose|with\s+(?:the\s+|their\s+)?)\s*(?:next\s+)?service\s+(?:is\s+)?(?:less\s+than|under|within|in)\s+(\d[\d,.]*\s*km)(?:\s+away)?\b/gi,
    "that need service in the next $1",
  ],
  [/\bschool\s+zone\b/gi, "school"],
  // Why
  [
    /\bhow\s+(?:did|has|come)\s+((?:route|truck)\s+\d+|r-?\d+)\s+(?:end(?:ed)?\s+up|get|got|become|became|fall|fell|is)\s+.*\b(?:behind|late)\b/gi,
    "why is $1 late",
  ],
  [
    /\b(?:justify|explain)\s+(stop\s+\d+)\s+(?:being|going|sitting)\s+(?:on|to|with)\s+(truck\s+\d+)/gi,
    "why is $1 on $2",
  ],
  [
    /\bwhy\s+(?:were|are|did\s+we\s+have)\s+(?:there\s+)?(?:twice|double)\s+as\s+many\s+(.{3,40}?)\s+(?=(?:on|last|yesterday|this)\b)/gi,
    "why did $1 double ",
  ],
  [
    /\b(?:please\s+)?explain\s+(?:the\s+)?(?:assignment|allocation)\s+of\s+(stop\s+\d+)\s+to\s+(?:truck\s+)?(\d+)\s*,?\s*(?:instead\s+of|rather\s+than|and\s+not|not)\s+(?:to\s+)?(?:truck\s+)?(\d+)/gi,
    "why did the optimiser give $1 to truck $2 and not truck $3",
  ],
  [
    /^\W*(?:(?:please|explain|tell\s+me|how\s+come|why(?:\s+is)?|why\s+has|for\s+what\s+reason)\W+)*(stop\s+\d+)\s+(?:went|goes|is\s+going|was\s+given|given|assigned|was\s+assigned|is|was\s+put)\s+(?:to|on|with)\s+(?:truck\s+)?(\d+)\s*,?\s*(?:instead\s+of|rather\s+than|and\s+not|not)\s+(?:to\s+|on\s+)?(?:truck\s+)?(\d+)/gi,
    "why did the optimiser give $1 to truck $2 and not truck $3",
  ],
  [
    /\b(?:what\s+(?:explains|is\s+(?:the\s+explanation\s+for|behind))|explain)\s+(?:the\s+|so\s+)?(?:doubled|doubling\s+of|jump\s+in|rise\s+(?:in|of)|spike\s+in|surge\s+in|increase\s+(?:in|of)|increased|many|high\s+number\s+of)\s+(?:the\s+)?(.{3,30}?)\s+(?=(?:on|yesterday|last|this|today)\b)/gi,
    "why did $1 rise ",
  ],
  [
    /\bwhat(?:['’]?s|\s+is|\s+was|\s+has\s+been|\s+keeps)?\s+(?:holding\s+(?:up|back)|delaying|keeping|slowing(?:\s+down)?|stalling|detaining)\s+((?:truck|route|lorry|vehicle)\s+\d+|r-?\d+)(?:\s+(?:up|back|down))?/gi,
    "why is $1 late",
  ],
  [
    /\b(?:bring|put|take|get|restore|return|set|switch|change|move)\s+(?:back\s+)?(the\s+(?:optimi[sz]er|solver|planner)['’]?s?\s+(?:weights|settings))\s+(?:back\s+)?(?:from|of|to\s+those\s+of|to\s+what\s+they\s+were|to)\s+last\s+(week|month)(?:['’]s)?(?:\s+(?:version|values|state))?/gi,
    "roll back $1 to last $2's version",
  ],
  [
    /\b(?:bring|put|take|get|restore|return|set|switch|change|move)\s+(?:back\s+)?(the\s+(?:optimi[sz]er|solver|planner)['’]?s?\s+(?:weights|settings))\s+(?:back\s+)?(?:from|of|to\s+those\s+of|to\s+what\s+they\s+were|to)\s+(\d+\s+(?:days|weeks))\s+(?:back|earlier|before|ago)\b/gi,
    "roll back $1 to $2 ago",
  ],
  [
    /\band\s+(?:stays?|remains?|keeps?|is\s+still)\s+(?:that\s+way|so|like\s+that|late|behind|there)\s+for\s+/gi,
    "for ",
  ],
  [/\bfalls?\s+(\d+)\s*(min\w*)\s+behind\b/gi, "is $1 $2 late"],
  [
    /(?:\b(?:what(?:['’]?s|\s+(?:is|was))|(?:give|tell|show|list)(?:\s+(?:me|us))?)\s+)?(?:\bthe\s+)?\breasons?\s+(?:why\s+|that\s+)?((?:route|truck)\s+\d+|r-?\d+)\s+(is|was)\s+/gi,
    "why $2 $1 ",
  ],
  // Alerts and mail
  [
    /\bi(?:['’]d|\s+would)?\s+(?:like|want|need)\s+(?:to\s+(?:get|have|receive)\s+)?(?:an?\s+)?(?:notice|alert|notification|message|warning|heads-?up|ping)\s+(?:when|if|once|whenever|as\s+soon\s+as)\b/gi,
    "tell me when",
  ],
  [
    /(?<=\b(?:late|behind)\b.*)\bfor\s+(?:longer\s+than|more\s+than|over|at\s+least)\s+(\d+\s*min\w*)(?=\W*$)(?<=\b(?:ping|tell|alert|notify|warn|let|shout|text|buzz|flag)\b.*)/gi,
    "for $1",
  ],
  [
    /^\s*the\s+(\w+)\s+(?:should|needs?\s+to|must|wants?\s+to|would\s+like\s+to|has\s+to|is\s+to)\s+(?:get|receive|have|be\s+sent)\s+/gi,
    "send the $1 ",
  ],
];
