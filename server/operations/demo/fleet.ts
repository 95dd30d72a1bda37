import type { Random } from "#server/lib/random.ts";
import type { Address, Places } from "./places.ts";
import { DRIVER_NAMES } from "./texts/names.ts";

/** Streams of the demo city. */
export type CityStream = "refuse" | "recycling" | "organics" | "glass";

export type Depot = { id: number; externalId: string; name: string } & Address;
export type Facility = {
  id: number;
  externalId: string;
  name: string;
  kind: "landfill" | "transfer";
  streams: CityStream[];
  unloadS: number;
  feeCentsPerTonne: number;
} & Address;
export type Vehicle = {
  id: number;
  number: number;
  depotId: number;
  bodyType: string;
  fuel: "diesel" | "electric" | "cng";
  capacityL: number;
  capacityKg: number;
  streams: CityStream[];
  contractor: string | null;
  costCentsPerKm: number;
  /** Odometer before the first seeded day, km. */
  odometerKm: number;
  /** How much more than usual it idles. */
  idleFactor: number;
};
export type Driver = {
  id: number;
  name: string;
  depotId: number;
  contractor: string | null;
  skills: string[];
  phone: string;
  homeAddress: string;
  licence: string;
  hiredYearsAgo: number;
  wageCentsPerHour: number;
  /** Harsh events against the usual; speed of work (below 1 is quicker). */
  harshFactor: number;
  pace: number;
};

/** Routes of the demo city. */
export const ROUTE_COUNT = 50;
const GLASS = new Set([12, 24, 36, 48]);
const ORGANICS = new Set([5, 10, 15, 20, 25, 30, 40, 45]);
const RECYCLING = new Set([2, 6, 11, 16, 19, 22, 26, 29, 33, 38, 41, 44]);
const FRONT = new Set([4, 28, 39]);
const SIDE = new Set([1, 2, 7, 11, 14, 17, 18, 19, 23, 29, 31, 46]);
const CONTRACTOR_A = new Set([6, 13, 21, 27, 34, 38, 41, 43]);
const ELECTRIC = new Set([18, 36, 45]);
const CNG = new Set([2, 10, 29, 46]);
/** Narrow side loaders of the old town: many stops, little room. */
const SMALL = new Set([7, 17]);
const IDLERS: Record<number, number> = { 19: 3.1, 33: 2.6, 42: 2.2, 27: 1.9, 8: 1.7 };

/** Maps a route number to the stream it collects. */
export const streamOfRoute = (number: number): CityStream =>
  GLASS.has(number)
    ? "glass"
    : ORGANICS.has(number)
      ? "organics"
      : RECYCLING.has(number)
        ? "recycling"
        : "refuse";

/** Maps a route number to the body type of its truck. */
export const bodyOfRoute = (number: number): string =>
  FRONT.has(number)
    ? "front-loader"
    : GLASS.has(number)
      ? "other"
      : number === 33 || number === 44
        ? "split-body"
        : SIDE.has(number)
          ? "automated-side-loader"
          : "rear-loader";

/** Maps a route number to the contractor who runs it; null for the fleet's own crews. */
export const contractorOfRoute = (number: number): string | null =>
  CONTRACTOR_A.has(number) ? "contractor A" : null;

/** Lays out the three depots and two facilities of the city. */
export const layOutYards = (places: Places): { depots: Depot[]; facilities: Facility[] } => {
  const near = (lng: number, lat: number): Address => places.addressNear(lng, lat);
  const [nx, ny] = places.middleOfZone(3);
  const [sx, sy] = places.middleOfZone(6);
  const [fx, fy] = places.middleOfZone(9);
  const [hx, hy] = places.industrial[0] ?? places.middleOfZone(2);
  const [tx, ty] = places.industrial[1] ?? places.middleOfZone(2);
  const [cx, cy] = places.network.center;
  const toward = (x: number, y: number, share: number): Address =>
    near(cx + (x - cx) * share, cy + (y - cy) * share);
  return {
    depots: [
      { id: 1, externalId: "D-N", name: "North depot", ...toward(nx, ny, 0.75) },
      { id: 2, externalId: "D-S", name: "South depot", ...toward(fx, fy, 0.85) },
      { id: 3, externalId: "D-H", name: "Harbour depot", ...near(hx, hy) },
    ],
    facilities: [
      {
        id: 1,
        externalId: "F-LF",
        name: "South landfill",
        kind: "landfill",
        streams: ["refuse", "organics"],
        unloadS: 780,
        feeCentsPerTonne: 10_375,
        ...near(sx, sy),
      },
      {
        id: 2,
        externalId: "F-TS",
        name: "South transfer station",
        kind: "transfer",
        streams: ["refuse", "recycling", "organics", "glass"],
        unloadS: 600,
        feeCentsPerTonne: 6_250,
        ...near(tx, ty),
      },
    ],
  };
};

