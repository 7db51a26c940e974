/** Moves a period from state to state: by an administrator of the whole province, once per key, told in the ledger. */
import { Problem } from '../../shared/problem.ts';
import type { PeriodMove, PeriodMoved } from '../../shared/wire-periods.ts';
import { insertActKey, selectActKey } from '../store/act-keys.ts';
import { insertEvent } from '../store/audit.ts';
import { lockPeriod, moveLockedPeriod } from '../store/periods.ts';
import type { Flights } from '../store/transaction.ts';
import { enterAdministrator } from './administer.ts';
import { type Answer, answered, answeredBefore, asProblem, fingerprintOf } from './answer.ts';
import { asPerson, type Identity, type UsecaseDeps, writeTransaction } from './enter.ts';
import { refusePeriodMove } from './period-states.ts';

interface MoveCall {
  readonly identity: Identity;
  readonly period: string;
  /** Idempotency-Key. */
  readonly key: string;
  readonly move: PeriodMove;
}

/** Stores the move, or answers as before, or throws the Problem that says why not. */
export async function movePeriod(deps: UsecaseDeps, call: MoveCall): Promise<Answer> {
  try {
    return await asPerson(deps, call.identity, () =>
      writeTransaction(deps, (flights) => move(deps, flights, call)),
    );
  } catch (error) {
    throw asProblem(error);
  }
}

async function move(
  deps: UsecaseDeps,
  flights: Flights,
  { identity, period, key, move: wanted }: MoveCall,
): Promise<Answer> {
  const now = deps.clock();
  const who = await enterAdministrator(deps, flights, identity);
  const fingerprint = fingerprintOf('move period', who.person.id, period, wanted);
  const [[locked], [kept]] = await flights.send(lockPeriod(flights, period), selectActKey(flights, key));
  if (locked === undefined) throw new Problem('not_found');
  const before = answeredBefore(kept, fingerprint);
  if (before !== undefined) return before;
  const { state, reason } = wanted;
  refusePeriodMove(locked.label, locked.state, state, reason);
  const reply: PeriodMoved = { period, before: locked.state, state };
  const answer = answered(reply);
  const of = { province: who.province.id, period };
  const act = { province: who.province.id, person: who.person.id, key, fingerprint, at: now };
  await flights.send(
    moveLockedPeriod(flights, of, state),
    insertActKey(flights, { ...act, reply: answer.body }),
  );
  await insertEvent(flights, {
    province: who.province.id,
    at: now,
    person: who.person,
    action: 'period_moved',
    subject: `period/${period}`,
    details: { before: locked.state, state, ...(reason === undefined ? {} : { reason }) },
  });
  return answer;
}
