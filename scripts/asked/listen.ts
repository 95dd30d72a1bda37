import { inContext, sureReading, withEdits } from "#server/ask/conversation.ts";
import { COUNTED_COLUMNS } from "#server/ask/core/columns.ts";
import type { SortKeys } from "#server/ask/core/edit-plan.ts";
import { isAscending } from "#server/ask/core/rank.ts";
import { namesIn } from "#server/ask/core/read.ts";
import { readExport, wantsPlaces } from "#server/ask/core/rules-export.ts";
import { readMailing } from "#server/ask/core/rules-mailing.ts";
import { isMoreBetter } from "#server/ask/core/same-order.ts";
import { planWords } from "#server/ask/core/words.ts";
import { fileWords, understandProposing } from "#server/ask/proposing.ts";
import { openShipped } from "#server/ask/readers.ts";
import type { QueryPlan } from "#server/ask/schema.ts";
import { inEnglish, linkerOf, understandEnglish } from "#server/ask/understand.ts";
import { ASKED_NAMES } from "./fleet.ts";

const clock = { now: "2026-11-25T12:40:00.000Z", timeZone: "Europe/London" };
/** What a conversation's last sentence came to: a plan in words with what is edited of it, a choice, or why it was refused. */
export type Heard = {
  kind: "reading" | "choice" | "refusal";
  words: string;
  /** What the plan runs, without what only the look or the wording of its answer hangs on; empty where none runs. */
  plan: string;
};

// The worst are the most or the least, whichever is worse, and without an order the most stand first: the same rows.
const orderOf = (plan: QueryPlan): QueryPlan => {
  if (plan.kind !== "kpi" && plan.kind !== "measure") return plan;
  const { order } = plan.ranking;
  if (order === null && (plan.by === null || /^(?:day|week|month)$/.test(plan.by))) return plan;
  return {
    ...plan,
    ranking: { ...plan.ranking, order: isAscending(order, isMoreBetter(plan)) ? "least" : "most" },
  };
};

// Conditions hold together in any order.
const rowsOf = (plan: QueryPlan): string =>
  JSON.stringify(orderOf(plan), (key, value: unknown) => {
    if (["columns", "view", "sort", "label", "words", "question"].includes(key)) return undefined;
    return key === "filters" && Array.isArray(value)
      ? value.map((each) => JSON.stringify(each)).sort()
      : value;
  });

// What rows are called where a sentence speaks of one: there are no rows here to read.
const NAMED: Readonly<Record<string, readonly string[]>> = {
  ...{ route: ["R-9", "R-17"], routes: ["R-9", "R-17"], vehicle: ["Truck 9", "Truck 17"] },
  ...{ vehicles: ["Truck 9", "Truck 17"], driver: ["Maria Santos", "Wei Chen"] },
  ...{
    drivers: ["Maria Santos", "Wei Chen"],
    zone: ["North", "East"],
    depot: ["North depot", "South depot"],
  },
  ...{ kind: ["contaminated", "overfull"], stream: ["glass", "paper"] },
};
const standIns = (plan: QueryPlan): Record<string, unknown>[] => {
  const of =
    plan.kind === "list"
      ? plan.list
      : "by" in plan && typeof plan.by === "string"
        ? plan.by
        : plan.kind === "records"
          ? plan.of === "shifts" || plan.of === "safety"
            ? "driver"
            : "vehicle"
          : "route";
  return (NAMED[of] ?? []).map((name, i) => ({ id: i + 1, name, key: name, [of]: name }));
};
const sortKeys: SortKeys = (list) => new Set([...COUNTED_COLUMNS[list], "weightKg", "loadKg"]);

/** Hears conversations over a small fleet, by rules and the second reader, as the product does. */
export const createEar = async () => {
  const linker = linkerOf(ASKED_NAMES);
  const classifier = await openShipped();
  const read = (text: string, by: typeof classifier | null = classifier) =>
    understandProposing(text, (part) =>
      understandEnglish(part, {
        ...{ linker, classifier: by, clock, depotIds: [] },
        findAddress: async (street, house) => [
          { siteId: 311, label: `${house ?? ""} ${street}`.trim(), lng: -5.6, lat: 51.3 },
        ],
      }),
    );
  return async (spoken: readonly string[], byRulesAlone = false): Promise<Heard> => {
    const turns = spoken.map((turn) => inEnglish(turn, linker).text);
    const last = turns.at(-1) ?? "";
    const exported = readMailing(last) ? undefined : readExport(last);
    const said = exported
      ? [...turns.slice(0, -1), ...(exported.question === "" ? [] : [exported.question])]
      : turns;
    const context =
      said.length > 1
        ? await inContext(said, {
            understand: read,
            rowsOf: async ({ text, edits }) => {
              const scored = sureReading(await read(text));
              const edited = scored && withEdits(scored.plan, edits, sortKeys);
              return edited && "plan" in edited ? { plan: edited.plan, rows: standIns(edited.plan) } : null;
            },
          })
        : { text: said[0] ?? "", edits: [] };
    if ("lost" in context) return { kind: "refusal", words: context.lost, plan: "" };
    const understanding = await read(context.text, byRulesAlone ? null : classifier);
    const { understood } = understanding;
    if (understood.kind === "refusal") return { kind: "refusal", words: understood.refusal.text, plan: "" };
    if (understood.kind === "choice") return { kind: "choice", words: "two readings", plan: "" };
    const { plan, window } = understood.reading;
    const edited = withEdits(plan, context.edits, sortKeys);
    if ("fault" in edited) return { kind: "refusal", words: edited.fault, plan: "" };
    return {
      kind: "reading",
      words: `${planWords(edited.plan, window, namesIn(understanding.asked))}${
        exported ? fileWords(edited.plan, { format: exported.format, wantsPlaces: wantsPlaces(last) }) : ""
      }`,
      plan: rowsOf(edited.plan),
    };
  };
};
