import type { Link } from "#server/ask/core/link.ts";
import type { Scored } from "#server/ask/core/read.ts";
import type { LinkedEntity } from "#server/ask/schema.ts";

type Tokens = readonly { text: string }[];

const saidIn = (tokens: Tokens, { from, to }: Pick<Link, "from" | "to">): string =>
  tokens
    .slice(from, to)
    .map(({ text }) => text)
    .join(" ");

/** What the reader took for something else, or left aside, as it is said beside the plan. */
export const asidesOf = (
  tokens: Tokens,
  links: readonly Link[],
  { unknown }: Pick<Scored, "unknown">,
): string => {
  const guesses = links
    .filter(({ isGuess }) => isGuess)
    .map((link) => `no "${saidIn(tokens, link)}" is known, took ${link.name.name}`);
  const left = [...new Set(unknown)].map((word) => `"${word}"`);
  const notes = [
    ...new Set(guesses),
    ...(left.length > 0 ? [`not understood and left aside: ${left.join(", ")}`] : []),
  ];
  return notes.length > 0 ? ` (${notes.join("; ")})` : "";
};

/** What of the fleet a question names, with what else it could be. */
export const entitiesOf = (tokens: Tokens, links: readonly Link[]): LinkedEntity[] =>
  links.map((link) => ({
    text: saidIn(tokens, link),
    ...{ kind: link.name.kind, id: link.name.id, name: link.name.name },
    alternatives: link.others.map((other) => `${other.kind} ${other.name}`),
  }));
