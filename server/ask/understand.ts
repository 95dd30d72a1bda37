import { agree, certaintyOfReading } from "#server/ask/core/agree.ts";
import { askBack } from "#server/ask/core/ask-back.ts";
import {
  isAside,
  isBesideOfToday,
  isOfThisMoment,
  mayBeWhen,
  partings,
  pointedAt,
} from "#server/ask/core/background.ts";
import type { Classifier } from "#server/ask/core/classify.ts";
import { leansOnContext } from "#server/ask/core/follow-up.ts";
import { frameOf, NONE, SIDES } from "#server/ask/core/frame.ts";
import { createGloss, type Glossed } from "#server/ask/core/gloss.ts";
import { createListener } from "#server/ask/core/hear.ts";
import { holdsLess } from "#server/ask/core/holds-less.ts";
import { KIND_OF, STATES } from "#server/ask/core/kinds.ts";
import { type Concept, type Language, TONGUES } from "#server/ask/core/lexicon.ts";
import { createLinker, type Link, type Linker, type Name } from "#server/ask/core/link.ts";
import { DESTROYS } from "#server/ask/core/orders.ts";
import {
  isOfPlans,
  saysAmount,
  saysWhose,
  speaksOfTold,
  toldBefore,
  withAmount,
  withMeasure,
  withName,
} from "#server/ask/core/preamble.ts";
import { asksOfHealth, asksOfHome } from "#server/ask/core/private-data.ts";
import { readQuantities } from "#server/ask/core/quantity.ts";
import type { Asked } from "#server/ask/core/question.ts";
import { read, readingsOf, type Scored, type Understood } from "#server/ask/core/read.ts";
import { withoutReasons } from "#server/ask/core/reasons.ts";
import { isOpenToAnswer, obeysNote, refuse } from "#server/ask/core/refuse.ts";
import { type Rephrased, rephrasings, withTrucks } from "#server/ask/core/rephrase.ts";
import { isForeseen } from "#server/ask/core/rules-forecast.ts";
import { isWrittenSummary } from "#server/ask/core/rules-kpi.ts";
import { readProposal } from "#server/ask/core/rules-propose.ts";
import { orderedAsSaid, turnsOrder } from "#server/ask/core/same-order.ts";
import { createShorthand } from "#server/ask/core/shorthand.ts";
import { isOfTheSame } from "#server/ask/core/slots.ts";
import { smoothed } from "#server/ask/core/smoothed.ts";
import { withoutStammer } from "#server/ask/core/stammer.ts";
import {
  deniesElse,
  dropsOpen,
  dropsSplit,
  isSplitElse,
  isUnaskedPace,
  proposesForMeasure,
  putsKindIn,
  splitsAsSaid,
} from "#server/ask/core/stands-in.ts";
import { stem, tokensWithin } from "#server/ask/core/tokens.ts";
import type { Keeps } from "#server/ask/core/turns-en.ts";
import { orElse } from "#server/ask/core/unanswered.ts";
import type { FoundPlace } from "#server/ask/store.ts";
import {
  daysWindow,
  readWeekdayRun,
  readWeekdays,
  todayWindow,
  toTomorrow,
  unreadTimes,
  windowBefore,
} from "#server/ask/when.ts";
import { readClockLimits, spokenHours } from "#server/ask/when-clock.ts";
import { readTimes } from "#server/ask/when-compare.ts";
import type { AskClock } from "#server/ask/when-windows.ts";
import { addDays, monthOf, weekOf } from "#server/lib/service-day.ts";

/** Looks a street address up: its sites, or its place on the street. */
export type FindAddress = (street: string, houseNumber: string | null) => Promise<FoundPlace[]>;

/** A question understood, with what was heard and where the named places lie. */
export type Understanding = { asked: Asked; understood: Understood; places: ReadonlyMap<Link, FoundPlace> };

const listener = createListener();
const gloss = createGloss(TONGUES, (word) => listener.isWord(stem(word)));

