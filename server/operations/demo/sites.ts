import type { Random } from "#server/lib/random.ts";
import type { CityStream } from "./fleet.ts";
import type { Address, Places } from "./places.ts";
import { BLOCK_WORDS, FAMILY_NAMES, TRADES } from "./texts/names.ts";

/** Weeks by ISO 8601 in which something is collected. */
export type Weeks = "every" | "even" | "odd";

export type Customer = {
  id: number;
  account: number;
  name: string;
  kind: "household" | "commercial" | "public";
  sinceDaysAgo: number;
};
export type Site = Address & {
  id: number;
  name: string;
  kind: Customer["kind"];
  customerId: number;
  zone: number;
  depotId: number;
  windowStartMin: number;
  windowEndMin: number;
  streams: CityStream[];
  demandL: number;
  serviceS: number;
};
export type Container = {
  id: number;
  siteId: number;
  stream: CityStream;
  kind: "cart" | "front-load" | "rear-load" | "igloo";
  volumeL: number;
  weekdays: number[];
  weeks: Weeks;
  fillPerDay: number;
  condition: "ok" | "damaged" | "missing" | "replacement-ordered";
};

/** Sizes of the fixed parts of the city. */
export const CITY_SIZE = { customers: 2_000, sites: 2_640, containers: 6_000 };

type Special = {
  street: string;
  number: number;
  name: string;
  kind: Customer["kind"];
  account?: number;
  streams: CityStream[];
  window?: [number, number];
};

/** Sites that must exist, with who lives there. */
export const SPECIAL_SITES: readonly Special[] = [
  {
    street: "Harbour Street",
    number: 1180,
    name: "Harbour Quay Apartments",
    kind: "household",
    streams: ["refuse", "recycling", "organics"],
  },
  {
    street: "Mill Lane",
    number: 44,
    name: "44 Mill Lane",
    kind: "household",
    streams: ["refuse", "recycling"],
  },
  {
    street: "Elm Avenue",
    number: 17,
    name: "Elm Avenue Flats",
    kind: "household",
    streams: ["refuse", "recycling", "organics"],
  },
  {
    street: "Elm Avenue",
    number: 62,
    name: "Elm House",
    kind: "household",
    streams: ["refuse", "recycling"],
  },
  {
    street: "Cedar Road",
    number: 210,
    name: "210 Cedar Road",
    kind: "household",
    streams: ["refuse", "recycling", "organics"],
    account: 88_213,
  },
  {
    street: "Oak Court",
    number: 9,
    name: "9 Oak Court",
    kind: "household",
    streams: ["refuse", "recycling"],
  },
  {
    street: "Pine Close",
    number: 5,
    name: "5 Pine Close",
    kind: "household",
    streams: ["refuse", "recycling"],
  },
  {
    street: "School Lane",
    number: 20,
    name: "Harbour Primary School",
    kind: "public",
    streams: ["refuse", "recycling", "organics"],
    window: [300, 540],
  },
  {
    street: "Hospital Road",
    number: 100,
    name: "Port Ellery General Hospital",
    kind: "public",
    streams: ["refuse", "recycling", "organics", "glass"],
  },
  {
    street: "Main Street",
    number: 12,
    name: "Main Street Arcade",
    kind: "commercial",
    streams: ["refuse", "recycling", "glass"],
  },
  {
    street: "Main Street",
    number: 40,
    name: "The Old Exchange",
    kind: "commercial",
    streams: ["refuse", "recycling", "glass"],
  },
  { street: "Main Street", number: 71, name: "Town Hall", kind: "public", streams: ["refuse", "recycling"] },
  {
    street: "Main Street",
    number: 96,
    name: "Main Street Market",
    kind: "commercial",
    streams: ["refuse", "organics"],
  },
  {
    street: "Market Square",
    number: 3,
    name: "Market Square stalls",
    kind: "public",
    streams: ["refuse", "organics"],
  },
];

