/** Rules of the inspection form between its 60 indicators (R1 to R4, R6, R7, R10, R12 to R14); data only. */
import type { Rule } from '../rule.ts';
import { FORMS, MAIN_ROWS } from './inspection-rows.ts';
import { columnSum, type Grounds, rowFunnel, rowParts, rowSum } from './rule-makers.ts';

/** Members of the dimension `cap`, in the order of the forms. */
const LEVELS = ['TINH', 'TREN_CS', 'CS', 'BP', 'CB'] as const;
/** Members of the dimension `chu_the`. */
const ACTORS = ['CU', 'UB'] as const;
const WITH_ACTORS = ['total', ...ACTORS];

const rowsOpening = (column: string): string[] =>
  MAIN_ROWS.filter((row) => row.open?.includes(column)).map((row) => row.key);

const form = (...codes: string[]): string => codes.map((code) => FORMS[code] ?? code).join('; ');
/** Of rules the forms themselves state. */
const stated = (...codes: string[]) => ({ basis: form(...codes), document: form(...codes) });
const inferred = (...codes: string[]): string => `${form(...codes)}; suy luận từ bố cục biểu`;

const EARLIER_CASE = {
  vi: 'Số được kết luận thường không lớn hơn số được kiểm tra trong kỳ. Nếu có vụ mở từ kỳ trước, hãy nêu lý do.',
  en: 'As a rule no more are concluded than were inspected in the period. If cases were opened earlier, say so.',
};
const FUNNEL = {
  vi: 'Trong cùng một biểu, số đã thi hành kỷ luật không lớn hơn số phải thi hành, và số phải thi hành không lớn hơn số có vi phạm.',
  en: 'Within one form, disciplined ≤ to be disciplined ≤ with violations.',
};
const FUNNEL_OF_WEAK = {
  vi: 'Trong cùng một biểu, số đã thi hành kỷ luật không lớn hơn số phải thi hành, số phải thi hành không lớn hơn số có khuyết điểm, vi phạm, và số có khuyết điểm, vi phạm không lớn hơn số thực hiện chưa tốt.',
  en: 'Within one form, disciplined ≤ to be disciplined ≤ with faults or violations ≤ not doing well.',
};
const WELL_OR_NOT = {
  vi: 'Số thực hiện tốt cộng số thực hiện chưa tốt thường bằng tổng số được kiểm tra. Nếu khác, hãy nêu lý do.',
  en: 'Doing well plus not doing well usually equals the total inspected. If not, say why.',
};
const COMMITTEE: Grounds = {
  why: {
    vi: 'Cấp ủy viên là một phần của tổng số đảng viên, nên không lớn hơn tổng số.',
    en: 'Committee members are part of all members and cannot be more.',
  },
  basis: 'Số liệu được công bố chính thức của toàn quốc ghi “trong đó cấp ủy viên”',
};
const SUPERVISION = {
  vi: 'Số thực hiện tốt cộng số phát hiện có dấu hiệu vi phạm không lớn hơn tổng số được giám sát.',
  en: 'Doing well plus signs of violation found cannot exceed the total supervised.',
};
const PASSED_ON = {
  vi: 'Chỉ chuyển kiểm tra những trường hợp đã phát hiện có dấu hiệu vi phạm.',
  en: 'Only cases with signs of violation are passed on to inspection.',
};
const BY_COMMISSION = {
  vi: 'Số do ủy ban kiểm tra giám sát là một phần của tổng số được giám sát.',
  en: 'What inspection commissions supervise is part of the total supervised.',
};
const FINANCE = {
  vi: 'Số được kiểm tra theo từng nội dung không lớn hơn tổng số được kiểm tra tài chính đảng. Một tổ chức có thể được kiểm tra cả hai nội dung nên không cộng hai số.',
  en: 'Those inspected on one matter cannot exceed all inspected on party finance. One may be inspected on both, so the two are not added.',
};

const LEVEL_RULES: Rule[] = [
  columnSum(
    'R1',
    'error',
    { section: 'main', whole: 'total', parts: LEVELS, rows: rowsOpening('TINH') },
    {
      why: {
        vi: 'Khi đã ghi số theo cấp tiến hành, các cấp cộng lại phải bằng tổng số.',
        en: 'Once figures by level are given, the levels must add up to the total.',
      },
      basis:
        'Cột cấp tiến hành trong các biểu của Quyết định 357-QĐ/UBKTTW ngày 04/11/2016; số liệu cấp tỉnh đã công bố cũng cộng đúng như vậy',
      document: 'Quyết định 357-QĐ/UBKTTW ngày 04/11/2016',
    },
  ),
  columnSum(
    'R1.CT',
    'error',
    { section: 'main', whole: 'total', parts: ACTORS, rows: rowsOpening('UB') },
    {
      why: {
        vi: 'Khi đã ghi số theo chủ thể, cấp ủy và ủy ban kiểm tra cộng lại phải bằng tổng số.',
        en: 'Once figures by actor are given, committees and commissions must add up to the total.',
      },
      basis: inferred('T3', 'T4', 'T13'),
    },
  ),
];

