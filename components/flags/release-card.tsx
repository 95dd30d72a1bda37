"use client";

import { useTranslations } from "next-intl";
import { Card } from "#components/ui/card.tsx";
import type { FlagDetail, FlagRow } from "#server/flags/view.schema.ts";
import { ReleaseDecisions } from "./release-decisions.tsx";
import { ReleaseForm } from "./release-form.tsx";
import { ReleaseState } from "./release-state.tsx";
import { useFlagChange } from "./use-flag-change.ts";

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
      {mayChange && !isOpen && row?.isOn ? (
        <ReleaseForm key={row.variants.join()} flag={detail.key} variants={row.variants} />
      ) : null}
    </Card>
  );
};
