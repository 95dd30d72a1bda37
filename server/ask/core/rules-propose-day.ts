import {
  AS_IT_IS,
  clockOf,
  isOfAnotherDay,
  isOfPart,
  namedIn,
  OTHER_DAY,
  PART_OF_DAY,
  type Proposal,
  type ProposalRule,
  plainNumbers,
  proposed,
} from "#server/ask/core/proposal-parts.ts";
import { NUMBER, readNumber } from "#server/ask/core/quantity.ts";
import { type Asked, linksOf, type RuleReading } from "#server/ask/core/question.ts";
import type { Refusal } from "#server/ask/core/refuse.ts";

const BROKE =
  /\b(?:broke(?:n)?\s+down|breakdown|breaks\s+down|conked out|packed (?:it )?(?:up|in)|won'?t start|died|is dead|(?:just )?gave up|(?:hydraulics?|engine|brakes?|gearbox|clutch|packer|arm|tyre|tire|battery)\s+(?:is\s+|are\s+|has\s+)?(?:gone|dead|blown|failed|burst|flat|bust(?:ed)?)|(?:flat|burst|blown|dead) (?:tyre|tire|battery|engine)|puncture|no longer (?:runs|drives|moves)|out of action|stranded|down at (?:stop )?\d+|is (?:down|kaput|stuck|immobile)|has had it|(?:bit|bitten) the dust|given up the ghost|out of commission|can(?:'|no)?t (?:go on|continue|carry on)|will not (?:go|move)|off the road|has failed|blew (?:its|an?) \w+)\b/i;
const COVER =
  /\b(?:cover(?:s|ing|ed)?|rescue|takes? over|takes? (?:it|this|that) over|pick up (?:its|the)|finish(?:es)? (?:its|the)|takes? (?:its|the) (?:rest|stops)|rest of|remaining|options?|cheapest|what (?:do|can|should) we do|who can|reassign|redistribute)\b/i;