const PENALTY_RULES: Rule[] = [
  rowSum(
    'R2.KL.TC',
    'error',
    { whole: 'KL.TC', parts: ['KL.TC.KT', 'KL.TC.CC', 'KL.TC.GT'] },
    {
      why: {
        vi: 'Khiển trách, cảnh cáo và giải tán cộng lại phải bằng tổng số tổ chức đảng bị kỷ luật.',
        en: 'Reprimanded, warned and dissolved must add up to all organisations disciplined.',
      },
      ...stated('T13'),
    },
  ),
  rowSum(
    'R2.KL.DV',
    'error',
    { whole: 'KL.DV', parts: ['KL.DV.KT', 'KL.DV.CC', 'KL.DV.CH', 'KL.DV.KTR'] },
    {
      why: {
        vi: 'Khiển trách, cảnh cáo, cách chức và khai trừ cộng lại phải bằng tổng số đảng viên bị kỷ luật. Đình chỉ sinh hoạt đảng không phải hình thức kỷ luật nên không cộng vào.',
        en: 'Reprimanded, warned, removed and expelled must add up to all members disciplined. Suspension is not a penalty and stays outside.',
      },
      ...stated('T14', 'T15'),
    },
  ),
  rowParts('R6.KL.DV', 'error', 'KL.DV', ['KL.DV.CUV'], COMMITTEE),
  rowSum(
    'R12',
    'error',
    { whole: 'KL.DV', parts: ['KL.DV.CU', 'KL.DV.UB'] },
    {
      why: {
        vi: 'Số do cấp ủy, chi bộ thi hành cộng số do ủy ban kiểm tra thi hành phải bằng tổng số đảng viên bị kỷ luật.',
        en: 'Disciplined by committees and cells plus by commissions must equal all members disciplined.',
      },
      ...stated('T14', 'T15'),
    },
  ),
];

const FUNNEL_RULES: Rule[] = [
  rowFunnel('R4.KT.TC', 'error', ['KT.TC.CHUATOT', 'KT.TC.VP', 'KT.TC.PHAI', 'KT.TC.DA'], {
    why: FUNNEL_OF_WEAK,
    ...stated('T1'),
  }),
  rowFunnel('R4.KT.TC.KY', 'warning', ['KT.TC', 'KT.TC.CHUATOT'], { why: EARLIER_CASE, ...stated('T1') }),
  rowFunnel('R4.KT.DV', 'error', ['KT.DV.CHUATOT', 'KT.DV.VP', 'KT.DV.PHAI', 'KT.DV.DA'], {
    why: FUNNEL_OF_WEAK,
    ...stated('T2'),
  }),
  rowFunnel('R4.KT.DV.KY', 'warning', ['KT.DV', 'KT.DV.CHUATOT'], { why: EARLIER_CASE, ...stated('T2') }),
  rowFunnel(
    'R4.DH.TC',
    'error',
    ['DH.TC.VP', 'DH.TC.PHAI', 'DH.TC.DA'],
    { why: FUNNEL, ...stated('T3') },
    WITH_ACTORS,
  ),
  rowFunnel(
    'R4.DH.TC.KY',
    'warning',
    ['DH.TC', 'DH.TC.VP'],
    { why: EARLIER_CASE, ...stated('T3') },
    WITH_ACTORS,
  ),
  rowFunnel(
    'R4.DH.DV',
    'error',
    ['DH.DV.VP', 'DH.DV.PHAI', 'DH.DV.DA'],
    { why: FUNNEL, ...stated('T4') },
    WITH_ACTORS,
  ),
  rowFunnel(
    'R4.DH.DV.KY',
    'warning',
    ['DH.DV', 'DH.DV.VP'],
    { why: EARLIER_CASE, ...stated('T4') },
    WITH_ACTORS,
  ),
  rowParts('R4.TD', 'error', 'TD.TC', ['TD.NS.TC', 'TD.DP.TC'], {
    why: FINANCE,
    basis: inferred('T7', 'T8'),
  }),
  rowFunnel('R4.TD.NS', 'warning', ['TD.NS.TC', 'TD.NS.TC.VP'], { why: EARLIER_CASE, ...stated('T7') }),
  rowFunnel('R4.TD.DP', 'warning', ['TD.DP.TC', 'TD.DP.TC.VP'], { why: EARLIER_CASE, ...stated('T8') }),
];

