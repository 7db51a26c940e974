/** Owns what one person may ask of a service in a day. Source: page "Quotas for Google Services", table of daily limits. */

import { GoogleError } from '../model/google-error.ts';
import type { Execution, Person } from './execution.ts';
import type { Usage } from './host.ts';

/** Calls a day: [consumer account, Workspace account]. */
export const DAILY = {
  urlfetch: [20_000, 100_000],
  properties: [50_000, 500_000],
} as const;

export type DailyService = keyof typeof DAILY;

/** "Quotas … reset 24 hours after the first request" (same page). */
const DAY_MS = 86_400_000;

const limitOf = (person: Person, what: DailyService): number => DAILY[what][person.hd === undefined ? 0 : 1];

/** Counted by person and script. Wording of the refusal: public reports. */
export function spend(usage: Usage, run: Execution, what: DailyService, calls = 1): void {
  const key = `${run.person.sub}:${what}`;
  const known = usage.get(key);
  const now = run.clock.now();
  const since = known !== undefined && now - known.since < DAY_MS ? known.since : now;
  const count = (since === known?.since ? known.count : 0) + calls;
  if (count > limitOf(run.person, what)) throw new GoogleError('dailyQuota', { what });
  usage.set(key, { since, count });
}

/** As if the person had asked all day till only `left` calls are left them, for a day after `now`. */
export function exhaust(usage: Usage, person: Person, what: DailyService, now: number, left: number): void {
  usage.set(`${person.sub}:${what}`, { since: now, count: limitOf(person, what) - left });
}
