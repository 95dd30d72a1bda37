import type { Link, Name } from "#server/ask/core/link.ts";
import { stem, type Token } from "#server/ask/core/tokens.ts";

const DEPOT = "depot";
const YARD = /^(?:depots?|yards?)$/;
const JOINS = /^(?:and|or|vs|versus|against)$/;

// What stands between two names of one list: nothing but a comma, or a word that joins.
const isJoined = (tokens: readonly Token[], one: Link, next: Link): "comma" | "word" | null => {
  if (one.to === next.from) return "comma";
  return one.to + 1 === next.from && JOINS.test(tokens[one.to]?.stem ?? "") ? "word" : null;
};

// A zone by its bare name: no word beside it says that it is one.
const isBare = (tokens: readonly Token[], { name, from, to, through }: Link): boolean =>
  name.kind === "zone" &&
  !through &&
  tokens.slice(from, to).every((token) => name.name.toLowerCase().includes(token.stem));

const isOfDepot = (tokens: readonly Token[], { name, from, to }: Link): boolean =>
  name.kind === DEPOT && tokens.slice(from, to).some((token) => YARD.test(token.stem));

/**
 * Names of one list are of one kind: in "North, South or West depot" and "North depot, South or West" all are depots, where
 * there is a depot of each name. Whoever says "zone" beside one of them means zones.
 */
export const inLists = (
  links: readonly Link[],
  tokens: readonly Token[],
  depotOf: (said: string) => Name | undefined,
): Link[] => {
  const told = [...links];
  const asDepot = (link: Link): Link | undefined => {
    const name = isBare(tokens, link) ? depotOf(stem(link.name.name)) : undefined;
    return name && { ...link, name, others: [] };
  };
  // Lists of links that stand next to each other, joined at least once by a word.
  for (let from = 0; from < told.length; ) {
    let to = from + 1;
    let joins = 0;
    for (; to < told.length; to++) {
      const [one, next] = [told[to - 1], told[to]];
      const joined = one && next ? isJoined(tokens, one, next) : null;
      if (joined === null) break;
      if (joined === "word") joins++;
    }
    const list = told.slice(from, to);
    const ends = [list[0], list.at(-1)];
    if (joins > 0 && ends.some((link) => link && isOfDepot(tokens, link))) {
      const turned = list.map((link) => (isOfDepot(tokens, link) ? link : asDepot(link)));
      if (turned.every((link) => link !== undefined)) told.splice(from, list.length, ...turned);
    }
    from = to;
  }
  return told;
};
