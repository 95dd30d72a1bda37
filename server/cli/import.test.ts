import { describe, expect, it } from "vitest";
import { reportLines } from "#server/cli/import.ts";
import type { ImportReport } from "#server/fleet/schema.ts";

const report: ImportReport = {
  organisation: { id: 3, slug: "qingdao", name: "Qingdao", timeZone: "Asia/Shanghai" },
  tables: [{ table: "site", file: "sites.csv", rows: 3000, added: 2999, changed: 1, same: 0 }],
  faults: [],
  faultCount: 0,
  sample: {},
  isWritten: true,
  seconds: 1.234,
};

describe("the report of an import", () => {
  it("tells what was written and how to see it", () => {
    const text = reportLines(report, false).join("\n");
    expect(text).toMatch(/site +3,000 +2,999 +1 +0 {2}sites\.csv/);
    expect(text).toContain("imported in 1.23 s");
    expect(text).toContain("choose Qingdao");
  });

  it("tells a dry run and a repeated import apart", () => {
    expect(reportLines({ ...report, isWritten: false }, true).join("\n")).toContain(
      "dry run, nothing was written",
    );
    expect(reportLines({ ...report, isWritten: false }, false).join("\n")).toContain("nothing had changed");
  });

  it("tells each fault by its place, and how many more there are", () => {
    const fault = { file: "sites.csv", line: 5, column: "lat", found: "95", expected: "a latitude" };
    const lines = reportLines({ ...report, faults: Array(60).fill(fault), faultCount: 1200 }, false);
    expect(lines[0]).toBe('  sites.csv, line 5, column lat: found "95", expected a latitude');
    expect(lines.slice(-2)).toEqual(["  and 1,150 more", "1,200 faults: nothing was written."]);
    const whole = { ...fault, line: 0, column: "" };
    expect(reportLines({ ...report, faults: [whole], faultCount: 1 }, false)).toEqual([
      '  sites.csv: found "95", expected a latitude',
      "1 fault: nothing was written.",
    ]);
  });
});
