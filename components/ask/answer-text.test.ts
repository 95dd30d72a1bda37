import { expect, it } from "vitest";
import { createFormats } from "#components/formats.ts";
import type { AnswerPart } from "#server/ask/schema.ts";
import { answerText } from "./answer-text.ts";

it("an answer as text has the question, its reading, figures with units, and rows as they are shown", () => {
  const formats = createFormats({ locale: "en-GB", timeZone: "Europe/London", currency: "GBP" });
  const parts = [
    { type: "reading", reading: { words: "routes, today" } },
    {
      type: "figures",
      figures: [{ label: "on-time rate", value: 91.24, unit: "%", compare: { label: "before", value: 90 } }],
    },
    {
      type: "rows",
      title: "routes",
      columns: [
        { key: "name", label: "Name", type: "text" },
        { key: "delayS", label: "Behind plan", type: "duration" },
      ],
      rows: [{ name: "R-9", delayS: 1_440 }],
      total: 61,
      view: "table",
    },
    { type: "done", asOf: "2026-11-23T10:30:00.000Z", rowCount: 1, tookMs: 3, keptAt: null },
  ] as unknown as AnswerPart[];
  expect(answerText("late?", parts, { formats, today: null, word: () => null }, formats)).toBe(
    [
      "late?",
      "routes, today",
      "",
      "on-time rate: 91.2% (before: 90%)",
      "",
      "routes",
      "Name | Behind plan",
      "R-9 | +24 min",
      "… +60",
    ].join("\n"),
  );
});