// A house number stands right before the street: "44 Mill Lane"; or behind it: "Mill Lane 44".
const houseNumberOf = (asked: { text: string; start: number; end: number }[], link: Link) => {
  const isNumber = (text: string | undefined) => text !== undefined && /^\d{1,5}[a-z]?$/i.test(text);
  const before = asked[link.from - 1]?.text;
  const after = asked[link.to]?.text;
  if (isNumber(before)) return { number: before ?? "", from: link.from - 1, to: link.to };
  if (isNumber(after)) return { number: after ?? "", from: link.from, to: link.to + 1 };
  return null;
};

// The text with spans of it blanked, so that places stay what they are.
const blanked = (text: string, spans: readonly { start: number; end: number }[]): string =>
  spans.reduce(
    (rest, { start, end }) => rest.slice(0, start) + " ".repeat(end - start) + rest.slice(end),
    text,
  );

/**
 * Says a question in the English that the rules read, whatever language it came in and however it was cut short; names of
 * the fleet stay. All else reads what this said, so it is said once.
 */
export const inEnglish = (question: string, linker: Linker): Glossed<Exclude<Language, "en">> => {
  const glossed = gloss(withoutStammer(question), (word) => linker.isKnown(stem(word)));
  const { keeps, isNaming } = createKeeps(linker);
  const spelled = createShorthand((word) => listener.isWord(stem(word)) || linker.isKnown(stem(word)), keeps);
  const smooth = glossed.language === "en" ? glossed.text : smoothed(glossed.text);
  const said = glossed.language === "en" || keeps(glossed.text, smooth) ? smooth : glossed.text;
  const bare = withoutReasons(said, isNaming);
  return { text: spelled(keeps(said, bare) ? bare : said), language: glossed.language };
};

// What a measure is of says the kind as well: "misses per thousand stops" are missed pickups.
const MEASURED_AS: Partial<Record<Concept, readonly Concept[]>> = {
  missed: ["kpiMissed"],
  contaminated: ["kpiContamination"],
  overfull: ["kpiOverflow", "forecast"],
};

// Words of a kind that stand for none: what something costs, room left, one in how many stops, who puts the wrong thing in, what somebody away missed,
// routes that overrun, how old a position is.
const FIGURATIVE =
  /\bthe\s+damage\b|\bresidual(?=\s+(?:capacity|room|space)\b)|\bstops\s+an?\s+miss\b|\brubbish(?=\s+in(?:to)?\s+the\s+(?:recycling|organics))|(?<=\b(?:says?|said|claim(?:s|ed|ing)|swears?|reckons?|insists?)\b[^.?!]{0,40})(?:n['’]t|\s(?:not|never))\s+(?:been\s+)?(?:emptied|collected|picked\s+up)(?=[^?]*\b(?:right|true|(?:did|were|have)\s+(?:we|they)|[Ww](?:as|ere)\s+(?:it|they))\b)|(?<=\b[Ww]hat['’]d\s+(?:[Ii]|we)\s+)miss\b|\b[Oo]verrun(?:s|ning)?\b|\bhow\s+old(?=\s+is\s+(?:that|the|its|this)\s+(?:fix|position|ping|reading|location|signal)\b)|\bMiss(?=\s+(?!R-)\p{Lu}\p{Ll})/gu;

/**
 * Makes what tells whether a text said otherwise keeps what the first one names, which kinds it speaks of, and what orders
 * the reader about or asks for what nobody may see: without these it would be another question.
 */
