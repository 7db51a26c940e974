/** The history of reasons of one office and form: which warning passed with which words, and which words were only remembered. */
import { Problem } from '../../shared/problem.ts';
import { cellAt } from '../../shared/report.ts';
import type { GivenReason, ReasonHistory } from '../../shared/wire-reasons.ts';
import { enterPerson } from '../store/people.ts';
import { type ReasonsRow, selectReasons } from '../store/reasons.ts';
import { type ReportAddress, selectReport } from '../store/reports.ts';
import { entered, type Identity, readAsPerson, type UsecaseDeps } from './enter.ts';

/** Up to the period of the address; `row`: of one indicator only. Throws `not_found`. */
export function readReasons(
  deps: UsecaseDeps,
  identity: Identity,
  at: ReportAddress,
  row: string | undefined,
): Promise<ReasonHistory> {
  return readAsPerson(deps, identity, async (flights) => {
    const [people, [report], rows] = await flights.commit(
      enterPerson(flights, identity),
      selectReport(flights, at),
      selectReasons(flights, at),
    );
    entered(people[0]);
    if (report === undefined) throw new Problem('not_found');
    const items = rows.flatMap((one, place) => reasonsOf(one, before(rows, place)));
    return { items: row === undefined ? items : items.filter((item) => item.row === row) };
  });
}

/** The report of the period of the same kind before. */
const before = (rows: readonly ReasonsRow[], place: number): ReasonsRow | undefined =>
  rows.slice(0, place).findLast(({ kind }) => kind === rows[place]?.kind);

function reasonsOf(
  { period_id, period_label, no, at, reasons, content }: ReasonsRow,
  last: ReasonsRow | undefined,
): GivenReason[] {
  return Object.entries(reasons).map(([key, reason]) => {
    const [rule = '', section = '', row = '', column = '', ...rest] = key.split('|');
    const side = rest.find((word) => word === 'low' || word === 'high') ?? null;
    return {
      period: period_id,
      periodLabel: period_label,
      revision: no,
      at: at.toISOString(),
      rule,
      section,
      row: row || null,
      column: column || null,
      side,
      value: cellAt(content, { section, row, column }) ?? null,
      reason,
      kept: side !== null && last?.reasons[key] === reason,
    };
  });
}
