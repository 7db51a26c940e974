/** Targets samples: a target of every way of adding up, and one breach of every rule. */
import type { ReportContent } from '../../../shared/report.ts';
import type { AssignedRow } from '../../../shared/template.ts';
import { builtIn } from '../../../shared/templates/index.ts';
import { targetRow } from '../../../shared/templates/target-row.ts';
import { type Breaking, type BreakingSample, breakingSample, changed, type Sample } from './sample.ts';

const ASSIGNED: readonly AssignedRow[] = [
  targetRow({
    key: 'CT01',
    ordinal: '1',
    label: { vi: 'Thu ngân sách nội địa', en: 'Domestic budget revenue' },
    unit: 'tỷ đồng',
    method: 'sum',
    plan: '13.000 tỷ đồng',
    direction: 'higher',
  }),
  targetRow({
    key: 'CT01.1',
    ordinal: '1.1',
    parent: 'CT01',
    label: { vi: 'Trong đó: tiền sử dụng đất', en: 'Of which: land use fees' },
    unit: 'tỷ đồng',
    method: 'sum',
    counted: false,
  }),
  targetRow({
    key: 'CT02',
    ordinal: '2',
    label: { vi: 'Văn bản ký số', en: 'Documents signed digitally' },
    unit: '%',
    method: 'ratio',
    plan: 'từ 95% trở lên',
  }),
  targetRow({
    key: 'CT03',
    ordinal: '3',
    label: { vi: 'Tổng số đảng viên', en: 'Party members' },
    unit: 'đảng viên',
    method: 'last',
    plan: 'từ 8.000 đảng viên trở lên',
  }),
  targetRow({
    key: 'CT04',
    ordinal: '4',
    label: { vi: 'Xếp hạng cải cách hành chính', en: 'Rank in administrative reform' },
    unit: 'hạng',
    method: 'rank',
    plan: 'thứ 6/11',
    direction: 'lower',
  }),
  targetRow({
    key: 'CT05',
    ordinal: '5',
    label: { vi: 'Tốc độ tăng giá trị sản xuất', en: 'Growth of output' },
    unit: '%',
    method: 'growth',
    plan: 'trên 9%',
  }),
  targetRow({
    key: 'CT06',
    ordinal: '6',
    label: { vi: 'Giải phóng mặt bằng dự án', en: 'Projects cleared' },
    unit: 'dự án',
    method: 'done',
    plan: '2 dự án',
  }),
  targetRow({
    key: 'CT07',
    ordinal: '7',
    label: { vi: 'Cán cân thương mại', en: 'Balance of trade' },
    method: 'words',
  }),
];

const CONTENT: ReportContent = {
  targets: {
    CT01: {
      actual: '19292',
      kind: 'uoc',
      cumulative: '19292',
      lastYear: '18000',
      publishedShare: '148.4',
      published: 'exceeded',
    },
    'CT01.1': { actual: '4100.5', kind: 'uoc', cumulative: '4100.5', lastYear: '5000' },
    CT02: {
      actual: '97.5',
      numerator: '1950',
      denominator: '2000',
      kind: 'chinh_thuc',
      published: 'met',
    },
    CT03: { actual: '8012', lastYear: '7950', kind: 'chinh_thuc', published: 'met' },
    CT04: { actual: '6', actualText: 'thứ 6/11', lastYear: '8', kind: 'chinh_thuc', published: 'met' },
    CT05: {
      actual: '8.6',
      lastYear: '2.1',
      kind: 'chinh_thuc',
      published: 'missed',
      note: 'Dịch bệnh kéo dài',
    },
    CT06: { actual: '2', cumulative: '2', kind: 'chinh_thuc', published: 'met' },
    CT07: { actualText: 'Xuất siêu', kind: 'uoc', published: 'met' },
  },
};

export function targetsSample(): Sample {
  const template = builtIn('targets');
  if (template === undefined) throw new Error('the targets form is not built in');
  return {
    template,
    assigned: ASSIGNED,
    content: structuredClone(CONTENT),
    facts: {
      today: '2021-12-10',
      periodKind: 'year',
      history: { 'CT03|actual': ['7900', '7950', '7960', '8000', '8010'] },
    },
  };
}

const BREAKING: readonly Breaking[] = [
  { rule: 'CT1.LYDO', at: ['targets', 'CT05', 'reason'], changes: [['targets', 'CT05', 'published', 'met']] },
  {
    rule: 'CT2.TYLE',
    at: ['targets', 'CT01', 'reason'],
    changes: [['targets', 'CT01', 'publishedShare', '48.4']],
  },
  {
    rule: 'CT3.TUSO',
    at: ['targets', 'CT02', 'numerator'],
    changes: [['targets', 'CT02', 'numerator', null]],
  },
  {
    rule: 'CT3.MAUSO',
    at: ['targets', 'CT02', 'denominator'],
    changes: [['targets', 'CT02', 'denominator', null]],
  },
  {
    rule: 'CT3.KHOP',
    at: ['targets', 'CT02', 'reason'],
    changes: [['targets', 'CT02', 'numerator', '1920']],
  },
  {
    rule: 'CT4.LOI',
    at: ['targets', 'CT07', 'actualText'],
    changes: [['targets', 'CT07', 'actualText', null]],
  },
  { rule: 'CT5.LUYKE', at: ['targets', 'CT06', 'actual'], changes: [['targets', 'CT06', 'cumulative', '1']] },
  {
    rule: 'CT6.TANG',
    at: ['targets', 'CT06', 'cumulative'],
    facts: { previous: changed(CONTENT, [['targets', 'CT06', 'cumulative', '3']]) },
  },
  {
    rule: 'CT7.BATTHUONG',
    at: ['targets', 'CT03', 'actual'],
    changes: [['targets', 'CT03', 'actual', '8.012']],
  },
  { rule: 'CT8.SO', at: ['targets', 'CT03', 'kind'], changes: [['targets', 'CT03', 'kind', null]] },
  { rule: 'CT8.LOI', at: ['targets', 'CT07', 'kind'], changes: [['targets', 'CT07', 'kind', null]] },
];

export function breakingTargets(): BreakingSample[] {
  const valid = targetsSample();
  return BREAKING.map((breaking) => breakingSample(valid, breaking));
}
