/** A small form with one of everything, for tests of the core that should not depend on the built-in forms. */
import { withFix } from '../../shared/changes.ts';
import type { Issue } from '../../shared/issue.ts';
import type { CellValue, ReportContent } from '../../shared/report.ts';
import type { Rule } from '../../shared/rule.ts';
import { type AssignedRow, type Column, Template, type TemplateInput } from '../../shared/template.ts';
import { validate } from '../../shared/validate.ts';
import type { CheckFacts } from '../../shared/wire.ts';

const both = (vi: string, en = vi): { vi: string; en: string } => ({ vi, en });
const words = both('không nêu', 'not stated');

export const FACTS: CheckFacts = { today: '2021-12-31', periodKind: 'year' };

/** A rule with the parts every rule has. */
export function rule(id: string, rest: Record<string, unknown>): Rule {
  const why = both(`Lý do của ${id}`, `The reason of ${id}`);
  return { id, severity: 'error', why, basis: 'mục I', ...rest } as Rule;
}

export const SMALL_FORM: TemplateInput = {
  id: 'small',
  version: 1,
  formVersion: '1',
  legalBasis: [],
  descriptors: {
    name: both('Biểu nhỏ', 'Small form'),
    content: words,
    reporters: words,
    receivers: words,
    method: words,
    deadline: words,
    frequency: words,
    dataWindow: words,
    outline: words,
    figuresForm: words,
  },
  counts: 'submitted',
  sections: [
    {
      id: 'main',
      label: both('Số liệu', 'Figures'),
      kind: 'grid',
      rowsFrom: 'template',
      rows: [
        { key: 'H', label: both('Phần một', 'Part one'), heading: true },
        { key: 'ALL', label: both('Được kiểm tra', 'Inspected') },
        { key: 'BAD', label: both('Có vi phạm', 'In violation'), parent: 'ALL' },
        { key: 'GOOD', label: both('Không vi phạm', 'Without violation'), parent: 'ALL' },
        { key: 'STOCK', label: both('Hiện có', 'At hand'), overTime: 'stock', required: false },
        { key: 'TOPONLY', label: both('Chỉ cột tổng', 'Total only'), open: ['total'], required: false },
      ],
      columns: [
        {
          id: 'total',
          label: both('Tổng số', 'Total'),
          type: 'integer',
          required: true,
          min: '0',
          overUnits: { kind: 'sum' },
        },
        {
          id: 'part',
          label: both('Trong đó', 'Of which'),
          type: 'integer',
          min: '0',
          overUnits: { kind: 'sum' },
        },
        {
          id: 'share',
          label: both('Tỷ lệ', 'Share'),
          type: 'percent',
          source: 'derived',
          decimals: 1,
          derive: { kind: 'percentOf', value: 'part', base: 'total' },
          overUnits: { kind: 'ratio', numerator: 'part', denominator: 'total', scale: 100 },
        },
        {
          id: 'best',
          label: both('Cao nhất', 'Highest'),
          type: 'decimal',
          decimals: 2,
          overUnits: { kind: 'max' },
        },
        {
          id: 'status',
          label: both('Loại số', 'Kind'),
          type: 'option',
          options: [
            { id: 'estimate', label: both('Số ước', 'Estimate') },
            { id: 'final', label: both('Chính thức', 'Final') },
          ],
        },
        { id: 'note', label: both('Ghi chú', 'Note'), type: 'text', maxLength: 40 },
      ],
      estimate: { column: 'status', option: 'estimate' },
    },
    {
      id: 'given',
      label: both('Chỉ tiêu giao', 'Assigned'),
      kind: 'grid',
      rowsFrom: 'assignment',
      columns: [
        { id: 'plan', label: both('Mức giao', 'Plan'), type: 'target', source: 'assignment' },
        { id: 'actual', label: both('Thực hiện', 'Actual'), type: 'decimal' },
        {
          id: 'computed',
          label: both('Đánh giá máy', 'Computed verdict'),
          type: 'text',
          source: 'derived',
          derive: { kind: 'verdict', actual: 'actual', plan: 'plan' },
        },
        {
          id: 'published',
          label: both('Đánh giá', 'Verdict'),
          type: 'option',
          options: [
            { id: 'exceeded', label: both('Vượt') },
            { id: 'met', label: both('Đạt') },
            { id: 'missed', label: both('Không đạt') },
          ],
        },
        { id: 'reason', label: both('Lý do', 'Reason'), type: 'text' },
      ],
      countBy: ['computed'],
    },
    {
      id: 'list',
      label: both('Nhiệm vụ', 'Tasks'),
      kind: 'list',
      rowsFrom: 'office',
      maxRows: 50,
      columns: [
        { id: 'task', label: both('Công việc', 'Task'), type: 'text', required: true },
        { id: 'owner', label: both('Chủ trì', 'Owner'), type: 'person' },
        {
          id: 'progress',
          label: both('Tiến độ', 'Progress'),
          type: 'option',
          options: [
            { id: 'doing', label: both('Đang thực hiện', 'Doing') },
            { id: 'done', label: both('Hoàn thành', 'Done'), aliases: ['Xong'] },
            { id: 'cancelled', label: both('Hủy', 'Cancelled') },
          ],
        },
        { id: 'start', label: both('Bắt đầu', 'Start'), type: 'date' },
        { id: 'deadline', label: both('Hạn', 'Deadline'), type: 'date' },
        { id: 'completed', label: both('Ngày xong', 'Completed'), type: 'date' },
        {
          id: 'cost',
          label: both('Kinh phí', 'Cost'),
          type: 'money',
          unit: 'triệu đồng',
          decimals: 3,
          overUnits: { kind: 'sum' },
        },
        {
          id: 'standing',
          label: both('Tình trạng', 'Standing'),
          type: 'text',
          source: 'derived',
          derive: {
            kind: 'timeliness',
            deadline: 'deadline',
            completed: 'completed',
            progress: 'progress',
            doneOption: 'done',
            leaveOut: [{ column: 'progress', option: 'cancelled' }],
          },
        },
      ],
      countBy: ['progress', 'deadline', 'completed'],
    },
  ],
  rules: [
    rule('SUM', {
      kind: 'partsSum',
      axis: 'rows',
      each: ['total'],
      whole: 'ALL',
      parts: ['BAD', 'GOOD'],
      relation: 'equal',
      blankParts: 'anyFilled',
    }),
    rule('FUNNEL', { kind: 'atMost', axis: 'rows', each: 'all', chain: ['ALL', 'BAD'] }),
    rule('PART', {
      kind: 'partOf',
      axis: 'columns',
      each: 'all',
      section: 'main',
      whole: 'total',
      parts: ['part'],
    }),
    rule('WHY', {
      kind: 'requiredWhen',
      section: 'given',
      column: 'reason',
      when: { kind: 'differs', left: 'computed', right: 'published' },
    }),
    rule('DONE', {
      kind: 'requiredWhen',
      section: 'list',
      column: 'completed',
      when: { kind: 'is', column: 'progress', option: 'done' },
    }),
    rule('ONCE', { kind: 'unique', section: 'list', columns: ['task', 'owner'] }),
    rule('FIVE', {
      kind: 'countPerGroup',
      section: 'list',
      groupBy: ['owner'],
      leaveOut: [{ column: 'progress', option: 'cancelled' }],
      min: 1,
      max: 2,
      across: 'year',
    }),
    rule('ORDER', {
      kind: 'dateOrder',
      section: 'list',
      before: 'start',
      after: 'deadline',
      allowEqual: true,
    }),
    rule('GROWS', { kind: 'monotonic', severity: 'warning', axis: 'rows', each: ['total'], section: 'main' }),
    rule('USUAL', {
      kind: 'band',
      severity: 'warning',
      axis: 'rows',
      each: ['total'],
      section: 'main',
      factor: 3,
      minPoints: 3,
    }),
    rule('YEAR', { kind: 'sumOfPeriods', axis: 'rows', each: ['total'], section: 'main' }),
  ],
};

