/** Owns repairing the structure of the sheets: what can be put right stands where it stood, all else is drawn anew beside, copied, read back, and only then taken for the report. */
import { ASIDE, OLDER } from '../../shared/aside-sheets.ts';
import type { RawTab, RawWorkbook } from '../../shared/raw-sheet.ts';
import { cellText } from '../../shared/sheet-structure.ts';
import { copiesOf } from './copies.ts';
import { addressOfCell, sameRaw } from './doctor-columns.ts';
import {
  cellsBack,
  damageOf,
  damagesOf,
  type Examination,
  examineFile,
  type Patient,
  redrawn,
  valuesOf,
} from './doctor-examine.ts';
import type { PlacedTab } from './doctor-places.ts';
import type { Stayed, Unfinished } from './doctor-ports.ts';
import { settleKept } from './fixes.ts';
import type { Ports } from './ports.ts';
import { addonProblem } from './problems.ts';
import {
  type Damage,
  LEFT_MAX,
  type LeftValue,
  type RepairResult,
  type SortedRows,
  type StructureResult,
} from './rpc-doctor.ts';
import { boundSheets, needReport, rememberReport, rememberSheets } from './session.ts';

export const examineStructure = (ports: Ports): StructureResult => ({
  damages: damagesOf(examineFile(ports)),
});

/** May be called again at any time: a repair broken off half-way is first brought to its end, or taken back. */
export function repair(ports: Ports, rowsBy: SortedRows = {}): RepairResult {
  if (!ports.doctor.mayEdit()) throw addonProblem('file_closed');
  const done = ports.exclusive(() => repairAlone(ports, rowsBy));
  if (done === undefined) throw addonProblem('document_busy');
  return done;
}

/** A sheet drawn anew, not yet the report's. */
interface Fresh {
  readonly section: string;
  readonly sheetId: number;
  readonly patient: Patient;
  readonly stayed: readonly Stayed[];
}

function repairAlone(ports: Ports, rowsBy: SortedRows): RepairResult {
  const begun = settleBegun(ports) ? [damageOf({ kind: 'unfinished' })] : [];
  const first = examineFile(ports, rowsBy);
  const late: Damage[] = [];
  mendFile(ports, first);
  // Rules point to the tab of lists: which are wrong is seen once it is there.
  const again = first.file.some(({ kind }) => kind === 'lists') ? examineFile(ports, rowsBy) : first;
  const found = { ...again, patients: again.patients.map((patient) => mendTab(ports, patient, late)) };
  const told = [...first.file, ...found.patients.flatMap(({ damages }) => damages)];
  const fresh = redrawAll(ports, found, late);
  const kept = new Set(fresh.map(({ section }) => section));
  const nameOf = take(ports, found, fresh);
  settleKept(ports, first.form);
  if (told.length === 0) return { done: [], refused: [], left: [], leftCount: 0, aside: [], restored: 0 };
  const after = [...damagesOf(examineFile(ports)), ...late];
  const [left, aside] = leftBehind(ports, found, fresh, nameOf);
  const stands = (damage: Damage): boolean =>
    after.some(({ kind, section }) => kind === damage.kind && section === damage.section);
  return {
    done: [...begun, ...told].filter((damage) => damage.remedy !== 'refuse' && !stands(damage)),
    refused: after,
    left: left.slice(0, LEFT_MAX),
    leftCount: left.length,
    aside,
    restored: found.patients.reduce(
      (sum, patient) => sum + (kept.has(patient.plan.section) ? cellsBack(patient) : 0),
      0,
    ),
  };
}

function mendFile(ports: Ports, { file, plan }: Examination): void {
  const isSet = (kind: Damage['kind']): boolean =>
    file.some((damage) => damage.kind === kind && damage.remedy === 'mend');
  const standing = ports.doctor.file(plan);
  if (isSet('locale') || isSet('zone')) {
    ports.doctor.setFile(isSet('locale') ? plan.locale : standing.locale, plan.timeZone);
  }
  if (isSet('file_mark') || isSet('lists')) ports.doctor.mark(plan);
}

