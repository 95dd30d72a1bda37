import { type Random, seeded } from "#server/lib/random.ts";
import { callBody, otherCall } from "#server/operations/demo/texts/calls.ts";
import {
  MISS_REASONS,
  NOTES_OF_KIND,
  REORDER_REASONS,
  RESOLUTIONS,
} from "#server/operations/demo/texts/exceptions.ts";
import { FAULTS, REPAIRS } from "#server/operations/demo/texts/faults.ts";
import {
  DRIVER_NOTES,
  ORDER_TEXTS,
  SITE_NOTES,
  SPECIAL_NOTES,
  VEHICLE_NOTES,
} from "#server/operations/demo/texts/notes.ts";
import { PROCEDURES } from "#server/operations/demo/texts/procedures.ts";

const CALLS_OF_KIND = 30;
const OTHER_CALLS = 200;

const STREAMS = ["refuse", "recycling", "organics", "glass", "paper", "bulky"];

/** Texts as the product holds them, from the generators of the demo city. */
const domainTexts = (random: Random): string[] => {
  const ofKind = (table: Record<string, readonly string[]>) =>
    Object.entries(table).flatMap(([kind, texts]) =>
      texts.map((text) => `${kind.replace("-", " ")}. ${text}`),
    );
  const place = { number: 44, street: "Mill Lane" };
  const kinds = Object.keys(NOTES_OF_KIND) as (keyof typeof NOTES_OF_KIND)[];
  const calls = kinds.flatMap((kind) =>
    Array.from(
      { length: CALLS_OF_KIND },
      () => `${kind.replace("-", " ")}. ${callBody(kind, place, random.pick(STREAMS), random)}`,
    ),
  );
  const others = Array.from({ length: OTHER_CALLS }, () => {
    const { reason, body } = otherCall(place, random.pick(STREAMS), random);
    return `${reason}. ${body}`;
  });
  return [
    ...SITE_NOTES,
    ...SPECIAL_NOTES.map(({ site, body }) => `${site}. ${body}`),
    ...VEHICLE_NOTES.map(({ body }) => body),
    ...DRIVER_NOTES.map(({ body }) => body),
    ...ofKind(ORDER_TEXTS),
    ...ofKind(NOTES_OF_KIND),
    ...ofKind(RESOLUTIONS),
    ...MISS_REASONS,
    ...REORDER_REASONS,
    ...FAULTS.map(({ description }) => description),
    ...REPAIRS.flatMap(({ component, descriptions }) => descriptions.map((each) => `${component}. ${each}`)),
    ...PROCEDURES.flatMap(({ title, body }) =>
      body.split(/(?<=[.:])\s+/).map((sentence) => `${title}. ${sentence}`),
    ),
    ...new Set([...calls, ...others]),
  ];
};

/** Texts to learn from: as the product holds them, with no word changed. */
export const makeTexts = (seed: string): string[] => domainTexts(seeded(seed).fork("texts"));
