import { open } from "node:fs/promises";
import * as z from "zod";
import type { AnswerPart, QueryPlan, Reading, TimeWindow } from "#server/ask/schema.ts";
import { MAX_TURNS, Question } from "#server/ask/schema.ts";
import type { Ask } from "#server/ask/service.ts";
import { AppError } from "#server/lib/errors.ts";
import { ROLES, type Role, type Scope } from "#server/lib/scope.ts";

const OFFICE = ROLES.filter((role) => role !== "driver");

const Line = z.object({
  id: z.union([z.string(), z.number()]),
  turns: z.array(Question.shape.text).min(1),
  role: z.enum(OFFICE as [Role, ...Role[]]),
});

/** What is printed of one question of a file. */
export type FileAnswer = {
  id: string | number;
  /** The plan that ran; null where none did. */
  plan: QueryPlan | null;
  window: TimeWindow | null;
  /** What names the rows of the first table: their id, else what they are counted by. */
  rowIds: (string | number)[];
  rows: Record<string, unknown>[];
  /** The reading that ran, the two that were offered, or the one that is left without the words that were not understood. */
  readings: Reading[];
  refusal: { reason: string; text: string } | null;
  ms: number;
  figures: Extract<AnswerPart, { type: "figures" }>["figures"];
  texts: string[];
  href: string | null;
};

const idOf = (row: Record<string, unknown>, firstColumn: string | undefined): string | number | null => {
  for (const key of ["id", "stopId", "vehicleId", "key", firstColumn ?? ""]) {
    const value = row[key];
    if (typeof value === "string" || typeof value === "number") return value;
  }
  return null;
};

/** Maps the parts of an answer to the one object that a line of the output holds. */
export const fileAnswer = (id: string | number, parts: readonly AnswerPart[], ms: number): FileAnswer => {
  const of = <T extends AnswerPart["type"]>(type: T) =>
    parts.filter((part): part is Extract<AnswerPart, { type: T }> => part.type === type);
  const [table] = of("rows");
  const hits = of("passages").flatMap((part) => part.hits);
  const [refusal] = of("refusal");
  const read = of("reading").map((part) => part.reading);
  const [ran] = refusal ? [] : read;
  const rowIds = table
    ? table.rows.flatMap((row) => idOf(row, table.columns[0]?.key) ?? [])
    : hits.map((hit) => hit.id);
  return {
    id,
    plan: ran?.plan ?? null,
    window: ran?.window ?? null,
    rowIds,
    rows: table?.rows ?? hits,
    readings: [
      ...read,
      ...of("choice").flatMap((part) => part.readings),
      ...of("refusal").flatMap(({ without }) => without ?? []),
    ],
    refusal: refusal ? { reason: refusal.reason, text: refusal.text } : null,
    ms: Math.round(ms * 10) / 10,
    figures: of("figures").flatMap((part) => part.figures),
    texts: of("text").map((part) => part.text),
    href: of("link")[0]?.href ?? null,
  };
};

/**
 * Answers a file of questions, a JSON object a line, in their order and one at a time, so that a file of any length
 * takes the memory of one answer; maps to the exit code: 0, or 1 where a line was bad or a question failed.
 */
export const askFile = async (
  path: string,
  {
    ask,
    now,
    scopeOf,
    print,
    fault,
  }: {
    ask: Pick<Ask, "ask">;
    /** The moment asked about; undefined for that of the running day. */
    now: string | undefined;
    scopeOf: (role: Role) => Promise<Scope>;
    /** Prints a line and waits until it is taken. */
    print: (line: string) => Promise<void>;
    fault: (line: string) => void;
  },
): Promise<number> => {
  const file = await open(path).catch((error: unknown) => {
    throw new AppError("NOT_FOUND", `ask --file: found no readable file ${path}`, { cause: error });
  });
  const scopes = new Map<Role, Promise<Scope>>();
  const scopeFor = (role: Role): Promise<Scope> => {
    const scope = scopes.get(role) ?? scopeOf(role);
    scopes.set(role, scope);
    return scope;
  };
  let no = 0;
  let code = 0;
  const bad = (found: string) => {
    fault(`${path}:${no}: ${found}`);
    code = 1;
  };
  for await (const text of file.readLines()) {
    no++;
    if (text.trim() === "") continue;
    let json: unknown;
    try {
      json = JSON.parse(text);
    } catch {
      bad("found no JSON, expected an object {id, turns, role}");
      continue;
    }
    const line = Line.safeParse(json);
    if (!line.success) {
      const issue = line.error.issues[0];
      bad(`${issue?.path.join(".") || "line"}: ${issue?.message ?? "another shape"}`);
      continue;
    }
    const { id, turns, role } = line.data;
    const startMs = performance.now();
    const parts: AnswerPart[] = [];
    try {
      const question = { text: turns.at(-1) ?? "", turns: turns.slice(0, -1).slice(-MAX_TURNS) };
      for await (const part of ask.ask(await scopeFor(role), question, now)) parts.push(part);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      bad(`question ${id}: ${error.message}`);
      parts.push({ type: "refusal", reason: "unclear", text: error.message, suggestions: [], without: null });
    }
    await print(JSON.stringify(fileAnswer(id, parts, performance.now() - startMs)));
  }
  return code;
};
