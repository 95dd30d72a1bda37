import { getTranslations } from "next-intl/server";
import { PageMessages } from "#components/page-messages.tsx";
import { BoardView } from "#components/routing/board-view.tsx";

export const generateMetadata = async () => ({ title: (await getTranslations("board"))("title") });

export default function BoardPage() {
  return (
    <PageMessages namespaces={["board", "plans", "list", "maintenance"]}>
      <BoardView />
    </PageMessages>
  );
}
