/** More time for a report: asked for by its office, granted or refused by who reviews it; one transaction, one entry in the ledger. */
import { dayInVietnam } from '../../../shared/days.ts';
import { Problem } from '../../../shared/problem.ts';
import type {
  Extension,
  ExtensionDecision,
  ExtensionList,
  ExtensionRequest,
  ExtensionState,
  ReportExtensions,
} from '../../../shared/wire-extensions.ts';
import {
  type ExtensionRow,
  extendReport,
  insertRequest,
  putDecision,
  selectExtensions,
  selectExtensionsOf,
} from '../../store/extensions.ts';
import { enterPerson } from '../../store/people.ts';
import { type ReportAddress, selectReport } from '../../store/reports.ts';
import { reportStanding } from '../../store/revisions.ts';
import { covers } from '../../store/rights.ts';
import { wrongField } from '../../wrong-field.ts';
import type { Answer } from '../answer.ts';
import { entered, type Identity, readAsPerson, type UsecaseDeps } from '../enter.ts';
import { type PageQuery, pageFrom } from '../page.ts';
import { type ActCall, type Acting, actOnReport, refuseNoLevel, storeAct } from './act-on-report.ts';
import { refuseExtension } from './extension-refusals.ts';

interface DecideCall extends ActCall<ExtensionDecision> {
  /** Undefined: granted without being asked for. */
  readonly no: number | undefined;
}

/** What an act makes of the report's extensions, and what is stored beside it. */
interface Act {
  readonly row: ExtensionRow;
  readonly action: 'extension_asked' | 'extension_granted' | 'extension_refused';
  readonly queries: readonly unknown[];
  /** Granted for a locked period too. */
  readonly locked?: boolean;
}

/** Stores the act with its answer. The report stands as it stood; what was asked or decided is told in the details. */
function stored(acting: Acting, { row, action, queries, locked = false }: Act): Promise<Answer> {
  const { report, at } = acting;
  const told = action === 'extension_asked' ? { reason: row.reason } : row.remark && { remark: row.remark };
  const until = action === 'extension_refused' ? {} : { until: row.until ?? row.asked_until };
  return storeAct(acting, extensionOf(at, row), queries, {
    action,
    revision: report.revision === 0 ? null : report.revision,
    standing: reportStanding(report),
    details: {
      no: row.no,
      ...until,
      ...told,
      // What the row states before it is decided, told by the entry that makes it.
      ...(row.asked_at === null || action === 'extension_asked' ? { due: row.due } : {}),
      ...(locked ? { locked } : {}),
    },
  });
}

/** Throws `wrong_state`, `period_not_open`, `extension_day`, `extension_too_far` or `extension_open`. */
export const askExtension = (deps: UsecaseDeps, call: ActCall<ExtensionRequest>): Promise<Answer> =>
  actOnReport(deps, { name: 'extend', past: false, roles: ['clerk'] }, call, async (acting) => {
    const { flights, who, report, now } = acting;
    const { until, reason } = call.body;
    const [rows] = await flights.send(selectExtensionsOf(flights, report));
    refuseExtension.state(report);
    refuseExtension.day(until, report, dayInVietnam(now));
    refuseExtension.open(rows);
    const row: ExtensionRow = {
      ...NOTHING,
      no: rows.length + 1,
      state: 'asked',
      due: report.due,
      asked_until: until,
      reason,
      asked_name: who.person.name,
      asked_at: now,
    };
    const queries = [insertRequest(flights, report, row, who.person)];
    return stored(acting, { row, action: 'extension_asked', queries });
  });

const NOTHING: ExtensionRow = {
  no: 0,
  state: 'asked',
  due: null,
  asked_until: null,
  reason: null,
  asked_name: null,
  asked_at: null,
  until: null,
  remark: null,
  decided_name: null,
  decided_at: null,
};

const DECIDERS = ['reviewer', 'administrator'] as const;

