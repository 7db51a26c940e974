/** Owns examining the structure of the whole file: every sheet of the report, what is wrong with it, and what a repair would do. */
import { changesBetween } from '../../shared/changes.ts';
import type { Issue } from '../../shared/issue.ts';
import type { RawCell, RawTab, RawWorkbook } from '../../shared/raw-sheet.ts';
import { headTexts } from '../../shared/sheet-drawing.ts';
import { planWorkbook } from '../../shared/sheet-layout.ts';
import {
  KEY_COLUMN,
  LISTS_TAB,
  type PlanCell,
  type SheetPlan,
  type TabPlan,
} from '../../shared/sheet-plan.ts';
import { readWorkbook } from '../../shared/sheet-reader.ts';
import { asideIn, cellText, findTabs } from '../../shared/sheet-structure.ts';
import type { Template } from '../../shared/template.ts';
import { clean } from '../../shared/text.ts';
import type { ReportForm } from '../../shared/wire.ts';
import { learnNames } from './copies.ts';
import { addressOfCell, isFilled, type Symptom } from './doctor-columns.ts';
import { type PlacedTab, placeTab } from './doctor-places.ts';
import type { Ports, ReportRef } from './ports.ts';
import { sentAsKnown } from './row-keys.ts';
import {
  type Damage,
  type DamageKind,
  isDeleted,
  type LeftValue,
  PLACES_MAX,
  type Remedy,
  type SortedRows,
} from './rpc-doctor.ts';
import { fetchForm, fetchTemplate } from './server.ts';
import { boundSheets, memory, needReport } from './session.ts';

/** One sheet of the report. */
export interface Patient {
  readonly plan: TabPlan;
  readonly damages: readonly Damage[];
  /** What is to be done with it: the gravest of its damages says. */
  readonly remedy: Remedy | 'tidy' | 'none';
  readonly placed?: PlacedTab;
}

export interface Examination {
  readonly ref: ReportRef;
  readonly form: ReportForm;
  readonly plan: SheetPlan;
  readonly file: readonly Damage[];
  readonly patients: readonly Patient[];
  /** Sheets of sections the form no longer has. */
  readonly gone: readonly RawTab[];
  /** Copies that bear a section's mark beside its own sheet. */
  readonly copies: readonly RawTab[];
}

const REFUSED: ReadonlySet<DamageKind> = new Set([
  'column_disputed',
  'column_unknown',
  'row_disputed',
  'row_sorted',
  'row_unknown',
  'tab_closed',
  'changed_meanwhile',
  'not_exact',
]);
const REDRAWN: ReadonlySet<DamageKind> = new Set([
  'tab_missing',
  'older_version',
  'column_missing',
  'column_moved',
  'column_own',
  'column_twice',
  'row_missing',
  'row_moved',
  'row_own',
  'row_twice',
  'lines_inserted',
]);
/** What is put right without a write to any cell. */
const TIDIED: ReadonlySet<DamageKind> = new Set([
  'tab_renamed',
  'tab_hidden',
  'tab_mark',
  'column_mark',
  'filter',
  'hidden',
  'frozen',
  'tint',
]);
const remedyOf = (kind: DamageKind): Remedy =>
  REFUSED.has(kind) ? 'refuse' : REDRAWN.has(kind) ? 'redraw' : 'mend';

export function damageOf(
  { kind, cells = [], names = [], count = Math.max(cells.length, 1) }: Symptom,
  section = '',
  sheet = '',
): Damage {
  return {
    kind,
    section,
    sheet,
    places: cells.slice(0, PLACES_MAX).map(addressOfCell),
    names: names.slice(0, PLACES_MAX),
    count,
    back: 0,
    remedy: remedyOf(kind),
  };
}

export const damagesOf = ({ file, patients }: Examination): Damage[] => [
  ...file,
  ...patients.flatMap(({ damages }) => damages),
];

