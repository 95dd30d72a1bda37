import { gzipSync } from "node:zlib";
import type { Fact } from "../harness/line.ts";
import type { Stage } from "./stage.ts";

const QUIET_MS = 2_000;

/** Measures the scripts of a page's first load, each gzipped by itself. */
export const measureFirstLoad = async (stage: Stage, path = "/today"): Promise<Fact[]> => {
  const context = await stage.signedIn();
  const page = await context.newPage();
  const sizes = new Map<string, Promise<number>>();
  let raw = 0;
  page.on("response", (response) => {
    if (response.request().resourceType() !== "script" || response.status() !== 200) return;
    sizes.set(
      response.url(),
      response.body().then((body) => {
        raw += body.length;
        return gzipSync(body, { level: 9 }).length;
      }),
    );
  });
  const document = await page.goto(path, { waitUntil: "load" });
  const html = (await document?.text()) ?? "";
  await page.waitForLoadState("networkidle");
  await page.waitForTimeout(QUIET_MS);
  const all = await Promise.all([...sizes].map(async ([url, size]) => ({ url, bytes: await size })));
  await context.close();
  const sum = (parts: typeof all): number => parts.reduce((total, { bytes }) => total + bytes, 0) / 1_000;
  const first = all.filter(({ url }) => html.includes(new URL(url).pathname));
  const later = all.filter((each) => !first.includes(each));
  const largest = [...all].sort((a, b) => b.bytes - a.bytes).slice(0, 4);
  return [
    {
      name: `${path}, first-load JS, gzipped`,
      value: sum(first),
      unit: "kB",
      target: { atMost: 190 },
      note: `${first.length} scripts that the document itself names; ${(raw / 1_000).toFixed(0)} kB unpacked with the later ones. Largest: ${largest.map(({ bytes }) => `${(bytes / 1_000).toFixed(0)} kB`).join(", ")}.`,
    },
    {
      name: `${path}, all JS until the network is quiet, gzipped`,
      value: sum(all),
      unit: "kB",
      note: `${later.length} more scripts loaded when the page asked for them (the live connection, among others).`,
    },
  ];
};
