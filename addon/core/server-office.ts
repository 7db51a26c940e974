/** What an office reads and asks of the server about its own report: the past of a cell, more time. */
import type { CellRef } from '../../shared/report.ts';
import { PATHS } from '../../shared/wire.ts';
import { type ReportExtensions, ReportExtensions as Requests } from '../../shared/wire-extensions.ts';
import { CellHistory } from '../../shared/wire-merge.ts';
import type { Ports, ReportRef } from './ports.ts';
import { AddonProblem } from './problems.ts';
import type { TimeRequest } from './rpc-office.ts';
import { ask, at, get } from './server.ts';

const PAGES_MAX = 10;

/** Every value the cell had, oldest first. */
export function fetchCellPast(
  ports: Ports,
  ref: Pick<ReportRef, 'unit' | 'template' | 'period'>,
  cell: CellRef,
): CellHistory['entries'] {
  const place = [cell.section, cell.row, cell.column].map(encodeURIComponent).join('/');
  const path = `${PATHS.report(...at(ref))}/cells/${place}/history?limit=200`;
  const entries: CellHistory['entries'] = [];
  let cursor = '';
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const past: CellHistory = get(ports, path + cursor, CellHistory);
    entries.push(...past.entries);
    if (past.next === null) break;
    cursor = `&cursor=${past.next}`;
  }
  return entries;
}

const extensionsOf = (ref: ReportRef): string => `${PATHS.report(...at(ref))}/extensions`;

export const fetchExtensions = (ports: Ports, ref: ReportRef): ReportExtensions =>
  get(ports, extensionsOf(ref), Requests);

/** The same request under the same key is one request, however often it arrives. */
export function postExtension(ports: Ports, ref: ReportRef, { until, reason, key }: TimeRequest): void {
  const body = JSON.stringify({ until, reason });
  const answer = ask(ports, { method: 'post', path: extensionsOf(ref), body }, { 'Idempotency-Key': key });
  if (answer.kind === 'refused') throw new AddonProblem(answer.refusal.problem);
}
