/** Every figure the five source articles publish, with its article and where the system must show the same figure. */

import { PUBLISHED_TARGETS } from './published-targets.ts';

export interface Article {
  readonly id: '000' | '001' | '002' | '003' | '004';
  readonly title: string;
  readonly date: string;
}

export const ARTICLES: Readonly<Record<Article['id'], Article>> = {
  '000': { id: '000', title: 'Quyết tâm và đồng bộ từ khâu lãnh đạo, chỉ đạo (Hải Dương)', date: '2022' },
  '001': {
    id: '001',
    title: 'Tiếp tục đổi mới mạnh mẽ phương thức lãnh đạo, chỉ đạo, điều hành (Vĩnh Phúc)',
    date: '24/02/2021',
  },
  '002': { id: '002', title: 'Làm theo Bác bằng những việc đột phá (Hải Dương)', date: '18/05/2022' },
  '003': { id: '003', title: 'TP Hải Dương đổi mới mạnh mẽ hoạt động cấp ủy', date: '05/06/2020' },
  '004': {
    id: '004',
    title: 'Thường trực Ban Bí thư làm việc với Ban Thường vụ Tỉnh ủy Hải Dương',
    date: '10/12/2021',
  },
};

/** Where the computed figure is read: always from the service, over HTTP. */
export type Where =
  /** A total over a scope. */
  | {
      readonly kind: 'total';
      readonly period: string;
      readonly scope: string;
      readonly row: string;
      readonly column: string;
    }
  /** One cell of one office, derived columns included; `minus` is taken off (100 for "over plan"). */
  | {
      readonly kind: 'cell';
      readonly unit: string;
      readonly period: string;
      readonly row: string;
      readonly column: string;
      readonly minus?: string;
    }
  /** Difference of two cells of one row. */
  | {
      readonly kind: 'gap';
      readonly unit: string;
      readonly period: string;
      readonly row: string;
      readonly from: string;
      readonly to: string;
    }
  /** Rows of task lists over scopes, by kind of owner. */
  | {
      readonly kind: 'tasks';
      readonly period: string;
      readonly scopes: readonly string[];
      readonly owner: 'person' | 'unit';
    }
  /** Tasks per leader's title over the reports of a period. */
  | { readonly kind: 'leaders'; readonly period: string; readonly measure: 'count' | 'min' | 'max' }
  /** "a/b": targets met or exceeded, of those with a verdict. */
  | { readonly kind: 'met'; readonly unit: string; readonly period: string };

export interface Published {
  readonly id: string;
  readonly article: Article['id'];
  readonly province: 'hai-duong' | 'vinh-phuc';
  readonly label: string;
  /** As printed in the article. */
  readonly printed: string;
  /** true: the article gives the province figure only; the split over offices is made. */
  readonly split: boolean;
  readonly where: Where;
}

const PROVINCE = 'hd.tinh-uy';
const CITY = 'hd.hai-duong';

const inspection = (
  article: Article['id'],
  period: string,
  scope: string,
  lines: readonly (readonly [label: string, printed: string, row: string, column?: string])[],
  split: boolean,
): Published[] =>
  lines.map(([label, printed, row, column = 'total']) => ({
    id: `${period}.${row}.${column}`,
    article,
    province: 'hai-duong',
    label,
    printed,
    split,
    where: { kind: 'total', period, scope, row, column },
  }));

const YEAR_2021 = inspection(
  '000',
  '2021',
  PROVINCE,
  [
    ['Đảng viên được kiểm tra khi có dấu hiệu vi phạm', '90', 'DH.DV', 'UB'],
    ['Tổ chức đảng được kiểm tra khi có dấu hiệu vi phạm', '23', 'DH.TC', 'UB'],
    ['Tổ chức đảng có vi phạm', '17', 'DH.TC.VP', 'UB'],
    ['Tổ chức đảng phải thi hành kỷ luật', '2', 'DH.TC.PHAI', 'UB'],
    ['Đảng viên có vi phạm', '67', 'DH.DV.VP', 'UB'],
    ['Đảng viên phải thi hành kỷ luật', '34', 'DH.DV.PHAI', 'UB'],
    ['Tổ chức đảng được kiểm tra thực hiện nhiệm vụ kiểm tra, giám sát', '589', 'NV.TC'],
    ['Tổ chức đảng được kiểm tra việc thi hành kỷ luật', '299', 'TK.TC'],
    ['Đảng viên được ủy ban kiểm tra giám sát chuyên đề', '351', 'GS.DV.UB'],
    ['Tổ chức đảng được ủy ban kiểm tra giám sát chuyên đề', '404', 'GS.TC.UB'],
    ['Đảng viên bị ủy ban kiểm tra thi hành kỷ luật', '64', 'KL.DV.UB'],
    ['Đảng viên bị tố cáo đã giải quyết', '44', 'TO.DV'],
    ['Tổ chức đảng bị tố cáo đã giải quyết', '6', 'TO.TC'],
    ['Tổ chức đảng được kiểm tra tài chính đảng và đảng phí', '527', 'TD.TC'],
    ['Lượt đơn tố cáo, khiếu nại, kiến nghị, phản ánh', '470', 'DT.NHAN'],
  ],
  true,
);

