"use client";

import { CloudOff } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { failureOf, useReason } from "#components/reason.ts";
import { Button } from "#components/ui/button.tsx";
import { StatePanel } from "#components/ui/states.tsx";

const AGAIN_MS = 5_000;

/** What stands where rows could not be read: why, and a way to try again; it tries by itself while nothing answers. */
export const LoadFailed = ({
  error,
  onRetry,
  title,
  isPage = false,
}: {
  error: { message: string };
  onRetry: () => void;
  title?: string;
  isPage?: boolean;
}) => {
  const t = useTranslations("common");
  const reason = useReason();
  const latest = useRef(onRetry);
  useEffect(() => {
    latest.current = onRetry;
  });
  const isUnreachable = failureOf(error) === "unreachable";
  useEffect(() => {
    if (!isUnreachable) return;
    const timer = setInterval(() => latest.current(), AGAIN_MS);
    return () => clearInterval(timer);
  }, [isUnreachable]);
  return (
    <StatePanel
      icon={CloudOff}
      title={isUnreachable ? t("unreachableTitle") : (title ?? t("errorTitle"))}
      isPage={isPage}
      isAlert
      action={<Button onClick={onRetry}>{t("retry")}</Button>}
    >
      {reason(error)}
      {isUnreachable ? <p>{t("triesAgain", { seconds: AGAIN_MS / 1_000 })}</p> : null}
    </StatePanel>
  );
};
