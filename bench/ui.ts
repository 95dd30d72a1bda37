import { bigFleet, demoCity } from "./harness/databases.ts";
import type { BenchContext, Fact, Line } from "./harness/line.ts";
import { LIVE_NAMES, multiplexingFacts } from "./harness/multiplexing.ts";
import { measureAccessibility } from "./ui/accessibility.ts";
import { measureFirstLoad } from "./ui/first-load.ts";
import { measureList } from "./ui/list-page.ts";
import { measureMap } from "./ui/map-page.ts";
import { measurePlot } from "./ui/plot-page.ts";
import { onStage, type Stage } from "./ui/stage.ts";

const PARTS: readonly { name: string; measure: (stage: Stage) => Promise<Fact[]> }[] = [
  { name: "first load", measure: measureFirstLoad },
  { name: "the list of vehicles", measure: measureList },
  { name: "the map", measure: measureMap },
  { name: "a streaming chart", measure: measurePlot },
];

// Whether a screen reader can read a page is asked of the pages people have, where every list and chart has its rows.
const READ_PARTS: typeof PARTS = [{ name: "accessibility", measure: measureAccessibility }];

const measured = (context: BenchContext, source: string, parts: typeof PARTS): Promise<Fact[]> =>
  onStage(context, source, async (stage) => {
    context.say(stage.renderer);
    const found: Fact[] = [];
    for (const { name, measure } of parts) {
      context.say(name);
      // A part that breaks is told in its place; the others still count.
      found.push(
        ...(await measure(stage).catch((error: unknown): Fact[] => [
          { name, value: null, unit: "", skipped: `failed: ${String(error).slice(0, 400)}` },
        ])),
      );
    }
    return found;
  });

const run = async (context: BenchContext): Promise<Fact[]> => {
  const facts = [
    ...(await measured(context, await bigFleet(context), PARTS)),
    ...(await measured(context, await demoCity(context), READ_PARTS)),
  ];
  context.say(`one socket for ${LIVE_NAMES.length} channels against one each`);
  return [...facts, ...(await multiplexingFacts({ clients: 20, eventsPerS: 1_000, seconds: 10 }))];
};

/** The pages in a real browser. */
export const ui: Line = {
  about: "the production build in Chromium over 100,000 vehicles, load through ingestion, simulator off",
  needsServer: true,
  run,
};
