import { beforeEach, describe, expect, it, vi } from "vitest";
import { addTurn, changeTurn, clearTurns, conversation, onTurns, withTurn } from "./conversation.ts";

const texts = () => conversation().map(({ question }) => question.text);

describe("the conversation of the panel", () => {
  beforeEach(clearTurns);

  it("keeps the questions in the order in which they were asked and tells who listens", () => {
    const told = vi.fn();
    const stop = onTurns(told);
    addTurn({ text: "which trucks are idle" });
    addTurn({ text: "who is late" });
    stop();
    addTurn({ text: "how many stops are left" });
    expect(texts()).toEqual(["which trucks are idle", "who is late", "how many stops are left"]);
    expect(told).toHaveBeenCalledTimes(2);
  });

  it("moves a question asked again to the end as a new turn, but not its other reading", () => {
    addTurn({ text: "who is late" });
    addTurn({ text: "who is late", readingIndex: 1 });
    const first = conversation()[0]?.id;
    addTurn({ text: "who is late" });
    expect(conversation().map(({ question }) => question.readingIndex)).toEqual([1, undefined]);
    expect(conversation().at(-1)?.id).not.toBe(first);
  });

  it("sends what was asked before along, for a question that leans on it", () => {
    for (let i = 0; i < 10; i++) addTurn({ text: String(i) });
    addTurn({ text: "and last month?" });
    expect(conversation().at(-1)?.question.turns).toEqual(["2", "3", "4", "5", "6", "7", "8", "9"]);
    expect(conversation()[0]?.question.turns).toBeUndefined();
  });

  it("has a changed plan stand where its question stood", () => {
    addTurn({ text: "who is late" });
    addTurn({ text: "which trucks are idle" });
    const id = conversation()[0]?.id ?? 0;
    changeTurn(id, { text: "who is late", isAfresh: true });
    expect(conversation().map((turn) => [turn.id, turn.question.isAfresh])).toEqual([
      [id, true],
      [id + 1, undefined],
    ]);
  });

  it("lets the oldest go past twenty, and gives no two turns one id", () => {
    let turns = withTurn([], { text: "0" });
    for (let i = 1; i < 30; i++) turns = withTurn(turns, { text: String(i) });
    expect(turns.map(({ question }) => question.text)).toEqual(
      Array.from({ length: 20 }, (_, i) => String(i + 10)),
    );
    expect(new Set(turns.map(({ id }) => id)).size).toBe(20);
  });
});
