/** Rules of the targets form; data only. */
import type { Rule } from '../rule.ts';

const SIGNED =
  'Đánh giá công bố và đánh giá theo số liệu có thể khác nhau; bài báo ngày 24/02/2021 và bài báo tháng 12/2021 chỉ nêu số đạt và vượt; suy luận';

const ESTIMATE = {
  vi: 'Đã có kết quả thì cần nói rõ là số ước hay số chính thức; tổng hợp của tỉnh ghi riêng số ước.',
  en: 'A result says whether it is an estimate or final; the province shows estimates apart.',
};
const ESTIMATE_BASIS =
  'Biểu tháng của ngành có cột “ước thực hiện”; bảng 12 chỉ tiêu năm 2019 ghi “ước thực hiện năm”';

export const TARGET_RULES: Rule[] = [
  {
    kind: 'requiredWhen',
    id: 'CT1.LYDO',
    severity: 'error',
    section: 'targets',
    column: 'reason',
    when: { kind: 'differs', left: 'computed', right: 'published' },
    why: {
      vi: 'Đánh giá công bố khác với đánh giá theo số liệu thì phải nêu lý do. Cả hai đều được giữ lại.',
      en: 'Where the published verdict differs from the figures, say why. Both are kept.',
    },
    basis: SIGNED,
  },
  {
    kind: 'requiredWhen',
    id: 'CT2.TYLE',
    severity: 'warning',
    section: 'targets',
    column: 'reason',
    when: { kind: 'differs', left: 'publishedShare', right: 'vsPlan' },
    why: {
      vi: 'Tỷ lệ so với kế hoạch đã công bố khác với tỷ lệ tính từ số thực hiện. Hãy xem lại hoặc nêu lý do.',
      en: 'The share of plan as published differs from the one computed. Look again or say why.',
    },
    basis:
      'Bài báo ngày 18/05/2022: 5.830 tỷ đồng là 39,4% dự toán; bài báo tháng 12/2021: 19.290 tỷ đồng vượt dự toán 48,4%',
  },
  {
    kind: 'requiredWhen',
    id: 'CT3.TUSO',
    severity: 'error',
    section: 'targets',
    column: 'numerator',
    when: { kind: 'is', column: 'method', option: 'ratio' },
    why: {
      vi: 'Chỉ tiêu tỷ lệ cần cả tử số để tỉnh cộng đúng; không lấy bình quân các tỷ lệ.',
      en: 'A ratio needs its numerator so that the province adds up rightly; ratios are never averaged.',
    },
    basis: 'Cách tổng hợp tỷ lệ: tổng tử số chia tổng mẫu số; suy luận',
  },
  {
    kind: 'requiredWhen',
    id: 'CT3.MAUSO',
    severity: 'error',
    section: 'targets',
    column: 'denominator',
    when: { kind: 'is', column: 'method', option: 'ratio' },
    why: {
      vi: 'Chỉ tiêu tỷ lệ cần cả mẫu số để tỉnh cộng đúng; không lấy bình quân các tỷ lệ.',
      en: 'A ratio needs its denominator so that the province adds up rightly; ratios are never averaged.',
    },
    basis: 'Cách tổng hợp tỷ lệ: tổng tử số chia tổng mẫu số; suy luận',
  },
  {
    kind: 'requiredWhen',
    id: 'CT3.KHOP',
    severity: 'note',
    section: 'targets',
    column: 'reason',
    when: { kind: 'differs', left: 'actual', right: 'ratio' },
    why: {
      vi: 'Tỷ lệ ghi ở cột Thực hiện khác với tử số chia mẫu số làm tròn một chữ số. Tỉnh tính theo tử số và mẫu số; hãy xem lại, hoặc ghi lý do.',
      en: 'The ratio typed differs from numerator over denominator rounded to one decimal. The province computes from the two; look again, or say why.',
    },
    basis: 'Cách tổng hợp tỷ lệ: tổng tử số chia tổng mẫu số; suy luận',
  },
  {
    kind: 'requiredWhen',
    id: 'CT4.LOI',
    severity: 'error',
    section: 'targets',
    column: 'actualText',
    when: { kind: 'is', column: 'method', option: 'words' },
    why: {
      vi: 'Chỉ tiêu này có kết quả bằng lời, nên cần ghi kết quả vào cột Kết quả bằng lời.',
      en: 'The result of this target is in words, so it belongs in the column for words.',
    },
    basis: 'Bảng 12 chỉ tiêu năm 2019 công bố cả kết quả bằng lời như “Xuất siêu”',
  },
  {
    kind: 'atMost',
    id: 'CT5.LUYKE',
    severity: 'warning',
    axis: 'columns',
    section: 'targets',
    each: 'all',
    chain: ['cumulative', 'actual'],
    why: {
      vi: 'Số lũy kế từ đầu năm đã gồm số thực hiện kỳ này nên thường không nhỏ hơn.',
      en: 'The figure since the start of the year includes this period, so it is usually not less.',
    },
    basis: 'Biểu tháng của ngành: lũy kế từ đầu năm đến tháng báo cáo; suy luận',
  },
  {
    kind: 'monotonic',
    id: 'CT6.TANG',
    severity: 'warning',
    axis: 'rows',
    section: 'targets',
    each: ['cumulative'],
    why: {
      vi: 'Số lũy kế trong năm không giảm so với kỳ trước. Nếu kỳ trước ghi sai, hãy nêu lý do đính chính.',
      en: 'A figure since the start of the year does not fall from one period to the next. If the earlier one was wrong, say so.',
    },
    basis: 'Lũy kế từ đầu năm; suy luận',
  },
  {
    kind: 'band',
    id: 'CT7.BATTHUONG',
    severity: 'warning',
    axis: 'rows',
    section: 'targets',
    each: ['actual'],
    factor: 6,
    minPoints: 4,
    why: {
      vi: 'Số này khác xa các kỳ trước của chính đơn vị. Có thể do dấu chấm hàng nghìn hoặc đơn vị tính. Nếu đúng, hãy nêu lý do.',
      en: 'This is far from the office’s own past figures. A thousands dot or the unit may be the cause. If it is right, say why.',
    },
    basis: 'Trong số liệu cấp tỉnh đã gặp số nhỏ đi 1.000 lần vì dấu chấm hàng nghìn; suy luận',
  },
  {
    kind: 'requiredWhen',
    id: 'CT8.SO',
    severity: 'error',
    section: 'targets',
    column: 'kind',
    when: { kind: 'filled', column: 'actual' },
    why: ESTIMATE,
    basis: ESTIMATE_BASIS,
  },
  {
    kind: 'requiredWhen',
    id: 'CT8.LOI',
    severity: 'error',
    section: 'targets',
    column: 'kind',
    when: { kind: 'filled', column: 'actualText' },
    why: ESTIMATE,
    basis: ESTIMATE_BASIS,
  },
];
