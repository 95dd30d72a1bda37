import type { BrowserContext, Page } from "@playwright/test";
import type { Fact } from "../harness/line.ts";
import { summarize } from "../harness/measure.ts";
import { installProbe, type Noted, readNoted } from "./page-probe.ts";
import type { Stage } from "./stage.ts";
import { drive, type Traffic } from "./traffic.ts";

const PATH = "/vehicles";
const OPENINGS = 9;
const SECONDS = 20;
const VEHICLES = 1_000;
/** A screen is one that was drawn within this of the event; later sightings of the same speed are another lap. */
const LAP_MS = 60_000;

/** Opens the list and waits for its first rows; maps to the page. */
const openList = async (context: BrowserContext): Promise<Page> => {
  const page = await context.newPage();
  await page.goto(PATH, { waitUntil: "commit" });
  await page.waitForFunction(() => window.noted.readyMs !== null, undefined, { timeout: 60_000 });
  return page;
};

const readyFacts = async (stage: Stage): Promise<Fact[]> => {
  const samples: number[] = [];
  for (let i = -1; i < OPENINGS; i++) {
    const context = await stage.signedIn();
    await installProbe(context);
    const page = await openList(context);
    const { readyMs } = await readNoted(page);
    if (i >= 0 && readyMs !== null) samples.push(readyMs);
    await context.close();
  }
  const ready = summarize(samples);
  return [
    {
      name: `${PATH}, 100,000 rows, first rows painted, median`,
      value: ready.median,
      unit: "ms",
      target: { atMost: 1_500 },
      summary: ready,
      note: `From the start of the navigation, signed in, warm server, empty browser cache, ${OPENINGS} openings after one unmeasured.`,
    },
  ];
};

const nodesFact = async (page: Page): Promise<Fact> => {
  const counts: number[] = [];
  for (const share of [0, 0.3, 0.99]) {
    await page.evaluate((to) => {
      const grid = document.querySelector('[role="grid"]');
      if (grid) grid.scrollTop = grid.scrollHeight * to;
    }, share);
    await page.waitForTimeout(1_500);
    counts.push(await page.evaluate(() => document.querySelectorAll("*").length));
  }
  await page.evaluate(() => document.querySelector('[role="grid"]')?.scrollTo(0, 0));
  return {
    name: `${PATH}, DOM elements, most`,
    value: Math.max(...counts),
    unit: "",
    target: { atMost: 1_499 },
    note: `Elements of the whole document at the top, at 30 % and at 99 % of the list: ${counts.join(", ")}.`,
  };
};

/** Times from the sending of an event to the frame that showed it, for events that were shown. */
const delaysOf = (traffic: Traffic, noted: Noted): number[] => {
  const seen = new Map<string, number[]>();
  for (const { name, speedKmh, atMs } of noted.speeds) {
    const key = `${name}/${speedKmh}`;
    seen.set(key, [...(seen.get(key) ?? []), atMs]);
  }
  return traffic.sentAt.flatMap(({ name, speedKmh, atMs }) => {
    const shownAt = seen.get(`${name}/${speedKmh}`)?.find((at) => at >= atMs && at < atMs + LAP_MS);
    return shownAt === undefined ? [] : [shownAt - atMs];
  });
};

const trafficFacts = async (stage: Stage, page: Page): Promise<Fact[]> => {
  await drive(stage, { vehicles: VEHICLES, seconds: 4 });
  await page.evaluate(() => {
    window.noted.longTasks = [];
    window.noted.frames = [];
    window.noted.speeds = [];
    window.watchSpeeds();
    window.noteFrames(true);
  });
  const traffic = await drive(stage, { vehicles: VEHICLES, seconds: SECONDS });
  await page.waitForTimeout(500);
  await page.evaluate(() => window.noteFrames(false));
  const noted = await readNoted(page);
  const gaps = noted.frames.slice(1).map((at, i) => at - (noted.frames[i] ?? at));
  const spanMs = (noted.frames.at(-1) ?? 0) - (noted.frames[0] ?? 0);
  const delays = delaysOf(traffic, noted);
  const longest = Math.max(0, ...noted.longTasks.map(({ ms }) => ms));
  const acks = summarize(traffic.ackMs);
  return [
    {
      name: `${PATH} at ${VEHICLES} events/s, animation frames`,
      value: (1_000 * (noted.frames.length - 1)) / spanMs,
      unit: "frames/s",
      target: { atLeast: 55 },
      summary: summarize(gaps),
      note: `${traffic.events} events in ${SECONDS} s by POST /api/v1/telemetry; spread is of milliseconds between frames. Server, database, sender and browser share the machine.`,
    },
    {
      name: `${PATH} at ${VEHICLES} events/s, longest task`,
      value: longest,
      unit: "ms",
      target: { atMost: 200 },
      note: `${noted.longTasks.length} tasks over 50 ms.`,
    },
    {
      name: "event to pixel, p95",
      value: delays.length === 0 ? null : summarize(delays).p95,
      unit: "ms",
      target: { atMost: 100 },
      ...(delays.length === 0
        ? { skipped: "no event was seen on the page" }
        : { summary: summarize(delays) }),
      note: "From just before the request that posts it to the first task after the frame that shows its speed, for the vehicles in view; both on this machine's clock.",
    },
    { name: "event to acknowledgement, p95", value: acks.p95, unit: "ms", summary: acks },
  ];
};

/** Measures the list of vehicles: how soon it is there, how large, and under events. */
export const measureList = async (stage: Stage): Promise<Fact[]> => {
  const facts = await readyFacts(stage);
  const context = await stage.signedIn();
  await installProbe(context);
  const page = await openList(context);
  facts.push(await nodesFact(page), ...(await trafficFacts(stage, page)));
  await context.close();
  return facts;
};
