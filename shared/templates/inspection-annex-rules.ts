/** Rules of the inspection form between the indicators and its two annexes (R2, R3, R5, R8 to R11, R15, R16); data only. */
import type { Rule } from '../rule.ts';
import { ANNEX_ROWS, FORMS, MONEY_ROWS } from './inspection-rows.ts';
import { rowFunnel, rowParts, rowSum } from './rule-makers.ts';

const form = (...codes: string[]): string => codes.map((code) => FORMS[code] ?? code).join('; ');
/** Of rules the forms themselves state. */
const stated = (...codes: string[]) => ({ basis: form(...codes), document: form(...codes) });
const inferred = (...codes: string[]): string => `${form(...codes)}; suy luận từ bố cục biểu`;

const keysUnder = (rows: typeof ANNEX_ROWS, prefix: string): string[] =>
  rows.filter((row) => row.key.startsWith(`${prefix}.`)).map((row) => row.key);

const WELL_OR_NOT = {
  vi: 'Số thực hiện tốt cộng số thực hiện chưa tốt thường bằng tổng số được kiểm tra. Nếu khác, hãy nêu lý do.',
  en: 'Doing well plus not doing well usually equals the total inspected. If not, say why.',
};

const wellRules = (object: 'KT.TC' | 'KT.DV', source: string): Rule[] => [
  rowSum(
    `R3.${object}`,
    'warning',
    { whole: object, parts: [`${object}.TOT`, `${object}.CHUATOT`] },
    { why: WELL_OR_NOT, basis: inferred(source) },
  ),
];

/** R5: each content is part of the total, and together they are at least the total, since one may violate several. */
const contentRules = (object: 'KL.TC' | 'KL.DV', sources: string[]): Rule[] => {
  const contents = keysUnder(ANNEX_ROWS, `${object}.ND`);
  const basis = `${form(...sources)}; số liệu một tỉnh đã công bố cho thấy một trường hợp có thể vi phạm nhiều nội dung`;
  return [
    rowParts(`R5.${object}`, 'warning', object, contents, {
      why: {
        vi: 'Số vi phạm ở từng nội dung không lớn hơn tổng số bị kỷ luật.',
        en: 'No content can count more than all disciplined.',
      },
      basis,
    }),
    rowSum(
      `R5.${object}.TONG`,
      'warning',
      { whole: object, parts: contents, relation: 'atLeast', blankParts: 'anyFilled' },
      {
        why: {
          vi: 'Ai bị kỷ luật cũng có ít nhất một nội dung vi phạm, nên các nội dung cộng lại không nhỏ hơn tổng số. Cộng lại có thể lớn hơn.',
          en: 'Everyone disciplined has at least one content, so the contents add up to the total or more.',
        },
        basis,
      },
    ),
  ];
};

const denunciationRules = (object: 'TO.TC' | 'TO.DV', source: string): Rule[] => [
  rowSum(
    `R8.${object}`,
    'error',
    {
      whole: object,
      parts: [`${object}.CHUACS`, `${object}.SAI`, `${object}.DUNG`],
      blankParts: 'anyFilled',
    },
    {
      why: {
        vi: 'Chưa có cơ sở kết luận, tố cáo sai và tố cáo đúng (kể cả đúng một phần) cộng lại phải bằng số đã giải quyết xong.',
        en: 'No ground, wrong, and right (wholly or in part) must add up to all settled.',
      },
      basis: inferred(source),
    },
  ),
  rowFunnel(
    `R8.${object}.VP`,
    'error',
    [`${object}.DUNG`, `${object}.VP`, `${object}.PHAI`, `${object}.DA`],
    {
      why: {
        vi: 'Số có vi phạm không lớn hơn số tố cáo đúng; số phải thi hành kỷ luật không lớn hơn số có vi phạm; số đã thi hành không lớn hơn số phải thi hành.',
        en: 'With violations ≤ rightly denounced; to be disciplined ≤ with violations; disciplined ≤ to be disciplined.',
      },
      basis: inferred(source),
    },
  ),
];

