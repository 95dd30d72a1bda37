"use client";

import { useEffect, useMemo, useState } from "react";
import { useSearch, useSearchState } from "#components/search/use-search.ts";
import { MAX_SEARCH_TEXT } from "#server/vector/schema.ts";
import { useDepot } from "./use-depot.ts";

const FOUND = 5;
/** A single letter says nothing by its meaning. */
const LEAST = 3;
const TYPED_MS = 150;

/** A few passages that fit what was typed, once the typing rests. */
export const usePassages = (typed: string) => {
  const [depotId] = useDepot();
  const state = useSearchState();
  const isOn = state.data?.isOn === true;
  const [text, setText] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => setText(typed.slice(0, MAX_SEARCH_TEXT)), TYPED_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  const query = useMemo(
    () =>
      !isOn || text.length < LEAST
        ? null
        : { text, limit: FOUND, ...(depotId === null ? {} : { depotIds: [depotId] }) },
    [isOn, text, depotId],
  );
  const { data, isFetching } = useSearch(query);
  return {
    /** Whether passages can be found here; true until it is known. */
    isOn: state.data?.isOn !== false,
    isFetching,
    isCopy: data?.source.isDegraded === true && query !== null,
    hits: query === null ? [] : (data?.hits ?? []),
  };
};
