/** The targets assigned to each office, with the plan wording of the articles, and what the office types as result. */
import type { TargetMethod } from '../../shared/templates/target-row.ts';
import { VINH_PHUC_DISTRICTS } from './offices.ts';

export interface DemoTarget {
  readonly key: string;
  readonly label: string;
  readonly unit?: string;
  readonly method: TargetMethod;
  readonly plan?: string;
  readonly counted: boolean;
  /** column id → text as typed. */
  readonly typed: Readonly<Record<string, string>>;
}

export interface TargetReport {
  readonly unit: string;
  readonly period: string;
  readonly targets: readonly DemoTarget[];
}

const FINAL = 'Chính thức';
const ESTIMATE = 'Số ước';
const MADE = 'Số do bản trình diễn đặt; bài báo không nêu';
const NO_DATE = 'Bài báo không nêu số này là của thời gian nào';

/** Targets the article counts but does not name: `met` of `count` reach their plan. */
function unnamed(count: number, met: number): DemoTarget[] {
  return Array.from({ length: count }, (_, index) => {
    const reached = index < met;
    const exceeded = reached && index % 2 === 0;
    return {
      key: `CT${String(index + 1).padStart(2, '0')}`,
      label: `Chỉ tiêu chủ yếu số ${index + 1} (bài báo không nêu tên)`,
      unit: '%',
      method: 'growth',
      plan: '100%',
      counted: true,
      typed: {
        actual: reached ? (exceeded ? '104,5' : '100') : '92,3',
        kind: FINAL,
        published: reached ? (exceeded ? 'Vượt' : 'Đạt') : 'Không đạt',
        note: MADE,
      },
    };
  });
}

const rank = (
  key: string,
  label: string,
  actual: string,
  more: Readonly<Record<string, string>> = {},
): DemoTarget => ({
  key,
  label,
  method: 'rank',
  counted: false,
  typed: { actual, kind: FINAL, ...more },
});

const ratioOfDocuments = (key: string, label: string, done: string): DemoTarget => ({
  key,
  label,
  unit: '%',
  method: 'ratio',
  plan: '100%',
  counted: false,
  typed: { actual: '100', numerator: done, denominator: done, kind: ESTIMATE, note: MADE },
});

/** A figure an office reports without a plan and without a verdict. */
const reported = (
  key: string,
  label: string,
  unit: string,
  method: 'sum' | 'last',
  actual: string,
  note?: string,
): DemoTarget => ({
  key,
  label,
  unit,
  method,
  counted: false,
  typed: { actual, kind: FINAL, ...(note ? { note } : {}) },
});

const HAI_DUONG_2021: TargetReport = {
  unit: 'hd.tinh-uy',
  period: '2021',
  targets: [
    {
      key: 'NSNN',
      label: 'Tổng thu ngân sách nhà nước trên địa bàn',
      unit: 'tỷ đồng',
      method: 'sum',
      plan: '12.999 tỷ đồng',
      counted: true,
      typed: {
        actual: '19.290',
        publishedShare: '148,4',
        kind: ESTIMATE,
        published: 'Vượt',
        note: 'Dự toán suy từ “vượt 48,4%”',
      },
    },
    {
      key: 'GRDP',
      label: 'Tốc độ tăng tổng sản phẩm trên địa bàn (GRDP)',
      unit: '%',
      method: 'growth',
      counted: true,
      typed: {
        actual: '8,6',
        kind: ESTIMATE,
        published: 'Đạt',
        note: 'Bài báo không nêu mức kế hoạch và đánh giá riêng',
      },
    },
    ...unnamed(12, 9),
    rank('GRDP.VUNG', 'GRDP: thứ hạng trong vùng đồng bằng sông Hồng', '4'),
    rank('GRDP.NUOC', 'GRDP: thứ hạng toàn quốc', '8'),
    rank('PCI', 'Chỉ số năng lực cạnh tranh cấp tỉnh (PCI): vị trí', '13', { lastYear: '47' }),
    rank('PCI.VUNG', 'PCI: vị trí trong vùng đồng bằng sông Hồng', '6', { actualText: 'thứ 6/11' }),
  ],
};

