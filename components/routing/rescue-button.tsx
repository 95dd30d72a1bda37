"use client";

import { LifeBuoy } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPCClient } from "#components/client.ts";
import { useDepotHref } from "#components/shell/use-depot.ts";
import { showToast } from "#components/toasts.tsx";
import { Button } from "#components/ui/button.tsx";
import { reasonOf } from "./use-day-undo.ts";

/** Asks for the answers to a breakdown and goes to the first of them, with its price beside the others'. */
export const RescueButton = ({ vehicleId }: { vehicleId: number }) => {
  const t = useTranslations("exceptions");
  const client = useTRPCClient();
  const router = useRouter();
  const href = useDepotHref();
  const [isBusy, setIsBusy] = useState(false);
  const rescue = async (): Promise<void> => {
    setIsBusy(true);
    try {
      const { ids } = await client.routing.plans.rescue.mutate({ vehicleId });
      const [first] = ids;
      if (first === undefined) throw new Error(t("rescueNone"));
      router.push(href(`/plans/${first}`));
    } catch (error) {
      showToast({ text: t("rescueFailed", { reason: reasonOf(error) }), isError: true });
      setIsBusy(false);
    }
  };
  return (
    <Button variant="primary" disabled={isBusy} onClick={() => void rescue()}>
      <LifeBuoy aria-hidden />
      {t("rescue")}
    </Button>
  );
};
