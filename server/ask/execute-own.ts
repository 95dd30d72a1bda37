import { figure, type Part } from "#server/ask/execute-parts.ts";
import { type OwnPlan, SAYS_LATE } from "#server/ask/own.schema.ts";
import type { AnswerColumn } from "#server/ask/schema.ts";
import { listNotices, shownRules } from "#server/ask/store-drafts.ts";
import { shownMailings } from "#server/ask/store-mailings.ts";
import type { Scope } from "#server/lib/scope.ts";
import type { Operations } from "#server/operations/service.ts";
import type { Db } from "#server/platform/db.ts";

type OwnReads = { db: Db; operations: Pick<Operations, "clock"> };
type OwnRow = { id: number } & Record<string, unknown>;
type Listing = { title: string; none: string; columns: AnswerColumn[]; rows: OwnRow[] };

// What was raised before is told by the exceptions and reports of its day.
const NOTICES_MS = 24 * 3_600_000;

const column = (key: string, label: string, type: AnswerColumn["type"] = "text"): AnswerColumn => ({
  key,
  label,
  type,
});

const listingOf = async (
  { db, operations }: OwnReads,
  scope: Scope,
  { of, about, within }: OwnPlan,
): Promise<Listing> => {
  const clock = operations.clock(scope);
  const isMeant = ({ words }: { words: string }) => about === undefined || SAYS_LATE.test(words);
  switch (of) {
    case "alerts":
      return {
        title: "alerts",
        none: "No alert of yours runs. One is made by “tell me when …”.",
        columns: [
          column("words", "Alert"),
          column("raisedAt", "Raised", "time"),
          column("fault", "Why it cannot be counted"),
        ],
        rows: (await shownRules(db, scope, clock)).filter(isMeant),
      };
    case "notices":
      return {
        title: within ? `notices ${within.label}` : "notices of the last 24 hours",
        none: `No alert of yours was raised ${within?.label ?? "in the last 24 hours"}.`,
        columns: [
          column("at", "Raised", "time"),
          column("words", "Alert"),
          column("count", "Rows", "number"),
        ],
        rows: (await listNotices(db, scope, new Date(Date.parse(clock.now) - NOTICES_MS))).filter(
          (notice) => isMeant(notice) && (!within || (notice.at >= within.from && notice.at < within.to)),
        ),
      };
    case "mailings":
      return {
        title: "reports by mail",
        none: "No report goes out by mail for you. One is made by “mail me … every Monday at 8”.",
        columns: [
          column("words", "Report"),
          column("dueAt", "Goes out", "time"),
          column("sentAt", "Last sent", "time"),
          column("fault", "Why the last did not go out"),
        ],
        rows: (await shownMailings(db, scope)).sort((a, b) => a.dueAt.localeCompare(b.dueAt)),
      };
  }
};

/** What runs for who asks, and for nobody else; reports the next to go out first. */
export async function* executeOwn(reads: OwnReads, scope: Scope, plan: OwnPlan): AsyncGenerator<Part> {
  const { title, none, columns, rows } = await listingOf(reads, scope, plan);
  yield { type: "figures", figures: [figure(title, rows.length, "")] };
  if (rows.length === 0) yield { type: "text", text: none };
  else yield { type: "rows", title, columns, rows, total: rows.length, view: "table" };
  yield { type: "link", href: "/ask", label: "Open Ask" };
}
