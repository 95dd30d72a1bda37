import pino from "pino";

/** Levels a log can be set to, from the most to the least talkative. */
export const LOG_LEVELS = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;

/** One of {@link LOG_LEVELS}. */
export type LogLevel = (typeof LOG_LEVELS)[number];

/** A structured log: facts first, then a sentence. */
export type Log = pino.Logger;

/** What a log line never carries, at the top or one level down. */
const SECRETS = ["password", "token", "authorization", "cookie", "secret", "apiKey"];

const NAMES: Record<number, string> = {
  10: "trace",
  20: "debug",
  30: "info",
  40: "warn",
  50: "error",
  60: "fatal",
};

const inShort = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

/** Maps one JSON line of the log to a line for a person: time (UTC), level, sentence, then facts as key=value. */
export const prettyLine = (line: string): string => {
  const { time, level, msg, pid, hostname, err, ...facts } = JSON.parse(line) as Record<string, unknown>;
  const at = new Date(Number(time)).toISOString().slice(11, 23);
  const pairs = Object.entries(facts).map(([key, value]) => ` ${key}=${inShort(value)}`);
  const failure = err as { type?: string; message?: string; stack?: string } | undefined;
  const trace = failure === undefined ? "" : `\n${failure.stack ?? `${failure.type}: ${failure.message}`}`;
  return `${at} ${(NAMES[Number(level)] ?? String(level)).padEnd(5)} ${inShort(msg ?? "")}${pairs.join("")}${trace}\n`;
};

/**
 * Opens the log of a process: JSON lines on stdout, or lines for a person where `pretty`.
 * Values under the names of secrets are left out.
 */
export const createLog = ({
  level = "info",
  pretty = false,
  write = (line) => void process.stdout.write(line),
}: {
  level?: LogLevel;
  pretty?: boolean;
  write?: (line: string) => void;
} = {}): Log =>
  pino(
    {
      level,
      base: null,
      redact: { paths: SECRETS.flatMap((name) => [name, `*.${name}`]), censor: "[left out]" },
    },
    { write: pretty ? (line) => write(prettyLine(line)) : write },
  );
