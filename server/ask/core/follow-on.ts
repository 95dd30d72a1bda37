import { withoutWhy } from "#server/ask/core/follow-up-turns.ts";
import { EXCEPTION_CONCEPTS } from "#server/ask/core/kinds.ts";
import type { Asked } from "#server/ask/core/question.ts";

const AVERAGED =
  /^\W*(?:and\s+|so\s+)?how\s+(?:long|old)\b.*\b(?:they|those|these|them)\b|\b(?:average|mean)\s+(?:age|wait(?:ing\s+time)?|time)\b/i;
const OWNERS =
  /^\W*(?:and\s+|so\s+|ok,?\s+)?(?:who(?:['’]?s|\s+has|\s+is|\s+have)?|whose)\s+(?:(?:got|on|owns?|has|taken|handling|dealing|looking|after|with|to|the|is|are|name|working)\s+)*(?:them|those|these|it|they)\W*$/i;
const FROM_WHERE =
  /^\W*(?:and\s+|so\s+)?(?:which|what|from\s+which)\s+(routes|zones|drivers|depots|vehicles|trucks|streams|rounds)\s+(?:(?:did|do|does|are|were|was|is)\s+)?(?:it|that|this|they|those|these|most\s+of\s+(?:it|them|those))\s+(?:come|came|coming|stem|originate|happen|occur)\w*(?:\s+(?:from|on|in|with))?/i;

/** What goes on from rows or from a rise as a whole: how long they waited, who has them, which routes it came from. */
export const goneOn = (before: Asked, text: string): string | undefined => {
  const { text: said } = before.hearing;
  const whole = said.replace(/[\s?.!]+$/, "");
  const isOfExceptions = before.hearing.places.some(
    ({ concept }) => concept === "exception" || Object.hasOwn(EXCEPTION_CONCEPTS, concept),
  );
  if (!isOfExceptions) return undefined;
  // Rows of exceptions tell their owner.
  if (OWNERS.test(text)) return whole;
  if (AVERAGED.test(text)) return `${whole}, how long have they been open on average`;
  const [from, things] = FROM_WHERE.exec(text) ?? [];
  if (from === undefined || things === undefined) return undefined;
  const of = withoutWhy(whole);
  const rest = text
    .slice(from.length)
    .replace(/\bonly\b/i, "")
    .replace(/^[\s,]+|[\s,.?!]+$/g, "");
  return `${of}${rest === "" ? "" : `, ${rest},`} by ${things.replace(/s$/i, "")}`.replace(/\s+/g, " ");
};
