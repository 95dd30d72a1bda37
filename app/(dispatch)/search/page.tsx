import { getTranslations } from "next-intl/server";
import { PageMessages } from "#components/page-messages.tsx";
import { SearchView } from "#components/search/search-view.tsx";

export const generateMetadata = async () => ({ title: (await getTranslations("search"))("title") });

export default function SearchPage() {
  return (
    <PageMessages namespaces={["search"]}>
      <SearchView />
    </PageMessages>
  );
}