const createKeeps = (linker: Linker): { keeps: Keeps; isNaming: (text: string) => boolean } => {
  const told = new Map<string, { names: string[]; heard: ReadonlyMap<Concept, unknown> }>();
  const toldOf = (text: string) => {
    const known = told.get(text);
    if (known) return known;
    const { tokens, heard } = listener.hear(text.replace(FIGURATIVE, " "), linker.isKnown);
    const names = linker
      .link(tokens, listener.isWord)
      .links.flatMap(({ name, through = [] }) => [name, ...through].map(({ kind, key }) => `${kind}:${key}`));
    const found = { names, heard };
    told.set(text, found);
    return found;
  };
  const isNaming = (text: string) => {
    const { names, heard } = toldOf(text);
    return names.length > 0 || [...GUARDED].some((concept) => heard.has(concept));
  };
  const keeps: Keeps = (text, said) => {
    const [before, after] = [toldOf(text), toldOf(said)];
    return (
      before.names.every((name) => after.names.includes(name)) &&
      (!DESTROYS.test(text) || DESTROYS.test(said)) &&
      [...before.heard.keys()].every(
        (concept) =>
          !(GUARDED.has(concept) || KIND_OF.has(concept)) ||
          after.heard.has(concept) ||
          (MEASURED_AS[concept] ?? []).some((measure) => after.heard.has(measure)),
      )
    );
  };
  return { keeps, isNaming };
};
const GUARDED: ReadonlySet<Concept> = new Set<Concept>(["hostile", "privateData"]);

/** What a question is understood with: the names of one fleet, its clock, and who else reads. */
export type HeardWith = {
  linker: Linker;
  clock: AskClock;
  findAddress: FindAddress;
  depotIds: number[];
  /** The second reader; by rules alone without one. */
  classifier?: Classifier | null;
};

/** Maps a question to a plan, by rules and the second reader, whatever language it came in. */
export const understand = (question: string, heardWith: HeardWith): Promise<Understanding> =>
  understandEnglish(inEnglish(question, heardWith.linker).text, heardWith);

/** A question with its names, times and numbers, ready for the rules. */
export const prepared = async (
  written: string,
  { linker, clock, findAddress, depotIds }: HeardWith,
): Promise<Pick<Understanding, "asked" | "places">> => {
  const text = toTomorrow(written, clock);
  const hearing = listener.hear(text, linker.isKnown);
  const isWord = listener.isWord;
  const links = linker.link(hearing.tokens, isWord);
  const spoken = spokenHours(text);
  const run = readWeekdayRun(spoken, clock);
  const weekdays = run ?? readWeekdays(spoken);
  const times = readTimes(weekdays.days.length > 0 ? blanked(spoken, weekdays.spans) : spoken, clock);
  const when = run ? { window: run.window, spans: run.spans } : times.when;
  const compared = run ? null : times.compared;
  const places = new Map<Link, FoundPlace>();
  const linked: Link[] = [];
  for (const link of links.links) {
    const house = link.name.kind === "street" ? houseNumberOf(hearing.tokens, link) : null;
    if (!house) {
      linked.push(link);
      continue;
    }
    const found = await findAddress(link.name.key, house.number);
    const label = `${house.number} ${link.name.name}`;
    if (found.length === 0) {
      links.unknown.push({
        kind: "address",
        text: label,
        nearest: (await findAddress(link.name.key, null)).map((p) => p.label),
      });
      continue;
    }
    for (const place of found) {
      const name: Name = { kind: "address", id: place.siteId, name: label, key: label };
      const own: Link = { ...link, name, from: house.from, to: house.to, others: [] };
      linked.push(own);
      places.set(own, place);
    }
  }
  const today = todayWindow(clock);
  const day = today.firstDay;
  const tokensIn = (spans: readonly { start: number; end: number }[]) =>
    new Set(spans.flatMap((span) => tokensWithin(hearing.tokens, span)));
  const isInWindow = ({ start, end }: { start: number; end: number }) =>
    when.spans.some((s) => start < s.end && s.start < end);
  const eightWeeks = daysWindow({ from: addDays(day, -55), to: day }, "the last eight weeks", clock);
  const asked: Asked = {
    hearing,
    links: { links: linked, unknown: links.unknown },
    // One Monday says nothing of Mondays.
    window: when.window ?? (weekdays.days.length > 0 ? eightWeeks : null),
    weekdays: weekdays.days,
    // "The last 20 minutes" is heard as a window and as a length: each rule takes what it needs.
    quantities: readQuantities(text),
    clocks: readClockLimits(spoken, when.window?.firstDay ?? day, clock).filter((c) => !isInWindow(c)),
    timed: {
      when: tokensIn(when.spans),
      compared: compared ? tokensIn([compared.span]) : new Set(),
      weekdays: tokensIn(weekdays.spans),
      unread: tokensIn(
        unreadTimes(spoken, [...when.spans, ...weekdays.spans, ...(compared ? [compared.span] : [])]),
      ),
    },
    today,
    month: daysWindow({ from: monthOf(day).from, to: day }, "this month so far", clock),
    week: daysWindow({ from: addDays(day, -6), to: day }, "the last seven days", clock),
    lastWeek: daysWindow(weekOf(addDays(day, -7)), "last week", clock),
    eightWeeks,
    now: clock.now,
    compared: compared ? { range: compared.range, label: compared.label } : null,
    before: windowBefore,
    depotIds,
  };
  return { asked, places };
};

