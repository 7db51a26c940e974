/**
 * The figures of targets, tasks and inspections in the five source articles, one line for each even where two articles print
 * it, with where the system must show the same; left out, since they measure nothing an office reports, are dates and spans
 * of time, numbers inside names and slogans, and how many groups a plan or a resolution sorts its work into.
 */
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

/**
 * Where the computed figure is read: always from the service, over HTTP. `tasks` and `met` add up the counts it gives; what
 * it does not work out is counted (`leaders`) or subtracted (`gap`, `minus`) here, and the words beside the figure say so.
 */
export type Where =
  /** A total over a scope. */
  | {
      readonly kind: 'total';
      readonly period: string;
      readonly scope: string;
      readonly row: string;
      readonly column: string;
    }
  /** One cell of one office in the service's own file, computed columns included; `minus` is taken off (100 for "over plan"). */
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
  /** Tasks per leader's title over the reports the service holds of a period; it has no total by title. */
  | {
      readonly kind: 'leaders';
      readonly period: string;
      readonly scope: string;
      readonly measure: 'count' | 'min' | 'max';
    }
  /** "a/b": targets published as met or exceeded, of those with such a verdict, as the totals count them. */
  | { readonly kind: 'met'; readonly scope: string; readonly period: string };

/** What had to be made to let a figure come about, because the article does not give it. */
export const MADE = {
  split: {
    short: 'chia cho đơn vị là giả định',
    full: 'Bài báo chỉ nêu số chung; phần chia cho đơn vị là giả định.',
  },
  verdicts: {
    short: 'chỉ tiêu nào đạt là giả định',
    full: 'Bài báo chỉ nêu bao nhiêu chỉ tiêu đạt; những chỉ tiêu nào đạt là giả định.',
  },
  base: {
    short: 'mức gốc suy từ chính tỷ lệ này',
    full: 'Bài báo không nêu mức gốc để so; mức gốc suy ra từ chính tỷ lệ này.',
  },
  period: {
    short: 'kỳ báo cáo là giả định',
    full: 'Bài báo không nêu số này là của thời gian nào; kỳ báo cáo là giả định.',
  },
} as const;

export interface Published {
  readonly id: string;
  readonly article: Article['id'];
  readonly province: 'hai-duong' | 'vinh-phuc';
  readonly label: string;
  /** As printed in the article, without its unit; a place told in words (“đứng đầu”, “thứ 6 trong số 11”) in figures. */
  readonly printed: string;
  /** Absent: the article gives all that the figure came from. */
  readonly made?: keyof typeof MADE;
  readonly where: Where;
}

const PROVINCE = 'hd.tinh-uy';
const CITY = 'hd.hai-duong';

/** Of a figure the article gives for all offices together only. */
const asSplit = (figure: Published): Published => ({ ...figure, made: 'split' });

const inspection = (
  article: Article['id'],
  period: string,
  scope: string,
  lines: readonly (readonly [label: string, printed: string, row: string, column?: string])[],
): Published[] =>
  lines.map(([label, printed, row, column = 'total']) => ({
    id: `${period}.${row}.${column}`,
    article,
    province: 'hai-duong',
    label,
    printed,
    where: { kind: 'total', period, scope, row, column },
  }));

const YEAR_2021 = inspection('000', '2021', PROVINCE, [
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
]).map(asSplit);

/** Of the city committee alone. */
const TERM_CITY = inspection('003', 'nk-2015-2020', CITY, [
  ['Tập thể được gợi ý kiểm điểm', '18', 'KD.TT'],
  ['Cá nhân được gợi ý kiểm điểm', '3', 'KD.CN'],
  ['Cuộc kiểm tra của Ban Chấp hành Đảng bộ thành phố', '8', 'KT.CUOC', 'TREN_CS'],
  ['Cuộc giám sát của Ban Chấp hành Đảng bộ thành phố', '5', 'GS.CUOC', 'TREN_CS'],
]);

const TERM = inspection('003', 'nk-2015-2020', CITY, [
  ['Cuộc kiểm tra của cấp ủy cơ sở', '1.626', 'KT.CUOC', 'CS'],
  ['Cuộc giám sát của cấp ủy cơ sở', '1.279', 'GS.CUOC', 'CS'],
  ['Tổ chức đảng được kiểm tra khi có dấu hiệu vi phạm', '7', 'DH.TC', 'UB'],
  ['Đảng viên được kiểm tra khi có dấu hiệu vi phạm', '18', 'DH.DV', 'UB'],
  ['Đảng viên bị thi hành kỷ luật', '68', 'KL.DV'],
]).map(asSplit);

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
  where: Where,
): Published => ({
  id: `tasks.${id}`,
  article,
  province: 'hai-duong',
  label,
  printed,
  where,
});
const splitTask = (...figure: Parameters<typeof task>): Published => asSplit(task(...figure));

const TASKS: readonly Published[] = [
  splitTask('000', '178', 'Công việc đột phá đợt 1 năm 2022 của người đứng đầu', '178', {
    kind: 'tasks',
    period: '2022-dot-1',
    scopes: [PROVINCE],
    owner: 'person',
  }),
  splitTask('000', '90', 'Số lãnh đạo đăng ký', '90', {
    kind: 'leaders',
    period: '2022-dot-1',
    scope: PROVINCE,
    measure: 'count',
  }),
  splitTask('000', 'min', 'Ít nhất mỗi người', '1', {
    kind: 'leaders',
    period: '2022-dot-1',
    scope: PROVINCE,
    measure: 'min',
  }),
  splitTask('000', 'max', 'Nhiều nhất mỗi người', '5', {
    kind: 'leaders',
    period: '2022-dot-1',
    scope: PROVINCE,
    measure: 'max',
  }),
  splitTask('002', '36', 'Công việc đột phá của các huyện ủy, thành ủy, đảng ủy trực thuộc', '36', {
    kind: 'tasks',
    period: '2022-dot-1',
    scopes: DISTRICTS,
    owner: 'unit',
  }),
  task('002', '3-tu-ky', 'Công việc đột phá của Huyện ủy Tứ Kỳ', '3', {
    kind: 'tasks',
    period: '2022-dot-1',
    scopes: ['hd.tu-ky'],
    owner: 'unit',
  }),
  splitTask('002', '143', 'Công việc Tứ Kỳ giao các tổ chức', '143', {
    kind: 'tasks',
    period: '2022-tu-ky',
    scopes: ['hd.tu-ky'],
    owner: 'unit',
  }),
  splitTask('002', '234', 'Công việc Tứ Kỳ giao các cá nhân', '234', {
    kind: 'tasks',
    period: '2022-tu-ky',
    scopes: ['hd.tu-ky'],
    owner: 'person',
  }),
  task('004', '3-tinh', 'Công việc đột phá của Ban Thường vụ Tỉnh ủy', '3', {
    kind: 'tasks',
    period: '2022-tinh',
    scopes: [PROVINCE],
    owner: 'unit',
  }),
];

export const PUBLISHED: readonly Published[] = [
  ...YEAR_2021,
  ...TERM_CITY,
  ...TERM,
  ...TASKS,
  ...PUBLISHED_TARGETS,
];
