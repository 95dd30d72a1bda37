import { getTranslations } from "next-intl/server";
import { PageMessages } from "#components/page-messages.tsx";
import { PerformanceView } from "#components/performance/performance-view.tsx";

export const generateMetadata = async () => ({ title: (await getTranslations("performance"))("title") });

export default function PerformancePage() {
  return (
    <PageMessages namespaces={["performance"]}>
      <PerformanceView />
    </PageMessages>
  );
}
