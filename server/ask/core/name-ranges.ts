import { MONTHS } from "#server/ask/core/calendar-words.ts";
import type { Link, Name, NameKind } from "#server/ask/core/link.ts";
import type { Token } from "#server/ask/core/tokens.ts";

const WORDS: Partial<Record<NameKind, RegExp>> = {
  vehicle: /^(?:trucks|vehicles|lorries|units|wagons|rigs|packers|numbers|nos|numbered)$/i,
  route: /^(?:routes|rounds|runs|tours|numbered)$/i,
};
// "Truck numbers 20 to 35" and "vehicles numbered 1 through 20" say of what before.
const NUMBERED = /^(?:numbers?|nos?|numbered|from|between)$/i;
const THING: Partial<Record<NameKind, RegExp>> = {
  vehicle: /^(?:trucks?|vehicles?|lorr(?:y|ies)|units?|wagons?|rigs?|packers?)$/i,
  route: /^(?:routes?|rounds?|runs?|tours?)$/i,
};
const GLUED: Partial<Record<NameKind, RegExp>> = { route: /^r-?0*(\d+)$/i, vehicle: /^(?:t|v)-?0*(\d+)$/i };
const TO = /^(?:to|through|thru|till|until)$/i;
// Behind a number these tell that it counts or times something.
const UNIT =
  /^(?:min|minute|hour|hr|h|km|stop|tonne|ton|kg|day|week|month|percent|lift|pickup|time|metre|am|pm|oclock)$/;
// Where stops move from one to another, each is one.
const MOVES =
  /^(?:move|moves|moved|moving|reassign|shift|swap|hand|give|transfer|put|take|send|divert|switch|add|assign|change|pass|reroute|go|went|given|shifted|compare|compared|relative)$/;
// "By route from 18 to 24 November" is of days: a month stands behind the numbers, or before them.
const isMonth = (token: Token | undefined): boolean =>
  token !== undefined &&
  token.stem.length >= 3 &&
  // "May be late" is no month.
  token.text !== "may" &&
  MONTHS.some((month) => month.startsWith(token.stem));
/**
 * Whether the number at a place is the day of a date, "3 to 5 November": a month stands behind the range, or behind the
 * number itself where a comma parts it from the word before. "Route 12 November" may be a route.
 */
export const isDayOfDate = (tokens: readonly Token[], at: number): boolean => {
  const [before, number] = [tokens[at - 1], tokens[at]];
  if (number === undefined || !/^\d{1,2}(?:st|nd|rd|th)?$/.test(number.text)) return false;
  if (TO.test(tokens[at + 1]?.text ?? "") && /^\d{1,2}/.test(tokens[at + 2]?.text ?? ""))
    return isMonth(tokens[at + 3]);
  return before !== undefined && number.start - before.end > 1 && isMonth(tokens[at + 1]);
};
const UP = /^(?:up|upwards?|above|over|onwards?|higher)$/i;

const numberOf = (token: Token | undefined, kind: NameKind): number | undefined => {
  if (!token) return undefined;
  const said = /^#?(\d{1,4})$/.exec(token.text)?.[1] ?? GLUED[kind]?.exec(token.text)?.[1];
  return said === undefined ? undefined : Number(said);
};

const isNext = (one: Token | undefined, next: Token | undefined, gap: number): boolean =>
  one !== undefined && next !== undefined && next.start - one.end <= gap;

/**
 * The names that a range of numbers says: "trucks 20 to 35", "R-5 to R-15", "vehicles numbered 1 through 20", "number 25
 * and above"; the first is linked to all the words of the range, the others stand behind it. `nameOf` is the name of a number, where there is one.
 */
