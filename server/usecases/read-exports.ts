/** Gathers what a downloaded file is made of; who may read it is decided where the same figures are read on screen. */
import { type AssignedTo, byOffices } from '../../shared/assigned-rows.ts';
import { dayInVietnam } from '../../shared/days.ts';
import { Problem } from '../../shared/problem.ts';
import type { Lang, Row } from '../../shared/template.ts';
import type { PublishedLine } from '../exports/publications.ts';
import { instantInVietnam, type ReportExport } from '../exports/report-table.ts';
import type { TotalsExport } from '../exports/totals-table.ts';
import { selectAssignedRows, selectPeriodWords } from '../store/exports.ts';
import { enterPerson } from '../store/people.ts';
import { type PublicationRow, selectPublications, selectPublishedOf } from '../store/publications.ts';
import type { ReportAddress } from '../store/reports.ts';
import { selectSent } from '../store/revisions.ts';
import { entered, type Identity, readAsPerson, type UsecaseDeps } from './enter.ts';
import { readForm } from './read-reports.ts';
import { type FiguresQuery, printedScopes, readFigures } from './totals/read-figures.ts';
import type { TotalsReader } from './totals/read-totals.ts';

/** Totals with the words around them. Throws what reading the totals throws. */
export async function readTotalsExport(
  deps: UsecaseDeps,
  reader: TotalsReader,
  identity: Identity,
  query: FiguresQuery,
  lang: Lang,
): Promise<TotalsExport> {
  const { totals } = await readFigures(deps, reader, identity, query);
  const { template: id, templateVersion: version, period, scope } = totals;
  return readAsPerson(deps, identity, async (flights) => {
    const [people] = await flights.send(enterPerson(flights, identity));
    const province = entered(people[0]).province.id;
    const template = await deps.shelf.get(flights, { province, id, version });
    const at = { template: id, period, scope: scope.unit };
    const [[words], published] = await flights.commit(
      selectPeriodWords(flights, province, period),
      selectPublications(flights, at),
    );
    if (words === undefined) throw new Problem('not_found');
    // Reading the totals above has shown that the person may.
    const of = { province, template: id, period, scopes: printedScopes(totals) };
    const rows = await selectAssignedRows(deps.db.system, of);
    return {
      totals,
      template,
      period: words,
      assigned: underWhose(rows),
      made: instantInVietnam(deps.clock(), lang),
      publications: published.map(publishedLineOf),
      lang,
    };
  });
}

/** A publication as it is printed. */
export const publishedLineOf = ({
  number,
  basis,
  counts,
  coverage,
  rules,
  status,
  at,
  person,
  reason,
}: Pick<
  PublicationRow,
  'number' | 'basis' | 'counts' | 'coverage' | 'rules' | 'status' | 'at' | 'person' | 'reason'
>): PublishedLine => ({
  number,
  basis,
  counts,
  coverage: { ...coverage },
  rules,
  status,
  day: dayInVietnam(at),
  person,
  reason,
});

/** Rows of several offices are told apart by headings; those of one need none. */
export function underWhose(rows: readonly AssignedTo[]): Row[] {
  const groups = byOffices(rows);
  if (groups.length < 2) return rows.map(({ row }) => row);
  return groups.flatMap(({ whose, rows: own }, index) => [
    { key: `offices.${index + 1}`, label: whose, heading: true },
    ...own,
  ]);
}

/** One report with all around it. Throws `not_found` as reading its form does. */
export async function readReportExport(
  deps: UsecaseDeps,
  identity: Identity,
  at: ReportAddress,
  lang: Lang,
): Promise<ReportExport> {
  const form = await readForm(deps, identity, at);
  const [sent, published] = await readAsPerson(deps, identity, async (flights) => {
    const [, ...found] = await flights.commit(
      enterPerson(flights, identity),
      selectSent(flights, at),
      selectPublishedOf(flights, at),
    );
    return found;
  });
  const publications = published.map((row) => ({ ...publishedLineOf(row), scope: row.scope_name }));
  return {
    form,
    sent: sent.map(({ no, at: moment, person, standing }) => ({
      no,
      day: dayInVietnam(moment),
      person,
      standing,
    })),
    publications,
    made: instantInVietnam(deps.clock(), lang),
    lang,
  };
}