// What nobody is sure of: a refusal for want of words, a choice, or words left aside.
const isUnsettled = (understood: Understood): boolean =>
  understood.kind === "choice" ||
  (understood.kind === "refusal"
    ? !understood.unknown && understood.refusal.reason !== "forbidden"
    : understood.reading.unknown.length > 0);

// What the rules read whole, and the second reader is certain is something else.
const isDoubted = (asked: Asked, understood: Understood, classifier: Classifier): boolean => {
  if (understood.kind !== "reading" || understood.reading.reader !== "rules") return false;
  const { plan } = understood.reading;
  // The price of a litre was taught with idling alone, and all fuel has one as well.
  if (plan.kind === "measure" && plan.name === "fuel-cost" && plan.price) return false;
  const certainty = certaintyOfReading(asked, classifier, understood.reading);
  return certainty !== undefined && certainty < 1 - classifier.thresholds.contradict;
};

/**
 * What the rules read in a plain question that asks the same, as the second reader is certain, with the same names, times
 * and numbers; undefined where there is none that they read whole.
 */
const saidPlainly = async (
  asked: Asked,
  heardWith: HeardWith,
  classifier: Classifier,
  { least, whole }: { least: number; whole?: Scored | undefined },
): Promise<Pick<Understanding, "understood" | "places"> | undefined> => {
  // What the rules read whole splits, orders and compares as the question says: no doubt of its subject takes that away.
  const kept = whole && frameOf(whole.plan);
  let best: { reading: Scored; places: Understanding["places"]; as: Rephrased } | undefined;
  for (const as of rephrasings(asked, classifier)) {
    if (as.certainty < least) continue;
    const { asked: plain, places } = await prepared(as.text, heardWith);
    if (!isOfTheSame(asked, plain) || !splitsAsSaid(asked, plain) || deniesElse(asked, plain)) continue;
    // What is to come is no sum of days that were, whatever else the words are like.
    if (isForeseen(asked) && !isForeseen(plain)) continue;
    // "The Monday round-up" is no round-up of a Monday.
    if (isWrittenSummary(asked) !== isWrittenSummary(plain)) continue;
    // "Out of order" is made of idle words alone: how things stand must be asked in the plain question too.
    if ([...STATES].some((state) => asked.hearing.heard.has(state) && !plain.hearing.heard.has(state)))
      continue;
    const understood = read(plain, readingsOf(plain));
    if (understood.kind !== "reading" || understood.reading.unknown.length > 0) continue;
    if (whole?.plan.kind === "measure" && isUnaskedPace(asked, understood.reading)) continue;
    if (proposesForMeasure(asked, understood.reading)) continue;
    if (dropsSplit(asked, understood.reading) || (whole && holdsLess(understood.reading, whole))) continue;
    const own = frameOf(understood.reading.plan);
    if (kept && SIDES.some((side) => side !== "subject" && kept[side] !== NONE && own[side] === NONE))
      continue;
    // And what it does not split, it does not: "overfull containers yesterday" names no routes.
    if (kept?.by === NONE && own.by !== NONE) continue;
    if (SIDES.some((side) => own[side] !== as.frame[side])) continue;
    if (isSplitElse(asked, understood.reading) || turnsOrder(asked, understood.reading.plan)) continue;
    const reading = {
      ...understood.reading,
      plan: orderedAsSaid(asked, understood.reading.plan),
    };
    if (dropsOpen(asked, reading) || putsKindIn(asked, reading)) continue;
    // Two that say as much of the question and are not the same leave it open which is meant.
    if (!best) best = { reading, places, as };
    else if (as.shared >= best.as.shared && !isSamePlan(reading, best.reading)) return undefined;
  }
  return (
    best && {
      understood: { kind: "reading", reading: { ...best.reading, reader: "classifier", isSure: true } },
      places: best.places,
    }
  );
};

