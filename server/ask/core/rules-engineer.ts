import { type Against, hitsAgainst } from "#server/ask/core/hit-rates.ts";
import { answeredBut } from "#server/ask/core/left-open.ts";
import { orderIn } from "#server/ask/core/orders.ts";
import { readNumber } from "#server/ask/core/quantity.ts";
import { type Asked, type Rule, type RuleReading, wantedRows } from "#server/ask/core/question.ts";
import type { QueryPlan } from "#server/ask/schema.ts";

type EngineerPlan = Extract<QueryPlan, { kind: "engineer" }>;

const CACHES: readonly (readonly [RegExp, string])[] = [
  [/\b(?:llm|model|inference|input.similarity)\b.*\bcache\b/i, "llm.cache"],
  [/\bcache\b|\bhit rate\b/i, "vector.cache"],
];
// What is measured, by the words for it; the more telling stand first.
const METERS: readonly (readonly [RegExp, string])[] = [
  [
    /\b(?:vector|semantic|similarity)\s+(?:search|look-?ups?|quer\w+)|\bsearch(?:es)?\b|\bvectors?\b(?=.*\bp\d\d\b)/i,
    "vector.search_ms",
  ],
  [/\b(?:first (?:token|word))\b/i, "llm.first_ms"],
  [/\b(?:llm|llama|language model|inference|model)\b/i, "llm.answer_ms"],
  [/\b(?:reading|planning|parsing) (?:of )?questions?|\bplan(?:ning)? time of ask\b/i, "ask.plan_ms"],
  [/\b(?:ask|questions?|assistant|answers?|answering)\b/i, "ask.answer_ms"],
  [/\b(?:solver|optimi[sz]er|route planning|solv\w+)\b/i, "routing.solve_ms"],
  [
    /\bgeocod\w+|\b(?:external|outside|third.?party|outbound)\b|\b(?:graphhopper|samsara|hubspot)\b/i,
    "external.call_ms",
  ],
  [/\b(?:api|requests?|procedures?|calls?|endpoints?|http)\b/i, "api.request_ms"],
  [/\b(?:event.?loop|main thread)\b/i, "process.loop_ms"],
  [/\b(?:pixel|live updates?|live channel|sockets?|paint\w*)\b/i, "live.event_to_pixel_ms"],
  [/\b(?:ingest\w*|telemetry events?)\b/i, "ingest.commit_ms"],
];
type Statistic = NonNullable<EngineerPlan["statistic"]>;
const STATISTICS: readonly (readonly [RegExp, Statistic])[] = [
  [/\b(?:p99|99th|99 ?(?:%|percent\w*))/i, "p99"],
  [/\b(?:p95|95th|95 ?(?:%|percent\w*))|\bpercentiles?\b.*\b95\b/i, "p95"],
  [/\b(?:p50|median|50th|half-?way)|\bpercentiles?\b.*\b50\b/i, "p50"],
  [/\b(?:slowest|worst|max\w*|peak|longest)\b/i, "max"],
  [/\b(?:average|mean|avg)\b/i, "mean"],
  [/\bhow many\b|\bnumber of\b|\bcount\b|\bthroughput\b/i, "count"],
  [
    /\b(?:latency|latencies|response times?|how (?:fast|slow|long)|slow|fast|took|take|speed|milliseconds|ms)\b/i,
    "p95",
  ],
];
// "p50 and p95" wants both, in the order of the words.
const statisticsOf = (text: string): Statistic[] => {
  const named = STATISTICS.slice(0, 5)
    .flatMap(([words, statistic]) => {
      const at = text.search(words);
      return at === -1 ? [] : [{ at, statistic }];
    })
    .sort((a, b) => a.at - b.at || a.statistic.localeCompare(b.statistic))
    .map(({ statistic }) => statistic);
  const single = STATISTICS.find(([words]) => words.test(text))?.[1];
  return named.length > 0 ? named : single === undefined ? [] : [single];
};

const RELEASES = /\b(?:releases?|roll-?outs?|roll-?backs|rolled[\s-]back)\b/i;
const ROLLED_BACK = /\b(?:roll-?backs|rolled[\s-]back|taken back|reverted)\b/i;

