import { fork } from "node:child_process";
import { createWriteStream, existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pipeline } from "node:stream/promises";
import { seeded } from "#server/lib/random.ts";
import { withEmptyDatabase } from "./harness/databases.ts";
import type { BenchContext, Fact, Line, Target } from "./harness/line.ts";

const QINGDAO = "../shared/data/qingdao";
const SITES = 100_000;

/** Writes a fleet of three depots, two facilities, 50 vehicles and so many sites as the CSV files of an import. */
const writeFleet = async (folder: string, sites: number): Promise<void> => {
  const random = seeded("import");
  await writeFile(
    join(folder, "depots.csv"),
    "id,name,lat,lng,opens,closes\nd1,North,51.5,-0.2,05:00,20:00\nd2,South,51.4,-0.1,05:00,20:00\nd3,East,51.45,0.1,05:00,20:00\n",
  );
  await writeFile(
    join(folder, "facilities.csv"),
    "id,name,kind,lat,lng,opens,closes,unload_s\nf1,Landfill,landfill,51.55,0.2,05:00,20:00,600\nf2,Transfer,transfer,51.35,-0.3,05:00,20:00,600\n",
  );
  const trucks = Array.from(
    { length: 50 },
    (_, i) =>
      `t${i + 1},Truck ${i + 1},d${(i % 3) + 1},20000,refuse;recycling,06:00,15:00,2700,10:00,13:00\n`,
  );
  await writeFile(
    join(folder, "vehicles.csv"),
    `id,name,depot_id,capacity_l,streams,shift_start,shift_end,break_s,break_earliest,break_latest\n${trucks.join("")}`,
  );
  const rows = function* () {
    yield "id,lat,lng,demand_l,service_s,window_start,window_end,stream,name\n";
    for (let i = 0; i < sites; i++) {
      const [lat, lng] = [51.3 + random.float() * 0.4, -0.5 + random.float() * 0.8];
      const stream = i % 3 === 0 ? "recycling" : "refuse";
      yield `s${i},${lat.toFixed(6)},${lng.toFixed(6)},${120 * (1 + (i % 9))},60,07:00,17:00,${stream},Site ${i}\n`;
    }
  };
  await pipeline(rows(), createWriteStream(join(folder, "sites.csv")));
};

type Run = { seconds: number; cpuS: number; maxRssMb: number };

/** Imports a folder in a process of its own, so that its memory and CPU are its own. */
const importIn = (url: string, folder: string): Promise<Run> =>
  new Promise((done, fail) => {
    const child = fork("bench/import-process.ts", { execArgv: ["--import", "tsx"] });
    let result: Run | undefined;
    child.on("message", (message) => {
      result = message as Run;
    });
    child.once("error", fail);
    child.once("close", (code) =>
      code === 0 && result
        ? done(result)
        : fail(new Error(`import of ${folder} ended with ${code}, expected 0 and a result`)),
    );
    child.send({ url, folder });
  });

const factsOf = async (
  context: BenchContext,
  name: string,
  folder: string,
  target: Target,
): Promise<Fact[]> => {
  const runs = await withEmptyDatabase(context, "import", async (url) => [
    await importIn(url, folder),
    await importIn(url, folder),
  ]);
  const [first, again] = runs;
  if (!first || !again) throw new Error(`import of ${name}: found fewer than two runs`);
  return [
    {
      name: `${name}, imported`,
      value: first.seconds,
      unit: "s",
      target,
      note: "Into an empty database, from the files to the commit; without start of the process, and without the making of the fleet's day.",
    },
    { name: `${name}, CPU of the process`, value: first.cpuS, unit: "s" },
    { name: `${name}, largest resident memory`, value: first.maxRssMb, unit: "MB", target: { atMost: 512 } },
    { name: `${name}, the same files again`, value: again.seconds, unit: "s" },
  ];
};

const run = async (context: BenchContext): Promise<Fact[]> => {
  const facts: Fact[] = [];
  if (existsSync(QINGDAO))
    facts.push(...(await factsOf(context, "Qingdao, 3,000 sites", QINGDAO, { atMost: 5 })));
  else
    facts.push({
      name: "Qingdao, 3,000 sites",
      value: null,
      unit: "s",
      skipped: `there is no folder ${resolve(QINGDAO)}`,
    });
  const folder = await mkdtemp(join(tmpdir(), "roundsman-import-"));
  try {
    await writeFleet(folder, SITES);
    facts.push(...(await factsOf(context, "100,000 generated sites", folder, { atMost: 60 })));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return facts;
};

/** Imports of whole fleets. */
export const fleetImport: Line = { about: "fleets from CSV files, checked and written whole", run };
