"use client";

import { useEffect, useState } from "react";

const TYPED_MS = 250;

/** The text of a search field and how to set it; `onChange` hears of it once the typing rests, and `value` of elsewhere wins. */
export const useTyped = (
  value: string,
  onChange: (text: string) => void,
): [text: string, setText: (text: string) => void] => {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (text === value) return;
    const timer = setTimeout(() => onChange(text), TYPED_MS);
    return () => clearTimeout(timer);
  }, [text, value, onChange]);
  return [text, setText];
};
