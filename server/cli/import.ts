import { basename, resolve } from "node:path";
import { parseArgs } from "node:util";
import { type FleetImport, slugOf } from "#server/fleet/import.ts";
import { folderFiles } from "#server/fleet/import-folder.ts";
import type { ImportProgress, ImportReport } from "#server/fleet/schema.ts";
import { AppError } from "#server/lib/errors.ts";

const USAGE = "import FOLDER [--organisation SLUG] [--name NAME] [--time-zone ZONE] [--dry-run] [--json]";
const MOST_PRINTED = 50;

const progressLine = ({ phase, file, rows, bytes, totalBytes }: ImportProgress): string => {
  if (phase !== "read") return `${phase}: ${rows.toLocaleString("en")} rows`;
  const percent = totalBytes === 0 ? 100 : Math.floor((100 * bytes) / totalBytes);
  return `read: ${file}, ${rows.toLocaleString("en")} rows, ${percent} % of all files`;
};

/** Lines that tell a person what an import did, or what is wrong with its files. */
export const reportLines = (report: ImportReport, isDryRun: boolean): string[] => {
  const { organisation, tables, faults, faultCount, seconds } = report;
  if (faultCount > 0) {
    const lines = faults.slice(0, MOST_PRINTED).map(({ file, line, column, found, expected }) => {
      const place = [
        file,
        ...(line > 0 ? [`line ${line}`] : []),
        ...(column === "" ? [] : [`column ${column}`]),
      ].join(", ");
      return `  ${place}: found ${JSON.stringify(found)}, expected ${expected}`;
    });
    const rest = faultCount - lines.length;
    return [
      ...lines,
      ...(rest > 0 ? [`  and ${rest.toLocaleString("en")} more`] : []),
      `${faultCount.toLocaleString("en")} ${faultCount === 1 ? "fault" : "faults"}: nothing was written.`,
    ];
  }
  const cell = (value: number) => value.toLocaleString("en").padStart(9);
  const head = `${"table".padEnd(10)}${["rows", "added", "changed", "same"].map((each) => each.padStart(9)).join("")}  file`;
  const body = tables.map(
    ({ table, rows, added, changed, same, file }) =>
      `${table.padEnd(10)}${cell(rows)}${cell(added)}${cell(changed)}${cell(same)}  ${file}`,
  );
  const place = `${organisation.name} (${organisation.slug}, ${organisation.timeZone})`;
  const what = isDryRun
    ? "dry run, nothing was written"
    : report.isWritten
      ? "imported"
      : "nothing had changed";
  const next = isDryRun
    ? []
    : [`Sign in as before and choose ${organisation.name} in the menu of organisations.`];
  return [head, ...body, `${place}: ${what} in ${seconds.toFixed(2)} s.`, ...next];
};

/** Imports a folder from the shell; maps to the exit status, 1 where the files have faults. */
export const runImport = async (
  args: readonly string[],
  {
    fleetImport,
    print,
    printProgress,
  }: {
    fleetImport: FleetImport;
    print: (line: string) => void;
    printProgress: (line: string) => void;
  },
): Promise<number> => {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      organisation: { type: "string" },
      name: { type: "string" },
      "time-zone": { type: "string" },
      "dry-run": { type: "boolean", default: false },
      json: { type: "boolean", default: false },
    },
  });
  const [folder] = positionals;
  if (folder === undefined || positionals.length > 1)
    throw new AppError("BAD_REQUEST", `import: found ${positionals.length} folders, expected one: ${USAGE}`);
  const title = basename(resolve(folder));
  const isDryRun = values["dry-run"];
  const report = await fleetImport.run({
    files: await folderFiles(folder),
    organisation: values.organisation ?? slugOf(title),
    name:
      values.name ??
      (values.organisation === undefined ? title.charAt(0).toUpperCase() + title.slice(1) : undefined),
    timeZone: values["time-zone"],
    source: title,
    actor: { id: null, name: "import" },
    isDryRun,
    onProgress: (progress) => printProgress(progressLine(progress)),
  });
  if (values.json) print(JSON.stringify(report));
  else for (const line of reportLines(report, isDryRun)) print(line);
  return report.faultCount > 0 ? 1 : 0;
};
