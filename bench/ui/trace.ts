import type { Browser, Page } from "@playwright/test";
import * as z from "zod";

const TraceEvent = z.object({
  name: z.string(),
  ph: z.string(),
  pid: z.number(),
  tid: z.number(),
  ts: z.number().default(0),
  dur: z.number().default(0),
  tdur: z.number().default(0),
  args: z.record(z.string(), z.unknown()).default({}),
});
type TraceEvent = z.infer<typeof TraceEvent>;

/** A trace of one page's browser, as Chromium writes it; times in microseconds. */
export type Trace = { events: TraceEvent[]; url: string };

const CATEGORIES = ["toplevel", "devtools.timeline", "disabled-by-default-devtools.timeline", "__metadata"];

/** Records Chromium's trace while the work runs. */
export const recordTrace = async (
  browser: Browser,
  page: Page,
  work: () => Promise<unknown>,
): Promise<Trace> => {
  await browser.startTracing(page, { categories: CATEGORIES });
  await work();
  const buffer = await browser.stopTracing();
  const { traceEvents } = z
    .object({ traceEvents: z.array(TraceEvent) })
    .parse(JSON.parse(buffer.toString("utf8")));
  return { events: traceEvents, url: page.url() };
};

// The page's main thread is the renderer's main thread with the most animation frames: other renderers stand idle.
const mainThreadOf = ({ events }: Trace): { pid: number; tid: number } => {
  const counts = new Map<string, number>();
  for (const { name, pid, tid } of events)
    if (name === "FireAnimationFrame") {
      const key = `${pid}/${tid}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  const [first] = [...counts].sort((a, b) => b[1] - a[1]);
  if (!first) throw new Error("the trace has no animation frame, expected some");
  const [pid = 0, tid = 0] = first[0].split("/").map(Number);
  return { pid, tid };
};

const isTask = (name: string): boolean => name === "RunTask" || name === "ThreadControllerImpl::RunTask";

/** Maps a trace to the work of the page's main thread in each frame: wall and processor time, milliseconds. */
export const framesOf = (trace: Trace): { wallMs: number; cpuMs: number }[] => {
  const { pid, tid } = mainThreadOf(trace);
  const own = trace.events.filter((event) => event.pid === pid && event.tid === tid);
  // The same task may be traced by both names; the outer one of a place counts.
  const name = own.some((event) => event.name === "RunTask") ? "RunTask" : "ThreadControllerImpl::RunTask";
  const tasks = own.filter((event) => event.ph === "X" && isTask(event.name) && event.name === name);
  const starts = [
    ...new Set(own.filter((event) => event.name === "FireAnimationFrame").map(({ ts }) => ts)),
  ].sort((a, b) => a - b);
  tasks.sort((a, b) => a.ts - b.ts);
  // A frame begins with the task its callback runs in.
  const begins: number[] = [];
  let t = 0;
  for (const start of starts) {
    while (t < tasks.length && (tasks[t]?.ts ?? 0) + (tasks[t]?.dur ?? 0) < start) t++;
    const begin = tasks[t]?.ts ?? start;
    if (begins.at(-1) !== begin) begins.push(begin);
  }
  const frames: { wallMs: number; cpuMs: number }[] = [];
  let next = 0;
  for (const [i, begin] of begins.entries()) {
    const end = begins[i + 1];
    if (end === undefined) break;
    const frame = { wallMs: 0, cpuMs: 0 };
    while (next < tasks.length && (tasks[next]?.ts ?? 0) < begin) next++;
    for (; next < tasks.length && (tasks[next]?.ts ?? end) < end; next++) {
      frame.wallMs += (tasks[next]?.dur ?? 0) / 1_000;
      frame.cpuMs += (tasks[next]?.tdur ?? 0) / 1_000;
    }
    frames.push(frame);
  }
  return frames;
};
