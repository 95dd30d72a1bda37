"use client";

import { useRouter } from "next/navigation";
import { type ComponentProps, type MouseEvent, startTransition } from "react";

const isPlain = ({ button, metaKey, ctrlKey, shiftKey, altKey }: MouseEvent): boolean =>
  button === 0 && !(metaKey || ctrlKey || shiftKey || altKey);

/**
 * A link within the console: goes there without loading the document anew. With `prefetch` its page is fetched when
 * the pointer comes near; a new tab, a new window and a download are left to the browser.
 */
export const Link = ({
  href,
  prefetch = true,
  onClick,
  onPointerEnter,
  ...rest
}: Omit<ComponentProps<"a">, "href"> & { href: string; prefetch?: boolean }) => {
  const router = useRouter();
  return (
    <a
      href={href}
      onPointerEnter={(event) => {
        onPointerEnter?.(event);
        if (prefetch) router.prefetch(href);
      }}
      onClick={(event) => {
        onClick?.(event);
        const { target } = event.currentTarget;
        if (event.defaultPrevented || !isPlain(event) || (target !== "" && target !== "_self")) return;
        event.preventDefault();
        startTransition(() => router.push(href));
      }}
      {...rest}
    />
  );
};
