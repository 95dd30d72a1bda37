import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { PageMessages } from "#components/page-messages.tsx";
import { PlanView } from "#components/routing/plan-view.tsx";

type Params = { params: Promise<{ id: string }> };

export const generateMetadata = async ({ params }: Params) => ({
  title: (await getTranslations("plans"))("planOf", { id: (await params).id }),
});

export default async function PlanPage({ params }: Params) {
  const { id } = await params;
  if (!/^\d{1,9}$/.test(id)) notFound();
  return (
    <PageMessages namespaces={["plans", "board", "list", "map"]}>
      <PlanView id={Number(id)} />
    </PageMessages>
  );
}
