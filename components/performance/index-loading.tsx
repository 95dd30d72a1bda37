"use client";

import { useTranslations } from "next-intl";
import { Card } from "#components/ui/card.tsx";
import { Skeleton } from "#components/ui/states.tsx";

/** What stands in the place of the index while it is read. */
export const IndexLoading = () => {
  const t = useTranslations("performance.index");
  return (
    <Card title={t("title")}>
      <div role="status" aria-label={t("loading")} aria-busy className="flex flex-col gap-4 p-4">
        {["w-1/3", "w-2/3", "w-1/2"].map((width) => (
          <Skeleton key={width} className={width} />
        ))}
      </div>
    </Card>
  );
};
