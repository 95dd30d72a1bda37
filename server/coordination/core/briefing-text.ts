import { dayWords } from "#server/lib/day-words.ts";
import type { Briefing, BriefingPart } from "../schema.ts";

const HEADS: Readonly<Record<BriefingPart["name"], string>> = {
  targets: "Targets",
  needed: "Who is needed where",
  shipped: "Shipped since the briefing before",
  rolledBack: "Rolled back",
  risks: "Risks",
  next: "Next seven days",
};
const MARKS = { good: "+", bad: "!", idle: "-" } as const;

/** A briefing as a letter: its subject, and its parts in plain text; what needs attention begins with an exclamation mark. */
export const briefingText = (
  { day, slot, timeZone, parts }: Pick<Briefing, "day" | "slot" | "timeZone" | "parts">,
  link: string,
): { subject: string; text: string } => {
  const bad = parts.flatMap(({ lines }) => lines).filter(({ tone }) => tone === "bad").length;
  return {
    subject: `Briefing of ${dayWords(day)}, ${slot}: ${bad === 0 ? "nothing" : bad} to look at`,
    text: [
      `Briefing of ${dayWords(day)}, ${slot} (${timeZone})`,
      ...parts.flatMap(({ name, lines }) => [
        "",
        HEADS[name],
        ...(lines.length === 0 ? ["  nothing"] : lines.map(({ text, tone }) => `${MARKS[tone]} ${text}`)),
      ]),
      "",
      link,
    ].join("\n"),
  };
};
