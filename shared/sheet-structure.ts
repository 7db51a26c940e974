/** Owns finding a template in raw tabs: which tab is a section, which column is which, which row has which key; never by position. */
import { ASIDE_SECTION, isAsideName } from './aside-sheets.ts';
import { showDate } from './dates.ts';
import { fromNumber } from './decimal.ts';
import type { Issue, IssueCode, Severity } from './issue.ts';
import { showNumber } from './number.ts';
import { a1, type RawCell, type RawTab, type RawWorkbook } from './raw-sheet.ts';
import { headerOf, LABEL_COLUMN, NUMBER_COLUMN, tabNames, UNIT_COLUMN } from './sheet-layout.ts';
import { KEY_COLUMN } from './sheet-plan.ts';
import type { Section, Template } from './template.ts';
import { clean, fold } from './text.ts';

/** Headers are looked for in this many rows from the top. */
const HEADER_SCAN_ROWS = 40;

export interface FoundTab {
  readonly section: Section;
  readonly tab: RawTab;
}

export interface FoundColumns {
  /** 0-based row of the headers; −1 when neither headers nor column ids were found. */
  readonly headerRow: number;
  readonly columns: ReadonlyMap<string, number>;
  /** Columns that hold something, have a heading, and belong to nothing known. */
  readonly unknown: readonly number[];
}

type Where = Partial<Pick<Issue, 'row' | 'column' | 'a1' | 'related'>>;

/** An issue of the sheet's structure, without fixes. */
export function structureIssue(
  code: IssueCode,
  severity: Severity,
  section: string,
  where: Where,
  params: Record<string, string>,
): Issue {
  return { code, severity, section, params, related: [], fixes: [], ...where };
}

/** What a cell says as text; '' for nothing. */
export function cellText(cell: RawCell | undefined): string {
  if (cell === undefined || cell === '') return '';
  if (typeof cell === 'object') return cell.date;
  return typeof cell === 'string' ? clean(cell) : String(cell);
}

/** What a cell shows in a Vietnamese file: "10,25", "01/02/2026". */
export function shownText(cell: RawCell | undefined): string {
  if (typeof cell === 'object') return showDate(cell.date, 'vi');
  if (typeof cell === 'boolean') return cell ? 'TRUE' : 'FALSE';
  const number = typeof cell === 'number' ? fromNumber(cell) : undefined;
  return number === undefined ? cellText(cell) : showNumber(number, 'vi');
}

/** "H12 (“Người lập biểu”)": a cell outside the table and the beginning of what it says. */
export const strayWords = (address: string, cell: RawCell | undefined): string =>
  `${address} (“${shownText(cell).slice(0, 60)}”)`;

/** Whether a name is that of the section's sheet, as it is drawn or in either language. */
function namer(template: Template): (section: Section, name: string) => boolean {
  const names = tabNames(template);
  return ({ id, label }, name) =>
    [names.get(id) ?? '', label.vi, label.en].some((own) => fold(own) === fold(name));
}

/** Whether a tab was put aside; who gives it back its own name makes it the report's again. */
export function asideIn(
  template: Template,
): (tab: { readonly name: string; readonly section?: string | undefined }) => boolean {
  const hasName = namer(template);
  return ({ name, section }) =>
    isAsideName(name) || (section === ASIDE_SECTION && !template.sections.some((one) => hasName(one, name)));
}

/** The tab of each section: by metadata, then by name, then by what its headers say. */
export function findTabs(template: Template, raw: RawWorkbook): { found: FoundTab[]; issues: Issue[] } {
  const names = tabNames(template);
  const hasName = namer(template);
  const isPutAside = asideIn(template);
  const tabs = raw.tabs.filter((tab) => !isPutAside(tab));
  const free = new Set(tabs);
  const issues: Issue[] = [];
  const chosen = new Map<string, RawTab>();
  const claim = (section: Section, tab: RawTab | undefined): void => {
    if (tab === undefined || chosen.has(section.id)) return;
    chosen.set(section.id, tab);
    free.delete(tab);
  };
  // One that was put aside and got its name back has no section's mark.
  const isUnmarked = ({ section }: RawTab): boolean => section === undefined || section === ASIDE_SECTION;

  for (const section of template.sections) {
    const marked = tabs.filter((tab) => tab.section === section.id);
    const original = marked.find(({ name }) => hasName(section, name)) ?? marked[0];
    claim(section, original);
    for (const copy of marked) {
      if (copy === original) continue;
      free.delete(copy);
      issues.push(structureIssue('unknown_section', 'note', section.id, {}, { found: copy.name }));
    }
  }
  for (const section of template.sections) {
    claim(
      section,
      tabs.find((tab) => free.has(tab) && isUnmarked(tab) && hasName(section, tab.name)),
    );
  }
  for (const section of template.sections) {
    if (!chosen.has(section.id)) claim(section, byHeaders(section, [...free]));
  }
  const found: FoundTab[] = [];
  for (const section of template.sections) {
    const tab = chosen.get(section.id);
    const expected = names.get(section.id) ?? section.label.vi;
    if (tab === undefined) {
      issues.push(structureIssue('missing_section', 'error', section.id, {}, { found: expected }));
      continue;
    }
    found.push({ section, tab });
    if (tab.name !== '' && !hasName(section, tab.name)) {
      issues.push(
        structureIssue('renamed_sheet', 'note', section.id, {}, { found: tab.name, name: expected }),
      );
    }
  }
  return { found, issues };
}

