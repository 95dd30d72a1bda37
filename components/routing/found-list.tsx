import { Combobox } from "@base-ui/react/combobox";
import type { ReactNode } from "react";
import { useReason } from "#components/reason.ts";
import { cn } from "#components/ui/cn.ts";
import { itemClass, popClass } from "#components/ui/menu-classes.ts";

/** What a picker found, below its field: the rows, or why there are none. */
export const FoundList = <T,>({
  error,
  none,
  keyOf,
  children,
}: {
  error: { message: string } | null;
  /** Says that nothing fits; null while something does or the answer is on its way. */
  none: string | null;
  keyOf: (item: T) => string | number;
  children: (item: T) => ReactNode;
}) => {
  const reason = useReason();
  return (
    <Combobox.Portal>
      <Combobox.Positioner className="z-50" align="start" sideOffset={4}>
        <Combobox.Popup className={cn(popClass, "w-(--anchor-width) p-1")}>
          <Combobox.Status className="text-muted text-sm">
            {error ? (
              <span className="block px-2 py-1.5 text-bad">{reason(error)}</span>
            ) : none === null ? null : (
              <span className="block px-2 py-1.5">{none}</span>
            )}
          </Combobox.Status>
          <Combobox.List>
            {(item: T) => (
              <Combobox.Item
                key={keyOf(item)}
                value={item}
                className={cn(itemClass, "data-highlighted:bg-hover")}
              >
                {children(item)}
              </Combobox.Item>
            )}
          </Combobox.List>
        </Combobox.Popup>
      </Combobox.Positioner>
    </Combobox.Portal>
  );
};
