"use client";

import { Copy } from "lucide-react";
import { useTranslations } from "next-intl";
import { showToast } from "#components/toasts.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";

/** A secret that is shown this once and never again, to be copied and handed over. */
export const ShownOnce = ({
  title,
  text,
  secret,
  onClose,
}: {
  title: string;
  text: string;
  secret: string;
  onClose: () => void;
}) => {
  const t = useTranslations("admin");
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(secret);
      showToast({ text: t("copied") });
    } catch {
      showToast({ text: t("copyFailed"), isError: true });
    }
  };
  return (
    <Dialog open onClose={onClose} title={title}>
      <div className="flex flex-col gap-3 p-4">
        <p className="text-muted">{text}</p>
        <div className="flex items-center gap-2">
          <code className="min-w-0 flex-1 select-all break-all rounded-md border bg-sunken px-3 py-2 font-medium text-base">
            {secret}
          </code>
          <Button onClick={() => void copy()}>
            <Copy aria-hidden />
            {t("copy")}
          </Button>
        </div>
        <p className="text-warn text-xs">{t("once")}</p>
      </div>
    </Dialog>
  );
};
