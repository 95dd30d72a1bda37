import { describe, expect, it } from "vitest";
import { toPdf } from "./pdf.ts";

const table = (rows: number) => ({
  title: "stops",
  table: {
    heading: ["Site", "Done"],
    rows: Array.from({ length: rows }, (_, i) => [`Site ${i}`, String(i)]),
    isRight: [false, true],
  },
});
const textOf = (pdf: Buffer) => pdf.toString("latin1");

describe("a printed page", () => {
  it("has every object where its table of contents says", () => {
    const text = textOf(toPdf({ title: "Verification", lines: ["One line."], tables: [table(3)] }));
    const at = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(text)?.[1]);
    expect(text.slice(at, at + 4)).toBe("xref");
    const places = [...text.slice(at).matchAll(/^(\d{10}) 00000 n $/gm)].map((m) => Number(m[1]));
    expect(places.length).toBeGreaterThan(5);
    for (const [i, place] of places.entries())
      expect(text.slice(place, place + 8 + String(i + 1).length)).toMatch(new RegExp(`^${i + 1} 0 obj`));
    for (const [, length, stream] of text.matchAll(/<< \/Length (\d+) >>\nstream\n([\s\S]*?)\nendstream/g))
      expect(stream?.length).toBe(Number(length));
  });

  it("takes as many sheets as it needs and says the heading on each", () => {
    const text = textOf(toPdf({ title: "T", lines: [], tables: [table(200)] }));
    const count = Number(/\/Count (\d+)/.exec(text)?.[1]);
    expect(count).toBeGreaterThan(1);
    expect(text.match(/\(Site\) Tj/g)?.length).toBe(count);
    expect(text.match(/\(Site \d+\) Tj/g)?.length).toBe(200);
  });

  it("keeps brackets, accents and the euro, and stands a question mark for what the font has not", () => {
    const text = textOf(toPdf({ title: "Café (5 €) \\ 漢", lines: [], tables: [] }));
    expect(text).toContain("(Caf\\351 \\(5 \\200\\) \\\\ ?) Tj");
  });
});
