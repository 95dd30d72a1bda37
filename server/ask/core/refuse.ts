import { readComing } from "#server/ask/core/forecast-when.ts";
import type { Concept } from "#server/ask/core/lexicon.ts";
import { orderIn } from "#server/ask/core/orders.ts";
import { asksOfHealth, asksOfHome } from "#server/ask/core/private-data.ts";
import { type Asked, has, heardAt, linksOf } from "#server/ask/core/question.ts";
import { quotedIn } from "#server/ask/core/quotes.ts";
import { isOfWeightHistory } from "#server/ask/core/rules-engineer.ts";
import { LATE_START, WHY } from "#server/ask/core/rules-explain.ts";
import { isForeseen, tooFar } from "#server/ask/core/rules-forecast.ts";
import { isOfHoursToCome } from "#server/ask/core/rules-shifts.ts";
import { isAboutWeeks } from "#server/ask/core/rules-weeks.ts";
import type { AnswerPart } from "#server/ask/schema.ts";

/** Why a question is not answered. */
export type Refusal = Pick<Extract<AnswerPart, { type: "refusal" }>, "reason" | "text">;

const NOT_BY_ASKING =
  "Asking never changes anything. Changes to routes, stops and exceptions are made on their pages, with a click, and stand in the audit log.";

const hears =
  (...concepts: Concept[]) =>
  (asked: Asked): boolean =>
    has(asked, ...concepts);

const says =
  (pattern: RegExp) =>
  ({ hearing: { text } }: Asked): boolean =>
    pattern.test(text);

// "On the move" orders nothing; "is it ok to send truck 23 out with this fault" and "spills over if nothing changes" ask.
const isMerelyAsked = (asked: Asked): boolean =>
  (heardAt(asked, "moving")?.words ?? 0) > 1 ||
  has(asked, "toTomorrow") ||
  (has(asked, "fault", "goOut") &&
    /^\s*(?:is it|ok(?:ay)? to|safe to|fine to|may|should|am i|are we|can (?:i|we)|could (?:i|we))\b/i.test(
      asked.hearing.text,
    ));

const NOTED: ReadonlySet<Concept> = new Set<Concept>(["notes", "written", "residentCall"]);

// What a note says stands in quotation marks: it orders nothing where notes are asked about outside them.
const quotedOfNotes = ({ hearing: { text, tokens, places } }: Asked): ((token: number) => boolean) => {
  const isIn = quotedIn(text);
  const isQuoted = (token: number) => isIn(tokens[token]?.start ?? 0);
  const isSearch = places.some(({ concept, from }) => NOTED.has(concept) && !isQuoted(from));
  return (token) => isSearch && isQuoted(token);
};

const isOutsideQuotes = (asked: Asked, concept: Concept): boolean => {
  const isQuoted = quotedOfNotes(asked);
  return asked.hearing.places.some((place) => place.concept === concept && !isQuoted(place.from));
};

const unquoted = (asked: Asked): Asked => {
  const isQuoted = quotedOfNotes(asked);
  const tokens = asked.hearing.tokens.filter((_, token) => !isQuoted(token));
  return tokens.length === asked.hearing.tokens.length
    ? asked
    : { ...asked, hearing: { ...asked.hearing, tokens } };
};

const isOrder = (asked: Asked): boolean => orderIn(unquoted(asked)) !== undefined && !isMerelyAsked(asked);

const isNotForetold = (asked: Asked): boolean => isOfDaysToCome(asked) || isForecastOfElse(asked);
const isForecastOfElse = (asked: Asked): boolean =>
  has(asked, "forecast") &&
  !/\bmilestones?\b/i.test(asked.hearing.text) &&
  !has(asked, "vehicleRisk", "complainRisk", "leaveRisk") &&
  !has(asked, "toTomorrow") &&
  // What a holiday does to a collection day is on record.
  !(has(asked, "collectionDay") && /\bholiday\b/i.test(asked.hearing.text)) &&
  !isAboutWeeks(asked) &&
  !isForeseen(asked);
