import type { Random } from "#server/lib/random.ts";
import type { ExceptionKind } from "#server/operations/schema.ts";

const MISSED = [
  "Says the {stream} bin was not emptied this morning although it stood at the kerb in time.",
  "The lorry drove past the house without stopping, {stream} still out.",
  "Whole street was collected but not {address}. Wants to know when we come back.",
  "Caller has waited in; nobody came for the {stream}.",
  "Bins at {address} left full, second time this month.",
];
const AFTER_NOT_OUT = [
  "Our note says not out; caller says the bin was behind the hedge and visible.",
  "Caller insists the bin was out before six. Shown the driver's photo.",
  "Bin left in the driveway because of the parked cars, asks for a go-back.",
];
const COMPLAINTS = [
  "Bin left in the driveway, could not get the car out.",
  "Crew left the bin across the drive again instead of at the kerb.",
  "The emptied container was dropped in the middle of the driveway and blocked the garage.",
  "Litter all over the pavement after the collection.",
  "Lid was broken when the truck set the bin down.",
  "Very loud at half past five in the morning.",
  "Gate to the yard was left open after the collection and the dog got out.",
  "Truck reversed over the verge in front of {address}.",
  "Bin put back in front of the neighbour's entrance, wheelchair user cannot pass.",
];
const QUESTIONS = [
  "Asks which day the {stream} is collected in the holiday week.",
  "Wants to know whether cardboard may stand beside the bin.",
  "Asks when the truck comes to {address} today.",
  "New tenant, asks for the collection calendar.",
];

type Place = { number: number; street: string };
const fill = (text: string, place: Place, stream: string): string =>
  text.replace("{address}", `${place.number} ${place.street}`).replace("{stream}", stream);

/** What a resident said who called after an exception. */
export const callBody = (kind: ExceptionKind, place: Place, stream: string, random: Random): string =>
  fill(
    random.pick(kind === "missed-pickup" ? MISSED : kind === "not-out" ? AFTER_NOT_OUT : COMPLAINTS),
    place,
    stream,
  );

/** A call without an exception before it: its reason and what was said. */
export const otherCall = (place: Place, stream: string, random: Random): { reason: string; body: string } =>
  random.chance(0.55)
    ? { reason: "complaint", body: fill(random.pick(COMPLAINTS), place, stream) }
    : { reason: "question", body: fill(random.pick(QUESTIONS), place, stream) };
