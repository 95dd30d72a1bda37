import { expect, it } from "vitest";
import { mayRunNow } from "./off-peak.ts";

it.each([
  [{ isPeak: false, isBusy: false, quotaShareLeft: null }, true],
  [{ isPeak: false, isBusy: false, quotaShareLeft: 0.3 }, true],
  [{ isPeak: false, isBusy: false, quotaShareLeft: 0.29 }, false],
  [{ isPeak: true, isBusy: false, quotaShareLeft: 1 }, false],
  [{ isPeak: false, isBusy: true, quotaShareLeft: 1 }, false],
])("work that can wait, at %o: %s", (hour, may) => {
  expect(mayRunNow(hour)).toBe(may);
});