/** `rowsBy`: what a person said of parts that were sorted. */
export function examineFile(ports: Ports, rowsBy: SortedRows = {}): Examination {
  const ref = needReport(ports);
  const form = fetchForm(ports, ref);
  const from = ref.version === form.template.version ? form.template : fetchTemplate(ports, ref);
  const plan = planWorkbook(form);
  const sent = sentAsKnown(ports, form);
  ports.workbook.forget();
  const wish = { witnesses: true, callsMax: Number.POSITIVE_INFINITY };
  const raw = ports.workbook.read({}, wish);
  learnNames(ports);
  const begun = new Set(ports.doctor.unfinished().map(({ sheetId }) => sheetId));
  const isPutAside = asideIn(from);
  const all = raw.tabs.filter((tab) => !begun.has(tab.sheetId) && !isPutAside(tab));
  const { tabs, copies } = ownTabs(all, boundSheets(ports));
  const { found } = findTabs(from, { ...lazily(raw), tabs });
  const patients = plan.tabs.map((tab): Patient => {
    const old = found.find(({ section }) => section.id === tab.section);
    if (old === undefined) return deletedTab(form, tab);
    // What is read later must not be what is compared with it.
    const { section } = old;
    const placed = placeTab({
      form,
      from,
      section,
      tab: { ...old.tab },
      plan: tab,
      sent: sent[section.id] ?? {},
      rowsBy: rowsBy[section.id],
    });
    return examineTab(ports, placed, raw, from.version !== form.template.version);
  });
  const known = new Set(plan.tabs.map(({ section }) => section));
  const gone = found.flatMap(({ section, tab }) => (known.has(section.id) ? [] : [{ ...tab }]));
  const file = fileDamages(ports, { ref, form, plan, from, raw: { ...lazily(raw), tabs } });
  for (const { name } of copies) file.push(damageOf({ kind: 'tab_copied', names: [name] }, '', name));
  const others = closedOnes(ports, [...copies, ...gone]);
  file.push(...others.map(({ name, sheetId }) => damageOf({ kind: 'tab_closed' }, `${sheetId}`, name)));
  return { ref, form, plan, file, patients, gone, copies };
}

/** Sheets nothing can be done to, though they are none of the form as it is. */
const closedOnes = (ports: Ports, tabs: readonly RawTab[]): RawTab[] =>
  tabs.filter(({ sheetId }) => ports.doctor.closed(sheetId) === 'whole');

/** The locale costs a call, and is asked for where a cell's meaning hangs on it. */
const lazily = (raw: RawWorkbook): Pick<RawWorkbook, 'locale'> => ({
  get locale() {
    return raw.locale;
  },
});

/** The sheet known by its id is the original, whatever a copy is called; it keeps its section if the mark is lost. */
function ownTabs(
  all: readonly RawTab[],
  bound: Readonly<Record<string, number>>,
): { tabs: RawTab[]; copies: RawTab[] } {
  const here = new Map(all.map((tab) => [tab.sheetId, tab]));
  const sections = new Map(Object.entries(bound).map(([section, sheetId]) => [sheetId, section]));
  const isCopy = ({ sheetId, section }: RawTab): boolean =>
    section !== undefined &&
    bound[section] !== undefined &&
    bound[section] !== sheetId &&
    here.has(bound[section]);
  const copies = all.filter(isCopy);
  const tabs = all.flatMap((tab) => {
    if (copies.includes(tab)) return [];
    const section = sections.get(tab.sheetId);
    return section === undefined || section === tab.section ? [tab] : [{ ...tab, section }];
  });
  return { tabs, copies };
}

function patientOf(plan: TabPlan, sheet: string, findings: readonly Symptom[], placed?: PlacedTab): Patient {
  const damages = findings.map((finding) => damageOf(finding, plan.section, sheet));
  const has = (remedy: Remedy): boolean => damages.some((damage) => damage.remedy === remedy);
  const remedy = has('refuse') ? 'refuse' : has('redraw') ? 'redraw' : has('mend') ? 'mend' : 'none';
  return { plan, damages, remedy, ...(placed === undefined ? {} : { placed }) };
}

