"use client";

import { CircleCheck, SearchX } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { useTRPCClient } from "#components/client.ts";
import { useMedia } from "#components/list/use-media.ts";
import { type RowSource, useRowWindows } from "#components/list/use-row-windows.ts";
import { LoadFailed } from "#components/load-failed.tsx";
import { useMe } from "#components/me.tsx";
import { useDepot } from "#components/shell/use-depot.ts";
import { StatePanel } from "#components/ui/states.tsx";
import type { ExceptionRow } from "#server/operations/schema.ts";
import { listQueryToParams } from "#server/platform/list-url.schema.ts";
import { ExceptionDetail } from "./exception-detail.tsx";
import { useExceptionFeed } from "./exception-feed.ts";
import { ExceptionFilters } from "./exception-filters.tsx";
import { useInboxKeys } from "./exception-keys.ts";
import { ExceptionList } from "./exception-list.tsx";
import { ranged, type Selection, targetsOf, toggled } from "./exception-selection.ts";
import { ExceptionToolbar } from "./exception-toolbar.tsx";
import { inboxQuery, useInboxUrl } from "./exception-url.ts";
import { type Step, useExceptionWork } from "./exception-work.ts";

const MAX_SELECTED = 500;
const NONE: Selection = new Map();

/** The inbox of exceptions: who has them, how long there is left, and everything that can be done about them. */
export const ExceptionsView = () => {
  const t = useTranslations("exceptions");
  const client = useTRPCClient();
  const { userId } = useMe();
  const [depotId] = useDepot();
  const [url, setUrl] = useInboxUrl();
  const isNarrow = useMedia("(max-width: 767px)");
  const { work, isBusy, mayWork } = useExceptionWork();
  const [selection, setSelection] = useState<Selection>(NONE);
  const [active, setActive] = useState(0);
  const anchor = useRef(0);

  const query = inboxQuery(url, { userId, depotId });
  const source: RowSource<ExceptionRow> = {
    key: ["exceptions", listQueryToParams(query).toString()],
    fetch: (window, signal) => client.operations.exceptions.list.query({ ...query, ...window }, { signal }),
  };
  const rows = useRowWindows(source, false);
  const feed = useExceptionFeed(() => void rows.refetch());
  // biome-ignore lint/correctness/useExhaustiveDependencies: another question forgets what was ticked for the last
  useEffect(() => {
    setSelection(NONE);
    setActive(0);
  }, [rows.identity]);

  const total = rows.total ?? 0;
  const at = Math.min(active, Math.max(0, total - 1));
  const target = rows.at(at);

  const step = async (ids: number[], wanted: Step): Promise<void> => {
    if (ids.length > 0 && (await work(ids, wanted))) setSelection(NONE);
  };
  const open = (index: number) => {
    setActive(index);
    anchor.current = index;
    const row = rows.at(index);
    if (row) void setUrl({ id: row.id });
  };
  const tick = (index: number, isRange: boolean) => {
    const row = rows.at(index);
    if (row === undefined) return;
    setActive(index);
    if (isRange)
      setSelection((now) => ranged(now, (i) => rows.at(i), anchor.current, index, !now.has(row.id)));
    else {
      setSelection((now) => toggled(now, row));
      anchor.current = index;
    }
  };
  const selectAll = async () => {
    const page = await client.operations.exceptions.list.query({ ...query, offset: 0, limit: MAX_SELECTED });
    setSelection(new Map(page.rows.map((row) => [row.id, row])));
  };
  useInboxKeys({
    move: (by, isRange) => {
      const to = Math.min(total - 1, Math.max(0, at + by));
      if (to < 0) return;
      const row = rows.at(to);
      setActive(to);
      if (isRange && row) setSelection((now) => ranged(now, (i) => rows.at(i), at, to, true));
      else if (url.id !== null && row) void setUrl({ id: row.id });
    },
    open: () => open(at),
    tick: () => {
      if (mayWork) tick(at, false);
    },
    take: () => {
      if (!mayWork || isBusy) return;
      const chosen = selection.size > 0 ? selection.values() : target ? [target] : [];
      void step(targetsOf(chosen, "take"), { kind: "take" });
    },
    close: () => {
      document.querySelector<HTMLButtonElement>("[data-close-exceptions]:not(:disabled)")?.click();
    },
    leave: () => {
      if (selection.size > 0) setSelection(NONE);
      else void setUrl({ id: null });
    },
  });

  const isNarrowed = Boolean(url.kind || url.zone || url.mine || url.photo || url.q || url.f?.length);
  return (
    <div className="flex min-h-0 flex-1">
      <div className="flex min-w-0 flex-1 flex-col">
        <ExceptionFilters />
        <ExceptionToolbar
          total={rows.total}
          updatedAtMs={rows.updatedAtMs}
          fresh={feed.fresh}
          onFresh={feed.take}
          selection={selection}
          onSelectAll={() => void selectAll()}
          onClear={() => setSelection(NONE)}
          target={target}
          mayWork={mayWork}
          isBusy={isBusy}
          onStep={(ids, wanted) => void step(ids, wanted)}
        />
        {rows.error && (rows.total === undefined || rows.isBehind) ? (
          <LoadFailed error={rows.error} onRetry={() => void rows.refetch()} />
        ) : (
          <ExceptionList
            label={t("title")}
            rows={rows}
            isNarrow={isNarrow}
            selection={selection}
            openId={url.id}
            active={at}
            onOpen={open}
            onTick={tick}
            empty={
              <StatePanel
                icon={isNarrowed ? SearchX : CircleCheck}
                title={isNarrowed ? t("emptyFiltered") : t("emptyTitle")}
              >
                {isNarrowed ? null : t("emptyBody")}
              </StatePanel>
            }
          />
        )}
      </div>
      {url.id === null ? null : (
        <ExceptionDetail
          key={url.id}
          id={url.id}
          onClose={() => void setUrl({ id: null })}
          mayWork={mayWork}
          isBusy={isBusy}
          onStep={(ids, wanted) => void step(ids, wanted)}
        />
      )}
    </div>
  );
};
