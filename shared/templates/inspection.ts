/** The built-in form "thống kê kiểm tra, giám sát, kỷ luật": numbers only, never the name of anybody. */
import type { PublishedInput } from '../profile.ts';
import type { TemplateInput } from '../template.ts';
import { ANNEX_RULES } from './inspection-annex-rules.ts';
import { INSPECTION_PROFILES } from './inspection-profiles.ts';
import { ANNEX_ROWS, MAIN_ROWS, MONEY_ROWS } from './inspection-rows.ts';
import { MAIN_RULES } from './inspection-rules.ts';
import { INSPECTION_SHORTFALLS } from './inspection-shortfalls.ts';

const LEVEL_NAMES = {
  TINH: { vi: 'Cấp tỉnh', en: 'Province' },
  TREN_CS: { vi: 'Cấp trên trực tiếp cơ sở', en: 'Directly above grassroots' },
  CS: { vi: 'Cấp cơ sở', en: 'Grassroots' },
  BP: { vi: 'Đảng ủy bộ phận', en: 'Sub-committees' },
  CB: { vi: 'Chi bộ', en: 'Party cells' },
};
const ACTOR_NAMES = {
  CU: { vi: 'Cấp ủy', en: 'Party committees' },
  UB: { vi: 'Ủy ban kiểm tra', en: 'Inspection commissions' },
};
const BY_LEVEL = { vi: 'Chia theo cấp tiến hành', en: 'By level' };
const BY_ACTOR = { vi: 'Chia theo chủ thể', en: 'By actor' };

type ColumnInput = TemplateInput['sections'][number]['columns'][number];

/** A count of things, added over offices and accumulated over the year. */
const count = (
  id: string,
  label: ColumnInput['label'],
  more: Partial<Omit<ColumnInput, 'id' | 'label'>> = {},
): ColumnInput => ({
  id,
  label,
  type: 'integer',
  min: '0',
  overTime: 'cumulative',
  overUnits: { kind: 'sum' },
  width: 90,
  ...more,
});

const broken = (
  dimension: string,
  group: ColumnInput['label'],
  names: typeof LEVEL_NAMES | typeof ACTOR_NAMES,
) => Object.entries(names).map(([id, label]) => count(id, label, { group, member: { dimension, id } }));

const money = (id: string, label: ColumnInput['label']): ColumnInput => ({
  id,
  label,
  type: 'money',
  unit: 'nghìn đồng',
  decimals: 0,
  min: '0',
  overTime: 'cumulative',
  overUnits: { kind: 'sum' },
  width: 130,
});

const NOTE: ColumnInput = {
  id: 'note',
  label: { vi: 'Ghi chú', en: 'Note' },
  type: 'text',
  maxLength: 500,
  width: 220,
  help: {
    vi: 'Không ghi tên người. Nội dung mật gửi theo đường văn bản mật.',
    en: 'No names of persons. Secret matters go by the channel for secret documents.',
  },
};

const members = (names: typeof LEVEL_NAMES | typeof ACTOR_NAMES) =>
  Object.entries(names).map(([id, label]) => ({ id, label }));

