/** A content too large for one request: its parts kept under the key of its push, put together when the push names them. */
import { Problem } from '../../../shared/problem.ts';
import { REVIEW } from '../../../shared/review.ts';
import type { Part } from '../../../shared/wire-parts.ts';
import {
  dropOldParts,
  dropOtherParts,
  insertPart,
  type PartsOf,
  selectPart,
  selectParts,
} from '../../store/parts.ts';
import { enterPerson } from '../../store/people.ts';
import { type ReportAddress, selectReport } from '../../store/reports.ts';
import { covers } from '../../store/rights.ts';
import type { Flights } from '../../store/transaction.ts';
import {
  asPerson,
  entered,
  type Identity,
  readAsPerson,
  type UsecaseDeps,
  writeTransaction,
} from '../enter.ts';

interface PartsCall {
  readonly identity: Identity;
  readonly at: ReportAddress;
  /** Idempotency-Key of the push. */
  readonly key: string;
}

/** Throws Problem `not_found` or `not_allowed`, as the push itself would. */
async function partsOf(flights: Flights, { identity, at, key }: PartsCall): Promise<PartsOf> {
  const [people, [row]] = await flights.send(enterPerson(flights, identity), selectReport(flights, at));
  const who = entered(people[0]);
  if (row === undefined) throw new Problem('not_found');
  if (!covers(who.roles, REVIEW.send.who, at.unit, row.scopes)) throw new Problem('not_allowed');
  return { province: row.province_id, report: row.id, person: who.person.id, key };
}

/** Keeps the part; the same again changes nothing. Throws Problem `idempotency_key_reused` for another text in its place. */
export function keepPart(deps: UsecaseDeps, call: PartsCall, part: Part): Promise<{ readonly no: number }> {
  const work = (flights: Flights): Promise<{ readonly no: number }> => keep(deps, call, part, flights);
  return asPerson(deps, call.identity, () => writeTransaction(deps, work));
}

async function keep(deps: UsecaseDeps, call: PartsCall, part: Part, flights: Flights) {
  const of = await partsOf(flights, call);
  const now = deps.clock();
  const [, , , [kept]] = await flights.send(
    dropOldParts(flights, now),
    dropOtherParts(flights, of),
    insertPart(flights, of, part, now),
    selectPart(flights, of, part.no),
  );
  if (kept !== undefined && kept.text !== part.text) throw new Problem('idempotency_key_reused');
  return { no: part.no };
}

/** The text of the whole content. Throws Problem `parts_missing`, which names the parts still to be sent. */
export function readParts(deps: UsecaseDeps, call: PartsCall, count: number): Promise<string> {
  return readAsPerson(deps, call.identity, async (flights) => {
    const of = await partsOf(flights, call);
    const [rows] = await flights.send(selectParts(flights, of));
    const texts = new Map(rows.map(({ no, text }) => [no, text]));
    const all = Array.from({ length: count }, (_, no) => no);
    const parts = all.filter((no) => !texts.has(no));
    if (parts.length > 0) throw new Problem('parts_missing', { count: parts.length }, { parts });
    return all.map((no) => texts.get(no)).join('');
  });
}
