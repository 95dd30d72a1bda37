import { carried, exchanged, otherNumbers, SLOTS, THINGS, unended } from "#server/ask/core/exchange.ts";
import { goneOn } from "#server/ask/core/follow-on.ts";
import { asksStandingOfOthers, bareTurn } from "#server/ask/core/follow-up-bare.ts";
import { OF_ANSWER, turnedTo } from "#server/ask/core/follow-up-turns.ts";
import { formerWindow } from "#server/ask/core/former-window.ts";
import { EXCEPTION_CONCEPTS } from "#server/ask/core/kinds.ts";
import type { Concept } from "#server/ask/core/lexicon.ts";
import { readNumber } from "#server/ask/core/quantity.ts";
import { type Asked, wantedRows } from "#server/ask/core/question.ts";
import { ROW, rowOf } from "#server/ask/core/spoken-row.ts";

/** What a follow-up changes of the plan before that words of the question cannot say. */
export type PlanEdit =
  | { kind: "sort"; words: string; descending: boolean }
  | { kind: "limit"; limit: number }
  /** The other way round. */
  | { kind: "turn" }
  | { kind: "count" }
  | { kind: "rows" }
  | { kind: "map" }
  /** A column besides. */
  | { kind: "show"; column: string }
  /** Only the row of this id. */
  | { kind: "only"; id: number };

/** How a sentence goes on from the question before it. */
export type FollowUp =
  /** It stands on its own. */
  | { kind: "own" }
  /** It narrows the answer before by what cannot be put into its question. */
  | { kind: "beyond" }
  /** The question before with words exchanged, in the ways it can be said, the closest first. */
  | {
      kind: "question";
      texts: readonly string[];
      /** Whether it tells the answer apart by something. */
      isSplit?: boolean;
      /** Whether the first way holds every word of the sentence. */
      isWhole?: boolean;
      /** Whether it asks for no more than a part of what was asked, or for the same of another. */
      isNarrowed?: boolean;
    }
  | { kind: "edit"; edit: PlanEdit }
  /**
   * It speaks of a row of the answer before: the n-th (-1 for the last, null for "it", the only one); `said` is the
   * question with the row's name put for the words at `start` to `end`, or the row alone where nothing else is asked.
   */
  | { kind: "row"; index: number | null; start: number; end: number; isAlone: boolean };

const CUE =
  /^\W*(?:(?:and|ok|okay|so|but|then|now|or|also)\b[\s,]*)*(?:(?:what|how)\s+about|what\s+of|same(?:\s+(?:again|thing|question|list|figures?))?(?:\s+but)?(?:\s+(?:for|with|on|in|by))?|only|just|and|now|but|also|instead|without|except|excluding|not|minus|plus)\b/i;
const OPENS =
  /^\W*(?:(?:and|ok|okay|so|but|then|now|also)\b[\s,]*)*(?:which|what|who|whose|when|where|why|how|is|are|was|were|did|does|do|has|have|can|could|show|list|give|tell|find|any|export|move)\b(?!\s+(?:about|of)\b)/i;
const THEM = /\b(?:of\s+)?(?:them|those|these|the ones|(?:only|just)\s+ones)\b/i;
const SORT =
  /\b(?:sort(?:ed)?|order(?:ed)?|rank(?:ed)?|arrange[d]?)\s+(?:it\s+|them\s+|that\s+|this\s+)?(?:by|on)\s+(?:the\s+)?(.+?)[\s?.!]*$/i;
const DOWN =
  /\b(?:desc\w*|(?:highest|largest|most|biggest|longest|latest|worst|heaviest)(?:\s+first)?|downwards?)\b/i;
const UP = /\b(?:asc\w*|(?:lowest|smallest|least|shortest|earliest|lightest)(?:\s+first)?|upwards?)\b/i;

/** Numbers, times and dates fall from the largest; names rise. */
export const sortEdit = (text: string): Extract<PlanEdit, { kind: "sort" }> | undefined => {
  const said = SORT.exec(text)?.[1];
  if (said === undefined) return undefined;
  const words = said
    .replace(DOWN, "")
    .replace(UP, "")
    .replace(/[,\s]+/g, " ")
    .trim();
  return words === "" ? undefined : { kind: "sort", words: words.toLowerCase(), descending: !UP.test(said) };
};

