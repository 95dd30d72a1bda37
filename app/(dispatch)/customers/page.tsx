import { getTranslations } from "next-intl/server";
import { CustomersList } from "#components/fleet/customers-list.tsx";
import { PageMessages } from "#components/page-messages.tsx";

export const generateMetadata = async () => ({ title: (await getTranslations("customers"))("title") });

export default function CustomersPage() {
  return (
    <PageMessages namespaces={["list", "customers"]}>
      <CustomersList />
    </PageMessages>
  );
}
