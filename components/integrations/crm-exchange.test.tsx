import { screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { showPage } from "#components/fixture-page.tsx";
import type { CrmExchange as Exchange } from "#server/external/schema.ts";
import { CrmExchange } from "./crm-exchange.tsx";

const KIND: Exchange = {
  ...{ kind: "customer", isSetUp: true, linked: 1_240, changed: 7, made: 0, gaveWay: 2, kept: 1 },
  ...{ refused: [], readAt: "2026-11-27T08:04:00Z", sentAt: null },
};
const cellsOf = (name: RegExp) =>
  [...(screen.getByRole("row", { name }).querySelectorAll("td") ?? [])].map((cell) => cell.textContent);

it("each kind stands with what both have, what the CRM changed, and who gave way", async () => {
  showPage(<CrmExchange />, {
    "external.crm": [KIND, { ...KIND, kind: "site", isSetUp: false, linked: 0, readAt: null }],
  });
  await screen.findByText("Customers and companies");
  expect(cellsOf(/^Customers/)).toEqual(["1,240", "7", "0", "2", "1", "08:04", "not yet"]);
  expect(screen.getByText(/no object for them: HUBSPOT_SITE_TYPE/)).toBeTruthy();
  expect(screen.queryByRole("group")).toBeNull();
});

it("what HubSpot would not take is told in its words", async () => {
  const refused = ["customer c3: hubspot companies c3: found VALIDATION_ERROR (name must not be empty)"];
  showPage(<CrmExchange />, { "external.crm": [{ ...KIND, refused }] });
  expect(await screen.findByText("HubSpot would not take 1 record")).toBeTruthy();
  expect(screen.getByText(refused[0] ?? "")).toBeTruthy();
});