// Labels and words only tell of a plan.
const isSamePlan = (a: Scored, b: Scored): boolean => {
  // What nobody says the days of is a summary of either.
  if (a.plan.kind === "summary" && b.plan.kind === "summary") return true;
  const [one, other] = [a, b].map(({ plan }) =>
    JSON.stringify(plan, (key, value) => (key === "label" || key === "words" ? "" : value)),
  );
  return one === other;
};

// A question by itself where what is told beside it changes nothing; undefined where it is not read whole that way.
const withoutAside = async (
  text: string,
  whole: Asked,
  heardWith: HeardWith,
): Promise<Understanding | undefined> => {
  if (obeysNote(text) || asksOfHealth(whole) || asksOfHome(whole)) return undefined;
  for (const { main, beside } of partings(text)) {
    const { asked: told } = await prepared(beside, heardWith);
    const named = pointedAt(main, told);
    const { asked, places } = await prepared(named ?? main, heardWith);
    if (!isAside(told, asked, { isPointedAt: named !== undefined }) || leansOnContext(asked)) continue;
    const alone = await decided({ asked, places }, heardWith);
    const { understood } = alone;
    if (understood.kind !== "reading" || understood.reading.unknown.length > 0) continue;
    const { plan } = understood.reading;
    if (plan.kind === "propose") continue;
    if (mayBeWhen(told, asked) && !(isBesideOfToday(told) && isOfThisMoment(plan))) continue;
    return { ...alone, asked: { ...alone.asked, beside } };
  }
  return undefined;
};

/** Maps a question that {@link inEnglish} said to a plan. */
export const understandEnglish = async (text: string, heardWith: HeardWith): Promise<Understanding> => {
  const whole = await prepared(text, heardWith);
  return (await withoutAside(text, whole.asked, heardWith)) ?? decided(whole, heardWith);
};

/** Maps a question that was prepared to a plan. */
export const decided = async (
  { asked, places }: Pick<Understanding, "asked" | "places">,
  heardWith: HeardWith,
): Promise<Understanding> => {
  const { classifier = null } = heardWith;
  const ranked = readingsOf(asked);
  const first = read(asked, ranked);
  const agreed = classifier ? agree(asked, ranked, first, classifier) : first;
  const certain = (reading: Scored) =>
    classifier ? certaintyOfReading(asked, classifier, reading) : undefined;
  // What a plan is known not to answer is in no plain question either.
  const isLacking = (ranked[0]?.lacks?.size ?? 0) > 0;
  // What a proposal cannot hold was refused for it: said more plainly, it would be left out.
  const proposed = readProposal(asked);
  const isBeyond = proposed !== undefined && "reason" in proposed;
  if (
    classifier &&
    !isLacking &&
    !isBeyond &&
    !leansOnContext(asked) &&
    (isUnsettled(agreed) || isDoubted(asked, agreed, classifier))
  ) {
    const { rephrase, contradict } = classifier.thresholds;
    const least = isUnsettled(agreed) ? rephrase : Math.max(rephrase, contradict);
    const whole =
      agreed.kind === "reading" && agreed.reading.unknown.length === 0 ? agreed.reading : undefined;
    const plainly = await saidPlainly(asked, heardWith, classifier, { least, whole });
    if (plainly) return { asked, ...plainly, understood: orElse(asked, plainly.understood, ranked) };
    const named = isUnsettled(agreed) ? withTrucks(asked, classifier) : undefined;
    const again = named === undefined ? undefined : await prepared(named, heardWith);
    const ofTruck = again && (await saidPlainly(again.asked, heardWith, classifier, { least }));
    if (again && ofTruck) return { asked: again.asked, ...ofTruck };
  }
  const understood = orElse(asked, askBack(asked, ranked, agreed, certain), ranked);
  return (
    (isSettled(understood) ? undefined : await toldFirst(asked, heardWith)) ?? { asked, understood, places }
  );
};