const GONE =
  /\b(?:(?:called?|calls)\s+in\s+sick|sick|ill|off (?:today|work|sick)|(?:is|are) out|absent|unavailable|not coming|no show|not (?:in|here|working|available)|isn'?t (?:in|here|coming)|leave[s]? (?:out|off)|off|without|take[n]? out|pull(?:ed)? (?:out|off)|lose|lost|drop)\b/i;
const PLAN =
  /\b(?:re-?balanc\w*|re-?plan\w*|re-?optimi[sz]\w*|optimi[sz]\w*|redistribut\w*|reassign\w*|re-?assign\w*|distribut\w*|divid\w+|hand out|reshuffl\w*|re-?allocat\w*|reorgani[sz]\w*|could\s+(?:the\s+|all\s+)?\w+\s+(?:trucks?\s+)?(?:go|tip|run|drive)|even out|balance|what changes if|how about|if\b.{1,40}\b(?:had|have|has|were) to (?:tip|go|dump|unload)|be possible|get by|cope|suffice|spread|share\b.{0,40}\bout|split|cover|what if|what (?:would )?happens? if|suppos\w+|imagine|do we (?:really )?need|could we|can we|how would|what would|work out|run (?:the day|today)|manage)\b/i;
const CLOSED = /\b(?:closed|closure|closes|shut|blocked off|roadworks|road works|impassable)\b/i;
const FEWER =
  /\b(?:tak(?:e|ing)|leav(?:e|ing)|pull(?:ing)?|drop(?:ping)?|los(?:e|ing)|park(?:ing)?|remov(?:e|ing)|stand(?:ing)? down|sav(?:e|ing)|spar(?:e|ing))\s+(?:out\s+)?(?:one|a|1)\s+(?:truck|vehicle|lorry|wagon)\b|\b(?:one|a|1)\s+(?:truck|vehicle|lorry|wagon|rig)\s+(?:fewer|less|short|down|can (?:stay|be left))|\b(?:one(?:\s+(?:truck|vehicle|lorry|wagon))?|a truck|a vehicle)\s+(?:can\s+|could\s+|to\s+)?(?:stays?|be left|sits?)\s+(?:at\s+)?(?:home|in the yard|in the depot|out)|\b(?:without|minus)\s+one\s+(?:truck|vehicle|of)\b|\bone\s+fewer\s+(?:truck|vehicle|lorry)|\bone less (?:truck|vehicle|lorry)\b/i;
const TRUCKS = "(?:trucks?|vehicles?|lorr(?:y|ies)|wagons?|rigs?)";
const SEVERAL = new RegExp(
  [
    `\\b(?:tak|leav|pull|dropp|los|park|remov|sav|spar)(?:e|es|ing)?\\s+(?:out\\s+)?${NUMBER}\\s+${TRUCKS}\\b`,
    `\\b${NUMBER}\\s+${TRUCKS}\\s+(?:fewer|less|short|down|can (?:stay|be left))\\b`,
    `\\b${NUMBER}\\s+(?:fewer|less)\\s+${TRUCKS}\\b`,
    `\\b(?:without|minus)\\s+${NUMBER}\\s+(?:${TRUCKS}|of (?:the|our))\\b`,
  ].join("|"),
  "i",
);
// As the schema of proposals has it: with more left out no day is planned but given up.
const MOST_FEWER = 10;
const EXTRA =
  /\b(?:need|want|have|got|there is|there's)\b.*\b(?:bulky|sofa|extra)\b.*\b(?:pick-?up|collection|stop)\b.*\b(?:which|who|whose|where)\b|\b(?:add|fit in|squeeze in|insert|slot in|schedule|book|take on)\b.*\b(?:pick-?up|collection|stop|visit|job|bulky|sofa)\b|\b(?:extra|additional)\s+(?:\w+\s+)?(?:pick-?up|collection|stop)\b|^\W*(?:a\s+)?bulky\b.*\b(?:today|this (?:morning|afternoon))\b.*\b(?:who|which)\b/i;
const HAND_OVER =
  /\b(?:move|shift|hand(?: over)?|give|reassign|re-assign|off-?load|unload|push|transfer|put|take|spread|pass)\b.*?\b(?:the\s+)?(?:last|final|remaining)\s+(?:(?:(\d{1,2}|\w+)\s+)?(?:stops?|pickups?|collections?|jobs?|visits?)\b|(\d{1,2})(?=\s+(?:of|off|from|on)\b))/i;
const ANYBODY =
  /\b(?:whoever|whomever|anyone|anybody|someone|somebody|others?|other (?:trucks?|routes?|drivers?|crews?)|who(?:ever)? has|who (?:can|could|might)|another (?:truck|route|driver)|with (?:capacity|room|space|time)|free|spare)\b|^\W*(?:please\s+)?off-?load\b/i;
// Stops that one click moves: each is priced anew and written by itself.
const MOST_HANDED_OVER = 50;
// What the solver cannot be told in a sentence: leaving it out would plan something else.
const BEYOND =
  /\b(?:keep(?:ing)?|first (?:ten|\d+)|last (?:\d+|ten|twenty)|only (?:the|on)|but|missed pickups?|queue|stays? at)\b/i;
// Overtime that is not to be.
const NO_OVERTIME =
  /(?:,\s*)?\b(?:but\s+|and\s+)?(?:(?:with|keep(?:ing)?|have|having|giving|run(?:ning)?\s+into|putting|so\s+that|make\s+sure)\s+)*(?:(?:(?:no|zero|avoid(?:ing)?|without|not\s+(?:one|a)\s+(?:minute|hour)\s+of|free\s+of)\s+(?:\w+\s+){0,2}?(?:overtime|extra\s+hours|OT)\b)|(?:no\s*body|no\s+one|none|not|never|nobody(?:['’]s)?)\b.{0,25}?\bovertime\b|\b(?:within|in)\s+(?:(?:their|the|normal|regular|usual|planned)\s+)*(?:hours|shifts?|working\s+time)\b)/i;
const ALL_BEYOND: Refusal = {
  reason: "not-yet",
  text: "The solver takes trucks out, streets closed and facilities for all trucks; what else this asks for cannot be told to it in a sentence, and leaving it out would plan something else. The board and the page of plans hold the rest.",
};

type Supposed = Partial<Extract<Proposal, { action: "replan" }>["whatIf"]>;

/** The rest of the day planned anew under what is supposed, with overtime forbidden where the question forbids it. */
const replanned = (
  asked: Asked,
  { whatIf = {}, ...more }: { whatIf?: Supposed; withoutDriverId?: number | null; fewerTrucks?: number },
  words: string,
): RuleReading | Refusal => {
  if (isOfAnotherDay(asked)) return OTHER_DAY;
  const isClosure = (whatIf.closedStreets ?? []).length > 0;
  if (!isClosure && isOfPart(asked)) return PART_OF_DAY;
  const { text } = asked.hearing;
  const withoutOvertime = NO_OVERTIME.test(text);
  const rest = text.replace(NO_OVERTIME, " ");
  // So much overtime and no more, and the trucks of one depot alone, are as little told to it.
  const isBounded = /\bovertime\b/i.test(rest) && asked.quantities.some(({ unit }) => unit === "s");
  const isOfPlace = linksOf(asked, "depot", "zone", "route", "customer").length > 0;
  if (BEYOND.test(rest) || isBounded || isOfPlace) return ALL_BEYOND;
  return proposed(
    asked,
    {
      action: "replan",
      whatIf: { ...AS_IT_IS, ...whatIf, ...(withoutOvertime ? { withoutOvertime } : {}) },
      ...{ withoutDriverId: null, fewerTrucks: 0, ...more },
    },
    `${words}${withoutOvertime ? "; no truck past the end of its shift" : ""}`,
  );
};

// What is planned under a supposition: told to plan, or asked what would be.
const isPlanned = ({ hearing: { text, tokens } }: Asked): boolean =>
  // "One truck less today?" is all that is asked.
  PLAN.test(text) || (fewerIn(text) !== undefined && tokens.length <= 6);
// "What if the queue goes up, how much overtime is that" is foretold.
const isForetold = ({ hearing: { text } }: Asked): boolean =>
  /\b(?:queue|wait)\w*\b/i.test(text) && /\bovertime\b/i.test(text);

/** "Truck 12 broke down at stop 14. What is the cheapest way to cover the rest of its route?" */
export const rescue: ProposalRule = {
  kind: "rescue",
  isSaid: (asked) => {
    const { text } = asked.hearing;
    return namedIn(asked).vehicles.length === 1 && BROKE.test(text) && COVER.test(text);
  },
  propose: (asked) => {
    const [vehicle, ...others] = namedIn(asked).vehicles;
    if (!vehicle?.name.id || others.length > 0) return undefined;
    if (isOfAnotherDay(asked)) return OTHER_DAY;
    return proposed(
      asked,
      { action: "rescue", vehicleId: vehicle.name.id, budgetS: 10 },
      `options to cover what ${vehicle.name.name} has left, cheapest first`,
    );
  },
};

/** How many stops are to go: as counted; one where one is spoken of, all that one click moves where the rest is. */
const stopsToGo = (asked: Asked): number | undefined => {
  const { text } = asked.hearing;
  const counted = plainNumbers(asked);
  if (counted.length > 1) return undefined;
  if (counted[0] !== undefined) return counted[0];
  if (/\b(?:last|final)\s+(?:stop|pickup|collection|job|visit)\b(?!s)/i.test(text)) return 1;
  return /\b(?:remaining|rest|remainder|left(?:\s?over)?)\b/i.test(text) ? MOST_HANDED_OVER : undefined;
};

// "To R-9", "onto truck 4": what stands behind the preposition takes them.
const isTarget =
  ({ hearing: { tokens } }: Asked) =>
  ({ from }: { from: number }): boolean =>
    tokens.slice(Math.max(0, from - 2), from).some(({ stem: word }) => /^(?:to|onto|into)$/.test(word));

/** "Move the last 20 stops of R-17 to whoever has capacity", or to a truck or a route that is named. */
export const handOver: ProposalRule = {
  kind: "hand-over",
  isSaid: (asked) => {
    const { text } = asked.hearing;
    const { routes, vehicles } = namedIn(asked);
    const isToOne =
      routes.length + vehicles.length === 2 && routes.length > 0 && vehicles.every(isTarget(asked));
    return HAND_OVER.test(text) && (routes.length === 1 || isToOne) && (isToOne || ANYBODY.test(text));
  },
  propose: (asked) => {
    const { routes, vehicles, drivers } = namedIn(asked);
    const toRoute = routes.length === 2 ? routes.find(isTarget(asked)) : undefined;
    const source = routes.find((route) => route !== toRoute);
    const [vehicle, ...more] = vehicles;
    if (!source || routes.length > 2 || (routes.length === 2 && !toRoute)) return undefined;
    if (drivers.length + more.length > 0) return undefined;
    // The truck that has them now is named as well: it takes none of its own.
    if (vehicle && (toRoute || vehicle.name.id === null || !isTarget(asked)(vehicle))) return undefined;
    if (isOfAnotherDay(asked)) return OTHER_DAY;
    if (isOfPart(asked)) return PART_OF_DAY;
    const count = stopsToGo(asked);
    const name = source.name.name;
    if (count === undefined || !Number.isInteger(count) || count < 1)
      return { reason: "unclear", text: `How many of the last stops of ${name} are to be moved?` };
    if (count > MOST_HANDED_OVER)
      return {
        reason: "not-yet",
        text: `One click moves ${MOST_HANDED_OVER} stops at most. The board moves more.`,
      };
    const to = toRoute?.name.name ?? vehicle?.name.name;
    return proposed(
      asked,
      {
        ...{ action: "hand-over", route: source.name.key, count },
        ...(toRoute ? { toRoute: toRoute.name.key } : {}),
        ...(vehicle?.name.id ? { toVehicleId: vehicle.name.id } : {}),
      },
      `the last ${count === 1 ? "stop" : `${count} stops`} ${name} has left, ${to ? `on ${to} where it takes ${count === 1 ? "it" : "them"}` : "each on the truck that takes it at least cost"} without breaking a rule`,
    );
  },
};

/** "Add a bulky pickup at 9 Oak Court today. Which truck takes it with least delay?" */
export const extra: ProposalRule = {
  kind: "extra",
  isSaid: (asked) => EXTRA.test(asked.hearing.text) && namedIn(asked).addresses.length > 0,
  propose: (asked) => {
    const { addresses, streams } = namedIn(asked);
    const [address, ...others] = addresses;
    if (!address || others.length > 0) return undefined;
    if (isOfAnotherDay(asked)) return OTHER_DAY;
    if (isOfPart(asked)) return PART_OF_DAY;
    const [stream, ...further] = streams;
    if (further.length > 0)
      return { reason: "unclear", text: "One stop collects one waste stream. Which of them is it to be?" };
    if (address.name.id === null || stream === undefined)
      return {
        reason: "unclear",
        text:
          stream === undefined
            ? "Which waste stream is to be collected there?"
            : `${address.name.name} is no site of yours, so no stop can be added there.`,
      };
    return proposed(
      asked,
      { action: "extra", serviceDay: asked.today.firstDay, siteId: address.name.id, stream },
      `an extra ${stream} stop at ${address.name.name} on the truck that takes it at least cost`,
    );
  },
};

// How many trucks a question would do without; one where it says so in other words.
const fewerIn = (text: string): number | undefined => {
  const said = SEVERAL.exec(text)
    ?.slice(1)
    .find((word) => word !== undefined);
  const number = said === undefined || /^an?$/i.test(said) ? undefined : readNumber(said);
  if (number !== undefined && Number.isInteger(number) && number > 0) return number;
  return FEWER.test(text) ? 1 : undefined;
};

/** "Could we run today with one truck fewer?", "could we manage with two trucks less?" */
export const fewer: ProposalRule = {
  kind: "one-fewer",
  isSaid: (asked) => !isForetold(asked) && isPlanned(asked) && fewerIn(asked.hearing.text) !== undefined,
  propose: (asked) => {
    const count = fewerIn(asked.hearing.text) ?? 1;
    if (count > MOST_FEWER)
      return {
        reason: "not-yet",
        text: `A day is planned with ${MOST_FEWER} trucks fewer at most, and ${count} is more. Name the trucks on the page of plans.`,
      };
    return replanned(
      asked,
      { fewerTrucks: count },
      count === 1
        ? "the rest of today with one truck fewer: the one with the fewest stops left is taken out"
        : `the rest of today with ${count} trucks fewer: those with the fewest stops left are taken out`,
    );
  },
};

/** "Main Street is closed from 10 to 14. Which stops are affected, and propose a detour." */
export const closed: ProposalRule = {
  kind: "closed",
  isSaid: (asked) =>
    !isForetold(asked) && CLOSED.test(asked.hearing.text) && namedIn(asked).streets.length > 0,
  propose: (asked) => {
    const { streets } = namedIn(asked);
    if (streets.length === 0) return undefined;
    const { window, clocks, today } = asked;
    const isWithin = window !== null && !window.isWholeDays && window.firstDay === today.firstDay;
    const from = isWithin ? window.from : clocks.find(({ side }) => side === "after")?.at;
    const until = isWithin ? window.to : clocks.find(({ side }) => side === "before")?.at;
    const said = (at: string) => clockOf(at, today.timeZone);
    const when =
      from && until
        ? ` from ${said(from)} to ${said(until)}`
        : until
          ? ` until ${said(until)}`
          : from
            ? ` from ${said(from)} on`
            : " until its end";
    return replanned(
      asked,
      {
        whatIf: {
          closedStreets: streets.map(({ name }) => name.key),
          ...(from ? { closedFrom: from } : {}),
          ...(until ? { closedUntil: until } : {}),
        },
      },
      `the rest of today with ${streets.map(({ name }) => name.name).join(" and ")} closed to all traffic${when}`,
    );
  },
};

/** "What if we send the organics trucks to the south transfer station instead?" */
export const elsewhere: ProposalRule = {
  kind: "elsewhere",
  isSaid: (asked) =>
    !isForetold(asked) &&
    isPlanned(asked) &&
    namedIn(asked).facilities.length > 0 &&
    /\b(?:what if|what (?:would )?happens? if|what changes if|if\b.{1,40}\b(?:had|have|has|were) to|suppos\w+|imagine|instead|only|could we|send)\b/i.test(
      asked.hearing.text,
    ),
  propose: (asked) => {
    const { facilities, streams } = namedIn(asked);
    if (facilities.length === 0) return undefined;
    return replanned(
      asked,
      {
        whatIf: {
          facilityIds: facilities.flatMap(({ name }) => name.id ?? []),
          ...(streams.length > 0 ? { facilityStreams: [...streams] } : {}),
        },
      },
      `the rest of today with ${streams.length > 0 ? `all ${streams.join(" and ")}` : "every truck"} tipping at ${facilities.map(({ name }) => name.name).join(" or ")} only`,
    );
  },
};

/** "Driver Chen called in sick. Rebalance his route without overtime." */
export const without: ProposalRule = {
  kind: "without",
  isSaid: (asked) => {
    const { vehicles, drivers } = namedIn(asked);
    const isOne = vehicles.length > 0 || drivers.length === 1;
    return !isForetold(asked) && isPlanned(asked) && isOne && GONE.test(asked.hearing.text);
  },
  propose: (asked) => {
    const { vehicles, drivers } = namedIn(asked);
    const [driver, ...others] = drivers;
    if (others.length > 0 || (vehicles.length === 0 && !driver)) return undefined;
    const isPriced = !NO_OVERTIME.test(asked.hearing.text);
    return replanned(
      asked,
      {
        whatIf: { withoutVehicleIds: vehicles.flatMap(({ name }) => name.id ?? []) },
        withoutDriverId: driver?.name.id ?? null,
      },
      `the rest of today without ${[...vehicles, ...drivers].map(({ name }) => name.name).join(" and ")}${isPriced ? "; overtime is priced, not forbidden" : ""}`,
    );
  },
};
