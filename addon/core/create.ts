/** Owns starting up and making the sheets of a report: which report this file holds, what is missing, what may be chosen. */
import { OLDER } from '../../shared/aside-sheets.ts';
import { planWorkbook } from '../../shared/sheet-layout.ts';
import { structureErrors } from '../../shared/told-once.ts';
import type { ReportForm } from '../../shared/wire.ts';
import { copiesOf } from './copies.ts';
import { heldOf, plainHeld } from './held.ts';
import { markRemarks } from './marks.ts';
import type { Bound, Ports, ReportRef } from './ports.ts';
import { addonProblem } from './problems.ts';
import type { CreateArgs, CreateResult, Held, StartResult } from './rpc.ts';
import { fetchForm, fetchReports } from './server.ts';
import {
  boundSheets,
  rememberBase,
  rememberReport,
  rememberSheets,
  reportRef,
  summaryOf,
} from './session.ts';
import { readSheet } from './sheet.ts';

/** The state of this file for the sidebar: its report, or the reports to choose from. */
export function start(ports: Ports): StartResult {
  const person = {
    email: ports.identity.email(),
    fileId: ports.workbook.fileId(),
    fileName: ports.workbook.fileName(),
  };
  const ref = reportRef(ports);
  if (ref === undefined) return { ...person, report: null, missing: [], choices: fetchReports(ports) };
  const form = fetchForm(ports, ref);
  const there = sheetsThere(ports, form);
  // What stands of an older version is brought over as a whole: a part drawn beside it would stay blank.
  const older = ref.version !== form.template.version && Object.keys(there).length > 0;
  const missing = older ? [] : form.template.sections.filter(({ id }) => there[id] === undefined);
  return {
    ...person,
    report: summaryOf(ports, form, missing.length > 0 ? plainHeld(form) : held(ports, form)),
    missing: missing.map((section) => section.label.vi),
    choices: [],
  };
}

/** A report that came back, or is accepted, is looked at on opening: what was said of it, and what changed since. */
function held(ports: Ports, form: ReportForm): Held {
  if (form.head.state === 'draft' || form.head.state === 'submitted') return plainHeld(form);
  const { reading } = readSheet(ports, form);
  markRemarks(ports, form, reading.positions, Number.POSITIVE_INFINITY);
  return heldOf(ports, form, reading, structureErrors(reading.issues).length > 0);
}

/** The sheets of the file by section: an original that is still there comes before a copy of its tab. */
function sheetsThere(ports: Ports, form: ReportForm): Bound {
  const known = boundSheets(ports);
  const there: Record<string, number> = {};
  for (const { section, sheetId } of ports.workbook.boundSheets()) {
    if (!form.template.sections.some(({ id }) => id === section)) continue;
    if (there[section] === undefined || known[section] === sheetId) there[section] = sheetId;
  }
  const isWhole = form.template.sections.every(({ id }) => there[id] !== undefined);
  if (isWhole || reportRef(ports)?.version !== form.template.version) return there;
  // One without its mark may still be read: what a check reads is not missing.
  const { positions } = readSheet(ports, form).reading;
  const read = Object.entries(positions).map(([section, { sheetId }]) => [section, sheetId]);
  return { ...Object.fromEntries(read), ...there };
}

/** Makes the sheets that are missing. Sheets of an older version of the form are kept under another name. */
export function createSheets(ports: Ports, args: CreateArgs): CreateResult {
  const created = ports.exclusive(() => createAlone(ports, args));
  if (created === undefined) throw addonProblem('document_busy');
  return created;
}

function createAlone(ports: Ports, args: CreateArgs): CreateResult {
  const known = reportRef(ports);
  if (known !== undefined && !isSame(known, args)) throw addonProblem('other_report');
  const form = fetchForm(ports, args);
  const there = known === undefined ? {} : sheetsThere(ports, form);
  const outdated = known !== undefined && known.version !== form.template.version;
  if (outdated) retireAll(ports, there, known.version);
  const keep: Bound = outdated ? {} : there;
  const plan = planWorkbook(form);
  if (plan.tabs.every((tab) => keep[tab.section] !== undefined)) throw addonProblem('sheets_exist');
  const drawn = ports.workbook.draw(plan, Object.keys(keep));
  rememberReport(ports, refOf(form));
  rememberSheets(ports, { ...keep, ...drawn });
  // What stands in the file by now is no copy that anybody filled.
  copiesOf(ports, form, Object.values({ ...keep, ...drawn }), Number.POSITIVE_INFINITY);
  // Kept sheets may hold older figures than the new ones; then the older base makes the server compare.
  if (Object.keys(keep).length === 0) rememberBase(ports, form.head.revision);
  return {
    report: summaryOf(ports, form, plainHeld(form)),
    tabs: plan.tabs
      .filter((tab) => keep[tab.section] === undefined)
      .map(({ section, name }) => ({ section, name })),
  };
}

const isSame = (ref: ReportRef, args: CreateArgs): boolean =>
  ref.unit === args.unit && ref.template === args.template && ref.period === args.period;

const refOf = (form: ReportForm): ReportRef => ({
  unit: form.head.unit,
  template: form.template.id,
  version: form.template.version,
  period: form.head.period,
});

function retireAll(ports: Ports, there: Bound, version: number): void {
  for (const sheetId of Object.values(there)) {
    ports.workbook.retire(sheetId, `${OLDER}${version})`);
  }
}
