import { getTranslations } from "next-intl/server";
import { RoutesList } from "#components/operations/routes-list.tsx";
import { PageMessages } from "#components/page-messages.tsx";

export const generateMetadata = async () => ({ title: (await getTranslations("routes"))("title") });

export default function RoutesPage() {
  return (
    <PageMessages namespaces={["list", "routes"]}>
      <RoutesList />
    </PageMessages>
  );
}
