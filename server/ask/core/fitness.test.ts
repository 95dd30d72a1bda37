import { expect, it } from "vitest";
import { type Fitness, fitnessWords } from "#server/ask/core/fitness.ts";

const procedures = [
  { title: "Going out", body: "Severity 1 codes are notes. Severity 3 codes: do not drive." },
  { title: "Brakes", body: "SPN 792 is severity 2. Stop in a safe place." },
];
const truck: Fitness = {
  label: "Truck 5",
  faults: [],
  openRepairs: 0,
  isInWorkshop: false,
  codes: [],
  procedures,
};

it("keeps in what a procedure grounds, and quotes the sentences that say so", () => {
  const words = fitnessWords({
    ...truck,
    faults: [{ code: "BODY 322", fault: "Arm not stowed", severity: 3 }],
  });
  expect(words).toBe(
    'Truck 5 has BODY 322 (Arm not stowed, severity 3). By what is recorded it stays. "Going out" says: Severity 3 codes: do not drive.',
  );
});

it("quotes what is said of the code itself", () => {
  const faults = [{ code: "SPN 792 FMI 5", fault: "ABS", severity: 2 }];
  expect(fitnessWords({ ...truck, faults, codes: ["SPN 792"] })).toContain(
    '"Brakes" says: SPN 792 is severity 2.',
  );
});

it("clears nothing by itself", () => {
  expect(fitnessWords(truck)).toBe(
    "No active fault is recorded for Truck 5. Nothing recorded holds it back, which is no clearance: the check before departure decides.",
  );
  expect(fitnessWords({ ...truck, openRepairs: 1 })).toContain("1 repair is not done.");
});
