/** Pages that are offered by a flag, `screens.` and their name, until they have proven themselves. */
export const NEW_SCREENS = {
  flags: "The page of flags and releases.",
  forecast: "The page of forecasts.",
  coordination: "The page of work shared between teams.",
  integrations: "The page of outside services.",
} as const;

/** The flag of a new page. */
export const screenFlag = (name: keyof typeof NEW_SCREENS): string => `screens.${name}`;
