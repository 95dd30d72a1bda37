"use client";

import { CircleCheck, CircleX, FolderUp, Upload } from "lucide-react";
import { useTranslations } from "next-intl";
import { type DragEvent, useRef, useState } from "react";
import { token, useTRPCClient } from "#components/client.ts";
import { useFormats } from "#components/me.tsx";
import { useReason } from "#components/reason.ts";
import { showToast } from "#components/toasts.tsx";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { cn } from "#components/ui/cn.ts";
import { LabelledInput } from "#components/ui/input.tsx";
import type { ImportProgress, ImportReport } from "#server/fleet/schema.ts";
import { droppedFiles } from "./dropped-files.ts";
import { ImportReportView } from "./import-report.tsx";
import { type ChosenFile, organisationOf, sendImport, sortFiles } from "./import-upload.ts";

type State =
  | { step: "choose" }
  | { step: "busy"; isRun: boolean; progress: ImportProgress | null }
  | { step: "report"; report: ImportReport }
  | { step: "failed"; message: string };

const Progress = ({ isRun, progress }: { isRun: boolean; progress: ImportProgress | null }) => {
  const t = useTranslations("admin");
  const formats = useFormats();
  const share = progress && progress.totalBytes > 0 ? progress.bytes / progress.totalBytes : null;
  return (
    <div className="flex flex-col gap-2 p-4" role="status">
      <p>
        {t(isRun ? "importing" : "checking")}
        {progress ? (
          <span className="ms-2 text-muted tabular-nums">
            {t(`phase.${progress.phase}`)} {progress.file}, {t("rowCount", { count: progress.rows })}
          </span>
        ) : null}
      </p>
      <div className="h-1.5 overflow-hidden rounded-full bg-sunken">
        <div
          className={cn(
            "h-full rounded-full bg-accent transition-[width]",
            share === null && "w-1/4 animate-pulse",
          )}
          style={share === null ? undefined : { width: `${Math.round(share * 100)}%` }}
        />
      </div>
      {share === null ? null : <p className="text-faint text-xs tabular-nums">{formats.share(share)}</p>}
    </div>
  );
};

