/** Lists periods, and moves one from state to state: by an administrator of the whole province, once per key, told in the ledger. */
import { canonicalJson } from '../../shared/canonical.ts';
import { Problem } from '../../shared/problem.ts';
import type { PeriodList, PeriodMove, PeriodMoved } from '../../shared/wire-periods.ts';
import { insertEvent } from '../store/audit.ts';
import { sha256 } from '../store/hash.ts';
import { enterPerson } from '../store/people.ts';
import { insertMove, lockPeriod, selectMove, selectPeriods, updatePeriodState } from '../store/periods.ts';
import { type Flights, violatedConstraint } from '../store/transaction.ts';
import { enterAdministrator } from './administer.ts';
import { type Answer, answeredBefore } from './answer.ts';
import {
  asPerson,
  entered,
  type Identity,
  readAsPerson,
  type UsecaseDeps,
  writeTransaction,
} from './enter.ts';
import { refusePeriodMove } from './period-states.ts';

export function readPeriods(deps: UsecaseDeps, identity: Identity): Promise<PeriodList> {
  return readAsPerson(deps, identity, async (flights) => {
    const [people, items] = await flights.commit(enterPerson(flights, identity), selectPeriods(flights));
    entered(people[0]);
    return { items };
  });
}

interface MoveCall {
  readonly identity: Identity;
  readonly period: string;
  /** Idempotency-Key. */
  readonly key: string | undefined;
  readonly move: PeriodMove;
}

/** Stores the move, or answers as before, or throws the Problem that says why not. */
export async function movePeriod(deps: UsecaseDeps, call: MoveCall): Promise<Answer> {
  const { key } = call;
  if (key === undefined) throw new Problem('idempotency_key_required');
  try {
    return await asPerson(deps, call.identity, () =>
      writeTransaction(deps, (flights) => move(deps, flights, call, key)),
    );
  } catch (error) {
    // Two periods moved under one key at the same moment: the database lets the first one through.
    throw violatedConstraint(error) === 'period_move_pkey' ? new Problem('idempotency_key_reused') : error;
  }
}

async function move(deps: UsecaseDeps, flights: Flights, call: MoveCall, key: string): Promise<Answer> {
  const now = deps.clock();
  const { period, move: wanted } = call;
  const who = await enterAdministrator(deps, flights, call.identity);
  // The same words of another administrator are another act.
  const fingerprint = sha256(`move ${who.person.id} ${period} ${canonicalJson(wanted)}`);
  const [[locked], [kept]] = await flights.send(lockPeriod(flights, period), selectMove(flights, key));
  if (locked === undefined) throw new Problem('not_found');
  const before = answeredBefore(kept, fingerprint);
  if (before !== undefined) return before;
  const { state, reason } = wanted;
  refusePeriodMove(locked.label, locked.state, state, reason);
  const reply: PeriodMoved = { period, before: locked.state, state };
  const answer = { status: 200, body: JSON.stringify(reply), replayed: false };
  const of = { province: who.province.id, period };
  await flights.send(
    updatePeriodState(flights, of, state),
    insertMove(flights, of, { key, fingerprint, reply: answer.body, at: now }),
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