// Words with a meaning of their own that a fragment cannot exchange.
const headsOf = (now: Asked) => {
  const { places } = now.hearing;
  const isIn = (at: number, all: readonly { from: number; to: number }[]) =>
    all.some(({ from, to }) => from <= at && at < to);
  return places.filter(
    ({ concept, from }) =>
      !THINGS(concept) &&
      !SLOTS.some(({ is }) => is(concept)) &&
      !isIn(from, now.links.links) &&
      !now.timed.when.has(from),
  );
};

const SPLIT_ALONE = /^\W*(?:(?:and|now|then|ok|okay)\s+)*(?:by|per)\s+(?:\w+\s+)?\w+\W*$/i;
// "The same by fuel used" asks for something else of the same.
const isOtherMeasure = ({ hearing: { text, heard } }: Asked): boolean =>
  /\b(?:same|instead)\b/i.test(text) &&
  [...heard.keys()].some((one) => /^(?:kpi|sum)[A-Z]|^overtime$/.test(one));
const isFragment = (now: Asked): boolean =>
  (headsOf(now).length === 0 && now.hearing.tokens.length <= 8) || SPLIT_ALONE.test(now.hearing.text);

const editOf = (now: Asked): PlanEdit | undefined => {
  const { text } = now.hearing;
  const sort = sortEdit(text);
  if (sort) return sort;
  if (
    /^\W*(?:and\s+|so\s+|ok,?\s+)?how many(?:\s+(?:is|are)\s+(?:that|there|it|they|those))?(?:\s+(?:all\s+)?(?:together|in\s+(?:all|total)))?\W*$/i.test(
      text,
    )
  )
    return { kind: "count" };
  if (
    /^\W*(?:and\s+|ok,?\s+)?(?:(?:show|list|give)(?:\s+me)?(?:\s+(?:them|those|these|all|it))+|which(?:\s+(?:ones|are they))?|who are they)\W*$/i.test(
      text,
    )
  )
    return { kind: "rows" };
  if (
    /^\W*(?:and\s+|now\s+)?(?:show\s+(?:me\s+)?(?:them|it|that|those)\s+)?(?:on|as)\s+(?:a|the)\s+map\W*$/i.test(
      text,
    )
  )
    return { kind: "map" };
  if (TURN.test(text) || REVERSED.test(text)) return { kind: "turn" };
  const limit = wantedRows(now) ?? numberedRows(text);
  const isLimitAlone =
    isFragment(now) &&
    now.links.links.length === 0 &&
    now.timed.when.size === 0 &&
    now.hearing.places.every(({ concept }) => ORDERING.has(concept) || THINGS(concept));
  return limit !== undefined && isLimitAlone ? { kind: "limit", limit } : undefined;
};

const TURN =
  /^\W*(?:and\s+|now\s+)*(?:(?:turn|flip|reverse|invert)\s+(?:it|that|them|this|the\s+(?:order|list|sort(?:ing)?))(?:\s+(?:a?round|over|upside\s+down))?|(?:the\s+)?other\s+way\s+(?:a?round|about)|in\s+reverse(?:\s+order)?|backwards)\b/i;
// "The top three" asks for no other order than there is.
const ORDERING: ReadonlySet<string> = new Set(["most", "newest", "first"]);

const REVERSED =
  /^\W*(?:(?:and|now|ok|okay|please|just)\W+)*(?:(?:turn|flip|swap|switch)\s+(?:it|that|them|the\s+(?:list|order|table))\s+(?:a?round|over|about|upside\s+down)|(?:in\s+)?reverse(?:d)?(?:\s+(?:it|that|them|the\s+(?:order|list)|order))?|(?:the\s+)?other\s+way\s+(?:a?round|about)|upside\s+down|back\s+to\s+front)(?:\W+(?:(?:so\s+(?:that\s+)?)?(?:with\s+)?(?:the\s+)?(?:latest|earliest|last|first|most|least|highest|lowest|longest|shortest|worst|best|biggest|smallest|newest|oldest)\b.{0,30}))?\W*$/i;

const numberedRows = (text: string): number | undefined => {
  const said =
    /^\W*(?:only|just|and only)?\s*(?:the\s+)?(?:top|first)\s+(\d{1,3}|[a-z]+)(?:\s+(?:will\s+do|is\s+(?:enough|fine)|(?:only|please|suffices?)))?\W*$/i.exec(
      text,
    )?.[1] ??
    /^\W*(?:only|just|and only)\s+(?:the\s+)?(?:top\s+|first\s+|last\s+|latest\s+|newest\s+|oldest\s+)?(\d{1,3}|[a-z]+)(?:\s+of\s+(?:them|these|those))?\W*$/i.exec(
      text,
    )?.[1];
  const number = said === undefined ? undefined : readNumber(said);
  return number === undefined || !Number.isInteger(number) ? undefined : Math.min(200, Math.max(1, number));
};

