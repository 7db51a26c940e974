/** Moves the drafts of a period from one version of their form to another, each in a transaction of its own; sent reports stay. */
import { canonicalJson } from '../../../shared/canonical.ts';
import { type Carried, carry, type NoHome } from '../../../shared/carry.ts';
import { missingCells } from '../../../shared/completeness.ts';
import { dayInVietnam } from '../../../shared/days.ts';
import { Problem } from '../../../shared/problem.ts';
import { PublishedTemplate, profileOf } from '../../../shared/profile.ts';
import type { Bilingual } from '../../../shared/template.ts';
import { STATE_WORDS } from '../../../shared/template-state.ts';
import type { CarriedReport, CarryReply, CarryRequest } from '../../../shared/wire-carry.ts';
import { insertEvent } from '../../store/audit.ts';
import { type CarryRow, carryReport, selectReportsOn } from '../../store/carry.ts';
import { sha256 } from '../../store/hash.ts';
import type { Entered } from '../../store/people.ts';
import { insertPushes } from '../../store/pushes.ts';
import {
  type LockedReport,
  lockedFrom,
  type OpenedRow,
  openPush,
  type ReportAddress,
  selectReport,
} from '../../store/reports.ts';
import { insertDeltas, type RevisionRow, selectRevision, updateReport } from '../../store/revisions.ts';
import { tellToday } from '../../store/rights.ts';
import { selectTemplateVersion } from '../../store/template-life.ts';
import type { Flights } from '../../store/transaction.ts';
import { wrongField } from '../../wrong-field.ts';
import { enterAdministrator } from '../administer.ts';
import {
  asPerson,
  entered,
  type Identity,
  readAsPerson,
  type UsecaseDeps,
  writeTransaction,
} from '../enter.ts';
import { isTaken } from '../period-states.ts';
import { checkContent, pastFor, reasonsFor } from '../push/check-content.ts';
import { wantsPast } from '../push/push-decision.ts';
import { storedContent } from '../push/stored-push.ts';
import { draftDeltas } from '../push/total-deltas.ts';
import { type CheckedReport, type FormOfReport, formOfReport, owedTemplate } from './effective-template.ts';
import { type FormAddress, templateStateProblem } from './template-life.ts';

/** Reports of one call. */
const MOST_REPORTS = 2000;
/** Values told of one call. */
const MOST_TOLD = 2000;
/** Offices named of those whose reports stay. */
const MOST_NAMED = 200;

const WHY: Readonly<Record<NoHome, Bilingual>> = {
  noSection: { vi: 'phiên bản mới không có phần này', en: 'the new version has no such section' },
  noRow: { vi: 'phiên bản mới không có dòng này', en: 'the new version has no such row' },
  noColumn: {
    vi: 'phiên bản mới không có ô này để đơn vị ghi',
    en: 'the new version has no such cell to fill',
  },
  otherMeaning: {
    vi: 'đơn vị tính hoặc cách tính theo thời gian đã đổi',
    en: 'its unit of measure or stretch of time has changed',
  },
  notReadable: { vi: 'ô mới không nhận nội dung này', en: 'the new cell does not take this' },
};
const SENT = {
  vi: 'đã gửi nên giữ phiên bản đã gửi',
  en: 'was sent and stays on the version it was sent on',
};
const TRIAL = { vi: 'báo cáo dùng thử', en: 'is a trial report' };
const ENDED = {
  vi: 'kỳ đã đóng hoặc đã khóa với đơn vị này nên không sửa được gì nữa',
  en: 'is of a period closed or locked for this unit, where nothing changes any more',
};
const NO_PROFILE = {
  vi: 'phiên bản mới không có biểu rút gọn này',
  en: 'the new version lacks its shorter form',
};

interface Work {
  readonly deps: UsecaseDeps;
  readonly identity: Identity;
  readonly to: FormAddress;
  readonly request: CarryRequest;
  readonly target: PublishedTemplate;
}

/**
 * The same call again goes on where it was broken off: a report is moved whole or not at all.
 * Throws `not_allowed`, `not_found`, `template_state` where the version is not published, `invalid_request` for one and the same.
 */
