import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ExceptionStep, stepException, type Workable } from "./exception-work.ts";

const open: Workable = {
  status: "open",
  ownerId: null,
  ownerName: null,
  takenAt: null,
  closedAt: null,
  resolution: null,
};
const ana = { userId: "ana", userName: "Ana", at: "2026-11-23T10:00:00.000Z" };
const ben = { userId: "ben", userName: "Ben", at: "2026-11-23T10:05:00.000Z" };

const stepped = (state: Workable, step: ExceptionStep, by = ana): Workable => {
  const result = stepException(state, step, by);
  if ("refusal" in result) throw new Error(result.refusal);
  return result.next;
};

describe("stepException", () => {
  it("gives a taken exception to the one who took it", () => {
    expect(stepped(open, { kind: "take" })).toMatchObject({
      status: "taken",
      ownerId: "ana",
      takenAt: ana.at,
    });
  });

  it("refuses to take what somebody else has taken, and names him", () => {
    expect(stepException(stepped(open, { kind: "take" }), { kind: "take" }, ben)).toEqual({
      refusal: "Ana has taken it",
    });
  });

  it("taking twice by the same person changes nothing", () => {
    const taken = stepped(open, { kind: "take" });
    expect(stepped(taken, { kind: "take" }, { ...ana, at: ben.at })).toEqual(taken);
  });

  it("closing an open one also takes it", () => {
    expect(stepped(open, { kind: "close", resolution: "go-back planned" })).toEqual({
      status: "closed",
      ownerId: "ana",
      ownerName: "Ana",
      takenAt: ana.at,
      closedAt: ana.at,
      resolution: "go-back planned",
    });
  });

  it("reopening forgets owner and resolution", () => {
    expect(stepped(stepped(open, { kind: "close", resolution: "x" }), { kind: "reopen" }, ben)).toEqual(open);
  });

  it("keeps owner, times and resolution in step with the status whatever is done", () => {
    const step: fc.Arbitrary<ExceptionStep> = fc.oneof(
      fc.constant({ kind: "take" } as const),
      fc.constant({ kind: "release" } as const),
      fc.constant({ kind: "close", resolution: "done" } as const),
      fc.constant({ kind: "reopen" } as const),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(step, fc.constantFrom(ana, ben)), { maxLength: 30 }), (steps) => {
        let state = open;
        for (const [s, by] of steps) {
          const result = stepException(state, s, by);
          if ("next" in result) state = result.next;
          expect(state.ownerId === null).toBe(state.status === "open");
          expect(state.takenAt === null).toBe(state.status === "open");
          expect(state.closedAt !== null).toBe(state.status === "closed");
          expect(state.resolution !== null).toBe(state.status === "closed");
        }
      }),
    );
  });
});
