import { getTranslations } from "next-intl/server";
import { ExceptionsView } from "#components/operations/exceptions.tsx";
import { PageMessages } from "#components/page-messages.tsx";

export const generateMetadata = async () => ({ title: (await getTranslations("exceptions"))("title") });

export default function ExceptionsPage() {
  return (
    <PageMessages namespaces={["exceptions", "list"]}>
      <ExceptionsView />
    </PageMessages>
  );
}
