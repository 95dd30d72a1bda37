import type { Pool, PoolClient } from "pg";
import { createCheck } from "#server/fleet/import-check.ts";
import { createFaults, type Faults, nearestWord } from "#server/fleet/import-faults.ts";
import { isTimeZone } from "#server/fleet/import-field.ts";
import {
  deriveContainers,
  dropDerivedContainers,
  type Merged,
  mergeTable,
} from "#server/fleet/import-merge.ts";
import type { ImportFile } from "#server/fleet/import-records.ts";
import { hashOf, importRows } from "#server/fleet/import-rows.ts";
import { filledTables, knownOf, makeStaging, openStaging } from "#server/fleet/import-staging.ts";
import { findTarget, insertOrganisation, noteRun } from "#server/fleet/import-store.ts";
import { type ImportTable, TABLE_FILES } from "#server/fleet/import-tables.ts";
import { fillTimeZones } from "#server/fleet/import-time-zone.ts";
import type { ImportProgress, ImportReport } from "#server/fleet/schema.ts";
import { AppError } from "#server/lib/errors.ts";

/** What is imported, into what, by whom. */
export type ImportRequest = {
  files: readonly ImportFile[];
  /** Slug of the organisation; it is made where there is none. */
  organisation: string;
  name?: string | undefined;
  timeZone?: string | undefined;
  /** What the files were called together: a folder, an upload. */
  source: string;
  /** Who imports it, and where he works as he does; without an id, the shell. */
  actor: { id: null; name: string } | { id: string; name: string; organisationId: number };
  /** Checks and counts, and takes all back. */
  isDryRun: boolean;
  onProgress?: ((progress: ImportProgress) => void) | undefined;
};

/** What happens once an import is committed; both may run again for the same organisation. */
export type ImportOptions = {
  pool: Pool;
  /** Lets those into the organisation whose it is. */
  grantOrganisation: (organisationId: number, importedBy: ImportRequest["actor"]) => Promise<void>;
  /** Whether a user works in all depots of an organisation. */
  worksInAllOf: (organisationId: number, userId: string) => Promise<boolean>;
  /** Makes the day of the fleet. */
  afterImport: (organisationId: number) => Promise<void>;
};

const SAMPLE_ROWS = 5;
const PROGRESS_ROWS = 5_000;
const ANALYZED_ROWS = 1_000;

/** Text as a slug: small letters, digits and hyphens. */
export const slugOf = (text: string): string =>
  text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 60);

const checkRequest = ({ organisation, timeZone }: ImportRequest): void => {
  if (organisation === "" || slugOf(organisation) !== organisation)
    throw new AppError(
      "BAD_REQUEST",
      `import: found organisation "${organisation}", expected a slug such as my-fleet`,
    );
  if (timeZone !== undefined && !isTimeZone(timeZone))
    throw new AppError(
      "BAD_REQUEST",
      `import: found time zone "${timeZone}", expected an IANA zone such as Europe/London`,
    );
};

const FILE_NAMES = TABLE_FILES.flatMap(({ file, geojson }) =>
  geojson === undefined ? [file] : [file, geojson],
);

const checkFiles = (files: readonly ImportFile[], filled: ReadonlySet<ImportTable>, faults: Faults): void => {
  const names = new Set<string>();
  for (const { name } of files) {
    const place = { file: name, line: 0, column: "" };
    const near = nearestWord(name, FILE_NAMES);
    if (!FILE_NAMES.includes(name))
      faults.add({
        ...place,
        found: name,
        expected:
          near === undefined ? `one of ${FILE_NAMES.join(", ")}` : `a known file (did you mean ${near}?)`,
      });
    if (names.has(name)) faults.add({ ...place, found: `${name} twice`, expected: "each file once" });
    names.add(name);
  }
  for (const { table, file, geojson, isNeeded } of TABLE_FILES)
    if (isNeeded && !filled.has(table) && !names.has(file) && !(geojson !== undefined && names.has(geojson)))
      faults.add({
        file,
        line: 0,
        column: "",
        found: "no such file",
        expected: geojson === undefined ? "the file" : `the file, or ${geojson}`,
      });
};

