import { getTranslations } from "next-intl/server";
import { CoordinationView } from "#components/coordination/coordination-view.tsx";
import { PageMessages } from "#components/page-messages.tsx";

export const generateMetadata = async () => ({ title: (await getTranslations("coordination"))("title") });

export default function CoordinationPage() {
  return (
    <PageMessages namespaces={["coordination"]}>
      <CoordinationView />
    </PageMessages>
  );
}
