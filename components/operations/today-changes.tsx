"use client";

import { CheckCheck, Flag, type LucideIcon, Pencil, TriangleAlert, Truck } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Age } from "#components/age.tsx";
import { Link } from "#components/link.tsx";
import { useDepotHref } from "#components/shell/use-depot.ts";
import { type Tone, toneText } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import type { Change } from "#server/operations/schema.ts";
import { useKind } from "./exception-parts.tsx";

// As many as the lists beside it; the rest is an hour of reports on a usual day.
const SHOWN_FIRST = 6;

const LOOKS: Record<Change["kind"], { icon: LucideIcon; tone: Tone }> = {
  "exception-opened": { icon: TriangleAlert, tone: "warn" },
  "exception-closed": { icon: CheckCheck, tone: "good" },
  "route-finished": { icon: Flag, tone: "info" },
  "vehicle-down": { icon: Truck, tone: "bad" },
  edited: { icon: Pencil, tone: "idle" },
};

const pathOf = ({ exceptionId, routeId }: Change): string =>
  exceptionId === null
    ? routeId === null
      ? "/today"
      : `/routes?id=${routeId}`
    : `/exceptions?id=${exceptionId}`;

/** What happened while the user was away, newest first, each a link to it. */
export const TodayChanges = ({ rows }: { rows: readonly Change[] }) => {
  const t = useTranslations("today");
  const kind = useKind();
  const href = useDepotHref();
  const [isWhole, setIsWhole] = useState(false);
  const shown = isWhole ? rows : rows.slice(0, SHOWN_FIRST);
  return (
    <ol className="divide-y">
      {shown.map((row, i) => {
        const { icon: Icon, tone } = LOOKS[row.kind];
        const isException = row.exceptionId !== null;
        return (
          <li key={`${row.at} ${row.kind} ${row.exceptionId ?? row.routeId ?? i}`}>
            <Link
              href={href(pathOf(row))}
              prefetch={false}
              className="flex items-start gap-2.5 px-3 py-2 hover:bg-hover"
            >
              <Icon className={`mt-0.5 size-4 shrink-0 ${toneText(tone)}`} aria-hidden />
              <span className="min-w-0 flex-1">
                <span className="block truncate">
                  {t(`change.${row.kind}`, { subject: isException ? kind(row.subject) : row.subject })}
                </span>
                {row.detail === "" ? null : (
                  <span className="block truncate text-muted text-xs">{row.detail}</span>
                )}
              </span>
              <span className="shrink-0 text-muted text-xs tabular-nums">
                <Age at={row.at} />
              </span>
            </Link>
          </li>
        );
      })}
      {shown.length < rows.length ? (
        <li className="px-1 py-1">
          <Button variant="ghost" size="sm" onClick={() => setIsWhole(true)}>
            {t("showMore", { count: rows.length })}
          </Button>
        </li>
      ) : null}
    </ol>
  );
};