const deletedTab = ({ content }: ReportForm, plan: TabPlan): Patient => {
  const rows = Object.values(content[plan.section] ?? {});
  const back = rows.reduce((sum, cells) => sum + Object.keys(cells).length, 0);
  return withBack(patientOf(plan, plan.name, [{ kind: 'tab_missing' }]), back);
};

const withBack = (patient: Patient, back: number): Patient => ({
  ...patient,
  damages: patient.damages.map((damage) => (isDeleted(damage) ? { ...damage, back } : damage)),
});

/** Cells of the sheet filled again with what was sent last. */
export const cellsBack = ({ damages }: Patient): number =>
  damages.reduce((most, { back }) => Math.max(most, back), 0);

function examineTab(ports: Ports, placed: PlacedTab, raw: RawWorkbook, isOlder: boolean): Patient {
  const { tab, target, findings, inPlace } = placed;
  const { name, sheetId } = tab;
  const closed = ports.doctor.closed(sheetId, target);
  const all: Symptom[] = findings.filter(({ kind }) => !isOlder || REFUSED.has(kind));
  if (closed === 'whole') all.push({ kind: 'tab_closed' });
  if (isOlder) all.push({ kind: 'older_version' });
  const standing = raw.tabs.find((one) => one.sheetId === sheetId);
  if (inPlace && !isOlder) {
    if (standing?.section !== target.section) all.push({ kind: 'tab_mark' });
    if (!isCalled(name, target.name)) all.push({ kind: 'tab_renamed', names: [name, target.name] });
    all.push(...wordFindings(placed), ...ports.doctor.looks(sheetId, target));
    const merged = tab.merges.filter(
      ({ row, column }) =>
        row < target.firstRow - 1 + target.rows.length + target.spareRows && column < target.columns.length,
    );
    if (merged.length > 0)
      all.push({ kind: 'merged', cells: merged.map(({ row, column }) => [row, column]) });
    const unmarked = target.columns.filter(({ id }, index) => tab.columnIds.get(index) !== id);
    if (unmarked.length > 0) all.push({ kind: 'column_mark', count: unmarked.length });
  }
  const patient = withBack(patientOf(target, name, all, placed), placed.restored);
  if (closed !== 'partly' || patient.remedy !== 'mend') return patient;
  // Where the head is closed to this person it cannot be put right; a sheet of their own can be drawn.
  return patient.damages.every(({ kind }) => TIDIED.has(kind))
    ? { ...patient, remedy: 'tidy' }
    : redrawn(patient);
}

/** What would have been put right in place is told as it is done: on a new sheet, with the old one put aside. */
export const redrawn = (patient: Patient): Patient => ({
  ...patient,
  remedy: 'redraw',
  damages: patient.damages.map((damage) =>
    damage.remedy === 'mend' ? { ...damage, remedy: 'redraw' } : damage,
  ),
});

/** "Số liệu", or "Số liệu 2" where the name was taken. */
const isCalled = (name: string, planned: string): boolean =>
  name.startsWith(planned) && /^( \d+)?$/.test(name.slice(planned.length));

/** Heads and printed cells that do not say what was printed. The line of due date and office changes by itself. */
function wordFindings({ tab, target }: PlacedTab): Symptom[] {
  const heads = headTexts(target);
  const says = (row: number, column: number, cell: PlanCell): boolean => {
    const shown = tab.values[row]?.[column] ?? '';
    return samePrinted(cell, shown);
  };
  const wrong = (rows: readonly number[]): [number, number][] =>
    rows.flatMap((row) =>
      target.columns.flatMap((_, column): [number, number][] =>
        says(row, column, heads[row]?.[column] ?? '') ? [] : [[row, column]],
      ),
    );
  const title = target.titleRow - 1;
  const head = [
    ...wrong([target.keyRow - 1, target.groupRow - 1].concat(target.headerRow - 1)),
    ...wrong([title]).filter(([, column]) => heads[title]?.[column] !== ''),
  ];
  const words: [number, number][] = [];
  const keys: [number, number][] = [];
  if (target.kind === 'grid')
    target.rows.forEach(({ cells }, r) => {
      target.columns.forEach(({ id, locked, derived }, c) => {
        const row = target.firstRow - 1 + r;
        if (!locked || derived === true || says(row, c, cells[c] ?? null)) return;
        (id === KEY_COLUMN ? keys : words).push([row, c]);
      });
    });
  const findings: Symptom[] = [];
  const unique = [...new Map(head.map((cell) => [cell.join(), cell])).values()];
  if (unique.length > 0) findings.push({ kind: 'head_words', cells: unique });
  if (words.length > 0) findings.push({ kind: 'row_words', cells: words });
  if (keys.length > 0) findings.push({ kind: 'row_key', cells: keys });
  return findings;
}

