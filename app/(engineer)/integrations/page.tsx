import { getTranslations } from "next-intl/server";
import { IntegrationsView } from "#components/integrations/integrations-view.tsx";
import { PageMessages } from "#components/page-messages.tsx";

export const generateMetadata = async () => ({ title: (await getTranslations("integrations"))("title") });

export default function IntegrationsPage() {
  return (
    <PageMessages namespaces={["integrations"]}>
      <IntegrationsView />
    </PageMessages>
  );
}
