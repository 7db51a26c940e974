/** What those who share a report may read of one another: the past of a cell, and who owns which section. */
import { Problem } from '../../shared/problem.ts';
import type { CellRef } from '../../shared/report.ts';
import type { Template } from '../../shared/template.ts';
import type { CellHistory, ReportSections } from '../../shared/wire-merge.ts';
import { type Entered, enterPerson } from '../store/people.ts';
import { type FullReportRow, type ReportAddress, selectReport } from '../store/reports.ts';
import { selectCellPast, selectOwners } from '../store/shared-reports.ts';
import type { Flights } from '../store/transaction.ts';
import { entered, type Identity, readAsPerson, type UsecaseDeps } from './enter.ts';

interface Seen {
  readonly who: Entered;
  readonly row: FullReportRow;
  readonly template: Template;
}

async function see(
  deps: UsecaseDeps,
  identity: Identity,
  flights: Flights,
  at: ReportAddress,
): Promise<Seen> {
  const [people, [row]] = await flights.send(enterPerson(flights, identity), selectReport(flights, at));
  const who = entered(people[0]);
  if (row === undefined) throw new Problem('not_found');
  const key = { province: row.province_id, id: row.template_id, version: row.template_version };
  return { who, row, template: await deps.shelf.get(flights, key) };
}

/** Every value the cell had or lost, oldest first. Throws `not_found` for what is no cell of this report's form. */
export function readCellHistory(
  deps: UsecaseDeps,
  identity: Identity,
  at: ReportAddress,
  cell: CellRef,
): Promise<CellHistory> {
  return readAsPerson(deps, identity, async (flights) => {
    const { row, template } = await see(deps, identity, flights, at);
    const section = template.sections.find(({ id }) => id === cell.section);
    if (!section?.columns.some(({ id }) => id === cell.column)) throw new Problem('not_found');
    const [past] = await flights.send(selectCellPast(flights, row, cell));
    return {
      at: cell,
      entries: past.map(({ no, at: moment, mode, person, before, after, resolved }) => ({
        revision: no,
        mode,
        at: moment.toISOString(),
        person,
        before,
        after,
        resolved,
      })),
    };
  });
}

/** The sections of the report's form, each with those it was given to. */
export function readSections(
  deps: UsecaseDeps,
  identity: Identity,
  at: ReportAddress,
): Promise<ReportSections> {
  return readAsPerson(deps, identity, async (flights) => {
    const { who, template } = await see(deps, identity, flights, at);
    const [rows] = await flights.send(selectOwners(flights, at));
    return {
      sections: template.sections.map(({ id, label }) => {
        const owners = rows
          .filter(({ section_id }) => section_id === id)
          .map(({ id: owner, name }) => ({ id: owner, name }));
        const mine = owners.length === 0 || owners.some((owner) => owner.id === who.person.id);
        return { id, label, owners, mine };
      }),
    };
  });
}