/** What is left to be done for the sheet: nothing more, or to draw it anew where it takes no rules. */
function mendTab(ports: Ports, patient: Patient, late: Damage[]): Patient {
  const { placed, remedy, damages } = patient;
  if (placed === undefined) return patient;
  const { sheetId, name } = placed.tab;
  if (remedy === 'tidy') {
    const kinds = damages.map(({ kind }) => kind);
    return ports.doctor.tidy(sheetId, placed.target, kinds) ? patient : redrawn(patient);
  }
  if (remedy !== 'mend') return patient;
  const outcome = ports.doctor.mend(sheetId, placed.target, placed.tab.values);
  if (outcome === 'no_rules') return redrawn(patient);
  // Its own writes touch no cell a person fills: if one of them says something else now, somebody was typing.
  if (outcome === 'changed' || !sameCells(ports, placed, sheetId))
    late.push(damageOf({ kind: 'changed_meanwhile' }, placed.target.section, name));
  return patient;
}

/** Whether every cell of the table says on this sheet, where it is planned, what it said when the file was examined. */
function sameCells(ports: Ports, placed: PlacedTab, sheetId: number): boolean {
  const { tab, target, rows, columns, own, except } = placed;
  const width = target.columns.length;
  const all = [...columns, ...own];
  const now = freshValues(ports, sheetId);
  const moves = sheetId !== tab.sheetId;
  return rows.every((row, r) =>
    all.every((column, c) => {
      const planned = target.columns[c];
      if (planned?.locked === true || row < 0 || column < 0 || except.has(`${r}|${c}`)) return true;
      const place = c < width || moves ? c : column;
      return sameRaw(tab.values[row]?.[column], now[target.firstRow - 1 + r]?.[place]);
    }),
  );
}

function freshValues(ports: Ports, sheetId: number): RawWorkbook['tabs'][number]['values'] {
  ports.workbook.forget();
  const wish = { witnesses: false, callsMax: Number.POSITIVE_INFINITY };
  return ports.workbook.read({ one: sheetId }, wish).tabs[0]?.values ?? [];
}

/** All sheets that need it, or of an older form none: a file holds one version. */
function redrawAll(ports: Ports, found: Examination, late: Damage[]): Fresh[] {
  const { patients, form, ref } = found;
  const isOlder = ref.version !== form.template.version;
  if (isOlder && damagesOf(found).some(({ kind, remedy }) => remedy === 'refuse' && kind !== 'locale'))
    return [];
  const sheets = patients.flatMap(({ placed }) => placed?.tab.name ?? []);
  const drawn: Fresh[] = [];
  for (const patient of patients) {
    if (patient.remedy !== 'redraw') continue;
    const one = redraw(ports, patient, form.template.version, sheets);
    if ('kind' in one) late.push(one);
    else drawn.push(one);
  }
  const fresh = drawn.filter((one) => isStill(ports, one, late));
  if (!isOlder || fresh.length === patients.length) return fresh;
  for (const { sheetId } of fresh) ports.doctor.remove(sheetId);
  return [];
}

/** The id of a sheet that says all the old one says; or why there is none, with the old one as it was. */
function redraw(ports: Ports, patient: Patient, version: number, sheets: readonly string[]): Fresh | Damage {
  const { plan, placed } = patient;
  const { section } = plan;
  const purport = { section, version, name: plan.name };
  if (placed === undefined)
    return { section, patient, ...ports.doctor.rebuild(plan, { ...purport, from: -1 }, undefined) };
  const { tab, target, columns, rows, own, headerRow, except } = placed;
  const before = JSON.stringify(tab.values);
  const rebuilt = ports.doctor.rebuild(
    target,
    { ...purport, from: tab.sheetId },
    {
      from: tab.sheetId,
      columns,
      rows,
      headerRow,
      except,
      added: own,
      sheets,
    },
  );
  const { sheetId } = rebuilt;
  const isExact = sameCells(ports, placed, sheetId);
  // Somebody may have typed, or moved rows, while the cells were copied.
  const isSame = JSON.stringify(freshValues(ports, tab.sheetId)) === before;
  if (isExact && isSame) return { section, patient, ...rebuilt };
  ports.doctor.remove(sheetId);
  return damageOf({ kind: isSame ? 'not_exact' : 'changed_meanwhile' }, section, tab.name);
}

/** The last look before the new sheets are taken for the report: while others were drawn somebody may have typed here. */
function isStill(ports: Ports, { sheetId, section, patient: { placed } }: Fresh, late: Damage[]): boolean {
  if (placed === undefined) return true;
  const { tab } = placed;
  if (JSON.stringify(freshValues(ports, tab.sheetId)) === JSON.stringify(tab.values)) return true;
  ports.doctor.remove(sheetId);
  late.push(damageOf({ kind: 'changed_meanwhile' }, section, tab.name));
  return false;
}

