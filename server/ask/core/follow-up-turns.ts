import { NUMBER } from "#server/ask/core/quantity.ts";
import { STREET } from "#server/ask/core/turn-slots.ts";

/** Words that speak of the answer before, and of no row of it: "split it by depot". */
export const OF_ANSWER =
  /\b(?:split|break|group|chart|plot|graph|divide|cut|slice|show|give|tell|do|have|sort|put|narrow|limit|restrict|keep|filter)\s+(?:me\s+)?(?:it|that|this)\b(?:\s+(?:down|up|out))?\s*(?:all\s+)?(?:by|per|for|to|into|in|as|over|with|without|again)\b/i;

const PUT_BACK =
  /^\W*(?:please\s+|ok(?:ay)?,?\s+|then\s+)*(?:go|put\s+(?:it|them)|take\s+(?:it|them)|set\s+(?:it|them)|revert|roll(?:\s+(?:it|them))?|restore|reset)\s+(?:it\s+|them\s+)?(?:back\s+)?to\s+(?:the\s+(?:one|ones|version|values|state)|that|those|what\s+(?:it|they|we)\s+(?:was|were|had))\s+(?:from|of|in)?\s*(?=\w)/i;
const OF_OPTIMISER = /\b(?:optimi[sz]er|solver|planner)\b/i;

const THINGS = "(trucks?|vehicles?|lorries|wagons?|drivers?|crews?|routes?|rounds?|depots?|zones?|streams?)";
// "Which three trucks were behind most of that": the sum before, by truck.
const BEHIND_THAT = new RegExp(
  `^\\W*(?:and\\s+)?(?:which|what)\\s+(?:${NUMBER}\\s+)?${THINGS}\\s+(?:(?:was|were|is|are)\\s+(?:behind|responsible\\s+for|to\\s+blame\\s+for|the\\s+cause\\s+of)|(?:made|make|makes|caused|cause|causes|drove|drive|drives|gave|give|gives|had|has|have|contributed?|contributes?|did|does|do))\\s+(?:up\\s+|to\\s+|the\\s+)?(?:(?:most|bulk|lion['’]s\\s+share|largest\\s+part|biggest\\s+share|worst)(?:\\s+of\\s+(?:it|that|this|them))?|that|it|this)\\W*$`,
  "i",
);
// "By truck, worst 10": a split with the number of rows.
const SPLIT_RANKED = new RegExp(
  `^\\W*(?:and\\s+|now\\s+|then\\s+)?(?:by|per)\\s+${THINGS}[\\s,;:–-]+(?:just\\s+|only\\s+|the\\s+)*(top|worst|best|bottom|highest|lowest|first)\\s+${NUMBER}\\W*$`,
  "i",
);
const OTHER_PRICE =
  /^\W*(?:and\s+|now\s+|what\s+if\s+|make\s+it\s+|say\s+)*(?:at|@|with|for)\s*[£€$]?\s*(\d{1,3}[.,]\d{1,3})(?:\s*(?:per|an?|\/)\s*(?:lit(?:re|er)|l))?\W*$/i;
const PRICE = /(?<![\d.,])\d{1,3}[.,]\d{1,3}(?![\d.,]*(?:\s*(?:tonnes?|tons?|t|km|hours?|%)\b))/g;

