import { getTranslations } from "next-intl/server";
import { KpiView } from "#components/kpi/kpi-view.tsx";
import { PageMessages } from "#components/page-messages.tsx";

export const generateMetadata = async () => ({ title: (await getTranslations("kpi"))("title") });

export default function KpiPage() {
  return (
    <PageMessages namespaces={["kpi"]}>
      <KpiView />
    </PageMessages>
  );
}
