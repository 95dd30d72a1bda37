import { STREAM_CONCEPTS } from "#server/ask/core/kinds.ts";
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
import { has, linksOf, whichOf } from "#server/ask/core/question.ts";
import type { Refusal } from "#server/ask/core/refuse.ts";

const ANEW =
  /\b(?:re-?optimi[sz]\w*|re-?opt|optimi[sz]e|re-?plan(?:s|ning)?|re-?sequence\w*|re-?order|re-?do|re-?route|re-?work|re-?jig|(?:redo|redraw|rearrange|re-?arrange|revise[d]?|another go at|revised (?:sequence|order))|shuffle|plan\b.*\b(?:anew|again|afresh|once more))\b/i;
const FIRST = `(?:(?:the|its|his|her|their)\\s+)?first\\s+(?:few|${NUMBER})(?:\\s+(?:stops?|pickups?|collections?|jobs?|ones?))?`;
const RUN = `(?:(?:the|its|his|her|their)\\s+)?(?:stops?|pickups?|jobs?|nos?\\.?|numbers?)\\s+(?:1|one)\\s*(?:to|through|thru|till|until|[-–]|and)\\s*${NUMBER}`;
const KEPT = new RegExp(
  `\\b(?:keep(?:ing)?|leav(?:e|ing)|freez(?:e|ing)|lock(?:ing)?|hold(?:ing)?|fix(?:ing)?|don['’]?t (?:touch|move|change)|do not (?:touch|move|change)|without (?:touching|moving)|not touching|apart from|except(?: for)?|but not|bar|pin(?:ning)?|hands\\s+off|respect(?:ing)?|preserv(?:e|ing)|retain(?:ing)?|starting\\s+after|after|beyond|from\\s+after|past)\\s+(?:in\\s+|down\\s+|on\\s+to\\s+|onto\\s+)?(?:place\\s+)?(?:the\\s+order\\s+of\\s+)?(?:${FIRST}|${RUN})`,
  "i",
);
const STAYING = new RegExp(
  `\\b(?:${FIRST}|${RUN})\\s*(?:,\\s*)?(?:must\\s+|should\\s+|may\\s+|can\\s+|have to\\s+|to\\s+|are\\s+|to\\s+be\\s+|is\\s+)*(?:(?:not|n['’]t|never|no)\\s+(?:be\\s+)?(?:change\\w*|move\\w*|touch\\w*|alter\\w*)|be\\s+)?(?:(?:stay|stays|staying|remain|remains|remaining|are|be)(?:\\s+(?:put|first|alone|in place|fixed|frozen|the same|unchanged|untouched|locked|where they are|as (?:they are|is)))+|stay|stays|staying|remain|remains|remaining|kept|keep|fixed|frozen|locked|untouched|unchanged|unmoved|alone|as (?:they are|is)|put|first|in place|the same|pinned|change|changed|move|moved|touched)\\b`,
  "i",
);
const PLACE = "([\\p{L}][\\p{L}'’-]*(?:\\s+(?!has\\b|must\\b|is\\b)[\\p{L}'’-]+){0,2}?)(?:['’]s)?";
const SERVED =
  "(?:\\s+(?:stop|service|pick-?up|collection|has|have|is|are|must|should|needs?|still|all|to|be|being|gets?|got|going|done|finished|over|complete[d]?|served|serviced|visited|collected|emptied|out\\s+of\\s+the\\s+way|sorted|cleared|dealt\\s+with|through|wrapped\\s+up|at\\s+the\\s+latest))*";
const BY_THEN = "\\s+(?:before|by|no later than|until|prior to|ahead of)\\s+(?:noon|midday|\\d)";
// A place that is to be done before a time: "and the school before 09:00", "done at the school by 8:15", "school stop before 8:30".
const DEADLINES: readonly RegExp[] = [
  new RegExp(
    `\\b(?:(?:be|is|are|get|make\\s+sure|making\\s+sure|have|service|servicing|finish\\w*|do)\\s+)*(?:(?:we(?:['’]re|\\s+are)|done|finished|through|served|service|stop|over)\\s+)*(?:at|with)\\s+(?:the\\s+|our\\s+)?${PLACE}${SERVED}${BY_THEN}`,
    "iu",
  ),
  new RegExp(
    `(?:\\b(?:and|but|with|while|plus|also|then|get|have|having|has|make\\s+sure|making\\s+sure|ensur\\w+|so\\s+that|keep\\w*|serve|put|do|finish|want|need)\\b|[,;:+&.]|\\(\\d\\))\\s*(?:(?:the|that|our|get|have|keep|do|serve|put|only)\\s+)*(?!and\\b|but\\b|the\\b|have\\b|get\\b|done\\b|at\\b|with\\b)${PLACE}${SERVED}${BY_THEN}`,
    "iu",
  ),
  new RegExp(`\\b(?:the|our)\\s+${PLACE}${SERVED}${BY_THEN}`, "iu"),
];
// Times that nobody took: leaving them out would plan something else.
const UNTAKEN =
  /\b(?:before|by|no later than|until|prior to|ahead of|after|from)\s+(?:an?\s+)?(?:noon|midday|lunch|half|quarter|\d|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b(?!\s+(?:stops?|pickups?|trucks?)))/i;
const OWN_NAMES = 3;

const AT_A_COST =
  /\b(?:cost|costs|costing|set (?:us|me) back|sting|out of pocket|(?:be|am|are) (?:i|we) out|burn|pay|spend|worth it|price|priced|expensive|how much|what if|what (?:would|does|will|happens)|worth|bill|damage)\b|[$€£]/i;
