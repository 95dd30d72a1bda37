import { readFileSync } from "node:fs";
import { NAMES } from "#server/ask/fixture-names.ts";
import { wordsOfReading } from "#server/ask/fixture-words.ts";
import { linkerOf, understand } from "#server/ask/understand.ts";

const linker = linkerOf([...NAMES, { kind: "customer", id: 77, name: "88213", key: "88213" }]);
for (const q of readFileSync(process.argv[2]!, "utf8").split("\n").filter(Boolean)) {
  if (q.startsWith("##")) {
    console.log(q);
    continue;
  }
  const u = await understand(q, {
    linker,
    clock: { now: "2026-11-25T10:30:00.000Z", timeZone: "Europe/London" },
    depotIds: [],
    findAddress: async (s, h) => [{ siteId: 311, label: `${h ?? ""} ${s}`.trim(), lng: -5.6, lat: 51.3 }],
  });
  console.log(`${q}\t${wordsOfReading(u)}`);
}