const HAI_DUONG_Q1: TargetReport = {
  unit: 'hd.tinh-uy',
  period: '2022-q1',
  targets: [
    {
      key: 'NSNN',
      label: 'Tổng thu ngân sách nhà nước trên địa bàn',
      unit: 'tỷ đồng',
      method: 'sum',
      plan: '14.797 tỷ đồng',
      counted: true,
      typed: {
        actual: '5.830',
        cumulative: '5.830',
        lastYear: '5.137',
        publishedShare: '39,4',
        kind: ESTIMATE,
        note: 'Dự toán và cùng kỳ suy từ “39,4%” và “tăng 13,5%”',
      },
    },
    {
      key: 'GRDP',
      label: 'Tốc độ tăng tổng sản phẩm trên địa bàn (GRDP)',
      unit: '%',
      method: 'growth',
      plan: 'từ 10% trở lên',
      counted: true,
      typed: { actual: '14,2', kind: ESTIMATE },
    },
    rank('GRDP.NUOC', 'GRDP quý I: thứ hạng cả nước', '2', { kind: ESTIMATE }),
  ],
};

const VINH_PHUC_COMMITMENTS: readonly TargetReport[] = VINH_PHUC_DISTRICTS.map((office, index) => ({
  unit: office.id,
  period: '2021',
  targets: [
    {
      key: 'TCD',
      label: 'Thành lập mới tổ chức đảng trong doanh nghiệp',
      unit: 'tổ chức',
      method: 'sum',
      plan: '2 - 3 tổ chức đảng',
      counted: true,
      typed: { actual: String(2 + (index % 3)), kind: ESTIMATE, note: MADE },
    },
    {
      key: 'GPMB',
      label: 'Dự án trọng điểm giải phóng mặt bằng xong',
      unit: 'dự án',
      method: 'done',
      plan: '2 dự án',
      counted: true,
      typed: { actual: String(1 + (index % 2)), kind: ESTIMATE, note: MADE },
    },
    {
      key: 'MOHINH',
      label: 'Mô hình, điển hình học tập và làm theo',
      unit: 'mô hình',
      method: 'sum',
      plan: '10 mô hình',
      counted: true,
      typed: { actual: String(9 + (index % 4)), kind: ESTIMATE, note: MADE },
    },
    {
      key: 'CUONGCHE',
      label: 'Cưỡng chế thu hồi đất phục vụ giải phóng mặt bằng',
      unit: 'vụ',
      method: 'sum',
      plan: 'từ 12 vụ/năm',
      counted: true,
      typed: { actual: String(11 + (index % 5)), kind: ESTIMATE, note: MADE },
    },
  ],
}));

const TO_TRY = 'Kế hoạch đặt ra để thử';

/** Targets of a report nobody has sent, for whoever tries the page: every way of writing a plan the articles have; made. */
export const TARGETS_TO_TRY: TargetReport = {
  unit: 'hd.nam-sach',
  period: '2022-q1',
  targets: (
    [
      ['NSNN', `Thu ngân sách trên địa bàn (${TO_TRY})`, 'tỷ đồng', 'sum', '1.250 tỷ đồng'],
      ['GTSX', `Tốc độ tăng giá trị sản xuất (${TO_TRY})`, '%', 'growth', 'từ 10% trở lên'],
      [
        'TCD',
        `Tổ chức đảng thành lập mới trong doanh nghiệp (${TO_TRY})`,
        'tổ chức',
        'sum',
        '2 - 3 tổ chức đảng',
      ],
      ['NTM', `Xã đạt chuẩn nông thôn mới kiểu mẫu (${TO_TRY})`, 'xã', 'done', '2 xã'],
      ['VB', `Văn bản đi được ký số (${TO_TRY})`, '%', 'ratio', '100%'],
      ['NGHEO', `Tỷ lệ hộ nghèo (${TO_TRY})`, '%', 'growth', 'dưới 2%'],
      ['CCHC', `Cải cách hành chính: vị trí trong các huyện (${TO_TRY})`, '', 'rank', 'tăng 2 bậc'],
    ] as const
  ).map(([key, label, unit, method, plan]) => ({ key, label, unit, method, plan, counted: true, typed: {} })),
};

