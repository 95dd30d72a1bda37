"use client";

import { Camera } from "lucide-react";
import { useTranslations } from "next-intl";
import { Link } from "#components/link.tsx";
import { useDepotHref } from "#components/shell/use-depot.ts";
import { Button } from "#components/ui/button.tsx";
import type { ExceptionRow } from "#server/operations/schema.ts";
import { CloseButton } from "./exception-close.tsx";
import { placeOf, ServiceClockText, useKind } from "./exception-parts.tsx";
import { useExceptionWork } from "./exception-work.ts";
import { shortListClass } from "./today-card.tsx";

/** Exceptions that wait for somebody, by service clock, each with what can be done about it at once. */
export const TodayExceptions = ({ rows }: { rows: readonly ExceptionRow[] }) => {
  const t = useTranslations("exceptions");
  const kind = useKind();
  const href = useDepotHref();
  const { work, isBusy, mayWork } = useExceptionWork();
  return (
    <ul className={shortListClass}>
      {rows.map((row) => {
        const place = placeOf(row);
        const name = [kind(row.kind), place].filter(Boolean).join(", ");
        return (
          <li key={row.id} className="flex items-center gap-3 px-3 py-2 hover:bg-hover max-sm:flex-wrap">
            <Link
              href={href(`/exceptions?id=${row.id}`)}
              prefetch={false}
              className="flex min-w-0 flex-1 flex-col rounded max-sm:basis-full"
            >
              <span className="flex min-w-0 items-center gap-2">
                <span className="shrink-0 font-medium">{kind(row.kind)}</span>
                <span className="truncate text-muted">{place}</span>
                {row.hasPhoto ? (
                  <Camera className="size-3.5 shrink-0 text-faint" aria-label={t("photo")} />
                ) : null}
              </span>
              <span className="truncate text-muted text-xs">
                {[row.route, row.zone, row.driver, row.owner].filter(Boolean).join(" · ")}
              </span>
            </Link>
            <ServiceClockText row={row} className="w-32 shrink-0 justify-end text-xs max-sm:w-auto" />
            {mayWork ? (
              <span className="ms-auto flex shrink-0 gap-1">
                {row.status === "open" ? (
                  <Button
                    size="sm"
                    disabled={isBusy}
                    aria-label={`${t("take")}: ${name}`}
                    onClick={() => void work([row.id], { kind: "take" })}
                  >
                    {t("take")}
                  </Button>
                ) : null}
                <CloseButton
                  size="sm"
                  variant="ghost"
                  disabled={isBusy}
                  aria-label={`${t("close")}: ${name}`}
                  onClose={(resolution) => void work([row.id], { kind: "close", resolution })}
                >
                  {t("close")}
                </CloseButton>
              </span>
            ) : null}
          </li>
        );
      })}
    </ul>
  );
};
