"use client";

import { useEffect } from "react";
import { Toaster as Sonner } from "sonner";
import { useResolvedTheme } from "#components/use-theme.ts";

// Effects run in order of place, so this one runs once the toaster listens.
const Ready = ({ onReady }: { onReady: () => void }) => {
  useEffect(() => onReady(), [onReady]);
  return null;
};

/** The place of toasts; tells `onReady` once it can take them. */
export const Toaster = ({ onReady }: { onReady: () => void }) => (
  <>
    <Sonner
      theme={useResolvedTheme()}
      position="bottom-center"
      toastOptions={{
        style: { background: "var(--raised)", color: "var(--ink)", borderColor: "var(--line-strong)" },
        actionButtonStyle: { background: "var(--accent)", color: "var(--on-accent)" },
      }}
    />
    <Ready onReady={onReady} />
  </>
);
