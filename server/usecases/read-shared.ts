/** What those who share a report may read of one another: the past of a cell, and who owns which section. */
import { Problem } from '../../shared/problem.ts';
import type { CellRef } from '../../shared/report.ts';
import type { Template } from '../../shared/template.ts';
import type { CellHistory, ReportSections } from '../../shared/wire-merge.ts';
import { type Entered, enterPerson } from '../store/people.ts';
import { type FullReportRow, type ReportAddress, selectReport } from '../store/reports.ts';
import { selectAccepted, selectCellPast, selectCountedIn, selectOwners } from '../store/shared-reports.ts';
import type { Flights } from '../store/transaction.ts';
import { entered, type Identity, readAsPerson, type UsecaseDeps } from './enter.ts';
import { type PageQuery, pageFrom } from './page.ts';

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

interface CellQuery extends PageQuery<number> {
  readonly cell: CellRef;
}

/**
 * A page of the values the cell had or lost, oldest first. Values are taken out of the revisions where they are stored, so
 * no content is read. Throws `not_found` for what is no cell of this report's form.
 */
export function readCellHistory(
  deps: UsecaseDeps,
  identity: Identity,
  at: ReportAddress,
  { cell, cursor, limit }: CellQuery,
): Promise<CellHistory> {
  return readAsPerson(deps, identity, async (flights) => {
    const { row, template } = await see(deps, identity, flights, at);
    const section = template.sections.find(({ id }) => id === cell.section);
    if (!section?.columns.some(({ id }) => id === cell.column)) throw new Problem('not_found');
    const [past, accepted, published] = await flights.send(
      selectCellPast(flights, row, cell, { after: cursor ?? 0, limit }),
      selectAccepted(flights, row),
      selectCountedIn(flights, row, at),
    );
    const { page, next } = pageFrom(past, limit, ({ no }) => String(no));
    const entries = page.map(({ no, at: moment, mode, person, before, after, resolved }, place) => {
      const until = past[place + 1]?.no ?? Number.POSITIVE_INFINITY;
      const stood = ({ revision }: { revision: number | null }): boolean =>
        revision !== null && revision >= no && revision < until;
      return {
        revision: no,
        mode,
        at: moment.toISOString(),
        person,
        before,
        after,
        resolved,
        accepted: accepted.filter(stood).map(({ revision }) => revision),
        published: published
          .filter(stood)
          .map(({ number, scope, at: when }) => ({ number, scope, at: when.toISOString() })),
      };
    });
    return { at: cell, entries, next };
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
