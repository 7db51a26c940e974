/** Cells two people changed, told to the one who asks to merge: what each wrote, who the other was and when. */
import { dayInVietnam, timeInVietnam } from '../../../shared/days.ts';
import { cellName } from '../../../shared/issue-words.ts';
import type { MergeConflict } from '../../../shared/merge.ts';
import type { CellRef, CellValue, ReportContent } from '../../../shared/report.ts';
import { namingColumn } from '../../../shared/sheet-layout.ts';
import type { AssignedRow, Bilingual, Lang, Template } from '../../../shared/template.ts';
import { valueWords } from '../../../shared/value-words.ts';

/** Who stored a value, and in which revision. */
export interface Writer {
  readonly person: string;
  readonly revision: number;
  readonly at: Date;
}

interface Form {
  readonly template: Template;
  readonly assigned: readonly AssignedRow[];
  /** What rows of lists are called by. */
  readonly content?: ReportContent;
}

/** The value as the form shows it; null: blank. */
export function shownIn({ template }: Form, at: CellRef, value: CellValue | null, lang: Lang): string {
  const section = template.sections.find(({ id }) => id === at.section);
  return valueWords(
    value,
    section?.columns.find(({ id }) => id === at.column),
    lang,
  );
}

/** Section, row and column: the same row may stand in two sections. */
export function placeInReport({ template, assigned, content }: Form, at: CellRef, lang: Lang): string {
  const section = template.sections.find(({ id }) => id === at.section);
  const label = section?.label[lang] ?? at.section;
  const naming = section?.kind === 'list' ? namingColumn(section)?.id : undefined;
  const name = naming === undefined ? undefined : content?.[at.section]?.[at.row]?.[naming];
  const row = typeof name === 'string' ? `“${name.slice(0, NAME_MAX)}”` : '';
  return [label, row, cellName(template, assigned, {}, at, lang)].filter((part) => part !== '').join(' · ');
}

const NAME_MAX = 60;

/** "09:30 ngày 02/04/2022" in Việt Nam. */
function moment(at: Date, lang: Lang): string {
  const [year, month, day] = dayInVietnam(at).split('-');
  const time = timeInVietnam(at);
  return `${time} ${lang === 'vi' ? 'ngày' : 'on'} ${day}/${month}/${year}`;
}

export function mergeConflictWords(form: Form, found: MergeConflict, by: Writer | undefined): Bilingual {
  const { at, before, mine, theirs } = found;
  const say = (value: CellValue | null, lang: Lang) => shownIn(form, at, value, lang);
  const who = {
    vi:
      by === undefined
        ? 'người khác'
        : `${by.person}, lúc ${moment(by.at, 'vi')} (lần gửi số ${by.revision}),`,
    en:
      by === undefined
        ? 'somebody else'
        : `${by.person}, at ${moment(by.at, 'en')} (revision ${by.revision}),`,
  };
  return {
    vi: `${placeInReport(form, at, 'vi')}: anh/chị ghi ${say(mine, 'vi')}; ${who.vi} ghi ${say(theirs, 'vi')}; trước đó ${say(before, 'vi')}`,
    en: `${placeInReport(form, at, 'en')}: you have ${say(mine, 'en')}; ${who.en} has ${say(theirs, 'en')}; before it was ${say(before, 'en')}`,
  };
}
