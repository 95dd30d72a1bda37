"use client";

import { CloudOff } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { StatePanel } from "#components/ui/states.tsx";

/** What stands in the place of a page that failed while it was drawn. */
export const PageError = ({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) => {
  const t = useTranslations("common");
  return (
    <div className="flex min-h-0 flex-1 items-center justify-center">
      <StatePanel
        icon={CloudOff}
        title={t("errorTitle")}
        isPage
        isAlert
        action={
          <Button variant="primary" onClick={reset}>
            {t("retry")}
          </Button>
        }
      >
        <p>{t("errorBody")}</p>
        {error.digest ? (
          <p className="mt-2 text-faint text-xs">{t("reference", { id: error.digest })}</p>
        ) : null}
      </StatePanel>
    </div>
  );
};
