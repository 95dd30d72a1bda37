"use client";

import { Compass } from "lucide-react";
import { useTranslations } from "next-intl";
import { Link } from "#components/link.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { StatePanel } from "#components/ui/states.tsx";

/** What stands at an address that no page has. */
export const MissingPage = () => {
  const t = useTranslations("common");
  return (
    <StatePanel
      icon={Compass}
      title={t("notFoundTitle")}
      isPage
      action={
        <Link href="/today" className={buttonClass({ variant: "primary" })}>
          {t("goToday")}
        </Link>
      }
    >
      {t("notFoundBody")}
    </StatePanel>
  );
};
