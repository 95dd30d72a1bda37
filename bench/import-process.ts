import { createImport } from "#server/fleet/import.ts";
import { folderFiles } from "#server/fleet/import-folder.ts";
import { openDb } from "#server/platform/db.ts";

// Started by the line `import`: imports the folder it is told, tells what that took and ends.
process.once("message", async (message) => {
  const { url, folder } = message as { url: string; folder: string };
  const { pool, close } = openDb({ url, poolSize: 4 });
  const fleetImport = createImport({
    pool,
    grantOrganisation: async () => {},
    worksInAllOf: async () => true,
    afterImport: async () => {},
  });
  const cpu = process.cpuUsage();
  const startedAt = performance.now();
  const report = await fleetImport.run({
    files: await folderFiles(folder),
    organisation: "measured",
    name: "Measured",
    timeZone: undefined,
    source: "bench",
    actor: { id: null, name: "bench" },
    isDryRun: false,
  });
  const seconds = (performance.now() - startedAt) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  await close();
  if (report.faultCount > 0)
    throw new Error(`${report.faultCount} faults, the first: ${JSON.stringify(report.faults[0])}`);
  process.send?.(
    { seconds, cpuS: (user + system) / 1e6, maxRssMb: process.resourceUsage().maxRSS / 1024 },
    () => process.exit(),
  );
});
