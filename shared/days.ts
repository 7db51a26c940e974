/** Calendar days as ISO dates: how they are counted, and which day and hour an instant has in Việt Nam (UTC+7 all year). */

const DAY_MS = 86_400_000;
const VIETNAM_MS = 7 * 3_600_000;

/** Days since 1 January 1970. */
export const dayNumber = (day: string): number => Date.parse(`${day}T00:00:00Z`) / DAY_MS;
export const dayOfNumber = (number: number): string => new Date(number * DAY_MS).toISOString().slice(0, 10);

/** The day that many days later; before, where they are negative. */
export const addDays = (day: string, days: number): string => dayOfNumber(dayNumber(day) + days);
export const dayAfter = (day: string): string => addDays(day, 1);
export const dayBefore = (day: string): string => addDays(day, -1);

const inVietnam = (instant: Date): string => new Date(instant.getTime() + VIETNAM_MS).toISOString();

/** The calendar day in Việt Nam. */
export const dayInVietnam = (instant: Date): string => inVietnam(instant).slice(0, 10);

/** What clocks in Việt Nam show: "14:03". */
export const timeInVietnam = (instant: Date): string => inVietnam(instant).slice(11, 16);

/** The first moment after a day in Việt Nam. */
export const endOfDay = (day: string): Date => new Date((dayNumber(day) + 1) * DAY_MS - VIETNAM_MS);