/** Imports fleets: every row checked, then all written in one transaction, or nothing. */
export const createImport = ({ pool, grantOrganisation, worksInAllOf, afterImport }: ImportOptions) => {
  const stage = async (
    client: PoolClient,
    request: ImportRequest,
    organisationId: number | null,
    faults: Faults,
  ) => {
    const { files, onProgress } = request;
    const totalBytes = files.reduce((sum, file) => sum + file.bytes, 0);
    const known = await knownOf(client, organisationId);
    const staged: { table: ImportTable; file: string; rows: number }[] = [];
    const sample: ImportReport["sample"] = {};
    let bytes = 0;
    checkFiles(
      files,
      organisationId === null ? new Set() : await filledTables(client, organisationId),
      faults,
    );
    await makeStaging(client, TABLE_FILES);
    for (const table of TABLE_FILES) {
      const own = files.filter(({ name }) => name === table.file || name === table.geojson);
      if (own.length === 0) continue;
      const isStored = createCheck(table, known, faults);
      const copy = await openStaging(client, table);
      for (const file of own) {
        let rows = 0;
        const report = () => onProgress?.({ phase: "read", file: file.name, rows, bytes, totalBytes });
        for await (const row of importRows(table, file, faults, (chunk) => {
          bytes += chunk;
        })) {
          rows++;
          sample[table.table] ??= [];
          const first = sample[table.table] ?? [];
          if (first.length < SAMPLE_ROWS) first.push(row.texts);
          if (isStored(row)) await copy.write([row.line, row.geometry, ...row.values]);
          if (rows % PROGRESS_ROWS === 0) report();
        }
        report();
        staged.push({ table: table.table, file: file.name, rows });
      }
      await copy.end();
    }
    return { staged, sample, bytes, totalBytes };
  };

  const write = async (
    client: PoolClient,
    id: number,
    staged: readonly { table: ImportTable; file: string; rows: number }[],
  ) => {
    const tables: ImportReport["tables"] = [];
    const note = (table: string, file: string, rows: number, { added, changed }: Merged) =>
      tables.push({ table, file, rows, added, changed, same: rows - added - changed });
    for (const { table } of TABLE_FILES) {
      const own = staged.filter((each) => each.table === table);
      const rows = own.reduce((sum, each) => sum + each.rows, 0);
      if (rows > 0) {
        await client.query(`ANALYZE import_${table}`);
        if (table === "container") await dropDerivedContainers(client, id);
        note(table, own.map((each) => each.file).join(", "), rows, await mergeTable(client, id, table));
        // Later merges join this table: without fresh statistics they would take it for as small as it was.
        if (rows >= ANALYZED_ROWS) await client.query(`ANALYZE ${table}`);
      }
      if (table !== "container" || rows > 0) continue;
      const sites = staged.find((each) => each.table === "site");
      if (!sites) continue;
      const derived = await deriveContainers(client, id);
      note("container", `made from ${sites.file}`, derived.rows, derived);
    }
    return tables;
  };

  const attempt = async (client: PoolClient, request: ImportRequest): Promise<ImportReport> => {
    const { files, organisation, name, timeZone = null, isDryRun, onProgress } = request;
    const startedAt = new Date();
    const startMs = performance.now();
    const faults = createFaults();
    const target = await findTarget(client, organisation, name ?? organisation);
    // The organisation is named by its slug, whoever asks: a fleet of others is neither written to nor looked at.
    const { id: userId } = request.actor;
    if (target.id !== null && userId !== null && !(await worksInAllOf(target.id, userId)))
      throw new AppError(
        "FORBIDDEN",
        `import: organisation ${organisation} is there already and you do not work in all its depots, expected another or a new one`,
      );
    const { staged, sample, bytes, totalBytes } = await stage(client, request, target.id, faults);
    const report = (
      zone: string,
      id: number | null,
      tables: ImportReport["tables"],
      isWritten: boolean,
    ): ImportReport => ({
      organisation: { id, slug: target.slug, name: target.name, timeZone: zone },
      tables,
      faults: faults.listed,
      faultCount: faults.count,
      sample,
      isWritten,
      seconds: (performance.now() - startMs) / 1000,
    });
    const progress = (phase: ImportProgress["phase"]) => {
      const rows = staged.reduce((sum, each) => sum + each.rows, 0);
      onProgress?.({ phase, file: "", rows, bytes, totalBytes });
    };
    progress("check");
    if (faults.count > 0) {
      await client.query("ROLLBACK");
      const tables = staged.map(({ table, file, rows }) => ({
        table,
        file,
        rows,
        added: 0,
        changed: 0,
        same: 0,
      }));
      return report(timeZone ?? target.timeZone ?? "", target.id, tables, false);
    }
    progress("write");
    const zone = (await fillTimeZones(client, timeZone)) ?? target.timeZone ?? "Etc/UTC";
    const id = target.id ?? (await insertOrganisation(client, { ...target, timeZone: zone }));
    const tables = await write(client, id, staged);
    const isChanged = tables.some(({ added, changed }) => added + changed > 0);
    if (isDryRun || !isChanged) await client.query("ROLLBACK");
    else {
      const sha256 = await hashOf(files);
      await noteRun(client, {
        organisationId: id,
        source: request.source,
        sha256,
        counts: tables,
        actor: request.actor,
        startedAt,
      });
      await client.query("COMMIT");
    }
    const isWritten = isChanged && !isDryRun;
    return report(target.timeZone ?? zone, isDryRun ? target.id : id, tables, isWritten);
  };

  return {
    /** Imports files; with faults, on a dry run, or where nothing differs, nothing is written. */
    async run(request: ImportRequest): Promise<ImportReport> {
      checkRequest(request);
      const client = await pool.connect();
      let report: ImportReport;
      try {
        await client.query("BEGIN");
        report = await attempt(client, request);
      } catch (error) {
        // A connection in the middle of a COPY cannot be rolled back: it is closed, which does the same.
        client.release(true);
        throw error;
      }
      client.release();
      const { id } = report.organisation;
      if (id !== null && report.faultCount === 0 && !request.isDryRun) {
        await grantOrganisation(id, request.actor);
        await afterImport(id);
      }
      request.onProgress?.({
        phase: "done",
        file: "",
        rows: report.tables.reduce((sum, each) => sum + each.rows, 0),
        bytes: 0,
        totalBytes: 0,
      });
      return report;
    },
  };
};
/** The import of fleets. */
export type FleetImport = ReturnType<typeof createImport>;
