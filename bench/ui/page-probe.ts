import type { BrowserContext, Page } from "@playwright/test";

/** What a page noted about itself, times in milliseconds since its navigation began. */
export type Noted = {
  /** When the first rows with content stood on the screen. */
  readyMs: number | null;
  /** Times of animation frames. */
  frames: number[];
  longTasks: { startMs: number; ms: number }[];
  /** Speeds as they came on the screen, by vehicle; wall time. */
  speeds: { name: string; speedKmh: number; atMs: number }[];
};

declare global {
  interface Window {
    noted: Noted;
    noteFrames: (isOn: boolean) => void;
    watchSpeeds: () => void;
  }
}

const probe = (): void => {
  const noted: Noted = { readyMs: null, frames: [], longTasks: [], speeds: [] };
  window.noted = noted;
  // After the frame in which something changed has been drawn: a task queued from its animation frame comes then.
  const afterPaint = (then: () => void): void => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => then();
      port2.postMessage(null);
    });
  };
  const hasRows = (): boolean => {
    const cell = document.querySelector('[role="row"][data-index="0"] [role="gridcell"]');
    return cell !== null && (cell.textContent ?? "").trim() !== "";
  };
  const watch = new MutationObserver(() => {
    if (!hasRows()) return;
    watch.disconnect();
    afterPaint(() => {
      noted.readyMs = performance.now();
    });
  });
  watch.observe(document, { childList: true, subtree: true, characterData: true });
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries())
      noted.longTasks.push({ startMs: startTime, ms: duration });
  }).observe({ type: "longtask", buffered: true });
  let isOn = false;
  const tick = (atMs: number): void => {
    if (!isOn) return;
    noted.frames.push(atMs);
    requestAnimationFrame(tick);
  };
  window.noteFrames = (next) => {
    isOn = next;
    if (next) requestAnimationFrame(tick);
  };
  window.watchSpeeds = () => {
    const grid = document.querySelector('[role="grid"]');
    if (grid === null) throw new Error("the page has no grid, expected one");
    new MutationObserver((mutations) => {
      const rows = new Set<Element>();
      for (const { target } of mutations) {
        const element = target instanceof Element ? target : target.parentElement;
        const row = element?.closest('[role="row"][data-index]');
        if (row) rows.add(row);
      }
      const seen = [...rows].flatMap((row) => {
        const cells = [...row.querySelectorAll('[role="gridcell"]')].map((cell) => cell.textContent ?? "");
        const speed = cells
          .map((text) => /^(\d+)\s*km\/h$/.exec(text)?.[1])
          .find((found) => found !== undefined);
        return speed === undefined ? [] : [{ name: cells[0] ?? "", speedKmh: Number(speed) }];
      });
      if (seen.length === 0) return;
      afterPaint(() => {
        const atMs = performance.timeOrigin + performance.now();
        for (const each of seen) noted.speeds.push({ ...each, atMs });
      });
    }).observe(grid, { childList: true, subtree: true, characterData: true });
  };
};

/** Lets every page of a context note its rows, frames and long tasks. */
export const installProbe = (context: BrowserContext): Promise<unknown> => context.addInitScript(probe);

/** What the page has noted so far. */
export const readNoted = (page: Page): Promise<Noted> => page.evaluate(() => window.noted);
