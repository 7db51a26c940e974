/** What goes wrong with a sheet in real life, for whoever tries the page: each damage a person's own act, and a line that breaks. */
import { a1 } from '../../../shared/raw-sheet.ts';
import type { OfficeDesk } from '../office-desk.ts';
import type { Mishap } from './contract.ts';

/** Where the person stands: a tab by its name, row and column from 0. */
interface Place {
  readonly tab: string;
  readonly row: number;
  readonly column: number;
}

const quoted = ({ tab }: Place): string => `'${tab.replace(/'/g, "''")}'`;

const ACTS: Record<Mishap, (office: OfficeDesk, at: Place) => void> = {
  renameSheet: ({ desk }, { tab }) => desk.clerk.renameSheet(tab, `${tab} (bản cuối)`),
  copySheet: ({ desk }, { tab }) => void desk.clerk.copySheet(tab),
  removeSheet: ({ desk }, { tab }) => desk.clerk.removeSheet(tab),
  insertColumn: ({ desk }, { tab, column }) => desk.clerk.insert(tab, 'column', column + 1),
  moveColumn: ({ desk }, { tab, column }) => desk.clerk.move(tab, 'column', column + 1, column + 3),
  removeColumn: ({ desk }, { tab, column }) => desk.clerk.remove(tab, 'column', column + 1),
  removeRow: ({ desk }, { tab, row }) => desk.clerk.remove(tab, 'row', row + 1),
  sortRows: ({ desk }, { tab, column }) => desk.clerk.sortSheet(tab, column + 1),
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