const WORK_RULES: Rule[] = [
  rowParts('R3.NV', 'error', 'NV.TC', ['NV.TC.TOT', 'NV.TC.CHUATOT'], {
    why: {
      vi: 'Số làm tốt, cũng như số chưa làm tốt, không lớn hơn tổng số được kiểm tra. Biểu này xét hai việc khác nhau nên không cộng hai số.',
      en: 'Neither doing well nor not doing well can exceed the total inspected. The form judges two matters, so the two are not added.',
    },
    basis: inferred('T5'),
  }),
  rowParts('R3.TK.PHAN', 'error', 'TK.TC', ['TK.TC.TOT', 'TK.TC.CHUATOT'], {
    why: {
      vi: 'Số làm tốt, cũng như số chưa làm tốt, là một phần của tổng số được kiểm tra.',
      en: 'Doing well and not doing well are each part of the total inspected.',
    },
    ...stated('T6'),
  }),
  rowSum(
    'R3.TK',
    'warning',
    { whole: 'TK.TC', parts: ['TK.TC.TOT', 'TK.TC.CHUATOT'] },
    { why: WELL_OR_NOT, basis: inferred('T6') },
  ),
  rowParts('R6.DH.DV', 'error', 'DH.DV', ['DH.DV.CUV'], COMMITTEE, WITH_ACTORS),
  rowParts('R7.GS.TC.UB', 'error', 'GS.TC', ['GS.TC.UB'], { why: BY_COMMISSION, ...stated('T9', 'T11') }),
  rowParts('R7.GS.DV.UB', 'error', 'GS.DV', ['GS.DV.UB'], { why: BY_COMMISSION, ...stated('T10', 'T12') }),
  rowSum(
    'R7.GS.TC',
    'error',
    {
      whole: 'GS.TC',
      parts: ['GS.TC.TOT', 'GS.TC.DHVP'],
      relation: 'atMost',
      blankParts: 'anyFilled',
    },
    { why: SUPERVISION, basis: inferred('T9', 'T11') },
  ),
  rowSum(
    'R7.GS.DV',
    'error',
    {
      whole: 'GS.DV',
      parts: ['GS.DV.TOT', 'GS.DV.DHVP'],
      relation: 'atMost',
      blankParts: 'anyFilled',
    },
    { why: SUPERVISION, basis: inferred('T10', 'T12') },
  ),
  rowFunnel('R7.GS.TC.CHUYEN', 'error', ['GS.TC.DHVP', 'GS.TC.CHUYEN'], {
    why: PASSED_ON,
    basis: inferred('T9', 'T11'),
  }),
  rowFunnel('R7.GS.DV.CHUYEN', 'error', ['GS.DV.DHVP', 'GS.DV.CHUYEN'], {
    why: PASSED_ON,
    basis: inferred('T10', 'T12'),
  }),
];

const TIME_RULES: Rule[] = [
  {
    kind: 'monotonic',
    id: 'R13',
    severity: 'warning',
    axis: 'rows',
    each: ['total'],
    section: 'main',
    why: {
      vi: 'Số lũy kế trong năm (quý I, 6 tháng, 9 tháng, năm) không giảm so với kỳ trước. Nếu kỳ trước ghi sai, hãy nêu lý do đính chính.',
      en: 'Figures accumulated over the year do not fall from one period to the next. If the earlier one was wrong, say so.',
    },
    basis: 'Các kỳ báo cáo của Quyết định 885-QĐ/UBKTTW ngày 29/12/2022 là lũy kế; suy luận',
  },
  {
    kind: 'sumOfPeriods',
    id: 'R14',
    severity: 'warning',
    axis: 'rows',
    each: ['total'],
    section: 'main',
    why: {
      vi: 'Số cả năm bằng tổng các kỳ phát sinh trong năm, số nhiệm kỳ bằng tổng các năm có cùng mốc thời gian. Nếu khác, hãy nêu lý do.',
      en: 'The year equals the sum of its increments, the term the sum of its years with the same boundaries. If not, say why.',
    },
    basis: 'Các kỳ báo cáo của Quyết định 885-QĐ/UBKTTW ngày 29/12/2022; suy luận',
  },
];

export const MAIN_RULES: Rule[] = [
  ...LEVEL_RULES,
  ...PENALTY_RULES,
  ...FUNNEL_RULES,
  ...WORK_RULES,
  ...TIME_RULES,
];
