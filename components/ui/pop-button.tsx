"use client";

import { type ComponentProps, lazy, type ReactNode, Suspense, useRef, useState } from "react";
import { Button } from "./button.tsx";

const load = () => import("./popover.tsx");
const AnchoredPopover = lazy(async () => ({ default: (await load()).AnchoredPopover }));

/** A button that opens a small panel; the panel's code is fetched when the pointer or the focus first comes near. */
export const PopButton = ({
  label,
  panel,
  align,
  panelClassName,
  children,
  ...rest
}: ComponentProps<typeof Button> & {
  label: string;
  panel: (close: () => void) => ReactNode;
  align?: "start" | "center" | "end";
  panelClassName?: string;
}) => {
  const button = useRef<HTMLButtonElement>(null);
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const close = () => setAnchor(null);
  return (
    <>
      <Button
        ref={button}
        aria-haspopup="dialog"
        aria-expanded={anchor !== null}
        onPointerEnter={() => void load()}
        onFocus={() => void load()}
        onClick={() => setAnchor(anchor === null ? button.current : null)}
        {...rest}
      >
        {children}
      </Button>
      {anchor === null ? null : (
        <Suspense>
          <AnchoredPopover
            anchor={anchor}
            onClose={close}
            label={label}
            className={panelClassName}
            {...(align ? { align } : {})}
          >
            {panel(close)}
          </AnchoredPopover>
        </Suspense>
      )}
    </>
  );
};
