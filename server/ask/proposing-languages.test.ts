import { describe, expect, it } from "vitest";
import { NAMES } from "#server/ask/fixture-names.ts";
import { understandProposing } from "#server/ask/proposing.ts";
import { inEnglish, linkerOf, understandEnglish } from "#server/ask/understand.ts";

const clock = { now: "2026-11-25T10:30:00.000Z", timeZone: "Europe/London" };
const linker = linkerOf(NAMES);

const planOf = async (said: string) => {
  const { understood } = await understandProposing(inEnglish(said, linker).text, (part) =>
    understandEnglish(part, {
      ...{ linker, clock, depotIds: [] },
      findAddress: async (street, house) => [
        { siteId: 311, label: `${house} ${street}`, lng: -5.6, lat: 51.3 },
      ],
    }),
  );
  if (understood.kind !== "reading")
    throw new Error(`${said}: found ${JSON.stringify(understood)}, expected a reading`);
  // The question of an alert is kept in the words it was heard in.
  return JSON.parse(
    JSON.stringify(understood.reading.plan, (key, value) => (key === "question" ? undefined : value)),
  );
};

describe("what is proposed, watched or explained in another language is what its English twin asks for", () => {
  it.each([
    ["Truck 12 broke down. Who takes over?", "El camión 12 se ha averiado, ¿quién cubre?"],
    [
      "Truck 12 broke down, who takes over the rest?",
      "Wagen 12 ist liegengeblieben, wer übernimmt den Rest am günstigsten?",
    ],
    ["Could we run today with one truck fewer?", "¿Podríamos hacer hoy con un camión menos?"],
    ["Could we run today with one truck fewer?", "Könnten wir heute mit einem Fahrzeug weniger fahren?"],
    [
      "Move the last 20 stops of R-17 to whoever has capacity.",
      "Mueve las últimas 20 paradas de la R-17 a quien tenga capacidad",
    ],
    [
      "Driver Chen called in sick. Rebalance his route.",
      "El conductor Chen está enfermo, redistribuye su ruta",
    ],
    ["Driver Chen called in sick. Rebalance his route.", "Fahrer Chen ist krank, verteile seine Tour"],
    [
      "Tell me when any route is more than 30 minutes late.",
      "Avísame cuando una ruta lleve más de 30 minutos de retraso",
    ],
    [
      "Tell me when any route is more than 30 minutes late.",
      "Sag mir Bescheid, wenn eine Tour mehr als 30 Minuten verspätet ist",
    ],
    ["Stop alerting me about truck 4", "Deja de avisarme sobre el camión 4"],
    ["Stop alerting me about truck 4", "Keine Meldungen mehr zu Wagen 4"],
    ["Why is R-9 late?", "¿Por qué va tarde la R-9?"],
    ["Why is R-9 late?", "Warum ist die R-9 zwei Stunden verspätet?"],
    ["Why did missed pickups double on Tuesday?", "¿Por qué se duplicaron las recogidas perdidas el martes?"],
    [
      "Why did missed pickups double on Tuesday?",
      "Warum haben sich die verpassten Leerungen am Dienstag verdoppelt?",
    ],
    ["Why did truck 7 get stop 311?", "Warum hat Wagen 7 den Stopp 311 bekommen?"],
  ])("%s = %s", async (english, said) => {
    expect(await planOf(said)).toEqual(await planOf(english));
  });
});