export const rangesIn = (
  tokens: readonly Token[],
  nameOf: (kind: NameKind, number: number) => Name | undefined,
  last: (kind: NameKind) => number,
): Link[] => {
  // "Give me trucks 3 to 9" moves nothing.
  const isMoving = tokens.some(
    ({ stem }, at) => MOVES.test(stem) && !/^(?:me|us|up)$/.test(tokens[at + 1]?.stem ?? ""),
  );
  const links: Link[] = [];
  const take = (kind: NameKind, [low, high]: readonly [number, number], from: number, to: number) => {
    if (low >= high || links.some((link) => link.from < to && from < link.to)) return;
    const named = Array.from({ length: high - low + 1 }, (_, i) => nameOf(kind, low + i));
    const [name, ...through] = named.filter((each) => each !== undefined);
    if (name) links.push({ name, from, to, others: [], through });
  };
  for (const kind of ["vehicle", "route"] as const)
    for (const [at, token] of tokens.entries()) {
      const before = tokens[at - 1];
      const isGlued = GLUED[kind]?.test(token.text) === true;
      const isOfThing =
        (WORDS[kind]?.test(before?.text ?? "") === true &&
          (!NUMBERED.test(before?.text ?? "") ||
            THING[kind]?.test(tokens[at - 2]?.text ?? "") === true ||
            kind === "vehicle")) ||
        (NUMBERED.test(before?.text ?? "") && THING[kind]?.test(tokens[at - 2]?.text ?? "") === true);
      if (!isGlued && !isOfThing) continue;
      if (isGlued && isMoving) continue;
      const from = isGlued ? at : at - 1;
      // "Trucks 20-35" is one word.
      const inOne = /^(\d{1,3})-(\d{1,3})$/.exec(token.text);
      if (inOne && !UNIT.test(tokens[at + 1]?.stem ?? "") && !isMonth(tokens[at + 1]))
        take(kind, [Number(inOne[1]), Number(inOne[2])], from, at + 1);
      const low = numberOf(token, kind);
      if (low === undefined) continue;
      const next = tokens[at + 1];
      const high = numberOf(tokens[at + 2], kind);
      const isBetween = /^between$/i.test(before?.text ?? "") && /^and$/i.test(next?.text ?? "");
      if (
        high !== undefined &&
        next &&
        isNext(token, next, 2) &&
        (TO.test(next.text) || isBetween) &&
        !UNIT.test(tokens[at + 3]?.stem ?? "") &&
        !isMonth(tokens[at + 3])
      )
        take(kind, [low, high], from, at + 3);
      const isUp =
        (/^(?:and|or)$/i.test(next?.text ?? "") && UP.test(tokens[at + 2]?.text ?? "")) ||
        /^(?:upwards|onwards)$/i.test(next?.text ?? "");
      if (isUp) take(kind, [low, last(kind)], from, /^(?:and|or)$/i.test(next?.text ?? "") ? at + 3 : at + 2);
    }
  // "Number 25 and above" of trucks says of what at another place.
  for (const [at, token] of tokens.entries()) {
    const low = numberOf(tokens[at + 1], "vehicle");
    if (low === undefined || !/^(?:numbers?|nos?)$/i.test(token.text)) continue;
    const [and, up] = [tokens[at + 2], tokens[at + 3]];
    if (/^(?:and|or)$/i.test(and?.text ?? "") && UP.test(up?.text ?? ""))
      take("vehicle", [low, last("vehicle")], at, at + 4);
  }
  return links;
};

const NUMBERED_NAME = /^(.*?)(\d+)$/;

/** Names in words, a run of three numbers and more by its ends: "R-5 to R-15". */
export const inRuns = (names: readonly string[]): string[] => {
  const said: string[] = [];
  for (let at = 0; at < names.length; ) {
    const first = NUMBERED_NAME.exec(names[at] ?? "");
    let end = at;
    while (first && end + 1 < names.length) {
      const next = NUMBERED_NAME.exec(names[end + 1] ?? "");
      if (!next || next[1] !== first[1] || Number(next[2]) !== Number(first[2]) + end + 1 - at) break;
      end++;
    }
    if (end - at >= 2) {
      said.push(`${names[at]} to ${names[end]}`);
      at = end + 1;
    } else {
      said.push(names[at] ?? "");
      at++;
    }
  }
  return said;
};
