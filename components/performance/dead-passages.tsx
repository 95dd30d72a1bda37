"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { RotateCw } from "lucide-react";
import { useTranslations } from "next-intl";
import { RealAge } from "#components/age.tsx";
import { useTRPC } from "#components/client.ts";
import { useReason } from "#components/reason.ts";
import { showToast } from "#components/toasts.tsx";
import { Button } from "#components/ui/button.tsx";
import type { DeadPassage } from "#server/vector/schema.ts";

/** The passages that were given up, each with its error; engineers have them tried again, one or all. */
export const DeadPassages = ({
  count,
  newest,
  mayChange,
}: {
  count: number;
  newest: readonly DeadPassage[];
  mayChange: boolean;
}) => {
  const t = useTranslations("performance.index");
  const trpc = useTRPC();
  const queries = useQueryClient();
  const reason = useReason();
  const replay = useMutation(
    trpc.vector.replay.mutationOptions({
      onError: (error) => showToast({ text: reason(error), isError: true }),
      onSuccess: (tried) => {
        void queries.invalidateQueries({ queryKey: trpc.vector.index.queryKey() });
        showToast({ text: t("replayed", { count: tried }) });
      },
    }),
  );
  return (
    <section aria-labelledby="dead-passages" className="border-t">
      <div className="flex min-h-11 flex-wrap items-center gap-2 px-4 py-1.5">
        <h3 id="dead-passages" className="font-semibold text-bad">
          {t("deadTitle", { count })}
        </h3>
        {newest.length < count ? (
          <span className="text-muted text-xs">{t("deadShown", { count: newest.length })}</span>
        ) : null}
        {mayChange ? (
          <Button
            size="sm"
            className="ms-auto"
            disabled={replay.isPending}
            onClick={() => replay.mutate({ passage: null })}
          >
            <RotateCw aria-hidden />
            {t("replayAll")}
          </Button>
        ) : null}
      </div>
      <ul>
        {newest.map(({ kind, recordId, attempts, failedAt, error }) => {
          const name = t(`passage.${kind}`, { id: recordId });
          return (
            <li
              key={`${kind}/${recordId}`}
              className="flex flex-wrap items-center gap-x-4 gap-y-1 border-t px-4 py-2"
            >
              <span className="w-36 shrink-0 font-medium tabular-nums">{name}</span>
              <span className="min-w-0 flex-1 basis-64 break-words text-bad">{error}</span>
              <span className="text-muted text-xs tabular-nums">
                {t.rich("deadAttempts", {
                  count: attempts,
                  age: () => <RealAge atMs={Date.parse(failedAt)} />,
                })}
              </span>
              {mayChange ? (
                <Button
                  size="sm"
                  aria-label={t("replayOf", { name })}
                  disabled={replay.isPending}
                  onClick={() => replay.mutate({ passage: { kind, recordId } })}
                >
                  {t("replay")}
                </Button>
              ) : null}
            </li>
          );
        })}
      </ul>
    </section>
  );
};
