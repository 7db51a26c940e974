/** The words about an issue for who has a saved file and no sidebar: the other cells it concerns by address, and the remedy a file has for a lost part. */
import type { Issue } from './issue.ts';
import { addressWords } from './issue-groups.ts';
import { type IssueWords, sentencesOf } from './issue-sentences.ts';
import { toldOf } from './issue-words.ts';
import type { CellRef } from './report.ts';
import type { AssignedRow, Lang, Template } from './template.ts';

/** The form a file is of, and where its cells stand in that file. */
export interface FileForm {
  readonly template: Template;
  readonly assigned: readonly AssignedRow[];
  readonly addressOf: (at: CellRef) => string | undefined;
}

/** What says that a file no longer has the place of a cell. */
export const LOST: ReadonlySet<string> = new Set(['missing_section', 'missing_column', 'missing_row']);
/** Told of a whole sheet, though the sidebar needs a cell to go to. */
const WHOLE_SHEET: ReadonlySet<string> = new Set(['renamed_sheet', 'unknown_section']);

/** Nothing can be undone in a saved file, but the copy with notes is drawn whole. */
const LOST_WORDS = {
  page: {
    vi: 'Bấm “Tải bản ghi chỗ cần sửa”: bản ấy có lại phần bị mất, với số của lần gửi gần nhất (chưa gửi thì để trống); xem, điền rồi gửi bản ấy',
    en: 'Press “Download the copy with notes”: it has the lost part again, with what was sent last (blank if nothing was); look at it, fill it in and send it',
  },
  copy: {
    vi: 'Bản này có lại phần bị mất, với số của lần gửi gần nhất (chưa gửi thì để trống); xem, điền rồi gửi bản này',
    en: 'This copy has the lost part again, with what was sent last (blank if nothing was); look at it, fill it in and send it',
  },
} as const;

/** Rows and columns of which nobody knows whose they are: the copy shows them as they were sent, beside the form drawn anew. */
const NOBODYS: ReadonlySet<string> = new Set(['rows_sorted', 'duplicate_row_key', 'duplicate_column']);
const NOBODYS_WORDS = {
  page: {
    vi: 'Bấm “Tải bản ghi chỗ cần sửa”: bản ấy có trang của biểu và trang đã gửi lên; chép từng dòng sang trang của biểu rồi gửi',
    en: 'Press “Download the copy with notes”: it has the form and the sheet as sent; copy row by row into the form and send it',
  },
  copy: {
    vi: 'Chép từng dòng từ trang đã gửi lên (ở cuối tệp này) sang trang của biểu rồi gửi',
    en: 'Copy row by row from the sheet as sent (last in this file) into the form and send it',
  },
} as const;

/** An issue whose lost or disputed part can be had again, told on the page or in the copy itself. */
export function withRemedy(
  { code, severity }: Pick<Issue, 'code' | 'severity'>,
  words: IssueWords,
  lang: Lang,
  told: 'page' | 'copy',
): IssueWords {
  if (LOST.has(code)) return { ...words, expected: LOST_WORDS[told][lang] };
  return severity === 'error' && NOBODYS.has(code)
    ? { ...words, expected: NOBODYS_WORDS[told][lang] }
    : words;
}

interface OtherCell {
  readonly at: CellRef;
  readonly a1: string;
}

/** The other cells an issue concerns, which have a place in the file. */
export function otherCells({ related, ...issue }: Issue, { addressOf }: FileForm): OtherCell[] {
  return related.flatMap((at) => {
    const a1 = addressOf(at);
    return a1 === undefined || (a1 === issue.a1 && at.section === issue.section) ? [] : [{ at, a1 }];
  });
}

/** "ô E7", "các ô E8–E12", "ô C5 trang “Phụ biểu”". */
function cellsWords(cells: readonly OtherCell[], { section }: Issue, template: Template, lang: Lang): string {
  const bySheet = new Map<string, string[]>();
  for (const { at, a1 } of cells) bySheet.set(at.section, [...(bySheet.get(at.section) ?? []), a1]);
  const words = [...bySheet].map(([id, addresses]) => {
    const sheet = template.sections.find((one) => one.id === id)?.label.vi ?? id;
    const many = addresses.length > 1;
    if (lang === 'vi')
      return `${many ? 'các ô' : 'ô'} ${addressWords(addresses)}${id === section ? '' : ` trang “${sheet}”`}`;
    return `${many ? 'cells' : 'cell'} ${addressWords(addresses)}${id === section ? '' : ` on “${sheet}”`}`;
  });
  return words.join(', ');
}

/** As `issueWords`, with the addresses of the other cells behind the words that name them. */
export function fileIssueWords(issue: Issue, lang: Lang, file: FileForm): IssueWords {
  const { a1: _, ...placeless } = issue;
  const named = WHOLE_SHEET.has(issue.code) ? placeless : issue;
  const told = toldOf(named, file.template, file.assigned);
  const words = sentencesOf(issue.code, told, lang);
  const cells = otherCells(issue, file);
  if (cells.length === 0) return words;
  const places = ` (${cellsWords(cells, issue, file.template, lang)})`;
  const other = `“${told.params[lang].other ?? ''}”`;
  if (words.expected.includes(other))
    return { ...words, expected: words.expected.replace(other, () => other + places) };
  if (words.expected !== '') return { ...words, expected: words.expected + places };
  return { ...words, found: words.found + places };
}
