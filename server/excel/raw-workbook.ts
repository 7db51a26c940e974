/** Turns the bytes of an .xlsx file somebody sent into raw tabs and the marks of the report it was made for. */
import type { RawTab, RawWorkbook } from '../../shared/raw-sheet.ts';
import type { ReportContent } from '../../shared/report.ts';
import { LISTS_TAB } from '../../shared/sheet-plan.ts';
import { MARKS_NAME, MARKS_TAB, WorkbookMarks } from '../exports/workbook-marks.ts';
import { ARCHIVE_LIMITS, openArchive } from './archive.ts';
import { readSheetCells, type Sheets } from './sheet-cells.ts';
import { daysTurned } from './turned-days.ts';
import { readHead, readLooks, readStrings } from './workbook-parts.ts';
import { skimPart } from './xml.ts';

interface ReadFile {
  readonly raw: RawWorkbook;
  /** Undefined where the file says nothing of a report. */
  readonly marks: WorkbookMarks | undefined;
}

/** A file does not tell the decimal sign of the computer it was filled on. Throws Problems of the archive, the XML and the limits; see shared/workbook-problems.ts. */
export async function readFileCells(
  bytes: Uint8Array,
  known: readonly ReportContent[] = [],
): Promise<ReadFile> {
  const parts = openArchive(bytes);
  const budget = { left: ARCHIVE_LIMITS.totalBytes };
  const head = await readHead(parts, budget);
  const read = new Set([head.strings, head.styles, ...head.sheets.map(({ part }) => part)]);
  const sheets: Sheets = {
    strings: await readStrings(head.strings, budget),
    looks: await readLooks(head.styles, budget),
    from1904: head.from1904,
    budget,
    cells: 0,
    text: 0,
  };
  const tabs: RawTab[] = [];
  for (const [sheetId, { name, part }] of head.sheets.entries()) {
    if (name === LISTS_TAB) await skimPart(part, budget);
    else tabs.push(await readSheetCells(part, { name, sheetId }, sheets));
  }
  for (const part of parts.values()) if (!read.has(part)) await skimPart(part, budget);
  const marks = marksIn(tabs.find(({ name }) => name === MARKS_TAB));
  const raw = {
    locale: 'vi_VN',
    signUnknown: { known, areTurned: daysTurned },
    tabs: tabs.filter(({ name }) => name !== MARKS_TAB),
  };
  return { raw, marks };
}

function marksIn(tab: RawTab | undefined): WorkbookMarks | undefined {
  const [name, value] = tab?.values[0] ?? [];
  if (name !== MARKS_NAME || typeof value !== 'string') return undefined;
  try {
    return WorkbookMarks.safeParse(JSON.parse(value)).data;
  } catch {
    return undefined;
  }
}