const appealRules = (object: 'KN.TC' | 'KN.DV', sources: string[]): Rule[] => {
  const basis = inferred(...sources);
  return [
    rowFunnel(`R9.${object}.PHAI`, 'error', [`${object}.PHAI`, `${object}.XONG`, `${object}.DOI`], {
      why: {
        vi: 'Số đã giải quyết xong không lớn hơn số phải giải quyết; số thay đổi kỷ luật không lớn hơn số đã giải quyết xong.',
        en: 'Settled ≤ to be settled; changed ≤ settled.',
      },
      basis,
    }),
    rowSum(
      `R9.${object}`,
      'error',
      { whole: `${object}.XONG`, parts: [`${object}.GIU`, `${object}.DOI`] },
      {
        why: {
          vi: 'Giữ nguyên cộng thay đổi kỷ luật phải bằng số khiếu nại đã giải quyết xong.',
          en: 'Kept plus changed must equal all settled.',
        },
        basis,
      },
    ),
    rowSum(
      `R9.${object}.DOI`,
      'error',
      {
        whole: `${object}.DOI`,
        parts: [`${object}.TANG`, `${object}.GIAM`, `${object}.XOA`],
        blankParts: 'anyFilled',
      },
      {
        why: {
          vi: 'Tăng, giảm và xóa kỷ luật cộng lại phải bằng số thay đổi.',
          en: 'Raised, lowered and lifted must add up to all changed.',
        },
        basis,
      },
    ),
    rowSum(
      `R9.${object}.NN`,
      'error',
      {
        whole: `${object}.DOI`,
        parts: [`${object}.NN.PC`, `${object}.NN.TT`, `${object}.NN.KHAC`],
        blankParts: 'anyFilled',
      },
      {
        why: {
          vi: 'Ba nguyên nhân thay đổi cộng lại phải bằng số thay đổi.',
          en: 'The three causes must add up to all changed.',
        },
        basis,
      },
    ),
  ];
};

const LETTER_RULES: Rule[] = [
  rowFunnel('R10', 'warning', ['DT.NHAN', 'DT.PHAI'], {
    why: {
      vi: 'Số đơn phải giải quyết thường không lớn hơn số lượt đơn đã tiếp nhận. Nếu còn đơn kỳ trước chuyển sang, hãy nêu lý do.',
      en: 'Letters to be settled are usually no more than letters received. If some came over from before, say so.',
    },
    basis: inferred('T16'),
  }),
  rowSum(
    'R10.LOAI',
    'warning',
    { whole: 'DT.NHAN', parts: ['DT.TC', 'DT.KN'], relation: 'atMost', blankParts: 'anyFilled' },
    {
      why: {
        vi: 'Đơn tố cáo, phản ánh cộng đơn khiếu nại không lớn hơn tổng số đơn đã tiếp nhận.',
        en: 'Denunciations plus appeals cannot exceed all letters received.',
      },
      basis: inferred('T16'),
    },
  ),
  rowSum(
    'R10.TC',
    'warning',
    { whole: 'DT.TC', parts: ['DT.TC.PHAI', 'DT.TC.GIAU', 'DT.TC.MAO'], blankParts: 'anyFilled' },
    {
      why: {
        vi: 'Đơn phải giải quyết, đơn giấu tên và đơn mạo tên cộng lại thường bằng tổng số đơn tố cáo.',
        en: 'To be settled, anonymous and false name usually add up to all denunciations.',
      },
      basis: inferred('T16'),
    },
  ),
  rowSum(
    'R10.NGUOI',
    'warning',
    { whole: 'DT.TC', parts: ['DT.TC.DV', 'DT.TC.CD'], blankParts: 'anyFilled' },
    {
      why: {
        vi: 'Đơn của đảng viên cộng đơn của công dân thường bằng tổng số đơn tố cáo.',
        en: 'Letters by members plus by citizens usually equal all denunciations.',
      },
      basis: inferred('T16'),
    },
  ),
  rowSum(
    'R10.XULY',
    'warning',
    {
      whole: 'DT.NHAN',
      parts: ['DT.CHUYEN', 'DT.TRA', 'DT.LUU'],
      relation: 'atMost',
      blankParts: 'anyFilled',
    },
    {
      why: {
        vi: 'Đơn chuyển, đơn trả lại và đơn lưu cộng lại không lớn hơn tổng số đơn đã tiếp nhận.',
        en: 'Passed on, returned and filed cannot exceed all letters received.',
      },
      basis: inferred('T16'),
    },
  ),
];

