import type { PictureWishes } from "./wishes.ts";

/** A place on the map, degrees. */
export type PicturePlace = { lng: number; lat: number };

/** A pause in a truck's day; seconds after midnight. */
export type PicturePause = { seconds: number; earliest: number; latest: number };

/** A truck of the day with what it has still to do; seconds after midnight. */
export type PictureVehicle = {
  id: number;
  name: string;
  depotId: number;
  bodyType: string;
  /** Streams it may carry; an empty list for all. */
  streams: string[];
  capacity: number;
  shiftStart: number;
  shiftEnd: number;
  pause: PicturePause | null;
  centsPerKm: number;
  centsPerHour: number;
  /** Whether it can be given work: not broken down, in the workshop, or home again. */
  isUsable: boolean;
  routeId: number | null;
  route: string | null;
  /** The stream its route collects; null where it has none. */
  stream: string | null;
  /** Where it is and what it carries once it has left; null before. */
  underWay: (PicturePlace & { load: number }) | null;
  /** The middle of where its driver usually works, only where a plan is to keep to it. */
  territory?: PicturePlace;
};

/** Why a stop is offered beyond the day's own: what stands there may run over before its next pickup. */
export type PictureOverflow = {
  siteId: number;
  /** Chance that a container there is full before `pickup`. */
  chance: number;
  pickup: string;
  /** What leaving it out is reckoned to cost. */
  penaltyCents: number;
};

/** A stop of the day as it stands; seconds after midnight. */
export type PictureStop = {
  id: number;
  name: string;
  /** The street of its site, where one is known. */
  street?: string | null;
  lng: number;
  lat: number;
  stream: string;
  /** What it asks of a truck's body: `front-load` or `roll-off`, else null. */
  body: string | null;
  load: number;
  service: number;
  early: number;
  late: number;
  /** The truck it is given to; null in the tray. */
  vehicleId: number | null;
  sequence: number;
  status: string;
  /** When the truck came and left; null while it has not. */
  arrived: number | null;
  done: number | null;
  /** Only where the planner may take it or leave it: it is no stop of the day yet. */
  overflow?: PictureOverflow;
};

/** Where trucks tip; seconds after midnight. */
export type PictureFacility = PicturePlace & {
  id: number;
  name: string;
  /** An empty list for all. */
  streams: string[];
  opens: number;
  closes: number;
  unload: number;
  feeCentsPerTonne: number;
};

/** A service day as it stands at an instant: all that planning needs to know of it. */
export type DayPicture = {
  serviceDay: string;
  /** Local midnight, epoch milliseconds: the zero of all seconds here. */
  midnightMs: number;
  /** The instant of the picture, seconds after midnight; null where the day is not the running one. */
  now: number | null;
  loadUnit: "kg" | "l";
  /** Left out where nothing is wished of a plan beside its price. */
  wishes?: PictureWishes;
  depots: (PicturePlace & { id: number; name: string })[];
  facilities: PictureFacility[];
  vehicles: PictureVehicle[];
  stops: PictureStop[];
};
