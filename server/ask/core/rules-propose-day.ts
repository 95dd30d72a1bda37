import {
  AS_IT_IS,
  clockOf,
  comingDay,
  isOfAnotherDay,
  isOfPart,
  NO_DAY,
  namedIn,
  OTHER_DAY,
  onDay,
  PART_OF_DAY,
  type Proposal,
  type ProposalRule,
  plainNumbers,
  plannedWords,
  proposed,
} from "#server/ask/core/proposal-parts.ts";
import { NUMBER, readNumber } from "#server/ask/core/quantity.ts";
import { type Asked, has, linksOf, type RuleReading } from "#server/ask/core/question.ts";
import type { Refusal } from "#server/ask/core/refuse.ts";
import { dayWords } from "#server/lib/day-words.ts";

const BROKE =
  /\b(?:broke(?:n)?\s+down|breakdown|breaks\s+down|conked out|packed (?:it )?(?:up|in)|won'?t start|died|is dead|(?:just )?gave up|(?:hydraulics?|engine|brakes?|gearbox|clutch|packer|arm|tyre|tire|battery)\s+(?:is\s+|are\s+|has\s+)?(?:gone|dead|blown|failed|burst|flat|bust(?:ed)?)|(?:flat|burst|blown|dead) (?:tyre|tire|battery|engine)|puncture|no longer (?:runs|drives|moves)|out of action|stranded|down at (?:stop )?\d+|is (?:down|kaput|stuck|immobile)|has had it|(?:bit|bitten) the dust|given up the ghost|out of commission|can(?:'|no)?t (?:go on|continue|carry on)|will not (?:go|move)|off the road|has failed|blew (?:its|an?) \w+|lost (?:its |the |all |his )*(?:hydraulics?|engine|brakes?|gearbox|clutch|packer|arm|power|steering|coolant|oil|a wheel|drive)|(?:won'?t|will not|isn'?t|can(?:'|no)?t) be (?:moving|going|driving) (?:again|any\s*more|anywhere|on)|(?:gave|given|giving|gives) out|seized(?: up)?|overheat\w*|caught fire|on fire|is (?:finished|wrecked|knackered|banjaxed|busted|bust|cactus|toast|done for|undriveable)|knackered|banjaxed|conks? out)\b/i;
const COVER =
  /\b(?:cover(?:s|ing|ed)?|rescue|takes? over|takes? (?:it|this|that) over|(?:pick|mop)(?:s|ping|ing)? up (?:its|the|what|everything|whatever)|finish(?:es|ing)? (?:its|the|what|off|his|her)|(?:get|got|getting)\b.{3,40}\b(?:done|finished|lifted|collected)|takes? (?:its|the) (?:rest|stops)|rest of|remaining|options?|cheapest|what (?:do|can|should) we do|who can|reassign|redistribute)\b/i;
const GONE =
  /\b(?:absence|off (?:ill|poorly|on leave|on holiday)|(?:is|are|has|have)? ?(?:poorly|unwell|injured|hurt)|on (?:leave|holiday|vacation)|called off|(?:does|do|did|will|is|are|can)(?: not|n['’]?t|not)\s+(?:go(?:ing)? out|leav\w*|be (?:there|in|available)|work\w*|driv\w*|run\w*|com\w*|start\w*|show\w* up|turn\w* up)|won['’]?t\s+(?:go out|be (?:there|in|available|out)|work|drive|run|come|start|show up|turn up)|stay(?:s|ed|ing)?\s+(?:in|at home|home|put|behind)|(?:sits?|parked?|left|stands?)\s+(?:in the (?:yard|depot|garage)|at home|out)|no[- ]show|(?:called?|calls)\s+in\s+sick|sick|ill|off (?:today|work|sick)|(?:is|are) out|absent|unavailable|not coming|no show|not (?:in|here|working|available)|isn'?t (?:in|here|coming)|leave[s]? (?:out|off)|off|without|take[n]? out|pull(?:ed)? (?:out|off)|lose|lost|drop)\b/i;
const PLAN =
  /\b(?:re-?balanc\w*|re-?plan\w*|re-?optimi[sz]\w*|optimi[sz]\w*|redistribut\w*|reassign\w*|re-?assign\w*|distribut\w*|divid\w+|hand out|reshuffl\w*|re-?allocat\w*|reorgani[sz]\w*|could\s+(?:the\s+|all\s+)?\w+\s+(?:trucks?\s+)?(?:go|tip|run|drive)|even out|balance|what changes if|how about|if\b.{1,40}\b(?:had|have|has|were) to (?:tip|go|dump|unload)|be possible|get by|cope|suffice|spread|share\b.{0,40}\bout|split|cover|what if|what (?:would )?happens? if|suppos\w+|imagine|do we (?:really )?need|could we|can we|how would|what would|work out|run (?:the day|today)|manage)\b/i;
const CLOSED = /\b(?:clos(?:ed|ure|es|ing)|shut(?:s|ting)?|blocked off|roadworks|road works|impassable)\b/i;
// What keeps traffic out without saying so: a closure where it is asked what that does to the day.
const BARRED =
  /\b(?:block(?:ed|ade|age|s|ing)?|dig(?:s|ging)?(?: up)?|dug up|tear(?:s|ing)? up|rip(?:s|ping)? up|cordon(?:ed)?(?: off)?|(?:taped|coned|fenced|sealed|barricaded)(?: off)?|no (?:way|going|getting) through|off limits|no[- ]go|can(?:not|['’]t| not) be (?:driven|used|passed|entered)|flooded|under water|resurfac\w*|street (?:party|fair|market)|parade|marathon)\b/i;
const AROUND =
  /\b(?:detour|diversion|divert\w*|re-?rout\w*|(?:way|go|get|going|getting)\s+(?:us\s+|them\s+)?(?:a?round|through|past)|way\s+round|affected|hit|touch\w*|caught|reach\w*|which\s+(?:other\s+)?(?:stops|houses|customers|way)|who\s+(?:does|do|is|gets)|what\s+(?:if|does|do|are)|mess\w*)\b/i;
const FEWER =
  /\b(?:tak(?:e|ing)|leav(?:e|ing)|pull(?:ing)?|drop(?:ping)?|los(?:e|ing)|park(?:ing)?|remov(?:e|ing)|stand(?:ing)? down|sav(?:e|ing)|spar(?:e|ing))\s+(?:out\s+)?(?:one|a|1)\s+(?:truck|vehicle|lorry|wagon)\b|\b(?:one|a|1)\s+(?:truck|vehicle|lorry|wagon|rig)\s+(?:fewer|less|short|down|can (?:stay|be left))|\b(?:one(?:\s+(?:truck|vehicle|lorry|wagon))?|a truck|a vehicle)\s+(?:can\s+|could\s+|to\s+)?(?:stays?|be left|sits?)\s+(?:at\s+)?(?:home|in the yard|in the depot|out)|\b(?:without|minus)\s+one\s+(?:truck|vehicle|of)\b|\bone\s+fewer\s+(?:truck|vehicle|lorry)|\bone less (?:truck|vehicle|lorry)\b/i;
const TRUCKS = "(?:trucks?|vehicles?|lorr(?:y|ies)|wagons?|rigs?)";
const SEVERAL = new RegExp(
  [
    `\\b(?:tak|leav|pull|dropp|los|park|remov|sav|spar)(?:e|es|ing)?\\s+(?:out\\s+)?${NUMBER}\\s+${TRUCKS}\\b`,
    `\\b${NUMBER}\\s+${TRUCKS}\\s+(?:fewer|less|short|down|can (?:stay|be left))\\b`,
    `\\b${NUMBER}\\s+(?:fewer|less)\\s+${TRUCKS}\\b`,
    `\\b(?:without|minus)\\s+${NUMBER}\\s+(?:${TRUCKS}|of (?:the|our))\\b`,
    `\\b${NUMBER}\\s+${TRUCKS}\\s+(?:(?:were|are|was|is|had\\s+to|have\\s+to|would|could|should|must|to|get|got)\\s+)*(?:stay|remain|sit|sat|stand|stood|off\\b|out\\b|idle|missing|absent|parked|left|kept|broke|laid)`,
  ].join("|"),
  "i",
);
// As the schema of proposals has it: with more left out no day is planned but given up.
const MOST_FEWER = 10;
const EXTRA =
  /\b(?:need|want|have|got|there is|there's)\b.*\b(?:bulky|sofa|extra)\b.*\b(?:pick-?up|collection|stop)\b.*\b(?:which|who|whose|where)\b|\b(?:add|fit in|squeeze in|insert|slot in|schedule|book|take on)\b.*\b(?:pick-?up|collection|stop|visit|job|bulky|sofa)\b|\b(?:extra|additional)\s+(?:\w+\s+)?(?:pick-?up|collection|stop)\b|^\W*(?:a\s+)?bulky\b.*\b(?:today|this (?:morning|afternoon))\b.*\b(?:who|which)\b/i;
// An old piece of furniture somewhere is a bulky pickup, where it is asked who takes it.
const BULKY =
  /\b(?:bulky|sofas?|couch(?:es)?|settees?|mattress(?:es)?|fridges?|freezers?|wardrobes?|cabinets?|furniture|tell(?:y|ies)|tv|armchairs?|beds?|tables?|desks?|dressers?|cookers?|washing machines?|washers?|pianos?|carpets?|bookcases?|white goods)\b/i;
const WHO_TAKES =
  /\b(?:which|who|who['’]s|whose|where|what)\b.{0,60}\b(?:least|less|easiest|cheap\w*|without|squeeze|swing|fit|take|takes|taking|loses?|spoil\w*|put\s+out|room|time|best|smallest|shortest|minimum|soonest)\b|\b(?:truck|vehicle|lorry|rig|wagon|driver|crew|route)\b.{0,40}\b(?:least|smallest|shortest|lowest|minimum|minimal)\b/i;
// Who is put out least loses the least time; who takes it most cheaply costs the least.
const BY_TIME =
  /\b(?:delay\w*|(?:least|less|lose[sn]?|losing|lost|shortest|smallest|minimum)\s+(?:of\s+)?(?:amount\s+of\s+)?(?:extra\s+|added\s+)?time|late(?:st|ness)?|behind|put\s+out|disrupt\w*|spoil\w*|upset\w*|bother\w*|trouble|hassle|inconvenien\w*|slow\w*|set\s+back|hold[-\s]?ups?|held\s+up|quick\w*|stuff\w*\s+up|mess\w*\s+up|ruin\w*|screw\w*|wreck\w*|minutes?|soonest|easiest|least\s+(?:fuss|pain|impact|effort)|impact|suffers?|hurts?|affected)\b(?!.*\b(?:cheap\w*|costs?|money|price)\b)/i;
const HAND_OVER =
  /\b(?:move|shift|hand(?: over)?|give|reassign|re-assign|off-?load|unload|push|transfer|put|take|spread|pass)\b.*?\b(?:the\s+)?(?:last|final|remaining)\s+(?:(?:(\d{1,2}|\w+)\s+)?(?:stops?|pickups?|collections?|jobs?|visits?)\b|(\d{1,2})(?=\s+(?:of|off|from|on)\b))/i;
// "The remaining stops of R-4 moved to truck 7."
const HANDED =
  /\b(?:last|final|remaining)\s+(?:(\d{1,2}|\w+)\s+)?(?:stops?|pickups?|collections?|jobs?|visits?)\b.*\b(?:moved|shifted|handed|given|reassigned|transferred|passed|put|taken\s+over|pushed)\b/i;
// "Which truck could take five stops off R-20": whoever it is.
const TAKEN_OFF =
  /\b(?:who|(?:which|what)\s+(?:trucks?|vehicles?|lorr(?:y|ies)|wagons?|drivers?|crews?))(?:\s+else)?\s+(?:could|can|might|would|is\s+able\s+to)\s+(?:take|pick\s+up|relieve|absorb|have)\s+(?:the\s+)?(?:last\s+)?(?:\d{1,2}|\w+)\s+(?:stops?|pickups?|collections?|jobs?)\s+(?:off|from|of)\b/i;
// Who hands stops over and speaks of overtime wants none, unless he says that it may be.
const MAY_OVERRUN =
  /\b(?:fine|ok|okay|allowed|even\s+(?:if|with)|doesn['’]?t\s+matter|never\s+mind|paid|already)\b/i;
const ANYBODY =
  /\b(?:whoever|whomever|anyone|anybody|someone|somebody|others?|other (?:trucks?|routes?|drivers?|crews?)|who(?:ever)? has|who (?:can|could|might)|another (?:truck|route|driver)|with (?:capacity|room|space|time)|free|spare)\b|^\W*(?:please\s+)?off-?load\b/i;
// Stops that one click moves: each is priced anew and written by itself.
const MOST_HANDED_OVER = 50;
// What the solver cannot be told in a sentence: leaving it out would plan something else.
const BEYOND =
  /\b(?:keep(?:ing)?|first (?:ten|\d+)|last (?:\d+|ten|twenty)|only (?:the|on)|but|missed pickups?|queue|stays? at)\b/i;
// Overtime that is not to be: by its name, or as hours that nobody is to go beyond.
const NOBODY =
  "(?:no\\s*body(?:['’]s)?|no[\\s-]?one(?:['’]s)?|none(?:\\s+of\\s+(?:them|us|the\\s+\\w+))?|not|never|no\\s+(?:driver|crew|truck|vehicle)s?|without\\s+any(?:body|one)|do(?:es)?n['’]?t\\s+(?:\\w+\\s+)?(?:any(?:body|one)|them|the\\s+others?))";
const HOURS = "(?:hours|time|shifts?(?:\\s+ends?)?|limits?|legal\\s+hours|working\\s+(?:day|time|hours)|day)";
const NO_OVERTIME: readonly RegExp[] = [
  /(?:,\s*)?\bwithout\s+(?:(?:\w+ing\s+)?any(?:one|body)|(?:an?|any)\s+(?:driver|crew|truck|vehicle))\s+(?:\w+\s+){0,3}?overtime\b/i,
  /(?:,\s*)?\b(?:but\s+|and\s+)?(?:(?:with|keep(?:ing)?|have|having|giving|run(?:ning)?\s+into|putting|so\s+that|make\s+sure)\s+)*(?:(?:(?:no|zero|avoid(?:ing)?|without|not\s+(?:one|a)\s+(?:minute|hour)\s+of|free\s+of)\s+(?:\w+\s+){0,2}?(?:overtime(?:\s+hours)?|extra\s+hours|OT)\b)|(?:no\s*body|no\s+one|none|not|never|nobody(?:['’]s)?)\b.{0,25}?\bovertime\b|(?:\b(?:keep(?:ing)?|with|make\s+sure|so(?:\s+that)?)\s+)?(?:\b(?:every(?:body|one)|them\s+all|all\s+of\s+them|the\s+(?:others|rest)|them|each|all)\s+)?(?:\b(?:stays?|is|are|kept|works?)\s+)?\b(?:within|in|inside)\s+(?:(?:their|the|normal|regular|usual|planned|own|contracted|paid)\s+)*(?:hours|shifts?|working\s+(?:time|hours|day))\b)/i,
  /(?:,\s*)?(?:\b(?:but|and)\s+)?(?:any\s+)?\bovertime\b[^.;,]{0,20}?(?:\b(?:is|be|must|should|may|can|shall|stays?|has|to)\b\s*)*\b(?:n['’]?t|not|never|forbidden|banned|barred|ruled\s+out|off\s+the\s+table|out\s+of\s+the\s+question|excluded|prohibited|unaffordable|no[\s-]go|at\s+zero|(?:of|to|at|=)\s*(?:zero|0|nil))(?:\s+(?:come|happen|occur|arise|be|allowed|wanted|an\s+option|there|paid|permitted)\w*)*/i,
  /(?:,\s*)?(?:\b(?:and|but)\s+)?\bkeep(?:ing)?\s+(?:every(?:body|one)|them(?:\s+all)?|all(?:\s+of\s+them)?|us|the\s+(?:others|rest|crews?|drivers?|trucks?))\s+(?:out\s+of|off|clear\s+of|away\s+from)\s+(?:any\s+)?overtime\b/i,
  /\bovertime\s*(?:=|:)\s*(?:0|zero|no(?:ne)?)(?!\d)/i,
  new RegExp(
    `\\b${NOBODY}\\b[^.;]{0,25}?\\b(?:go(?:es|ing)?|run(?:s|ning)?|work(?:s|ing)?|end(?:s|ing)?(?:\\s+up)?|slip(?:s|ping)?|push(?:es|ed|ing)?|stay(?:s|ing)?|be(?:ing)?|finish(?:es|ing)?|get(?:s|ting)?|exceed(?:s|ing)?)\\s+(?:\\w+\\s+){0,2}?(?:over|past|beyond|above|outside|out\\s+of|late)?\\s*(?:on\\s+|with\\s+)?(?:(?:their|the|his|her|its|normal|legal)\\s+)*${HOURS}\\b`,
    "i",
  ),
  /\b(?:every(?:body|one)|all(?:\s+of\s+them)?|each|them|the\s+others)\b[^.;]{0,20}?\b(?:home|done|back|finished|stays?|keep|kept)\b[^.;]{0,12}?\b(?:on\s+time|(?:within|inside|in)\s+(?:their\s+|the\s+)?(?:hours|shifts?))\b/i,
];
const isWithoutOvertime = (text: string): boolean => NO_OVERTIME.some((said) => said.test(text));
const ALL_BEYOND: Refusal = {
  reason: "not-yet",
  text: "The solver takes trucks out, streets closed and facilities for all trucks; what else this asks for cannot be told to it in a sentence, and leaving it out would plan something else. The board and the page of plans hold the rest.",
};

const OVERTIME_FOR_SOME =
  /\bovertime\b\s*,?\s*(?:except|but\s+(?:for|not)|other\s+than|apart\s+from|save|bar(?:ring)?|unless)\b/i;

type Supposed = Partial<Extract<Proposal, { action: "replan" }>["whatIf"]>;
type Fewer = { withoutDriverId?: number | null; fewerTrucks?: number; fewerOf?: string };

/** A day planned anew under what is supposed, with overtime forbidden where the question forbids it. */
const replanned = (
  asked: Asked,
  { whatIf = {}, ...more }: { whatIf?: Supposed } & Fewer,
  words: string,
): RuleReading | Refusal => {
  const day = comingDay(asked);
  if (day === undefined) return NO_DAY;
  const isClosure = (whatIf.closedStreets ?? []).length > 0;
  if (!isClosure && isOfPart(asked)) return PART_OF_DAY;
  const { text } = asked.hearing;
  const withoutOvertime = isWithoutOvertime(text);
  const rest = NO_OVERTIME.reduce((left, said) => left.replace(said, " "), text);
  // So much overtime and no more is as little told to it.
  const isBounded = /\bovertime\b/i.test(rest) && asked.quantities.some(({ unit }) => unit === "s");
  const [depot, ...depots] = linksOf(asked, "depot");
  const isOfPlace = depots.length > 0 || linksOf(asked, "zone", "route", "customer").length > 0;
  // A day is planned for all streams at once, but for what is told of one.
  const isOfStream =
    namedIn(asked).streams.length > 0 && more.fewerOf === undefined && whatIf.facilityStreams === undefined;
  if (BEYOND.test(rest) || isBounded || isOfPlace || isOfStream) return ALL_BEYOND;
  return proposed(
    asked,
    {
      action: "replan",
      ...(day === null ? {} : { day }),
      ...(depot?.name.id ? { depotId: depot.name.id } : {}),
      whatIf: { ...AS_IT_IS, ...whatIf, ...(withoutOvertime ? { withoutOvertime } : {}) },
      ...{ withoutDriverId: null, fewerTrucks: 0, ...more },
    },
    `${plannedWords(day)}${depot ? ` of the ${depot.name.name}` : ""} ${words}${withoutOvertime ? "; no truck past the end of its shift" : ""}`,
  );
};

// What is planned under a supposition: told to plan, or asked what would be.
const isPlanned = ({ hearing: { text, tokens } }: Asked): boolean =>
  // "One truck less today?" is all that is asked.
  PLAN.test(text) ||
  /^\W*(?:please\s+|now\s+)?plan\s+(?:for\s+)?(?:the\s+rest|today|tomorrow|(?:next\s+|this\s+)?\w+day)\b/i.test(
    text,
  ) ||
  (fewerIn(text) !== undefined && tokens.length <= 6);
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
    // What broke down stands now; "this month" is no day on which it is covered.
    if (comingDay(asked)) return OTHER_DAY;
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
  ({ from, to }: { from: number; to: number }): boolean =>
    tokens.slice(Math.max(0, from - 2), from).some(({ stem: word }) => /^(?:to|onto|into)$/.test(word)) ||
    // "Give truck 9 the last four stops of R-31."
    (tokens
      .slice(Math.max(0, from - 2), from)
      .some(({ stem: word }) => /^(?:give|hand|pass|let)$/.test(word)) &&
      tokens[to]?.stem === "the");

/** "Move the last 20 stops of R-17 to whoever has capacity", or to a truck or a route that is named. */
export const handOver: ProposalRule = {
  kind: "hand-over",
  isSaid: (asked) => {
    const { text } = asked.hearing;
    const { routes, vehicles } = namedIn(asked);
    const isToOne =
      routes.length + vehicles.length === 2 && routes.length > 0 && vehicles.every(isTarget(asked));
    return (
      ((HAND_OVER.test(text) || HANDED.test(text)) &&
        (routes.length === 1 || isToOne) &&
        (isToOne || ANYBODY.test(text))) ||
      (TAKEN_OFF.test(text) && routes.length === 1 && vehicles.length === 0)
    );
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
    const { text } = asked.hearing;
    const withoutOvertime =
      isWithoutOvertime(text) || (/\bovertime\b/i.test(text) && !MAY_OVERRUN.test(text));
    return proposed(
      asked,
      {
        ...{ action: "hand-over", route: source.name.key, count },
        ...(withoutOvertime ? { withoutOvertime } : {}),
        ...(toRoute ? { toRoute: toRoute.name.key } : {}),
        ...(vehicle?.name.id ? { toVehicleId: vehicle.name.id } : {}),
      },
      `the last ${count === 1 ? "stop" : `${count} stops`} ${name} has left, ${to ? `on ${to} where it takes ${count === 1 ? "it" : "them"}` : "each on the truck that takes it at least cost"} without breaking a rule${withoutOvertime ? " or working past its shift" : ""}`,
    );
  },
};

/** "Add a bulky pickup at 9 Oak Court today. Which truck takes it with least delay?" */
export const extra: ProposalRule = {
  kind: "extra",
  isSaid: (asked) => {
    const { text } = asked.hearing;
    const isBulky = BULKY.test(text) && WHO_TAKES.test(text);
    return (EXTRA.test(text) || isBulky) && namedIn(asked).addresses.length > 0;
  },
  propose: (asked) => {
    const { addresses, streams } = namedIn(asked);
    const [address, ...others] = addresses;
    if (!address || others.length > 0) return undefined;
    const day = comingDay(asked);
    if (day === undefined) return NO_DAY;
    if (isOfPart(asked)) return PART_OF_DAY;
    const [named, ...further] = streams;
    const stream = named ?? (BULKY.test(asked.hearing.text) ? "bulky" : undefined);
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
    const isByTime = BY_TIME.test(asked.hearing.text);
    return proposed(
      asked,
      {
        ...{ action: "extra", serviceDay: day ?? asked.today.firstDay, siteId: address.name.id, stream },
        ...(isByTime ? { by: "time" } : {}),
      },
      `an extra ${stream} stop at ${address.name.name}${day === null ? "" : ` on ${dayWords(day)}`} on the truck that ${isByTime ? "loses the least time" : "takes it at least cost"}`,
    );
  },
};

// How many trucks a question would do without; one where it says so in other words.
const fewerIn = (spoken: string): number | undefined => {
  // Of which stream it is stands between: "one recycling truck fewer".
  const text = spoken.replace(
    /\b(?:refuse|rubbish|garbage|trash|recycling|organics?|glass|paper|cardboard|bulky)\s+(?=(?:trucks?|vehicles?|lorr(?:y|ies)|wagons?|rigs?)\b)/gi,
    "",
  );
  const said = SEVERAL.exec(text)
    ?.slice(1)
    .find((word) => word !== undefined);
  const number = said === undefined || /^an?$/i.test(said) ? undefined : readNumber(said);
  if (number !== undefined && Number.isInteger(number) && number > 0) return number;
  return FEWER.test(text) ? 1 : undefined;
};

// One more is no truck fewer, and the solver is told of none that is not there.
const MORE =
  /\b(?:more|extra|additional|further|another|spare|rented|hired|rental|borrowed|second)\s+(?:\w+\s+)?(?:trucks?|vehicles?|lorr(?:y|ies)|wagons?|rigs?)\b/i;

/** "Could we run today with one truck fewer?", "could we manage with two trucks less?" */
export const fewer: ProposalRule = {
  kind: "one-fewer",
  mayBeMeant: ({ hearing: { text } }) => !MORE.test(text),
  isSaid: (asked) =>
    !MORE.test(asked.hearing.text) &&
    !isForetold(asked) &&
    isPlanned(asked) &&
    fewerIn(asked.hearing.text) !== undefined,
  propose: (asked) => {
    // Trucks in the plural without a number are nobody knows how many.
    const said = fewerIn(asked.hearing.text);
    if (said === undefined && /\b(?:trucks|vehicles|lorries|wagons|rigs)\b/i.test(asked.hearing.text))
      return {
        reason: "unclear",
        text: "How many trucks are to be left out? Say a number, such as “with two trucks fewer”.",
      };
    const count = said ?? 1;
    if (count > MOST_FEWER)
      return {
        reason: "not-yet",
        text: `A day is planned with ${MOST_FEWER} trucks fewer at most, and ${count} is more. Name the trucks on the page of plans.`,
      };
    const { streams } = namedIn(asked);
    const [stream, ...further] = streams;
    if (further.length > 0) return ALL_BEYOND;
    const kind = stream === undefined ? "" : `${stream} `;
    return replanned(
      asked,
      { fewerTrucks: count, ...(stream === undefined ? {} : { fewerOf: stream }) },
      count === 1
        ? `with one ${kind}truck fewer: the one with the fewest stops left is taken out`
        : `with ${count} ${kind}trucks fewer: those with the fewest stops left are taken out`,
    );
  },
};

const HOURS_SAID =
  /\b\d{1,2}(?:[:.]\d{2})?\s*(?:[ap]\.?m\.?)?\s*(?:-|–|to|till?|until|and)\s*\d{1,2}(?:[:.]\d{2})?\s*(?:[ap]\.?m\b|o['’]?clock|h\b|$|[,.;?!]|\s(?!stops?\b))|\b\d{1,2}\s*[ap]\.?m\b|\b\d{1,2}:\d{2}\b/i;

// "What did drivers say about blocked access on Hill Street" looks for what was written.
const isBarred = (asked: Asked): boolean => {
  const { text } = asked.hearing;
  return (
    CLOSED.test(text) ||
    (BARRED.test(text) &&
      AROUND.test(text) &&
      !has(asked, "notes", "written", "residentCall", "noAccess", "exception"))
  );
};

/** "Main Street is closed from 10 to 14. Which stops are affected, and propose a detour." */
export const closed: ProposalRule = {
  kind: "closed",
  isSaid: (asked) => !isForetold(asked) && isBarred(asked) && namedIn(asked).streets.length > 0,
  propose: (asked) => {
    const { streets } = namedIn(asked);
    if (streets.length === 0) return undefined;
    const { window, clocks, today } = asked;
    const isWithin = window !== null && !window.isWholeDays && window.firstDay === window.lastDay;
    const day = comingDay(asked);
    // Hours by the clock say it closer than "this afternoon".
    const at = (side: "after" | "before") => clocks.find((clock) => clock.side === side)?.at;
    const isClocked = at("after") !== undefined || at("before") !== undefined;
    const moved = (instant: string | undefined) =>
      instant === undefined || !day ? instant : onDay(instant, day, today.timeZone);
    const from = moved(isClocked ? at("after") : isWithin ? window.from : undefined);
    const until = moved(isClocked ? at("before") : isWithin ? window.to : undefined);
    // Hours that nobody read must not become the whole day.
    if (!from && !until && HOURS_SAID.test(asked.hearing.text)) return PART_OF_DAY;
    const said = (at: string) => clockOf(at, today.timeZone);
    const when =
      from && until
        ? ` from ${said(from)} to ${said(until)}`
        : until
          ? ` until ${said(until)}`
          : from
            ? ` from ${said(from)} on`
            : day
              ? " all day"
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
      `with ${streets.map(({ name }) => name.name).join(" and ")} closed to all traffic${when}, and the stops left on ${streets.length > 1 ? "them" : "it"}`,
    );
  },
};

// "Instead of the landfill", "from the landfill to the station": what stands behind is where they tip now.
const AWAY =
  /(?:\binstead\s+of|\brather\s+than|\bnot|\bn['’]t|\bthan|\bfrom|\bno\s+longer|\bavoid\w*|\bskip\w*|\bbypass\w*|\bin\s+place\s+of|\bin\s+lieu\s+of|\boff|\bstop\s+using|\bgiv\w+\s+up|\bleav\w+)(?:\s+(?:tip|tipp\w+|dump\w*|unload\w*|go\w*|us\w+|to|at|in|into|the|our|their|its|usual|own))*\s*$/i;

// A facility whose queue or state is the reason is not where anything is sent: "the lines at the landfill are terrible."
const isOfAnotherSentence = (text: string, start: number, last: number): boolean =>
  /[.;!?]\s/.test(text.slice(start, last)) &&
  !/\b(?:instead|rather|what if|suppos\w+)\b/i.test(text.slice(0, start));

// "The landfill is shutting at two", "with the landfill closed": nobody is sent to what is said to be closed.
const SHUT_BEHIND =
  /^(?:['’]s|\s+(?:is|are|was|will\s+be|goes|has|gets?|being))?(?:\s+(?:been|going\s+to|to|about\s+to|just|now|suddenly))*\s+(?:clos(?:e[ds]?|ing)|shut(?:s|ting)?|down|out\s+of\s+(?:action|use))\b/i;
const SHUT_BEFORE = /\b(?:clos(?:ed|ure|ing)|shut)(?:\s+(?:of|the|at))*\s*$/i;

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
    const { facilities: all, streams } = namedIn(asked);
    const { text, tokens } = asked.hearing;
    const startOf = (at: number) => tokens[at]?.start ?? 0;
    const last = Math.max(...all.map(({ from }) => startOf(from)));
    const open = all.filter(
      ({ from, to }) =>
        !SHUT_BEHIND.test(text.slice(tokens[to - 1]?.end ?? 0)) &&
        !SHUT_BEFORE.test(text.slice(0, startOf(from))),
    );
    if (all.length > 0 && open.length === 0)
      return {
        reason: "unclear",
        text: "Where are they to tip instead? Name the facility that takes them, such as “send every truck to the North transfer station instead”.",
      };
    const kept = open.filter(
      ({ from }) =>
        !AWAY.test(text.slice(0, startOf(from))) && !isOfAnotherSentence(text, startOf(from), last),
    );
    const facilities = kept.filter(({ name }, i) => kept.findIndex((each) => each.name.id === name.id) === i);
    if (facilities.length === 0) return undefined;
    // From an hour on it is another day than the one that is planned.
    if (HOURS_SAID.test(text)) return PART_OF_DAY;
    return replanned(
      asked,
      {
        whatIf: {
          facilityIds: facilities.flatMap(({ name }) => name.id ?? []),
          ...(streams.length > 0 ? { facilityStreams: [...streams] } : {}),
        },
      },
      `with ${streams.length > 0 ? `all ${streams.join(" and ")}` : "every truck"} tipping at ${facilities.map(({ name }) => name.name).join(" or ")} only`,
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
    // Who alone may go over is told to no solver, and is not who is away.
    if (OVERTIME_FOR_SOME.test(asked.hearing.text)) return ALL_BEYOND;
    const isPriced = !isWithoutOvertime(asked.hearing.text);
    return replanned(
      asked,
      {
        whatIf: { withoutVehicleIds: vehicles.flatMap(({ name }) => name.id ?? []) },
        withoutDriverId: driver?.name.id ?? null,
      },
      `without ${[...vehicles, ...drivers].map(({ name }) => name.name).join(" and ")}${isPriced ? "; overtime is priced, not forbidden" : ""}`,
    );
  },
};