/** The form with other rules, or with changes at its top. */
export function smallForm(changes: Partial<TemplateInput> = {}): Template {
  return Template.parse({ ...SMALL_FORM, ...changes });
}

export const ASSIGNED: readonly AssignedRow[] = [
  { key: 'G1', label: both('Tổ chức đảng mới', 'New party bodies'), values: { plan: '2 - 3 tổ chức đảng' } },
  { key: 'G2', label: both('Tỷ lệ hộ nghèo', 'Poverty'), direction: 'lower', values: { plan: 'dưới 4%' } },
];

/** A column of the form, by section and id. */
export function column(section: string, id: string): Column {
  const found = smallForm()
    .sections.find((part) => part.id === section)
    ?.columns.find((part) => part.id === id);
  if (found === undefined) throw new Error(`no column ${section}.${id}`);
  return found;
}

/** A report of the form with nothing wrong. */
export const GOOD: ReportContent = {
  main: {
    ALL: { total: '10', part: '4', status: 'final' },
    BAD: { total: '4' },
    GOOD: { total: '6', note: 'đã soát' },
  },
  given: { G1: { actual: '3', published: 'met' }, G2: { actual: '5', published: 'met', reason: 'tính lại' } },
  list: {
    r1: {
      task: 'Làm đường',
      owner: 'Bí thư',
      progress: 'done',
      start: '2021-01-01',
      deadline: '2021-01-01',
      completed: '2021-02-01',
    },
    r2: { task: 'Làm cầu', owner: 'bí thư' },
  },
};

/** The good report with some cells set, or cleared by null. */
export function withCells(
  ...cells: [section: string, row: string, column: string, value: CellValue | null][]
): ReportContent {
  return withFix(GOOD, {
    cells: cells.map(([section, row, column, value]) => ({ section, row, column, value })),
  });
}

/** The first issue of the form with these cells changed. */
export function issueOf(...cells: Parameters<typeof withCells>): Issue {
  const [issue] = validate(smallForm(), withCells(...cells), {
    assigned: ASSIGNED,
    facts: FACTS,
    mode: 'submit',
  }).issues;
  if (issue === undefined) throw new Error('no issue');
  return issue;
}
