import type { ReactNode } from "react";
import type { TextRange } from "#server/vector/schema.ts";

/** A stretch of a text with the words that were looked for marked; dots where the text goes on. */
export const MarkedText = ({
  text,
  marks,
  range: [from, until] = [0, text.length],
}: {
  text: string;
  marks: readonly TextRange[];
  range?: TextRange;
}): ReactNode => {
  const parts: ReactNode[] = [];
  let at = from;
  for (const [start, end] of marks) {
    if (start < at || end > until) continue;
    parts.push(text.slice(at, start));
    parts.push(
      <mark key={start} className="rounded-sm bg-accent-soft font-medium text-accent-text">
        {text.slice(start, end)}
      </mark>,
    );
    at = end;
  }
  parts.push(text.slice(at, until));
  return (
    <>
      {from > 0 ? "… " : null}
      {parts}
      {until < text.length ? " …" : null}
    </>
  );
};
