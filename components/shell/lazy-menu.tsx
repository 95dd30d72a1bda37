"use client";

import { type ComponentType, type ReactNode, Suspense, useRef, useState } from "react";
import { buttonClass } from "#components/ui/button.tsx";
import { cn } from "#components/ui/cn.ts";

/** What a menu opened by a {@link LazyMenu} is given. */
export type LazyMenuProps = { anchor: HTMLElement; onClose: () => void };

/** A button whose menu's code is fetched when the pointer or the focus first comes near. */
export const LazyMenu = ({
  label,
  load,
  menu: Menu,
  children,
  className,
}: {
  label: string;
  load: () => Promise<unknown>;
  menu: ComponentType<LazyMenuProps>;
  children: ReactNode;
  className?: string;
}) => {
  const button = useRef<HTMLButtonElement>(null);
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  return (
    <>
      <button
        ref={button}
        type="button"
        aria-label={label}
        title={label}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onPointerEnter={() => void load()}
        onFocus={() => void load()}
        onClick={() => setAnchor(anchor === null ? button.current : null)}
        className={cn(buttonClass({ variant: "ghost", size: "md" }), className)}
      >
        {children}
      </button>
      {anchor === null ? null : (
        <Suspense>
          <Menu anchor={anchor} onClose={() => setAnchor(null)} />
        </Suspense>
      )}
    </>
  );
};
