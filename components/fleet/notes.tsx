"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "#components/client.ts";
import { PanelSection } from "#components/detail-panel.tsx";
import { useFormats } from "#components/me.tsx";
import { useReason } from "#components/reason.ts";
import { Skeleton } from "#components/ui/states.tsx";
import type { Filter } from "#server/platform/list.schema.ts";

const SHOWN = 20;

/** The newest notes on a thing. */
export const Notes = ({ subject, subjectId }: { subject: string; subjectId: number }) => {
  const t = useTranslations("list");
  const formats = useFormats();
  const trpc = useTRPC();
  const reason = useReason();
  const filters: Filter[] = [
    { column: "subject", op: "eq", value: subject },
    { column: "subjectId", op: "eq", value: subjectId },
  ];
  const sort = [{ column: "createdAt", descending: true }];
  const { data, error } = useQuery(trpc.fleet.notes.list.queryOptions({ filters, sort, limit: SHOWN }));
  return (
    <PanelSection title={t("notes")}>
      {error ? <p className="text-bad">{reason(error)}</p> : null}
      {data === undefined && !error ? <Skeleton className="w-2/3" /> : null}
      {data?.total === 0 ? <p className="text-muted">{t("noNotes")}</p> : null}
      <ul className="flex flex-col gap-3">
        {data?.rows.map(({ id, author, body, createdAt }) => (
          <li key={id}>
            <p className="whitespace-pre-line break-words">{body}</p>
            <p className="text-faint text-xs">
              {author}, {formats.dateTime(createdAt)}
            </p>
          </li>
        ))}
      </ul>
    </PanelSection>
  );
};
