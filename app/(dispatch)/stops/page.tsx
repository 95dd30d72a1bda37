import { getTranslations } from "next-intl/server";
import { StopsList } from "#components/operations/stops-list.tsx";
import { PageMessages } from "#components/page-messages.tsx";

export const generateMetadata = async () => ({ title: (await getTranslations("stops"))("title") });

export default function StopsPage() {
  return (
    <PageMessages namespaces={["list", "stops"]}>
      <StopsList />
    </PageMessages>
  );
}
