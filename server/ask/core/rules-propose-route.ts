import {
  AS_IT_IS,
  clockOf,
  isOfAnotherDay,
  OTHER_DAY,
  type ProposalRule,
  plainNumbers,
  proposed,
} from "#server/ask/core/proposal-parts.ts";
import { NUMBER, readNumber } from "#server/ask/core/quantity.ts";
import { has, linksOf } from "#server/ask/core/question.ts";
import type { Refusal } from "#server/ask/core/refuse.ts";

const ANEW =
  /\b(?:re-?optimi[sz]\w*|re-?opt|optimi[sz]e|re-?plan(?:s|ning)?|re-?sequence\w*|re-?order|re-?do|re-?route|re-?work|re-?jig|shuffle|plan\b.*\b(?:anew|again|afresh|once more))\b/i;
const FIRST = `(?:(?:the|its|his|her|their)\\s+)?first\\s+(?:few|${NUMBER})(?:\\s+(?:stops?|pickups?|collections?|jobs?|ones?))?`;
const KEPT = new RegExp(
  `\\b(?:keep(?:ing)?|leav(?:e|ing)|freez(?:e|ing)|lock(?:ing)?|hold(?:ing)?|fix(?:ing)?|don['’]?t (?:touch|move|change)|do not (?:touch|move|change)|without (?:touching|moving)|not touching|apart from|except(?: for)?|but not|bar)\\s+${FIRST}`,
  "i",
);
const STAYING = new RegExp(
  `\\b${FIRST}\\s+(?:must\\s+|should\\s+|have to\\s+|to\\s+|are\\s+)?(?:stay|stays|remain|remains|kept|fixed|frozen|locked|untouched|alone|as (?:they are|is)|put|first)\\b`,
  "i",
);
const DEADLINE =
  /\b(?:and|but|with|,)\s+(?:(?:keep|have|do|get|put|serve)\s+)?(?:the\s+)?(?!and\b|but\b|the\b)([\p{L}][\p{L}'’ -]{2,40}?)\s+(?:(?:has to|must|should|needs to)\s+be\s+)?(?:done\s+|served\s+|collected\s+|emptied\s+)?(?:before|by|no later than|until)\s+(?:noon|midday|\d)/iu;
const OWN_NAMES = 3;

const AT_A_COST =
  /\b(?:cost|costs|costing|price|priced|expensive|how much|what if|what (?:would|does|will|happens)|worth|bill|damage)\b|[$€£]/i;
const PULLED =
  /\b(?:pull(?:ing|ed)?|divert(?:ing|ed)?|send(?:ing)?|have|having|us(?:e|ing)|tak(?:e|ing)|put(?:ting)?|let(?:ting)?|get(?:ting)?|switch(?:ing)?|do(?:es|ing)?|did|handle[sd]?|cover(?:s|ed)?|add(?:ing)?|giv(?:e|ing)|mak(?:e|ing)|(?:costs?|costing)\s+(?:us\s+)?(?:on|with))\b/i;
const COUNTED = new RegExp(
  `(?<![\\p{L}\\d])${NUMBER}\\s+(?:of\\s+(?:the\\s+|our\\s+)?)?(?:(?:open|more|extra|late)\\s+)?(?:missed|misses|go-?backs?|uncollected|forgotten)`,
  "iu",
);
const MOST_GO_BACKS = 20;

const TIMED: Refusal = {
  reason: "not-yet",
  text: "A route is planned anew with a place that is to be done before a time, and missed pickups before a time; another time of the day cannot be told to the solver in a sentence. The board and the page of plans hold times.",
};

const numberOf = (said: string | undefined): number | undefined =>
  said === undefined ? undefined : readNumber(said);

/** "Re-optimise R-3 but keep the first ten stops and the school before 09:00." */
export const routeAnew: ProposalRule = {
  kind: "route-anew",
  isSaid: ({ hearing: { text } }) => ANEW.test(text),
  propose: (asked) => {
    const { text } = asked.hearing;
    const [route, ...others] = linksOf(asked, "route");
    if (!route || others.length > 0 || asked.links.links.length > 1) return undefined;
    const { clocks } = asked;
    if (isOfAnotherDay(asked)) return OTHER_DAY;
    const kept = KEPT.exec(text) ?? STAYING.exec(text);
    const count = kept ? numberOf(kept[1]) : undefined;
    if (kept && (count === undefined || !Number.isInteger(count) || count < 1))
      return { reason: "unclear", text: `How many of the first stops of ${route.name.name} are to stay?` };
    const unkept = kept ? text.replace(kept[0], " ") : text;
    const deadline = DEADLINE.exec(unkept);
    const place = deadline?.[1]?.trim();
    const [clock, ...more] = clocks;
    if (more.length > 0 || (clock && (clock.side !== "before" || place === undefined))) return TIMED;
    if (place !== undefined && clock === undefined) return TIMED;
    if (place !== undefined && place.split(/\s+/).length > OWN_NAMES)
      return { reason: "unclear", text: `Which place is to be done before ${clock?.words ?? "then"}?` };
    // What else it asks for would be left out.
    const rest = deadline ? unkept.replace(deadline[0], " ") : unkept;
    if (/\b(?:first|keep\w*|without|only|overtime|instead|not|no|except|but\s+(?!$)\w+\s+\w+)\b/i.test(rest))
      return {
        reason: "not-yet",
        text: `${route.name.name} can be planned anew with its first stops kept and a place done before a time; what else this asks for cannot be told to the solver in a sentence.`,
      };
    const before = place !== undefined && clock ? [{ name: place, at: clock.at }] : undefined;
    return proposed(
      asked,
      {
        action: "replan",
        whatIf: {
          ...AS_IT_IS,
          ...(before ? { before } : {}),
        },
        withoutDriverId: null,
        fewerTrucks: 0,
        route: route.name.key,
        ...(count === undefined ? {} : { keepFirst: count }),
      },
      `the rest of ${route.name.name} today planned anew, the other routes as they are${
        count === undefined
          ? ""
          : `; its first ${count === 1 ? "stop stays" : `${count} stops stay`} as they are`
      }${before ? `; ${place} before ${clockOf(clock?.at ?? "", asked.today.timeZone)}` : ""}`,
    );
  },
};

/** "What does it cost if I pull truck 8 to do six missed pickups before 15:00?" */
export const goBacks: ProposalRule = {
  kind: "go-backs",
  isSaid: (asked) => {
    const { text } = asked.hearing;
    return (
      has(asked, "missed", "goBack") &&
      PULLED.test(text) &&
      AT_A_COST.test(text) &&
      !isOfAnotherDay(asked) &&
      !/\bhow many\b/i.test(text)
    );
  },
  propose: (asked) => {
    const { text } = asked.hearing;
    const [vehicle, ...others] = linksOf(asked, "vehicle");
    if (!vehicle?.name.id || others.length > 0 || asked.links.links.length > 1) return undefined;
    if (isOfAnotherDay(asked)) return OTHER_DAY;
    const [clock, ...more] = asked.clocks;
    if (more.length > 0 || (clock && clock.side !== "before")) return TIMED;
    const count = numberOf(COUNTED.exec(text)?.[1]) ?? plainNumbers(asked)[0];
    if (count !== undefined && (!Number.isInteger(count) || count < 1 || count > MOST_GO_BACKS))
      return {
        reason: "not-yet",
        text: `One click puts ${MOST_GO_BACKS} missed pickups on a truck at most.`,
      };
    const many = count ?? MOST_GO_BACKS;
    return proposed(
      asked,
      { action: "go-backs", vehicleId: vehicle.name.id, count: many, before: clock?.at ?? null },
      `${count === undefined ? `open missed pickups, at most ${many}` : count === 1 ? "the most pressing open missed pickup" : `the ${count} most pressing open missed pickups`} as extra stops of ${vehicle.name.name}${clock ? ` before ${clockOf(clock.at, asked.today.timeZone)}` : ""}, each where it costs it least`,
    );
  },
};
