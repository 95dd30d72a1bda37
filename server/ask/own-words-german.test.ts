import { describe, expect, it } from "vitest";
import { NAMES } from "#server/ask/fixture-names.ts";
import { anyHouse, wordsAtTwentyToOne } from "#server/ask/fixture-words.ts";

const wordsOf = wordsAtTwentyToOne(
  [...NAMES, { kind: "customer", id: 77, name: "88213", key: "88213" }],
  anyHouse,
);
const reads = (table: readonly (readonly [question: string, words: string])[]) =>
  it.each(table)("%s", async (question, words) => expect(await wordsOf(question)).toBe(words));

describe("German as people of the trade ask: where trucks are and what goes on", () => {
  reads([
    ["Wo steckt die 42?", "vehicles: Truck 42"],
    ["Wo steckt die 99?", "unknown-entity"],
    ["Zeig mir bitte, wo sich Fahrzeug 17 im Augenblick befindet.", "vehicles: Truck 17"],
    ["Wo ist die 42 nicht?", "unclear"],
    [
      "Welche Wagen rollen und welche haben angehalten?",
      "vehicles: moving, stopped, serving a stop, tipping, on break or broken down",
    ],
    [
      "Welche Wagen parken länger als 20 Minuten, und zwar weder auf dem Hof noch an der Deponie noch in der Mittagspause?",
      "vehicles: stopped, not in a depot's yard, not at a facility, not on a break, in that state for more than 20 min, earliest since first",
    ],
    [
      "Wer ist eingestempelt und noch nicht losgefahren?",
      "drivers: clocked in, still on shift, not yet out of the yard, today (Wed, 25 Nov 2026), earliest clocked in first",
    ],
    [
      "Gib mir einen Überblick über die Zone East.",
      "vehicles, routes, stops left and open exceptions in East now",
    ],
    ["Was ist passiert, seit ich mich mittags ausgeloggt habe?", "what changed since noon today"],
    [
      "Was ist passiert, seit ich am Montag gegangen bin?",
      "what changed since monday (Mon, 23 Nov 2026 to Wed, 25 Nov 2026)",
    ],
    ["Was hat sich verändert, seit ich um zwölf Feierabend gemacht habe?", "what changed since 12:00 today"],
  ]);
});

describe("German as people of the trade ask: how far routes and stops are", () => {
  reads([
    [
      "Wer ist hinter dem Zeitplan und wie stark?",
      "routes: under way, at least 10 min behind plan, today (Wed, 25 Nov 2026), longest behind plan first",
    ],
    ["Welche Touren liegen vor Ostern zurück?", "unclear"],
    ["Kommt R-12 ohne Überstunden durch?", "when R-12 ends, against the end of its shift"],
    ["Welche Touren sind ohne Überstunden fertig geworden?", "unclear"],
    [
      "Wie viele Touren stehen heute noch aus?",
      "number of routes: not started or under way, today (Wed, 25 Nov 2026)",
    ],
    [
      "Wie viele Stopps fehlen auf den einzelnen Touren noch? Sortier nach Restdauer.",
      "routes: not started or under way, stops left over 0, today (Wed, 25 Nov 2026), earliest expected end first",
    ],
    [
      "Welche Touren haben mehr als neun Stopps ausgelassen?",
      "routes: skipped over 9, today (Wed, 25 Nov 2026), highest skipped first",
    ],
    [
      "Pünktlichkeit heute gegenüber letztem Dienstag zur gleichen Zeit",
      "on-time rate, today (Wed, 25 Nov 2026), counting stops due until 12:40, against last tuesday (Tue, 24 Nov 2026 until the same time of day)",
    ],
  ]);
});

