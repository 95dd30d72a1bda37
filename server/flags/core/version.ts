/** A semantic version; what was built with it (+build) plays no part in comparing. */
export type Version = { major: number; minor: number; patch: number; before: readonly (string | number)[] };

const LONGEST = 256;
const FULL =
  /^v?(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-((?:0|[1-9]\d*|\d*[a-z-][\da-z-]*)(?:\.(?:0|[1-9]\d*|\d*[a-z-][\da-z-]*))*))?(?:\+[\da-z-]+(?:\.[\da-z-]+)*)?$/i;
const PARTIAL = /^\d+(?:\.\d+)?$/;

/**
 * Reads a version as flagd does: one leading v is no matter, "1" and "1.2" and numbers stand for 1.0.0 and 1.2.0; null
 * for anything else (semver.org 2.0.0).
 */
export const readVersion = (raw: unknown): Version | null => {
  const text = String(raw).replace(/^v/i, "").trim();
  if (text.length > LONGEST) return null;
  if (PARTIAL.test(text)) {
    const [major = 0, minor = 0] = text.split(".").map(Number);
    return isSafe(major, minor, 0) ? { major, minor, patch: 0, before: [] } : null;
  }
  const match = FULL.exec(text);
  if (match === null) return null;
  const [major, minor, patch] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (!isSafe(major, minor, patch)) return null;
  const before = match[4]?.split(".").map((part) => (/^\d+$/.test(part) ? Number(part) : part)) ?? [];
  return { major, minor, patch, before };
};

const isSafe = (...parts: number[]): boolean => parts.every((part) => part <= Number.MAX_SAFE_INTEGER);

const byPart = (a: string | number, b: string | number): number => {
  if (typeof a === typeof b) return a === b ? 0 : a < b ? -1 : 1;
  return typeof a === "number" ? -1 : 1;
};

/** Orders versions: below 0 where the first is older, 0 where neither is. */
export const compareVersions = (a: Version, b: Version): number => {
  const whole = a.major - b.major || a.minor - b.minor || a.patch - b.patch;
  if (whole !== 0) return whole;
  if (a.before.length === 0 || b.before.length === 0) return b.before.length - a.before.length;
  for (let i = 0; i < Math.max(a.before.length, b.before.length); i++) {
    const [one, other] = [a.before[i], b.before[i]];
    if (one === undefined || other === undefined) return one === undefined ? -1 : 1;
    const order = byPart(one, other);
    if (order !== 0) return order;
  }
  return 0;
};

const DIGITS = 15;

/**
 * How a text stands to a version: 0 the same, 1 to 3 where it is newer by patch (or by what comes before a release), by
 * minor or by major, below 0 where older; NaN where it is none. Three plain numbers take no memory.
 */
const standing = (raw: unknown, than: Version): number => {
  if (typeof raw !== "string") return standingOf(readVersion(raw), than);
  let [part, number, digits] = [0, 0, 0];
  let major = 0;
  let minor = 0;
  for (let i = 0; i <= raw.length; i++) {
    const code = i < raw.length ? raw.charCodeAt(i) - 48 : -2;
    if (code >= 0 && code <= 9 && digits < DIGITS && !(digits === 1 && number === 0)) {
      number = number * 10 + code;
      digits++;
      continue;
    }
    // A point between two parts, or the end behind the third.
    if (code !== -2 || digits === 0 || i < raw.length === (part === 2))
      return standingOf(readVersion(raw), than);
    if (part === 0) major = number;
    else if (part === 1) minor = number;
    if (part === 2) break;
    part++;
    [number, digits] = [0, 0];
  }
  if (part !== 2) return standingOf(readVersion(raw), than);
  if (major !== than.major) return major < than.major ? -3 : 3;
  if (minor !== than.minor) return minor < than.minor ? -2 : 2;
  if (number !== than.patch) return number < than.patch ? -1 : 1;
  return than.before.length > 0 ? 1 : 0;
};

const standingOf = (version: Version | null, than: Version): number => {
  if (version === null) return Number.NaN;
  const order = Math.sign(compareVersions(version, than));
  if (version.major !== than.major) return 3 * order;
  return version.minor !== than.minor ? 2 * order : order;
};

const HOLDS: Readonly<Record<string, (standing: number) => boolean>> = {
  "=": (standing) => standing === 0,
  "!=": (standing) => standing !== 0,
  "<": (standing) => standing < 0,
  "<=": (standing) => standing <= 0,
  ">": (standing) => standing > 0,
  ">=": (standing) => standing >= 0,
  "^": (standing) => standing > -3 && standing < 3,
  "~": (standing) => standing > -2 && standing < 2,
};

/** The test of `sem_ver` against a version that is known; null where the operator is unknown. */
export const versionTest = (operator: string, than: Version): ((raw: unknown) => boolean | null) | null => {
  const holds = Object.hasOwn(HOLDS, operator) ? HOLDS[operator] : undefined;
  if (holds === undefined) return null;
  return (raw) => {
    const stands = standing(raw, than);
    return Number.isNaN(stands) ? null : holds(stands);
  };
};

/** What `sem_ver` says of two versions; null where one is none or the operator is unknown. */
export const versionsAgree = (left: unknown, operator: unknown, right: unknown): boolean | null => {
  const [a, b] = [readVersion(left), readVersion(right)];
  if (a === null || b === null) return null;
  const order = compareVersions(a, b);
  switch (operator) {
    case "=":
      return order === 0;
    case "!=":
      return order !== 0;
    case "<":
      return order < 0;
    case "<=":
      return order <= 0;
    case ">":
      return order > 0;
    case ">=":
      return order >= 0;
    case "^":
      return a.major === b.major;
    case "~":
      return a.major === b.major && a.minor === b.minor;
    default:
      return null;
  }
};