/** A fleet from files: chosen or dropped, looked at with every fault named, then imported whole or not at all. */
export const ImportPanel = () => {
  const t = useTranslations("admin");
  const reason = useReason();
  const client = useTRPCClient();
  const [files, setFiles] = useState<readonly ChosenFile[]>([]);
  const [left, setLeft] = useState<readonly string[]>([]);
  const [organisation, setOrganisation] = useState("");
  const [name, setName] = useState("");
  const [state, setState] = useState<State>({ step: "choose" });
  const [isOver, setIsOver] = useState(false);
  const abort = useRef<AbortController | null>(null);

  const send = async (
    step: "preview" | "run",
    chosen: readonly ChosenFile[],
    slug: string,
    title: string,
  ) => {
    abort.current?.abort();
    const mine = new AbortController();
    abort.current = mine;
    const isRun = step === "run";
    setState({ step: "busy", isRun, progress: null });
    try {
      const report = await sendImport(
        step,
        { files: chosen, organisation: slug, name: title },
        token,
        (progress) => setState({ step: "busy", isRun, progress }),
        mine.signal,
      );
      setState({ step: "report", report });
    } catch (error) {
      if (mine.signal.aborted) return;
      setState({ step: "failed", message: reason(error) });
    }
  };

  const choose = (chosen: readonly File[], folderName: string | null) => {
    const { taken, left: others, folder } = sortFiles(chosen);
    setLeft(others);
    setFiles(taken);
    if (taken.length === 0) return setState({ step: "failed", message: t("noTables") });
    const source = folderName ?? folder;
    const made = source === null ? { slug: organisation, name } : organisationOf(source);
    setOrganisation(made.slug);
    setName(made.name);
    if (made.slug === "") setState({ step: "choose" });
    else void send("preview", taken, made.slug, made.name);
  };
  const onDrop = async (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    const { files: dropped, folder } = await droppedFiles(event.dataTransfer);
    choose(dropped, folder);
  };
  const switchTo = async (organisationId: number) => {
    try {
      await client.accounts.switchOrganisation.mutate({ organisationId });
      location.assign("/today");
    } catch (error) {
      showToast({ text: reason(error), isError: true });
    }
  };
  const isBusy = state.step === "busy";
  const report = state.step === "report" ? state.report : null;
  return (
    <div className="flex flex-col gap-4">
      <Card title={t("tab.import")}>
        <section
          aria-label={t("drop")}
          onDragOver={(event) => {
            event.preventDefault();
            setIsOver(true);
          }}
          onDragLeave={() => setIsOver(false)}
          onDrop={(event) => void onDrop(event)}
          className={cn(
            "m-3 flex flex-col items-center gap-3 rounded-lg border-2 border-line-strong border-dashed px-4 py-8 text-center",
            isOver && "border-accent bg-accent-soft",
          )}
        >
          <Upload className="size-6 text-muted" aria-hidden />
          <p className="font-medium">{t("drop")}</p>
          <p className="max-w-xl text-muted text-xs">{t("dropHint")}</p>
          <div className="flex flex-wrap justify-center gap-2">
            <label className={buttonClass({ className: "cursor-pointer has-focus-visible:outline-2" })}>
              <FolderUp aria-hidden />
              {t("chooseFolder")}
              <input
                type="file"
                className="sr-only"
                disabled={isBusy}
                {...{ webkitdirectory: "" }}
                onChange={({ target }) => choose([...(target.files ?? [])], null)}
              />
            </label>
            <label className={buttonClass({ className: "cursor-pointer has-focus-visible:outline-2" })}>
              <Upload aria-hidden />
              {t("chooseFiles")}
              <input
                type="file"
                multiple
                accept=".csv,.geojson,.json"
                className="sr-only"
                disabled={isBusy}
                onChange={({ target }) => choose([...(target.files ?? [])], null)}
              />
            </label>
          </div>
        </section>
        {files.length > 0 ? (
          <div className="flex flex-wrap items-end gap-3 px-3 pb-3">
            <div className="w-56">
              <LabelledInput
                label={t("organisationSlug")}
                value={organisation}
                maxLength={60}
                onChange={({ target }) =>
                  setOrganisation(target.value.toLowerCase().replaceAll(/[^a-z0-9-]/g, "-"))
                }
              />
            </div>
            <div className="w-56">
              <LabelledInput
                label={t("organisationName")}
                value={name}
                maxLength={120}
                onChange={({ target }) => setName(target.value)}
              />
            </div>
            <Button
              disabled={isBusy || organisation === ""}
              onClick={() => void send("preview", files, organisation, name)}
            >
              {t("preview")}
            </Button>
            <Button
              variant="primary"
              disabled={isBusy || report === null || report.faultCount > 0 || report.isWritten}
              onClick={() => void send("run", files, organisation, name)}
            >
              {t("run")}
            </Button>
            <p className="text-muted text-xs">
              {t("fileCount", { count: files.length })}
              {left.length > 0 ? `; ${t("leftOut", { names: left.join(", ") })}` : ""}
            </p>
          </div>
        ) : null}
        {state.step === "busy" ? <Progress isRun={state.isRun} progress={state.progress} /> : null}
        {state.step === "failed" ? (
          <p role="alert" className="flex items-center gap-2 px-4 pb-4 text-bad">
            <CircleX className="size-4 shrink-0" aria-hidden />
            {state.message}
          </p>
        ) : null}
        {report?.isWritten ? (
          <div role="status" className="flex flex-wrap items-center gap-3 border-t bg-good-soft px-4 py-3">
            <CircleCheck className="size-4 text-good" aria-hidden />
            <p className="flex-1">
              {t("imported", { name: report.organisation.name, seconds: report.seconds.toFixed(1) })}
            </p>
            {report.organisation.id === null ? null : (
              <Button variant="primary" onClick={() => void switchTo(report.organisation.id as number)}>
                {t("switchTo", { name: report.organisation.name })}
              </Button>
            )}
          </div>
        ) : null}
      </Card>
      {report ? <ImportReportView report={report} /> : null}
    </div>
  );
};
