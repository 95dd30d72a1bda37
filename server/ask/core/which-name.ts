import type { Asked } from "#server/ask/core/question.ts";
import type { Refusal } from "#server/ask/core/refuse.ts";

// Words beside a name in a question that says of what, and not what: longer ones ask for something.
const MOST_WORDS = 7;
const SIDE =
  /\b(north|south|east|west)\b(?!\s+(?:zone|area|district|depot|yard|landfill|tip|transfer|station|side|fleet|street|road|lane|avenue|drive|close|court)\b)/i;
const NUMBER_ALONE =
  /^\W*(?:(?:and|so|hey|what|how|hows|how['’]s|about|whats|what['’]s|with|up|of|is|the)\s+)*(\d{1,3})(?:\s+(?:doing|going|looking|faring|getting\s+on|coming\s+(?:on|along)|at|late|behind|delayed|running|on\s+time|on\s+schedule|done|finished|ok|okay|now|right\s+now|today|so\s+far))*\W*$/i;

const capital = (word: string): string => `${word.slice(0, 1).toUpperCase()}${word.slice(1).toLowerCase()}`;

/** Asks back whether a number that stands for a thing by itself is a truck or a route: "17 late?"; undefined where none does. */
export const askedOfNumber = ({ hearing: { text, tokens }, links }: Asked): Refusal | undefined => {
  const number = tokens.length > MOST_WORDS ? undefined : NUMBER_ALONE.exec(text)?.[1];
  return number === undefined || links.links.length > 0
    ? undefined
    : {
        reason: "unclear",
        text: `Is ${number} a truck or a route, and what is to be told of it? Say both, such as “where is truck ${number}” or “is R-${number} late”.`,
      };
};

/**
 * Asks back which thing is meant and what is to be told of it, where a short question that nobody could read only names
 * something: "is South backed up", "how's Harbour looking", "what about 12"; undefined where it names nothing so.
 */
export const askedWhich = (asked: Asked): Refusal | undefined => {
  const {
    hearing: { text, tokens },
    links,
  } = asked;
  if (tokens.length > MOST_WORDS) return undefined;
  const numbered = askedOfNumber(asked);
  if (numbered) return numbered;
  const [link, ...more] = links.links;
  const isOfZones = links.links.every(({ name }) => name.kind === "zone");
  const side = isOfZones && more.length === 0 ? SIDE.exec(text)?.[1] : undefined;
  if (side !== undefined)
    return {
      reason: "unclear",
      text: `Which ${capital(side)} is meant, the zone, the depot or a facility of that name, and what is to be told of it? Say both, such as “late routes in the ${capital(side)} zone” or “how long is the queue at ${capital(side)} landfill”.`,
    };
  if (link?.name.kind !== "zone" || more.length > 0) return undefined;
  return {
    reason: "unclear",
    text: `What is to be told of ${link.name.name}, and is the zone meant or a street of that name? Say both, such as “late routes in the ${link.name.name} zone today” or “missed pickups in the ${link.name.name} zone yesterday”.`,
  };
};
