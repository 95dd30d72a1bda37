import { useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "#components/client.ts";
import { usePlatformRight } from "#components/platform-right.tsx";
import { useReason } from "#components/reason.ts";
import { showToast } from "#components/toasts.tsx";

/** What changes of the database and the caches have in common: who may make them, and what is said afterwards. */
export const useEngineerChange = (of: "database" | "caches") => {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const reason = useReason();
  const mayChange = usePlatformRight("engineer", "admin");
  const key = of === "database" ? trpc.database.board.queryKey() : trpc.caches.list.queryKey();
  return {
    mayChange,
    failed: (error: unknown) => showToast({ text: reason(error), isError: true }),
    done(text: string): void {
      void queries.invalidateQueries({ queryKey: key });
      showToast({ text });
    },
  };
};
