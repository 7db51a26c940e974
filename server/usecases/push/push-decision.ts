/**
 * Decides one push on what its opening found: refused, answered before, or to be stored with receipt and totals.
 * Pure but for questions to the database, which only a push that travels alone may ask.
 */
import { Problem } from '../../../shared/problem.ts';
import type { NewPush } from '../../store/pushes.ts';
import { lockedFrom, type OpenedRow, type ReportAddress } from '../../store/reports.ts';
import { type Answer, answeredBefore, fingerprintOf } from '../answer.ts';
import { entered, type UsecaseDeps } from '../enter.ts';
import { needsPast } from './check-facts.ts';
import { type Confidant, checkPush, mayPush, refuseErrors, TravelsAlone } from './check-push.ts';
import { asMerged } from './push-merge.ts';
import { type StoringCall, toStore } from './stored-push.ts';

/** What becomes of a push: to be stored, answered before, refused, or not to be decided in company. */
export type Outcome =
  | { readonly kind: 'stores'; readonly answer: Answer; readonly push: NewPush }
  | { readonly kind: 'answered'; readonly answer: Answer }
  | { readonly kind: 'refused'; readonly problem: Problem }
  | { readonly kind: 'alone' };

/** Whether opening this push should bring past reports; yes while the template is not known. */
export function wantsPast(deps: UsecaseDeps, at: ReportAddress): boolean {
  const met = deps.shelf.met(at.template);
  return met === undefined || needsPast(met) || deps.rules.mayReadPast(at.template);
}

/** The outcome of a push, from the row its opening gave. Throws only what nobody foresaw, and UnknownAccount. */
export async function decidePush(
  deps: UsecaseDeps,
  call: StoringCall,
  confidant: Confidant,
  row: OpenedRow | undefined,
): Promise<Outcome> {
  try {
    return await decide(deps, call, confidant, row);
  } catch (error) {
    if (error instanceof TravelsAlone) return { kind: 'alone' };
    if (error instanceof Problem) return { kind: 'refused', problem: error };
    throw error;
  }
}

async function decide(
  deps: UsecaseDeps,
  call: StoringCall,
  confidant: Confidant,
  row: OpenedRow | undefined,
): Promise<Outcome> {
  const { at, request } = call;
  const who = entered(row);
  const report = mayPush(who, at, lockedFrom(row));
  const { content: _, ...rest } = request;
  const fingerprint = fingerprintOf('push', who.person.id, at, rest, call.contentHash);
  const before = answeredBefore(row, fingerprint);
  if (before !== undefined) return { kind: 'answered', answer: before };
  const checked = await checkPush(deps, call, confidant, {
    report,
    past: row?.past ?? undefined,
    person: who.person.id,
  });
  const { template, rules, validation, reasons, settled } = checked;
  if (request.mode === 'submit') refuseErrors(checked, report.assigned);
  const { merged } = settled;
  const standing = { who, report, template, rules, reasons, now: deps.clock(), fingerprint, merged };
  return toStore(asMerged(call, settled), standing, validation, row?.serial ?? '0');
}
