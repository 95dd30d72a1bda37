import type { ExamplePage, NewExample } from "#server/ask/examples.schema.ts";
import {
  countExamples,
  deleteExample,
  readExample,
  readExamples,
  type StoredExample,
  upsertExample,
} from "#server/ask/store-examples.ts";
import { AppError } from "#server/lib/errors.ts";
import type { Scope } from "#server/lib/scope.ts";
import { record } from "#server/platform/audit.ts";
import type { Db } from "#server/platform/db.ts";

const ENTITY = "ask-example";
const SHOWN = 200;

// Who said it stays here: a training file needs the words and the plan.
const line = ({ question, plan, meant, correction, verdict, reader, role, createdAt }: StoredExample) =>
  JSON.stringify({ question, plan, meant, correction, verdict, reader, role, at: createdAt.toISOString() });

/** Answers that users judged: labelled examples from which the readers of questions can be trained. */
export const createExamples = ({ db }: { db: Db }) => ({
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

  /** All judgements as JSON lines, newest first, without the names of those who gave them. */
  async file({ organisationId }: Scope): Promise<string> {
    const rows = await readExamples(db, organisationId, null);
    return rows.map((row) => `${line(row)}\n`).join("");
  },
});
/** Answers that users judged. */
export type Examples = ReturnType<typeof createExamples>;
