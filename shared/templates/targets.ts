/** The built-in form "giao và thực hiện chỉ tiêu": each office's own list with its own plan wording beside the result. */
import type { TemplateInput } from '../template.ts';
import { METHODS } from './target-row.ts';
import { TARGET_RULES } from './targets-rules.ts';

const VERDICT_OPTIONS = [
  { id: 'exceeded', label: { vi: 'Vượt', en: 'Exceeded' }, aliases: ['vượt chỉ tiêu', 'vượt kế hoạch'] },
  { id: 'met', label: { vi: 'Đạt', en: 'Met' }, aliases: ['đạt chỉ tiêu', 'hoàn thành', 'đạt kế hoạch'] },
  { id: 'missed', label: { vi: 'Không đạt', en: 'Missed' }, aliases: ['chưa đạt', 'không hoàn thành'] },
];

const THIS_PERIOD = { vi: 'Kết quả kỳ này', en: 'This period' };
const PLAN = { vi: 'Kế hoạch', en: 'Plan' };
const COMPARED = { vi: 'So sánh', en: 'Compared' };
const JUDGED = { vi: 'Đánh giá', en: 'Verdict' };

export const targets: TemplateInput = {
  id: 'targets',
  version: 1,
  formVersion: 'Sổ Tỉnh 2021: bảng chỉ tiêu giao đầu năm và kết quả theo kỳ',
  legalBasis: [
    { text: 'Nghị định 09/2019/NĐ-CP ngày 24/01/2019 về chế độ báo cáo của cơ quan hành chính nhà nước' },
    { text: 'Quyết định giao chỉ tiêu hoặc bản cam kết của cấp có thẩm quyền, ghi trong giao báo cáo' },
  ],
  descriptors: {
    name: { vi: 'Giao và thực hiện chỉ tiêu', en: 'Targets assigned and reached' },
    content: {
      vi: 'Kết quả từng chỉ tiêu được giao, so với kế hoạch và cùng kỳ năm trước, kèm đánh giá',
      en: 'The result of each assigned target against the plan and the same period last year, with a verdict',
    },
    reporters: { vi: 'Đơn vị được giao chỉ tiêu', en: 'Offices with assigned targets' },
    receivers: { vi: 'Cơ quan giao chỉ tiêu', en: 'The body that assigned the targets' },
    method: { vi: 'Gửi từ bảng tính', en: 'Sent from the spreadsheet' },
    deadline: {
      vi: 'Theo hạn của từng cấp ghi trong kỳ báo cáo',
      en: 'The due date of each level as stated in the reporting period',
    },
    frequency: {
      vi: 'Hằng tháng, quý, 6 tháng, 9 tháng, năm',
      en: 'Monthly, quarterly, six months, nine months, yearly',
    },
    dataWindow: {
      vi: 'Từ ngày đầu đến ngày cuối lấy số liệu ghi trong kỳ báo cáo',
      en: 'The first to the last day of data as stated in the reporting period',
    },
    outline: { vi: 'Không có đề cương riêng', en: 'No outline of its own' },
    figuresForm: { vi: 'Biểu chỉ tiêu này', en: 'This table of targets' },
  },
  counts: 'submitted',
  sections: [
    {
      id: 'targets',
      label: { vi: 'Chỉ tiêu', en: 'Targets' },
      kind: 'grid',
      rowsFrom: 'assignment',
      countBy: ['computed', 'published'],
      estimate: { column: 'kind', option: 'uoc' },
      columns: [
        {
          id: 'method',
          label: { vi: 'Cách tổng hợp', en: 'How it adds up' },
          type: 'option',
          source: 'assignment',
          options: Object.entries(METHODS).map(([id, { vi, en, aliases }]) => ({
            id,
            label: { vi, en },
            aliases,
          })),
          width: 150,
        },
        {
          id: 'plan',
          label: { vi: 'Kế hoạch (nguyên văn)', en: 'Plan (as issued)' },
          type: 'target',
          source: 'assignment',
          group: PLAN,
          width: 170,
        },
        {
          id: 'planLow',
          label: { vi: 'Kế hoạch từ', en: 'Plan from' },
          type: 'decimal',
          source: 'derived',
          group: PLAN,
          derive: { kind: 'lowerBound', of: 'plan' },
        },
        {
          id: 'planHigh',
          label: { vi: 'Kế hoạch đến', en: 'Plan to' },
          type: 'decimal',
          source: 'derived',
          group: PLAN,
          derive: { kind: 'upperBound', of: 'plan' },
        },
        {
          id: 'direction',
          width: 130,
          label: { vi: 'Chiều tốt', en: 'Better is' },
          type: 'option',
          source: 'derived',
          group: PLAN,
          derive: { kind: 'direction', of: 'plan' },
          options: [
            { id: 'higher', label: { vi: 'Càng cao càng tốt', en: 'Higher' } },
            { id: 'lower', label: { vi: 'Càng thấp càng tốt', en: 'Lower' } },
            { id: 'none', label: { vi: 'Không xét', en: 'Neither' } },
          ],
        },
        {
          id: 'actual',
          label: { vi: 'Thực hiện', en: 'Actual' },
          type: 'decimal',
          required: true,
          group: THIS_PERIOD,
          decimals: 3,
          overTime: 'cumulative',
          overUnits: { kind: 'sum' },
          help: {
            vi: 'Số thực hiện từ đầu đến cuối kỳ báo cáo, theo đơn vị tính của dòng. Thứ hạng chỉ ghi số.',
            en: 'The figure for the whole reporting period, in the unit of the row. For a rank write the number only.',
          },
        },
        {
          id: 'actualText',
          label: { vi: 'Kết quả bằng lời', en: 'Result in words' },
          type: 'text',
          maxLength: 500,
          group: THIS_PERIOD,
          width: 180,
          help: {
            vi: 'Dùng khi kết quả không phải một con số, ví dụ “Xuất siêu”, “thứ 6/11”.',
            en: 'For results that are not one number, e.g. “Xuất siêu”, “thứ 6/11”.',
          },
        },
        {
          id: 'numerator',
          label: { vi: 'Tử số', en: 'Numerator' },
          type: 'decimal',
          group: THIS_PERIOD,
          decimals: 3,
          overUnits: { kind: 'sum' },
        },
        {
          id: 'denominator',
          label: { vi: 'Mẫu số', en: 'Denominator' },
          type: 'decimal',
          group: THIS_PERIOD,
          decimals: 3,
          overUnits: { kind: 'sum' },
        },
        {
          id: 'kind',
          width: 110,
          label: { vi: 'Ước hay chính thức', en: 'Estimate or final' },
          type: 'option',
          group: THIS_PERIOD,
          options: [
            {
              id: 'uoc',
              label: { vi: 'Số ước', en: 'Estimate' },
              aliases: ['ước', 'ước đạt', 'ước thực hiện'],
            },
            { id: 'chinh_thuc', label: { vi: 'Chính thức', en: 'Final' }, aliases: ['số chính thức'] },
          ],
        },
        {
          id: 'cumulative',
          label: { vi: 'Lũy kế từ đầu năm', en: 'Since the start of the year' },
          type: 'decimal',
          decimals: 3,
          overTime: 'cumulative',
          overUnits: { kind: 'sum' },
        },
        {
          id: 'lastYear',
          label: { vi: 'Cùng kỳ năm trước', en: 'Same period last year' },
          type: 'decimal',
          decimals: 3,
          overUnits: { kind: 'sum' },
        },
        {
          id: 'publishedShare',
          label: { vi: 'Tỷ lệ đã công bố', en: 'Share as published' },
          unit: '%',
          type: 'decimal',
          decimals: 1,
          min: '0',
          group: COMPARED,
          help: {
            vi: 'Có thể lớn hơn 100. Công bố “vượt 48,4%” thì ghi 148,4.',
            en: 'May exceed 100. If “48.4% over” was published, write 148.4.',
          },
        },
        {
          id: 'ratio',
          label: { vi: 'Tử số chia mẫu số', en: 'Ratio' },
          unit: '%',
          type: 'decimal',
          source: 'derived',
          decimals: 1,
          group: COMPARED,
          derive: { kind: 'ratio', numerator: 'numerator', denominator: 'denominator', scale: 100 },
        },
        {
          id: 'vsPlan',
          label: { vi: 'So với kế hoạch', en: 'Of plan' },
          unit: '%',
          type: 'decimal',
          source: 'derived',
          decimals: 1,
          group: COMPARED,
          derive: { kind: 'percentOf', value: 'actual', base: 'plan' },
        },
        {
          id: 'cumulativeVsPlan',
          label: { vi: 'Lũy kế so với kế hoạch', en: 'Since January, of plan' },
          unit: '%',
          type: 'decimal',
          source: 'derived',
          decimals: 1,
          group: COMPARED,
          derive: { kind: 'percentOf', value: 'cumulative', base: 'plan' },
        },
        {
          id: 'vsLastYear',
          label: { vi: 'So với cùng kỳ', en: 'Of last year' },
          unit: '%',
          type: 'decimal',
          source: 'derived',
          decimals: 1,
          group: COMPARED,
          derive: { kind: 'percentOf', value: 'actual', base: 'lastYear' },
        },
        {
          id: 'computed',
          width: 110,
          label: { vi: 'Đánh giá theo số liệu', en: 'Verdict by the figures' },
          type: 'option',
          source: 'derived',
          group: JUDGED,
          // A plan is assigned for the year, or in a term for the term: what a quarter reached is no verdict on it.
          derive: { kind: 'verdict', actual: 'actual', plan: 'plan', periods: ['year', 'term'] },
          options: VERDICT_OPTIONS,
          help: {
            vi: 'Chỉ có ở báo cáo năm và báo cáo nhiệm kỳ. Giữa chừng thì xem cột So với kế hoạch.',
            en: 'Only in reports of a year or a term. On the way there, see the share of plan.',
          },
        },
        {
          id: 'published',
          width: 110,
          label: { vi: 'Đánh giá công bố', en: 'Verdict as published' },
          type: 'option',
          group: JUDGED,
          options: VERDICT_OPTIONS,
        },
        { id: 'reason', label: { vi: 'Lý do', en: 'Reason' }, type: 'text', maxLength: 1000, width: 220 },
        { id: 'note', label: { vi: 'Ghi chú', en: 'Note' }, type: 'text', maxLength: 1000, width: 220 },
      ],
    },
  ],
  rules: TARGET_RULES,
  shortfalls: [{ kind: 'missed', section: 'targets', computed: 'computed', published: 'published' }],
};
