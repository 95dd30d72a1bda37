import { getTranslations } from "next-intl/server";
import { VehiclesList } from "#components/operations/vehicles-list.tsx";
import { PageMessages } from "#components/page-messages.tsx";

export const generateMetadata = async () => ({ title: (await getTranslations("vehicles"))("title") });

export default function VehiclesPage() {
  return (
    <PageMessages namespaces={["list", "vehicles", "maintenance"]}>
      <VehiclesList />
    </PageMessages>
  );
}
