import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, renderHook, waitFor } from "@testing-library/react";
import type { ReactNode } from "react";
import { describe, expect, it } from "vitest";
import { useRowWindows } from "./use-row-windows.ts";

const setup = (total: number) => {
  const client = new QueryClient();
  const asked: number[] = [];
  const source = {
    key: ["things"],
    fetch: async ({ offset, limit }: { offset: number; limit: number }) => {
      asked.push(offset);
      const rows = Array.from({ length: Math.min(limit, total - offset) }, (_, i) => offset + i);
      return { rows, total, asOf: "2026-11-23T00:00:00.000Z" };
    },
  };
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={client}>{children}</QueryClientProvider>
  );
  const totals: (number | undefined)[] = [];
  const hook = renderHook(
    () => {
      const rows = useRowWindows(source, false);
      totals.push(rows.total);
      return rows;
    },
    { wrapper },
  );
  return { asked, totals, ...hook };
};

describe("rows by windows", () => {
  it("keeps the size of the list while a jump leads to windows that are not there yet", async () => {
    const { result, asked, totals } = setup(100_000);
    await waitFor(() => expect(result.current.total).toBe(100_000));
    totals.length = 0;
    act(() => result.current.look(99_970, 99_999));
    await waitFor(() => expect(result.current.at(99_999)).toBe(99_999));
    expect(new Set(totals)).toEqual(new Set([100_000]));
    expect(asked).toEqual([0, 99_900]);
  });
});