/** Whether a question asks what was released and rolled back, and orders neither. */
export const isOfReleases = (asked: Asked): boolean => {
  const { text } = asked.hearing;
  return (
    RELEASES.test(text) &&
    asked.links.links.length === 0 &&
    orderIn(asked) === undefined &&
    !/\b(?:settings?|version|roll\s*back\s+(?:the|to|it|that)|undo)\b/i.test(text) &&
    (/^\W*(?:which|what|how many|show|list|any|were|was|did|recent|all|the)\b/i.test(text) ||
      /\b(?:releases|roll-?outs|roll-?backs)\b/i.test(text))
  );
};

// Those of the tiles count under one name with others, and are told apart in the list of all.
const EVERY_CACHE = /\bcaches\b|\b(?:tiles?|kpi)\b.*\bcache\b|\b(?:each|every|per|by|which)\s+cache\b/i;
// Which rates stand first: the worst hit rate is the lowest, the worst error rate the highest.
const LOW = "(?:lowest|least|fewest|smallest|poorest)";
const HIGH = "(?:highest|most|biggest|greatest|largest)";
const RATE_ORDERS: readonly RegExp[] = [
  new RegExp(
    `\\b(?:the\\s+)?(?:${LOW}|${HIGH}|worst|best)(?:\\s+(?:(?:hit|error|failure)\\s+)?(?:rates?|ones?|hits?|errors?|misses))?(?:\\s+(?:first|on\\s+top|at\\s+the\\s+top))?\\b`,
    "i",
  ),
  /\bmiss(?:es|ing|ed)?\b/i,
  /\b(?:rank\w*|sort\w*|order\w*)\b(?:\s+by\b)?/i,
];
const rateOrder = (text: string, of: "hits" | "errors"): Pick<EngineerPlan, "order" | "limit"> => {
  const isMisses = of === "hits" && /\bmiss\w*\b/i.test(text);
  const isLow = new RegExp(`\\b${LOW}\\b`, "i").test(text);
  const isHigh = new RegExp(`\\b${HIGH}\\b`, "i").test(text);
  const isWorst = /\bworst\b/i.test(text);
  const isBest = /\bbest\b/i.test(text);
  if (!isLow && !isHigh && !isWorst && !isBest) return {};
  // Most misses are the fewest hits.
  const isLeast = isLow || isHigh ? isLow !== isMisses : (of === "hits") === isWorst;
  const isOne =
    /\b(?:which|what)\s+(?:cache|service|module|part|component|procedure|endpoint|domain)\b(?!\s+by)/i.test(
      text,
    );
  return {
    order: isLeast ? "least" : "most",
    ...(isOne && !/\bfirst|on\s+top\b/i.test(text) ? { limit: 1 } : {}),
  };
};

// Calls of the API that fail; what fails on a vehicle has a code, and calls to others are not told apart.
const ERRORS =
  /\berror\s+rates?\b|\b(?:failure|fail)\s+rates?\b(?=.*\b(?:services?|api|procedures?|requests?|endpoints?|modules?)\b)|\b(?:services?|modules?|api|procedures?|requests?|endpoints?)\b.*\b(?:errors|error\s+out|failed|failing|fails)\b|\b(?:failed|failing)\s+(?:requests|api\s+calls)\b|\berrors\b.*\b(?:services?|modules?|api|procedures?|requests?|endpoints?)\b/i;
const NO_ERRORS_OF_OURS =
  /\b(?:external|outside|third.?party|outbound|graphhopper|samsara|hubspot|webhooks?|fault|error\s+codes?|service\s+(?:orders?|due|day|clock)|bulky|vehicles?|trucks?|drivers?|stops?|routes?)\b/i;
// Errors are told of the API whole or by its parts, and not of one that is named.
const ERRORS_OF_ONE =
  /\b(?:errors?(?:\s+rates?)?|failures?(?:\s+rates?)?)\s+(?:of|for|in|on|from)\s+(?:the\s+)?(?:ask|assistant|optimi[sz]er|solver|(?:vector\s+|semantic\s+)?search|llm|llama|models?|ingest\w*)\b/i;
