import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AnswerStep } from "#server/llm/core/answer-steps.ts";
import { tokenSteps, walkAnswer } from "#server/llm/core/token-walk.ts";

/** Spells by the longest tokens first. */
const spellingOf = (vocabulary: readonly string[]) => ({
  detokenize: (tokens: readonly number[]) => tokens.map((token) => vocabulary[token] ?? "").join(""),
  tokenize(text: string): number[] {
    const out: number[] = [];
    for (let rest = text; rest !== ""; ) {
      const fits = vocabulary.filter((each) => rest.startsWith(each));
      const longest = fits.reduce((a, b) => (b.length > a.length ? b : a), "");
      if (longest === "") return [];
      out.push(vocabulary.indexOf(longest));
      rest = rest.slice(longest.length);
    }
    return out;
  },
});

const letters = fc.stringMatching(/^[abc]{1,4}$/);
const vocabulary = fc
  .uniqueArray(letters, { maxLength: 12 })
  .map((pieces) => [...new Set(["a", "b", "c", '"', '","', ...pieces])]);
const words = fc.uniqueArray(fc.stringMatching(/^[abc]{0,4}$/), { minLength: 1, maxLength: 5 });
const answer = fc
  .array(words, { minLength: 1, maxLength: 3 })
  .map((choices): AnswerStep[] =>
    choices.flatMap((each, at): AnswerStep[] => [
      { is: "literal", text: at === 0 ? '"' : '","' },
      { is: "choice", words: each },
      ...(at === choices.length - 1 ? [{ is: "literal" as const, text: '"' }] : []),
    ]),
  );

describe("the walk of an answer", () => {
  it("stops only where there is a choice, and comes by each text of the shape", () => {
    fc.assert(
      fc.property(vocabulary, answer, fc.infiniteStream(fc.nat()), (known, parts, draws) => {
        const { tokenize, detokenize } = spellingOf(known);
        const steps = tokenSteps(parts, { tokenize, detokenize });
        if (steps === null) throw new Error("found no steps, expected some: a quote begins no word");
        const chosen = parts.map((part) => {
          if (part.is === "literal") return part.text;
          const [draw] = draws.take(1);
          return part.words[(draw ?? 0) % part.words.length] ?? "";
        });
        const wanted = chosen.flatMap(tokenize);
        const walk = walkAnswer(steps);
        const made: number[] = [];
        let at = walk.next();
        while (!at.done) {
          made.push(...at.value.known);
          expect(new Set(at.value.among).size).toBe(at.value.among.length);
          expect(at.value.among.length).toBeGreaterThan(1);
          const next = wanted[made.length] ?? -1;
          expect(at.value.among).toContain(next);
          at = walk.next(next);
        }
        made.push(...at.value);
        expect(made).toEqual(wanted);
        expect(detokenize(made)).toBe(chosen.join(""));
      }),
    );
  });

  it("asks once between words that differ at once, and again only where they go on alike", () => {
    const spelling = spellingOf([
      ...'"{}:,abcdefghijklmnopqrstuvwxyz'.split(""),
      "list",
      "co",
      "unt",
      "mpare",
    ]);
    const steps = tokenSteps(
      [
        { is: "literal", text: '{"kind":"' },
        { is: "choice", words: ["list", "count", "compare"] },
        { is: "literal", text: '"}' },
      ],
      spelling,
    );
    const walk = walkAnswer(steps ?? []);
    const first = walk.next();
    expect(first.done).toBe(false);
    const [list, co] = ["list", "co"].map((word) => spelling.tokenize(word)[0] ?? -1);
    expect(first.value).toMatchObject({ among: [list, co] });
    const second = walk.next(co ?? -1);
    expect(second.value).toMatchObject({
      known: [co],
      among: [spelling.tokenize("unt")[0], spelling.tokenize("mpare")[0]],
    });
    const end = walk.next(spelling.tokenize("unt")[0] ?? -1);
    expect(end).toEqual({ done: true, value: spelling.tokenize('unt"}') });
  });

  it("is none where a part is not read as it was written, or the end of a word is not told from its going on", () => {
    const spaced = { ...spellingOf(["a", "b"]), detokenize: () => " a" };
    expect(tokenSteps([{ is: "literal", text: "a" }], spaced)).toBeNull();
    const spelling = spellingOf(["1", "2", "}"]);
    const numbers: AnswerStep = { is: "choice", words: ["1", "12"] };
    expect(tokenSteps([numbers], spelling)).toBeNull();
    expect(tokenSteps([numbers, { is: "literal", text: "2}" }], spelling)).toBeNull();
    expect(tokenSteps([numbers, { is: "literal", text: "}" }], spelling)).not.toBeNull();
  });
});
