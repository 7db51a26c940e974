/** What goes wrong with a sheet in real life, for whoever tries the page: each damage a person's own act, and a line that breaks. */
import { a1, columnLetters } from '../../../shared/raw-sheet.ts';
import { Clerk } from '../../standin/index.ts';
import type { OfficeDesk } from '../office-desk.ts';
import type { Mishap } from './contract.ts';

/** Where the person stands: a tab by its name, row and column from 0. */
interface Place {
  readonly tab: string;
  readonly row: number;
  readonly column: number;
}

const quoted = ({ tab }: Place): string => `'${tab.replace(/'/g, "''")}'`;

/** Whoever may do everything to the file; others the protections stop. */
const ownerOf = ({ workbook }: OfficeDesk): Clerk => new Clerk(workbook, workbook.owner);

/** The printed line of headers, known by the one over the hidden keys. */
function headerRow({ desk }: OfficeDesk, tab: string): number {
  const sheet = desk.clerk.sheet(tab);
  const row = sheet.cells.findIndex((line) => line[0]?.value === 'Mã dòng');
  return row < 0 ? 0 : row;
}

const ACTS: Record<Mishap, (office: OfficeDesk, at: Place) => void> = {
  renameSheet: ({ desk }, { tab }) => desk.clerk.renameSheet(tab, `${tab} (bản cuối)`),
  copySheet: ({ desk }, { tab }) => void desk.clerk.copySheet(tab),
  removeSheet: ({ desk }, { tab }) => desk.clerk.removeSheet(tab),
  insertColumn: ({ desk }, { tab, column }) => desk.clerk.insert(tab, 'column', column + 1),
  moveColumn: ({ desk }, { tab, column }) => desk.clerk.move(tab, 'column', column + 1, column + 3),
  removeColumn: (office, { tab, column }) => ownerOf(office).remove(tab, 'column', column + 1),
  pasteHeaders: (office, at) => {
    const rows = [['Nội dung', 'Số liệu', 'Số liệu']];
    ownerOf(office).paste(`${quoted(at)}!${a1(headerRow(office, at.tab), at.column)}`, {
      kind: 'text',
      rows,
    });
  },
  loseKeys: (office, { tab }) => ownerOf(office).remove(tab, 'column', 1),
  removeRow: ({ desk }, { tab, row }) => desk.clerk.remove(tab, 'row', row + 1),
  sortRows: ({ desk }, { tab, column }) => desk.clerk.sortSheet(tab, column + 1),
  sortPart: (office, at) => {
    const width = columnLetters(office.desk.clerk.sheet(at.tab).columnCount - 1);
    ownerOf(office).sort(`${quoted(at)}!B${at.row + 1}:${width}${at.row + 9}`, [
      { column: at.column, ascending: true },
    ]);
  },
  mergeCells: ({ desk }, at) =>
    desk.clerk.merge(`${quoted(at)}!${a1(at.row, at.column)}:${a1(at.row + 1, at.column)}`),
  filterRows: ({ desk }, at) =>
    desk.clerk.filter(`${quoted(at)}!${a1(at.row, at.column)}:${a1(at.row + 20, at.column)}`, 1, []),
  unprotect: ({ desk }, { tab }) => desk.clerk.unprotect(tab),
  english: ({ desk }) => desk.clerk.settings({ locale: 'en_US', timeZone: 'America/Los_Angeles' }),
  loseAnswer: (office) => {
    office.losesAnswer = true;
  },
};

export const isMishap = (what: string): what is Mishap => Object.hasOwn(ACTS, what);

export const mishap = (office: OfficeDesk, what: Mishap, at: Place): void => ACTS[what](office, at);