function samePrinted(cell: PlanCell, shown: RawCell): boolean {
  if (cell === null) return shown === '';
  if (typeof cell === 'object') return typeof shown === 'object' && shown.date === cell.date;
  return typeof cell === 'string' ? clean(cell) === cellText(shown) : cell === shown;
}

interface FileInput {
  readonly ref: ReportRef;
  readonly form: ReportForm;
  readonly plan: SheetPlan;
  readonly from: Template;
  readonly raw: RawWorkbook;
}

function fileDamages(ports: Ports, { ref, form, plan, from, raw }: FileInput): Damage[] {
  const { locale, timeZone, marked } = ports.doctor.file(plan);
  const damages: Damage[] = [];
  if (timeZone !== plan.timeZone) damages.push(damageOf({ kind: 'zone', names: [timeZone] }));
  if (locale !== plan.locale) {
    const damage = damageOf({ kind: 'locale', names: [locale] });
    const others = readOtherwise(ports, form, from, raw, plan.locale);
    damages.push(others.length === 0 ? damage : { ...damage, remedy: 'refuse', places: others });
  }
  if (!marked && form.template.version === ref.version) damages.push(damageOf({ kind: 'file_mark' }));
  if (plan.lists.length > 0 && !ports.doctor.hasLists(plan)) {
    damages.push(damageOf({ kind: 'lists' }));
    if (ports.doctor.closed(ports.doctor.listsSheet()) === 'whole')
      damages.push(damageOf({ kind: 'tab_closed' }, LISTS_TAB, LISTS_TAB));
  }
  if (ports.doctor.unfinished().length > 0) damages.push(damageOf({ kind: 'unfinished' }));
  return damages;
}

/**
 * Cells whose text would say another value once the file speaks the other locale: typed as text, read by its separators. What the
 * file made of a number or a day is asked about then, or written as it was answered.
 */
function readOtherwise(
  ports: Ports,
  { assigned, content }: ReportForm,
  from: Template,
  raw: RawWorkbook,
  locale: string,
): string[] {
  const answers = memory(ports);
  const now = readWorkbook(from, assigned, raw, answers, content);
  const then = readWorkbook(from, assigned, { ...raw, locale }, answers, content);
  const isKept = ({ question }: Issue): boolean =>
    question?.id === 'number_kept' || question?.id === 'date_kept';
  const asked = new Set(then.issues.filter(isKept).map(issueCell));
  const others = changesBetween(now.content, then.content).filter(({ at }) => !asked.has(issueCell(at)));
  const places = others.map(({ at }) => {
    const position = now.positions[at.section];
    const [row, column] = [position?.rows[at.row], position?.columns[at.column]];
    return row === undefined || column === undefined ? at.row : addressOfCell([row, column]);
  });
  return places.slice(0, PLACES_MAX);
}

const issueCell = ({ section, row, column }: Pick<Issue, 'section' | 'row' | 'column'>): string =>
  JSON.stringify([section, row, column]);

/** Every value of a sheet of a section that is no more. */
export const valuesOf = ({ values }: RawTab): Omit<LeftValue, 'sheet'>[] =>
  values.flatMap((line, row) =>
    line.flatMap((cell, column) =>
      isFilled(cell)
        ? [{ a1: addressOfCell([row, column]), text: cellText(cell).slice(0, 60), why: 'noSection' as const }]
        : [],
    ),
  );
