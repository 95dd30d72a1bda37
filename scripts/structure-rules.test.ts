import { describe, expect, it } from "vitest";
import { faultsOf } from "#scripts/structure-rules.ts";

const faults = (path: string, text = "export const a = 1;\n") => faultsOf(path, text);

describe("the structure check", () => {
  it.each([
    ["server/fleet/utils.ts"],
    ["server/fleet/helpers/dates.ts"],
    ["components/ui/index.ts"],
    ["server/tuning/enhanced-cache.ts"],
  ])("refuses the name %s", (path) => {
    expect(faults(path)).not.toEqual([]);
  });

  it("refuses a second service, and a router or schema deeper in a domain", () => {
    expect(faults("server/fleet/import-service.ts")).toHaveLength(1);
    expect(faults("server/fleet/import/router.ts")).toHaveLength(1);
    expect(faults("server/fleet/import/schema.ts")).toHaveLength(1);
  });

  it("refuses files over the limits and names both numbers", () => {
    expect(faults("server/fleet/store.ts", "\n".repeat(501))).toEqual(["has 501 lines: at most 500"]);
    expect(faults("server/fleet/router.ts", "\n".repeat(121))).toEqual(["has 121 lines: at most 120"]);
    expect(faults("app/(dispatch)/today/page.tsx", "\n".repeat(61))).toEqual(["has 61 lines: at most 60"]);
    expect(faults("server/fleet/store.ts", "\n".repeat(500))).toEqual([]);
  });

  it("refuses `any`, but not the word in a text or a comment", () => {
    expect(faults("server/fleet/store.ts", "const a: any = 1;\n")).toHaveLength(1);
    expect(faults("server/fleet/store.ts", 'const a = "as any other"; // as any\n')).toEqual([]);
    expect(faults("server/fleet/store.ts", "const a: Company[] = [];\n")).toEqual([]);
  });

  it("refuses process.env outside the places that parse it", () => {
    const reading = `const port = process${".env"}.PORT;\n`;
    expect(faults("server/fleet/store.ts", reading)).toHaveLength(1);
    expect(faults("server/env.ts", reading)).toEqual([]);
  });

  it("accepts the files a domain is made of", () => {
    for (const name of ["schema.ts", "service.ts", "router.ts", "store.ts", "core/kpi.ts", "store.test.ts"]) {
      expect(faults(`server/operations/${name}`)).toEqual([]);
    }
  });
});
