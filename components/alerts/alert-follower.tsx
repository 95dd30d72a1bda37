"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { useLiveState, useLiveStore } from "#components/live.tsx";
import { showToast } from "#components/toasts.tsx";
import type { AlertLive } from "#server/alerts/live.schema.ts";

/** An alert that is older was raised before the page could show it; `/performance` lists it. */
const FRESH_MS = 60_000;

const isToShow = ({ standing, isTold }: AlertLive): boolean => standing === "firing" && isTold;

const keysOf = (values: ReadonlyMap<string | number, AlertLive>): string =>
  [...values].flatMap(([key, value]) => (isToShow(value) ? [`${key}/${value.eventAtMs}`] : [])).join(" ");

// A message posted while a frame is prepared is dealt with after that frame was painted.
const afterPaint = (then: () => void): void => {
  requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = then;
    port2.postMessage(null);
  });
};

/** Says aloud which alerts are raised, on whatever page, and tells the server how long that took; shows nothing itself. */
export const AlertFollower = () => {
  const t = useTranslations("shell.alert");
  const router = useRouter();
  const store = useLiveStore();
  const keys = useLiveState("alerts", keysOf);
  const said = useRef(new Set<string>());
  const [openedAtMs] = useState(Date.now);
  useEffect(() => {
    // The first toast is not to wait for the code that draws it.
    void import("#components/toaster.tsx");
  }, []);
  useEffect(() => {
    const wanted = new Set(keys.split(" "));
    for (const [key, value] of store.values("alerts")) {
      const place = `${key}/${value.eventAtMs}`;
      if (!wanted.has(place) || said.current.has(place)) continue;
      said.current.add(place);
      if (Date.now() - value.eventAtMs > FRESH_MS) continue;
      const { ruleId, name, words, isTest, eventAtMs } = value;
      showToast({
        text: t(isTest ? "test" : "raised", { name, words }),
        isError: !isTest,
        action: { label: t("look"), onClick: () => router.push(`/performance?rule=${ruleId}`) },
      });
      // A page that is hidden paints nothing, and one that was opened later was not waited for.
      if (document.visibilityState === "visible" && eventAtMs >= openedAtMs)
        afterPaint(() => {
          const { done } = store.request("alert-shown", { eventAtMs }, () => {});
          // A measure that is lost is one fewer; the alert is on the screen.
          done.catch(() => {});
        });
    }
  }, [keys, store, t, router, openedAtMs]);
  return null;
};
