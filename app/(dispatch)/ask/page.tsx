import { getTranslations } from "next-intl/server";
import { AskView } from "#components/ask/ask-view.tsx";
import { PageMessages } from "#components/page-messages.tsx";

export const generateMetadata = async () => ({ title: (await getTranslations("ask"))("title") });

export default function AskPage() {
  return (
    <PageMessages namespaces={["ask", "exceptions", "kpi", "search"]}>
      <AskView />
    </PageMessages>
  );
}
