import { existsSync, readdirSync, realpathSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { ask } from "./command.mjs";

/**
 * PostgreSQL programs that can run the product's cluster.
 * @typedef {{ bin: string, major: number, lib?: string, env: Record<string, string> }} Binaries
 */

/** The oldest PostgreSQL whose SQL the migrations are written for. */
export const OLDEST_MAJOR = 15;

const list = (/** @type {string} */ folder) => (existsSync(folder) ? readdirSync(folder) : []);

const usualFolders = () => [
  ...(process.env.PATH ?? "").split(delimiter),
  ...list("/usr/lib/postgresql").map((major) => `/usr/lib/postgresql/${major}/bin`),
  ...list("/usr")
    .filter((name) => name.startsWith("pgsql-"))
    .map((name) => `/usr/${name}/bin`),
  ...["/opt/homebrew/opt", "/usr/local/opt"].flatMap((prefix) =>
    list(prefix)
      .filter((name) => name.startsWith("postgresql"))
      .map((name) => join(prefix, name, "bin")),
  ),
  ...list("/Applications/Postgres.app/Contents/Versions").map(
    (version) => `/Applications/Postgres.app/Contents/Versions/${version}/bin`,
  ),
];

/** Where a server of this major version looks for extensions; Debian keeps it beside `lib`, others inside. */
const hasExtension = (/** @type {string} */ bin, /** @type {number} */ major, /** @type {string} */ name) => {
  const prefix = dirname(bin);
  return [
    join(prefix, "share/extension"),
    join(prefix, "share/postgresql/extension"),
    join(prefix, `share/postgresql@${major}/extension`),
    join(prefix, `../../../share/postgresql/${major}/extension`),
  ].some((folder) => existsSync(join(folder, `${name}.control`)));
};

/** The environment a server unpacked from Debian's packages into a folder of ours needs to find its libraries. */
const unpackedEnv = (/** @type {string} */ prefix) => {
  const lib = join(prefix, "usr/lib");
  const triplet = list(lib).find((name) => name.includes("-linux-"));
  if (!triplet) return {};
  const libs = ["", "blas", "lapack"].map((name) => join(lib, triplet, name));
  return { LD_LIBRARY_PATH: libs.join(":"), PROJ_DATA: join(prefix, "usr/share/proj") };
};

/**
 * Looks at one folder of programs: maps it to a usable server with PostGIS, or to undefined.
 * @param {string} folder @param {string} [unpackedAt] the root of an unpacked tree @returns {Promise<Binaries | undefined>}
 */
const inspect = async (folder, unpackedAt) => {
  if (!existsSync(join(folder, "postgres"))) return undefined;
  const bin = dirname(realpathSync(join(folder, "postgres")));
  const env = unpackedAt ? unpackedEnv(unpackedAt) : {};
  const { code, out } = await ask(join(bin, "postgres"), ["--version"], { env: { ...process.env, ...env } });
  const major = Number(/\(PostgreSQL\) (\d+)/.exec(out)?.[1] ?? 0);
  if (code !== 0 || major < OLDEST_MAJOR || !existsSync(join(bin, "initdb"))) return undefined;
  const complete = ["postgis", "btree_gist", "pg_stat_statements"].every((name) =>
    hasExtension(bin, major, name),
  );
  return complete ? { bin, major, env } : undefined;
};

/**
 * Every usable PostgreSQL with PostGIS on this machine, newest first, an unpacked one of ours last.
 * @param {string} unpacked the folder Debian's packages may have been unpacked into
 * @returns {Promise<Binaries[]>}
 */
export const findBinaries = async (unpacked) => {
  const found = await Promise.all([
    ...[...new Set(usualFolders().filter(Boolean))].map((folder) => inspect(folder)),
    ...list(join(unpacked, "usr/lib/postgresql")).map((major) =>
      inspect(join(unpacked, "usr/lib/postgresql", major, "bin"), unpacked),
    ),
  ]);
  const known = new Map(found.filter((each) => each !== undefined).map((each) => [each.bin, each]));
  return [...known.values()].sort((a, b) => b.major - a.major);
};
