"use client";

import { useTranslations } from "next-intl";
import { Card } from "#components/ui/card.tsx";
import { Skeleton } from "#components/ui/states.tsx";

/** What stands in the place of the alerts while they are read. */
export const AlertsLoading = () => {
  const t = useTranslations("performance.alerts");
  return (
    <Card title={t("title")}>
      <div role="status" aria-label={t("loading")} aria-busy className="flex flex-col gap-4 p-4">
        {["w-1/2", "w-2/3", "w-1/3"].map((width) => (
          <Skeleton key={width} className={width} />
        ))}
      </div>
    </Card>
  );
};