// "How many bulky jobs will we have in December" asks for no December that was.
const isOfDaysToCome = (asked: Asked): boolean => {
  const { hearing, today } = asked;
  return (
    /\bhow\s+(?:many|much)\b.*\b(?:will\s+(?:we|there|they|you)|(?:are|is)\s+(?:we|there|they)\s+going\s+to|(?:can|should|do|must)\s+we\s+expect)\b/i.test(
      hearing.text,
    ) &&
    readComing(hearing.text, today.firstDay, today.timeZone) !== null &&
    !has(
      asked,
      "toTomorrow",
      "overtime",
      "finish",
      "needsService",
      "vehicleRisk",
      "complainRisk",
      "leaveRisk",
    ) &&
    !isAboutWeeks(asked) &&
    !isForeseen(asked)
  );
};
const isWhatIf = (asked: Asked): boolean => has(asked, "whatIf") && !isForeseen(asked);
const saysSettings = says(
  /\b(?:optimi[sz]er|solver|planner)\b.*\b(?:weights?|versions?)\b|\btrials?\b|\brollbacks?\b/i,
);
const isOfSettings = (asked: Asked): boolean => saysSettings(asked) && !isOfWeightHistory(asked);

// What stands in a record is never an order: "the note says to cancel every route, please do it".
const OBEYED =
  /\b(?:notes?|messages?|texts?|comments?|remarks?|memos?|emails?|complaints?|instructions?|sms|letters?|descriptions?|fields?)\b.*\b(?:do\s+(?:it|so|that|this|(?:(?:just|exactly|precisely)\s+)?(?:as|what|like)\s+(?:it|that|this|they)\s+(?:says?|said|asks?|tells?\s+(?:you|us|me)))|carry\s+(?:it|this|that|them)\s+out|follow\s+(?:it|that|this|them)|execute\s+(?:it|that|this|them)|obey(?:\s+(?:it|that|this))?|comply(?:\s+with\s+(?:it|that|this))?|act\s+on\s+(?:it|that|this)|act\s+accordingly|do\s+(?:(?:just|exactly)\s+)?(?:what|as|like|whatever)\s+(?:the|that|this|it)\s*(?:notes?|messages?|texts?|comments?|remarks?|e-?mails?)?\s*(?:says?|tells?\s+(?:you|us|me)|said|asks?(?:\s+for)?)|(?:follow|obey|execute)\s+(?:the|that|this|its)\s+(?:notes?|messages?|texts?|instructions?|orders?)|make\s+it\s+(?:so|happen)|go\s+ahead|apply\s+(?:it|that|this)|process\s+(?:it|that|this|them)|handle\s+(?:it|that|this)|honou?r\s+(?:it|that|this)|action\s+(?:it|that|this)|proceed(?:\s+with\s+(?:it|that|this))?|see\s+to\s+(?:it|that|this)|deal\s+with\s+(?:it|that|this)|get\s+(?:it|that|this)\s+done|so,?\s+do\s+(?:it|so)|run\s+(?:it|that|this)|you\s+heard(?:\s+(?:it|that|them|me))?|get\s+on\s+with\s+(?:it|that)|go\s+for\s+it|follow\s+(?:it|that|this)\s+through|please\s+action)\W*(?:please|now|right\s+away|immediately|thanks|thank\s+you|then|for\s+me)?\W*$/is;

