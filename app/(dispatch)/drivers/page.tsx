import { getTranslations } from "next-intl/server";
import { DriversList } from "#components/fleet/drivers-list.tsx";
import { PageMessages } from "#components/page-messages.tsx";

export const generateMetadata = async () => ({ title: (await getTranslations("drivers"))("title") });

export default function DriversPage() {
  return (
    <PageMessages namespaces={["list", "drivers"]}>
      <DriversList />
    </PageMessages>
  );
}
