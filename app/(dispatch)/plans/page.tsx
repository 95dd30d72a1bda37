import { getTranslations } from "next-intl/server";
import { PageMessages } from "#components/page-messages.tsx";
import { PlansView } from "#components/routing/plans-view.tsx";

export const generateMetadata = async () => ({ title: (await getTranslations("plans"))("title") });

export default function PlansPage() {
  return (
    <PageMessages namespaces={["plans", "board", "list"]}>
      <PlansView />
    </PageMessages>
  );
}
