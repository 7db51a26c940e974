/** The mistakes some offices make first, what the sidebar must say to each, and how they are mended. */
import type { CheckResult, ShownIssue } from '../../addon/core/rpc.ts';
import type { IssueCode } from '../../shared/issue.ts';
import { a1 } from '../../shared/raw-sheet.ts';
import { listFill, typeRow } from './fill.ts';
import type { Found } from './found.ts';
import type { OfficeDesk } from './office-desk.ts';

export interface Mistake {
  readonly unit: string;
  readonly template: 'inspection' | 'targets' | 'tasks';
  readonly period: string;
  readonly words: string;
  /** Issue the check must show. */
  readonly expected: IssueCode;
  make(office: OfficeDesk): void;
  /** Puts it right again, as a person would after reading the card. */
  mend(office: OfficeDesk, issue: ShownIssue): Promise<void>;
}

const cell = (office: OfficeDesk, section: string, row: string, column: string, text: string): void => {
  const found = office.find(section);
  office.type(found, found.row(row), found.column(column), text);
};

/** Types a wrong text over a good one; the good one is kept for mending. */
function overtyped(
  where: Pick<Mistake, 'unit' | 'template' | 'period' | 'words' | 'expected'>,
  at: { section: string; row: string; column: string },
  wrong: string,
): Mistake {
  let good = '';
  return {
    ...where,
    make: (office) => {
      const found = office.find(at.section);
      good = office.desk.clerk.see(`'${found.tab}'!${cellAddress(found, at.row, at.column)}`);
      cell(office, at.section, at.row, at.column, wrong);
    },
    mend: async (office) => cell(office, at.section, at.row, at.column, good),
  };
}

const cellAddress = (found: Found, row: string, column: string): string =>
  a1(found.row(row), found.column(column));

const inspection = (unit: string, words: string, expected: IssueCode) => ({
  unit,
  template: 'inspection' as const,
  period: '2021',
  words,
  expected,
});

const batchOne = (unit: string, words: string, expected: IssueCode) => ({
  unit,
  template: 'tasks' as const,
  period: '2022-dot-1',
  words,
  expected,
});

function doneWithoutDate(): Mistake {
  const where = batchOne('hd.chi-linh', 'ghi hoàn thành mà quên ngày hoàn thành', 'required_when');
  const rows = listFill(where);
  const index = rows.findIndex(({ completed }) => completed !== undefined);
  const date = rows[index]?.completed;
  if (date === undefined) throw new Error('no finished task whose date could be forgotten');
  const put = (office: OfficeDesk, text: string): void => {
    const found = office.find('tasks');
    office.type(found, found.firstRow + index, found.column('completed'), text);
  };
  return { ...where, make: (office) => put(office, ''), mend: async (office) => put(office, date) };
}

function rowTwice(): Mistake {
  const where = batchOne('hd.kinh-mon', 'chép một dòng hai lần, dùng nút Xóa dòng trùng', 'unique');
  return {
    ...where,
    make: (office) => {
      const [row = {}, ...others] = listFill(where);
      typeRow(office, office.find('tasks'), others.length + 1, row);
    },
    mend: async (office, issue) => {
      await office.applyFix(issue);
    },
  };
}

export const MISTAKES: readonly Mistake[] = [
  overtyped(
    inspection('hd.tu-ky', 'ghi 40 đảng viên phải kỷ luật, lớn hơn số có vi phạm', 'at_most'),
    { section: 'main', row: 'DH.DV.PHAI', column: 'total' },
    '40',
  ),
  overtyped(
    inspection('hd.kim-thanh', 'gõ chữ l thay số 1', 'not_a_number'),
    { section: 'main', row: 'NV.TC', column: 'total' },
    'l2',
  ),
  overtyped(
    inspection('hd.thanh-ha', 'bỏ trống một ô bắt buộc', 'required'),
    { section: 'main', row: 'TK.TC', column: 'total' },
    '',
  ),
  overtyped(
    inspection('hd.nam-sach', 'dán một ô lỗi #REF! từ tệp khác', 'formula_error'),
    { section: 'main', row: 'DT.NHAN', column: 'total' },
    '=#REF!',
  ),
  overtyped(
    inspection('hd.cam-giang', 'gõ nhầm 999 ở ô tổng, không khớp số theo chủ thể', 'parts_sum'),
    { section: 'main', row: 'DH.DV', column: 'total' },
    '999',
  ),
  {
    ...inspection('hd.gia-loc', 'đổi tên trang và chèn thêm một cột', 'unknown_column'),
    make: (office) => {
      const { tab } = office.find('main');
      office.desk.clerk.insert(tab, 'column', 6);
      office.desk.clerk.type(`'${tab}'!F${office.find('main').firstRow}`, 'Cột tự thêm');
    },
    mend: async (office) => office.desk.clerk.remove(office.find('main').tab, 'column', 6),
  },
  overtyped(
    {
      unit: 'hd.tinh-uy',
      template: 'targets',
      period: '2022-q1',
      words: 'gõ “14.200” vào cột số thập phân',
      expected: 'ambiguous_number',
    },
    { section: 'targets', row: 'GRDP', column: 'actual' },
    "'14.200",
  ),
  doneWithoutDate(),
  rowTwice(),
];

export const mistakeOf = (office: OfficeDesk): Mistake | undefined =>
  MISTAKES.find(
    ({ unit, template, period }) =>
      unit === office.report.unit && template === office.report.template && period === office.report.period,
  );

/** The first issue of the kind the mistake must show; throws when the check has none. */
export function shownIssue(mistake: Mistake, check: CheckResult): ShownIssue {
  const issue = check.issues.find(({ code }) => code === mistake.expected);
  if (!issue) throw new Error(`${mistake.unit}: the check said nothing of ${mistake.expected}`);
  return issue;
}