/** Made figures of the same office and the same targets, for what a form offers from the year before. */
export const TARGETS_A_YEAR_BEFORE: TargetReport = {
  ...TARGETS_TO_TRY,
  period: '2021-q1',
  targets: TARGETS_TO_TRY.targets.map((target, index) => ({
    ...target,
    typed: {
      kind: 'chinh_thuc',
      actual: ['310', '9.2', '2', '1', '96.5', '2.4', '5'][index] ?? '1',
      ...(target.method === 'ratio' ? { numerator: '1930', denominator: '2000' } : {}),
    },
  })),
};

export const TARGET_REPORTS: readonly TargetReport[] = [
  {
    unit: 'vp.tinh-uy',
    period: '2020',
    targets: [
      ...unnamed(13, 8),
      reported(
        'KIEMDIEM',
        'Huyện, thành ủy, đảng ủy trực thuộc được tổ công tác dự, theo dõi kiểm điểm, xếp loại',
        'đơn vị',
        'sum',
        '13',
        NO_DATE,
      ),
    ],
  },
  ...VINH_PHUC_COMMITMENTS,
  {
    unit: 'hd.hai-duong',
    period: 'nk-2015-2020',
    targets: [
      reported(
        'DOITHOAI',
        'Cuộc tiếp xúc, đối thoại của người đứng đầu cấp ủy, chính quyền thành phố với nhân dân',
        'cuộc',
        'sum',
        '10',
      ),
    ],
  },
  HAI_DUONG_2021,
  HAI_DUONG_Q1,
  {
    unit: 'hd.so-thong-tin',
    period: '2020',
    targets: [rank('PAR', 'Chỉ số cải cách hành chính: vị trí trong các sở, ngành', '12')],
  },
  {
    unit: 'hd.so-thong-tin',
    period: '2021',
    targets: [
      rank('PAR', 'Chỉ số cải cách hành chính: vị trí trong các sở, ngành', '3', { lastYear: '12' }),
      rank('PAR.CQDT', 'Chỉ số thành phần xây dựng chính quyền điện tử, chính quyền số: vị trí', '1', {
        actualText: 'đứng đầu',
      }),
    ],
  },
  {
    unit: 'hd.so-thong-tin',
    period: '2022-q1',
    targets: [
      ratioOfDocuments('VB.DIENTU', 'Văn bản chính thức trao đổi hoàn toàn dưới dạng điện tử', '1.204'),
      ratioOfDocuments(
        'VB.KYSO',
        'Văn bản đi được ký số (trừ văn bản mật, văn bản không có trong danh mục)',
        '1.187',
      ),
      ratioOfDocuments('DVC.4', 'Dịch vụ công mức độ 4 trong các thủ tục do sở cung cấp', '36'),
    ],
  },
  {
    unit: 'hd.tu-ky',
    period: '2022-q1',
    targets: [
      {
        key: 'VUNG',
        label: 'Vùng sản xuất nông nghiệp công nghệ cao, hữu cơ được công nhận',
        unit: 'vùng',
        method: 'sum',
        plan: 'từ 1-2 vùng',
        counted: true,
        typed: { actual: '1', kind: ESTIMATE, note: MADE },
      },
      reported('VUNG.HUUCO', 'Vùng sản xuất hữu cơ hiện có', 'vùng', 'last', '6', NO_DATE),
    ],
  },
];
