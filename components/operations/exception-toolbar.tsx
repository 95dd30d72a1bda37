"use client";

import { Undo2, UserRoundCheck, UserRoundX } from "lucide-react";
import { useTranslations } from "next-intl";
import { RealAge } from "#components/age.tsx";
import { useIsStale } from "#components/day-clock.ts";
import { Button } from "#components/ui/button.tsx";
import { Kbd } from "#components/ui/kbd.tsx";
import type { ExceptionRow } from "#server/operations/schema.ts";
import { CloseButton } from "./exception-close.tsx";
import { type Selection, targetsOf } from "./exception-selection.ts";
import type { Step } from "./exception-work.ts";

const MAX_SELECTED = 500;
const STALE_MS = 120_000;

/** What is ticked, or how many there are; and the steps for what is ticked, else for the row the keys are on. */
export const ExceptionToolbar = ({
  total,
  updatedAtMs,
  fresh,
  onFresh,
  selection,
  onSelectAll,
  onClear,
  target,
  mayWork,
  isBusy,
  onStep,
}: {
  total: number | undefined;
  updatedAtMs: number | undefined;
  fresh: number;
  onFresh: () => void;
  selection: Selection;
  onSelectAll: () => void;
  onClear: () => void;
  target: ExceptionRow | undefined;
  mayWork: boolean;
  isBusy: boolean;
  onStep: (ids: number[], step: Step) => void;
}) => {
  const t = useTranslations("exceptions");
  const rows = selection.size > 0 ? [...selection.values()] : target ? [target] : [];
  const of = (kind: Step["kind"]) => targetsOf(rows, kind);
  const take = of("take");
  const close = of("close");
  const release = of("release");
  const reopen = of("reopen");
  const isStale = useIsStale(updatedAtMs, STALE_MS);
  return (
    <div className="flex min-h-11 flex-wrap items-center gap-2 border-b bg-surface ps-3 pe-3 py-1.5">
      {selection.size > 0 ? (
        <>
          <span role="status" className="font-medium tabular-nums">
            {t("selected", { count: selection.size })}
          </span>
          <Button variant="ghost" size="sm" onClick={onClear}>
            {t("clearSelection")}
          </Button>
        </>
      ) : (
        <span role="status" className="text-muted text-xs tabular-nums">
          {total === undefined ? "" : t("count", { count: total })}
        </span>
      )}
      {mayWork && total !== undefined && total > 0 && selection.size < Math.min(total, MAX_SELECTED) ? (
        <Button variant="ghost" size="sm" onClick={onSelectAll}>
          {total > MAX_SELECTED
            ? t("selectFirst", { count: MAX_SELECTED })
            : t("selectAll", { count: total })}
        </Button>
      ) : null}
      {fresh > 0 ? (
        <Button size="sm" variant="primary" className="rounded-full" onClick={onFresh}>
          {t("new", { count: fresh })}
        </Button>
      ) : null}
      {isStale && updatedAtMs !== undefined ? (
        <span className="text-warn text-xs">
          {t.rich("stale", { age: () => <RealAge atMs={updatedAtMs} /> })}
        </span>
      ) : null}
      {mayWork ? (
        <div className="ms-auto flex flex-wrap gap-1.5">
          <Button
            size="sm"
            variant="primary"
            disabled={isBusy || take.length === 0}
            onClick={() => onStep(take, { kind: "take" })}
          >
            <UserRoundCheck aria-hidden />
            {t("take")}
            <span className="opacity-70 max-md:hidden" aria-hidden>
              E
            </span>
          </Button>
          <CloseButton
            size="sm"
            data-close-exceptions
            disabled={isBusy || close.length === 0}
            onClose={(resolution) => onStep(close, { kind: "close", resolution })}
          >
            {t("close")}
            <span className="max-md:hidden" aria-hidden>
              <Kbd>C</Kbd>
            </span>
          </CloseButton>
          {release.length > 0 ? (
            <Button
              size="sm"
              variant="ghost"
              disabled={isBusy}
              onClick={() => onStep(release, { kind: "release" })}
            >
              <UserRoundX aria-hidden />
              {t("release")}
            </Button>
          ) : null}
          {reopen.length > 0 ? (
            <Button
              size="sm"
              variant="ghost"
              disabled={isBusy}
              onClick={() => onStep(reopen, { kind: "reopen" })}
            >
              <Undo2 aria-hidden />
              {t("reopen")}
            </Button>
          ) : null}
        </div>
      ) : null}
    </div>
  );
};
