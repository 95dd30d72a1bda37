import { parseArgs } from "node:util";
import type { AnswerPart } from "#server/ask/schema.ts";
import type { Ask } from "#server/ask/service.ts";
import { askFile } from "#server/cli/ask-file.ts";
import { AppError } from "#server/lib/errors.ts";
import { ROLES, type Role, type Scope } from "#server/lib/scope.ts";

const USAGE =
  'ask "QUESTION" [--as ROLE] [--organisation SLUG] [--now ISO] [--reading 1|2] [--after QUESTION] [--json], or ask --file QUESTIONS.jsonl [--organisation SLUG] [--now ISO] --json: rows of the fleet, read-only';
const MOST_ROWS = 20;
const WIDEST = 32;

type Rows = Extract<AnswerPart, { type: "rows" }>;

const duration = (seconds: number): string => {
  const minutes = Math.round(Math.abs(seconds) / 60);
  const text =
    minutes < 60
      ? `${minutes} min`
      : `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, "0")}`;
  return seconds < 0 ? `-${text}` : text;
};

const number = (value: number): string =>
  value.toLocaleString("en-GB", { maximumFractionDigits: Math.abs(value) < 10 ? 2 : 1 });

/** A value of an answer as a person reads it, in the zone of the depot. */
export const cellText = (
  value: unknown,
  type: Rows["columns"][number]["type"],
  timeZone: string,
  /** Of a figure: what the row names. */
  unit: unknown = "",
): string => {
  if (value === null || value === undefined || value === "") return "–";
  if (type === "time" && typeof value === "string")
    return new Date(value).toLocaleString("en-GB", {
      timeZone,
      day: "2-digit",
      month: "short",
      hour: "2-digit",
      minute: "2-digit",
    });
  if (typeof value !== "number") return Array.isArray(value) ? value.join(", ") : String(value);
  if (type === "duration") return duration(value);
  if (type === "distance") return value < 10_000 ? `${number(value)} m` : `${number(value / 1000)} km`;
  if (type === "weight") return `${number(value)} kg`;
  if (type === "percent" || unit === "%") return `${number(value)}%`;
  if (type === "money") return (value / 100).toFixed(2);
  if (type === "figure" && unit !== "" && unit !== "money") return `${number(value)} ${String(unit)}`;
  return number(value);
};

const table = (part: Rows, timeZone: string): string[] => {
  const shown = part.rows.slice(0, MOST_ROWS);
  const cells = [
    part.columns.map((column) => column.label),
    ...shown.map((row) =>
      part.columns.map((column) => cellText(row[column.key], column.type, timeZone, column.unit ?? row.unit)),
    ),
  ].map((line) => line.map((cell) => (cell.length > WIDEST ? `${cell.slice(0, WIDEST - 1)}…` : cell)));
  const widths = part.columns.map((_, i) => Math.max(...cells.map((line) => line[i]?.length ?? 0)));
  const lines = cells.map((line) =>
    `  ${line.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join("  ")}`.trimEnd(),
  );
  const rest = part.total - shown.length;
  return [part.title, ...lines, ...(rest > 0 ? [`  … and ${rest.toLocaleString("en-GB")} more`] : [])];
};

type Hit = Extract<AnswerPart, { type: "passages" }>["hits"][number];

const cited = (
  { kind, title, text, excerpt: [from, until], at, by, place }: Hit,
  no: number,
  timeZone: string,
) => [
  [
    `${no}. ${title}`,
    kind.replace("-", " "),
    cellText(at, "time", timeZone),
    ...(by === null ? [] : [by]),
  ].join(" · "),
  `   ${from > 0 ? "… " : ""}${text.slice(from, until).replaceAll("\n", " ")}${until < text.length ? " …" : ""}`,
  ...(place === null ? [] : [`   /${place.list}?id=${place.id}`]),
];

