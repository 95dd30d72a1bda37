/** The cookie that keeps the theme, so that the server draws the first frame in it. */
export const THEME_COOKIE = "theme";

/** The themes a user may choose. */
export const THEMES = ["system", "light", "dark"] as const;

/** A theme as chosen; `system` follows the machine. */
export type Theme = (typeof THEMES)[number];

/** Reads a theme from the text of its cookie; anything unknown is `system`. */
export const themeFrom = (text: string | undefined): Theme =>
  THEMES.find((theme) => theme === text) ?? "system";