const OF_IT = /\b(?:it|its|that one|this one|his|her|him|he|she)\b/i;
// "And who is driving it": the one thing that the question before names.
const inItsPlace = (before: Asked, now: Asked): string | undefined => {
  const { text } = now.hearing;
  const it = OF_IT.exec(text);
  const [only, another] = before.links.links;
  // "What's been done there since May": at the one place that the question before names.
  const there = only && !another && now.links.links.length === 0 ? THERE.exec(text) : null;
  if (there && /^(?:customer|address|site)$/.test(only?.name.kind ?? ""))
    return `${text.slice(0, there.index)}at ${only?.name.kind === "customer" ? "customer " : ""}${only?.name.name}${text.slice(there.index + "there".length)}`;
  if (
    !it ||
    !only ||
    another ||
    (now.links.links.length > 0 && !HANDS_OVER.test(text)) ||
    !/^\W*(?:and\s+|but\s+)?\w+/i.test(text)
  )
    return undefined;
  const isOfCustomer = /^(?:customer|address|site)$/.test(only.name.kind) && /^its$/i.test(it[0]);
  if (!["vehicle", "route", "driver"].includes(only.name.kind) && !isOfCustomer) return undefined;
  if (!ASKS_OF.test(text) && !RECORDS_OF.test(text) && !HANDS_OVER.test(text) && !isOfCustomer)
    return undefined;
  // "Which of its bins got skipped": the bins of that account.
  if (isOfCustomer) {
    const [said = "", thing = ""] = OF_ITS.exec(text) ?? [];
    return said === ""
      ? undefined
      : text.replace(
          said,
          `${thing} ${only.name.kind === "customer" ? "of customer" : "at"} ${only.name.name}`,
        );
  }
  const name = /^(?:its|his|her)$/i.test(it[0]) ? `${only.name.name}'s` : only.name.name;
  return `${text.slice(0, it.index)}${name}${text.slice(it.index + it[0].length)}`;
};
const THERE =
  /\bthere\b(?<=\b(?:done|happened|served|collected|emptied|missed|reported|visited|recorded|found|did|do|go|went|going|been|serve|collect|miss)\s+(?:\w+\s+)?there)/i;
const OF_ITS =
  /\b(?:(?:any\s+)?of\s+)?its\s+((?:\w+\s+)?(?:bins?|containers?|carts?|stops?|pick-?ups?|collections?|visits?|complaints?|calls?|exceptions?|collection\s+days?))\b/i;
const WHICH_OF_ITS = /^\W*(?:(?:and|so|but|ok)\s+)*(?:which|what|how\s+many|any)\s+of\s+its\b/i;
const ASKS_OF = /^\W*(?:and\s+|but\s+|so\s+)*(?:who|what|where|when|how|why|is|has|does|did|will)\b/i;
// "Move its last ten stops to truck 9": it stays what it was, whoever is named behind it.
const HANDS_OVER =
  /^\W*(?:(?:and|ok|okay|then|now|so|please)\s+)*(?:move|give|hand|pass|shift|transfer)\s+its\s+(?:last|final|remaining)\b/i;
// "Faults of it since May", "and its repairs".
const RECORDS_OF =
  /^\W*(?:(?:and|also|show|list|give|me|us|the|all|any)\s+)*(?:(?:its|his|her)\s+)?(?:faults?|repairs?|exceptions?|readings?|tickets?|visits?|service\s+history|safety\s+events?|work\s+orders?)\b(?:(?<=\b(?:its|his|her)\s+[\w\s]+)|.{0,30}\b(?:of|on|with|for|from|at)\s+(?:it|him|her)\b)/i;

/** Whether a sentence leans on one before it, by its words alone. */
export const leansOnContext = (now: Asked): boolean => {
  const { text } = now.hearing;
  // "Is it ok to send truck 23 out": what "it" is stands behind it.
  const speaksOfRow =
    now.links.links.length === 0 && (ROW.test(text) || /\b(?:its|that one|this one)\b/i.test(text));
  return (
    (CUE.test(text) && !OPENS.test(text)) || speaksOfRow || (editOf(now) !== undefined && isFragment(now))
  );
};

const AS_CHART =
  /^\W*(?:and\s+|now\s+)?(?:show\s+(?:me\s+)?(?:them|it|that|those)\s+)?(?:as|in|on)\s+an?\s+(?:bar\s+|line\s+)?(?:chart|graph|table|list)\W*$/i;
