import { setTimeout as sleep } from "node:timers/promises";
import type { BrowserContext } from "@playwright/test";
import type { Fact } from "../harness/line.ts";
import { summarize } from "../harness/measure.ts";
import { installProbe, readNoted } from "./page-probe.ts";
import type { Stage } from "./stage.ts";
import { framesOf, recordTrace } from "./trace.ts";

const CALLS_PER_S = 60;
const SECONDS = 10;
const SETTLE_MS = 4_000;
const ASKED = "operations.clock.get";
const SERIES = `meter=api.request_ms&labels=${encodeURIComponent(`outcome=ok,procedure=${ASKED}`)}`;

const tokenOf = async ({ url }: Stage, context: BrowserContext): Promise<string> =>
  ((await (await context.request.get(`${url}/api/auth/token`)).json()) as { token: string }).token;

/** Calls one procedure at its times for some seconds, so that its series grows between any two steps of its stream. */
const callOn = async ({ url }: Stage, token: string, seconds: number): Promise<void> => {
  const startedAt = performance.now();
  const open: Promise<unknown>[] = [];
  for (let n = 0; n < seconds * CALLS_PER_S; n++) {
    const waitMs = startedAt + (n * 1_000) / CALLS_PER_S - performance.now();
    if (waitMs > 0) await sleep(waitMs);
    open.push(
      fetch(`${url}/api/trpc/${ASKED}`, { headers: { authorization: `Bearer ${token}` } }).then(
        async (answer) => {
          if (!answer.ok) throw new Error(`${ASKED} answered ${answer.status}, expected 200`);
          await answer.arrayBuffer();
        },
      ),
    );
  }
  await Promise.all(open);
};

/** Measures the chart of one meter while its running second streams in twenty times a second. */
export const measurePlot = async (stage: Stage): Promise<Fact[]> => {
  const context = await stage.signedIn();
  await installProbe(context);
  const token = await tokenOf(stage, context);
  const page = await context.newPage();
  // The series is on the list once it was measured.
  await callOn(stage, token, 2);
  await page.goto(`/performance?window=5m&${SERIES}`);
  await page.locator(".line-plot canvas").first().waitFor({ timeout: 60_000 });
  await callOn(stage, token, 3);
  await page.waitForTimeout(SETTLE_MS);
  await page.evaluate(() => {
    window.noted.frames = [];
    window.noted.longTasks = [];
    const legend = document.querySelector(".u-legend");
    if (legend === null) throw new Error("the chart has no legend, expected one");
    // One callback for all that changed in one step.
    new MutationObserver(() => window.noted.frames.push(performance.now())).observe(legend, {
      ...{ childList: true, subtree: true, characterData: true },
    });
  });
  const trace = await recordTrace(stage.browser, page, () => callOn(stage, token, SECONDS));
  const noted = await readNoted(page);
  await context.close();
  const work = summarize(framesOf(trace).map(({ wallMs }) => wallMs));
  return [
    {
      name: "/performance, steps of a streaming chart",
      value: noted.frames.length / SECONDS,
      unit: "1/s",
      note: `As its legend changed over ${SECONDS} s, up to 20 a second; ${CALLS_PER_S} calls a second in the series.`,
    },
    {
      name: "/performance, tasks of 50 ms and more while a chart streams",
      value: noted.longTasks.length,
      unit: "",
      target: { atMost: 0 },
      note: `Longest ${Math.max(0, ...noted.longTasks.map(({ ms }) => ms)).toFixed(0)} ms; main-thread work per frame p95 ${work.p95.toFixed(1)} ms, wall time. ${stage.renderer}.`,
    },
  ];
};
