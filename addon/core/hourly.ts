/** Owns trying hourly, where the person allows it, what could not be sent: as it was kept, with nobody at the sheet. */
import { transmit } from './chunks.ts';
import { settleFixes } from './fix-steps.ts';
import type { Ports } from './ports.ts';
import { addonProblem } from './problems.ts';
import { keptPush, pushArrived } from './queue.ts';
import { contentAt } from './row-keys.ts';
import type { HourlyResult } from './rpc-send.ts';
import { fetchForm } from './server.ts';
import { forgetHourly, hourlyTries, needReport, pendingPush, rememberHourly } from './session.ts';
import { readSheet } from './sheet.ts';

/** Two days; then the person is asked again. */
const TRIES_MAX = 48;

/** Has what waits tried every hour, or no longer. Throws hourly_refused where Google gives this person no more triggers. */
export function hourly(ports: Ports, { on }: { readonly on: boolean }): HourlyResult {
  const authorizationUrl = ports.triggers.consentUrl();
  // Nobody who has not allowed them has any to stop.
  if (on && authorizationUrl !== '') return { on: false, authorizationUrl };
  if (!on || pendingPush(ports) === undefined) {
    forgetHourly(ports);
    if (authorizationUrl === '') ports.triggers.stop();
    return { on: false, authorizationUrl: '' };
  }
  if (!ports.triggers.start()) throw addonProblem('hourly_refused');
  rememberHourly(ports, 0);
  return { on: true, authorizationUrl: '' };
}

/**
 * One try, as whoever allowed it. Whatever cannot be decided without a person is left waiting for the next opening; the
 * trigger goes when nothing waits any more, when trying again is of no use, or after TRIES_MAX.
 */
export function sendQueued(ports: Ports): void {
  const tries = hourlyTries(ports);
  if (tries === undefined || tries >= TRIES_MAX || pendingPush(ports) === undefined) {
    stop(ports);
    return;
  }
  rememberHourly(ports, tries + 1);
  if (ports.exclusive(() => isSettled(ports)) === true) stop(ports);
}

function stop(ports: Ports): void {
  forgetHourly(ports);
  ports.triggers.stop();
}

/** false: the same may be tried again. */
function isSettled(ports: Ports): boolean {
  const pending = pendingPush(ports);
  if (pending === undefined) return true;
  const ref = needReport(ports);
  const form = fetchForm(ports, ref);
  const body = keptPush(
    ports,
    (no) => contentAt(ports, form, no),
    () => readSheet(ports, form).reading.content,
  );
  if (body === undefined) return true;
  const answer = transmit(ports, ref, pending.key, body);
  if (answer.kind === 'refused') return !answer.refusal.problem.retry;
  pushArrived(ports, answer.reply.revision);
  if (body.mode === 'submit') settleFixes(ports);
  return true;
}
