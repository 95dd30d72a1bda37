"use client";

import { useSyncExternalStore } from "react";
import { THEME_COOKIE, type Theme, themeFrom } from "#components/theme.ts";

const listeners = new Set<() => void>();
const DARK = "(prefers-color-scheme: dark)";

/** Chooses a theme for this browser and shows it at once. */
export const setTheme = (theme: Theme): void => {
  const root = document.documentElement;
  if (theme === "system") delete root.dataset.theme;
  else root.dataset.theme = theme;
  const age = theme === "system" ? 0 : 31_536_000;
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser yet
  document.cookie = `${THEME_COOKIE}=${theme}; path=/; max-age=${age}; samesite=lax`;
  for (const listener of listeners) listener();
};

const subscribe = (listener: () => void) => {
  const media = matchMedia(DARK);
  listeners.add(listener);
  media.addEventListener("change", listener);
  return () => {
    listeners.delete(listener);
    media.removeEventListener("change", listener);
  };
};

const chosen = (): Theme => themeFrom(document.documentElement.dataset.theme);

/** The theme as chosen. */
export const useTheme = (): Theme => useSyncExternalStore(subscribe, chosen, () => "system");

const resolved = (): "light" | "dark" => {
  const theme = chosen();
  if (theme !== "system") return theme;
  return matchMedia(DARK).matches ? "dark" : "light";
};

/** The theme as shown, for what draws on a canvas. */
export const useResolvedTheme = (): "light" | "dark" =>
  useSyncExternalStore(subscribe, resolved, () => "light");
