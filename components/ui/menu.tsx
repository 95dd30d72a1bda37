"use client";

import { Menu as Base } from "@base-ui/react/menu";
import { Check } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn.ts";
import { itemClass, popClass } from "./menu-classes.ts";

/** A menu whose trigger stands elsewhere: rendered only while it is wanted, so that its code can load late. */
export const AnchoredMenu = ({
  anchor,
  onClose,
  children,
  align = "end",
  label,
  className,
}: {
  anchor: HTMLElement;
  onClose: () => void;
  children: ReactNode;
  align?: "start" | "center" | "end";
  label: string;
  className?: string;
}) => (
  <Base.Root
    open
    onOpenChange={(isOpen) => {
      if (!isOpen) onClose();
    }}
  >
    <Base.Portal>
      <Base.Positioner anchor={anchor} align={align} sideOffset={6} className="z-50">
        <Base.Popup
          aria-label={label}
          finalFocus={() => anchor}
          className={cn(popClass, "base:min-w-52 base:p-1", className)}
        >
          {children}
        </Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  </Base.Root>
);

/** One action of a menu. */
export const MenuItem = ({ className, ...rest }: ComponentProps<typeof Base.Item>) => (
  <Base.Item className={cn(itemClass, className as string | undefined)} {...rest} />
);

/** One action of a menu that is a link. */
export const MenuLink = ({ className, ...rest }: ComponentProps<typeof Base.LinkItem>) => (
  <Base.LinkItem className={cn(itemClass, className as string | undefined)} {...rest} />
);

/** One of several choices of which any number may hold. */
export const MenuCheck = ({ children, ...rest }: ComponentProps<typeof Base.CheckboxItem>) => (
  <Base.CheckboxItem className={itemClass} closeOnClick={false} {...rest}>
    <span className="flex size-4 items-center justify-center rounded border border-line-strong">
      <Base.CheckboxItemIndicator>
        <Check className="size-3! text-accent-text!" />
      </Base.CheckboxItemIndicator>
    </span>
    {children}
  </Base.CheckboxItem>
);

/** Choices of which one holds. */
export const MenuRadioGroup = Base.RadioGroup;

/** One choice of a {@link MenuRadioGroup}. */
export const MenuRadio = ({ children, ...rest }: ComponentProps<typeof Base.RadioItem>) => (
  <Base.RadioItem className={itemClass} {...rest}>
    <span className="flex size-4 items-center justify-center">
      <Base.RadioItemIndicator>
        <Check className="text-accent-text!" />
      </Base.RadioItemIndicator>
    </span>
    {children}
  </Base.RadioItem>
);

/** A group of a menu under its label. */
export const MenuGroup = ({ label, children }: { label: string; children: ReactNode }) => (
  <Base.Group>
    <Base.GroupLabel className="px-2 pt-1.5 pb-1 font-medium text-faint text-xs">{label}</Base.GroupLabel>
    {children}
  </Base.Group>
);

/** A line between groups of a menu. */
export const MenuSeparator = () => <Base.Separator className="my-1 h-px bg-line" />;
