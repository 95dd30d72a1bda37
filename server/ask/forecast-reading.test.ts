import { describe, expect, it } from "vitest";
import { NAMES } from "#server/ask/fixture-names.ts";
import { MONDAY } from "#server/ask/fixture-read.ts";
import { linkerOf, understand } from "#server/ask/understand.ts";

const linker = linkerOf(NAMES);

const read = async (text: string) =>
  (await understand(text, { linker, clock: MONDAY, depotIds: [], findAddress: async () => [] })).understood;

const forecastOf = async (text: string) => {
  const understood = await read(text);
  if (understood.kind !== "reading") throw new Error(`${text}: ${JSON.stringify(understood)}`);
  const { plan } = understood.reading;
  return plan.kind === "forecast" ? plan : { kind: plan.kind };
};

describe("a question about days to come is a forecast", () => {
  it.each([
    [
      "How many tonnes will we collect the week after New Year? Show the range.",
      { what: "tonnage", from: "2027-01-04", to: "2027-01-10" },
    ],
    ["how much glass do you expect next week", { what: "tonnage", streams: ["glass"], from: "2026-11-30" }],
    [
      "forecast the recycling tonnage for the next 14 days",
      { what: "tonnage", streams: ["recycling"], to: "2026-12-07" },
    ],
    [
      "how many tonnes will we collect on Friday at the Harbour depot",
      { what: "tonnage", from: "2026-11-27", depotIds: [7] },
    ],
    ["how many tonnes will we collect tomorrow in the North zone", { what: "tonnage", zones: ["North"] }],
    ["how many tonnes will we collect tomorrow by depot", { what: "tonnage", by: "depot" }],
    ["which bins will overflow before Friday", { what: "overflow", before: "2026-11-27" }],
    ["which bins will overflow by Friday", { what: "overflow", before: "2026-11-28" }],
    ["how many lifts are expected tomorrow", { what: "lifts", from: "2026-11-24", to: "2026-11-24" }],
    ["forecast the set-out for next week", { what: "set-out", from: "2026-11-30", to: "2026-12-06" }],
    ["How many trucks do we need on Friday?", { what: "trucks", from: "2026-11-27", to: "2026-11-27" }],
    ["Do we have enough trucks for Friday?", { what: "trucks", from: "2026-11-27", isAgainstFleet: true }],
    ["Will we be short of wagons tomorrow", { what: "trucks", from: "2026-11-24", isAgainstFleet: true }],
    [
      "trucks needed vs available on Friday at the Harbour depot",
      { what: "trucks", from: "2026-11-27", depotIds: [7], isAgainstFleet: true },
    ],
    [
      "How many trucks do we need on Friday and how many do we have?",
      { what: "trucks", isAgainstFleet: true },
    ],
    ["how many vehicles will be needed tomorrow", { what: "trucks", from: "2026-11-24" }],
    ["Which routes will probably run late tomorrow, and why?", { what: "late-routes", from: "2026-11-24" }],
    [
      "What time will R-18 finish tomorrow, best and worst case?",
      { what: "route-ends", from: "2026-11-24", routes: ["R-18"] },
    ],
    ["When will R-18 be done on Friday", { what: "route-ends", from: "2026-11-27", routes: ["R-18"] }],
    ["which routes are likely to be behind schedule on Friday", { what: "late-routes", from: "2026-11-27" }],
    ["Which containers will overflow before their next pickup?", { what: "overflow", from: "2026-11-23" }],
    ["which bins in the North zone are going to overflow", { what: "overflow", zones: ["North"] }],
    [
      "which glass containers are at risk of overflowing before they are emptied",
      { what: "overflow", streams: ["glass"] },
    ],
    [
      "What happens to overtime if the south landfill queue stays at 40 minutes?",
      { what: "queue-overtime", facilityIds: [9], queueS: 2400 },
    ],
    [
      "if the queue at the south landfill stays at 25 minutes, how much overtime will we have",
      { what: "queue-overtime", queueS: 1500 },
    ],
  ])("%s", async (text, expected) => {
    expect(await forecastOf(text)).toMatchObject({ kind: "forecast", ...expected });
  });
});

describe("the same in Spanish and German", () => {
  it.each([
    [
      "¿Qué contenedores se desbordarán antes de su próxima recogida?",
      "Which containers will overflow before their next pickup?",
    ],
    [
      "¿Cuántas toneladas recogeremos la semana después de Año Nuevo?",
      "How many tonnes will we collect the week after New Year?",
    ],
    ["¿Cuántos camiones necesitamos el viernes?", "How many trucks do we need on Friday?"],
    [
      "¿Qué rutas probablemente se retrasarán mañana y por qué?",
      "Which routes will probably run late tomorrow, and why?",
    ],
    [
      "¿Qué pasa con las horas extra si la cola de South landfill se queda en 40 minutos?",
      "What happens to overtime if the South landfill queue stays at 40 minutes?",
    ],
    [
      "Welche Behälter laufen vor der nächsten Leerung über?",
      "Which containers will overflow before their next pickup?",
    ],
    [
      "Wie viele Tonnen sammeln wir in der Woche nach Neujahr?",
      "How many tonnes will we collect the week after New Year?",
    ],
    ["Wie viele Fahrzeuge brauchen wir am Freitag?", "How many trucks do we need on Friday?"],
    [
      "Welche Touren werden morgen wahrscheinlich zu spät und warum?",
      "Which routes will probably run late tomorrow, and why?",
    ],
    [
      "Was passiert mit den Überstunden, wenn die Schlange an der South landfill bei 40 Minuten bleibt?",
      "What happens to overtime if the South landfill queue stays at 40 minutes?",
    ],
  ])("%s", async (said, english) => {
    expect(await forecastOf(said)).toEqual(await forecastOf(english));
  });
});

describe("what is past, running or scheduled is none", () => {
  it.each([
    ["how many tonnes on Friday", "measure"],
    ["how many tonnes did we collect last week", "measure"],
    ["which routes will be late today", "list"],
    ["Which pending stops have to be moved to tomorrow if nothing changes?", "list"],
    ["which zones have recycling next week", "collection-weeks"],
    ["which trucks need service in the next 500 km", "list"],
    ["will R-17 finish before overtime starts", "finish"],
    ["When did R-18 finish on Friday?", "list"],
    ["When will R-18 finish today?", "finish"],
  ])("%s", async (text, kind) => {
    expect(await forecastOf(text)).toEqual({ kind });
  });
});

describe("what cannot be foretold is refused with the reason", () => {
  it.each([
    ["how many tonnes will we collect in May", "foretold for the next 90 days"],
    ["how many trucks do we need next month", "foretold for the next 14 days"],
    ["what routes will probably be late next week", "for one day"],
    ["how many complaints will we get tomorrow", "This is not foretold"],
    ["how many tonnes will we collect next week except glass", '"except"'],
    ["how many trucks do we need tomorrow in the North zone", '"North"'],
  ])("%s", async (text, reason) => {
    const understood = await read(text);
    expect(understood.kind === "refusal" ? understood.refusal.text : understood.kind).toContain(reason);
  });
});
