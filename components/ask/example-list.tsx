"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Download, ThumbsDown, ThumbsUp, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { RealAge } from "#components/age.tsx";
import { useTRPC, useTRPCClient } from "#components/client.ts";
import { LoadFailed } from "#components/load-failed.tsx";
import { useReason } from "#components/reason.ts";
import { showToast } from "#components/toasts.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { Skeleton } from "#components/ui/states.tsx";
import type { ExampleRow } from "#server/ask/examples.schema.ts";
import { saveFile } from "./csv.ts";

type Shown = Omit<ExampleRow, "plan" | "meant"> & Partial<Pick<ExampleRow, "plan" | "meant">>;

const Example = ({ example, onRemove }: { example: Shown; onRemove: () => void }) => {
  const t = useTranslations("performance.examples");
  const { question, verdict, correction, meant, plan, userName, role, reader, createdAt } = example;
  const Thumb = verdict === "up" ? ThumbsUp : ThumbsDown;
  return (
    <li className="flex items-start gap-3 border-t px-3 py-2 first:border-t-0">
      <Thumb
        className={verdict === "up" ? "mt-0.5 size-4 text-good" : "mt-0.5 size-4 text-bad"}
        aria-label={t(verdict)}
      />
      <div className="min-w-0 flex-1">
        <p className="break-words font-medium">{question}</p>
        {correction === null ? null : <p className="break-words">{t("said", { correction })}</p>}
        <details className="text-muted text-xs">
          <summary className="cursor-pointer">
            {t.rich("by", { userName, role, reader, age: () => <RealAge atMs={Date.parse(createdAt)} /> })}
          </summary>
          <pre className="mt-1 whitespace-pre-wrap break-all">{JSON.stringify({ plan, meant }, null, 1)}</pre>
        </details>
      </div>
      <Button
        variant="ghost"
        size="icon-sm"
        aria-label={t("remove", { question })}
        title={t("removeHint")}
        onClick={onRemove}
      >
        <Trash2 />
      </Button>
    </li>
  );
};

/** Answers that users judged, for engineers: to be read, taken away, and saved as the file that a training reads. */
export const ExampleList = () => {
  const t = useTranslations("performance.examples");
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queries = useQueryClient();
  const reason = useReason();
  const page = useQuery(trpc.ask.examples.list.queryOptions());
  const remove = useMutation(
    trpc.ask.examples.remove.mutationOptions({
      onSuccess: () => void queries.invalidateQueries({ queryKey: trpc.ask.examples.list.queryKey() }),
      onError: (error) => showToast({ text: reason(error), isError: true }),
    }),
  );
  const save = useMutation({
    mutationFn: () => client.ask.examples.file.query(),
    onSuccess: (lines) => saveFile("ask-examples.jsonl", lines, "application/jsonl"),
    onError: (error) => showToast({ text: reason(error), isError: true }),
  });
  if (page.data === undefined)
    return (
      <Card title={t("title")}>
        {page.error ? (
          <LoadFailed error={page.error} onRetry={() => void page.refetch()} />
        ) : (
          <Skeleton className="m-4 w-1/3" />
        )}
      </Card>
    );
  const { rows, up, down } = page.data;
  return (
    <Card
      title={t("title")}
      end={
        <>
          <span className="text-muted text-xs tabular-nums">{t("counts", { up, down })}</span>
          <Button size="sm" disabled={rows.length === 0 || save.isPending} onClick={() => save.mutate()}>
            <Download aria-hidden />
            {t("save")}
          </Button>
        </>
      }
    >
      {rows.length === 0 ? (
        <p className="px-3 py-6 text-center text-muted">{t("none")}</p>
      ) : (
        <ul className="max-h-128 overflow-y-auto">
          {rows.map((example) => (
            <Example key={example.id} example={example} onRemove={() => remove.mutate({ id: example.id })} />
          ))}
        </ul>
      )}
    </Card>
  );
};
