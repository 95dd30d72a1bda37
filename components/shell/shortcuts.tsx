"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { later } from "#components/later.tsx";
import { PAGES } from "./nav.ts";
import { useDepotHref } from "./use-depot.ts";
import { usePages } from "./use-pages.ts";

const ShortcutHelp = later(() => import("./shortcut-help.tsx").then((module) => module.ShortcutHelp));

const OPEN = "roundsman:shortcuts";

/** Shows the list of keys. */
export const showShortcuts = (): void => {
  window.dispatchEvent(new Event(OPEN));
};

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName));

/** Listens for `g` and a page's key, `/` for the search of a list, `?` for help; shows that help. */
export const Shortcuts = () => {
  const pages = usePages();
  const router = useRouter();
  const href = useDepotHref();
  const [isShown, setIsShown] = useState(false);
  // Outlives the effect: the shell may draw anew between the two keys.
  const goneAtMs = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return;
      // What lies below an open panel is out of reach, also for keys; its own field is not.
      const panel = event.target instanceof Element ? event.target.closest("[role=dialog]") : null;
      if (panel !== null && event.key !== "/") return;
      const wantsPage = event.timeStamp - goneAtMs.current < 1200;
      goneAtMs.current = Number.NEGATIVE_INFINITY;
      const page = wantsPage ? pages.find((name) => PAGES[name].key === event.key) : undefined;
      if (page) router.push(href(`/${page}`));
      else if (event.key === "g") goneAtMs.current = event.timeStamp;
      else if (event.key === "?") setIsShown(true);
      else if (event.key === "/")
        (panel ?? document).querySelector<HTMLInputElement>("[data-list-search]")?.focus();
      else return;
      event.preventDefault();
    };
    const onOpen = () => setIsShown(true);
    window.addEventListener("keydown", onKey);
    window.addEventListener(OPEN, onOpen);
    return () => {
      window.removeEventListener("keydown", onKey);
      window.removeEventListener(OPEN, onOpen);
    };
  }, [pages, router, href]);
  return isShown ? <ShortcutHelp onClose={() => setIsShown(false)} /> : null;
};
