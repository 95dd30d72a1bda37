import { describe, expect, it } from "vitest";
import { forbiddenTo } from "#server/ask/core/roles.ts";
import { hearOne, readOne } from "#server/ask/fixture-read.ts";
import { wordsOfReading } from "#server/ask/fixture-words.ts";
import { ROLES } from "#server/lib/scope.ts";

const VEHICLES = "vehicles by their chance of a failure within seven days";
const CUSTOMERS = "customers by how likely they are to complain or to leave";
const WEEK = "this week so far (Mon, 23 Nov 2026)";

describe("what is likely", () => {
  it.each([
    ["Which trucks are most likely to break down soon?", `${VEHICLES}, highest chance first`],
    ["Which vehicles will probably fail next week?", `${VEHICLES}, highest chance first`],
    ["which truck will fail next", `${VEHICLES}, soonest first`],
    ["breakdown risk by truck", `${VEHICLES}, highest chance first`],
    ["Truck 12 breakdown risk", `${VEHICLES}: Truck 12, highest chance first`],
    [
      "vehicles with a breakdown risk of more than 40 %",
      `${VEHICLES}: with a chance of more than 40%, highest chance first`,
    ],
    ["open work orders", "work orders: proposed or ordered, latest first"],
    ["Which work orders were proposed this week?", `work orders: proposed, ${WEEK}, latest first`],
    ["Which customers are likely to leave us?", `${CUSTOMERS}, likeliest to leave first`],
    ["Which customers are at risk of complaining?", `${CUSTOMERS}, likeliest to complain first`],
    ["¿Qué clientes van a quejarse?", `${CUSTOMERS}, likeliest to complain first`],
    ["Welche Kunden könnten kündigen?", `${CUSTOMERS}, likeliest to leave first`],
    // Chances are of the week to come: another stretch is another question.
    ["which trucks are likely to break down tomorrow", "unclear"],
  ])("%s", async (text, words) => {
    expect(wordsOfReading(await hearOne(text))).toBe(words);
  });
});

describe("outside services, coordination, briefings", () => {
  it.each([
    [
      "How much did we spend on external routing calls today, and which circuit breakers are open?",
      "calls of graphhopper and what they cost, and which circuit breakers are open, real days, today",
    ],
    ["Any circuit breaker open?", "open circuit breakers"],
    [
      "What did outside services cost us yesterday?",
      "calls of outside services and what they cost, by service, real days, yesterday",
    ],
    ["Which milestones are blocked and who is waiting for whom?", "who waits for whom, and what is held up"],
    ["milestones due next", "milestones to deliver, next first"],
    ["Which handoffs are waiting?", "handoffs that wait"],
    ["What does this morning's briefing say?", "the briefing of Mon, 23 Nov 2026 at 09:00"],
    ["latest briefing", "the newest briefing"],
    [
      "Give me the weekly briefing",
      "summary, last week (Mon, 16 Nov 2026 to Sun, 22 Nov 2026), against Mon, 9 Nov 2026 to Sun, 15 Nov 2026, with three things to look at",
    ],
    ["Was stand im Lagebericht von heute Morgen?", "the briefing of Mon, 23 Nov 2026 at 09:00"],
  ])("%s", async (text, words) => {
    expect(wordsOfReading(await hearOne(text))).toBe(words);
  });
  it("are told to those who coordinate", async () => {
    for (const text of ["Any circuit breaker open?", "Who waits for whom?", "latest briefing"]) {
      const { plan } = await readOne(text);
      expect(ROLES.filter((role) => forbiddenTo({ role, isOperator: true }, plan) === undefined)).toEqual(
        ROLES.filter((role) => ["manager", "engineer", "admin"].includes(role)),
      );
    }
  });
});
