"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "#components/client.ts";
import { ReadSection } from "#components/detail-panel.tsx";
import { useFormats } from "#components/me.tsx";
import type { Filter } from "#server/platform/list.schema.ts";

const SHOWN = 20;

/** The newest notes on a thing. */
export const Notes = ({ subject, subjectId }: { subject: string; subjectId: number }) => {
  const t = useTranslations("list");
  const formats = useFormats();
  const trpc = useTRPC();
  const filters: Filter[] = [
    { column: "subject", op: "eq", value: subject },
    { column: "subjectId", op: "eq", value: subjectId },
  ];
  const sort = [{ column: "createdAt", descending: true }];
  const query = useQuery(trpc.fleet.notes.list.queryOptions({ filters, sort, limit: SHOWN }));
  return (
    <ReadSection title={t("notes")} query={query}>
      {({ total, rows }) =>
        total === 0 ? (
          <p className="text-muted">{t("noNotes")}</p>
        ) : (
          <ul className="flex flex-col gap-3">
            {rows.map(({ id, author, body, createdAt }) => (
              <li key={id}>
                <p className="whitespace-pre-line break-words">{body}</p>
                <p className="text-faint text-xs">
                  {author}, {formats.dateTime(createdAt)}
                </p>
              </li>
            ))}
          </ul>
        )
      }
    </ReadSection>
  );
};