// What a note says to the assistant is an order in it, unless notes are looked for.
const TO_ASSISTANT =
  /^(?!\W*(?:which|what|find|search|look\s+for|show|list|any|(?:are|is)\s+there|(?:stop\s+)?(?:notes|complaints|messages|comments)\s+(?:that|which|about|with|mention\w*|containing|saying)|an?\s+(?:stop\s+)?(?:note|complaint|message|comment)\s+(?:that|which)\s+says)\b).*\b(?:notes?|messages?|texts?|comments?|remarks?|memos?|complaints?|instructions?|descriptions?|wrote|written)\b.*?(?:["'“‘:]\s*(?:assistant|system|bot|a\.?i\.?|computer|roundsman)\s*[:,]|\b(?:tell(?:s|ing)?|instruct(?:s|ing)?|order(?:s|ing)?|asks?)\s+(?:the\s+)?(?:assistant|system|bot|ai|roundsman)\s+to\b)/is;

/** Whether a text asks that what stands in a note be carried out: no part of it is a question by itself then. */
export const obeysNote = (text: string): boolean => OBEYED.test(text) || TO_ASSISTANT.test(text);

// When a truck had its service: kept is how far it may go until the next, and what was repaired.
const SERVICED =
  /\b(?:last|latest|most\s+recent(?:ly)?)\s+(?:been\s+|have\s+(?:an?\s+|its\s+)?|had\s+(?:an?\s+|its\s+)?)?(?:serviced?|services|servicing|maintenance)\b|\bserviced\s+last\b|(?:\bnot|n['’]t|\bnever|\bhaven['’]?t)\s+(?:been\s+)?serviced\b|\b(?:without|since)\s+(?:an?|its|their|the)?\s*(?:last\s+)?(?:service|servicing)\b(?!\s+(?:day|order|stop|window))/i;
const isOfServices = (asked: Asked): boolean =>
  SERVICED.test(asked.hearing.text) &&
  (has(asked, "vehicle") || asked.links.links.some(({ name }) => name.kind === "vehicle"));

// Who asks may be no driver, and a driver is no name here.
const MINE =
  /\bhow\s+(?:many\s+hours|long)\s+(?:have|had|did|do|will)\s+i\s+(?:been\s+|have\s+)?(?:work(?:ed|ing)?|driv(?:en|e|ing)|on\s+(?:duty|shift)|left)\b|\bmy\s+(?:next\s+|own\s+|last\s+)?(?:legal\s+|driving\s+)?(?:breaks?|shifts?|hours)\b(?!.{0,12}\b(?:drivers?|crews?|team|alerts?|reports?)\b)/i;

// "Due for service in the next 14 days": no day of a service is foreseen.
const isOfServiceDays = (asked: Asked): boolean =>
  has(asked, "needsService") &&
  /\b(?:next|coming|within|in)\s+(?:the\s+)?(?:next\s+|coming\s+)?(?:(?:\d+|\p{L}+)\s+)?(?:days?|weeks?|months?|fortnight)\b/iu.test(
    asked.hearing.text,
  ) &&
  !/\b(?:km|kilomet\w+|miles|stops?|repairs?|faults?|routes?)\b/i.test(asked.hearing.text);

// Words of the fleet in questions that are none of it: what stands on signs, and what somebody is to eat.
const OF_NO_FLEET =
  /\b(?:what(?:['’]?s|\s+is|\s+are|\s+was)|tell\s+me|know)\s+(?:the\s+)?(?:\w+\s+)?speed\s+limits?\b|\bwhat\s+should\b.*\b(?:have|eat)\b.*\b(?:lunch|dinner|breakfast|tea)\b|\bwhat(?:['’]?s|\s+is)\s+for\s+(?:lunch|dinner|breakfast|tea)\b/i;

// Trucks that are to be full some time: how full they are is known, and no more.
const FILLS_UP =
  /\b(?:will|won['’]?t|going\s+to|about\s+to|likely\s+to|expected\s+to)\b.*\b(?:full|fill(?:ed)?\s+up|run(?:ning)?\s+out\s+of\s+(?:room|space|capacity)|out\s+of\s+(?:room|space))\b|\b(?:full|fills?\s+up|(?:out\s+of|no)\s+(?:room|space))\s+before\b/i;
const isOfTrucksFilling = (asked: Asked): boolean =>
  FILLS_UP.test(asked.hearing.text) &&
  (has(asked, "vehicle") || linksOf(asked, "vehicle").length > 0) &&
  !has(asked, "container", "overfull", "kpiOverflow", "alertRule", "whatIf", "facility");

// Whether an engine runs is measured over days, and known of no truck as it stands now.
const ENGINE_NOW =
  /\b(?:engines?|motors?)\s+(?:is\s+|are\s+|still\s+|left\s+|just\s+)*(?:running|on|going|ticking)\b|\bidling\b/i;
const NOW =
  /\b(?:right\s+now|now|currently|at\s+the\s+(?:minute|moment)|at\s+present|this\s+(?:minute|moment)|as\s+we\s+speak)\b/i;
const isOfEnginesNow = (asked: Asked): boolean =>
  ENGINE_NOW.test(asked.hearing.text) &&
  NOW.test(asked.hearing.text) &&
  asked.window === null &&
  !has(asked, "alertRule", "exportReport", "definition", "procedure", "notes", "written", "fault");

// The queue of an hour to come: how it stands and how it was are known.
const QUEUE = /\b(?:queues?|queu(?:e?ing)|wait(?:ing)?(?:\s+times?)?|lines?|turnaround)\b/i;
const isOfQueueToCome = (asked: Asked): boolean =>
  QUEUE.test(asked.hearing.text) &&
  linksOf(asked, "facility").length > 0 &&
  !has(asked, "overtime", "alertRule", "exportReport", "whatIf") &&
  (/\bwill\b|['’]ll\b|\bgoing\s+to\s+be\b/i.test(asked.hearing.text) ||
    /\bat\s+\d{1,2}(?::\d{2})?\b[^.?]*\b(?:today|this\s+afternoon)\b|\b(?:today|this\s+afternoon)\s+at\s+\d/i.test(
      asked.hearing.text,
    )) &&
  !/\b(?:did|was|were|had|how\s+long\s+did)\b/i.test(asked.hearing.text);

// By when somebody has to take his break, and who is away: no plan of breaks or days off is kept.
const BREAK_BY =
  /\b(?:latest|by\s+when|how\s+late|until\s+when|what\s+time|when)\b.*\b(?:must|can|should|could|(?:has|have|need|needs)\s+to|due)\b.*\bbreak\b/i;
const AWAY =
  /\bwho(?:['’]?s|\s+is|\s+are|\s+all\s+is)?\s+(?:all\s+)?(?:off|away|on\s+(?:leave|holidays?|vacation|annual\s+leave)|not\s+(?:in|working|rostered))\b(?!\s+(?:from|to|at|with|the|an?|\bany|their|our|yet|now|pace|\p{L}+\s+(?:depot|zone|yard)|sick|route|plan|schedule|track)\b)/iu;
const BACK_OUT =
  /\b(?:when|by\s+when|how\s+(?:much\s+)?long(?:er)?|expected|due)\b[^?]*\b(?:back(?:\s+out)?|ready|return|due|out\s+again|be\s+(?:done|finished|fixed)|finish(?:\s+out)?)\b/i;
const isOfRepairEnd = (asked: Asked): boolean =>
  has(asked, "workshop") &&
  asked.hearing.text.search(BACK_OUT) >= 0 &&
  !has(asked, "needsService", "alertRule", "comesBack") &&
  !/\b(?:did|was|were|had)\b/i.test(asked.hearing.text);

// "Show me weights" says neither of what nor when.
const BARE_WEIGHTS =
  /^\W*(?:(?:please|can|could|you|i|we|want|need|to|see|show|give|get|list|me|us|let|the|our|all|what|are|have|do|any)\s+)*weights\W*(?:please\W*)?$/i;

const BIN = "(?:bins?|containers?|carts?|skips?|dumpsters?)";
const FILL = new RegExp(
  `\\b${BIN}\\b.*\\bhow\\s+full\\b|\\bhow\\s+full\\s+(?:is|are|was|were|does|do|the|our|each)\\b.*\\b${BIN}\\b|\\bfill(?:ing)?[\\s-]+levels?\\b.*\\b${BIN}\\b|\\b${BIN}\\b.*\\bfill(?:ing)?[\\s-]+levels?\\b|\\b${BIN}\\b.*(?:%|\\b(?:percent|per\\s+cent|half|three[\\s-]quarters|nearly|almost))\\s+full\\b|\\b${BIN}\\b.*\\bfull\\s+to\\s+\\d+\\s*(?:%|percent)|\\b${BIN}\\b.*\\b(?:hits?|reach(?:es)?|gets?\\s+to|pass(?:es)?|goes?\\s+(?:over|past|above)|is\\s+(?:over|at|above|past))\\s+\\d+\\s*(?:%|percent|per\\s+cent)|^\\W*(?:an?|any|the|one\\s+of\\s+the|\\d+)\\s+(?:\\w+\\s+)?${BIN}\\b.*\\b(?:is|are|gets?|becomes?|goes|runs?)\\s+full\\b`,
  "i",
);
// How full a container is nobody measures; how full it will be is foretold, and that it was overfull is reported.
const isOfFill = (asked: Asked): boolean =>
  FILL.test(asked.hearing.text) &&
  !has(asked, "vehicle", "overfull", "kpiOverflow") &&
  !isForeseen(asked) &&
  !/\b(?:trucks?|vehicles?|lorr(?:y|ies)|routes?)\b/i.test(asked.hearing.text);

// What an authority gives and what of it runs out: no date of it is on record.
const PAPERS =
  /\b(?:inspections?|(?:m\.?o\.?t\.?|tacho\w*|insurance|road\s*tax|calibration|roadworthiness)s?|licen[cs]es?|permits?|certificates?|t[üu]v|hauptuntersuchung\w*|f[üu]hrerschein\w*|itv|carn[ée]ts?|permisos?\s+de\s+conducir)\b/i;
const RUNS_OUT =
  /\b(?:due|overdue|expir\w*|run(?:s|ning)?\s+out|laps\w*|renew\w*|valid\w*|before|until|within|next|ends?|f[äa]llig|l[äa]uft\s+.*\bab|ablauf\w*|abl[äa]uft|caduc\w*|vence\w*)\b/i;
// What notes and procedures say of them is looked for.
const isOfPapers = (asked: Asked): boolean =>
  PAPERS.test(asked.hearing.text) &&
  RUNS_OUT.test(asked.hearing.text) &&
  !has(asked, "notes", "written", "procedure", "residentCall", "stop");

// What is looked over before a shift is on no record: the faults that vehicles report are.
const CHECKED =
  /\b(?:pre-?\s?(?:trips?|starts?|use|shift|departure)(?:\s+(?:inspections?|checks?|inspecti?ons?|lists?))?|walk-?\s?(?:a?rounds?)|(?:daily|morning|first[\s-]use|driver(?:['’]?s)?|vehicle|truck|today['’]s|this\s+morning['’]s|yesterday['’]s)\s+(?:inspections?|safety\s+checks?|checks)|post-?\s?trips?(?:\s+inspections?)?|inspections?\s+(?:of|on|for)\s+(?:the\s+)?(?:trucks?|vehicles?|lorr(?:y|ies)|wagons?)|(?:fail(?:ed|s|ing)?|pass(?:ed|es|ing)?|flunk(?:ed|s|ing)?|skipp?(?:ed|ing)?|d(?:id|one|oing)|record(?:ed)?|reported|noted|found|written\s+up|defects?)\s+(?:\w+\s+){0,4}?(?:inspections?|inspecciones|inspecci[óo]n)|abfahrt(?:s|en)kontroll\w*)\b/i;
const isOfChecks = (asked: Asked): boolean =>
  CHECKED.test(asked.hearing.text) &&
  !has(asked, "notes", "written", "procedure", "residentCall", "stop", "container");

// One part of one truck, and no truck is named: "is the arm fixed yet".
const ONE_PART =
  /^\W*(?:(?:so|and|hey|ok(?:ay)?|well)\b[\s,]*)*(?:(?:is|has|was|did|have|when\s+(?:will|is|was|did)|how\s+long\s+(?:until|till|before)|do\s+we\s+know\s+if)\b)(?:\s+(?:they|we|somebody|someone|anyone|anybody|the\s+(?:shop|workshop|mechanics?|garage)))?(?:\s+(?:fix|fixed|mend|mended|repair|repaired|replace|replaced|sort|sorted|finish|finished))?(?:\s+(?:with|on))?\s+(?:the|that)\s+(?:\w+\s+){0,2}?(?:arms?|lift(?:er|s)?|packer|compactor|brakes?|tyres?|tires?|electrics|engine|motor|hydraulics?|pump|clutch|gearbox|transmission|hopper|tailgate|battery|radiator|mirror|light|fault|leak)\b/i;
const ONE_OF_NOTHING =
  /^\W*(?:(?:so|and|hey|ok(?:ay)?|well)\b[\s,]*)*(?:(?:is|has|was)\s+(?:it|that\s+one)(?:\s+been)?|(?:did|have)\s+they)\s+(?:(?:fix|fixed|mend|mended|repair|repaired)\s+it|(?:been\s+)?(?:fixed|mended|repaired))\b(?:\s+(?:yet|now|already|again))*\W*$/i;
const isOfOnePart = (asked: Asked): boolean =>
  (ONE_PART.test(asked.hearing.text) || ONE_OF_NOTHING.test(asked.hearing.text)) &&
  /\b(?:fix\w*|mend\w*|repair\w*|replac\w*|sort\w*|done|back|ready|working)\b/i.test(asked.hearing.text) &&
  asked.links.links.length === 0 &&
  !/\b(?:trucks?|vehicles?|lorr(?:y|ies)|wagons?)\b/i.test(asked.hearing.text) &&
  !has(asked, "exception", "container", "perVehicle", "procedure", "notes", "written") &&
  asked.window === null;

// Stops that are to go to and fro until two routes end alike.
const LEVELS =
  /\b(?:level|balance|even|equali[sz]e|share\s+out|split|divide|shift|move|swap|spread)\b.*\b(?:out\b|evenly|equally|both|same|even|alike|between)\b|^\W*(?:please\s+)?(?:balance|equali[sz]e|level)\b/i;
const isOfLevelling = (asked: Asked): boolean =>
  LEVELS.test(asked.hearing.text) &&
  new Set(linksOf(asked, "route").map(({ name }) => name.key)).size === 2 &&
  !/^\W*(?:which|what|how|why|are|is|did|does|do|show|compare)\b/i.test(asked.hearing.text);

// "Move it to tomorrow", with nothing before it that "it" could be.
const UNNAMED =
  /^\W*(?:please\s+|can\s+you\s+|could\s+you\s+|just\s+)*(?:move|shift|push|put|swap|switch|reassign|reschedule|postpone)\s+(?:it|that|this|them|those|that\s+one|this\s+one)\s+(?:back\s+)?(?:to|on|onto|until|till|off)\b/i;

// "Is it fixed yet", "did they collect it": nothing before it that "it" could be.
const DONE_TO =
  "(?:fix(?:ed)?|repair(?:ed)?|mend(?:ed)?|sort(?:ed)?(?:\\s+out)?|finish(?:ed)?|done|collect(?:ed)?|empt(?:y|ied)|pick(?:ed)?\\s+up|serv(?:ed?|iced)|clos(?:ed?)|resolv(?:ed?))";
const IT = "(?:it|that|this|she|he|they|them|those|these)(?:\\s+one)?";
const BESIDES = "(?:(?:all|been|got|get|be|ever|finally|now|still|yet|already|actually)\\s+)*";
const ENDS =
  "(?:\\s+(?:yet|now|at\\s+all|today|again|or\\s+not|by\\s+now|then|already|properly|please))*\\W*$";
const UNNAMED_STATE = new RegExp(
  `^\\W*(?:(?:so|and|but|well)\\s+)?(?:(?:when\\s+)?(?:is|was|has|have|are|were|will)\\s+${IT}\\s+${BESIDES}(?:${DONE_TO}|late|behind|back(?:\\s+(?:on\\s+the\\s+road|in\\s+service))?)|(?:is|are)\\s+${BESIDES}(?:fixed|repaired|mended)|(?:did|have|has)\\s+(?:they|we|he|she|anybody|anyone|somebody|someone)\\s+${BESIDES}${DONE_TO}\\s+${IT})${ENDS}`,
  "i",
);
// "How much of that was glass", with nothing before it.
const PART_OF_THAT = /^\W*(?:(?:and|so|but)\s+)?how\s+much\s+of\s+(?:all\s+)?(?:that|it|this)\b/i;
// "Why did it go up" says neither what went up nor when.
const UNNAMED_MOVE = new RegExp(
  `^\\W*(?:(?:so|and|but|well)\\s+)?(?:why|how\\s+come)\\s+(?:(?:did|has|have|is|was|are|were|does)\\s+)?${IT}\\s+(?:\\w+\\s+){0,3}?(?:up|down|higher|lower|better|worse|ris(?:e|en|ing)|rose|f[ae]ll(?:en|ing)?|drop(?:ped|ping)?|jump(?:ed)?|increas(?:e|ed|ing)|chang(?:e|ed|ing)|double[d]?)${ENDS}`,
  "i",
);

// "Send me the report tomorrow" says neither which one nor what is in it.
const UNNAMED_REPORT =
  /^\W*(?:(?:please|can\s+you|could\s+you|would\s+you|just|and)\s+)*(?:send|e-?mail|mail|forward|post|get)\s+(?:(?:me|us)\s+(?:the|that|this|a|my|our)\s+(?:usual\s+|full\s+|latest\s+)?reports?|(?:the|that|this|a|my|our)\s+(?:usual\s+|full\s+|latest\s+)?reports?(?:\s+(?:(?:over|across)\s+)?to\s+(?:me|us))?)(?:\s+(?:please|over|by\s+(?:e-?)?mail|(?:first\s+thing\s+)?(?:tomorrow|today|tonight|now|later|again)(?:\s+(?:morning|afternoon|evening|night))?|(?:on|every|each)\s+\p{L}+day|at\s+\d{1,2}(?:[:.]\d{2})?(?:\s*[ap]m)?))*\W*$/iu;

/** What is never answered, or not yet, the graver first: whether a question is of the kind, and what is said of it. */
const REFUSALS: readonly (readonly [
  is: (asked: Asked) => boolean,
  reason: Refusal["reason"],
  text: string | ((asked: Asked) => string),
])[] = [
  [
    (asked) => isOutsideQuotes(asked, "hostile"),
    "change",
    `I only read questions about the fleet. ${NOT_BY_ASKING}`,
  ],
  [
    (asked) => obeysNote(asked.hearing.text),
    "change",
    `What people wrote is shown, and never carried out. ${NOT_BY_ASKING}`,
  ],
  [
    (asked) =>
      isOutsideQuotes(asked, "privateData") ||
      asksOfHealth(asked) ||
      asksOfHome(asked) ||
      says(/\bwhere\s+do(?:es)?\s+.{2,30}\s+live\b/i)(asked),
    "forbidden",
    "Private data of people is not shown here, and this request was noted in the audit log.",
  ],
  [
    says(OF_NO_FLEET),
    "not-yet",
    "Nothing of this is on record here: ask about your routes, vehicles, stops, exceptions or KPIs.",
  ],
  [
    isOfPapers,
    "not-yet",
    "No date on which an inspection, a licence or another paper runs out is on record here. On record are when a truck is due for service by its kilometres, as in “which trucks need service in the next 1,000 km”, and its repairs and faults.",
  ],
  [
    isOfChecks,
    "not-yet",
    "Checks before a shift, such as pre-trip inspections and walk-rounds, are not on record here: neither who made them nor what they found. The faults that vehicles report are, as in “faults raised today on truck 6” or “active faults of North depot”.",
  ],
  [
    (asked) =>
      says(WHY)(asked) && says(LATE_START)(asked) && linksOf(asked, "route", "vehicle", "driver").length > 0,
    "not-yet",
    "Why a route started late is on no record. When it was to start and when it did is: ask “when did R-21 start today”; why its stops are late is told by “why is R-21 late”.",
  ],
  [
    says(BARE_WEIGHTS),
    "unclear",
    "Which weights are meant, and of what time? Say “weigh tickets of today”, “how full is each truck” or “tonnes collected by route yesterday”.",
  ],
  [
    isOfTrucksFilling,
    "not-yet",
    "When a truck will be full is not foretold. How full trucks are now is known, as in “which trucks are over 80% full” or “which trucks have the least room left”.",
  ],
  [
    isOfQueueToCome,
    "not-yet",
    "How long a queue will be is not foretold. How it stands is told by “how long is the queue at South landfill now”, how it was by “average turnaround at South landfill by hour last week”.",
  ],
  [
    (asked) => says(BREAK_BY)(asked) && linksOf(asked, "driver").length > 0,
    "not-yet",
    "By when a break has to be taken is not reckoned here. How long somebody has been at work without one is, as in “how long has Maria Santos been without a break”.",
  ],
  [
    (asked) => says(AWAY)(asked) && !has(asked, "clockedIn", "notClockedIn"),
    "not-yet",
    "Days off and rosters are on no record here. Who has clocked in today is, as in “who has not clocked in yet”, and how many drivers a coming day needs is foretold.",
  ],
  [
    isOfRepairEnd,
    "not-yet",
    "When a repair will be done is on no record. Which trucks are in the workshop and since when is, as in “which trucks are in the workshop” or “open repairs”.",
  ],
  [
    says(/^\W*(?:please\s+)?(?:propose|draft|prepare|suggest)\b.*\bflags?\b/i),
    "change",
    `Flags are switched on their page by who may. ${NOT_BY_ASKING}`,
  ],
  [
    isOfEnginesNow,
    "not-yet",
    "Whether an engine runs at this moment is not known. Which trucks stand is, as in “which trucks have been stopped for more than 10 minutes”, and how long engines ran idle is told of days, as in “idle time by truck yesterday”.",
  ],
  [
    isOfLevelling,
    "not-yet",
    "How many stops make two routes end alike is not worked out by asking. Ask when each of them ends, then say how many go over, as in “move the last 5 stops of R-5 to R-6”; the page of plans makes all routes of the day anew.",
  ],
  [
    (asked) => says(MINE)(asked) && linksOf(asked, "driver").length === 0,
    "not-yet",
    "Breaks, shifts and hours are told by the name of a driver. Name the one that is meant, as in “how long has Maria Santos been without a break” or “how many legal hours has Maria Santos left”.",
  ],
  [
    isOfServiceDays,
    "not-yet",
    "When a truck is due for service is known by its kilometres, and by no day. Ask “which trucks need service in the next 1,000 km” or “which trucks are past their service distance”.",
  ],
  [
    isOfServices,
    "not-yet",
    "The days on which trucks were serviced are not on record: kept is how many kilometres each has left until its next service, and its repairs. Ask “which trucks are due for service” or “repairs of truck 8”.",
  ],
  [
    isOfOnePart,
    "not-yet",
    "On which truck? Name it, as in “has the arm of truck 9 been repaired” or “repairs of truck 9”; “vehicles in the workshop” tells of all that are there now.",
  ],
  [
    (asked) => says(UNNAMED_STATE)(asked) && asked.links.links.length === 0,
    "unclear",
    "Of what is this asked? Name the truck, the route, the stop or the customer, as in “repairs of truck 8 that are not done”, “is R-9 late” or “was 12 Hill Street collected today”.",
  ],
  [
    says(PART_OF_THAT),
    "unclear",
    "Of what is a part asked for? Nothing was told before it: ask it whole, as in “how much of the tonnes of last week was glass”.",
  ],
  [
    (asked) => says(UNNAMED_MOVE)(asked) && asked.links.links.length === 0,
    "unclear",
    "Which figure is meant, and over which time? Say both, as in “why did missed pickups rise last week” or “why did the cost per stop go up in October”.",
  ],
  [
    says(UNNAMED_REPORT),
    "unclear",
    "Which report is meant, and when is it to go out? Say the question whose answer it is and the time, as in “mail me the missed pickups of the day every day at 18:00”.",
  ],
  [
    hears("alertRule", "exportReport"),
    "not-yet",
    "This cannot be set up by asking. An alert is made by “tell me when …”, a report by mail by “mail me … every Monday at 8”, and both are ended on the page Ask; a list is saved as a file by “export … as CSV” or from its page.",
  ],
  [
    isWhatIf,
    "not-yet",
    "The solver can be asked in words for these alone: who covers a truck that broke down, the rest of today without a truck, a driver or one truck, with a street closed or another facility, and an extra stop today. The board and the page of plans hold the rest.",
  ],
  [
    isOfSettings,
    "not-yet",
    "Settings of the optimiser are put back by “roll back the optimiser settings to last week's version”. Trials and what was taken back by itself stand on /performance; a changed flag is undone from the audit log.",
  ],
  [
    isOfFill,
    "not-yet",
    "How full a container is now is on no record: no sensor reports it. An alert can watch containers that are reported, such as “tell me when a container in Zone 4 is overfull”; how full they will be is foretold: “which containers will be over 90% full before their next pickup”.",
  ],
  [
    says(
      /\b(?:warn|alert|tell|notify|ping|text|remind)\s+(?:me|us)\s+(?:\S+\s+){0,3}?before\s+(?!\d|the\s+end\b)/i,
    ),
    "not-yet",
    "An alert tells of what is so now, and of nothing before it is: “tell me when …”. Days to come are foretold where they are asked for, such as “which containers will overflow before their next pickup”.",
  ],
  [
    (asked) => isOrder(asked) && says(UNNAMED)(asked) && asked.links.links.length === 0,
    "change",
    (asked) =>
      `What is to be done with which stop, route or pickup? "${orderIn(asked)}" names none, and nothing was asked before it. Say it as “move stop 311 from R-9 to R-8”; it is a draft until somebody confirms it.`,
  ],
  [isOrder, "change", (asked) => `"${orderIn(asked)}" is something to be done. ${NOT_BY_ASKING}`],
  [
    isOfHoursToCome,
    "not-yet",
    "Who will pass his hours is told of today, by the shifts that run: of a day to come it is not foretold.",
  ],
  [(asked) => tooFar(asked) !== undefined, "not-yet", (asked) => tooFar(asked) ?? ""],
  [
    isNotForetold,
    "not-yet",
    "This is not foretold. Foretold are tonnes, lifts and set-out stops of the next 90 days, trucks and drivers needed of the next 14, routes that will probably be late on a coming day and when a named one ends, containers that will overflow before their next pickup, and overtime under a queue at a facility.",
  ],
];

// What is refused because the words name no proposal that can be made: another reader may see one in them.
const WITHOUT_PROPOSAL: ReadonlySet<(asked: Asked) => boolean> = new Set([
  isWhatIf,
  isOfSettings,
  isOrder,
  isNotForetold,
]);

// The first that refuses a question: the graver stand first.
const refusalOf = (asked: Asked) => REFUSALS.find(([is]) => is(asked));

/** Whether nothing in a question forbids to propose something: it is not refused, or only because no proposal was seen in it. */
export const isOpenToProposal = (asked: Asked): boolean => {
  const found = refusalOf(asked);
  return found === undefined || WITHOUT_PROPOSAL.has(found[0]);
};

// Verbs that ask to be shown something as well as they order a deed.
const SHOWING_TOO =
  /^(?:confirm|order|write|group|split|sort|check|draw|print|work|say|give|find|price|help|read|line|sum|get|break)$/i;

/** Whether nothing in a question forbids to answer it: it is not refused, or only because its words were not known to ask. */
export const isOpenToAnswer = (asked: Asked): boolean => {
  const found = refusalOf(asked);
  if (found === undefined || found[0] === isNotForetold || found[0] === isWhatIf) return true;
  return found[0] === isOrder && SHOWING_TOO.test(orderIn(unquoted(asked)) ?? "");
};

/** Whether a question would be refused as an order: it then asks only where all that it orders is of the fleet. */
export const isRefusedOrder = (asked: Asked): boolean => refusalOf(asked)?.[0] === isOrder;

/**
 * Refuses what asking must never do, before any rule looks at the question: changes, private data, orders to the
 * reader itself, and what this version does not answer yet.
 */
export const refuse = (asked: Asked): Refusal | undefined => {
  const found = refusalOf(asked);
  if (!found) return undefined;
  const [, reason, text] = found;
  return { reason, text: typeof text === "string" ? text : text(asked) };
};
