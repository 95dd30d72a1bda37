import type { Page } from "@playwright/test";

const WORD = `Straßenreinigungsgebührenbescheid-${"Donaudampfschifffahrtsgesellschaft".repeat(2)}`.slice(
  0,
  80,
);
const SENTENCE = `Der Behälter an der Grundstückseinfahrt war überfüllt; ${WORD} bleibt zuständig, bis jemand anruft.`;
const SQL =
  "SELECT o.id,o.name,sum(s.weight_kg)FILTER(WHERE s.status='done')OVER(PARTITION BY o.id,s.service_day)FROM organisation o JOIN stop s USING(organisation_id)";
const TEN_DIGITS = 9_876_543_210;

const TEXTS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ["name", "site", "customer", "driver", "vehicle", "route", "zone", "depot", "owner", "closedBy"].map(
      (key) => [key, WORD],
    ),
  ),
  ...Object.fromEntries(
    ["createdBy", "changedBy", "userName", "facility", "contractor", "workstream", "neededBy"].map((key) => [
      key,
      WORD,
    ]),
  ),
  ...Object.fromEntries(
    ["note", "body", "detail", "title", "text", "reason", "fault", "resolution", "doc", "question"].map(
      (key) => [key, SENTENCE],
    ),
  ),
  ...{ query: SQL, statement: SQL, sql: SQL },
};
const NUMBERS = new Set(["costCents", "distanceM", "weightKg", "loadKg", "value", "count", "calls", "total"]);

// What windowed lists count their rows by stays, or a page of ten digits of rows would be asked for.
const rewrite = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(rewrite);
  if (typeof value !== "object" || value === null) return value;
  const isPage = "rows" in value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => {
      if (typeof each === "string" && key in TEXTS) return [key, TEXTS[key]];
      if (typeof each === "number" && NUMBERS.has(key) && !isPage) return [key, TEN_DIGITS];
      return [key, rewrite(each)];
    }),
  );
};

/** Gives a page names of eighty letters without a space, long German sentences, long SQL and numbers of ten digits in all that procedures answer. */
export const answerHostile = async (page: Page): Promise<void> => {
  await page.route(/\/api\/trpc\/(?!accounts\.me\b)/, async (route) => {
    const answer = await route.fetch();
    const body = (await answer.json()) as { result?: { data: unknown } };
    await route.fulfill({
      response: answer,
      json: body.result === undefined ? body : { result: { data: rewrite(body.result.data) } },
    });
  });
};

/**
 * What of a page sticks out sideways, as class names with what they hold: beyond the screen with nothing that scrolls
 * or cuts it, or a box that has to be scrolled sideways without being a table, a timeline or a labelled box for it.
 */
export const sidewaysOf = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const told = (element: Element): string =>
      `${element.tagName.toLowerCase()}.${String(element.getAttribute("class")).slice(0, 60)}: ${(element.textContent ?? "").slice(0, 40)}`;
    // What is placed absolutely is cut or scrolled only by boxes that are placed themselves.
    const holds = (element: Element): boolean => {
      let isFree = getComputedStyle(element).position === "absolute";
      for (let at = element.parentElement; at !== null && at !== document.body; at = at.parentElement) {
        const { position, overflowX } = getComputedStyle(at);
        if (isFree && position === "static") continue;
        if (overflowX !== "visible" && at.getBoundingClientRect().right <= width + 1) return true;
        isFree = position === "absolute";
      }
      return false;
    };
    const all = [...document.querySelectorAll("body *")].filter((each) => each.checkVisibility());
    const beyond = all.filter((each) => {
      const { right, width: own } = each.getBoundingClientRect();
      return own > 0 && right > width + 1 && !holds(each);
    });
    const scrolled = all.filter((each) => {
      const { overflowX } = getComputedStyle(each);
      const isScroller = overflowX === "auto" || overflowX === "scroll";
      // A strip of tabs is no more than a line high.
      const isMeant =
        each.clientHeight < 64 ||
        each.hasAttribute("tabindex") ||
        each.closest("[role=grid], [role=table], [role=region]") !== null;
      return isScroller && !isMeant && each.scrollWidth > each.clientWidth + 1;
    });
    return [...new Set([...beyond, ...scrolled].map(told))].slice(0, 8);
  });