const MONEY_COLUMNS = ['amount', 'proposed', 'done'];

const moneyRules = (whole: 'TD.NS.TIEN' | 'TD.DP.TIEN', source: string): Rule[] => [
  rowSum(
    `R11.${whole}`,
    'error',
    { whole, parts: keysUnder(MONEY_ROWS, whole), blankParts: 'anyFilled' },
    {
      why: {
        vi: 'Số tiền theo từng nội dung cộng lại phải bằng tổng số tiền, tính bằng nghìn đồng.',
        en: 'Money by content must add up to the total, in thousands of dong.',
      },
      ...stated(source),
    },
    MONEY_COLUMNS,
  ),
];

export const ANNEX_RULES: Rule[] = [
  rowSum(
    'R2.KL.DV.PL',
    'warning',
    { whole: 'KL.DV.PL', parts: ['KL.DV.PL.TU', 'KL.DV.PL.KHAC'], blankParts: 'anyFilled' },
    {
      why: {
        vi: 'Phạt tù (kể cả án treo) cộng hình thức khác thường bằng tổng số bị xử lý pháp luật.',
        en: 'Imprisoned plus other measures usually equal all dealt with by law.',
      },
      basis: inferred('T14', 'T15'),
    },
  ),
  ...wellRules('KT.TC', 'T1'),
  ...wellRules('KT.DV', 'T2'),
  ...contentRules('KL.TC', ['T13']),
  ...contentRules('KL.DV', ['T14', 'T15']),
  ...denunciationRules('TO.TC', 'T17'),
  ...denunciationRules('TO.DV', 'T18'),
  ...appealRules('KN.TC', ['T19']),
  ...appealRules('KN.DV', ['T20', 'T21']),
  ...LETTER_RULES,
  ...moneyRules('TD.NS.TIEN', 'T7'),
  ...moneyRules('TD.DP.TIEN', 'T8'),
  {
    kind: 'atMost',
    id: 'R11.XULY',
    severity: 'warning',
    axis: 'columns',
    section: 'money',
    each: 'all',
    chain: ['proposed', 'done'],
    why: {
      vi: 'Số tiền đã thực hiện thường không lớn hơn số tiền đề nghị xử lý. Nếu thu hồi thêm, hãy nêu lý do.',
      en: 'Money settled is usually no more than money proposed. If more was recovered, say why.',
    },
    ...stated('T7', 'T8'),
  },
  rowSum(
    'R15.KL.TC',
    'error',
    { whole: 'KL.TC', parts: keysUnder(ANNEX_ROWS, 'KL.TC.LOAI'), blankParts: 'anyFilled' },
    {
      why: {
        vi: 'Số bị kỷ luật theo từng loại tổ chức cộng lại phải bằng tổng số tổ chức đảng bị kỷ luật.',
        en: 'Disciplined organisations by kind must add up to the total.',
      },
      basis:
        'Số liệu cấp tỉnh được công bố theo loại tổ chức đảng cộng đúng bằng tổng số; danh mục loại là suy luận',
    },
  ),
  rowFunnel('R16', 'error', ['KP.ND', 'KP.XONG'], {
    why: {
      vi: 'Số nội dung đã khắc phục xong không lớn hơn số phải khắc phục.',
      en: 'Matters remedied cannot exceed matters to remedy.',
    },
    ...stated('X'),
  }),
];