const OF_PARTS =
  /\b(?:(?:by|per|each|every|for\s+each|which|what)\s+)(?:service|module|part|component|domain|procedure|endpoint)s?\b(?:\s+of\s+the\s+product)?|\bservices\b/i;

const SLOW_PROCEDURES =
  /\bp\d\d\b.*\b(?:by|per|each|every)\s+(?:endpoint|procedure)\b|\b(?:procedures|endpoints)\b.*\b(?:latenc\w+|response times?)\b|\b(?:latenc\w+|response times?)\b.*\b(?:procedures|endpoints)\b|\b(?:slow\w*|busiest|most (?:called|used))\b.*\b(?:api\b|endpoints?|trpc|requests?\b)|\b(?:api|trpc)\b.*\b(?:procedures?|endpoints?|calls?|requests?)\b.*\b(?:slow\w*|busiest|most (?:called|used))\b/i;

// "p95 latency for each service": the parts of the product that procedures belong to.
const SLOW_PARTS =
  /(?=.*\b(?:p\d\d|latenc\w+|response times?|percentiles?)\b).*\b(?:(?:by|per|each|every)\s+(?:service|module|component|(?:part|domain)(?:\s+of\s+the\s+(?:product|api))?)|slow\w*\s+(?:services|modules|components))\b/i;

const IS_CHANGE =
  /\b(?:chang\w+|touch\w*|edit\w*|set|switch\w*|flip\w*|modif\w+|turned|alter\w*|amend\w*|toggl\w*|tweak\w*|fiddl\w*|mess\w*|adjust\w*|moved|updated?|updates|thrown|threw)\b/i;
const SETTING = /\b(?:settings?|knobs?|config\w*|parameters?|tunables?)\b/i;
const FLAG = /\b(?:(?:feature )?flags?|(?:feature )?toggles|feature switches)\b/i;
const HOUR_S = 3_600;
const DAY_S = 86_400;
const WEEK_S = 7 * DAY_S;

// "Between 10:40 and 11:40", of a day that is named or of today.
const BETWEEN = /\bbetween\s+\d{1,2}:\d{2}\s+and\s+\d{1,2}:\d{2}\b/i;
const betweenClocks = ({ clocks, hearing, now }: Asked): { from: string; to: string } | undefined => {
  const [after, before] = (["after", "before"] as const).map((side) => clocks.find((c) => c.side === side));
  return after &&
    before &&
    clocks.length === 2 &&
    BETWEEN.test(hearing.text) &&
    after.at < before.at &&
    before.at <= now
    ? { from: after.at, to: before.at }
    : undefined;
};

/** The window of a question as how long ago it lies: meters run by real time, whatever the clock of the demo city says. */
export const backOf = (
  asked: Asked,
  otherwiseS: number,
): { fromS: number; toS: number; isNamed: boolean } => {
  const { window } = asked;
  const ago = (instant: string) => Math.round((Date.parse(asked.now) - Date.parse(instant)) / 1_000);
  const hours = betweenClocks(asked);
  if (hours) return { fromS: Math.max(60, ago(hours.from)), toS: Math.max(0, ago(hours.to)), isNamed: true };
  if (window === null) return { fromS: otherwiseS, toS: 0, isNamed: false };
  const fromS = Math.max(60, ago(window.from));
  return { fromS, toS: Math.min(Math.max(0, ago(window.to)), fromS - 60), isNamed: true };
};

// "Before the latency step at 10:40", "in the run-up to the 10:40 jump": from the start of that day until then.
const AT_CLOCK = /(?:\b(?:at|around|about|the|of|by|a)\s+)*\b(\d{1,2})[:.](\d{2})\b/i;
const LEADS_TO =
  /\b(?:just\s+|shortly\s+|right\s+)?(?:before|prior\s+to|preced\w+|ahead\s+of|(?:in\s+)?(?:the\s+)?run-?\s?up\s+to|lead(?:ing|s)?\s+(?:up\s+)?(?:to|into)|until|up\s+to)\b/i;
