import { getTranslations } from "next-intl/server";
import { MapView } from "#components/map/map-view.tsx";
import { PageMessages } from "#components/page-messages.tsx";

export const generateMetadata = async () => ({ title: (await getTranslations("map"))("title") });

export default function MapPage() {
  return (
    <PageMessages namespaces={["map"]}>
      <MapView />
    </PageMessages>
  );
}
