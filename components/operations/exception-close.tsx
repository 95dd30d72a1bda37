"use client";

import { useTranslations } from "next-intl";
import { type ComponentProps, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Input } from "#components/ui/input.tsx";
import { PopButton } from "#components/ui/pop-button.tsx";

const CHOICES = ["go-back", "next-service", "resident", "container", "no-action"] as const;

const CloseForm = ({ onClose }: { onClose: (resolution: string) => void }) => {
  const t = useTranslations("exceptions");
  const [text, setText] = useState("");
  const typed = text.trim();
  return (
    <div className="flex flex-col gap-0.5">
      <p className="px-2 py-1 font-medium text-faint text-xs">{t("closeAs")}</p>
      {CHOICES.map((choice) => (
        <button
          key={choice}
          type="button"
          onClick={() => onClose(t(`resolution.${choice}`))}
          className="rounded px-2 py-1.5 text-start hover:bg-hover"
        >
          {t(`resolution.${choice}`)}
        </button>
      ))}
      <form
        className="mt-1 flex gap-1 border-t pt-2"
        onSubmit={(event) => {
          event.preventDefault();
          if (typed !== "") onClose(typed);
        }}
      >
        <Input
          aria-label={t("resolutionOther")}
          placeholder={t("resolutionOther")}
          maxLength={500}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <Button type="submit" variant="primary" disabled={typed === ""}>
          {t("close")}
        </Button>
      </form>
    </div>
  );
};

/** A button that asks how an exception was resolved, then closes it. */
export const CloseButton = ({
  onClose,
  children,
  ...rest
}: Omit<ComponentProps<typeof PopButton>, "label" | "panel" | "onClose"> & {
  onClose: (resolution: string) => void;
}) => {
  const t = useTranslations("exceptions");
  return (
    <PopButton
      label={t("closeAs")}
      align="end"
      panelClassName="w-72"
      panel={(close) => (
        <CloseForm
          onClose={(resolution) => {
            close();
            onClose(resolution);
          }}
        />
      )}
      {...rest}
    >
      {children}
    </PopButton>
  );
};
