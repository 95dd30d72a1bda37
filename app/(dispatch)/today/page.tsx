import { getTranslations } from "next-intl/server";
import { TodayView } from "#components/operations/today.tsx";
import { PageMessages } from "#components/page-messages.tsx";

export const generateMetadata = async () => ({ title: (await getTranslations("today"))("title") });

export default function TodayPage() {
  return (
    <PageMessages namespaces={["today", "exceptions"]}>
      <TodayView />
    </PageMessages>
  );
}
