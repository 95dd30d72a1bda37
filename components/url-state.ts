"use client";

import { useSearchParams } from "next/navigation";
import { useMemo, useSyncExternalStore } from "react";

/** How one part of an address is read, from what stands under its name, and written; null is "not there". */
export type UrlPart<T, Read = T | null> = {
  parse: (texts: readonly string[]) => T | null;
  serialize: (value: T) => readonly string[];
  /** What is read where nothing stands, or nothing that parses; never written. */
  initial: Read;
  withDefault: (initial: T) => UrlPart<T, T>;
};

const part = <T, Read = T | null>(
  parse: UrlPart<T>["parse"],
  serialize: UrlPart<T>["serialize"],
  initial: Read,
): UrlPart<T, Read> => ({
  parse,
  serialize,
  initial,
  withDefault: (initial) => part<T, T>(parse, serialize, initial),
});

/** A part that stands in one text. */
export const createParser = <T>(how: {
  parse: (text: string) => T | null;
  serialize?: (value: T) => string;
}): UrlPart<T> =>
  part<T>(
    ([text]) => (text === undefined ? null : how.parse(text)),
    (value) => [how.serialize?.(value) ?? String(value)],
    null,
  );

/** Any text. */
export const parseAsString = createParser<string>({ parse: (text) => text });

/** A whole number. */
export const parseAsInteger = createParser<number>({
  parse: (text) => (/^-?\d{1,15}$/.test(text) ? Number(text) : null),
});

/** `true` or `false`. */
export const parseAsBoolean = createParser<boolean>({
  parse: (text) => (text === "true" ? true : text === "false" ? false : null),
});

/** One of some words. */
export const parseAsStringLiteral = <const Word extends string>(words: readonly Word[]): UrlPart<Word> =>
  createParser<Word>({ parse: (text) => words.find((word) => word === text) ?? null });

/** Several values in one text, joined by commas; those that do not parse are left out. */
export const parseAsArrayOf = <T>(one: UrlPart<T>): UrlPart<T[]> =>
  createParser<T[]>({
    parse: (text) =>
      text.split(",").flatMap((each) => {
        const value = one.parse([each]);
        return value === null ? [] : [value];
      }),
    serialize: (values) => values.flatMap((value) => one.serialize(value)).join(","),
  });

/** A name that stands once for each of its texts. */
export const parseAsTexts: UrlPart<string[]> = part<string[]>(
  (texts) => (texts.length === 0 ? null : [...texts]),
  (values) => values,
  null,
);

type AnyPart = {
  parse: (texts: readonly string[]) => unknown;
  serialize: (value: never) => readonly string[];
  initial: unknown;
};
type Parts = Record<string, AnyPart>;
type Values<P extends Parts> = { [Name in keyof P]: P[Name]["initial"] };
type Change<P extends Parts> = {
  [Name in keyof P]?: P[Name] extends { serialize: (value: infer T) => unknown }
    ? T | null | undefined
    : never;
};

// Addresses are read and sent by people: what a query may hold bare stays bare.
const bare = (text: string): string => text.replace(/%(?:3A|2C|2F|40)/g, decodeURIComponent);

/** The address `search` with the parts of `change` written into it; null, or a part's own default, is taken out. */
export const changedSearch = <P extends Parts>(search: string, parts: P, change: Change<P>): string => {
  const params = new URLSearchParams(search);
  for (const [name, value] of Object.entries(change)) {
    const how = parts[name] as (AnyPart & { serialize: (value: unknown) => readonly string[] }) | undefined;
    if (how === undefined || value === undefined) continue;
    params.delete(name);
    if (value === null) continue;
    const texts = how.serialize(value);
    const initial = how.initial === null ? null : how.serialize(how.initial);
    if (initial === null || initial.join("\n") !== texts.join("\n"))
      for (const text of texts) params.append(name, text);
  }
  const text = bare(params.toString());
  return text === "" ? "" : `?${text}`;
};

/** Reads `parts` out of an address. */
export const readSearch = <P extends Parts>(search: string, parts: P): Values<P> => {
  const params = new URLSearchParams(search);
  return Object.fromEntries(
    Object.entries(parts).map(([name, how]) => [name, how.parse(params.getAll(name)) ?? how.initial]),
  ) as Values<P>;
};

const CHANGED = "roundsman:search";

const subscribe = (listener: () => void): (() => void) => {
  window.addEventListener(CHANGED, listener);
  window.addEventListener("popstate", listener);
  return () => {
    window.removeEventListener(CHANGED, listener);
    window.removeEventListener("popstate", listener);
  };
};

/**
 * Parts of the address as state: read at once after a change, kept on reload, shared by link. `history: "push"` makes
 * each change a step that the browser's back takes again. Give the same `parts` on every call.
 */
export const useQueryStates = <P extends Parts>(
  parts: P,
  { history = "replace" }: { history?: "push" | "replace" } = {},
): [Values<P>, (change: Change<P>) => void] => {
  // The router's own value lags behind by a transition: it says what the server renders, and that a link was followed.
  const routed = useSearchParams()?.toString() ?? "";
  const search = useSyncExternalStore(
    subscribe,
    () => location.search,
    () => `?${routed}`,
  );
  const params = new URLSearchParams(search);
  const texts = JSON.stringify(Object.keys(parts).map((name) => params.getAll(name)));
  // biome-ignore lint/correctness/useExhaustiveDependencies: parts stay the same, and only their own texts count
  const values = useMemo(() => readSearch(search, parts), [texts]);
  const set = (change: Change<P>): void => {
    const next = changedSearch(location.search, parts, change);
    if (next === location.search) return;
    window.history[history === "push" ? "pushState" : "replaceState"](
      null,
      "",
      `${location.pathname}${next}${location.hash}`,
    );
    window.dispatchEvent(new Event(CHANGED));
  };
  return [values, set];
};

/** One part of the address as state. */
export const useQueryState = <T, Read>(
  name: string,
  how: UrlPart<T, Read>,
): [Read, (value: T | null) => void] => {
  const [values, set] = useQueryStates({ [name]: how as AnyPart });
  return [values[name] as Read, (value) => set({ [name]: value as never })];
};
