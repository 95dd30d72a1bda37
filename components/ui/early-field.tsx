import { useLayoutEffect, useRef } from "react";

let opener: Element | null = null;

const find = () => document.querySelector<HTMLInputElement>("[data-early]");

/**
 * Takes the letters typed while the code of a panel is on its way, so that none gets lost or acts as a key of the page;
 * gives the focus back to what had it.
 */
export const EarlyField = () => {
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    opener = document.activeElement;
    field.current?.focus();
    return () => {
      if (opener instanceof HTMLElement) opener.focus();
    };
  }, []);
  return <input ref={field} data-early aria-label="…" className="fixed opacity-0" />;
};

/** What was typed before the panel was there. */
export const earlyText = (): string => find()?.value ?? "";

/** What has the focus and gets it back from a panel; not the early field, which goes when the panel comes. */
export const focusedElement = (): HTMLElement | null => {
  const focused = document.activeElement === find() ? opener : document.activeElement;
  return focused instanceof HTMLElement ? focused : null;
};