/** From the moment the new sheets are remembered they are the report's; all before can be taken back, all after done again. */
function take(ports: Ports, found: Examination, fresh: readonly Fresh[]): (sheetId: number) => string {
  for (const { sheetId } of found.copies)
    if (ports.doctor.closed(sheetId) !== 'whole') ports.doctor.disown(sheetId);
  const standing: Record<string, number> = {};
  for (const { plan, placed } of found.patients)
    if (placed !== undefined) standing[plan.section] = placed.tab.sheetId;
  for (const { section, sheetId } of fresh) ports.doctor.claim(sheetId, section);
  const bound = {
    ...standing,
    ...Object.fromEntries(fresh.map(({ section, sheetId }) => [section, sheetId])),
  };
  const isOlder = found.ref.version !== found.form.template.version;
  if (fresh.length > 0 || !isOlder) rememberSheets(ports, bound);
  settleBegun(ports);
  if (fresh.length === 0) return () => '';
  if (isOlder) ports.doctor.mark(found.plan);
  const names = new Map(
    ports.workbook
      .read({}, { witnesses: false, callsMax: Number.POSITIVE_INFINITY })
      .tabs.map(({ sheetId, name }) => [sheetId, name]),
  );
  copiesOf(ports, found.form, Object.values(bound), Number.POSITIVE_INFINITY);
  return (sheetId) => names.get(sheetId) ?? '';
}

/** What did not go along, and the sheets put aside it stands on; asked for last, since somebody may still have typed there. */
function leftBehind(
  ports: Ports,
  { ref, form, gone: parted }: Examination,
  fresh: readonly Fresh[],
  nameOf: (sheetId: number) => string,
): [LeftValue[], string[]] {
  const gone = fresh.length > 0 && ref.version !== form.template.version ? parted : [];
  const old = fresh.flatMap(({ patient: { placed }, stayed }) =>
    placed === undefined ? [] : [{ ...placed, stayed }],
  );
  const left = [
    ...old.flatMap(({ tab, strays, stayed }) =>
      [...strays, ...stayed, ...typedSince(tab, freshValues(ports, tab.sheetId))].map((one) => ({
        sheet: nameOf(tab.sheetId),
        a1: addressOfCell([one.row, one.column]),
        text: cellText(one.text).slice(0, 60),
        why: one.why,
      })),
    ),
    ...gone.flatMap((tab) => valuesOf(tab).map((value) => ({ ...value, sheet: nameOf(tab.sheetId) }))),
  ];
  return [left, [...old.map(({ tab }) => tab), ...gone].map(({ sheetId }) => nameOf(sheetId))];
}

/** Cells of a sheet put aside that say something else than when it was copied. */
const typedSince = ({ values }: RawTab, now: RawTab['values']): Stayed[] =>
  now.flatMap((line, row) =>
    line.flatMap((cell, column): Stayed[] =>
      sameRaw(cell, values[row]?.[column]) ? [] : [{ row, column, text: cellText(cell), why: 'meanwhile' }],
    ),
  );

/** A sheet drawn anew and remembered as the report's is the report's: the one before is put aside. Any other is taken away. */
function settleBegun(ports: Ports): boolean {
  const bound = boundSheets(ports);
  const begun = ports.doctor.unfinished();
  const taken = begun.filter(({ sheetId, section }) => bound[section] === sheetId);
  const ref = needReport(ports);
  const version = taken[0]?.version ?? ref.version;
  const isOlder = version !== ref.version;
  for (const { sheetId } of taken) ports.doctor.show(sheetId);
  const suffix = `${isOlder ? `${OLDER}${ref.version}` : ASIDE})`;
  for (const sheetId of replaced(ports, begun, taken, isOlder)) ports.workbook.retire(sheetId, suffix);
  if (isOlder) rememberReport(ports, { ...ref, version });
  for (const one of begun) {
    if (taken.includes(one)) ports.doctor.finish(one);
    else ports.doctor.remove(one.sheetId);
  }
  return begun.length > 0;
}

/** Sheets whose place another took; of an older form all of them. */
function replaced(
  ports: Ports,
  begun: readonly Unfinished[],
  taken: readonly Unfinished[],
  isOlder: boolean,
): ReadonlySet<number> {
  const bound = boundSheets(ports);
  const fresh = new Set(begun.map(({ sheetId }) => sheetId));
  const sections = new Set(taken.map(({ section }) => section));
  const marked = ports.workbook.boundSheets().filter(({ section, sheetId }) => {
    if (fresh.has(sheetId)) return false;
    return isOlder ? bound[section] !== sheetId : sections.has(section);
  });
  return new Set([...taken.map(({ from }) => from), ...marked.map(({ sheetId }) => sheetId)]);
}
