"use client";

import { Popover as Base } from "@base-ui/react/popover";
import type { ReactNode } from "react";
import { cn } from "./cn.ts";
import { popClass } from "./menu-classes.ts";

/** A small panel beside `anchor` that takes the focus and gives it back; `label` names it. */
export const AnchoredPopover = ({
  anchor,
  onClose,
  children,
  label,
  align = "start",
  className,
}: {
  anchor: HTMLElement;
  onClose: () => void;
  children: ReactNode;
  label: string;
  align?: "start" | "center" | "end";
  className?: string | undefined;
}) => (
  <Base.Root
    open
    onOpenChange={(isOpen) => {
      if (!isOpen) onClose();
    }}
  >
    <Base.Portal>
      <Base.Positioner anchor={anchor} align={align} sideOffset={4} className="z-50">
        <Base.Popup
          aria-label={label}
          finalFocus={() => anchor}
          className={cn(popClass, "base:w-64 base:p-2", className)}
        >
          {children}
        </Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  </Base.Root>
);
