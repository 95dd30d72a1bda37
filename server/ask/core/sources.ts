import type { QueryPlan } from "#server/ask/schema.ts";

const OF_RECORDS = {
  faults: "faults of vehicles",
  readings: "readings of vehicles",
  "daily-readings": "readings of vehicles",
  repairs: "repairs",
  safety: "safety events",
  tickets: "weigh tickets",
  shifts: "shifts of drivers",
  visits: "stops of the weeks before",
  orders: "orders of customers",
  collections: "collection schedule",
  risks: "risks of vehicles",
  "work-orders": "work orders",
  "customer-risks": "risks of customers",
} as const;

/** What is read to answer a plan, as people call it. */
export const sourcesOf = (plan: QueryPlan): string[] => {
  switch (plan.kind) {
    case "list":
    case "count":
    case "group":
      return plan.list === "vehicles" ? ["vehicles", "newest state of each vehicle"] : [plan.list];
    case "kpi":
    case "movers":
    case "summary":
      return ["routes", "stops", "exceptions"];
    case "day-totals":
      return ["routes", "stops", "wages and rates of trucks"];
    case "measure":
    case "time-shares":
    case "adherence":
    case "balance":
      return ["routes"];
    case "electric":
      return ["routes", "vehicles"];
    case "replanned":
      return ["accepted plans", "routes"];
    case "overtime-cost":
      return ["routes", "exceptions", "weigh tickets", "shifts of drivers"];
    case "waits":
      return ["weigh tickets"];
    case "calls":
      return ["calls of residents"];
    case "nearest":
      return ["vehicles", "newest state of each vehicle"];
    case "zone":
      return ["vehicles", "routes", "exceptions"];
    case "changes":
      return ["routes", "exceptions", "vehicles"];
    case "finish":
      return ["routes"];
    case "proof":
      return ["stops", "proofs"];
    case "breakdowns":
      return ["vehicles", "routes", "stops"];
    case "definition":
      return ["definitions of KPIs"];
    case "overflow-by-size":
      return ["containers", "stops", "exceptions"];
    case "collection-weeks":
      return ["collection schedule"];
    case "passages":
      return ["what people wrote, by word and meaning"];
    case "records":
      return [
        OF_RECORDS[plan.of],
        ...(plan.isWithRepairs ? [OF_RECORDS.repairs] : []),
        ...(plan.per100Km === null ? [] : ["routes"]),
      ];
    case "explain":
      return ["routes", "stops", "exceptions", "weigh tickets", "routes of the eight weeks before"];
    case "explain-count":
      return ["exceptions", "stops"];
    case "explain-kpi":
    case "explain-sum":
      return ["routes", "stops"];
    case "why-stop":
      return ["stops", "plans of the day"];
    case "propose":
      return plan.proposal.action === "alert"
        ? ["the rows the alert watches"]
        : plan.proposal.action === "mailing"
          ? ["what the mailed question reads"]
          : plan.proposal.action === "mute" || plan.proposal.action === "unmute"
            ? ["your alerts"]
            : plan.proposal.action === "undo" || plan.proposal.action === "settings-back"
              ? ["your changes on record"]
              : plan.proposal.action === "extra" || plan.proposal.action === "go-backs"
                ? ["the day's plan", "sites"]
                : ["stops", "routes"];
    case "own":
      return [plan.of === "mailings" ? "your reports by mail" : "your alerts"];
    case "engineer":
      return ["measures", "audit", "settings", "trained files", "search index"];
    case "outside":
      return ["calls of outside services"];
    case "coordination":
    case "briefing":
      return [
        "workstreams, milestones, blockers and handoffs",
        ...(plan.kind === "briefing" ? ["briefings"] : []),
      ];
    case "forecast":
      return plan.what === "overflow"
        ? ["containers", "collection schedule", "stops"]
        : plan.what === "queue-overtime"
          ? ["routes", "weigh tickets", "shifts of drivers"]
          : ["routes of the last 400 days"];
    case "fitness":
      return ["faults of vehicles", "repairs", "procedures"];
  }
};
