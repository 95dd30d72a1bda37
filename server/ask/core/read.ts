import { FILLER } from "#server/ask/core/lexicon.ts";
import type { Unknown } from "#server/ask/core/link.ts";
import type { Asked, Rule, RuleReading } from "#server/ask/core/question.ts";
import { type Refusal, refuse } from "#server/ask/core/refuse.ts";
import { EXCEPTION_RULES } from "#server/ask/core/rules-exceptions.ts";
import { KPI_RULES } from "#server/ask/core/rules-kpi.ts";
import { LIVE_RULES } from "#server/ask/core/rules-live.ts";
import { WEEK_RULES } from "#server/ask/core/rules-weeks.ts";
import { stem } from "#server/ask/core/tokens.ts";

/** A reading with how much of the question it explains, 0 to 1. */
export type Scored = RuleReading & { confidence: number };

/** What was made of a question: one reading, two to choose from, or a refusal. */
export type Understood =
  | { kind: "reading"; reading: Scored }
  | { kind: "choice"; readings: [Scored, Scored] }
  | { kind: "refusal"; refusal: Refusal; unknown?: Unknown };

const RULES: readonly Rule[] = [...KPI_RULES, ...WEEK_RULES, ...LIVE_RULES, ...EXCEPTION_RULES];
const FILLER_STEMS = new Set([...FILLER].map(stem));
const SURE = 0.6;
const POSSIBLE = 0.34;
// Readings closer than this are rivals when neither explains the question well.
const MARGIN = 0.12;

/** Share of the words with meaning that a reading accounts for: by concept, by name or by time. */
export const coverage = (
  asked: Asked,
  { plan, uses }: Pick<RuleReading, "plan" | "uses">,
  timed: ReadonlySet<number>,
): number => {
  const said = JSON.stringify(plan);
  const explained = new Set<number>(timed);
  const used = new Set(uses);
  for (const place of asked.hearing.places)
    if (used.has(place.concept)) for (let i = place.from; i < place.to; i++) explained.add(i);
  for (const link of asked.links.links) {
    // A name that the plan leaves out is not understood, however well it was linked.
    const isUsed =
      said.includes(JSON.stringify(link.name.key)) ||
      said.includes(JSON.stringify(link.name.name)) ||
      (link.name.id !== null && new RegExp(`[:,\\[]${link.name.id}[,}\\]]`).test(said));
    if (isUsed) for (let i = link.from; i < link.to; i++) explained.add(i);
  }
  let meaning = 0;
  let covered = 0;
  for (const [i, token] of asked.hearing.tokens.entries()) {
    const isFiller = FILLER_STEMS.has(token.stem) || /^\d/.test(token.text);
    const isName = asked.links.links.some((link) => link.from <= i && i < link.to);
    if (explained.has(i)) {
      meaning++;
      covered++;
    } else if (isName || !isFiller) meaning++;
  }
  return meaning === 0 ? 0 : covered / meaning;
};

const samePlan = (a: RuleReading, b: RuleReading) => JSON.stringify(a.plan) === JSON.stringify(b.plan);

/** Reads a prepared question: the rule that explains most of it wins; `timed` are tokens that tell of time. */
export const read = (asked: Asked, timed: ReadonlySet<number>): Understood => {
  const isFiller = (word: string) => FILLER_STEMS.has(word);
  const refusal = refuse(asked, isFiller);
  if (refusal) return { kind: "refusal", refusal };
  const unknown = asked.links.unknown[0];
  if (unknown)
    return {
      kind: "refusal",
      unknown,
      refusal: {
        reason: "unknown-entity",
        text: `There is no "${unknown.text}" in your fleet. Nearest: ${unknown.nearest.join(", ") || "none"}.`,
      },
    };
  const scored: Scored[] = [];
  for (const rule of RULES) {
    const reading = rule(asked);
    if (!reading) continue;
    scored.push({ ...reading, confidence: coverage(asked, reading, timed) });
  }
  // The order of the rules breaks ties: the more specific stands first.
  const ranked = scored
    .map((reading, i) => ({ reading, i }))
    .sort((a, b) => b.reading.confidence - a.reading.confidence || a.i - b.i)
    .map(({ reading }) => reading);
  const [best, ...others] = ranked;
  if (!best || best.confidence < POSSIBLE)
    return {
      kind: "refusal",
      refusal: {
        reason: "out-of-scope",
        text: "I could not read this as a question about your routes, vehicles, stops, exceptions or KPIs.",
      },
    };
  const rival = others.find((other) => !samePlan(other, best) && best.confidence - other.confidence < MARGIN);
  if (best.confidence < SURE && rival && rival.confidence >= POSSIBLE)
    return { kind: "choice", readings: [best, rival] };
  return { kind: "reading", reading: best };
};
