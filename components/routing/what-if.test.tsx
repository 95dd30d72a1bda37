import { fireEvent, screen } from "@testing-library/react";
import { beforeEach, expect, it } from "vitest";
import { showPage } from "#components/fixture-page.tsx";
import type { PlanDetail, WhatIf } from "#server/routing/schema.ts";
import { WhatIfDialog } from "./what-if.tsx";

const plan = (whatIf: Partial<WhatIf> | null, kind: PlanDetail["kind"] = "rest"): PlanDetail => ({
  ...{ id: 7, kind, status: "proposed", serviceDay: "2026-11-25", depotIds: [1], group: null, option: null },
  ...{ vehicleId: null, createdBy: "Ann", createdAt: "2026-11-25T09:00:00Z", finishedAt: null, budgetS: 20 },
  ...{ current: null, proposal: null, fault: null, auditId: null, acceptedVehicleIds: null, wishes: null },
  ...{ currentDay: null, proposalDay: null, progress: [] },
  whatIf: whatIf && { withoutVehicleIds: [], facilityIds: null, closedStreets: [], ...whatIf },
});
let supposed: WhatIf[] = [];
beforeEach(() => {
  supposed = [];
});
const show = (of: PlanDetail) =>
  showPage(
    <WhatIfDialog
      plan={of}
      isBusy={false}
      onClose={() => {}}
      onSuppose={(each) => void supposed.push(each)}
    />,
    { "fleet.facilities": [], "fleet.streets": [] },
  );
const ask = () => fireEvent.click(screen.getByRole("button", { name: "Plan" }));

it("takes the hours of a closure by the depot's clock, and refuses an end that is the beginning", () => {
  show(
    plan({
      ...{ closedStreets: ["Main Street"], closedFrom: "2026-11-25T10:00:00.000Z" },
      ...{
        closedUntil: "2026-11-25T14:00:00.000Z",
        before: [{ name: "school", at: "2026-11-25T09:00:00.000Z" }],
      },
    }),
  );
  const until = screen.getByLabelText("Closed until");
  expect(until).toHaveProperty("value", "14:00");
  fireEvent.change(until, { target: { value: "10:00" } });
  expect(screen.getByRole("alert").textContent).toBe("Must not be the beginning");
  ask();
  expect(supposed).toEqual([]);
  fireEvent.change(until, { target: { value: "15:30" } });
  ask();
  expect(supposed).toMatchObject([
    {
      ...{ closedStreets: ["Main Street"], closedFrom: "2026-11-25T10:00:00.000Z" },
      closedUntil: "2026-11-25T15:30:00.000Z",
      // What it does not ask stays supposed.
      before: [{ name: "school" }],
    },
  ]);
});

it("carries hours that run past midnight on to the next day, says so, and shows them again as they were", () => {
  const overnight = {
    ...{ closedStreets: ["Main Street"], closedFrom: "2026-11-25T22:00:00.000Z" },
    closedUntil: "2026-11-26T02:00:00.000Z",
  };
  show(plan({ closedStreets: ["Main Street"] }));
  fireEvent.change(screen.getByLabelText("Closed from"), { target: { value: "22:00" } });
  fireEvent.change(screen.getByLabelText("Closed until"), { target: { value: "02:00" } });
  expect(screen.queryByRole("alert")).toBeNull();
  expect(screen.getByText(/Closed until 02:00 the next day/)).toBeDefined();
  ask();
  show(plan(overnight));
  ask();
  expect(supposed).toMatchObject([overnight, overnight]);
});

it("rules overtime out for a running day, and does not ask of a coming one", () => {
  show(plan(null));
  fireEvent.click(screen.getByRole("checkbox", { name: "Without overtime" }));
  ask();
  expect(supposed).toMatchObject([{ withoutOvertime: true, closedStreets: [] }]);
  show(plan(null, "day"));
  expect(screen.queryByRole("checkbox", { name: "Without overtime" })).toBeNull();
});