const STEPPED =
  /\b(?:step\w*|jump\w*|spik\w*|bump\w*|rise|rose|increase\w*|slow\w*|surge\w*|went|pear-shaped|incident|outage|degrad\w*)\b/i;
const LENGTH_BEFORE =
  /\b(?:in\s+|within\s+|during\s+)?(?:the\s+)?(?:last\s+)?(?:(\d{1,2}|one|two|three|four|five|six|half(?:\s+an)?)\s+)?(hours?|minutes?|mins?)\s+(?:before|prior|preceding|leading|ahead|up\s+to|until)\b/i;
const COUNTS = ["one", "two", "three", "four", "five", "six"];
const momentOf = (asked: Asked): { fromS: number; toS: number } | undefined => {
  const { text } = asked.hearing;
  const clock = AT_CLOCK.exec(text);
  if (!clock || /\b(?:since|after|from)\s+(?:about\s+)?\d/i.test(text)) return undefined;
  if (!LEADS_TO.test(text) && !STEPPED.test(text)) return undefined;
  // A day that is named is that of the time; "the last two hours" before it are no day.
  const day = asked.window?.isWholeDays ? asked.window : asked.today;
  const startMs = Date.parse(day.from);
  const atMs = startMs + (Number(clock[1]) * 60 + Number(clock[2])) * 60_000;
  const nowMs = Date.parse(asked.now);
  const length = LENGTH_BEFORE.exec(text);
  const count = (length?.[1] ?? "").toLowerCase();
  const amount = /^half/.test(count)
    ? 0.5
    : /^\d/.test(count)
      ? Number(count)
      : count === ""
        ? 1
        : COUNTS.indexOf(count) + 1;
  const lengthMs = amount * (/^h/i.test(length?.[2] ?? "") ? 3_600_000 : 60_000);
  const agoS = (ms: number) => Math.round((nowMs - ms) / 1_000);
  const toS = Math.max(0, agoS(atMs));
  return { fromS: Math.max(agoS(length ? atMs - lengthMs : startMs), toS + 60), toS };
};

// How long the stretches are that a measure is told in.
const STEPS: readonly (readonly [RegExp, NonNullable<EngineerPlan["stepS"]>])[] = [
  [
    /\b(?:in|by|per|every|with|at)?\s*(?:5|five)[-\s]?min(?:ute)?s?(?:\s+(?:steps?|intervals?|buckets?|chunks?|slices?|bins?))?\b(?<=\b(?:steps?|intervals?|buckets?|chunks?|slices?|bins?|(?:per|every)\s+(?:5|five)[-\s]?min(?:ute)?s?))/i,
    300,
  ],
  [
    /\b(?:by|per|each|every|for\s+(?:each|every))\s+(?:quarter\s+of\s+an\s+hour|15\s*min(?:ute)?s?|quarter-?hour)\b/i,
    900,
  ],
  [/\b(?:by|per|each|every|for\s+(?:each|every))\s+minute\b|\bminute\s+by\s+minute\b/i, 60],
  [
    /\b(?:by|per|each|every|for\s+(?:each|every))\s+(?:the\s+)?(?:single\s+)?hour(?:\s+of\s+(?:the\s+)?day)?\b|\bhourly\b|\bhour\s+by\s+hour\b/i,
    3_600,
  ],
  [/\b(?:by|per|each|every|for\s+(?:each|every))\s+day\b|\bdaily\b|\bday\s+by\s+day\b/i, 86_400],
];
const stepOf = (text: string): { stepS?: NonNullable<EngineerPlan["stepS"]> } => {
  const found = STEPS.find(([words]) => words.test(text));
  return found ? { stepS: found[1] } : {};
};