const nameOf = (kind: Customer["kind"], address: Address, random: Random): string => {
  const family = random.pick(FAMILY_NAMES);
  const plain = `${address.number} ${address.street}`;
  if (kind === "household")
    return random.chance(0.35) ? `${address.street.split(" ")[0]} ${random.pick(BLOCK_WORDS)}` : plain;
  if (kind === "public")
    return random.pick([
      `${address.street} Library`,
      `${address.street} Clinic`,
      `${address.street} Primary School`,
      `${address.street} Community Hall`,
      `${address.street} Care Home`,
    ]);
  return random.chance(0.6)
    ? `${family}'s ${random.pick(TRADES)}`
    : `${address.street.split(" ")[0]} ${random.pick(TRADES)}`;
};

const customerName = (kind: Customer["kind"], site: string, random: Random): string =>
  kind === "household" ? `${String.fromCharCode(65 + random.int(26))}. ${random.pick(FAMILY_NAMES)}` : site;

/** Makes customers and the sites they have their waste collected at. */
export const makeSites = (
  places: Places,
  depotOfZone: (zone: number) => number,
  random: Random,
): { customers: Customer[]; sites: Site[] } => {
  const sites: Site[] = [];
  const customers: Customer[] = [];
  const taken = new Set<string>();
  const accounts = random.shuffle(
    Array.from({ length: 19_000 }, (_, i) => 80_500 + i).filter((n) => n !== 88_213),
  );
  const addCustomer = (kind: Customer["kind"], site: string, account?: number): Customer => {
    const customer: Customer = {
      id: customers.length + 1,
      account: account ?? accounts[customers.length]!,
      kind,
      name: customerName(kind, site, random),
      sinceDaysAgo: 420 + random.int(5_000),
    };
    customers.push(customer);
    return customer;
  };
  const add = (
    address: Address,
    kind: Customer["kind"],
    name: string,
    streams: CityStream[],
    customer: Customer,
    window?: [number, number],
  ): void => {
    taken.add(`${address.number} ${address.street}`);
    const zone = places.zoneAt(address.lng, address.lat);
    const [windowStartMin, windowEndMin] =
      window ?? (kind === "commercial" && random.chance(0.2) ? [330, 690] : [300, 1080]);
    sites.push({
      ...address,
      id: sites.length + 1,
      name,
      kind,
      customerId: customer.id,
      zone,
      depotId: depotOfZone(zone),
      windowStartMin,
      windowEndMin,
      streams,
      demandL: 0,
      serviceS: 0,
    });
  };
  for (const special of SPECIAL_SITES) {
    const address = places.address(special.street, special.number) ?? {
      ...places.randomAddress(random),
      street: special.street,
      number: special.number,
    };
    add(
      address,
      special.kind,
      special.name,
      [...special.streams],
      addCustomer(special.kind, special.name, special.account),
      special.window,
    );
  }
  const [cx, cy] = places.network.center;
  while (sites.length < CITY_SIZE.sites) {
    const address = places.randomAddress(random);
    const outM = places.metres(address.lng, address.lat, cx, cy);
    if (
      !random.chance(0.15 + 0.85 * Math.exp(-outM / 6_000)) ||
      taken.has(`${address.number} ${address.street}`)
    )
      continue;
    const isCentral = outM < 2_500;
    const draw = random.float();
    const kind = draw < (isCentral ? 0.34 : 0.13) ? "commercial" : draw > 0.965 ? "public" : "household";
    const streams: CityStream[] = ["refuse"];
    if (random.chance(kind === "household" ? 0.6 : 0.64)) streams.push("recycling");
    if (random.chance(kind === "household" ? 0.37 : 0.42)) streams.push("organics");
    if (random.chance(kind === "commercial" ? 0.3 : 0.13)) streams.push("glass");
    const left = CITY_SIZE.sites - sites.length;
    const isShared =
      CITY_SIZE.customers - customers.length < left &&
      (customers.length >= CITY_SIZE.customers || random.chance(0.27));
    const sharedWith = isShared
      ? customers.filter((each) => each.kind === kind && each.id > SPECIAL_SITES.length)
      : [];
    const name = nameOf(kind, address, random);
    const customer = sharedWith.length > 0 ? random.pick(sharedWith) : addCustomer(kind, name);
    add(address, kind, name, streams, customer);
  }
  return { customers, sites };
};