const ENDS =
  /^\W*(?:(?:and|just|only|the|now)\s+)*(?:worst|best|lowest|highest|bottom|slowest|fastest)\s+(?:\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|dozen)\W*$/i;
const MANY_OF_THAT =
  /^\W*(?:(?:and|so|ok|okay)\W+)*how\s+many\s+(?:(?:is|are|was|were|does|do|did|would)\s+)?(?:that|it|they|those|this|these|them)\b(?:\s+(?:be|make|come\s+to|total))?\s*/i;
const COMPARED =
  /^\W*(?:and\s+)?(?:compared?|versus|vs\.?|against|how does (?:that|it|this) compare|what was (?:it|that) at)\b/i;
/** A sentence that asks why and nothing else: "why is that", "how come". */
export const WHY_ALONE =
  /^\W*(?:and\s+|but\s+)*(?:why(?:(?:\s+(?:is|was|are|were)|['’]?s)(?:\s+(?:that|it|this|they|those|there))?)?(?:\s+so(?:\s+(?:many|much|high|low|few|bad|late|long|slow))?)?|how\s+come|what(?:['’]s|\s+is|\s+was)?\s+(?:caused|the\s+(?:cause|reason))(?:\s+(?:it|that|this|of\s+it|for\s+(?:it|that)))?|for\s+what\s+reason|what(?:['’]s|\s+is)\s+behind\s+(?:it|that|this))\W*$/i;
const GOES_ON = /^\W*(?:and|(?:and\s+)?(?:what|how)\s+about)\b\s*/i;
const NARROWS = /\b(?:only|just|without|except|excluding|not|minus|same|instead|ones)\b/i;
// Whose rows tell who has them and since when.
const ROWS_TOLD = [...(Object.keys(EXCEPTION_CONCEPTS) as Concept[]), "exception", "fault"] as const;
const SHOWN_OF_EACH =
  /^\W*(?:and\s+)?(?:how\s+old\s+(?:is|are)\s+(?:each(?:\s+(?:of\s+them|one))?|they|it|those|these)|since\s+when(?:\s+(?:is|are)\s+(?:each|they|it))?|with\s+(?:their|the)\s+ages?|who(?:['’]s|\s+has|\s+have|\s+is|\s+are)?\s+(?:got|on|handling|dealing\s+with|looking\s+after|owns?|taken|working\s+on)\s+(?:them|it|those|these|that)|with\s+whom|whose\s+are\s+they|and\s+their\s+owners?)\W*$/i;
// "Which of them has left": what is asked of each stands behind.
const WHICH_OF =
  /^\W*(?:and\s+|but\s+|so\s+|ok\s+)*(?:(?:which|who|how\s+many|any)\s+of\s+(?:them|those|these)|only\s+(?:those|the\s+ones)(?:\s+(?:that|which|who))?|those\s+(?:that|which|who)|the\s+ones\s+(?:that|which|who))\s+/i;
const WHICH_OF_COUNTED =
  /^\W*(?:(?:and|but|so|ok|okay)\s+)*(?:(?:which|who)\s+of\s+(?:them|those|these)|(?:show|list|give|pull\s+up|let\s+me\s+see)\s+(?:me\s+|us\s+)?(?:just\s+|only\s+)?(?:the\s+ones|those|the\s+list\s+of\s+those)|(?:only|just)\s+(?:the\s+ones|those)(?=.*\b(?:first|on\s+top|at\s+the\s+top)\b))\b/i;
const HOW_MANY = /\bhow\s+many\b/i;

// "How many tonnes is that per facility?" speaks of what was asked before.
const HOW_MUCH =
  /^\W*(?:and\s+|so\s+)*how\s+(?:many|much)\s+(\w+)\s+(?:is|are|was|were|does|do)\s+(?:that|it|those|they|this)(?:\s+(?:make|come\s+to|add\s+up\s+to))?\b/i;
const measured = (before: Asked, text: string): readonly string[] => {
  const found = HOW_MUCH.exec(text);
  return found
    ? [`${found[1]} of ${unended(before.hearing.text)}${unended(text.slice(found[0].length))}`]
    : [];
};

// Who drives what the rows are of.
const DRIVEN =
  /^\W*(?:(?:and|so|ok|but)\s+)*(?:who(?:['’]s|\s+is|\s+are|['’]re)?\s+(?:driving|drives?|at\s+the\s+wheel|behind\s+the\s+wheel|on)(?:\s+(?:them|those|these|that|each(?:\s+of\s+them)?))?|(?:show\s+(?:me\s+)?|with\s+|and\s+)*(?:the|their|its)\s+(?:drivers?|crews?)|(?:by\s+)?which\s+(?:drivers?|crews?)(?:\s+(?:are|is)\s+(?:they|that|on\s+(?:them|those|these)|driving(?:\s+(?:them|those))?))?|who\s+are\s+the(?:ir)?\s+drivers)\W*$/i;
const DRIVEN_THINGS = ["route", "vehicle", "late"] as const;
// "How many loads?" behind tonnes by stream last week is of the same, told the same way.
const MEASURE_ALONE =
  /^(\W*(?:(?:and|also|ok|so)\b[\s,]*)*)(?:how\s+(?:many|much)|(?:what\s+(?:is|was|were|are)\s+)?the\s+(?:number|count|total|amount)\s+of)\s+(?:\w+\s+){0,2}\w+\W*$/i;
const MEASURED = /\b(?:sum[A-Z]\w*|kpi[A-Z]\w*|ticket|overtime|residentCall|onBoard)\b/;

const WHY_SO =
  /^\W*(?:and\s+|but\s+)*why\s+(?:is|was|are|were|did|does|do|has|have|had)\b.*\bso\s+(?:high|low|many|much|few|bad|good|slow|poor|expensive)\b/i;

const behindBefore = (before: Asked, said: string): string => `${unended(before.hearing.text)} ${said}`;

// "How long have they been waiting": what they are stands in the question before.
const ofThem = (before: Asked, text: string): readonly string[] => {
  const them = /\b(?:they|them|those|these)\b/i.exec(text);
  if (!them || !OPENS.test(text)) return [];
  const things = unended(before.hearing.text).replace(
    /^\W*(?:please\s+)?(?:show(?:\s+me)?|list|give\s+(?:me|us)|let\s+me\s+(?:have|see)|which|what(?:\s+are)?|how\s+many)(?:\s+all)?(?:\s+the)?\s+/i,
    "",
  );
  return [`${text.slice(0, them.index)}${things}${text.slice(them.index + them[0].length)}`];
};

// The question before with what is asked of its rows behind it.
const joined = (before: Asked, text: string): readonly string[] => {
  const found = WHICH_OF.exec(text);
  if (!found) return [];
  const rest = unended(text.slice(found[0].length));
  const bare = rest.replace(/^(?:is|are|was|were|has|have|had)\s+/i, "");
  return [`and ${rest}`, `that ${rest}`, bare, `, ${bare}`].map((said) => behindBefore(before, said));
};

/**
 * Maps a sentence and the question before it to what is asked: the same question with another window, name, stream,
 * split, measure or bound; a change of order or number of rows; a row of the answer; or a question of its own.
 */
export const followUp = (before: Asked, now: Asked, isReadable: boolean): FollowUp => {
  const { text } = now.hearing;
  // Rows are told as a chart where they make one.
  if (AS_CHART.test(text)) return { kind: "question", texts: [before.hearing.text] };
  if (WHY_ALONE.test(text))
    return {
      kind: "question",
      texts: [
        behindBefore(before, "and why"),
        behindBefore(before, "and what caused it"),
        `why ${before.hearing.text}`,
        `why so many ${before.hearing.text}`,
        `why so high ${before.hearing.text}`,
      ],
    };
  if (SHOWN_OF_EACH.test(text) && ROWS_TOLD.some((concept) => before.hearing.heard.has(concept)))
    return { kind: "edit", edit: { kind: "rows" } };
  const turned = turnedTo(before.hearing.text, text);
  if (turned !== undefined) return { kind: "question", texts: turned };
  // "Worst 3" is an order as well as a number of rows.
  if (ENDS.test(text))
    return {
      kind: "question",
      texts: [behindBefore(before, `, ${text.replace(/^\W*(?:(?:and|just|only|the|now)\s+)*/i, "")}`)],
    };
  // "How many is that for each depot": what was told, counted.
  const split = MANY_OF_THAT.test(text) ? unended(text.replace(MANY_OF_THAT, "")) : "";
  if (/^(?:by|per|(?:for|in|on|at)\s+(?:each|every)|each|every)\b/i.test(split))
    return { kind: "question", texts: [behindBefore(before, split)] };
  const gone = goneOn(before, text);
  if (gone !== undefined) return { kind: "question", texts: [gone] };
  const bare = bareTurn(before, text);
  if (bare) return bare;
  if (asksStandingOfOthers(before, text)) return { kind: "beyond" };
  const edit = editOf(now);
  if (edit) return { kind: "edit", edit };
  const numbers = otherNumbers(before, now);
  if (numbers !== undefined) return { kind: "question", texts: [numbers] };
  if (COMPARED.test(text) && before.compared === null && now.links.links.length === 0)
    return {
      kind: "question",
      isWhole: false,
      texts: [
        behindBefore(
          before,
          text
            .replace(/^.*?\bcompare[ds]?(?:\s+(?:it|that|this|them))?\b/i, "compared")
            .replace(/^\W*and\s+/i, ""),
        ),
      ],
    };
  const named = inItsPlace(before, now);
  if (named !== undefined) return { kind: "question", texts: [named] };
  if (DRIVEN.test(text) && DRIVEN_THINGS.some((concept) => before.hearing.heard.has(concept)))
    return { kind: "edit", edit: { kind: "show", column: "driver" } };
  const alone = MEASURE_ALONE.exec(text);
  const also =
    alone &&
    MEASURED.test([...now.hearing.heard.keys()].join(" ")) &&
    carried(before, now, alone[1]?.length ?? 0);
  if (also) return { kind: "question", texts: [also] };
  if (WHY_SO.test(text) && now.links.links.length > 0)
    return {
      kind: "question",
      texts: exchanged(before, now, 0).texts.flatMap((said) => [
        `why so high ${said}`,
        `why so many ${said}`,
      ]),
    };
  const much = measured(before, text);
  if (much.length > 0) return { kind: "question", texts: much, isSplit: /\b(?:by|per|each)\b/i.test(text) };
  const row = formerWindow(before, text) || OF_ANSWER.test(text) ? undefined : rowOf(text);
  if (row && now.links.links.length === 0 && !(row.index === null && isReadable)) {
    const rest = (text.slice(0, row.start) + text.slice(row.end)).replace(CUE, "");
    const isAlone = !/\p{L}{2,}/u.test(
      rest.replace(/\b(?:the|and|show|me|open|tell|about|more|details?|of|for|on|only|just|in)\b/gi, ""),
    );
    return { kind: "row", ...row, isAlone };
  }
  // "Which of its bins" is of what was spoken of, and of nothing where that is not known.
  if (isReadable && WHICH_OF_ITS.test(text) && now.links.links.length === 0) return { kind: "beyond" };
  const isCued = (CUE.test(text) && !OPENS.test(text)) || THEM.test(text) || OF_ANSWER.test(text);
  // "Why is R-41 late" names what it asks about.
  const isWhyOf = /^\W*why\b/i.test(text) && now.links.links.length > 0;
  const isWhole = isWhyOf || (isReadable && OPENS.test(text) && !THEM.test(text) && !OF_ANSWER.test(text));
  if (isWhole || (!isCued && !isFragment(now))) return { kind: "own" };
  const cue = CUE.exec(text);
  const {
    texts,
    isSplit,
    isWhole: isAll,
  } = exchanged(before, now, OPENS.test(text) ? 0 : (cue?.[0].length ?? 0));
  const goesOn = GOES_ON.exec(text);
  const onwards = goesOn ? carried(before, now, goesOn[0].length) : undefined;
  // Which of those that were counted asks for them, and not for their number again.
  const counted = WHICH_OF_COUNTED.test(text)
    ? [...texts, ...joined(before, text)].flatMap((said) =>
        HOW_MANY.test(said) ? [said.replace(HOW_MANY, "which")] : [],
      )
    : [];
  const ways = [
    ...counted,
    ...texts,
    ...joined(before, text),
    ...ofThem(before, text),
    ...(onwards ? [onwards] : []),
  ];
  // What can be read by itself is, where it does not go on.
  const isOwn = isReadable && !NARROWS.test(text);
  if (ways.length > 0)
    return {
      kind: "question",
      texts: isOwn ? [...ways, text] : ways,
      isSplit,
      isWhole: isAll,
      isNarrowed: NARROWS.test(text) && !isOtherMeasure(now),
    };
  if (SPLIT_ALONE.test(text))
    return {
      kind: "question",
      texts: [behindBefore(before, text.replace(/^\W*(?:(?:and|now|then|ok|okay)\s+)*/i, ""))],
      isSplit: true,
    };
  return THEM.test(text) && headsOf(now).length > 0 ? { kind: "beyond" } : { kind: "own" };
};
