import { getTranslations } from "next-intl/server";
import { FlagsView } from "#components/flags/flags-view.tsx";
import { PageMessages } from "#components/page-messages.tsx";

export const generateMetadata = async () => ({ title: (await getTranslations("flags"))("title") });

export default function FlagsPage() {
  return (
    <PageMessages namespaces={["flags"]}>
      <FlagsView />
    </PageMessages>
  );
}
