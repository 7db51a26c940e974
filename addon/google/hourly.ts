/** The hourly trigger of this person: made when they allow it, taken away when nothing waits. */
import type { TriggersPort } from '../core/ports.ts';
import { consentUrlFor } from './outside.ts';

const HANDLER = 'sendQueued';
const SCOPE = 'https://www.googleapis.com/auth/script.scriptapp';

/** Of this file: the project's triggers are those of all files of this person. */
const mine = (): GoogleAppsScript.Script.Trigger[] =>
  ScriptApp.getUserTriggers(SpreadsheetApp.getActiveSpreadsheet()).filter(
    (trigger) => trigger.getHandlerFunction() === HANDLER,
  );

export const triggers: TriggersPort = {
  consentUrl: () => consentUrlFor([SCOPE]),
  start() {
    if (mine().length > 0) return true;
    try {
      ScriptApp.newTrigger(HANDLER).timeBased().everyHours(1).create();
      return true;
    } catch {
      // Twenty a person, over all their files.
      return false;
    }
  },
  stop() {
    for (const trigger of mine()) ScriptApp.deleteTrigger(trigger);
  },
};
