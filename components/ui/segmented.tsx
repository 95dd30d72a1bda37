"use client";

import { useId } from "react";
import { cn } from "./cn.ts";

// Sideways alone, and only in a box that is too narrow: the page itself must not move.
const intoView = (input: HTMLInputElement | null): void => {
  const box = input?.closest("fieldset")?.parentElement;
  const label = input?.parentElement;
  if (!box || !label) return;
  const [outer, inner] = [box.getBoundingClientRect(), label.getBoundingClientRect()];
  if (inner.right > outer.right) box.scrollLeft += inner.right - outer.right;
  else if (inner.left < outer.left) box.scrollLeft += inner.left - outer.left;
};

/** A few choices side by side of which one holds; a radio group for the keyboard and for screen readers. */
export const Segmented = <Value extends string>({
  label,
  value,
  choices,
  onChange,
  className,
}: {
  label: string;
  value: Value;
  choices: readonly { value: Value; label: string }[];
  onChange: (value: Value) => void;
  className?: string;
}) => {
  // Two groups of one label on a page are two groups.
  const name = useId();
  return (
    <fieldset className={cn("base:inline-flex h-8 rounded-md border bg-sunken p-0.5", className)}>
      <legend className="sr-only">{label}</legend>
      {choices.map((choice) => (
        <label
          key={choice.value}
          className="relative inline-flex cursor-pointer items-center whitespace-nowrap rounded px-2.5 text-muted text-xs hover:text-ink has-checked:bg-surface has-checked:font-medium has-checked:text-ink has-checked:shadow-sm has-focus-visible:outline-2 has-focus-visible:outline-accent"
        >
          <input
            // Where the choices are wider than their place, the one that holds is in view from the start.
            ref={choice.value === value ? intoView : undefined}
            type="radio"
            name={name}
            className="sr-only"
            checked={choice.value === value}
            onChange={() => onChange(choice.value)}
          />
          {choice.label}
        </label>
      ))}
    </fieldset>
  );
};
