// Adds to package-lock.json the optional packages of other platforms that the registry at hand did not list when
// the lock was made: `npm ci` refuses a lock without them, everywhere. Run after every change of dependencies.
import { readFileSync, writeFileSync } from "node:fs";

type Entry = {
  version?: string;
  dev?: boolean;
  optional?: boolean;
  optionalDependencies?: Record<string, string>;
};
type Lock = { packages: Record<string, Entry> };

const SYSTEMS = ["android", "darwin", "freebsd", "linux", "openharmony", "win32"];
const PROCESSORS = ["arm64", "arm", "ia32", "ppc64", "riscv64", "s390x", "wasm32", "x64"];
const LIBRARIES = { gnu: "glibc", gnueabihf: "glibc", musl: "musl", musleabihf: "musl" };

/** What a platform package may be installed on, read from its name. */
export const platformOf = (name: string) => {
  const words = name.split(/[-/.]/);
  const os = SYSTEMS.filter((system) => words.includes(system));
  const cpu = PROCESSORS.filter((processor) => words.includes(processor));
  const libc = os.includes("linux")
    ? Object.entries(LIBRARIES).flatMap(([word, lib]) => (words.includes(word) ? [lib] : []))
    : [];
  return { ...(cpu.length > 0 && { cpu }), ...(os.length > 0 && { os }), ...(libc.length > 0 && { libc }) };
};

const holderOf = (packages: Lock["packages"], at: string, name: string) => {
  for (let folder = at; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf("/node_modules/")))) {
    const path = `${folder && `${folder}/`}node_modules/${name}`;
    if (packages[path]) return path;
    if (!folder) return undefined;
    if (!folder.includes("/node_modules/")) folder = "";
  }
};

/** The optional packages a lock names but does not hold. */
export const missingOptional = ({ packages }: Lock) =>
  Object.entries(packages).flatMap(([at, entry]) =>
    Object.entries(entry.optionalDependencies ?? {})
      .filter(([name]) => !holderOf(packages, at, name))
      .map(([name, version]) => ({ path: `node_modules/${name}`, name, version, isDev: entry.dev === true })),
  );

if (process.argv[1] === import.meta.filename) {
  const lock = JSON.parse(readFileSync("package-lock.json", "utf8")) as Lock;
  const missing = missingOptional(lock);
  for (const { path, name, version, isDev } of missing) {
    lock.packages[path] = { version, ...platformOf(name), ...(isDev && { dev: true }), optional: true };
  }
  const sorted = Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1));
  lock.packages = Object.fromEntries(sorted);
  writeFileSync("package-lock.json", `${JSON.stringify(lock, null, 2)}\n`);
  console.log(`added ${missing.length} packages of other platforms`);
}
