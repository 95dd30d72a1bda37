import { describe, expect, it } from "vitest";
import { NAMES } from "#server/ask/fixture-names.ts";
import { anyHouse, wordsAtTwentyToOne } from "#server/ask/fixture-words.ts";

const wordsOf = wordsAtTwentyToOne(NAMES, anyHouse);
const reads = (table: readonly (readonly [text: string, words: string])[]) =>
  it.each(table)("%s", async (text, words) => expect(await wordsOf(text)).toBe(words));

const TODAY = "today (Wed, 25 Nov 2026)";
const LEFT = `routes: not started or under way, stops left over 0, ${TODAY}, earliest expected end first`;
const WHOLE_SPLIT = "vehicles: moving, stopped, serving a stop, tipping, on break or broken down";
const NEEDS_A_WORD = "unclear";

describe("plain Spanish", () => {
  reads([
    ["¿Qué camiones están en marcha y cuáles no?", WHOLE_SPLIT],
    ["¿Qué camiones están en marcha?", "vehicles: moving"],
    [
      "¿Hay vehículos parados más de 25 minutos que no estén en la base, en el vertedero ni en la pausa de comida?",
      "vehicles: stopped, not in a depot's yard, not at a facility, not on a break, in that state for more than 25 min, earliest since first",
    ],
    ["¿Cuántas paradas le quedan a cada ruta? Ordénalas por el tiempo que les falta para acabar.", LEFT],
    ["¿Qué ha cambiado desde que cerré sesión a mediodía?", "what changed since noon today"],
    [
      '¿Qué paradas "no sacado" motivaron una llamada del vecino después?',
      "exceptions: not-out, about which the resident called afterwards, the last seven days (Thu, 19 Nov 2026 to Wed, 25 Nov 2026), latest opened first",
    ],
    ["Localízame paradas con notas que hablen de un perro suelto", 'notes about "loose dog", best first'],
    [
      "Encuentra las paradas en cuya nota se mencione una puerta cerrada con candado o un código",
      'notes about "locked gate or a code", best first',
    ],
    [
      "¿Qué dice nuestro protocolo si la carga suelta humo?",
      'procedures about "load that is smoking", best first',
    ],
    [
      "¿Cuánto nos sale cada parada y cada tonelada según la fracción?",
      "cost per stop and cost per tonne by stream, this month so far (Sun, 1 Nov 2026 to Wed, 25 Nov 2026)",
    ],
    [
      "¿Qué choferes van a superar hoy el tope legal de horas?",
      `drivers' shifts: clocked in, expected to pass 13 h on duty or 9 h of driving, ${TODAY}, nearest to the limit first`,
    ],
    [
      "Frenazos bruscos por cada 100 km por chofer en las tres últimas semanas",
      "safety events: harsh braking, per 100 km by driver, last 3 weeks (Thu, 5 Nov 2026 to Wed, 25 Nov 2026)",
    ],
    [
      "¿Quién no ha descansado en las últimas cinco horas?",
      `drivers' shifts: on duty now, at least 5 h at work since the last break, ${TODAY}, longest first`,
    ],
    [
      "¿Cuál de mis choferes es el más peligroso?",
      "safety events, per 100 km by driver, this month so far (Sun, 1 Nov 2026 to Wed, 25 Nov 2026), highest first",
    ],
    // A gate that was closed yesterday stands in no note: no access.
    [
      "¿Hubo algún portón cerrado ayer?",
      "exceptions: no-access, yesterday (Tue, 24 Nov 2026), latest opened first",
    ],
    ["¿Qué porcentaje de hogares no saca el cubo en las semanas de reciclaje?", NEEDS_A_WORD],
    ["¿Qué feature flags no cambiaron antes del salto de latencia de las 10:40?", NEEDS_A_WORD],
  ]);
});
