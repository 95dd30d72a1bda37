import { describe, expect, it } from "vitest";
import { kimText, solomonText, vrpText } from "../fixtures/texts.ts";
import { readKim } from "./kim.ts";
import { readSolomon } from "./solomon.ts";
import { readVrplib } from "./vrplib.ts";

describe("formats", () => {
  it.each([
    [
      "a missing row",
      (text: string) => text.replace(/^3 \d+ \d+\n/m, ""),
      /line \d+: found node 4 in NODE_COORD/,
    ],
    [
      "a word for a number",
      (text: string) => text.replace(/^2 \d+ /m, "2 x "),
      /line 8: found "x", expected a number/,
    ],
    [
      "too large a demand",
      (text: string) => text.replace("CAPACITY : 18", "CAPACITY : 0"),
      /line \d+: found demand \d/,
    ],
    [
      "no depot",
      (text: string) => text.replace("DEPOT_SECTION\n1\n", "DEPOT_SECTION\n"),
      /no depot, expected one/,
    ],
    [
      "another dimension",
      (text: string) => text.replace("DIMENSION : 6", "DIMENSION : 7"),
      /6 rows .* expected 7/,
    ],
    [
      "an unknown metric",
      (text: string) => text.replace("EUC_2D", "GEO"),
      /line 4: found EDGE_WEIGHT_TYPE "GEO"/,
    ],
  ])("says where a .vrp file has %s", (_, damage, fault) => {
    const text = vrpText(1, 5);
    expect(damage(text)).not.toBe(text);
    expect(() => readVrplib("made.vrp", damage(text))).toThrow(fault);
    expect(readVrplib("made.vrp", text).problem.stops).toHaveLength(5);
  });

  it("says where a Solomon file is damaged or contradicts itself", () => {
    const rows = solomonText(1, 5).split("\n");
    const last = rows.length - 1;
    const change = (line: number, row: string) => rows.map((each, i) => (i === line ? row : each)).join("\n");
    expect(() => readSolomon("a", change(last, "5 1 1 1 90 80 10"))).toThrow(
      /line 15: found a window from 90 to 80/,
    );
    expect(() => readSolomon("a", change(last, "7 1 1 1 0 80 10"))).toThrow(/line 15: found customer 7/);
    expect(() => readSolomon("a", change(last, "5 1 1"))).toThrow(/line 15: found "5 1 1"/);
    expect(() => readSolomon("a", rows.slice(0, 9).join("\n"))).toThrow(/0 customers/);
  });

  it("says where a file of Kim's kind is damaged or contradicts itself", () => {
    const text = kimText(1, 3);
    expect(() => readKim("a", text.replace("0600 1800", "2560 1800"))).toThrow(/line 7: found 2560/);
    expect(() => readKim("a", text.replace(/^11 /m, "10 "))).toThrow(/line 11: found stop 10 a second time/);
    expect(() => readKim("a", text.replace(/ 2$/gm, " 1"))).toThrow(/load of 9999|no disposal site/);
    expect(() => readKim("a", text.replace(/^Stop_ID.*$/m, "Stops"))).toThrow(/line 6: found "Stops"/);
  });

  it("truncates .vrp files with windows to tenths and rounds those without", () => {
    const text = vrpText(1, 1).replace(/NODE_COORD_SECTION\n.*\n.*/, "NODE_COORD_SECTION\n1 0 0\n2 1 2");
    const timed = text.replace("DEPOT_SECTION", "TIME_WINDOW_SECTION\n1 0 100\n2 0 100\nDEPOT_SECTION");
    const legOf = ({ problem: { travel } }: ReturnType<typeof readVrplib>) =>
      travel.kind === "table" ? travel.distance[1] : null;
    expect(legOf(readVrplib("a", text))).toBe(2);
    expect(legOf(readVrplib("a", timed))).toBe(22);
  });
});
