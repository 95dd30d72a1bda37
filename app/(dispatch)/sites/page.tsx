import { getTranslations } from "next-intl/server";
import { SitesList } from "#components/fleet/sites-list.tsx";
import { PageMessages } from "#components/page-messages.tsx";

export const generateMetadata = async () => ({ title: (await getTranslations("sites"))("title") });

export default function SitesPage() {
  return (
    <PageMessages namespaces={["list", "sites"]}>
      <SitesList />
    </PageMessages>
  );
}
