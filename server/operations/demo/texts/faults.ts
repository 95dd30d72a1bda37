/** A fault code a truck can raise. */
export type Fault = { code: string; description: string; severity: 1 | 2 | 3 };

/** Faults that come and go. */
export const FAULTS: readonly Fault[] = [
  { code: "SPN 97 FMI 3", description: "Water in fuel indicator, voltage above normal", severity: 1 },
  { code: "SPN 111 FMI 1", description: "Coolant level low", severity: 2 },
  {
    code: "SPN 110 FMI 0",
    description: "Engine coolant temperature above normal, most severe level",
    severity: 3,
  },
  { code: "SPN 100 FMI 18", description: "Engine oil pressure below normal, moderate", severity: 2 },
  { code: "SPN 168 FMI 18", description: "Battery voltage low while cranking", severity: 2 },
  {
    code: "SPN 3251 FMI 16",
    description: "Particulate filter pressure high, regeneration needed",
    severity: 1,
  },
  { code: "SPN 4364 FMI 18", description: "SCR conversion efficiency low, derate in 40 h", severity: 2 },
  { code: "SPN 1761 FMI 17", description: "AdBlue level low", severity: 1 },
  { code: "SPN 1087 FMI 18", description: "Service brake circuit 1 air pressure low", severity: 3 },
  { code: "SPN 792 FMI 5", description: "ABS wheel speed sensor, rear axle left, open circuit", severity: 2 },
  { code: "BODY 210", description: "Packer pressure below limit at end of stroke", severity: 2 },
  { code: "BODY 214", description: "Packer cycle time out of range", severity: 1 },
  { code: "BODY 320", description: "Lift arm position sensor out of range", severity: 2 },
  { code: "BODY 322", description: "Lift arm not stowed at speed", severity: 3 },
  { code: "BODY 415", description: "Rear camera signal lost", severity: 2 },
  { code: "BODY 501", description: "Tailgate lock not confirmed", severity: 3 },
];

/** Faults that stand now, by truck, with the hours since they were raised. */
export const ACTIVE_FAULTS: readonly { truck: number; code: string; hoursAgo: number }[] = [
  { truck: 23, code: "SPN 792 FMI 5", hoursAgo: 5.1 },
  { truck: 9, code: "SPN 168 FMI 18", hoursAgo: 4.4 },
  { truck: 4, code: "SPN 1087 FMI 18", hoursAgo: 29 },
  { truck: 12, code: "BODY 210", hoursAgo: 0.4 },
  { truck: 31, code: "BODY 320", hoursAgo: 22 },
  { truck: 40, code: "SPN 3251 FMI 16", hoursAgo: 51 },
  { truck: 34, code: "BODY 214", hoursAgo: 75 },
  { truck: 46, code: "SPN 1761 FMI 17", hoursAgo: 3 },
];

/** Parts that are repaired, with what the workshop writes and what it costs (cents, low and high). */
export const REPAIRS: readonly {
  component: string;
  descriptions: readonly string[];
  cents: readonly [number, number];
}[] = [
  {
    component: "brakes",
    descriptions: [
      "Pads and discs front axle",
      "Brake chamber rear replaced",
      "Air leak at relay valve sealed",
    ],
    cents: [42_000, 190_000],
  },
  {
    component: "tyres",
    descriptions: ["Two tyres rear axle", "Puncture, tyre patched", "Steer axle tyres renewed"],
    cents: [18_000, 120_000],
  },
  {
    component: "electrics",
    descriptions: ["Alternator renewed", "Batteries renewed", "Wiring loom at the tailgate repaired"],
    cents: [16_000, 98_000],
  },
  {
    component: "engine",
    descriptions: ["Coolant hose and thermostat", "Injector renewed", "Particulate filter cleaned"],
    cents: [35_000, 260_000],
  },
  {
    component: "hydraulics",
    descriptions: ["Pump seal kit", "Hose burst, renewed and refilled", "Oil cooler flushed"],
    cents: [22_000, 170_000],
  },
  {
    component: "arm",
    descriptions: ["Arm slide bearings renewed", "Gripper cylinder resealed", "Arm position sensor adjusted"],
    cents: [26_000, 150_000],
  },
  {
    component: "packer",
    descriptions: ["Packer guide rails shimmed", "Packer cylinder resealed", "Packer blade welded"],
    cents: [30_000, 210_000],
  },
];

/** Trucks whose repair did not hold: part and days before now at which it came back. */
export const RETURNING: readonly {
  truck: number;
  component: "arm" | "packer";
  daysAgo: readonly number[];
}[] = [
  { truck: 7, component: "arm", daysAgo: [74, 51, 33, 12] },
  { truck: 31, component: "arm", daysAgo: [41, 20] },
  { truck: 18, component: "arm", daysAgo: [120, 101, 60, 37] },
  { truck: 21, component: "packer", daysAgo: [66, 48, 22] },
  { truck: 34, component: "packer", daysAgo: [39, 16, 4] },
  { truck: 3, component: "packer", daysAgo: [95, 70] },
];