/** The one tab in which most columns of the section can be told by key or header; undefined when two are alike. */
function byHeaders(section: Section, tabs: readonly RawTab[]): RawTab | undefined {
  const needed = Math.max(2, Math.ceil(section.columns.length / 2));
  const scored = tabs
    .map((tab) => {
      const witnesses = readWitnesses(section, tab);
      return { tab, score: Math.max(witnesses.keyScore, witnesses.headerScore) };
    })
    .filter(({ score }) => score >= needed)
    .sort((left, right) => right.score - left.score);
  const [best, second] = scored;
  return best !== undefined && best.score !== second?.score ? best.tab : undefined;
}

interface Witnesses {
  readonly keyRow: number;
  readonly headerRow: number;
  readonly keyScore: number;
  readonly headerScore: number;
  /** Folded header → ids it may mean. */
  readonly headers: ReadonlyMap<string, ReadonlySet<string>>;
  readonly ids: ReadonlySet<string>;
}

function readWitnesses(section: Section, tab: RawTab): Witnesses {
  const headers = headerIndex(section);
  const ids = new Set([
    KEY_COLUMN,
    NUMBER_COLUMN,
    LABEL_COLUMN,
    UNIT_COLUMN,
    ...section.columns.map((c) => c.id),
  ]);
  let keyRow = -1;
  let keyScore = 0;
  let headerRow = -1;
  let headerScore = 0;
  const last = Math.min(tab.values.length, HEADER_SCAN_ROWS);
  for (let r = 0; r < last; r += 1) {
    const texts = (tab.values[r] ?? []).map(cellText);
    const keys = texts.filter((text) => ids.has(text)).length;
    if (keys > keyScore && texts.some((text) => text === KEY_COLUMN || keys >= 2))
      [keyRow, keyScore] = [r, keys];
  }
  for (let r = 0; r < last; r += 1) {
    // Ids may read like English labels: the row of ids is not its own witness.
    if (r === keyRow) continue;
    const texts = (tab.values[r] ?? []).map(cellText);
    const labels = texts.filter((text) => text !== '' && headers.has(fold(text))).length;
    if (labels > headerScore) [headerRow, headerScore] = [r, labels];
  }
  return { keyRow, headerRow, keyScore, headerScore, headers, ids };
}

function headerIndex(section: Section): Map<string, Set<string>> {
  const index = new Map<string, Set<string>>();
  const add = (text: string, id: string): void => {
    const key = fold(text);
    const ids = index.get(key) ?? new Set<string>();
    ids.add(id);
    index.set(key, ids);
  };
  add('Mã dòng', KEY_COLUMN);
  if (section.kind === 'grid') {
    add('TT', NUMBER_COLUMN);
    add('Chỉ tiêu', LABEL_COLUMN);
    add('Đơn vị tính', UNIT_COLUMN);
  }
  for (const column of section.columns) {
    add(headerOf(column), column.id);
    add(column.label.vi, column.id);
    add(column.label.en, column.id);
  }
  return index;
}

type Claim = { kind: 'is'; id: string } | { kind: 'conflict'; ids: readonly string[] } | { kind: 'unknown' };

interface Witness {
  /** Id of the column metadata and of the key row, '' when silent; ids the header may mean. */
  readonly marked: string;
  readonly key: string;
  readonly heads: ReadonlySet<string>;
}

/**
 * Who a column is. Key row and header travel with the values, so their agreement decides; a witness that knows nothing
 * is silent; two that name different columns are a conflict, and then nothing is read.
 */
function judge({ marked, key, heads }: Witness): Claim {
  if (key !== '') {
    if (heads.has(key)) return { kind: 'is', id: key };
    if (heads.size > 0) return { kind: 'conflict', ids: [key, ...heads] };
    return marked === '' || marked === key
      ? { kind: 'is', id: key }
      : { kind: 'conflict', ids: [key, marked] };
  }
  // Metadata stays where it is when cells are pasted over, so it never speaks alone.
  if (heads.size === 0) return { kind: 'unknown' };
  if (marked !== '') {
    return heads.has(marked) ? { kind: 'is', id: marked } : { kind: 'conflict', ids: [marked, ...heads] };
  }
  const [only] = heads;
  return heads.size === 1 && only !== undefined ? { kind: 'is', id: only } : { kind: 'unknown' };
}

