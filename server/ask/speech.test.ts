import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { createClassifier } from "#server/ask/core/classify.ts";
import { fromBytes } from "#server/ask/core/reader-file.ts";
import { ascends } from "#server/ask/core/same-order.ts";
import { NAMES } from "#server/ask/fixture-names.ts";
import { SPEECH } from "#server/ask/fixture-speech.ts";
import { linkerOf, understand } from "#server/ask/understand.ts";

const linker = linkerOf(NAMES);
const classifier = createClassifier(fromBytes(readFileSync("server/ask/artifacts/reader.bin")));

const planOf = async (text: string) => {
  const { understood } = await understand(text, {
    linker,
    classifier,
    clock: { now: "2026-11-25T10:30:00.000Z", timeZone: "Europe/London" },
    depotIds: [],
    findAddress: async (street, house) => [
      { siteId: 311, label: `${house ?? ""} ${street}`.trim(), lng: -5.6, lat: 51.3 },
    ],
  });
  if (understood.kind !== "reading") return understood.kind;
  const { plan } = understood.reading;
  // Conditions hold together in any order.
  const filters =
    "filters" in plan ? (plan.filters ?? []).map((filter) => JSON.stringify(filter)).sort() : [];
  // The best of what costs is the least: what stands on top counts, and not what it is called.
  const ranking = "ranking" in plan && { ...plan.ranking, order: ascends(plan) };
  return JSON.stringify({ ...plan, filters, ranking });
};

describe("150 questions as dispatchers say them", () => {
  it("are mostly read as what they mean, and hardly ever as something else", async () => {
    const outcomes: Record<"right" | "wrong" | "choice" | "refusal", string[]> = {
      ...{ right: [], wrong: [], choice: [], refusal: [] },
    };
    for (const [said, plain] of SPEECH) {
      const [got, meant] = [await planOf(said), await planOf(plain)];
      expect([plain, meant.startsWith("{")]).toEqual([plain, true]);
      const outcome =
        got === meant ? "right" : got === "choice" || got === "refusal" ? got : ("wrong" as const);
      outcomes[outcome].push(said);
    }
    const { right, wrong, choice, refusal } = outcomes;
    const told = `right ${right.length}, wrong: ${wrong.join("; ")}, asked: ${choice.join("; ")}, refused: ${refusal.join("; ")}`;
    expect(right.length, told).toBeGreaterThanOrEqual(0.85 * SPEECH.length);
    expect(right.length / (right.length + wrong.length), told).toBeGreaterThanOrEqual(0.97);
  });
});
