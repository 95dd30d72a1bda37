import { signsOf } from "#server/ask/core/classify.ts";
import { type Frame, frameOf } from "#server/ask/core/frame.ts";
import type { ExamplePage, NewExample } from "#server/ask/examples.schema.ts";
import { QueryPlan } from "#server/ask/schema.ts";
import {
  countExamples,
  deleteExample,
  readExample,
  readExamples,
  type StoredExample,
  upsertExample,
} from "#server/ask/store-examples.ts";
import type { Understanding } from "#server/ask/understand.ts";
import { AppError } from "#server/lib/errors.ts";
import type { Scope } from "#server/lib/scope.ts";
import { record } from "#server/platform/audit.ts";
import type { Db } from "#server/platform/db.ts";

const ENTITY = "ask-example";
const SHOWN = 200;

const frameOfPlan = (plan: unknown): Frame | null => {
  // A plan of an older version says nothing that can still be learnt.
  const known = QueryPlan.safeParse(plan);
  return known.success ? frameOf(known.data) : null;
};

type Hear = (scope: Scope, text: string) => Promise<Pick<Understanding, "asked" | "understood">>;

/** The frame of what was meant: the reading that was picked, the one that was right, or what the correction reads as. */
const frameMeant = async (
  { plan, meant, correction, verdict }: StoredExample,
  heard: (text: string) => ReturnType<Hear>,
): Promise<Frame | null> => {
  if (meant !== null) return frameOfPlan(meant);
  if (verdict === "up") return frameOfPlan(plan);
  if (correction === null) return null;
  const { understood } = await heard(correction);
  return understood.kind === "reading" ? frameOf(understood.reading.plan) : null;
};

/** Answers that users judged: labelled examples from which the readers of questions can be trained. */
export const createExamples = ({ db, hear }: { db: Db; hear: Hear }) => ({
  /** Notes whether an answer is what was meant; maps to its id. */
  save(scope: Scope, example: NewExample): Promise<{ id: number }> {
    return db.$transaction(async (tx) => {
      const id = await upsertExample(tx, scope, example);
      if (id === undefined)
        throw new AppError("INTERNAL", "ask example: the insert gave no id, expected one");
      // The words may be taken away later, and the log is for good.
      const after = { verdict: example.verdict };
      await record(tx, scope, {
        action: "ask-example.save",
        entity: ENTITY,
        entityId: id,
        before: null,
        after,
      });
      return { id };
    });
  },

  /** Takes a judgement away: one's own, or any of the organisation by engineers and admins. */
  remove(scope: Scope, id: number): Promise<void> {
    const { organisationId, userId, role } = scope;
    return db.$transaction(async (tx) => {
      const row = await readExample(tx, organisationId, id);
      if (row === undefined) throw new AppError("NOT_FOUND", `ask example ${id}: found none`);
      if (row.userId !== userId && role !== "engineer" && role !== "admin")
        throw new AppError("FORBIDDEN", `ask example ${id} is ${row.userName}'s`);
      await deleteExample(tx, organisationId, id);
      const change = { action: "ask-example.remove", entity: ENTITY, entityId: id };
      await record(tx, scope, { ...change, before: { verdict: row.verdict }, after: null });
    });
  },

  /** The newest judgements of the organisation, with how many there are of each. */
  async list({ organisationId }: Scope): Promise<ExamplePage> {
    const [rows, counts] = await Promise.all([
      readExamples(db, organisationId, SHOWN),
      countExamples(db, organisationId),
    ]);
    return {
      rows: rows.map(({ userId: _, createdAt, ...row }) => ({ ...row, createdAt: createdAt.toISOString() })),
      ...counts,
    };
  },

  /**
   * All judgements as JSON lines, newest first, without the names of those who gave them; each with the signs that a
   * reader sees of the question, in which the fleet's names are masked, and the frame of what was meant.
   */
  async file(scope: Scope): Promise<string> {
    const lines: string[] = [];
    for (const row of await readExamples(db, scope.organisationId, null)) {
      const { question, plan, meant, correction, verdict, reader, role, createdAt } = row;
      const { asked } = await hear(scope, question);
      const frame = await frameMeant(row, (text) => hear(scope, text));
      const told = { question, plan, meant, correction, verdict, reader, role, at: createdAt.toISOString() };
      lines.push(`${JSON.stringify({ ...told, signs: signsOf(asked), frame })}\n`);
    }
    return lines.join("");
  },
});
/** Answers that users judged. */
export type Examples = ReturnType<typeof createExamples>;
