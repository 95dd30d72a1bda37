import { getTranslations } from "next-intl/server";
import { AdminView } from "#components/admin/admin-view.tsx";
import { PageMessages } from "#components/page-messages.tsx";

export const generateMetadata = async () => ({ title: (await getTranslations("admin"))("title") });

export default function AdminPage() {
  return (
    <PageMessages namespaces={["admin"]}>
      <AdminView />
    </PageMessages>
  );
}
