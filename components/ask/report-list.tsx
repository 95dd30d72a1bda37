"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Bookmark, Ellipsis, Trash2, Users } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "#components/client.ts";
import { Link } from "#components/link.tsx";
import { useReason } from "#components/reason.ts";
import { useDepotHref } from "#components/shell/use-depot.ts";
import { showToast } from "#components/toasts.tsx";
import { Button } from "#components/ui/button.tsx";
import { LabelledInput } from "#components/ui/input.tsx";
import { itemClass } from "#components/ui/menu-classes.ts";
import { PopButton } from "#components/ui/pop-button.tsx";
import { Skeleton } from "#components/ui/states.tsx";
import type { ReportRow } from "#server/ask/reports.schema.ts";

const useReportChanges = () => {
  const t = useTranslations("ask");
  const trpc = useTRPC();
  const queries = useQueryClient();
  const reason = useReason();
  const refresh = () => void queries.invalidateQueries({ queryKey: trpc.ask.reports.list.queryKey() });
  const onError = (error: { message: string }) => showToast({ text: reason(error), isError: true });
  const undo = useMutation(trpc.accounts.audit.undo.mutationOptions({ onSuccess: refresh, onError }));
  const undoable = (text: string, auditId: number) => {
    refresh();
    showToast({ text, action: { label: t("report.undo"), onClick: () => undo.mutate({ id: auditId }) } });
  };
  const change = useMutation(
    trpc.ask.reports.change.mutationOptions({
      onSuccess: ({ auditId }) => undoable(t("report.changed"), auditId),
      onError,
    }),
  );
  const remove = useMutation(
    trpc.ask.reports.remove.mutationOptions({
      onSuccess: ({ auditId }) => undoable(t("report.removed"), auditId),
      onError,
    }),
  );
  return { change, remove };
};

const ReportMenu = ({ report, close }: { report: ReportRow; close: () => void }) => {
  const t = useTranslations("ask");
  const { change, remove } = useReportChanges();
  const [name, setName] = useState(report.name);
  const { id, isShared } = report;
  return (
    <div className="flex flex-col gap-1">
      <form
        className="flex items-end gap-2 p-1"
        onSubmit={(event) => {
          event.preventDefault();
          close();
          change.mutate({ id, name: name.trim() });
        }}
      >
        <div className="min-w-0 flex-1">
          <LabelledInput
            label={t("report.name")}
            value={name}
            maxLength={80}
            onChange={({ target }) => setName(target.value)}
          />
        </div>
        <Button type="submit" disabled={name.trim() === "" || name.trim() === report.name}>
          {t("report.rename")}
        </Button>
      </form>
      <button
        type="button"
        className={itemClass}
        onClick={() => {
          close();
          change.mutate({ id, isShared: !isShared });
        }}
      >
        <Users aria-hidden />
        {isShared ? t("report.unshare") : t("report.share")}
      </button>
      <button
        type="button"
        className={itemClass}
        onClick={() => {
          close();
          remove.mutate({ id });
        }}
      >
        <Trash2 aria-hidden />
        {t("report.remove")}
      </button>
    </div>
  );
};

/** The kept plans of a user and his organisation; each is run anew when it is opened. */
export const ReportList = ({
  isNarrow = false,
  isHiddenWhenEmpty = false,
}: {
  isNarrow?: boolean;
  /** Where there is no answer that could be kept, nothing is said of keeping. */
  isHiddenWhenEmpty?: boolean;
}) => {
  const t = useTranslations("ask");
  const trpc = useTRPC();
  const reason = useReason();
  const href = useDepotHref();
  const reports = useQuery(trpc.ask.reports.list.queryOptions());
  if (isHiddenWhenEmpty && reports.data?.length === 0) return null;
  return (
    <section aria-label={t("report.title")}>
      <h2 className="mb-1 px-3 font-medium text-muted text-xs">{t("report.title")}</h2>
      {reports.data === undefined ? (
        reports.error ? (
          <p role="alert" className="px-3 text-bad">
            {reason(reports.error)}
          </p>
        ) : (
          <Skeleton className="mx-3 my-2 w-1/3" />
        )
      ) : reports.data.length === 0 ? (
        <p className="px-3 py-1 text-muted">{t("report.none")}</p>
      ) : (
        <ul className={isNarrow ? "grid" : "grid gap-x-2 sm:grid-cols-2"}>
          {reports.data.map((report) => (
            <li key={report.id} className="flex min-w-0 items-center rounded-md hover:bg-hover">
              <Link
                href={href(`/ask?report=${report.id}`)}
                prefetch={false}
                className="flex min-w-0 flex-1 items-center gap-2.5 px-3 py-2"
              >
                <Bookmark className="size-4 shrink-0 text-muted" aria-hidden />
                <span className="min-w-0 flex-1 truncate">{report.name}</span>
                {report.isShared ? (
                  <span className="shrink-0 text-muted text-xs">
                    {t("report.sharedBy", { owner: report.owner })}
                  </span>
                ) : null}
              </Link>
              {report.mayChange ? (
                <PopButton
                  variant="ghost"
                  size="icon-sm"
                  className="me-1"
                  align="end"
                  aria-label={t("report.menu", { name: report.name })}
                  label={t("report.menu", { name: report.name })}
                  panelClassName="w-80"
                  panel={(close) => <ReportMenu report={report} close={close} />}
                >
                  <Ellipsis />
                </PopButton>
              ) : null}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
};
