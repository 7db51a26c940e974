/** A push as the route knows it: handed to the queue to be stored, or walked through as a preview that stores nothing. */
import { canonicalJson } from '../../../shared/canonical.ts';
import { changesBetween } from '../../../shared/changes.ts';
import { Problem } from '../../../shared/problem.ts';
import type { CellChange } from '../../../shared/wire.ts';
import type { MergingReply } from '../../../shared/wire-merge.ts';
import { sha256 } from '../../store/hash.ts';
import { lockedFrom, openPush } from '../../store/reports.ts';
import { selectRevision } from '../../store/revisions.ts';
import type { Flights } from '../../store/transaction.ts';
import { type Answer, answered, asProblem } from '../answer.ts';
import { asPerson, dryTransaction, entered, type UsecaseDeps } from '../enter.ts';
import { checkPush, mayPush, type PushCall } from './check-push.ts';
import { totalsAfter } from './preview-totals.ts';
import type { PushQueue } from './push-queue.ts';
import type { StoringCall } from './stored-push.ts';

/** Stores the push, or answers as before, or throws the Problem that says why not. Throws `database_unavailable` kinds as they come. */
export async function pushRevision(deps: UsecaseDeps, queue: PushQueue, call: PushCall): Promise<Answer> {
  const { identity, key, request } = call;
  if (key === undefined && !request.dryRun) throw new Problem('idempotency_key_required');
  const work =
    key === undefined || request.dryRun
      ? () => dryTransaction(deps, (flights) => preview(deps, call, flights))
      : storing(queue, { ...call, key });
  try {
    return await asPerson(deps, identity, work);
  } catch (error) {
    throw asProblem(error);
  }
}

function storing(queue: PushQueue, call: PushCall & { readonly key: string }): () => Promise<Answer> {
  const sent = canonicalJson(call.request.content);
  const push: StoringCall = { ...call, sent, contentHash: sha256(sent) };
  return () => queue.store(push);
}

/** What a push would change, in cells and in the office's totals. Stores nothing; wrong cells are listed, not refused. */
async function preview(deps: UsecaseDeps, call: PushCall, flights: Flights): Promise<Answer> {
  const { at, request } = call;
  const [opened, [latest]] = await flights.send(
    openPush(flights, call.identity, at, { key: '', past: true, enters: false }),
    selectRevision(flights, at, 'latest'),
  );
  const [row] = opened;
  const who = entered(row);
  const report = mayPush(who, at, lockedFrom(row));
  const { template, validation, settled } = await checkPush(deps, call, flights, {
    report,
    past: row?.past ?? undefined,
    person: who.person.id,
  });
  const changes: CellChange[] = changesBetween(latest?.content ?? {}, validation.values);
  const counts = request.mode === 'submit' && validation.ok;
  const totals = counts ? await totalsAfter(flights, at, report, template, validation.values) : [];
  const reply: MergingReply = {
    stored: false,
    state: report.state,
    revision: report.revision,
    receipt: null,
    changes,
    totals,
    issues: validation.issues,
    ...(settled.merged === undefined ? {} : { merged: settled.merged }),
  };
  return answered(reply);
}
