/** The ISO dates next to an ISO date. */
export const DAY_MS = 86_400_000;

const shifted = (day: string, ms: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + ms).toISOString().slice(0, 10);

export const dayAfter = (day: string): string => shifted(day, DAY_MS);
export const dayBefore = (day: string): string => shifted(day, -DAY_MS);
