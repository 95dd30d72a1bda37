"use client";

import { CircleCheck } from "lucide-react";
import type { ReactNode } from "react";
import { Link } from "#components/link.tsx";
import { useFormats } from "#components/me.tsx";
import { useDepotHref } from "#components/shell/use-depot.ts";
import { Card } from "#components/ui/card.tsx";

/** Class names of a part's rows: six on a screen of usual height, so that every part is seen before anything is scrolled. */
export const shortListClass =
  "divide-y short:[&>li:nth-child(6)]:border-b-0 short:[&>li:nth-child(n+7)]:hidden";

/** A part of the page of today: its rows under a heading with how many there are in all, and where the rest is. */
export const TodayCard = ({
  title,
  total = 0,
  link,
  nothing,
  isGood = true,
  children,
}: {
  title: string;
  total?: number;
  /** Left out where there is no more to see. */
  link?: { path: string; label: string } | undefined;
  /** Said in place of rows; null where there are some. */
  nothing: string | null;
  /** Whether it is good that there are none. */
  isGood?: boolean;
  children: ReactNode;
}) => {
  const formats = useFormats();
  const href = useDepotHref();
  return (
    <Card
      title={
        <>
          {title}
          {total > 0 ? (
            <span className="ms-2 font-normal text-muted tabular-nums">{formats.number(total)}</span>
          ) : null}
        </>
      }
      end={
        link ? (
          <Link href={href(link.path)} prefetch={false} className="text-accent-text text-xs hover:underline">
            {link.label}
          </Link>
        ) : null
      }
      className="overflow-hidden"
    >
      {nothing === null ? (
        children
      ) : (
        <p className="flex items-center gap-2 px-3 py-4 text-muted">
          {isGood ? <CircleCheck className="size-4 text-good" aria-hidden /> : null}
          {nothing}
        </p>
      )}
    </Card>
  );
};