// "And the same hour yesterday" sets what was asked against that hour, and asks for no whole day.
const SAME_TIME =
  /^\W*(?:(?:and|but|now|so|what\s+about|how\s+about|what\s+was\s+it|how\s+was\s+(?:it|that)|how\s+were\s+(?:we|they))\s+)*(?:at|in|for|over|during)?\s*(?:the\s+)?same\s+(?:time|hours?|minutes|moment|point|stretch)(?:\s+of\s+(?:the\s+)?day)?\s+(?:on\s+|of\s+)?(yesterday|the\s+day\s+before|(?:last|the\s+previous)\s+\w+|a\s+week\s+(?:ago|earlier|before)|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\W*$/i;

// A sentence that asks why and nothing else.
const WHY_ALONE =
  /^\W*(?:and\s+|but\s+)?(?:why(?:\s+(?:is|was)\s+(?:that|it|this)|\s+so)?|how\s+come|what\s+caused\s+(?:it|that|this)|for\s+what\s+reason|what\s+drove\s+(?:it|that|this))\W*$/i;
// Questions whose reasons can be told: what overtime cost, which routes will be late.
const CAUSED = /\bovertime\b|\blate\b.*\btomorrow\b|\btomorrow\b.*\blate\b/i;

// "Now the five that used the least" behind "the ten trucks that used the most", or behind all of them.
const RANKS =
  "trucks?|vehicles?|lorries|wagons?|drivers?|crews?|routes?|rounds?|depots?|zones?|streams?|customers?|streets?|sites?|facilities|contractors?|containers?|ones?";
const LEADS =
  "^\\W*(?:(?:and|now|then|ok|okay|so|but|also|what\\s+about|how\\s+about|show(?:\\s+me)?|give\\s+me|just|only)\\W+)*(?:the\\s+)?";
const OTHER_END = new RegExp(
  `${LEADS}(?:(?:bottom|lowest|top|highest)\\s+${NUMBER}|${NUMBER}[\\s,]+(?:(?:${RANKS})[\\s,]+)?(?:the\\s+)?(?:(?:that|which|who|with|where)\\s+(?:[\\w-]+\\s+){0,4}?(?:the\\s+)?)?(?:least|most|fewest|lowest|highest|smallest|largest|shortest|longest)(?:\\s+of\\s+it|\\s+(?:(?:used|spent|burnt|had|drove|driven|did|done|carried|cost|made)(?:\\s+(?:ha(?:ve|d)|are|were))?)|\\s+\\p{L}+\\s+(?:ha(?:ve|d)|are|were))?(?:\\s+(\\p{L}[\\p{L} -]{2,30}?))?)\\W*$`,
  "iu",
);
const RANKED = new RegExp(`\\b${NUMBER}(?=\\s+(?:of\\s+(?:our|the)\\s+)?(?:${RANKS})\\b)`, "i");
const WHICH_RANKED = new RegExp(`\\b(which|what)\\s+(?=(?:${RANKS})\\b)`, "i");
const END = /\b(?:the\s+)?(?:top|bottom|most|least|fewest|lowest|highest|smallest|largest|biggest)\b/i;
const ENDS = new RegExp(END.source, "gi");
const LOW = /\b(?:least|fewest|lowest|smallest|shortest|bottom)\b/i;
const HIGH = /\b(?:most|highest|largest|longest|top)\b/i;
// "And the three best" is an order of its own, and of what goes wrong the fewest.
const BEST = new RegExp(`${LEADS}${NUMBER}\\s+(?:(?:${RANKS})\\s+)?(best|worst)\\W*$`, "i");
const WRONGS =
  /\b(?:exceptions?|miss(?:es|ed)|breakdowns?|faults?|delays?|overflow\w*|contaminat\w*|complaints?|skipped|go-?backs?)\b/i;

const ended = (before: string, count: string, isLow: boolean): string | undefined => {
  const end = isLow ? (["bottom", "the least"] as const) : (["top", "the most"] as const);
  const turned = bare(before).replace(ENDS, (said) => (/top|bottom/i.test(said) ? end[0] : end[1]));
  if (RANKED.test(before)) return turned.replace(RANKED, count);
  return WHICH_RANKED.test(before) ? turned.replace(WHICH_RANKED, `$1 ${count} `) : undefined;
};

const otherEnd = (before: string, now: string): readonly string[] | undefined => {
  const best = BEST.exec(now);
  if (best && (END.test(before) || RANKED.test(before))) {
    const [, count = "", side = ""] = best;
    const isLow = /best/i.test(side);
    const of = WRONGS.test(before) ? ended(before, count, isLow) : undefined;
    return [
      ...(of === undefined ? [] : [of]),
      `${bare(before).replace(RANKED, "").replace(/\s+/g, " ")}, ${side} ${count}`,
    ];
  }
  const found = OTHER_END.exec(now);
  const count = found?.[1] ?? found?.[2];
  if (count === undefined || (!LOW.test(now) && !HIGH.test(now))) return undefined;
  // With words of its own behind, it asks for the same only where these were asked for.
  const of = found?.[3]?.trim().toLowerCase();
  if (of !== undefined && !before.toLowerCase().includes(of)) return undefined;
  const turned = END.test(before) ? ended(before, count, LOW.test(now)) : undefined;
  if (turned !== undefined) return [turned];
  // The worst by something are ranked: of these so many are taken.
  const isRanked = END.test(before) || RANKED.test(before) || /\b(?:worst|best)\b/i.test(before);
  const isSplit = /\bby\s+\p{L}/iu.test(before) && !isRanked;
  return isSplit ? [`${bare(before)}, ${LOW.test(now) ? "lowest" : "highest"} ${count}`] : undefined;
};

// "Put September next to it" sets what was asked beside that time.
const BESIDE_IT =
  /^\W*(?:(?:and|now|then|ok|okay|please|can\s+you|could\s+you)\s+)*(?:put|set|show|add|stick|place|lay|have|give\s+me)\s+(?:me\s+)?(.{3,30}?)\s+(?:next\s+to|beside|alongside|side\s+by\s+side\s+with|up\s+against|against)\s+(?:it|that|this|them|those)\b(.*)$/i;

const bare = (text: string): string => text.replace(/[\s?.!]+$/, "");

/** What a question asks the reasons of, as rows: "why did missed pickups double on Tuesday" is of missed pickups on Tuesday. */
export const withoutWhy = (text: string): string =>
  /^\W*why\b/i.test(text)
    ? text
        .replace(/^\W*why\s+(?:did|do|does|is|are|was|were|have|has)\s+(?:there\s+)?/i, "")
        .replace(
          /\b(?:doubl\w+|tripl\w+|ris(?:e|en|ing)|rose|increas\w+|gone\s+up|go\s+up|went\s+up|jump\w*|spik\w*|shoot\w*|shot\s+up|so\s+many|so\s+high|up\s+so\s+much)\b/gi,
          "",
        )
        .replace(/\s+/g, " ")
    : text;

/** The questions that a sentence may make of the one before it, where its words alone say how; undefined where they do not. */
export const turnedTo = (before: string, now: string): readonly string[] | undefined => {
  const other = otherEnd(before, now) ?? firstOf(before, now) ?? atHouse(before, now);
  if (other !== undefined) return other;
  const one = turnedToOne(before, now);
  return one === undefined ? undefined : [one];
};

// "What did that idling cost" behind idle hours by truck is of the same trucks and days.
const THAT_COST =
  /^\W*(?:(?:and|so|ok|okay|now)\s+)*(?:what|(?:by\s+)?how\s+much)\s+(?:did|does|has|is)\s+(?:all\s+)?(?:that|this|it|the)(?:\s+(idling|idle\s+time|overtime))?\s+(?:cost|costing)(?:\s+(?:us|me))?(?:\s+in\s+(?:fuel|diesel|money|all|total))*\W*$|^\W*(?:(?:and|so|ok|okay|now)\s+)*(?:what(?:['’]s|\s+is|\s+was)\s+)?the\s+(?:fuel\s+)?cost\s+of\s+(?:all\s+)?(?:that|this)(?:\s+(idling|idle\s+time|overtime))?\W*$/i;
const COSTED: readonly (readonly [measured: RegExp, said: RegExp, cost: string])[] = [
  [
    /\b(?:idle|idling)(?:\s+(?:hours|time|minutes))?\b/i,
    /^(?:idling|idle\s+time)$/i,
    "cost of fuel burnt idling",
  ],
  [/\b(?:overtime|OT)(?:\s+hours)?\b(?!\s+cost)/i, /^overtime$/i, "overtime cost"],
];
const costOf = (before: string, now: string): string | undefined => {
  const found = THAT_COST.exec(now);
  if (!found) return undefined;
  const named = found[1] ?? found[2];
  const of = COSTED.find(
    ([measured, said]) => measured.test(before) && (named === undefined || said.test(named)),
  );
  return of && before.replace(of[0], of[2]);
};

const EACH_OF = "site|facility|landfill|depot|route|truck|vehicle|driver|zone|stream";
// "And the average wait at each?" behind tonnes at each site yesterday.
const AT_EACH =
  /^\W*(?:(?:and|so|ok|okay|also|now)\s+)*(?:(?:what|how\s+(?:long|much|many))\s+(?:is|was|were|are)\s+)?(?:the\s+)?(\p{L}[\p{L}\s-]{3,40}?)\s+(?:(?:at|for|of|in|on|by|per)\s+)?each(?:\s+(?:of\s+(?:them|those)|one))?\W*$/iu;
const EACH = new RegExp(`\\b(?:(?:at|for|in|on|of)\\s+(?:each|every)|by|per)\\s+(${EACH_OF})s?\\b(.*)$`, "i");
const atEach = (before: string, now: string): string | undefined => {
  const [measure, each] = [AT_EACH.exec(now)?.[1], EACH.exec(bare(before))];
  return measure !== undefined && each ? `${measure} by ${each[1]}${each[2]}` : undefined;
};

// "The oldest of those, when was it put in": the one row that comes first.
const FIRST_OF =
  /^\W*(?:(?:and|so|ok|okay|now)\s+)*(?:(?:which|what)\s+(?:is|was|of\s+(?:those|these|them)\s+is)\s+)?the\s+(oldest|newest)(?:\s+(?:of\s+(?:those|these|them|the\s+lot)|one))\b\W*(?:(?:and\s+)?(?:when|since\s+when|how\s+long)\s+(?:was|were|is|has|did)?\s*(?:it|that|this)?\s*(?:been\s+)?(?:put\s+in|opened|raised|reported|logged|written\s+up|there|open)?)?\W*$/i;
const firstOf = (before: string, now: string): readonly string[] | undefined => {
  const end = FIRST_OF.exec(now)?.[1];
  return end === undefined
    ? undefined
    : [`${bare(before)}, ${end} first, top 1`, `${bare(before)}, ${end} first`];
};

// "The man at number 27" behind a question of Hill Street is at 27 Hill Street, and on no truck of that number.
const AT_NUMBER =
  /(?<!\b(?:truck|lorry|wagon|vehicle|route|round|stop|unit)\s+)\b(?:[Nn]umber|[Nn]o\.?|[Hh]ouse)\s+(\d{1,4}[a-z]?)\b(?!\s+(?:of|on|\p{Lu}))/u;
const NUMBER_ALONE =
  /^\W*(?:(?:and|so|ok|okay|but|what|how|about|at|for|is|it|the|same)\s+)*(?:number|no\.?|house)\s+\d{1,4}[a-z]?\W*$/i;
const ONE_STREET = new RegExp(`(?<!\\d[a-z]?\\s)(?<![\\p{L}\\d])${STREET}(?![\\p{L}\\d])`, "u");
const atHouse = (before: string, now: string): readonly string[] | undefined => {
  const [street, number] = [ONE_STREET.exec(before)?.[1], AT_NUMBER.exec(now)?.[1]];
  if (street === undefined || number === undefined || ONE_STREET.test(now)) return undefined;
  const there = before.replace(ONE_STREET, () => `${number} ${street}`);
  return NUMBER_ALONE.test(now) ? [there] : [now.replace(AT_NUMBER, () => `${number} ${street}`), there];
};

// "What bins do they have" behind one customer asks what stands there.
const THEIR_BINS =
  /^\W*(?:(?:and|so|ok|okay|now)\s+)*(?:what|which)\s+(?:containers|bins|carts|cans)\s+(?:do\s+they\s+(?:have|use)|(?:they|have\s+they)(?:['’]ve|\s+have)?\s+got|are\s+(?:there|theirs|with\s+them))\b/i;
const CUSTOMERS = /\b(?:customer|account)\s+\d{4,}\b/gi;
const binsOf = (before: string, now: string): string | undefined => {
  const [customer, ...more] = before.match(CUSTOMERS) ?? [];
  return customer !== undefined && more.length === 0 && THEIR_BINS.test(now)
    ? `${now.replace(THEIR_BINS, `what containers does ${customer} have`)}`
    : undefined;
};

// "And late stops" behind missed pickups by depot asks for these by depot; no missed pickup is a late stop.
const OTHER_STOPS =
  /^\W*(?:(?:and|now|then|ok|okay|so|also|instead|what\s+about|how\s+about|same\s+for|only)\s+)*(?:the\s+)?((?:late|early|delayed)\s+(?:stops|visits|collections|pick-?ups))(?:\s+instead)?\W*$/i;
const COUNTED_KIND =
  /\b(?:missed|late|skipped|failed)\s+(?:pick-?ups|collections|stops|bins|visits)\b|\b(?:breakdowns|contaminations?|exceptions|overflows|misses)\b|\b(?:damaged|overfull|contaminated)\s+(?:containers|bins)\b/i;
const otherStops = (before: string, now: string): string | undefined => {
  const said = OTHER_STOPS.exec(now)?.[1];
  return said !== undefined && COUNTED_KIND.test(before)
    ? bare(before).replace(COUNTED_KIND, said)
    : undefined;
};

const turnedToOne = (before: string, now: string): string | undefined => {
  const each = atEach(before, now);
  if (each !== undefined) return each;
  const stops = otherStops(before, now);
  if (stops !== undefined) return stops;
  const bins = binsOf(before, now);
  if (bins !== undefined) return bins;
  const cost = costOf(before, now);
  if (cost !== undefined) return cost;
  // "Go back to the one from last week" speaks of the weights that were spoken of.
  if (PUT_BACK.test(now) && OF_OPTIMISER.test(before))
    return `roll back the optimiser weights to the version of ${now.replace(PUT_BACK, "")}`;
  if (WHY_ALONE.test(now) && CAUSED.test(before)) return `${bare(before)} and what caused it`;
  const beside = BESIDE_IT.exec(now);
  if (beside) return `${bare(before)} compared with ${beside[1]}${bare(beside[2] ?? "")}`;
  const day = SAME_TIME.exec(now)?.[1];
  if (day !== undefined) return `${bare(before)} against the same time ${day}`;
  const behind = BEHIND_THAT.exec(now);
  if (behind) {
    const [, count, thing = ""] = behind;
    return `${bare(before)} by ${thing.replace(/ies$/, "y").replace(/s$/, "")}, ${count === undefined ? "highest first" : `top ${count}`}`;
  }
  const split = SPLIT_RANKED.exec(now);
  if (split) {
    const [, thing = "", end = "", count = ""] = split;
    return `${bare(withoutWhy(before))} by ${thing.replace(/ies$/, "y").replace(/s$/, "")}, ${end} ${count}`;
  }
  const price = OTHER_PRICE.exec(now)?.[1];
  const known = [...before.matchAll(PRICE)];
  if (price !== undefined && known.length === 1) return before.replace(PRICE, price);
  return undefined;
};
