import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ask, perform } from "./command.mjs";
import { inHome } from "./paths.mjs";
import { OLDEST_MAJOR } from "./postgres-binaries.mjs";

const MAJORS = [OLDEST_MAJOR, 16, 17, 18];

/** Where Debian's packages are unpacked for a user who may not install them. */
export const unpackedFolder = inHome("cache", "postgres");

const isRoot = () => process.getuid?.() === 0;

/** True where Debian's (or Ubuntu's) package tools are. */
export const hasApt = async () =>
  (await ask("apt-get", ["--version"])).code === 0 && existsSync("/etc/debian_version");

const packagesFor = (/** @type {number} */ major) => [
  `postgresql-${major}`,
  `postgresql-${major}-postgis-3`,
  `postgresql-${major}-hypopg`,
];

/** What those packages need that may be installed on the machine without the rest, and is unpacked all the same. */
const beside = (/** @type {number} */ major) => [
  `postgresql-client-${major}`,
  `postgresql-${major}-postgis-3-scripts`,
  "libpq5",
];

/** The major version whose PostGIS the package lists know, preferring a server that is installed already. */
const offeredMajor = async (/** @type {string[]} */ options) => {
  const { out } = await ask("apt-cache", [
    ...options,
    "policy",
    ...MAJORS.map((major) => `postgresql-${major}-postgis-3`),
  ]);
  const offered = MAJORS.filter((major) =>
    new RegExp(`postgresql-${major}-postgis-3:\\s+Installed: .*\\s+Candidate: \\d`).test(out),
  );
  return offered.find((major) => existsSync(`/usr/lib/postgresql/${major}/bin/postgres`)) ?? offered[0];
};

/** A new server package would set up and start a database of its own; this switches that off while it installs. */
const withoutMainCluster = async (/** @type {() => Promise<void>} */ install) => {
  const folder = "/etc/postgresql-common/createcluster.d";
  const file = join(folder, "roundsman.conf");
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, "create_main_cluster = false\n");
  try {
    await install();
  } finally {
    rmSync(file, { force: true });
  }
};

const installAsRoot = async (/** @type {(line: string) => void} */ onLine) => {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const what = "Installing PostgreSQL with PostGIS from Debian's packages";
  const wait = ["-o", "DPkg::Lock::Timeout=180"];
  let major = await offeredMajor([]);
  if (!major) {
    await perform("apt-update", "apt-get", [...wait, "update"], { what, onLine, env });
    major = await offeredMajor([]);
  }
  if (!major) return false;
  const packages = packagesFor(major);
  const install = () =>
    perform(
      "apt-install",
      "apt-get",
      [
        ...wait,
        "-o",
        "Dpkg::Use-Pty=0",
        "-o",
        "APT::Keep-Downloaded-Packages=false",
        "install",
        "-y",
        "--no-install-recommends",
        ...packages,
      ],
      { what, onLine, env },
    );
  await withoutMainCluster(async () => {
    // An install that was interrupted leaves packages half set up; this finishes them and does nothing otherwise.
    await ask("dpkg", ["--configure", "-a"], { env });
    try {
      await install();
    } catch {
      // The lists may be older than the archive, which then answers 404 for a version it no longer holds.
      await perform("apt-update", "apt-get", [...wait, "update"], { what, onLine, env });
      await install();
    }
  });
  return true;
};

/** Takes out of the unpacked packages what our cluster never reads: the just-in-time compiler, which is off, and texts. */
const dropUnread = (/** @type {string} */ tree, /** @type {number} */ major) => {
  const lib = join(tree, "usr/lib");
  const libraries = readdirSync(lib).filter((name) => name.includes("-linux-"));
  const compiler = libraries.flatMap((triplet) =>
    readdirSync(join(lib, triplet))
      .filter((name) => /^lib(LLVM|z3)[-.]/.test(name))
      .map((name) => join(lib, triplet, name)),
  );
  const server = join(lib, `postgresql/${major}/lib`);
  for (const path of [
    ...compiler,
    ...readdirSync(lib)
      .filter((name) => name.startsWith("llvm"))
      .map((name) => join(lib, name)),
    ...["bitcode", "llvmjit.so", "llvmjit_types.bc"].map((name) => join(server, name)),
    ...["usr/share/doc", "usr/share/man", "usr/share/locale"].map((name) => join(tree, name)),
  ]) {
    rmSync(path, { recursive: true, force: true });
  }
};

/** Without root: the same packages and what they need, downloaded and unpacked into a folder of ours. */
const unpack = async (/** @type {(line: string) => void} */ onLine) => {
  const what = "Unpacking PostgreSQL with PostGIS from Debian's packages";
  const debs = inHome("cache", "debs");
  const partial = `${unpackedFolder}.partial`;
  for (const folder of ["lists/partial", "archives/partial"])
    mkdirSync(join(debs, folder), { recursive: true });
  rmSync(partial, { recursive: true, force: true });
  const options = [
    ["Dir::State::Lists", join(debs, "lists")],
    ["Dir::Cache", debs],
    ["Debug::NoLocking", "1"],
  ].flatMap(([key, value]) => ["-o", `${key}=${value}`]);
  await perform("apt-update", "apt-get", [...options, "update"], { what, onLine });
  const major = await offeredMajor(options);
  if (!major) return false;
  const wanted = packagesFor(major);
  const { out } = await ask("apt-get", [
    ...options,
    "install",
    "-y",
    "--print-uris",
    "--no-install-recommends",
    ...wanted,
  ]);
  const needed = [...out.matchAll(/^'\S+' ([^_\s]+)_\S+\.deb /gm)].map((match) => match[1] ?? "");
  const packages = [...new Set([...needed, ...wanted, ...beside(major)])];
  await perform("apt-download", "apt-get", [...options, "download", ...packages], {
    what,
    onLine,
    cwd: join(debs, "archives"),
  });
  for (const deb of readdirSync(join(debs, "archives")).filter((name) => name.endsWith(".deb"))) {
    onLine(`unpacking ${deb.split("_")[0]}`);
    await perform("dpkg", "dpkg", ["-x", join(debs, "archives", deb), partial], { what });
  }
  const extensions = join(partial, `usr/share/postgresql/${major}/extension`);
  // The packages name the version of PostGIS through a system-wide alternative that is not there in our folder.
  copyFileSync(join(extensions, "postgis-3.control"), join(extensions, "postgis.control"));
  dropUnread(partial, major);
  rmSync(unpackedFolder, { recursive: true, force: true });
  renameSync(partial, unpackedFolder);
  rmSync(debs, { recursive: true, force: true });
  return true;
};

/**
 * Obtains PostgreSQL with PostGIS from Debian's packages, as root or without; false where the archive has none.
 * @param {(line: string) => void} onLine @returns {Promise<boolean>}
 */
export const obtainFromPackages = (onLine) => (isRoot() ? installAsRoot(onLine) : unpack(onLine));
