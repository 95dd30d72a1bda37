import { getTranslations } from "next-intl/server";
import { ForecastView } from "#components/forecast/forecast-view.tsx";
import { PageMessages } from "#components/page-messages.tsx";

export const generateMetadata = async () => ({ title: (await getTranslations("forecast"))("title") });

export default function ForecastPage() {
  return (
    <PageMessages namespaces={["forecast", "maintenance"]}>
      <ForecastView />
    </PageMessages>
  );
}