export async function carryReports(
  deps: UsecaseDeps,
  identity: Identity,
  to: FormAddress,
  request: CarryRequest,
): Promise<CarryReply> {
  const { target, rows } = await begin(deps, identity, to, request);
  const work: Work = { deps, identity, to, request, target };
  const today = dayInVietnam(deps.clock());
  const kept = rows.flatMap((row) => {
    const why = whyKept(row, target, today);
    return why === undefined ? [] : [{ unit: row.unit, why }];
  });
  const movable = rows.filter((row) => whyKept(row, target, today) === undefined);
  const moved: CarriedReport[] = [];
  let told = 0;
  for (const { unit } of movable.slice(0, MOST_REPORTS)) {
    const found = await carryOne(work, unit);
    if ('why' in found) {
      kept.push({ unit, why: found.why });
      continue;
    }
    const values = found.carried.homeless
      .slice(0, MOST_TOLD - told)
      .map(({ why, ...cell }) => ({ ...cell, why: WHY[why] }));
    told += values.length;
    moved.push({
      unit,
      revision: found.revision,
      carried: found.carried.values,
      homeless: found.carried.homeless.length,
      values,
    });
  }
  const sum = (of: (one: CarriedReport) => number) => moved.reduce((total, one) => total + of(one), 0);
  const [carried, homeless] = [sum((one) => one.carried), sum((one) => one.homeless)];
  if (!request.dryRun && moved.length > 0) await tell(work, { reports: moved.length, carried, homeless });
  return {
    stored: !request.dryRun,
    complete: movable.length <= MOST_REPORTS,
    carried,
    homeless,
    moved,
    ...toldOf(kept),
  };
}

/** Reports left where they are: counted by reason, the first of them named. */
function toldOf(kept: CarryReply['kept']): Pick<CarryReply, 'kept' | 'keptFor'> {
  const counts = new Map<Bilingual, number>();
  for (const { why } of kept) counts.set(why, (counts.get(why) ?? 0) + 1);
  const keptFor = [...counts].map(([why, reports]) => ({ why, reports }));
  return { kept: kept.slice(0, MOST_NAMED), keptFor };
}

function whyKept(
  { state, trial, profile, ...taking }: Omit<CarryRow, 'unit'>,
  target: PublishedTemplate,
  today: string,
): Bilingual | undefined {
  if (trial) return TRIAL;
  if (state !== 'draft') return SENT;
  // A period still to come takes no pushes, but its reports may well be put on the form they will be filled on.
  if (taking.period_state !== 'future' && !isTaken(taking, today)) return ENDED;
  return profile !== null && profileOf(target, profile) === undefined ? NO_PROFILE : undefined;
}

function begin(deps: UsecaseDeps, identity: Identity, to: FormAddress, { period, from }: CarryRequest) {
  return readAsPerson(deps, identity, async (flights) => {
    await enterAdministrator(deps, flights, identity);
    if (from === to.version)
      throw wrongField('/from', 'phải khác phiên bản chuyển đến', 'must differ from the version carried to');
    const [[target], [source], rows] = await flights.send(
      selectTemplateVersion(flights, to.id, to.version),
      selectTemplateVersion(flights, to.id, from),
      selectReportsOn(flights, { template: to.id, version: from, period }),
    );
    if (target === undefined || source === undefined) throw new Problem('not_found');
    const form = PublishedTemplate.parse(target.body);
    if (target.state !== 'published') {
      const action = { vi: 'nhận số liệu của phiên bản khác', en: 'given the values of another version' };
      throw templateStateProblem(
        { name: form.descriptors.name, version: to.version },
        STATE_WORDS[target.state],
        action,
      );
    }
    return { target: form, rows };
  });
}

interface Found {
  readonly revision: number;
  readonly carried: Carried;
}

/** Why a report stays after all: meanwhile it was sent or moved by somebody else, or its period ended. */
interface Stays {
  readonly why: Bilingual;
}

