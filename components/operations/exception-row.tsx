// biome-ignore-all lint/a11y/useSemanticElements: rows stand apart from their list's flow, which <tr> cannot
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus and names the active row
"use client";

import { Camera, PhoneCall } from "lucide-react";
import { useTranslations } from "next-intl";
import { memo } from "react";
import { dotClass } from "#components/ui/badge.tsx";
import { cn } from "#components/ui/cn.ts";
import type { ExceptionRow } from "#server/operations/schema.ts";
import { placeOf, ServiceClockText, useKind } from "./exception-parts.tsx";
import { toneOf } from "./status.tsx";

const Marks = ({ row }: { row: ExceptionRow }) => {
  const t = useTranslations("exceptions");
  return (
    <>
      {row.hasPhoto ? (
        <Camera role="img" aria-label={t("photo")} className="size-3.5 shrink-0 text-faint" />
      ) : null}
      {row.calledAfter ? (
        <PhoneCall role="img" aria-label={t("calledHint")} className="size-3.5 shrink-0 text-warn" />
      ) : null}
    </>
  );
};

const Wide = ({ row, name }: { row: ExceptionRow; name: string }) => {
  const t = useTranslations("exceptions");
  return (
    <>
      <span role="gridcell" className="flex w-32 shrink-0 items-center text-xs">
        <ServiceClockText row={row} />
      </span>
      <span role="gridcell" className="flex w-40 shrink-0 items-center gap-2">
        <span className={dotClass(toneOf(row.status))} role="img" aria-label={t(`status.${row.status}`)} />
        <span className="truncate font-medium">{name}</span>
      </span>
      <span role="gridcell" className="flex min-w-0 flex-1 items-center gap-2">
        <span className="min-w-0 truncate">{placeOf(row)}</span>
        <Marks row={row} />
        <span className="hidden min-w-0 flex-1 truncate text-faint @5xl:inline">{row.note}</span>
      </span>
      <span role="gridcell" className="hidden w-16 shrink-0 truncate text-muted @2xl:block">
        {row.route}
      </span>
      <span role="gridcell" className="hidden w-28 shrink-0 truncate text-muted @4xl:block">
        {row.zone}
      </span>
      <span role="gridcell" className="w-32 shrink-0 truncate text-muted">
        {row.owner ?? <span className="text-faint">{t("noOwner")}</span>}
      </span>
    </>
  );
};

const Narrow = ({ row, name }: { row: ExceptionRow; name: string }) => (
  <span role="gridcell" className="flex min-w-0 flex-1 flex-col gap-0.5">
    <span className="flex items-center gap-2">
      <span className="min-w-0 truncate font-medium">{name}</span>
      <Marks row={row} />
      <ServiceClockText row={row} className="ms-auto text-xs" />
    </span>
    <span className="truncate text-muted text-xs">
      {[placeOf(row), row.route, row.owner].filter(Boolean).join(" · ")}
    </span>
  </span>
);

const Inner = ({
  row,
  index,
  id,
  topPx,
  heightPx,
  isNarrow,
  isTicked,
  isOpen,
  isActive,
}: {
  row: ExceptionRow | undefined;
  index: number;
  id: string;
  topPx: number;
  heightPx: number;
  isNarrow: boolean;
  isTicked: boolean;
  isOpen: boolean;
  isActive: boolean;
}) => {
  const t = useTranslations("exceptions");
  const kind = useKind();
  const name = row ? kind(row.kind) : "";
  return (
    <div
      id={id}
      role="row"
      aria-rowindex={index + 1}
      aria-selected={isTicked}
      data-index={index}
      style={{ transform: `translateY(${topPx}px)`, height: heightPx }}
      className={cn(
        "absolute inset-x-0 top-0 flex cursor-pointer items-center gap-3 border-b pe-3",
        isOpen || isTicked ? "bg-selected" : "bg-surface hover:bg-hover",
        isActive && "shadow-[inset_3px_0_0_var(--accent)]",
      )}
    >
      <span role="gridcell" className="flex h-full shrink-0 items-center">
        {row ? (
          <label className="flex h-full w-11 cursor-pointer items-center justify-center" data-tick>
            <input
              type="checkbox"
              tabIndex={-1}
              checked={isTicked}
              readOnly
              aria-label={t("select", { name: [name, placeOf(row)].filter(Boolean).join(", ") })}
              className="size-4 accent-accent"
            />
          </label>
        ) : (
          <span className="w-11" />
        )}
      </span>
      {row === undefined ? (
        <span role="gridcell" className="skeleton h-3 w-1/2" />
      ) : isNarrow ? (
        <Narrow row={row} name={name} />
      ) : (
        <Wide row={row} name={name} />
      )}
    </div>
  );
};

/** One exception of the inbox; drawn again only when something about it changed. */
export const ExceptionListRow = memo(Inner);
