import { Compass } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { Link } from "#components/link.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { StatePanel } from "#components/ui/states.tsx";

export default async function NotFound() {
  const t = await getTranslations("common");
  return (
    <main className="flex min-h-dvh items-center justify-center">
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
    </main>
  );
}