/** Throws `not_found`, `wrong_state`, `extension_decided`, `extension_open`, `extension_day`, `extension_too_far`, `extension_locked` or `invalid_request`. */
export const decideExtension = (deps: UsecaseDeps, { no, ...call }: DecideCall): Promise<Answer> => {
  const name = `decide extension ${no ?? 'new'}`;
  const kind = { name, past: false, roles: DECIDERS };
  return actOnReport(deps, kind, call, async (acting) => {
    const { who, at, report } = acting;
    if (!covers(who.roles, ['administrator'], at.unit, report.scopes)) await refuseNoLevel(acting);
    const [rows] = await acting.flights.send(selectExtensionsOf(acting.flights, acting.report));
    return stored(acting, decided(acting, no, call.body, rows));
  });
};

function decided(
  { flights, at, who, report, now }: Acting,
  no: number | undefined,
  decision: ExtensionDecision,
  rows: readonly ExtensionRow[],
): Act {
  const found = no === undefined ? undefined : rows.find((row) => row.no === no);
  if (no !== undefined && found === undefined) throw new Problem('not_found');
  if (found !== undefined) refuseExtension.decided(found);
  else refuseExtension.open(rows);
  const base = found ?? { ...NOTHING, no: rows.length + 1, due: report.due };
  const made = { ...base, remark: decision.remark ?? null, decided_name: who.person.name, decided_at: now };
  if (decision.decision === 'refuse') {
    if (found === undefined) throw nothingToRefuse();
    const row: ExtensionRow = { ...made, state: 'refused' };
    return { row, action: 'extension_refused', queries: [putDecision(flights, report, row, who.person)] };
  }
  const administers = covers(who.roles, ['administrator'], at.unit, report.scopes);
  const until = decision.until ?? base.asked_until;
  if (until === null) throw dayMissing();
  refuseExtension.state(report);
  refuseExtension.day(until, report, dayInVietnam(now));
  if (report.period_state === 'locked' && !administers)
    throw new Problem('extension_locked', { period: report.period_label });
  const row: ExtensionRow = { ...made, state: 'granted', until };
  const queries = [
    putDecision(flights, report, row, who.person),
    extendReport(flights, report, { until, locked: administers }),
  ];
  return { row, action: 'extension_granted', queries, locked: administers };
}

const nothingToRefuse = (): Problem =>
  wrongField('/decision', 'chỉ từ chối được một đề nghị', 'only what was asked for can be refused');
const dayMissing = (): Problem => wrongField('/until', 'cần ghi hạn mới', 'must be given');

const extensionOf = (at: ReportAddress, row: ExtensionRow): Extension => ({
  unit: at.unit,
  template: at.template,
  period: at.period,
  no: row.no,
  state: row.state,
  due: row.due,
  asked:
    row.asked_until === null || row.asked_at === null
      ? null
      : {
          until: row.asked_until,
          reason: row.reason ?? '',
          by: row.asked_name ?? '',
          at: row.asked_at.toISOString(),
        },
  decided:
    row.decided_at === null
      ? null
      : {
          until: row.until,
          remark: row.remark,
          by: row.decided_name ?? '',
          at: row.decided_at.toISOString(),
        },
});

/** A page of at most `limit`, newest first. */
export function readExtensions(
  deps: UsecaseDeps,
  identity: Identity,
  of: PageQuery & { readonly state: ExtensionState | undefined },
): Promise<ExtensionList> {
  return readAsPerson(deps, identity, async (flights) => {
    const [people, rows] = await flights.commit(
      enterPerson(flights, identity),
      selectExtensions(flights, { state: of.state, before: of.cursor }, of.limit),
    );
    entered(people[0]);
    const { page, next } = pageFrom(rows, of.limit, ({ id }) => id);
    const items = page.map((row) => ({
      ...extensionOf({ unit: row.unit_id, template: row.template_id, period: row.period_id }, row),
      unitName: row.unit_name,
      periodLabel: row.period_label,
    }));
    return { items, next };
  });
}

/** All of one report, oldest first. Throws `not_found`. */
export function readReportExtensions(
  deps: UsecaseDeps,
  identity: Identity,
  at: ReportAddress,
): Promise<ReportExtensions> {
  return readAsPerson(deps, identity, async (flights) => {
    const [people, [report]] = await flights.send(enterPerson(flights, identity), selectReport(flights, at));
    entered(people[0]);
    if (report === undefined) throw new Problem('not_found');
    const [rows] = await flights.send(selectExtensionsOf(flights, report));
    return { items: rows.map((row) => extensionOf(at, row)) };
  });
}
