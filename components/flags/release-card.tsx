"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { useTRPC } from "#components/client.ts";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { NativeSelect } from "#components/ui/input.tsx";
import type { FlagDetail, FlagRow } from "#server/flags/view.schema.ts";
import { ReleaseDecisions } from "./release-decisions.tsx";
import { ReleaseState } from "./release-state.tsx";
import { useFlagChange } from "./use-flag-change.ts";

const GUARDS = [
  { kind: "share" as const, metric: "api.request_ms", bad: "outcome=failed", hardLimit: 0.5 },
  { kind: "above" as const, metric: "api.request_ms", bound: 200 },
];

const StartRelease = ({ flag, variants }: { flag: string; variants: readonly string[] }) => {
  const t = useTranslations("flags");
  const { done, failed } = useFlagChange();
  const id = useId();
  const [to, setTo] = useState(variants[0] ?? "");
  const [isDry, setIsDry] = useState(false);
  const start = useMutation(useTRPC().flags.releases.start.mutationOptions({ onError: failed }));
  const begin = () =>
    start.mutate(
      { flag, from: null, to, guards: GUARDS, isDry },
      { onSuccess: ({ auditId }) => done(t("started", { key: flag }), auditId) },
    );
  return (
    <div className="flex flex-col gap-2 border-t p-3">
      <p className="text-muted text-xs">{t("startHint")}</p>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <label htmlFor={`${id}-to`} className="flex items-center gap-2">
          {t("startTo")}
          <NativeSelect id={`${id}-to`} value={to} onChange={({ target }) => setTo(target.value)}>
            {variants.map((variant) => (
              <option key={variant} value={variant}>
                {variant}
              </option>
            ))}
          </NativeSelect>
        </label>
        <label className="flex items-center gap-2">
          <input type="checkbox" checked={isDry} onChange={({ target }) => setIsDry(target.checked)} />
          {t("startDry")}
        </label>
        <Button size="sm" variant="primary" disabled={start.isPending} onClick={begin}>
          {t("start")}
        </Button>
      </div>
    </div>
  );
};

/** The newest release of a flag with its evidence as it comes in, the decisions on record, and the start of another. */
export const ReleaseCard = ({ detail, row }: { detail: FlagDetail; row: FlagRow | undefined }) => {
  const t = useTranslations("flags");
  const { mayChange } = useFlagChange();
  const [newest] = detail.releases;
  const isOpen = newest?.status === "running" || newest?.status === "paused";
  return (
    <Card title={t("release")} className="overflow-hidden">
      {newest ? (
        <ReleaseState release={newest} mayChange={mayChange} />
      ) : (
        <p className="p-3 text-muted">{t("noRelease")}</p>
      )}
      {newest ? <ReleaseDecisions flag={detail.key} /> : null}
      {mayChange && !isOpen && row?.isOn ? <StartRelease flag={detail.key} variants={row.variants} /> : null}
    </Card>
  );
};
