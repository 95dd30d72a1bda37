import { STREAM_CONCEPTS } from "#server/ask/core/kinds.ts";
import { readNumber } from "#server/ask/core/quantity.ts";
import { type Asked, has, linksOf, type RuleReading, whichOf } from "#server/ask/core/question.ts";
import type { Refusal } from "#server/ask/core/refuse.ts";
import { allTokens } from "#server/ask/core/rules-explain.ts";
import { readRouteProposal } from "#server/ask/core/rules-propose-route.ts";
import { readSettingsBack } from "#server/ask/core/rules-propose-settings.ts";
import type { QueryPlan } from "#server/ask/schema.ts";

type ProposePlan = Extract<QueryPlan, { kind: "propose" }>;
type Proposal = ProposePlan["proposal"];

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
const EXTRA =
  /\b(?:need|want|have|got|there is|there's)\b.*\b(?:bulky|sofa|extra)\b.*\b(?:pick-?up|collection|stop)\b.*\b(?:which|who|whose|where)\b|\b(?:add|fit in|squeeze in|insert|slot in|schedule|book|take on)\b.*\b(?:pick-?up|collection|stop|visit|job|bulky|sofa)\b|\b(?:extra|additional)\s+(?:\w+\s+)?(?:pick-?up|collection|stop)\b|^\W*(?:a\s+)?bulky\b.*\b(?:today|this (?:morning|afternoon))\b.*\b(?:who|which)\b/i;
const HAND_OVER =
  /\b(?:move|shift|hand(?: over)?|give|reassign|re-assign|off-?load|unload|push|transfer|put|take|spread|pass)\b.*?\b(?:the\s+)?(?:last|final|remaining)\s+(?:(?:(\d{1,2}|\w+)\s+)?(?:stops?|pickups?|collections?|jobs?|visits?)\b|(\d{1,2})(?=\s+(?:of|off|from|on)\b))/i;
const ANYBODY =
  /\b(?:whoever|whomever|anyone|anybody|someone|somebody|others?|other (?:trucks?|routes?|drivers?|crews?)|who(?:ever)? has|who (?:can|could|might)|another (?:truck|route|driver)|with (?:capacity|room|space|time)|free|spare)\b|^\W*(?:please\s+)?off-?load\b/i;
const UNDO =
  /^\W*(?:please\s+|can you\s+|could you\s+|i want to\s+)*(?:undo|revert|roll back|take back|reverse|cancel|withdraw)\s+(?:my|the)?\s*(?:last|latest|most recent|previous)?\s*(\d{1,2}|one|two|three|four|five|six|ten|few|couple(?: of)?)?\s*(reassignments?|moves?|re-?assigns|assignments?|changes?|actions?|edits?|(?:thing|one) (?:i|we) (?:reassigned|re-assigned|moved|changed|did|edited))\b/i;
const MUTE =
  /\b(?:stop|quit|no|don'?t|do not|never|mute|silence|pause|turn(?:ing)? off|switch(?:ing)? off|disable|suspend)\b.*\b(?:alert\w*|notif\w*|warn\w*|ping\w*|notices?|messages?)\b/i;
const SILENCE =
  /\b(?:don'?t|do not|stop|quit|no need to)\s+(?:bother|disturb|annoy|pester|spam|nag|ping|message|warn)(?:ing)?\s+me\b|^\W*(?:please\s+)?(?:mute|silence|snooze|unsubscribe\s+(?:me\s+)?from|be quiet about|quiet(?:en)?)\b/i;
// Stops that one click moves: each is priced anew and written by itself.
const MOST_HANDED_OVER = 50;
// What the solver cannot be told in a sentence: leaving it out would plan something else.
const BEYOND =
  /\b(?:keep(?:ing)?|first (?:ten|\d+)|last (?:\d+|ten|twenty)|only (?:the|on)|but|missed pickups?|queue|stays? at)\b/i;

// A day that the running one is not: "tomorrow" is heard as a forecast, others as a window.
const isOfAnotherDay = (asked: Asked): boolean =>
  has(asked, "forecast", "toTomorrow") ||
  (asked.window !== null && asked.window.firstDay !== asked.today.firstDay);

// A part of the day that is still to come: the solver takes all that is left of it.
const isOfPart = ({ window, now, clocks }: Asked): boolean =>
  (window !== null && !window.isWholeDays && window.to > now) || clocks.some(({ at }) => at > now);

const PART_OF_DAY: Refusal = {
  reason: "not-yet",
  text: "The rest of the running day is planned as a whole: a time within it cannot be told to the solver in a sentence, and leaving it out would plan something else. The board and the page of plans hold times.",
};

const OTHER_DAY: Refusal = {
  reason: "not-yet",
  text: "Only the rest of the running day is planned by asking. The board and the page of plans hold the other days.",
};

const nothing = { withoutVehicleIds: [], facilityIds: null, closedStreets: [] };

/** A proposal that a question makes, or why it cannot be made; undefined where it makes none. */
export const readProposal = (asked: Asked): RuleReading | Refusal | undefined => {
  const { text } = asked.hearing;
  // "Did anyone book the mattress collection" asks what was done.
  if (/^\W*(?:did|was|were|has|have\s+(?:we|they|you|i|people|any\w*|residents?|customers?))\b/i.test(text))
    return undefined;
  const own = readSettingsBack(asked) ?? readRouteProposal(asked);
  if (own) return own;
  const of = (proposal: Proposal, words: string): RuleReading => ({
    plan: { kind: "propose", proposal, words },
    window: asked.today,
    uses: [],
    said: allTokens(asked),
  });
  const vehicles = linksOf(asked, "vehicle");
  const drivers = linksOf(asked, "driver");
  const streets = linksOf(asked, "street");
  const facilities = linksOf(asked, "facility");
  const [vehicle] = vehicles;
  const [driver] = drivers;
  const replan = (
    whatIf: Partial<Extract<Proposal, { action: "replan" }>["whatIf"]>,
    words: string,
    more = {},
  ) =>
    of(
      {
        action: "replan",
        whatIf: { ...nothing, ...whatIf },
        withoutDriverId: null,
        isOneFewer: false,
        ...more,
      },
      words,
    );

  const routes = linksOf(asked, "route");
  const [route] = routes;
  const handed = HAND_OVER.exec(text);
  if (
    handed &&
    route &&
    routes.length === 1 &&
    ANYBODY.test(text) &&
    vehicles.length + drivers.length === 0
  ) {
    if (isOfAnotherDay(asked)) return OTHER_DAY;
    if (isOfPart(asked)) return PART_OF_DAY;
    // "The last stop" is one; "the remaining stops" are as many as one click may move.
    const counted = handed[1] ?? handed[2];
    const said = counted === undefined ? undefined : readNumber(counted);
    const isOne = /\b(?:stop|pickup|collection|job|visit)$/i.test(handed[0]);
    const count = said ?? (isOne ? 1 : /\bremaining\b/i.test(handed[0]) ? MOST_HANDED_OVER : undefined);
    if (count === undefined || !Number.isInteger(count) || count < 1)
      return { reason: "unclear", text: `How many of the last stops of ${route.name.name} are to be moved?` };
    if (count > MOST_HANDED_OVER)
      return {
        reason: "not-yet",
        text: `One click moves ${MOST_HANDED_OVER} stops at most. The board moves more.`,
      };
    return of(
      { action: "hand-over", route: route.name.key, count },
      `the last ${count === 1 ? "stop" : `${count} stops`} ${route.name.name} has left, each on the truck that takes it at least cost without breaking a rule`,
    );
  }
  const undone = UNDO.exec(text);
  if (undone) {
    const said = undone[1]?.replace(/\s+of$/i, "");
    const isOne = /^(?:thing|one)\b/i.test(undone[2] ?? "") || !/s$/i.test(undone[2] ?? "");
    const count = said === undefined ? (isOne ? 1 : undefined) : readNumber(said);
    if (count === undefined)
      return { reason: "unclear", text: "How many of your last changes are to be undone?" };
    const isOfMoves = /^(?:re|move|assign)|\b(?:reassigned|re-assigned|moved)$/i.test(undone[2] ?? "");
    return of(
      { action: "undo", count: Math.min(20, count), of: isOfMoves ? "reassignments" : "changes" },
      `your last ${count === 1 ? "" : `${Math.min(20, count)} `}${isOfMoves ? "reassignment" : "change"}${count === 1 ? "" : "s"} undone, the newest first`,
    );
  }
  const quiet = [...vehicles, ...routes, ...drivers].map(({ name }) => name.name);
  if ((MUTE.test(text) || SILENCE.test(text)) && quiet.length > 0)
    return of(
      { action: "mute", names: quiet.slice(0, 5) },
      `your running alerts without ${quiet.slice(0, 5).join(" and ")}`,
    );
  if (vehicle?.name.id && vehicles.length === 1 && BROKE.test(text) && COVER.test(text))
    return isOfAnotherDay(asked)
      ? OTHER_DAY
      : of(
          { action: "rescue", vehicleId: vehicle.name.id, budgetS: 10 },
          `options to cover what ${vehicle.name.name} has left, cheapest first`,
        );
  const streams = whichOf(asked, STREAM_CONCEPTS);
  const [stream] = streams;
  const [address] = linksOf(asked, "address");
  if (EXTRA.test(text) && address) {
    if (isOfAnotherDay(asked)) return OTHER_DAY;
    if (isOfPart(asked)) return PART_OF_DAY;
    if (address.name.id === null || stream === undefined)
      return {
        reason: "unclear",
        text:
          stream === undefined
            ? "Which waste stream is to be collected there?"
            : `${address.name.name} is no site of yours, so no stop can be added there.`,
      };
    return of(
      { action: "extra", serviceDay: asked.today.firstDay, siteId: address.name.id, stream },
      `an extra ${stream} stop at ${address.name.name} on the truck that takes it at least cost`,
    );
  }
  // "What if the queue goes up, how much overtime is that" is foretold.
  if (/\b(?:queue|wait)\w*\b/i.test(text) && /\bovertime\b/i.test(text)) return undefined;
  // "One truck less today?" is all that is asked.
  const isPlan = PLAN.test(text) || (FEWER.test(text) && asked.hearing.tokens.length <= 6);
  if (!isPlan && !CLOSED.test(text)) return undefined;
  const isFewer = FEWER.test(text);
  const isGone = (vehicles.length > 0 || drivers.length === 1) && GONE.test(text);
  const isClosed = streets.length > 0 && CLOSED.test(text);
  const isElsewhere =
    facilities.length > 0 &&
    /\b(?:what if|what (?:would )?happens? if|what changes if|if\b.{1,40}\b(?:had|have|has|were) to|suppos\w+|imagine|instead|only|could we|send)\b/i.test(
      text,
    );
  if (!isFewer && !isGone && !isClosed && !isElsewhere) return undefined;
  if (isOfAnotherDay(asked)) return OTHER_DAY;
  // How long a street stays closed is said of the plan: until the end of the day.
  if (!isClosed && isOfPart(asked)) return PART_OF_DAY;
  if (BEYOND.test(text))
    return {
      reason: "not-yet",
      text: "The solver takes trucks out, streets closed for the rest of the day and facilities for all trucks; what else this asks for cannot be told to it in a sentence, and leaving it out would plan something else. The board and the page of plans hold the rest.",
    };
  if (isFewer)
    return replan(
      {},
      "the rest of today with one truck fewer: the one with the fewest stops left is taken out",
      {
        isOneFewer: true,
      },
    );
  if (isClosed)
    return replan(
      { closedStreets: streets.map(({ name }) => name.key) },
      `the rest of today with ${streets.map(({ name }) => name.name).join(" and ")} closed to all traffic until its end`,
    );
  if (isElsewhere)
    return replan(
      {
        facilityIds: facilities.flatMap(({ name }) => name.id ?? []),
        ...(streams.length > 0 ? { facilityStreams: [...streams] } : {}),
      },
      `the rest of today with ${streams.length > 0 ? `all ${streams.join(" and ")}` : "every truck"} tipping at ${facilities.map(({ name }) => name.name).join(" or ")} only`,
    );
  const names = [...vehicles, ...drivers].map(({ name }) => name.name).join(" and ");
  return replan(
    { withoutVehicleIds: vehicles.flatMap(({ name }) => name.id ?? []) },
    `the rest of today without ${names}; overtime is priced, not forbidden`,
    { withoutDriverId: driver?.name.id ?? null },
  );
};

const EXPORT =
  /^\W*(?:please\s+|can you\s+|and\s+)*(?:export|download|save|give me|send me|(?:can|could|may) (?:i|we) (?:have|get|download|export)|i (?:need|want)|we need|put|turn)\s+(?:me\s+)?(.*?)\s*(?:(?:as|to|in|into)\s+)?(?:an?\s+)?(csv|excel|spreadsheet|geojson)\b(?:\s+(?:file|format))?(?:\s+with\s+(?:the\s+)?(?:coordinates|positions|locations))?[\s.?!]*$/i;

const AS_FILE =
  /^(?!\W*(?:e-?mail|send|mail|post)\b)(?!.*\bevery\b)\W*(.+?)\s+(?:as|in)\s+(?:an?\s+)?(csv|excel|spreadsheet|geojson)(?:\s+(?:file|please))*\W*$/i;
const BARE_EXPORT =
  /^\W*(?:(?:and|now|ok|please|then|save|export|download|get|give|send|put|dump|stick|me|us)\s+)*(?:(?:it|this|that|them|these|all)\s+)?(?:(?:as|in|to|into)\s+)?(?:an?\s+|the\s+)?(csv|excel|spreadsheet|geojson)(?:\s+(?:file|please|of\s+(?:this|that|it|these|them)|with\s+(?:the\s+)?(?:coordinates|positions|locations)))*\W*$/i;

/** The question whose list is to be exported and the form of the file; the question is empty where "this" one is meant. */
export const readExport = (text: string): { question: string; format: "csv" | "geojson" } | undefined => {
  const bare = BARE_EXPORT.exec(text);
  if (bare) return { question: "", format: /geojson/i.test(bare[1] ?? "") ? "geojson" : "csv" };
  const found = EXPORT.exec(text) ?? AS_FILE.exec(text);
  if (!found) return undefined;
  const said = (found[1] ?? "").trim();
  const isThis =
    /^(?:it|this|that|them|these|those|the|all|rows|result|results|list|table|answer|\s)*$/i.test(said);
  return { question: isThis ? "" : said, format: /geojson/i.test(found[2] ?? "") ? "geojson" : "csv" };
};
