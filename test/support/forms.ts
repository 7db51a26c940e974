/** Sample forms of the built-in templates as the server would send them, filled with a little of everything. */
import type { ReportContent } from '../../shared/report.ts';
import type { AssignedRow, Template } from '../../shared/template.ts';
import { builtIn } from '../../shared/templates/index.ts';
import { PROTOCOL, type ReportForm } from '../../shared/wire.ts';

export const ASSIGNED: Record<string, AssignedRow[]> = {
  targets: [
    {
      key: 'ct1',
      ordinal: '1',
      label: { vi: 'Tổ chức đảng thành lập mới', en: 'New party organisations' },
      unit: 'tổ chức',
      values: { method: 'sum', plan: '2 - 3 tổ chức đảng' },
    },
    {
      key: 'ct2',
      ordinal: '2',
      label: { vi: 'Thu ngân sách trên địa bàn', en: 'Budget revenue' },
      unit: 'tỷ đồng',
      values: { method: 'sum', plan: 'từ 14.797 tỷ đồng trở lên' },
    },
  ],
};

const inspectionRows = (section: string): string[] =>
  (builtIn('inspection')?.sections.find(({ id }) => id === section)?.rows ?? [])
    .filter((row) => row.heading !== true && (row.open === undefined || row.open.includes('total')))
    .map((row) => row.key);

const [main1 = '', main2 = ''] = inspectionRows('main');
const [annex1 = ''] = inspectionRows('annex');

const TASK = {
  ownerKind: 'unit',
  ownerUnit: 'Huyện ủy Tứ Kỳ',
  batch: 'Đợt 1',
  task: '=1+1 là một công thức, "00012" và +84 là chữ',
  group: 'breakthrough',
  result: 'Đề án được phê duyệt',
  lead: 'Ban Tổ chức Huyện ủy',
  responsible: 'Trưởng ban Tổ chức',
  deadline: '2021-12-31',
  workflow: 'registered',
  progress: 'inProgress',
};

/** Template id → content of the last revision. */
export const SAMPLE_CONTENT: Record<string, ReportContent> = {
  inspection: {
    main: { [main1]: { total: '34' }, [main2]: { total: { empty: 'none' } } },
    annex: { [annex1]: { total: '1234567' } },
  },
  targets: {
    targets: {
      ct1: { actual: '3', kind: 'uoc', note: '001' },
      ct2: { actual: '5830.25', kind: 'chinh_thuc', reason: 'Thu đạt khá' },
    },
  },
  tasks: {
    tasks: {
      r0001: TASK,
      r0002: {
        ...TASK,
        task: 'Công việc thứ hai',
        progress: 'done',
        completed: '2021-11-30',
        evidence: 'Báo cáo số 12-BC/HU',
        progressPercent: '100',
      },
    },
  },
};

/** The form of one unit for one period, as of 17/12/2021. */
export function formOf(template: Template, content: ReportContent, revision = 0): ReportForm {
  return {
    protocol: PROTOCOL,
    head: {
      unit: 'tu-ky',
      unitName: 'Huyện ủy Tứ Kỳ',
      template: template.id,
      templateVersion: template.version,
      templateName: template.descriptors.name.vi,
      period: '2021',
      periodLabel: 'Năm 2021',
      periodState: 'open',
      due: '2021-12-20',
      state: 'draft',
      revision,
      mayPush: true,
      mayDecide: false,
    },
    template,
    period: {
      id: '2021',
      kind: 'year',
      label: { vi: 'Năm 2021', en: 'Year 2021' },
      year: 2021,
      from: '2021-01-01',
      to: '2021-12-31',
      due: { default: '2021-12-20' },
      state: 'open',
    },
    assigned: ASSIGNED[template.id] ?? [],
    content,
    remarks: [],
    reasons: {},
    facts: { today: '2021-12-17', periodKind: 'year' },
    receipt: null,
  };
}
