/** Owns installable time-driven triggers: who made them in this file, Google's limits on them, and when they are due. */

import { GoogleError } from '../model/google-error.ts';
import type { Execution, Person } from './execution.ts';
import { behind, face } from './face.ts';
import type { Host } from './host.ts';

type ScriptApp = GoogleAppsScript.Script.ScriptApp;

/** A trigger as the host keeps it: it runs as its maker, with what they have granted (guide "Installable triggers"). */
export interface HeldTrigger {
  readonly id: string;
  readonly handler: string;
  readonly maker: Person;
  readonly everyMs: number;
  dueAt: number;
}

const HOUR_MS = 3_600_000;
/** Quota table: "Triggers: 20 / user / script". */
export const TRIGGERS_MAX = 20;

const byMaker = (run: Execution, host: Host): HeldTrigger[] =>
  host.stores.triggers.filter(({ maker }) => maker.sub === run.person.sub);

const makeTrigger = (run: Execution, held: HeldTrigger): GoogleAppsScript.Script.Trigger =>
  face<GoogleAppsScript.Script.Trigger>(
    run,
    'Script.Trigger',
    { getHandlerFunction: () => held.handler, getUniqueId: () => held.id },
    held,
  );

function makeClockBuilder(run: Execution, host: Host, handler: string) {
  let everyMs: number | undefined;
  const made: GoogleAppsScript.Script.ClockTriggerBuilder = face<GoogleAppsScript.Script.ClockTriggerBuilder>(
    run,
    'Script.ClockTriggerBuilder',
    {
      everyHours: (hours) => {
        if (!Number.isInteger(hours) || hours < 1) throw new GoogleError('badArgument', { what: 'hours' });
        everyMs = hours * HOUR_MS;
        return made;
      },
      // Guide "Triggers for Editor add-ons": "once per hour at most".
      everyMinutes: () => {
        throw new GoogleError('badArgument', { what: 'minutes' });
      },
      create: () => {
        if (everyMs === undefined) throw new GoogleError('badArgument', { what: 'frequency' });
        // Same guide: one trigger of each type per user and document (the wording of both refusals: guess M17).
        const mine = byMaker(run, host);
        if (mine.some((held) => held.handler === handler) || mine.length >= TRIGGERS_MAX)
          throw new GoogleError('tooManyTriggers');
        const held = {
          id: host.newId(),
          handler,
          maker: run.person,
          everyMs,
          dueAt: run.clock.now() + everyMs,
        };
        host.stores.triggers.push(held);
        return makeTrigger(run, held);
      },
    },
  );
  return made;
}

/** Members of ScriptApp that make, list and take away triggers of this file (reference, getUserTriggers: "in the given document"). */
export const triggerMembers = (run: Execution, host: Host): Partial<ScriptApp> => ({
  newTrigger: (handler: string) =>
    face<GoogleAppsScript.Script.TriggerBuilder>(run, 'Script.TriggerBuilder', {
      timeBased: () => makeClockBuilder(run, host, handler),
    }),
  getUserTriggers: () => byMaker(run, host).map((held) => makeTrigger(run, held)),
  deleteTrigger: (trigger) => {
    const at = host.stores.triggers.indexOf(behind<HeldTrigger>(trigger));
    if (at >= 0) host.stores.triggers.splice(at, 1);
  },
});