const TERM = inspection(
  '003',
  'nk-2015-2020',
  CITY,
  [
    ['Tập thể được gợi ý kiểm điểm', '18', 'KD.TT'],
    ['Cá nhân được gợi ý kiểm điểm', '3', 'KD.CN'],
    ['Cuộc kiểm tra của Ban Chấp hành Đảng bộ thành phố', '8', 'KT.CUOC', 'TREN_CS'],
    ['Cuộc giám sát của Ban Chấp hành Đảng bộ thành phố', '5', 'GS.CUOC', 'TREN_CS'],
    ['Cuộc kiểm tra của cấp ủy cơ sở', '1.626', 'KT.CUOC', 'CS'],
    ['Cuộc giám sát của cấp ủy cơ sở', '1.279', 'GS.CUOC', 'CS'],
    ['Tổ chức đảng được kiểm tra khi có dấu hiệu vi phạm', '7', 'DH.TC', 'UB'],
    ['Đảng viên được kiểm tra khi có dấu hiệu vi phạm', '18', 'DH.DV', 'UB'],
    ['Đảng viên bị thi hành kỷ luật', '68', 'KL.DV'],
  ],
  true,
);

const DISTRICTS = [
  'hai-duong',
  'chi-linh',
  'nam-sach',
  'kinh-mon',
  'kim-thanh',
  'thanh-ha',
  'cam-giang',
  'binh-giang',
  'gia-loc',
  'tu-ky',
  'ninh-giang',
  'thanh-mien',
].map((name) => `hd.${name}`);

const task = (
  article: Article['id'],
  id: string,
  label: string,
  printed: string,
  split: boolean,
  where: Where,
): Published => ({
  id: `tasks.${id}`,
  article,
  province: 'hai-duong',
  label,
  printed,
  split,
  where,
});

const TASKS: readonly Published[] = [
  task('000', '178', 'Công việc đột phá đợt 1 năm 2022 của người đứng đầu', '178', true, {
    kind: 'tasks',
    period: '2022-dot-1',
    scopes: [PROVINCE],
    owner: 'person',
  }),
  task('000', '90', 'Số lãnh đạo đăng ký', '90', true, {
    kind: 'leaders',
    period: '2022-dot-1',
    measure: 'count',
  }),
  task('000', 'min', 'Ít nhất mỗi người', '1', true, {
    kind: 'leaders',
    period: '2022-dot-1',
    measure: 'min',
  }),
  task('000', 'max', 'Nhiều nhất mỗi người', '5', true, {
    kind: 'leaders',
    period: '2022-dot-1',
    measure: 'max',
  }),
  task('002', '36', 'Công việc đột phá của các huyện ủy, thành ủy, đảng ủy trực thuộc', '36', true, {
    kind: 'tasks',
    period: '2022-dot-1',
    scopes: DISTRICTS,
    owner: 'unit',
  }),
  task('002', '3-tu-ky', 'Công việc đột phá của Huyện ủy Tứ Kỳ', '3', false, {
    kind: 'tasks',
    period: '2022-dot-1',
    scopes: ['hd.tu-ky'],
    owner: 'unit',
  }),
  task('002', '143', 'Công việc Tứ Kỳ giao các tổ chức', '143', true, {
    kind: 'tasks',
    period: '2022-tu-ky',
    scopes: ['hd.tu-ky'],
    owner: 'unit',
  }),
  task('002', '234', 'Công việc Tứ Kỳ giao các cá nhân', '234', true, {
    kind: 'tasks',
    period: '2022-tu-ky',
    scopes: ['hd.tu-ky'],
    owner: 'person',
  }),
  task('004', '3-tinh', 'Công việc đột phá của Ban Thường vụ Tỉnh ủy', '3', false, {
    kind: 'tasks',
    period: '2022-tinh',
    scopes: [PROVINCE],
    owner: 'unit',
  }),
];

export const PUBLISHED: readonly Published[] = [...YEAR_2021, ...TERM, ...TASKS, ...PUBLISHED_TARGETS];