export const inspection: PublishedInput = {
  id: 'inspection',
  version: 1,
  formVersion: '22 biểu theo 357-QĐ/UBKTTW (2016), kỳ báo cáo theo 885-QĐ/UBKTTW (2022)',
  legalBasis: [
    {
      text: 'Quyết định 885-QĐ/UBKTTW ngày 29/12/2022 về mẫu báo cáo, thống kê công tác kiểm tra, giám sát, kỷ luật của Đảng',
      url: 'https://thuvienphapluat.vn/van-ban/Bo-may-hanh-chinh/Quyet-dinh-885-QD-UBKTTW-2022-mau-bao-cao-thong-ke-cong-tac-giam-sat-ky-luat-cua-Dang-556802.aspx',
    },
    { text: 'Quyết định 357-QĐ/UBKTTW ngày 04/11/2016 (22 biểu thống kê, làm căn cứ cho nội dung cột)' },
    { text: 'Quy định 21-QĐ/TW ngày 11/4/2026 về công tác kiểm tra, giám sát, kỷ luật của Đảng' },
  ],
  descriptors: {
    name: {
      vi: 'Thống kê kiểm tra, giám sát, kỷ luật',
      en: 'Inspection, supervision and discipline statistics',
    },
    content: {
      vi: '60 chỉ tiêu về kiểm tra, giám sát, thi hành kỷ luật, đơn thư, và hai phụ biểu chia chi tiết',
      en: '60 indicators on inspection, supervision, discipline and letters, with two annexes of breakdowns',
    },
    reporters: {
      vi: 'Ủy ban kiểm tra và cấp ủy các cấp trong tỉnh',
      en: 'Inspection commissions and party committees of every level in the province',
    },
    receivers: {
      vi: 'Ủy ban kiểm tra cấp trên trực tiếp, Ủy ban Kiểm tra Tỉnh ủy',
      en: 'The inspection commission directly above; the provincial inspection commission',
    },
    method: {
      vi: 'Gửi từ bảng tính; nội dung mật gửi theo đường văn bản mật',
      en: 'Sent from the spreadsheet; secret matters go by the channel for secret documents',
    },
    deadline: {
      vi: 'Theo hạn của từng cấp ghi trong kỳ báo cáo',
      en: 'The due date of each level as stated in the reporting period',
    },
    frequency: {
      vi: 'Hằng tháng, quý I, 6 tháng, 9 tháng, năm, nhiệm kỳ',
      en: 'Monthly, first quarter, six months, nine months, year, term',
    },
    dataWindow: {
      vi: 'Từ ngày đầu đến ngày cuối lấy số liệu ghi trong kỳ báo cáo; số lũy kế trong năm',
      en: 'The first to the last day of data as stated in the reporting period; accumulated over the year',
    },
    outline: {
      vi: 'Mẫu báo cáo kèm theo Quyết định 885-QĐ/UBKTTW',
      en: 'The report outline attached to Decision 885-QĐ/UBKTTW',
    },
    figuresForm: {
      vi: 'Biểu thống kê này: một bảng chính và hai phụ biểu',
      en: 'This form: one main table and two annexes',
    },
  },
  counts: 'accepted',
  dimensions: [
    { id: 'cap', label: { vi: 'Cấp tiến hành', en: 'Level' }, members: members(LEVEL_NAMES) },
    { id: 'chu_the', label: { vi: 'Chủ thể', en: 'Actor' }, members: members(ACTOR_NAMES) },
  ],
  sections: [
    {
      id: 'main',
      label: { vi: 'Thống kê', en: 'Statistics' },
      kind: 'grid',
      rowsFrom: 'template',
      rows: MAIN_ROWS,
      columns: [
        // Wide enough for "không phát sinh" on one line; any wider, and the table no longer prints on one page.
        count('total', { vi: 'Tổng số', en: 'Total' }, { required: true, width: 108 }),
        ...broken('cap', BY_LEVEL, LEVEL_NAMES),
        ...broken('chu_the', BY_ACTOR, ACTOR_NAMES),
        NOTE,
      ],
    },
    {
      id: 'annex',
      label: { vi: 'Phụ biểu', en: 'Annex' },
      kind: 'grid',
      rowsFrom: 'template',
      rows: ANNEX_ROWS,
      columns: [count('total', { vi: 'Tổng số', en: 'Total' }, { width: 108 }), NOTE],
    },
    {
      id: 'money',
      label: { vi: 'Phụ biểu số tiền', en: 'Annex of money' },
      kind: 'grid',
      rowsFrom: 'template',
      rows: MONEY_ROWS,
      columns: [
        money('amount', { vi: 'Số tiền vi phạm', en: 'Money involved' }),
        money('proposed', { vi: 'Đề nghị xử lý', en: 'Proposed to settle' }),
        money('done', { vi: 'Đã thực hiện', en: 'Settled' }),
        NOTE,
      ],
    },
  ],
  rules: [...MAIN_RULES, ...ANNEX_RULES],
  profiles: INSPECTION_PROFILES,
  shortfalls: INSPECTION_SHORTFALLS,
};
