import type { ReactNode } from "react";
import { dotClass, toneText } from "#components/ui/badge.tsx";

/** Whether a figure keeps its target, as a dot with its word; nothing where it is not known. */
export const KeptMark = ({ isMet, children }: { isMet: boolean | null; children: ReactNode }) => {
  if (isMet === null) return null;
  const tone = isMet ? "good" : "bad";
  return (
    <>
      <span aria-hidden className={dotClass(tone)} />
      <span className={toneText(tone)}>{children}</span>
    </>
  );
};
