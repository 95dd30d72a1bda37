import { orderIn } from "#server/ask/core/orders.ts";
import { type Asked, type Rule, type RuleReading, wantedRows } from "#server/ask/core/question.ts";
import { allTokens } from "#server/ask/core/rules-explain.ts";
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
const SLOW_PROCEDURES =
  /\b(?:procedures|endpoints)\b.*\b(?:latenc\w+|response times?)\b|\b(?:latenc\w+|response times?)\b.*\b(?:procedures|endpoints)\b|\b(?:slow\w*|busiest|most (?:called|used))\b.*\b(?:api\b|endpoints?|trpc|requests?\b)|\b(?:api|trpc)\b.*\b(?:procedures?|endpoints?|calls?|requests?)\b.*\b(?:slow\w*|busiest|most (?:called|used))\b/i;

const IS_CHANGE = /\b(?:chang\w+|touch\w+|edit\w+|set|switched|flipped|modif\w+|turned)\b/i;
const SETTING = /\b(?:settings?|knobs?|config\w*|parameters?|tunables?)\b/i;
const FLAG = /\b(?:feature )?flags?\b/i;
const HOUR_S = 3_600;
const DAY_S = 86_400;
const WEEK_S = 7 * DAY_S;

// Meters run by real time, whatever the clock of the demo city says: a window is kept as how long ago it lies.
const backOf = (asked: Asked, otherwiseS: number): { fromS: number; toS: number; isNamed: boolean } => {
  const { window } = asked;
  if (window === null) return { fromS: otherwiseS, toS: 0, isNamed: false };
  const ago = (instant: string) => Math.round((Date.parse(asked.now) - Date.parse(instant)) / 1_000);
  const fromS = Math.max(60, ago(window.from));
  return { fromS, toS: Math.min(Math.max(0, ago(window.to)), fromS - 60), isNamed: true };
};

// "Before the latency step at 10:40": until then, as far back as was asked.
const BEFORE_AT = /\bbefore\b.*?\b(?:at\s+)?(\d{1,2})[:.](\d{2})\b/i;
const beforeTime = (asked: Asked, back: ReturnType<typeof backOf>): ReturnType<typeof backOf> => {
  const found = BEFORE_AT.exec(asked.hearing.text);
  if (!found) return back;
  const at = Date.parse(asked.today.from) + (Number(found[1]) * 60 + Number(found[2])) * 60_000;
  const toS = Math.max(0, Math.round((Date.parse(asked.now) - at) / 1_000));
  return { fromS: Math.max(back.fromS, toS + HOUR_S), toS, isNamed: true };
};

const reading = (
  asked: Asked,
  part: Partial<EngineerPlan> & Pick<EngineerPlan, "of" | "fromS" | "toS">,
): RuleReading => ({
  plan: { kind: "engineer", meter: null, statistic: null, beside: null, entities: [], ...part },
  window: asked.window,
  uses: [],
  said: allTokens(asked),
});

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
    return reading(asked, { of: "releases", fromS, toS, ...(isAlone ? { isRolledBack: true } : {}) });
  }
  if (SLOW_PROCEDURES.test(text) && !/\b(?:routes?|stops?|drivers?|index)\b/i.test(text)) {
    const { fromS, toS } = backOf(asked, HOUR_S);
    const [named = "p95"] = statisticsOf(text).filter((each) => /^p\d\d$|^mean$/.test(each));
    const statistic = /\b(?:busiest|most (?:called|used))\b/i.test(text) ? ("count" as const) : named;
    const limit = wantedRows(asked) ?? 20;
    return reading(asked, { of: "procedures", fromS, toS, meter: "api.request_ms", statistic, limit });
  }
  if (EVERY_CACHE.test(text) && /\b(?:hit|hits|hit rates?|hitting)\b/i.test(text)) {
    const { fromS, toS } = backOf(asked, HOUR_S);
    return reading(asked, { of: "caches", fromS, toS, statistic: "hits" });
  }
  if (
    /\b(?:scorecard|promises?|service levels?|sl[ao]s?|targets?)\b/i.test(text) &&
    /\b(?:which|what|how|show|are|is|any|scorecard)\b/i.test(text) &&
    !/\broutes?|stops?|drivers?\b/i.test(text)
  )
    return reading(asked, { of: "scorecard", fromS: HOUR_S, toS: 0 });
  if (
    /\b(?:models?|trained files?|weights|gguf|checkpoints?)\b/i.test(text) &&
    /\b(?:which|what|list|show|version|serv\w+|in use|active|registry|loaded|score)\b/i.test(text) &&
    !/\b(?:latency|p\d\d|slow|fast|ms)\b/i.test(text)
  )
    return reading(asked, { of: "models", fromS: HOUR_S, toS: 0 });
  if (
    /\b(?:search|vector|hnsw)\s+index\b|\bindex\b.*\b(?:recall|size|vectors?|backlog)\b|\brecall\b|\b(?:embedding|vector)s?\s+(?:backlog|queue|wait\w*)\b|\bwaiting (?:for )?(?:vectors|embedding)/i.test(
      text,
    )
  )
    return reading(asked, { of: "index", fromS: HOUR_S, toS: 0 });
  if (IS_CHANGE.test(text) && (SETTING.test(text) || FLAG.test(text))) {
    const back = beforeTime(asked, backOf(asked, DAY_S));
    return reading(asked, {
      of: "changes",
      ...back,
      entities: FLAG.test(text) && !SETTING.test(text) ? ["flag"] : ["setting"],
    });
  }
  if (SETTING.test(text) && /\b(?:which|what|list|show|current|value|all)\b/i.test(text))
    return reading(asked, { of: "settings", fromS: HOUR_S, toS: 0 });
  const isHits = /\b(?:hit rates?|hits?|cache)\b/i.test(text);
  const cache = isHits ? CACHES.find(([words]) => words.test(text))?.[1] : undefined;
  const [statistic, ...also] = statisticsOf(text);
  const meter = METERS.find(([words]) => words.test(text))?.[1];
  const back = backOf(asked, HOUR_S);
  const range = { fromS: back.fromS, toS: back.toS };
  // "How many questions" and "slow routes" speak of the fleet: a percentile, a latency or a cache does not.
  const isMeasured =
    /\b(?:p\d\d|percentiles?|latenc\w+|response times?|milliseconds|ms|throughput|hit rate|cache|median|mean time|how (?:fast|slow) (?:is|are|was|were))\b/i.test(
      text,
    );
  if (!isMeasured) return undefined;
  if (meter && statistic)
    return reading(asked, {
      ...{ of: "meter", meter, statistic, beside: cache ?? null, ...range },
      ...(also.length > 0 ? { also } : {}),
    });
  // A percentile of nothing that is measured is no hit rate.
  return cache && !/\bp\d\d\b|\bpercentile\b/i.test(text)
    ? reading(asked, { of: "meter", meter: cache, statistic: "hits", ...range })
    : undefined;
};

/** Rules of section 15 of the questions: how the product itself works. */
export const ENGINEER_RULES: readonly Rule[] = [engineer];