function carryOne(work: Work, unit: string): Promise<Found | Stays> {
  const { deps, identity, to, request, target } = work;
  const at: ReportAddress = { unit, template: to.id, period: request.period };
  if (request.dryRun) return readAsPerson(deps, identity, (flights) => preview(work, flights, at));
  return asPerson(deps, identity, () =>
    writeTransaction(deps, async (flights) => {
      const opening = { key: '', past: wantsPast(deps, at), enters: false };
      const [[row], [latest]] = await flights.send(
        openPush(flights, identity, at, opening),
        selectRevision(flights, at, 'latest'),
      );
      const who = entered(row);
      const report = lockedFrom(row);
      if (report === undefined) return { why: SENT };
      const today = dayInVietnam(deps.clock());
      const why = whyKept(report, target, today);
      if (why !== undefined) return { why };
      const [, [moved]] = await flights.send(
        tellToday(flights, today),
        carryReport(flights, report.id, request.from, to.version),
      );
      if (moved?.done !== true) return { why: SENT };
      return store(work, flights, { at, who, report, past: row?.past, latest });
    }),
  );
}

async function preview(work: Work, flights: Flights, at: ReportAddress): Promise<Found | Stays> {
  await enterAdministrator(work.deps, flights, work.identity);
  const [[row], [latest]] = await flights.send(
    selectReport(flights, at),
    selectRevision(flights, at, 'latest'),
  );
  if (row === undefined || row.state !== 'draft' || row.template_version !== work.request.from)
    return { why: SENT };
  const { carried } = await carriedFrom(work, flights, row, latest);
  return { revision: row.revision, carried };
}

type Movable = Omit<CheckedReport, 'template_id' | 'template_version'> &
  Pick<LockedReport, 'assigned' | 'period'>;

async function carriedFrom(
  { deps, to, request }: Work,
  flights: Flights,
  report: Movable,
  latest: RevisionRow | undefined,
): Promise<{ carried: Carried; form: FormOfReport }> {
  const { assigned, period } = report;
  const owed = { ...report, template_id: to.id };
  const from = await owedTemplate(deps, flights, { ...owed, template_version: request.from });
  const next = { ...owed, template_version: to.version };
  const form = await formOfReport(deps, () => flights, request.period, next);
  const facts = { today: dayInVietnam(deps.clock()), periodKind: period.kind };
  return { carried: carry(latest?.content ?? {}, { from, to: form.template, assigned, facts }), form };
}

interface Opened {
  readonly at: ReportAddress;
  readonly who: Entered;
  readonly report: LockedReport;
  readonly past: OpenedRow['past'] | undefined;
  readonly latest: RevisionRow | undefined;
}

/** What was carried becomes the next draft, checked and stored as one pushed; what was not stays in the one before. */
async function store(work: Work, flights: Flights, of: Opened): Promise<Found> {
  const { at, who, report, latest } = of;
  const { carried, form } = await carriedFrom(work, flights, report, latest);
  const { template } = form;
  const { content } = carried;
  if (latest === undefined) {
    const missing = missingCells(template, report.assigned, content);
    const { state, submitted_revision: submitted, accepted_revision: accepted, late } = report;
    const standing = { state, revision: 0, submitted, accepted, late, missing };
    const deltas = draftDeltas(missing - report.missing);
    await flights.send(updateReport(flights, report, standing), insertDeltas(flights, at, report, deltas));
    return { revision: 0, carried };
  }
  const now = work.deps.clock();
  const past = await pastFor(form, report, at, of.past, () => flights);
  const occasion = { report, past, day: dayInVietnam(now), mode: 'draft', offerFixes: true } as const;
  const validation = checkContent(template, content, occasion);
  const reasons = reasonsFor(form, occasion, latest.reasons);
  const sent = canonicalJson(content);
  const stored = storedContent(
    {
      at,
      request: { mode: 'draft', baseRevision: report.revision, content },
      sent,
      contentHash: sha256(sent),
    },
    { who, report, template, reasons, now },
    validation,
  );
  await flights.send(insertPushes(flights, [{ ...stored, at, entry: null, answered: null }]));
  return { revision: stored.revision.no, carried };
}

const tell = (
  { deps, identity, to, request }: Work,
  counts: { readonly reports: number; readonly carried: number; readonly homeless: number },
): Promise<void> =>
  asPerson(deps, identity, () =>
    writeTransaction(deps, async (flights) => {
      const { province, person } = await enterAdministrator(deps, flights, identity);
      await insertEvent(flights, {
        province: province.id,
        at: deps.clock(),
        person,
        action: 'template_carried',
        subject: `template/${to.id}@${to.version}`,
        details: { period: request.period, from: request.from, ...counts },
      });
    }),
  );
