/** Reads the plans an office was given beside those it gave on to the offices right below it. */
import { cascadeOf } from '../../../shared/cascade.ts';
import { Problem } from '../../../shared/problem.ts';
import type { Cascade } from '../../../shared/wire-reconciliation.ts';
import { selectChildPlans } from '../../store/completeness.ts';
import { enterPerson } from '../../store/people.ts';
import { selectReport } from '../../store/reports.ts';
import { answersForAll } from '../../store/rights.ts';
import { entered, type Identity, readAsPerson, type UsecaseDeps } from '../enter.ts';
import { type ScopeQuery, scopeOf } from './read-completeness.ts';

/**
 * Throws `not_found` where the office owes no such report or it is not the reader's to see, or the form has no plans, and
 * `not_allowed` for readers who do not see the offices below: a sum of some of them would mislead.
 */
export function readCascade(deps: UsecaseDeps, identity: Identity, query: ScopeQuery): Promise<Cascade> {
  return readAsPerson(deps, identity, async (flights) => {
    const [people] = await flights.send(enterPerson(flights, identity));
    const { province, roles } = entered(people[0]);
    const of = await scopeOf(flights, identity, query);
    const at = { unit: of.scope, template: of.template, period: of.period };
    const [[report]] = await flights.send(selectReport(flights, at));
    if (report === undefined) throw new Problem('not_found');
    if (!answersForAll(roles, report.scopes)) throw new Problem('not_allowed');
    const { template_version: version, profile } = report;
    const template = await deps.shelf.get(flights, {
      province: province.id,
      id: of.template,
      version,
      profile,
    });
    const [children] = await flights.commit(selectChildPlans(flights, of));
    const rows = cascadeOf(template, report.assigned, children);
    if (rows === undefined) throw new Problem('not_found');
    const { template: id, period, scope } = of;
    const copied = rows.map((row) => ({ ...row, children: [...row.children], without: [...row.without] }));
    return { template: id, period, scope: { unit: scope, name: report.unit_name }, rows: copied };
  });
}