const NOBODY: ReadonlySet<string> = new Set();

/** Lines a sheet is drawn with between its row of ids and its headers: title, subtitle, and the groups of columns. */
const headLines = ({ columns }: Section): number =>
  columns.some(({ group }) => group !== undefined) ? 3 : 2;

/**
 * The last line above the table where its headers are gone: what stands under the ids without a key of its own are title and
 * subtitle, and no tasks.
 */
function underHead(section: Section, tab: RawTab, keyRow: number): number {
  const column = (tab.values[keyRow] ?? []).findIndex((cell) => cellText(cell) === KEY_COLUMN);
  if (column < 0) return keyRow;
  let row = keyRow;
  const last = Math.min(tab.values.length - 1, keyRow + headLines(section));
  while (row < last && cellText(tab.values[row + 1]?.[column]) === '') row += 1;
  return row;
}

/** Who each column of a tab says it is. */
interface ColumnClaims {
  readonly headerRow: number;
  /** id → columns that are it; more than one is a duplicate. */
  readonly places: Map<string, number[]>;
  readonly conflicts: { column: number; heading: string; ids: readonly string[] }[];
  readonly unknown: number[];
}

export function columnClaims(section: Section, tab: RawTab): ColumnClaims {
  const witnesses = readWitnesses(section, tab);
  const { keyRow, ids } = witnesses;
  const known = (id: string): string => (ids.has(id) ? id : '');
  const at = (row: number, column: number): string => (row < 0 ? '' : cellText(tab.values[row]?.[column]));
  const claims: ColumnClaims = {
    headerRow: witnesses.headerRow > keyRow ? witnesses.headerRow : underHead(section, tab, keyRow),
    places: new Map(),
    conflicts: [],
    unknown: [],
  };
  const width = tab.values.reduce((most, row) => Math.max(most, row.length), 0);
  for (let column = 0; column < width; column += 1) {
    const keyText = at(keyRow, column);
    const heading = at(witnesses.headerRow, column);
    const claim = judge({
      marked: known(tab.columnIds.get(column) ?? ''),
      key: known(keyText),
      heads: (heading === '' ? undefined : witnesses.headers.get(fold(heading))) ?? NOBODY,
    });
    if (claim.kind === 'is') claims.places.set(claim.id, [...(claims.places.get(claim.id) ?? []), column]);
    else if (claim.kind === 'conflict') claims.conflicts.push({ column, heading, ids: claim.ids });
    else if (heading !== '') claims.unknown.push(column);
  }
  return claims;
}

/** The columns of a section on its tab, and what is wrong with them. */
export function findColumns(section: Section, tab: RawTab): { found: FoundColumns; issues: Issue[] } {
  const { headerRow, places, conflicts, unknown } = columnClaims(section, tab);
  const mentioned = new Set<string>(places.keys());
  const issues: Issue[] = [];
  for (const { column, heading, ids } of conflicts) {
    for (const id of ids) mentioned.add(id);
    issues.push(conflictIssue(section, a1(headerRow, column), heading, ids));
  }
  const columns = new Map<string, number>();
  for (const [id, all] of places) {
    const [first] = all;
    if (all.length === 1 && first !== undefined) columns.set(id, first);
    else issues.push(duplicateIssue(section, headerRow, id, all));
  }
  issues.push(...missingColumns(section, mentioned));
  return { found: { headerRow, columns, unknown }, issues };
}

const labelOf = (section: Section, id: string): string =>
  section.columns.find((column) => column.id === id)?.label.vi ??
  (id === KEY_COLUMN ? 'Mã dòng' : 'Chỉ tiêu');

function conflictIssue(section: Section, address: string, heading: string, ids: readonly string[]): Issue {
  const [first = '', second = ''] = ids;
  return structureIssue(
    'duplicate_column',
    'error',
    section.id,
    { column: first, a1: address },
    {
      found: heading === '' ? labelOf(section, second) : heading,
      expected: labelOf(section, first),
      places: address,
    },
  );
}

function duplicateIssue(section: Section, headerRow: number, id: string, places: readonly number[]): Issue {
  const addresses = places.map((column) => a1(headerRow, column));
  return structureIssue(
    'duplicate_column',
    'error',
    section.id,
    { column: id, a1: addresses[1] ?? '' },
    { found: labelOf(section, id), expected: labelOf(section, id), places: addresses.join(', ') },
  );
}

/** A deleted office column stops the report (its figures would go blank); one nobody types is only told. */
function missingColumns(section: Section, known: ReadonlySet<string>): Issue[] {
  return section.columns
    .filter((column) => !known.has(column.id))
    .map((column) =>
      structureIssue(
        'missing_column',
        column.source === 'office' ? 'error' : 'note',
        section.id,
        { column: column.id },
        { found: column.label.vi },
      ),
    );
}