// Words that measure, and time words that a meter is named by.
const MEASURES_SAID: readonly RegExp[] = [
  /\b(?:p\d\d|\d\dth|\d\d\s?(?:%|percent\w*)|percentiles?(?:\s+\d\d(?:\s*(?:,|and)\s*\d\d)*)?)(?:[-\s]wise)?\b|\b(?:latency|search|speed)[-\s]wise\b/i,
  /\b(?:during|over|in|for)\s+(?:that|the\s+same)\s+(?:time|window|period|hours?|span|stretch|days?)\b/i,
  /\b(?:response|mean)\s+times?\b|\bhow\s+(?:many|often)\b/i,
  // Whether it fell is told against the time before.
  /\b(?:than|like|as)\s+(?:it\s+(?:was|did|used\s+to)|before|usual|normal|earlier)\b|\b(?:more|fewer|less|lower|higher)\s+(?:cache\s+)?(?:hits?|misses|often)?\s*than\s+before\b|\b(?:compared|against)\s+(?:with|to)?\s*(?:before|the\s+(?:time|hour)\s+before)\b/i,
];

// What is told as it stands now is told of today, and of no other time.
const NOW = { isTimed: false };

const reading = (
  asked: Asked,
  part: Partial<EngineerPlan> & Pick<EngineerPlan, "of" | "fromS" | "toS">,
  known: readonly RegExp[] = [],
  { isTimed = asked.window !== null } = {},
): RuleReading => ({
  plan: { kind: "engineer", meter: null, statistic: null, beside: null, entities: [], ...part },
  window: isTimed ? asked.window : null,
  uses: [],
  ...answeredBut(asked, known, { isTimed }),
});

// What changes are told by: the most for each flag, each person.
const CHANGES_BY: readonly (readonly [RegExp, NonNullable<EngineerPlan["by"]>])[] = [
  [
    /\b(?:by|per|for\s+(?:each|every))\s+(?:flag|setting|feature)\b|\bhow\s+(?:many\s+times|often)\b.*\b(?:each|every|which)\s+(?:flag|setting)|\b(?:each|which)\s+(?:flag|setting)s?\b.*\b(?:how\s+(?:many\s+times|often)|most\s+often)\b|\bmost\s+(?:often\s+)?changed\b|\bchanged\s+(?:the\s+)?most(?:\s+often)?\b/i,
    "subject",
  ],
  [
    /\b(?:by|per|for\s+(?:each|every))\s+(?:person|user|author|engineer)\b|\bwho\s+changed\s+(?:the\s+)?most\b/i,
    "actor",
  ],
];
const OLDEST_FIRST =
  /\b(?:in\s+)?chronological(?:ly)?(?:\s+order)?\b|\b(?:oldest|earliest)(?:\s+(?:ones?\s+)?(?:first|on\s+top))?\b|\bin\s+order\s+of\s+time\b|\bin\s+date\s+order\b/i;
const NEWEST_FIRST =
  /\b(?:newest|latest|most\s+recent)(?:\s+(?:ones?\s+)?(?:first|on\s+top|at\s+the\s+top))?\b/i;
const LAST_FEW =
  /\b(?:the\s+)?(?:last|latest|newest|most\s+recent)\s+(\d{1,2}|two|three|four|five|six|ten)(?=\s*(?:flags?|changes|ones|of\s+them|[.?!]|$))/i;
