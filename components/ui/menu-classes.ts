/** Class names of one action of a menu. */
export const itemClass =
  "flex base:min-h-8 w-full select-none base:items-center base:gap-2 rounded base:px-2 base:py-1 text-start base:text-ink text-sm outline-none hover:bg-hover focus-visible:bg-hover data-highlighted:bg-hover data-disabled:opacity-50 [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-muted";

/** Class names of the ground that menus and popovers share. */
export const popClass =
  "base:max-h-(--available-height) max-w-[calc(100vw-1rem)] overflow-auto rounded-lg border border-line bg-raised text-ink text-sm shadow-pop outline-none transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0";
