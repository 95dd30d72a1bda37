import { HOURS } from "#server/ask/core/clock-words.ts";
import type { Turn } from "#server/ask/core/turn-slots.ts";

/** Turns of phrase of engineers, about how the product works: searches, caches, flags, outside calls, milestones. */
export const PLATFORM_TURNS: readonly Turn[] = [
  // A milestone that cannot go on is blocked, and each waits for whom it is held up by
  [
    /\b(?:the\s+)?milestones\s+(?:that\s+|which\s+)?(?:can['’]?t|cannot|can\s+not|are\s+unable\s+to|aren['’]t\s+able\s+to)\s+(?:proceed|progress|continue|advance|(?:move|go)\s+(?:on|ahead|forward)|move)\b/gi,
    "blocked milestones",
  ],
  [
    /(?<=\bblocked\s+milestones|\bmilestones\s+(?:are\s+)?(?:blocked|stuck))\s*,?\s+and\s+(?:(?:what|which)\s+(?:teams?|workstreams?|persons?|people|groups?)|whom?)\s+(?:is\s+|are\s+)?(?:each|every)(?:\s+(?:one|of\s+them))?\s+(?:is\s+)?(?:waiting|waits?|held\s+up|stuck)\s+(?:on|for|by)(?=\W*$)/gi,
    " and who waits for whom",
  ],
  // What the optimiser plans by
  [
    /\b(?:which|what)\s+(?:model\s+|settings?\s+|weights?\s+)?version\s+(?:is|are)\s+the\s+(?:route\s+)?(?:optimi[sz]er|solver|planner)(?:\s+(?:currently|now))?\s+(?:on|at|running(?:\s+on)?|using)\b(?!\s+(?:the|a)\b)/gi,
    "which version of the optimiser weights is live",
  ],
  [/\bbrkrs\b/gi, "breakers"],
  [/\bbrkr\b/gi, "breaker"],
  [/\bext\.?\s+(?=(?:routing|routes?|calls?|apis?|services?)\b)/gi, "external "],
  [/\b(?:vectr|vctr|vec|vectors?)\s+(?:srch|serch|sch|search\w*)\b/gi, "vector search"],
  [/\b(?:srch|serch)\b/gi, "search"],
  [/\bhit-?\s?rat(?:e|io)?\b/gi, "hit rate"],
  [/\bcahce\b/gi, "cache"],
  [/\bcache\s+hit\s+(?:%|pct|percent(?:age)?|share|ratio)(?=\s|$|[,.?!])/gi, "cache hit rate"],
  [/\b(optimi[sz]e?r)['’]?s?\s+(?:wts|wghts|wgts)\b/gi, "$1 weights"],
  [/\broll-?\s?bc?k\b/gi, "roll back"],
  [/\bchngd\b/gi, "changed"],
  [/\bblockd\b/gi, "blocked"],
  [/\b(\d{2})(\d{2})\s+(?=(?:spike|step|jump|bump|latency|rise|slow-?down|outage|incident)\b)/gi, "$1:$2 "],
  [/\b(last|past)\s+(\d{1,3})\s?m\b/gi, "$1 $2 minutes"],
  [/\bhous\b/gi, "hours"],
  [/\bhuors?\b/gi, "hour"],
  [
    /\bbetween\s+midnight\s+and\s+(?:(?:0?([3-9]))(?::00)?(?:\s*am)?|(three|four|five|six|seven|eight|nine))\b(?!\s*[:.]?\d)/gi,
    (_, digit: string | undefined, word: string | undefined) =>
      `between 00:00 and 0${digit ?? HOURS.indexOf((word ?? "").toLowerCase()) + 1}:00`,
  ],
  [/\b(?:every|each)\s+(rollback|release|flag\s+change)\b/gi, "all $1s"],
  // The running day against the one before, whichever is named first
  [
    /(?<=\b(?:hit\s+(?:rates?|ratios?)|cache)\b.*?)[,:]?\s*\byesterday\s+(?:vs\.?|versus|against|next\s+to|and)\s+today(?:\s+so\s+far)?\b/gi,
    " today compared with yesterday",
  ],
  // Alerts that run
  [
    /\b(alerts?|alert\s+rules|reminders?|notifications?)\s+(?:have|do)\s+i\s+(?:got\s+|have\s+)?(?:switched|turned|set|put)\s+on\b/gi,
    "$1 do i have",
  ],
  [/\bmy\s+(alerts?|alert\s+rules)\s+(?:that\s+are\s+)?(?:switched|turned)\s+on\b/gi, "my running $1"],
  // The Irish have been after doing what they did.
  [
    /\bafter\s+(?=(?:costing|spending|going|doing|running|burning|using|getting|coming|making|setting|changing)\b)/gi,
    "",
  ],
  // "2 last wk" is to last week.
  [/(?<=\p{L}\s)2\s+(?=(?:last|the|this|wot|what|ot|overtime)\b)/giu, "to "],
  [
    /\b(?:which|what)\s+(?:feature\s+)?(?:toggles?|switches|flags?)\s+(?:got|were|was|have\s+been|had\s+been)\s+(?:flipped|toggled|touched|switched|moved|changed)\s+(?:ahead\s+of|before|right\s+before|shortly\s+before|prior\s+to)\b/gi,
    "which feature flags changed before",
  ],
  [
    /\b(?:jump|step|rise|spike|hike|bump)\s+in\s+(?:the\s+)?(?:response\s+times?|latenc(?:y|ies)|answer\s+times?)\b/gi,
    "latency step",
  ],
];