const OF_OPTIMISER = /\b(?:optimi[sz]er|solver|planner)['’]?s?\b.*\b(?:weights?|versions?|settings?)\b/i;

// "What flag did Priya flip", "changed by Priya": a person by name.
const BY_WHOM =
  /\b(?:did|has|had|by|from)\s+(?!(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|May|June|July|August|September|October|November|December)\b)(\p{Lu}\p{Ll}+(?:\s+\p{Lu}\p{Ll}+)?)(?!\p{L})/u;

// "Which version of the weights are we on": what the newest change left.
const IN_FORCE =
  /\b(?:which|what)\s+(?:version|set|release)\b.*\b(?:(?:are|do)\s+we\s+(?:currently\s+|now\s+)?(?:on|us(?:e|ing)|run(?:ning)?|at|have)|(?:is|are)\s+(?:currently\s+|now\s+|presently\s+)?(?:active|live|current|in\s+(?:force|use|effect)|running|used|on))\b|\bcurrent\s+version\b/i;
const SINCE_WHEN = /\b(?:and\s+)?(?:since\s+when|from\s+when|for\s+how\s+long)\b/i;
const YEAR_S = 365 * DAY_S;

/** Whether a question asks which weights or settings of the optimiser were in force, and puts none back. */
export const isOfWeightHistory = (asked: Asked): boolean => {
  const { text } = asked.hearing;
  return (
    OF_OPTIMISER.test(text) &&
    orderIn(asked) === undefined &&
    (IN_FORCE.test(text) ||
      /\b(?:histor\w+|(?:have|has|been|were|was|got|get)\s+(?:been\s+)?(?:deploy\w+|live|running|chang\w+|in\s+(?:force|use)|used|active|set|touched|edited)|chang(?:es?|ed)\s+(?:of|to|in|on|since|last|this)|who\s+(?:has\s+)?(?:changed|set|touched|edited)|by\s+whom)\b/i.test(
        text,
      )) &&
    !/\b(?:roll\w*|revert\w*|restor\w*|reset\w*|undo\w*|put|back|return\w*|reinst\w+|propos\w+)\b/i.test(text)
  );
};

const changes: Rule = (asked) => {
  const { text } = asked.hearing;
  const isOfWeights = isOfWeightHistory(asked);
  if (!isOfWeights && !(IS_CHANGE.test(text) && (SETTING.test(text) || FLAG.test(text)))) return undefined;
  const moment = momentOf(asked);
  // What is in force may have been set long ago.
  const isStanding = isOfWeights && IN_FORCE.test(text) && asked.window === null;
  const back = moment ?? backOf(asked, isStanding ? YEAR_S : isOfWeights ? 30 * DAY_S : DAY_S);
  const actor = BY_WHOM.exec(text)?.[1];
  const by = CHANGES_BY.find(([words]) => words.test(text))?.[1];
  const few = LAST_FEW.exec(text)?.[1];
  const limit = isStanding ? 1 : few === undefined ? undefined : readNumber(few);
  return reading(
    asked,
    {
      ...{ of: "changes", fromS: back.fromS, toS: back.toS },
      entities: !isOfWeights && FLAG.test(text) && !SETTING.test(text) ? ["flag"] : ["setting"],
      ...(OF_OPTIMISER.test(text) ? { prefix: "routing." } : {}),
      ...(actor === undefined ? {} : { actor }),
      ...(by ? { by } : {}),
      ...(by === undefined && OLDEST_FIRST.test(text) ? { isOldestFirst: true } : {}),
      ...(by === undefined && limit !== undefined ? { limit } : {}),
    },
    [
      ...(moment ? [AT_CLOCK, LEADS_TO, LENGTH_BEFORE] : []),
      ...(by
        ? [
            ...CHANGES_BY.map(([words]) => words),
            /\bmost(?:\s+\w+){0,2}\s+(?:first|on\s+top|at\s+the\s+top)\b|\bhow\s+many\s+times\b/i,
          ]
        : [OLDEST_FIRST, NEWEST_FIRST, LAST_FEW]),
      /\bby\s+(?:whom|who)\b/i,
      ...(isStanding ? [IN_FORCE, SINCE_WHEN] : []),
      ...(actor === undefined ? [] : [BY_WHOM]),
    ],
  );
};

const spanOf = ({ fromS, toS, againstS }: Against) => ({ fromS, toS, againstS });

/** A reading that answers also the words by which a hit rate is set against another time. */
const within = (against: Against | undefined, read: RuleReading): RuleReading =>
  against === undefined
    ? read
    : {
        ...read,
        said: new Set([...(read.said ?? []), ...against.said]),
        lacks: new Set([...(read.lacks ?? [])].filter((at) => !against.said.has(at))),
      };

/** Questions an engineer asks of the product itself; any name of the fleet in them makes them something else. */
const engineer: Rule = (asked) => {
  const { text } = asked.hearing;
  if (asked.links.links.length > 0) return undefined;
  if (isOfReleases(asked)) {
    const { fromS, toS } = backOf(asked, WEEK_S);
    // "Which releases were rolled back" wants those alone, "releases and rollbacks" both.
    const isAlone =
      ROLLED_BACK.test(text) &&
      (!/\b(?:releas\w+|roll-?outs?|rolled out)\b/i.test(text) ||
        /\b(?:releases?|roll-?outs?)\s+(?:that\s+)?(?:were|was|got|have been|had been)\s+(?:rolled|taken|revert)/i.test(
          text,
        ));
    return reading(asked, { of: "releases", fromS, toS, ...(isAlone ? { isRolledBack: true } : {}) }, [
      NEWEST_FIRST,
    ]);
  }
  const isOfParts = SLOW_PARTS.test(text) && !SLOW_PROCEDURES.test(text);
  if (
    (isOfParts || SLOW_PROCEDURES.test(text)) &&
    !/\b(?:routes?|stops?|drivers?|index|external|outside)\b/i.test(text)
  ) {
    const { fromS, toS } = backOf(asked, HOUR_S);
    const [named = "p95"] = statisticsOf(text).filter((each) => /^p\d\d$|^mean$/.test(each));
    const statistic = /\b(?:busiest|most (?:called|used))\b/i.test(text) ? ("count" as const) : named;
    // There are few parts, and "each" is all of them; of procedures there are hundreds.
    const wanted = wantedRows(asked) ?? (isOfParts ? undefined : 20);
    const by = {
      ...(isOfParts ? { by: "service" as const } : {}),
      ...(wanted === undefined ? {} : { limit: wanted }),
    };
    return reading(asked, { of: "procedures", fromS, toS, meter: "api.request_ms", statistic, ...by }, [
      ...MEASURES_SAID,
      ...(isOfParts ? [OF_PARTS] : []),
      /\b(?:slow\w*|busiest|most\s+(?:called|used)|worst|highest|top|rank\w*|sort\w*)\b/i,
      /\b(?:by|per|for\s+each|each|every)\s+(?:procedure|endpoint|call|p\d\d|median|mean|latency|response)\b/i,
      ...(wantedRows(asked) === undefined ? [] : [/\b(?:top|first)?\s*\d{1,3}\b/i]),
    ]);
  }
  if (EVERY_CACHE.test(text) && /\b(?:hit|hits|hit rates?|hitting|miss\w*)\b/i.test(text)) {
    const { fromS, toS } = backOf(asked, HOUR_S);
    return reading(asked, { of: "caches", fromS, toS, statistic: "hits", ...rateOrder(text, "hits") }, [
      /\b(?:each|every|per|by|which|what)\s+cache\b/i,
      /\bby\s+(?:the\s+|their\s+)?hit\s+rates?\b/i,
      ...RATE_ORDERS,
    ]);
  }
  if (ERRORS.test(text) && !NO_ERRORS_OF_OURS.test(text) && !ERRORS_OF_ONE.test(text)) {
    const { fromS, toS } = backOf(asked, HOUR_S);
    const by = /\b(?:procedures?|endpoints?|calls?)\b/i.test(text)
      ? ("procedure" as const)
      : OF_PARTS.test(text)
        ? ("service" as const)
        : undefined;
    const wanted = wantedRows(asked);
    const isNumber = !/\b(?:rates?|share|percent\w*|proportion)\b|%/i.test(text);
    // "Against the 30 minutes before" is of all calls together.
    const against = by === undefined ? hitsAgainst(asked, { fromS, toS }) : undefined;
    return within(
      against,
      reading(
        asked,
        {
          ...{
            of: "errors",
            ...(against ? spanOf(against) : { fromS, toS }),
            meter: "api.request_ms",
            statistic: isNumber ? "count" : null,
          },
          ...(by === undefined ? {} : { by, order: "most" as const, ...rateOrder(text, "errors") }),
          ...(by === undefined || wanted === undefined ? {} : { limit: wanted }),
        },
        [
          ERRORS,
          ...(by === undefined
            ? []
            : [OF_PARTS, ...RATE_ORDERS, /\b(?:by\s+)?error\s+rates?\b/i, /\b(?:procedures|endpoints)\b/i]),
          ...(wanted === undefined ? [] : [/\b(?:top|first|worst)?\s*(?:\d{1,3}|three|five|ten)\b/i]),
          /\b(?:how\s+many|number\s+of|count\s+of)\b/i,
          /\b(?:fail\w*|errors?)\b/i,
        ],
      ),
    );
  }
  if (
    /\b(?:scorecard|promises?|service levels?|sl[ao]s?|targets?)\b/i.test(text) &&
    /\b(?:which|what|how|show|are|is|any|scorecard)\b/i.test(text) &&
    !/\broutes?|stops?|drivers?|how many|bulky|appointments?\b/i.test(text)
  )
    return reading(asked, { of: "scorecard", fromS: HOUR_S, toS: 0 }, [/\bnot\s+(?:met|kept)\b/i], NOW);
  const changed = changes(asked);
  if (changed) return changed;
  if (
    /\b(?:models?|trained files?|(?<=\b(?:model|reader|trained|neural)\b.*)weights|weights(?=.*\b(?:models?|readers?|loaded|in\s+use|serv\w+|active)\b)|gguf|checkpoints?)\b/i.test(
      text,
    ) &&
    /\b(?:which|what|list|show|version|serv\w+|in use|active|registry|loaded|score)\b/i.test(text) &&
    !/\b(?:latency|p\d\d|slow|fast|ms)\b/i.test(text)
  )
    return reading(asked, { of: "models", fromS: HOUR_S, toS: 0 }, [], NOW);
  if (
    /\b(?:search|vector|hnsw)\s+index\b|\bindex\b.*\b(?:recall|size|vectors?|backlog)\b|\brecall\b|\b(?:embedding|vector)s?\s+(?:backlog|queue|wait\w*)\b|\bwaiting (?:for )?(?:vectors|embedding)/i.test(
      text,
    )
  )
    return reading(asked, { of: "index", fromS: HOUR_S, toS: 0 }, [/\brecall@\d+/i], NOW);
  if (SETTING.test(text) && /\b(?:which|what|list|show|current|value|all)\b/i.test(text))
    return reading(asked, { of: "settings", fromS: HOUR_S, toS: 0 }, [], NOW);
  const isHits = /\b(?:hit rates?|hits?|cache)\b/i.test(text);
  const cache = isHits ? CACHES.find(([words]) => words.test(text))?.[1] : undefined;
  const [statistic, ...also] = statisticsOf(text);
  // Response times of nothing else are those of the API.
  const isOfApi = /\bp\d\d\b|\b\d\dth\b|\bpercentiles?\b|\blatenc\w+/i.test(text) && cache === undefined;
  const meter = METERS.find(([words]) => words.test(text))?.[1] ?? (isOfApi ? "api.request_ms" : undefined);
  const back = backOf(asked, HOUR_S);
  const range = { fromS: back.fromS, toS: back.toS, ...stepOf(text) };
  const known = [
    ...MEASURES_SAID,
    ...STEPS.map(([words]) => words),
    ...(betweenClocks(asked) ? [BETWEEN] : []),
  ];
  // "How many questions" and "slow routes" speak of the fleet: a percentile, a latency or a cache does not.
  const isMeasured =
    /\b(?:p\d\d|percentiles?|latenc\w+|response times?|milliseconds|ms|throughput|hit rate|cache|median|mean time|how (?:fast|slow) (?:is|are|was|were))\b/i.test(
      text,
    );
  if (!isMeasured) return undefined;
  // Whether a hit rate moved is told against the time before; a percentile is set against a time that is named.
  const against = cache === undefined && asked.compared === null ? undefined : hitsAgainst(asked, back);
  if (meter && statistic)
    return within(
      against,
      reading(
        asked,
        {
          ...{ of: "meter", meter, statistic, beside: cache ?? null, ...range },
          ...(also.length > 0 ? { also } : {}),
          ...(against ? spanOf(against) : {}),
        },
        [...known, /\b(?:slowest|worst|max\w*|peak|longest)\b/i],
      ),
    );
  // A percentile of nothing that is measured is no hit rate.
  return cache && !/\bp\d\d\b|\bpercentile\b/i.test(text)
    ? within(
        against,
        reading(
          asked,
          { of: "meter", meter: cache, statistic: "hits", ...range, ...(against ? spanOf(against) : {}) },
          known,
        ),
      )
    : undefined;
};

/** Rules of section 15 of the questions: how the product itself works. */
export const ENGINEER_RULES: readonly Rule[] = [engineer];
