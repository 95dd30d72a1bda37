const SOURCE = /\.(ts|tsx|mjs|cjs)$/;
const TEST = /\.(test|contract)\.tsx?$/;
const BANNED_NAMES = /^(utils?|helpers?|index|misc|common|manager|optimizer)(\.|$)/i;
const BANNED_WORDS = /(enhanced|optimizer|manager|helper|intelligent)/i;
const MAY_READ_ENVIRONMENT =
  /^(server\/env\.ts|server\/bootstrap|scripts\/|bench\/(run|drill)\.ts|e2e\/|[a-z.-]+\.config\.ts$)/;

/** How many lines a file of source may have, and how many a router. */
export const LIMITS = { file: 500, router: 120, page: 60 };

const parts = (path: string) => path.split("/");

const nameFaults = (path: string) => {
  // Journeys are named after roles, and one of them is the manager.
  if (!SOURCE.test(path) || path.startsWith("e2e/")) return [];
  const names = parts(path);
  const faults = names
    .filter((name) => BANNED_NAMES.test(name))
    .map((name) => `is called "${name}": name it after the thing in it`);
  if (BANNED_WORDS.test(names.at(-1) ?? "")) faults.push("carries a word of praise or rank in its name");
  return faults;
};

const domainFaults = (path: string) => {
  const [top, domain, ...rest] = parts(path);
  if (
    top !== "server" ||
    rest.length === 0 ||
    domain === "lib" ||
    domain === "platform" ||
    domain === "bootstrap"
  )
    return [];
  const name = rest.at(-1) ?? "";
  const faults: string[] = [];
  if (name !== "service.ts" && /(^|[-.])service\.ts$/.test(name))
    faults.push("is a second service: a domain has one face, service.ts");
  if (name === "router.ts" && rest.length > 1) faults.push("is a router outside the domain's own folder");
  if (name === "schema.ts" && rest.length > 1) faults.push("is a schema outside the domain's own folder");
  return faults;
};

const lengthFaults = (path: string, lines: number) => {
  const [top] = parts(path);
  const limit =
    path.endsWith("/router.ts") && !TEST.test(path)
      ? LIMITS.router
      : top === "app" && /\/(page|layout)\.tsx$/.test(path)
        ? LIMITS.page
        : LIMITS.file;
  return lines > limit ? [`has ${lines} lines: at most ${limit}`] : [];
};

const textFaults = (path: string, text: string) => {
  const faults: string[] = [];
  // This file spells out what it looks for.
  const isTyped = /\.tsx?$/.test(path) && path !== "scripts/structure-rules.ts";
  if (
    isTyped &&
    /((?<!\(\?):\s*any\b|\bas any\b|<any\b|\bany\[\])/.test(
      text.replace(/\/\/.*|\/\*[\s\S]*?\*\/|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g, ""),
    )
  ) {
    faults.push("uses `any`: take unknown and parse it");
  }
  if (/@ts-(ignore|nocheck)/.test(text) && path !== "scripts/structure-rules.ts")
    faults.push("silences the type checker");
  if (/process\.env/.test(text) && !MAY_READ_ENVIRONMENT.test(path) && !TEST.test(path)) {
    faults.push("reads process.env: only server/env.ts and the bootstrap do");
  }
  return faults;
};

/**
 * The faults of one file against the layout and the house numbers.
 */
export const faultsOf = (path: string, text: string): string[] => [
  ...nameFaults(path),
  ...domainFaults(path),
  ...(SOURCE.test(path)
    ? [...lengthFaults(path, text.split("\n").length - 1), ...textFaults(path, text)]
    : []),
];

/** The value below which a share of the sorted numbers lies. */
export const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

/** True for source that counts in the house numbers: ours, typed, and not a test. */
export const isCounted = (path: string): boolean => /\.(ts|tsx|mjs)$/.test(path) && !TEST.test(path);
