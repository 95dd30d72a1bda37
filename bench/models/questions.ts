import { readPlainQuestions } from "#server/ask/plain-questions.ts";
import { subjectTask } from "#server/ask/suppose.ts";
import { seeded } from "#server/lib/random.ts";
import type { PlanCase } from "#server/llm/core/compare.ts";

const KINDS = ["list", "count", "rank", "trend", "compare", "explain", "search", "forecast"];
const OF = ["routes", "stops", "vehicles", "bins", "drivers", "sites", "exceptions", "facilities"];
const WINDOWS = ["today", "yesterday", "week", "month"];
const PLACES = ["north", "south", "east", "west", "centre", "harbour", "airport", "station"];

/** The shape of a plan as Ask wants it of a model: enums alone, about 40 tokens. */
export const PLAN_SCHEMA = {
  type: "object",
  properties: { kind: { enum: KINDS }, of: { enum: OF }, window: { enum: WINDOWS } },
} as const;

/** Instructions and examples as long as Ask's: what the state of a prefix saves. */
export const PREFIX = `You turn a question of a dispatcher into a plan. ${OF.map((of, i) => `"${KINDS[i]} the ${of} of ${WINDOWS[i % WINDOWS.length]}" is the plan {"kind":"${KINDS[i]}","of":"${of}","window":"${WINDOWS[i % WINDOWS.length]}"}. `).join("")}`;

const ASKS = ["show the", "show me the", "list the", "show all the"];

/** A question, and what it asks in whatever words. */
export type BenchQuestion = { text: string; asks: string };

/** Questions of which each asks one of some things in one of some wordings; the same for the same seed. */
export const drawQuestions = (count: number, things: number, seed: string): BenchQuestion[] => {
  const random = seeded(seed);
  const patterns = Array.from({ length: things }, () => ({
    ...{ of: random.pick(OF), place: random.pick(PLACES), window: random.pick(WINDOWS) },
  }));
  return Array.from({ length: count }, () => {
    const { of, place, window } = random.pick(patterns);
    const text = `${random.pick(ASKS)} ${of} of the ${place} zone for ${window}`;
    return { text, asks: `${of} ${place} ${window}` };
  });
};

/** What Ask has a model do with a question that nobody else understood, and sentences with the answer that is right. */
export const meaningSet = async () => {
  const page = await readPlainQuestions();
  const task = subjectTask(page);
  const cases = page.cases.map(
    ({ id, text, subject }): PlanCase => ({
      ...{ id, prompt: task.textOf(text), expected: task.answerOf(subject) },
    }),
  );
  return { task, cases };
};
