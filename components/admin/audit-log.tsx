"use client";

import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { useVirtualizer } from "@tanstack/react-virtual";
import { History, Undo2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { useTRPC, useTRPCClient } from "#components/client.ts";
import { UNKNOWN } from "#components/formats.ts";
import { useFormats } from "#components/me.tsx";
import { useReason } from "#components/reason.ts";
import { showToast } from "#components/toasts.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { NativeSelect } from "#components/ui/input.tsx";
import { StatePanel } from "#components/ui/states.tsx";
import type { AuditRow } from "#server/accounts/schema.ts";
import { changesOf, valueText } from "./audit-diff.ts";
import { LoadState } from "./load-state.tsx";

const PAGE = 100;
const ROW_PX = 60;
const ENTITIES = [
  "user",
  "exception",
  "note",
  "proof",
  "api-key",
  "import_run",
  "day_clock",
  "setting",
  "ask",
] as const;

// What is unknown may be left out on the way.
type LogRow = Omit<AuditRow, "before" | "after"> & Partial<Pick<AuditRow, "before" | "after">>;

const Line = ({ row, onUndo, isBusy }: { row: LogRow; onUndo: () => void; isBusy: boolean }) => {
  const t = useTranslations("admin");
  const formats = useFormats();
  const [isOpen, setIsOpen] = useState(false);
  const changes = changesOf(row.before, row.after);
  // A dot in the key of a text would be taken for a step into it.
  const actionKey = row.action.replaceAll(".", "_");
  const brief = changes
    .filter(({ field }) => field !== "organisationId")
    .filter(({ before, after }) => valueText(before) !== "" || valueText(after) !== "")
    .map(({ field, before, after }) =>
      before === undefined
        ? `${field}: ${valueText(after)}`
        : `${field}: ${valueText(before) || UNKNOWN} → ${valueText(after) || UNKNOWN}`,
    )
    .join(", ");
  return (
    <div className="border-b px-3 py-2">
      <div className="flex items-center gap-3">
        <button
          type="button"
          aria-expanded={isOpen}
          onClick={() => setIsOpen(!isOpen)}
          className="grid min-w-0 flex-1 gap-x-4 text-start max-sm:grid-cols-[minmax(0,1fr)_auto] sm:grid-cols-[8.5rem_10rem_minmax(0,1fr)]"
        >
          <span className="text-muted tabular-nums max-sm:order-2 max-sm:text-xs">
            {formats.dateTime(row.at)}
          </span>
          <span className="truncate font-medium max-sm:order-1">{row.actor}</span>
          <span className="min-w-0 max-sm:order-3 max-sm:col-span-2">
            <span className="flex flex-wrap items-center gap-x-2">
              <span>
                {t.has(`actions.${actionKey}`)
                  ? t(`actions.${actionKey}`)
                  : row.action.replaceAll(/[._-]/g, " ")}
              </span>
              <span className="min-w-0 truncate text-muted text-xs">{row.subject ?? row.entityId}</span>
              {row.undoneAt ? <Badge tone="warn">{t("undone")}</Badge> : null}
              {row.undoOf === null ? null : <Badge>{t("undoOf", { id: row.undoOf })}</Badge>}
            </span>
            {isOpen ? null : <span className="block truncate text-muted text-xs">{brief}</span>}
          </span>
        </button>
        {row.isUndoable && row.undoneAt === null ? (
          <Button size="sm" onClick={onUndo} disabled={isBusy}>
            <Undo2 aria-hidden />
            {t("undo")}
          </Button>
        ) : null}
      </div>
      {isOpen ? (
        <table className="mt-2 w-full text-xs">
          <thead className="text-muted">
            <tr className="[&>th]:px-2 [&>th]:py-1 [&>th]:text-start [&>th]:font-medium">
              <th scope="col">{t("field")}</th>
              <th scope="col">{t("before")}</th>
              <th scope="col">{t("after")}</th>
            </tr>
          </thead>
          <tbody>
            {changes.map(({ field, before, after }) => (
              <tr key={field} className="align-top [&>*]:break-all [&>*]:px-2 [&>*]:py-1">
                <th scope="row" className="text-start font-medium">
                  {field}
                </th>
                <td className="text-bad">{valueText(before) || "–"}</td>
                <td className="text-good">{valueText(after) || "–"}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </div>
  );
};

/** Every change of the organisation, newest first: who, what, before and after, and the way back where there is one. */
export const AuditLog = () => {
  const t = useTranslations("admin");
  const trpc = useTRPC();
  const client = useTRPCClient();
  const reason = useReason();
  const queries = useQueryClient();
  const [entity, setEntity] = useState("");
  const key = ["audit", entity];
  const log = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam }: { pageParam: number | undefined }) =>
      client.accounts.audit.list.query({
        limit: PAGE,
        ...(entity === "" ? {} : { entity }),
        ...(pageParam === undefined ? {} : { before: pageParam }),
      }),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (page) => (page.length < PAGE ? undefined : page.at(-1)?.id),
  });
  const undo = useMutation(
    trpc.accounts.audit.undo.mutationOptions({
      onError: (error) => showToast({ text: reason(error), isError: true }),
      onSuccess: () => {
        showToast({ text: t("undoDone") });
        void queries.invalidateQueries({ queryKey: ["audit"] });
        void queries.invalidateQueries({ queryKey: trpc.accounts.pathKey() });
      },
    }),
  );
  const rows = log.data?.pages.flat() ?? [];
  const box = useRef<HTMLElement>(null);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_PX,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 8,
  });
  const items = virtualizer.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = log;
  useEffect(() => {
    if (last >= rows.length - 10 && hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [last, rows.length, hasNextPage, isFetchingNextPage, fetchNextPage]);
  return (
    <Card
      title={t("tab.audit")}
      className="overflow-hidden"
      end={
        <NativeSelect
          aria-label={t("entity")}
          className="h-7"
          value={entity}
          onChange={({ target }) => setEntity(target.value)}
        >
          <option value="">{t("allEntities")}</option>
          {ENTITIES.map((one) => (
            <option key={one} value={one}>
              {t(`entities.${one}`)}
            </option>
          ))}
        </NativeSelect>
      }
    >
      {log.data === undefined ? (
        <LoadState error={log.error} onRetry={() => void log.refetch()} />
      ) : rows.length === 0 ? (
        <StatePanel icon={History} title={t("noAudit")} />
      ) : (
        <section
          ref={box}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a scroll box must be reachable by keyboard
          tabIndex={0}
          aria-label={t("tab.audit")}
          className="h-[70dvh] overflow-y-auto"
        >
          <div className="relative" style={{ height: virtualizer.getTotalSize() }}>
            {items.map(({ index, key: itemKey, start }) => {
              const row = rows[index];
              return row ? (
                <div
                  key={itemKey}
                  ref={virtualizer.measureElement}
                  data-index={index}
                  className="absolute inset-x-0 top-0"
                  style={{ transform: `translateY(${start}px)` }}
                >
                  <Line row={row} isBusy={undo.isPending} onUndo={() => undo.mutate({ id: row.id })} />
                </div>
              ) : null;
            })}
          </div>
        </section>
      )}
    </Card>
  );
};
