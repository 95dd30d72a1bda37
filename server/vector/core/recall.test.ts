import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRecall } from "#server/vector/core/recall.ts";

const vectorOf = (angle: number): Float32Array => Float32Array.of(Math.cos(angle), Math.sin(angle));
const passages = (angles: readonly number[]) =>
  angles.map((angle, i) => ({ id: `note/${i}`, vector: vectorOf(angle) }));

describe("recall against comparing with every passage", () => {
  it("is the share of the nearest that was found", () => {
    const all = passages([0, 0.1, 0.2, 0.3, 2]);
    const recall = createRecall([{ vector: vectorOf(0), found: ["note/0", "note/2", "note/4"] }], 4);
    recall.add(all.slice(0, 2));
    recall.add(all.slice(2));
    expect(recall.value()).toBe(0.5);
  });

  it("counts whichever of the passages that are equally near was found", () => {
    const recall = createRecall([{ vector: vectorOf(0), found: ["note/2", "note/3"] }], 2);
    recall.add(passages([0.5, 0.5, 0.5, 0.5]));
    expect(recall.value()).toBe(1);
  });

  it("says nothing where there is nothing to compare with", () => {
    expect(createRecall([{ vector: vectorOf(0), found: [] }], 10).value()).toBeNull();
  });

  it("is whole for the truly nearest, and for nothing else nearer, in whatever parts they come", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 3, noNaN: true }), { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 1, max: 10 }),
        fc.integer({ min: 1, max: 40 }),
        (angles, nearest, cut) => {
          const all = passages(angles);
          const sorted = [...all.keys()].sort((a, b) => (angles[a] ?? 0) - (angles[b] ?? 0));
          const truth = sorted.slice(0, nearest).map((i) => `note/${i}`);
          const recall = createRecall(
            [
              { vector: vectorOf(0), found: truth },
              { vector: vectorOf(0), found: [] },
            ],
            nearest,
          );
          recall.add(all.slice(0, cut));
          recall.add(all.slice(cut));
          expect(recall.value()).toBe(0.5);
        },
      ),
    );
  });
});