const CAPACITY: Record<string, [litres: number, kg: number]> = {
  "rear-loader": [19_000, 9_800],
  "automated-side-loader": [22_000, 10_200],
  "front-loader": [30_000, 11_500],
  "split-body": [18_000, 8_600],
  other: [24_000, 8_000],
};

/** Makes the trucks: number n drives R-n; numbers past the routes fill a bigger fleet with spare trucks. */
export const makeVehicles = (
  count: number,
  depotOfRoute: (route: number) => number,
  random: Random,
): Vehicle[] => {
  const vehicles: Vehicle[] = [];
  for (let number = 1; number <= count; number++) {
    const isRouted = number <= ROUTE_COUNT;
    const like = isRouted ? number : 1 + random.int(ROUTE_COUNT);
    const bodyType = bodyOfRoute(like);
    const [litres, kg] = CAPACITY[bodyType] ?? [19_000, 9_800];
    const stream = streamOfRoute(like);
    vehicles.push({
      id: number,
      number,
      depotId: isRouted ? depotOfRoute(number) : 1 + random.int(3),
      bodyType,
      fuel: ELECTRIC.has(like) ? "electric" : CNG.has(like) ? "cng" : "diesel",
      capacityL: SMALL.has(number) ? 9_500 : litres + 500 * random.int(5),
      capacityKg: SMALL.has(number) ? (number === 7 ? 3_000 : 3_450) : kg + 100 * random.int(8),
      streams:
        bodyType === "split-body"
          ? ["recycling", "organics"]
          : stream === "glass"
            ? ["glass"]
            : ["refuse", "recycling", "organics"],
      contractor: contractorOfRoute(like),
      costCentsPerKm: bodyType === "front-loader" ? 96 : 82,
      odometerKm: Math.round(random.between(18_000, 240_000) * 10) / 10,
      idleFactor: IDLERS[number] ?? random.between(0.7, 1.3),
    });
  }
  return vehicles;
};

const HOSPITAL_DRIVERS = new Set([8, 23, 37, 52]);
const HARSH: Record<number, number> = { 9: 3.4, 22: 2.8, 34: 2.5, 41: 2.3, 13: 2 };

/** Makes the 60 drivers; driver n usually drives R-n, those past the routes stand in. */
export const makeDrivers = (places: Places, vehicles: readonly Vehicle[], random: Random): Driver[] =>
  DRIVER_NAMES.map((name, index) => {
    const id = index + 1;
    const vehicle = vehicles[index];
    const isRouted = id <= ROUTE_COUNT && vehicle !== undefined;
    const home = places.randomAddress(random);
    const skills: string[] = [];
    if (HOSPITAL_DRIVERS.has(id)) skills.push("hospital compound", "clinical-waste induction");
    if (isRouted && vehicle.bodyType !== "other") skills.push(vehicle.bodyType);
    if (random.chance(0.3)) skills.push("narrow alleys");
    if (random.chance(0.2)) skills.push("first aid");
    if (random.chance(0.15)) skills.push("hazardous spill kit");
    if (random.chance(0.25)) skills.push("harbour security pass");
    return {
      id,
      name,
      depotId: isRouted ? vehicle.depotId : 1 + (index % 3),
      contractor: isRouted ? vehicle.contractor : null,
      skills,
      phone: `+44 7700 900${String(100 + index).padStart(3, "0")}`,
      homeAddress: `${home.number} ${home.street}, Port Ellery`,
      licence: `C ${String(400_000 + random.int(500_000))}`,
      hiredYearsAgo: random.between(0.4, 19),
      wageCentsPerHour: 1_480 + 20 * random.int(30),
      harshFactor: HARSH[id] ?? random.between(0.4, 1.4),
      pace: Math.min(1.12, Math.max(0.92, random.normal(1, 0.04))),
    };
  });
