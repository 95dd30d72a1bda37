"use client";

import { useCallback, useEffect, useState } from "react";
import { later } from "#components/later.tsx";

/** A short word about what was done or failed, with a way back where there is one. */
export type Toast = { text: string; isError?: boolean; action?: { label: string; onClick: () => void } };

const Toaster = later(() => import("#components/toaster.tsx").then((module) => module.Toaster));

const SHOWN_MS = 8_000;

const waiting: Toast[] = [];
let wake: (() => void) | null = null;
let isReady = false;

const showAll = async (): Promise<void> => {
  const { toast } = await import("sonner");
  for (const { text, isError, action } of waiting.splice(0))
    (isError ? toast.error : toast)(text, { duration: SHOWN_MS, ...(action ? { action } : {}) });
};

/** Shows a toast; the code that draws them is fetched with the first. Needs {@link Toasts} on the page. */
export const showToast = (toast: Toast): void => {
  waiting.push(toast);
  wake?.();
  if (isReady) void showAll();
};

/** Where the toasts of a page appear. */
export const Toasts = () => {
  const [isWanted, setIsWanted] = useState(false);
  useEffect(() => {
    wake = () => setIsWanted(true);
    return () => {
      wake = null;
      isReady = false;
    };
  }, []);
  const onReady = useCallback(() => {
    isReady = true;
    void showAll();
  }, []);
  return isWanted ? <Toaster onReady={onReady} /> : null;
};
