import type { AnswerPart } from "#server/ask/schema.ts";
import { createAsk } from "#server/ask/service.ts";
import { bareAsk } from "#server/compose/fixture-bare-ask.ts";
import { createMeter } from "#server/platform/meter.ts";
import { demoCity, SEEDED_NOW } from "./harness/databases.ts";
import { openDesk } from "./harness/desk.ts";
import type { BenchContext, Fact, Line } from "./harness/line.ts";
import { sink, summarize } from "./harness/measure.ts";
import { askedTexts, PARAPHRASES, QUESTIONS } from "./questions.ts";

const ROUNDS = 3;
const AT_ONCE = 50;

type Timing = { planMs: number; rowsMs: number | null; outcome: AnswerPart["type"]; error: string | null };

const run = async (context: BenchContext): Promise<Fact[]> => {
  const desk = await openDesk(await demoCity(context));
  try {
    const { db, operations, fleet, scope, clock } = desk;
    const ask = createAsk({ ...(await bareAsk({ db, fleet, clock })), operations, meter: createMeter() });
    const timed = async (text: string): Promise<Timing> => {
      const startedAt = performance.now();
      let planMs: number | null = null;
      let outcome: AnswerPart["type"] = "done";
      try {
        for await (const part of ask.ask(scope, { text }, SEEDED_NOW)) {
          if (planMs === null) {
            planMs = performance.now() - startedAt;
            outcome = part.type;
          }
          sink(part.type.length);
        }
      } catch (error) {
        return { planMs: planMs ?? 0, rowsMs: null, outcome, error: String(error) };
      }
      const totalMs = performance.now() - startedAt;
      const found = planMs ?? totalMs;
      return { planMs: found, rowsMs: outcome === "reading" ? totalMs - found : null, outcome, error: null };
    };
    const texts = askedTexts();
    for (const text of texts) await timed(text);
    const timings: Timing[] = [];
    const cpu = process.cpuUsage();
    for (let round = 0; round < ROUNDS; round++) for (const text of texts) timings.push(await timed(text));
    const { user, system } = process.cpuUsage(cpu);
    const crowdText = (i: number): string => texts[(i * 7) % texts.length] ?? "";
    const aloneAt = performance.now();
    for (let i = 0; i < AT_ONCE; i++) await timed(crowdText(i));
    const aloneMs = performance.now() - aloneAt;
    const startedAt = performance.now();
    const crowd = await Promise.all(
      Array.from({ length: AT_ONCE }, (_, i) => {
        const before = performance.now();
        return timed(crowdText(i)).then(() => performance.now() - before);
      }),
    );
    const crowdMs = performance.now() - startedAt;
    const good = timings.filter(({ error }) => error === null);
    const failed = new Set(timings.flatMap(({ error }) => (error === null ? [] : [error])));
    const planned = summarize(good.map(({ planMs }) => planMs));
    const rows = summarize(good.flatMap(({ rowsMs }) => (rowsMs === null ? [] : [rowsMs])));
    const share = (type: AnswerPart["type"]): string =>
      `${Math.round((100 * good.filter(({ outcome }) => outcome === type).length) / timings.length)} %`;
    const cpuMs = ((user + system) / 1000 / timings.length).toFixed(1);
    return [
      {
        name: "question to typed plan, p50",
        value: planned.median,
        unit: "ms",
        summary: planned,
        note: `${QUESTIONS.length} questions and ${PARAPHRASES.length} paraphrases, each as typed, in small letters, wrapped, loud and thankful: ${texts.length} texts, ${ROUNDS} rounds, one at a time; ${cpuMs} ms of this process's CPU each.`,
      },
      { name: "question to typed plan, p99", value: planned.p99, unit: "ms", target: { atMost: 50 } },
      {
        name: "plan to rows, p95",
        value: rows.p95,
        unit: "ms",
        target: { atMost: 150 },
        summary: rows,
        note: `400 days of the demo city. Answered: ${share("reading")}, two readings offered: ${share("choice")}, refused: ${share("refusal")}. Says nothing of whether the answers are right.`,
      },
      {
        name: `${AT_ONCE} askers at once, p95 to the whole answer`,
        value: summarize(crowd).p95,
        unit: "ms",
        target: { atMost: 2_000 },
        against: { what: "one question after the other", times: aloneMs / crowdMs },
        summary: summarize(crowd),
        note: `All sent at the same moment on ${8} connections; all answered after ${crowdMs.toFixed(0)} ms.`,
      },
      {
        name: "questions that ended in an error",
        value: timings.length - good.length,
        unit: "",
        target: { atMost: 0 },
        ...(failed.size === 0 ? {} : { note: [...failed].slice(0, 3).join(" | ") }),
      },
    ];
  } finally {
    await desk.close();
  }
};

/** Questions in plain words, without a model. */
export const ask: Line = { about: "questions in plain words to plans and rows, no model", run };
