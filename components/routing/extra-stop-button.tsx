"use client";

import { MapPinPlus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { later } from "#components/later.tsx";
import { useMe } from "#components/me.tsx";
import { Button } from "#components/ui/button.tsx";

const ExtraStopDialog = later(() => import("./extra-stop.tsx").then((module) => module.ExtraStopDialog));

/** Opens what adds a collection to a day: the shown one, or today. */
export const ExtraStopButton = ({ day = null }: { day?: string | null }) => {
  const t = useTranslations("board");
  const { role } = useMe();
  const [isOpen, setIsOpen] = useState(false);
  if (role === "engineer" || role === "driver") return null;
  return (
    <>
      <Button onClick={() => setIsOpen(true)}>
        <MapPinPlus aria-hidden />
        {t("extra.add")}
      </Button>
      {isOpen ? <ExtraStopDialog day={day} onClose={() => setIsOpen(false)} /> : null}
    </>
  );
};
