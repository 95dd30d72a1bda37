import type { Fact } from "../harness/line.ts";
import { summarize } from "../harness/measure.ts";
import { installProbe, readNoted } from "./page-probe.ts";
import type { Stage } from "./stage.ts";
import { framesOf, recordTrace } from "./trace.ts";
import { drive } from "./traffic.ts";

const VEHICLES = 500;
const SECONDS = 15;
const SETTLE_MS = 4_000;

/** Measures the map under positions of 500 vehicles once a second. */
export const measureMap = async (stage: Stage): Promise<Fact[]> => {
  const context = await stage.signedIn();
  await installProbe(context);
  const page = await context.newPage();
  await page.goto("/map");
  const canvas = page.locator("canvas.maplibregl-canvas");
  await canvas.waitFor({ timeout: 60_000 });
  await drive(stage, { vehicles: VEHICLES, seconds: 3 });
  await page.waitForTimeout(SETTLE_MS);
  await page.evaluate(() => {
    window.noted.frames = [];
    window.noted.longTasks = [];
    window.noteFrames(true);
  });
  const trace = await recordTrace(stage.browser, page, () =>
    drive(stage, { vehicles: VEHICLES, seconds: SECONDS }),
  );
  const noted = await readNoted(page);
  const work = framesOf(trace);
  const spanMs = (noted.frames.at(-1) ?? 0) - (noted.frames[0] ?? 0);
  const wall = summarize(work.map(({ wallMs }) => wallMs));
  const cpu = summarize(work.map(({ cpuMs }) => cpuMs));
  await context.close();
  return [
    {
      name: `/map, ${VEHICLES} vehicles at 1 Hz, main-thread work per frame, p95`,
      value: wall.p95,
      unit: "ms",
      target: { atMost: 8 },
      summary: wall,
      note: `Tasks of the page's main thread between the beginnings of two frames, by Chromium's trace over ${SECONDS} s; wall time, so time lost to other programs counts. ${stage.renderer}.`,
    },
    {
      name: "/map, processor time of the main thread per frame, p95",
      value: cpu.p95,
      unit: "ms",
      summary: cpu,
    },
    {
      name: "/map, animation frames",
      value: (1_000 * (noted.frames.length - 1)) / spanMs,
      unit: "frames/s",
      note: `Longest task ${Math.max(0, ...noted.longTasks.map(({ ms }) => ms)).toFixed(0)} ms.`,
    },
  ];
};