const PULLED =
  /\b(?:yank(?:ing|ed)?|drag(?:ging|ged)?|grab(?:bing|bed)?|nick(?:ing|ed)?|borrow(?:ing|ed)?|steal(?:ing)?|took|withdraw(?:al|ing|n)?|commit(?:ting)?|assign(?:ing|ed)?|reassign(?:ing)?|pull(?:ing|ed)?|divert(?:ing|ed)?|send(?:ing)?|have|having|us(?:e|ing)|tak(?:e|ing)|put(?:ting)?|let(?:ting)?|get(?:ting)?|switch(?:ing)?|do(?:es|ing)?|did|handle[sd]?|cover(?:s|ed)?|add(?:ing)?|giv(?:e|ing)|mak(?:e|ing)|(?:costs?|costing)\s+(?:us\s+)?(?:on|with))\b/i;
const COUNTED = new RegExp(
  `(?<![\\p{L}\\d])${NUMBER}\\s+(?:of\\s+(?:the\\s+|our\\s+)?)?(?:(?:open|more|extra|late|outstanding)\\s+)?(?:missed|misses|missies|go-?backs?|uncollected|forgotten)`,
  "iu",
);
const MOST_GO_BACKS = 20;
// "Today's missed bins" leaves out those of days before; "do six missed pickups today" says when they are done.
const MISSED_TODAY =
  /\btoday['’]?s\s+(?:\w+\s+){0,2}?(?:miss\w*|go-?backs?|uncollected|forgotten)|\b(?:miss\w*|go-?backs?|uncollected|forgotten)\s+(?:\w+\s+)?(?:of|from)\s+today\b|\bmissed\s+(?:earlier\s+)?today\b/i;

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
    const count = kept ? numberOf(kept.slice(1).find((said) => said !== undefined)) : undefined;
    if (kept && (count === undefined || !Number.isInteger(count) || count < 1))
      return { reason: "unclear", text: `How many of the first stops of ${route.name.name} are to stay?` };
    // "Leaving those twelve alone" says it again.
    const again = new RegExp(
      `\\b(?:leav|keep|hold|lock|fix)\\w*\\s+(?:those|these|them|the\\s+same)\\s*${NUMBER}?(?:\\s+(?:stops?|ones?))?(?:\\s+(?:alone|as they are|in place|fixed|untouched|put))?`,
      "i",
    );
    const unkept = kept ? text.replace(kept[0], " ").replace(again, " ") : text;
    const deadline = DEADLINES.map((said) => said.exec(unkept)).find((found) => found !== null);
    const place = deadline?.[1]
      ?.replace(/['’]s$/, "")
      .replace(
        /^(?:(?:finish|do|have|get|serve|complete|visit|clear|make\s+sure)\s+)?(?:the\s+|our\s+)?/i,
        "",
      )
      .trim();
    const [clock, ...more] = clocks;
    if (more.length > 0 || (clock && (clock.side !== "before" || place === undefined))) return TIMED;
    if (place !== undefined && clock === undefined) return TIMED;
    if (place !== undefined && place.split(/\s+/).length > OWN_NAMES)
      return { reason: "unclear", text: `Which place is to be done before ${clock?.words ?? "then"}?` };
    // What else it asks for would be left out.
    const rest = deadline ? unkept.replace(deadline[0], " ") : unkept;
    if (UNTAKEN.test(rest)) return TIMED;
    if (
      /\b(?:first|keep\w*|without|only|overtime|instead|not|no(?!\s+sense)|except|but\s+(?!$)\w+\s+\w+)\b/i.test(
        rest,
      )
    )
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
    const zones = linksOf(asked, "zone").map(({ name }) => name.key);
    const streams = whichOf(asked, STREAM_CONCEPTS);
    if (!vehicle?.name.id || others.length > 0 || asked.links.links.length > 1 + zones.length)
      return undefined;
    if (isOfAnotherDay(asked)) return OTHER_DAY;
    const [clock, ...more] = asked.clocks;
    if (more.length > 0 || (clock && clock.side !== "before") || (!clock && UNTAKEN.test(text))) return TIMED;
    const count = numberOf(COUNTED.exec(text)?.[1]) ?? plainNumbers(asked)[0];
    if (count !== undefined && (!Number.isInteger(count) || count < 1 || count > MOST_GO_BACKS))
      return {
        reason: "not-yet",
        text: `One click puts ${MOST_GO_BACKS} missed pickups on a truck at most.`,
      };
    const many = count ?? MOST_GO_BACKS;
    const isOfToday = MISSED_TODAY.test(text);
    const those = `${isOfToday ? " of today" : ""}${streams.length > 0 ? ` of ${streams.join(" and ")}` : ""}${
      zones.length > 0
        ? ` in ${linksOf(asked, "zone")
            .map(({ name }) => name.name)
            .join(" and ")}`
        : ""
    }`;
    return proposed(
      asked,
      {
        ...{ action: "go-backs", vehicleId: vehicle.name.id, count: many, before: clock?.at ?? null },
        ...(isOfToday ? { missedOn: asked.today.firstDay } : {}),
        ...(zones.length > 0 ? { zones } : {}),
        ...(streams.length > 0 ? { streams: [...streams] } : {}),
      },
      `${count === undefined ? `open missed pickups${those}, at most ${many}` : count === 1 ? `the most pressing open missed pickup${those}` : `the ${count} most pressing open missed pickups${those}`} as extra stops of ${vehicle.name.name}${clock ? ` before ${clockOf(clock.at, asked.today.timeZone)}` : ""}, each where it costs it least`,
    );
  },
};
