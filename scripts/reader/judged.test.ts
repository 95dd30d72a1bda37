import { expect, it } from "vitest";
import { createClassifier } from "#server/ask/core/classify.ts";
import { NONE } from "#server/ask/core/frame.ts";
import { seeded } from "#server/lib/random.ts";
import { descend, type Lesson } from "./descend.ts";
import { readJudged } from "./judged.ts";

const frame = (subject: string) => ({ subject, by: NONE, order: NONE, compare: NONE });
const line = (words: string, subject: string | null) =>
  JSON.stringify({
    ...{ question: words, verdict: "up" },
    ...{ signs: { words: words.split(" "), concepts: [] }, frame: subject === null ? null : frame(subject) },
  });
const SUBJECTS = new Set(["list routes", "count stops"]);

it("takes what has a known meaning, each as often as it counts, and tells what it leaves out", () => {
  const text = [line("runs behind", "list routes"), "", line("hm", null), line("fleet mood", "records mood")];
  const { learnt, apart, unclear, untaught } = readJudged(text.join("\n"), "f", SUBJECTS);
  expect(new Set(learnt.map(({ signs }) => signs.words.join(" ")))).toEqual(new Set(["runs behind"]));
  expect(learnt).toHaveLength(4);
  expect({ apart: apart.length, unclear, untaught }).toEqual({ apart: 0, unclear: 1, untaught: 1 });
});

it("keeps one in four apart once there are enough", () => {
  const text = Array.from({ length: 12 }, (_, i) => line(`words ${i}`, "list routes")).join("\n");
  const { learnt, apart } = readJudged(text, "f", SUBJECTS);
  expect(apart.map(({ signs }) => signs.words[1])).toEqual(["3", "7", "11"]);
  expect(new Set(learnt).size).toBe(9);
});

it.each([
  ["no JSON", "oops", "f, line 2: found no JSON, expected it"],
  ["no signs", '{"frame":null}', "f, line 2: "],
])("names the line of %s", (_, bad, message) => {
  expect(() => readJudged(`${line("a", "list routes")}\n${bad}`, "f", SUBJECTS)).toThrow(message);
});

it("teaches a reader words that the pages do not hold", () => {
  const pages: Lesson[] = ["late routes", "routes behind"]
    .map((words) => ({ signs: { words: words.split(" "), concepts: [] }, frame: frame("list routes") }))
    .concat(
      ["how many stops", "number stops"].map((words) => ({
        signs: { words: words.split(" "), concepts: [] },
        frame: frame("count stops"),
      })),
    );
  const { learnt } = readJudged(line("gaffers dawdling", "list routes"), "f", SUBJECTS);
  const guessAfter = (lessons: readonly Lesson[]) => {
    const model = descend(lessons, {
      ...{ buckets: 512, rounds: 20, step: 4, hold: 0, dropped: 0 },
      ...{ concepts: {}, templates: {} },
      thresholds: { contradict: 1, confirm: 1, alone: 1, offer: 1, sure: 1, rephrase: 2 },
      random: seeded("judged"),
    });
    const { subject } = createClassifier(model).guess({ words: ["gaffers", "dawdling"], concepts: [] });
    return subject.get("list routes") ?? 0;
  };
  expect(guessAfter([...pages, ...learnt])).toBeGreaterThan(0.9);
  expect(guessAfter(pages)).toBeLessThan(0.8);
});