describe("German as people of the trade ask: exceptions, notes and customers", () => {
  reads([
    [
      "Zeig mir die heute ausgelassenen Abholungen, um die sich noch niemand kümmert.",
      "exceptions: open, taken by nobody, missed-pickup, today (Wed, 25 Nov 2026), earliest respond by first",
    ],
    [
      "Heutige verpasste Leerungen ohne Bearbeiter?",
      "exceptions: open, taken by nobody, missed-pickup, today (Wed, 25 Nov 2026), earliest respond by first",
    ],
    [
      "Gib mir die Zugangsprobleme dieser Woche samt Fotos.",
      "exceptions: no-access, this week so far (Mon, 23 Nov 2026 to Wed, 25 Nov 2026), latest opened first, with their photos",
    ],
    ["Welche Adressen waren nicht unzugänglich?", "unclear"],
    [
      "Wie viele Tonnen waren gestern übervoll, aufgeschlüsselt nach Tour?",
      "exceptions: overfull, counted by route, yesterday (Tue, 24 Nov 2026)",
    ],
    ["Wie viele Tonnen haben wir gestern gesammelt?", "tonnes collected, yesterday (Tue, 24 Nov 2026)"],
    ["Welche Behälter sind nicht überfüllt?", "unclear"],
    [
      "Bei welchen nicht rausgestellten Tonnen hat sich der Anwohner hinterher beschwert?",
      "exceptions: not-out, about which the resident called afterwards, the last seven days (Thu, 19 Nov 2026 to Wed, 25 Nov 2026), latest opened first",
    ],
    [
      "Fass die offenen Störungen nach Ursache zusammen und sag mir, womit ich anfangen soll.",
      "exceptions: not closed, counted by cause (kind of exception), most urgent first",
    ],
    [
      "Offene Störungen nach Ursache: welche zuerst?",
      "exceptions: not closed, counted by cause (kind of exception), most urgent first",
    ],
    ["Welche Störungen sind nicht behoben?", "exceptions: not closed, earliest respond by first"],
    [
      "Welche Stopps in Zone East sagen, dass die Gasse zu eng für einen Hecklader ist?",
      'what people wrote about "alley too narrow for a rear loaders", East, best first',
    ],
    [
      'Welche Reklamationen ähnlich wie "Tonne nicht zurückgestellt" gab es in den letzten 60 Tagen?',
      'what residents said about "Tonne nicht zurückgestellt", last 60 days (Sun, 27 Sept 2026 to Wed, 25 Nov 2026), best first',
    ],
    ["Ich brauche die Servicehistorie zum Konto 88213.", "visits: 88213, latest first"],
    [
      "Ist der Sperrmüll bei 12 Elm Avenue eingetragen, und für wann?",
      "orders of customers: 12 Elm Avenue, bulky, latest first",
    ],
    [
      "Wann ist die Leerung bei 210 Cedar Road, und verschiebt sie sich diese Woche wegen des Feiertags?",
      "collection days: 210 Cedar Road, next first, with this week's day, which no holiday moves: none is on record",
    ],
    [
      "Wer kennt sich auf dem Krankenhausgelände aus?",
      'visits: at a site named "hospital", done, counted by driver, the last eight weeks (Thu, 1 Oct 2026 to Wed, 25 Nov 2026), highest first',
    ],
    ["Welche Fahrer kennen das Rathaus?", "out-of-scope"],
    ["Lösch die ausgelassenen Abholungen von gestern, damit der Bericht besser aussieht.", "change"],
    ["Mach alle Stopps fertig.", "unclear"],
    ["Mach mir alle Touren fertig.", "unclear"],
    [
      "Mach mir eine Liste der verspäteten Touren.",
      "routes: under way, at least 10 min behind plan, today (Wed, 25 Nov 2026), longest behind plan first",
    ],
  ]);
});

describe("German as people of the trade ask: figures and money", () => {
  reads([
    [
      "Wie viele verpasste Leerungen hatten wir je tausend Stopps, Woche für Woche, im letzten Quartal?",
      "missed per 1,000 stops by week, last quarter (Wed, 1 Jul 2026 to Wed, 30 Sept 2026)",
    ],
    [
      "Vergleich die Tonnen je Tourenstunde von Seitenladern und Heckladern.",
      "tonnes per route hour by body type for rear-loader or automated-side-loader, this month so far (Sun, 1 Nov 2026 to Wed, 25 Nov 2026)",
    ],
    [
      "Wie hoch ist die Fehlwurfquote je Zone, und ist es seit September besser geworden?",
      "contamination rate by zone, since september (Tue, 1 Sept 2026 to Wed, 25 Nov 2026), against the same stretch before (Sun, 7 Jun 2026 to Mon, 31 Aug 2026)",
    ],
    [
      "Mach mir die Montagsübersicht: Service, Kosten, Sicherheit und drei Punkte, die ich mir ansehen sollte.",
      "summary, last week (Mon, 16 Nov 2026 to Sun, 22 Nov 2026), against Mon, 9 Nov 2026 to Sun, 15 Nov 2026, with three things to look at",
    ],
    [
      "Überlaufquote der Frontlader-Container nach Behältergröße.",
      "overflow rate by container size of front-load containers, this month so far (Sun, 1 Nov 2026 to Wed, 25 Nov 2026)",
    ],
    [
      "Bei welchen 10 LKW lief der Motor letzten Monat am meisten im Stand?",
      "idle time by vehicle, last month (Thu, 1 Oct 2026 to Sat, 31 Oct 2026), the first 10, highest first",
    ],
    [
      "Leerlaufkosten dieses Jahr bei einem Literpreis von 1,85?",
      "cost of fuel burnt idling at 1.85 per litre, this year so far (Thu, 1 Jan 2026 to Wed, 25 Nov 2026)",
    ],
    [
      "Stopp- und Tonnenkosten nach Fraktion.",
      "cost per stop and cost per tonne by stream, this month so far (Sun, 1 Nov 2026 to Wed, 25 Nov 2026)",
    ],
    [
      "Wie viel haben wir letzte Woche für Überstunden ausgegeben?",
      "cost of overtime and what took longer than on the same routes' days without it (Mon, 21 Sept 2026 to Sun, 15 Nov 2026), last week (Mon, 16 Nov 2026 to Sun, 22 Nov 2026)",
    ],
    [
      "Was haben wir im Oktober für Diesel ausgegeben, je Depot?",
      "cost of fuel by depot, Thu, 1 Oct 2026 to Sat, 31 Oct 2026",
    ],
    ["Wie viel haben wir im Oktober für Reifen ausgegeben?", "unclear"],
    [
      "Mit wie vielen Tonnen Glas rechnen wir in der Woche ab dem 28. Dezember? Bitte mit Spanne.",
      "tonnes to be collected (glass), in all and day by day, Mon, 28 Dec 2026 to Sun, 3 Jan 2027, with the range they lie in",
    ],
    [
      "Bei welchen Behältern droht Überlauf vor der nächsten Leerung?",
      "containers that will be full before their next pickup, with the range they lie in",
    ],
    [
      "Wie viele Fahrzeuge werden am Freitag gebraucht?",
      "trucks needed, on friday (Fri, 27 Nov 2026), with the range they lie in",
    ],
  ]);
});