const isKindOrMeasure = (concept: Concept): boolean =>
  KIND_OF.has(concept) || /^(?:kpi|sum)[A-Z]/.test(concept);

const isSettled = (understood: Understood): boolean =>
  understood.kind === "reading" || isForbidden(understood);
// "New carts arrive tomorrow" foretells nothing: what is told must only not order, nor ask for what nobody may see.
const isBarred = (told: Asked): boolean => /^(?:change|forbidden)$/.test(refuse(told)?.reason ?? "");
const isForbidden = (understood: Understood): boolean =>
  understood.kind === "refusal" &&
  (understood.unknown !== undefined || understood.refusal.reason === "forbidden");

/**
 * A question behind something that was told first: "we are about to send letters, so which addresses …". What was told is
 * left aside where it names nothing, or the question speaks of what it names; a time in it, where it is somebody's plan.
 */
const toldFirst = async (asked: Asked, heardWith: HeardWith): Promise<Understanding | undefined> => {
  if (!isOpenToAnswer(asked)) return undefined;
  for (const { told, asked: rest } of toldBefore(asked.hearing.text)) {
    const { asked: before } = await prepared(told, heardWith);
    // What was told must not order anything, nor be a question of its own.
    if (/\?/.test(told) || isBarred(before) || saysAmount(told)) continue;
    const { asked: behind } = await prepared(rest, heardWith);
    const names = before.links.links.filter(
      ({ name }) =>
        !behind.links.links.some((other) => other.name.kind === name.kind && other.name.key === name.key),
    );
    // "We run the glass trucks, so which are late": what narrows stands in the question too, or is lost.
    const narrowing = [...before.hearing.heard.values()].filter(
      ({ concept }) => isKindOrMeasure(concept) && !behind.hearing.heard.has(concept),
    );
    // "That figure" is the measure that was told of.
    const [measure, ...more] = narrowing;
    const measured =
      measure && more.length === 0
        ? withMeasure(rest, before.hearing.tokens.slice(measure.from, measure.to))
        : undefined;
    if (measure && measured === undefined) continue;
    const isTimed = before.timed.when.size > 0 || before.timed.weekdays.size > 0 || before.clocks.length > 0;
    const isOfQuestion = isTimed && !isOfPlans(told) && behind.window === null;
    const [name, ...others] = names;
    const amounts = before.quantities.filter(({ unit }) => unit !== null);
    const [amount] = amounts;
    const about = name && others.length === 0 ? withName(rest, name.name.name, saysWhose) : rest;
    const bounded =
      amount && amounts.length === 1 ? withAmount(rest, told.slice(amount.start, amount.end)) : undefined;
    if (isOfQuestion || about === undefined || others.length > 0) continue;
    const text = measured ?? bounded ?? about;
    // "In that condition" is told before, and lost without it.
    if (text === rest && speaksOfTold(rest)) continue;
    // Turns of phrase at the head of a sentence are heard there alone.
    const said = inEnglish(text, heardWith.linker).text;
    const found = await decided(await prepared(said, heardWith), heardWith);
    if (found.understood.kind === "reading") return found;
  }
  return undefined;
};

/** Makes the linker of a fleet's names. */
export const linkerOf = (names: readonly Name[]): Linker => createLinker(names);
