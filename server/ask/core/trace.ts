import { explainedBy } from "#server/ask/core/account.ts";
import { FILLER } from "#server/ask/core/lexicon.ts";
import type { Asked, RuleReading } from "#server/ask/core/question.ts";
import { stem } from "#server/ask/core/tokens.ts";
import type { Reading } from "#server/ask/schema.ts";

type Trace = Reading["trace"][number];
type Kind = Pick<Trace, "as" | "meaning">;

const FILLER_STEMS = new Set([...FILLER].map(stem));

// "stopsLeft" is said as "stops left".
const spoken = (concept: string): string => concept.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

/** Maps each word of a question to what a reading made of it; neighbours that say one thing stand together. */
export const traceOf = (asked: Asked, reading: RuleReading): Trace[] => {
  const { tokens, places } = asked.hearing;
  const explained = explainedBy(asked, reading);
  const used = new Set(reading.uses);
  const kindOf = (i: number): Kind & { at: string } => {
    const token = tokens[i];
    const aside = { as: "aside" as const, meaning: "", at: `aside${i}` };
    if (token === undefined) return aside;
    const isFiller = FILLER_STEMS.has(token.stem);
    if (!explained.has(i)) return isFiller ? { as: "filler", meaning: "", at: "filler" } : aside;
    if (asked.timed.compared.has(i))
      return { as: "comparison", meaning: asked.compared?.label ?? "", at: "compared" };
    const link = asked.links.links.find(({ from, to }) => from <= i && i < to);
    if (link) return { as: "name", meaning: `${link.name.kind} ${link.name.name}`, at: `link${link.from}` };
    if (asked.timed.when.has(i) || asked.timed.weekdays.has(i))
      return { as: "time", meaning: reading.window?.label ?? "", at: "when" };
    const clock = asked.clocks.find((one) => token.start < one.end && one.start < token.end);
    if (clock) return { as: "time", meaning: clock.words, at: `clock${clock.start}` };
    const place = places.find(({ concept, from, to }) => used.has(concept) && from <= i && i < to);
    const amount = asked.quantities.find((one) => token.start < one.end && one.start < token.end);
    if (amount && (place === undefined || /^\d/.test(token.text)))
      return {
        as: "number",
        meaning: `${amount.value}${amount.upTo === null ? "" : ` to ${amount.upTo}`}${amount.unit === null ? "" : ` ${amount.unit}`}`,
        at: `amount${amount.start}`,
      };
    if (place) return { as: "word", meaning: spoken(place.concept), at: `${place.concept}${place.from}` };
    return isFiller
      ? { as: "filler", meaning: "", at: "filler" }
      : { as: "word", meaning: "", at: `word${i}` };
  };
  const trace: (Trace & { at: string; end: number })[] = [];
  for (const [i, token] of tokens.entries()) {
    const kind = kindOf(i);
    const last = trace.at(-1);
    if (last && last.at === kind.at) {
      last.text = `${last.text}${asked.hearing.text.slice(last.end, token.end)}`;
      last.end = token.end;
    } else trace.push({ text: token.text, end: token.end, ...kind });
  }
  const beside = asked.beside ? [{ text: asked.beside, as: "aside" as const, meaning: "" }] : [];
  return [...beside, ...trace.map(({ text, as, meaning }) => ({ text, as, meaning }))];
};
