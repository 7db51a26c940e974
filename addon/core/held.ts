/** Owns holding the sheet against the version sent last: which remarks are answered, and which cells changed where none may. */
import { changesBetween, sameValue } from '../../shared/changes.ts';
import type { Fix, Issue } from '../../shared/issue.ts';
import { remarkKey } from '../../shared/remark-answer.ts';
import { type CellRef, cellAt, type ReportContent } from '../../shared/report.ts';
import { addressOf, type Positions } from '../../shared/sheet-places.ts';
import type { SheetReading } from '../../shared/sheet-reader.ts';
import type { CellChange, Remark, ReportForm } from '../../shared/wire.ts';
import type { Ports, ReportRef } from './ports.ts';
import { DEPARTED_SHOWN_MAX, type Departed, type Held, type ShownRemark, type Words } from './rpc.ts';
import { fetchRevision } from './server.ts';
import { bothWays, cellWords, showValue } from './show.ts';

const refOf = ({ head }: ReportForm): Omit<ReportRef, 'version'> => ({
  unit: head.unit,
  template: head.template,
  period: head.period,
});

/** The content of the last submission, without drafts saved after it; {} when nothing was submitted yet. */
export function contentSent(ports: Ports, form: ReportForm): ReportContent {
  if (form.receipt === null) return {};
  if (form.receipt.revision === form.head.revision) return form.content;
  return fetchRevision(ports, refOf(form), form.receipt.revision).content;
}

/** Remarks as they came, for where the sheet is not looked at. */
export const plainHeld = (form: ReportForm): Held => ({
  remarks: form.remarks.map((remark) => plainRemark(form, remark)),
  departed: null,
});

/** `broken`: columns or rows are missing, so nothing can be said of single cells; the issues tell. */
export function heldOf(ports: Ports, form: ReportForm, reading: SheetReading, broken: boolean): Held {
  const { state } = form.head;
  if (state === 'draft' || state === 'submitted' || form.receipt === null) {
    return { remarks: form.remarks.map((remark) => plainRemark(form, remark, reading)), departed: null };
  }
  const sent = contentSent(ports, form);
  const changes = changesBetween(sent, reading.content);
  const remarks = form.remarks.map((remark) => answeredRemark(form, remark, reading, changes));
  const closed = changes.filter((change) => !form.remarks.some((remark) => names(remark.at, change.at)));
  return {
    remarks,
    departed: broken
      ? null
      : departedFrom(form, reading, state === 'returned' ? 'returned' : 'accepted', closed),
  };
}

/** The cells a server named as changed though closed, beside what it was sent before. */
export function refusedCells(
  ports: Ports,
  form: ReportForm,
  reading: SheetReading,
  cells: readonly CellRef[],
): Departed | null {
  const sent = contentSent(ports, form);
  const changes = cells.map((at) => ({
    at,
    before: cellAt(sent, at) ?? null,
    after: cellAt(reading.content, at) ?? null,
  }));
  return departedFrom(form, reading, 'returned', changes);
}

/** `*` in a remark stands for a whole row, column or sheet. */
const names = (remark: CellRef, cell: CellRef): boolean =>
  remark.section === cell.section &&
  (remark.row === '*' || remark.row === cell.row) &&
  (remark.column === '*' || remark.column === cell.column);

/** The place to go to for a remark: of a whole row its first cell, of a column its header. */
const placeNamed = ({ section, row, column }: CellRef): CellRef => ({
  section,
  row: row === '*' ? '' : row,
  column: column === '*' ? '' : column,
});

/** Row and column in words; the sheet too where there are several, since an address alone does not tell it. */
function placeWords(form: ReportForm, at: CellRef, lang: 'vi' | 'en'): string {
  const { sections } = form.template;
  const section = sections.find(({ id }) => id === at.section)?.label[lang] ?? '';
  const cell = cellWords(form, at, lang);
  if (cell === '') return section;
  return sections.length > 1 ? `${section} · ${cell}` : cell;
}

function plainRemark(form: ReportForm, remark: Remark, reading?: SheetReading): ShownRemark {
  const at = placeNamed(remark.at);
  const key = remarkKey(remark.at, form.receipt?.revision ?? 0);
  return {
    at,
    key,
    answer: form.reasons[key] ?? '',
    text: remark.text,
    where: bothWays((lang) => placeWords(form, at, lang)),
    a1: reading === undefined ? '' : (addressOf(at, reading.positions) ?? ''),
    changed: null,
    now: null,
  };
}

function answeredRemark(
  form: ReportForm,
  remark: Remark,
  reading: SheetReading,
  changes: readonly CellChange[],
): ShownRemark {
  const found = changes.filter((change) => names(remark.at, change.at));
  const [only] = found;
  const now = found.length === 1 && only !== undefined ? changeWords(form, reading, only) : null;
  return { ...plainRemark(form, remark, reading), changed: found.length > 0, now };
}

export const isUnreadAt = ({ issues }: SheetReading, at: CellRef): boolean =>
  issues.some(
    (issue: Issue) =>
      issue.severity === 'error' &&
      issue.row === at.row &&
      issue.column === at.column &&
      issue.section === at.section,
  );

/** "đã gửi 12, nay ghi 15". */
function changeWords(form: ReportForm, reading: SheetReading, { at, before, after }: CellChange): Words {
  const unread = isUnreadAt(reading, at);
  return bothWays((lang) => {
    const was = showValue(form, at, before, lang);
    const is = showValue(form, at, after, lang);
    if (lang === 'vi')
      return `đã gửi ${was}, nay ${unread ? 'không đọc được' : after === null ? is : `ghi ${is}`}`;
    return `${was} was sent, now ${unread ? 'it cannot be read' : is}`;
  });
}

function departedFrom(
  form: ReportForm,
  reading: SheetReading,
  against: Departed['against'],
  changes: readonly CellChange[],
): Departed | null {
  if (changes.length === 0) return null;
  return {
    against,
    count: changes.length,
    cells: changes.slice(0, DEPARTED_SHOWN_MAX).map((change) => ({
      at: change.at,
      a1: addressOf(change.at, reading.positions) ?? '',
      where: bothWays((lang) => placeWords(form, change.at, lang)),
      words: changeWords(form, reading, change),
    })),
    putBack: putBack(form, reading, changes),
  };
}

/** What was sent, for every cell that has a place on the sheet, or whose row can be put on it again. */
function putBack(form: ReportForm, reading: SheetReading, changes: readonly CellChange[]): Fix | null {
  const hasPlace = (at: CellRef): boolean =>
    addressOf(at, reading.positions) !== undefined || isRowToPut(form, reading.positions, at);
  const cells = changes
    .filter(({ at, before, after }) => hasPlace(at) && !sameValue(before ?? undefined, after ?? undefined))
    .map(({ at, before }) => ({ ...at, value: before }));
  return cells.length === 0 ? null : { label: 'set', params: {}, cells };
}

/** Whether the cell is of a row of a list that was sent, and that a sheet of these positions has no more. */
export function isRowToPut(form: ReportForm, positions: Positions, { section, row }: CellRef): boolean {
  const isList = form.template.sections.some(({ id, kind }) => id === section && kind === 'list');
  const { rows = {}, spare = {} } = positions[section] ?? {};
  const isSent = form.content[section]?.[row] !== undefined;
  return isList && isSent && rows[row] === undefined && spare[row] === undefined;
}
