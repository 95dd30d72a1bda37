"use client";

import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { buttonClass } from "./button.tsx";
import { cn } from "./cn.ts";
import { focusedElement } from "./early-field.tsx";

const backdropClass =
  "fixed inset-0 z-40 bg-black/40 transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0";

const placeClass = {
  center:
    "start-1/2 top-1/2 base:max-h-[85dvh] base:w-[min(32rem,calc(100vw-2rem))] -translate-x-1/2 -translate-y-1/2 rounded-lg border rtl:translate-x-1/2",
  start: "inset-y-0 start-0 base:w-[min(18rem,85vw)] border-e",
  end: "inset-y-0 end-0 base:w-[min(28rem,100vw)] border-s",
};

/** A modal panel: a dialog in the middle, or a sheet at the start or end edge. */
export const Dialog = ({
  open,
  onClose,
  title,
  children,
  place = "center",
  actions,
  footer,
  className,
}: {
  open: boolean;
  onClose: () => void;
  title: string;
  children: ReactNode;
  place?: keyof typeof placeClass;
  /** Stands beside the title. */
  actions?: ReactNode;
  /** Stands below what scrolls. */
  footer?: ReactNode;
  className?: string;
}) => {
  const t = useTranslations("common");
  // Taken before a field inside takes the focus by itself: the focus goes back to where it was.
  const [opener] = useState(focusedElement);
  return (
    <Base.Root
      open={open}
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
    >
      <Base.Portal>
        <Base.Backdrop className={backdropClass} />
        <Base.Popup
          finalFocus={() => opener}
          className={cn(
            "fixed z-50 flex flex-col overflow-hidden bg-raised shadow-pop outline-none transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0",
            placeClass[place],
            className,
          )}
        >
          <div className="flex h-12 shrink-0 items-center gap-2 border-b ps-4 pe-2">
            <Base.Title className="min-w-0 flex-1 truncate font-semibold">{title}</Base.Title>
            {actions}
            <Base.Close className={buttonClass({ variant: "ghost", size: "icon" })} aria-label={t("close")}>
              <X />
            </Base.Close>
          </div>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scroll box must be reachable by keyboard */}
          <section className="min-h-0 flex-1 overflow-y-auto" tabIndex={0} aria-label={title}>
            {children}
          </section>
          {footer}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
};