/** Lines that show one part of an answer in a terminal. */
export const partLines = (part: AnswerPart, timeZone: string): string[] => {
  switch (part.type) {
    case "reading":
      return [
        `Understood as: ${part.reading.words}`,
        ...(part.reading.window
          ? [`Window: ${part.reading.window.label}, ${part.reading.window.timeZone}`]
          : []),
      ];
    case "figures":
      return part.figures.map((figure) => {
        const value =
          figure.value === null
            ? "no value"
            : `${number(figure.value)} ${figure.unit === "money" ? "" : figure.unit}`.trim();
        const other = figure.compare;
        const before = other
          ? ` (${other.label}: ${other.value === null ? "no value" : number(other.value)})`
          : "";
        return `${figure.label}: ${value}${before}`;
      });
    case "rows":
      return table(part, timeZone);
    case "passages":
      return part.hits.flatMap((hit, i) => cited(hit, i + 1, timeZone));
    case "text":
      return [part.text];
    case "proposal":
      return [
        `Proposed: ${part.words}`,
        part.draftId === null ? "  nothing was stored" : `  draft ${part.draftId} waits to be confirmed`,
      ];
    case "link":
      return [`${part.label}: ${part.href}`];
    case "choice":
      return [
        "This can be read in two ways; ask again with --reading 1 or --reading 2:",
        ...part.readings.map((reading, i) => `  ${i + 1}. ${reading.words}`),
      ];
    case "refusal":
      return [
        part.text,
        ...(part.without
          ? [`Without those words it would read (ask again with --reading 1): ${part.without.words}`]
          : []),
        "Questions that work:",
        ...part.suggestions.map((text) => `  ${text}`),
      ];
    case "done":
      return [
        `${part.rowCount} rows in ${Math.round(part.tookMs)} ms${part.keptAt === null ? "" : `, from memory of ${part.keptAt}`}.`,
      ];
    case "error":
      return [part.message];
  }
};

/** Answers one question from the shell, or a file of them; maps to the exit code. */
export const runAsk = async (
  args: readonly string[],
  {
    ask,
    scopeOf,
    print,
    printSlowly,
    fault,
  }: {
    ask: Pick<Ask, "ask">;
    /** The scope of a role in an organisation (slug; undefined for the demo city), and the zone to show times in. */
    scopeOf: (organisation: string | undefined, role: Role) => Promise<{ scope: Scope; timeZone: string }>;
    print: (line: string) => void;
    /** Prints a line and waits until it is taken. */
    printSlowly: (line: string) => Promise<void>;
    fault: (line: string) => void;
  },
): Promise<number> => {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      as: { type: "string", default: "dispatcher" },
      organisation: { type: "string" },
      now: { type: "string" },
      reading: { type: "string" },
      after: { type: "string", multiple: true },
      file: { type: "string" },
      json: { type: "boolean", default: false },
    },
  });
  if (values.now !== undefined && Number.isNaN(Date.parse(values.now)))
    throw new AppError(
      "BAD_REQUEST",
      `ask --now: found "${values.now}", expected an ISO instant such as 2026-11-23T10:30:00Z`,
    );
  const now = values.now === undefined ? undefined : new Date(values.now).toISOString();
  if (values.file !== undefined) {
    if (!values.json || positionals.length > 0)
      throw new AppError("BAD_REQUEST", `ask --file: expected --json and no question beside it: ${USAGE}`);
    const scopeOfRole = async (role: Role) => (await scopeOf(values.organisation, role)).scope;
    return askFile(values.file, { ask, now, scopeOf: scopeOfRole, print: printSlowly, fault });
  }
  const text = positionals.join(" ").trim();
  if (text === "") throw new AppError("BAD_REQUEST", `ask: found no question, expected ${USAGE}`);
  const role = ROLES.find((known) => known === values.as);
  if (!role)
    throw new AppError("BAD_REQUEST", `ask --as: found "${values.as}", expected one of ${ROLES.join(", ")}`);
  if (role === "driver")
    throw new AppError("FORBIDDEN", "ask is for the office: dispatcher, manager, engineer, admin");
  if (values.reading !== undefined && values.reading !== "1" && values.reading !== "2")
    throw new AppError("BAD_REQUEST", `ask --reading: found "${values.reading}", expected 1 or 2`);
  const { scope, timeZone } = await scopeOf(values.organisation, role);
  const question = {
    text,
    ...(values.after ? { turns: values.after } : {}),
    ...(values.reading ? { readingIndex: Number(values.reading) - 1 } : {}),
  };
  const parts: AnswerPart[] = [];
  for await (const part of ask.ask(scope, question, now)) {
    if (values.json) parts.push(part);
    else for (const line of partLines(part, timeZone)) print(line);
  }
  if (values.json) print(JSON.stringify({ question: text, as: role, now: now ?? null, parts }, null, 2));
  return 0;
};
