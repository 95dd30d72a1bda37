"use client";

import { CloudOff } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { Skeleton, StatePanel } from "#components/ui/states.tsx";

/** What stands where rows are not yet, or could not be read. */
export const LoadState = ({ error, onRetry }: { error: { message: string } | null; onRetry: () => void }) => {
  const common = useTranslations("common");
  if (error === null)
    return (
      <div className="flex flex-col gap-4 p-4" aria-busy>
        {["w-1/2", "w-2/3", "w-1/3"].map((width) => (
          <Skeleton key={width} className={width} />
        ))}
      </div>
    );
  return (
    <StatePanel
      icon={CloudOff}
      title={common("errorTitle")}
      isAlert
      action={<Button onClick={onRetry}>{common("retry")}</Button>}
    >
      {error.message}
    </StatePanel>
  );
};