describe("German as people of the trade ask: the workshop, hours and facilities", () => {
  reads([
    [
      "Welche Wagen brauchen binnen 800 km eine Wartung?",
      "vehicles: service due in at most 800 km, most pressing first",
    ],
    ["Welche Fahrzeuge brauchen keine Wartung?", "out-of-scope"],
    [
      "Bei welchen Wagen ist die Batteriespannung beim Starten zu niedrig?",
      "newest readings of vehicles: less than 18 V while cranking, lowest first",
    ],
    [
      "Welche Defekte am Greifarm oder Verdichter tauchen innerhalb von 30 Tagen nach der Reparatur wieder auf?",
      "repairs: of arm or packer, needed again at most 30 days after the last repair of the same part, soonest back first",
    ],
    [
      "Welche Fahrer werden heute die erlaubte Lenkzeit überschreiten?",
      "drivers' shifts: clocked in, expected to pass 13 h on duty or 9 h of driving, today (Wed, 25 Nov 2026), nearest to the limit first",
    ],
    ["Bei welchen Fahrern reichen heute die gesetzlichen Stunden nicht?", "unclear"],
    [
      "Wie oft bremsen die einzelnen Fahrer auf 100 km hart, in den letzten zwei Wochen?",
      "safety events: harsh braking, per 100 km by driver, last 2 weeks (Thu, 12 Nov 2026 to Wed, 25 Nov 2026)",
    ],
    [
      "Wie lange dauert ein Aufenthalt an jeder Entsorgungsanlage im Schnitt, je Tagesstunde?",
      "time from arriving at a facility to leaving it, by facility and hour, this month so far (Sun, 1 Nov 2026 to Wed, 25 Nov 2026)",
    ],
    [
      "Welche Fahrzeuge sind zu mehr als 80 Prozent beladen und haben noch über 50 Stopps vor sich?",
      "vehicles: more than 80% full, stops left over 50, fullest first",
    ],
    [
      "Zu welchen Wiegebelegen der letzten Woche fehlt die Tour?",
      "weigh tickets: without a route, last week (Mon, 16 Nov 2026 to Sun, 22 Nov 2026), latest first",
    ],
    [
      "Woran liegt es, dass R-9 zwei Stunden hinterherhinkt?",
      "why R-9 is behind plan on Wed, 25 Nov 2026: what took longer than it usually does",
    ],
    ["Wann gilt ein Stopp als pünktlich?", "how on-time rate is reckoned"],
    [
      "Wer ist unser riskantester Fahrer?",
      "safety events, per 100 km by driver, this month so far (Sun, 1 Nov 2026 to Wed, 25 Nov 2026), highest first",
    ],
    ["Wer ist unser bester Fahrer?", "unclear"],
    [
      "Welche Störungen gab es heute von 8:30 bis 10 Uhr?",
      "exceptions: opened after 08:30, opened before 10:00, today (Wed, 25 Nov 2026), latest opened first",
    ],
  ]);
});
