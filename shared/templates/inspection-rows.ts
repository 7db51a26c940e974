/** The rows of the inspection form: 60 indicators, the annex of their breakdowns, and the annex of money. */
import { rowTable } from './row-table.ts';

/** Short codes of the official forms (22 forms of Decision 357-QĐ/UBKTTW of 04/11/2016) and of the other origins. */
export const FORMS: Readonly<Record<string, string>> = {
  T1: 'Biểu kiểm tra tổ chức đảng cấp dưới theo Điều 30 Điều lệ Đảng',
  T2: 'Biểu kiểm tra đảng viên theo Điều 30 Điều lệ Đảng',
  T3: 'Biểu kiểm tra tổ chức đảng khi có dấu hiệu vi phạm',
  T4: 'Biểu kiểm tra đảng viên khi có dấu hiệu vi phạm',
  T5: 'Biểu kiểm tra tổ chức đảng thực hiện nhiệm vụ kiểm tra, giám sát',
  T6: 'Biểu kiểm tra việc thi hành kỷ luật của tổ chức đảng cấp dưới',
  T7: 'Biểu kiểm tra tài chính đảng: thu, chi ngân sách và sản xuất, kinh doanh',
  T8: 'Biểu kiểm tra tài chính đảng: thu, nộp, quản lý, sử dụng đảng phí',
  T9: 'Biểu giám sát tổ chức đảng của cấp ủy',
  T10: 'Biểu giám sát đảng viên của cấp ủy',
  T11: 'Biểu giám sát tổ chức đảng của ủy ban kiểm tra',
  T12: 'Biểu giám sát đảng viên của ủy ban kiểm tra',
  T13: 'Biểu thi hành kỷ luật tổ chức đảng',
  T14: 'Biểu thi hành kỷ luật đảng viên của cấp ủy các cấp và chi bộ',
  T15: 'Biểu thi hành kỷ luật đảng viên của ủy ban kiểm tra các cấp',
  T16: 'Biểu tiếp nhận, xử lý đơn thư khiếu nại, tố cáo',
  T17: 'Biểu giải quyết tố cáo tổ chức đảng',
  T18: 'Biểu giải quyết tố cáo đảng viên',
  T19: 'Biểu giải quyết khiếu nại kỷ luật tổ chức đảng',
  T20: 'Biểu giải quyết khiếu nại kỷ luật đảng viên của cấp ủy',
  T21: 'Biểu giải quyết khiếu nại kỷ luật đảng viên của ủy ban kiểm tra',
  P: 'Số liệu được công bố chính thức, không có cột trong 22 biểu',
  S: 'Số liệu địa phương công bố, không có cột trong 22 biểu',
  X: 'Biểu báo cáo của xã, phường (2026)',
};

const words = {
  units: {
    TC: 'tổ chức đảng',
    DV: 'đảng viên',
    cuoc: 'cuộc',
    luot: 'lượt đơn',
    don: 'đơn',
    tt: 'tập thể',
    nguoi: 'người',
    nd: 'nội dung',
    nghin: 'nghìn đồng',
  },
  sources: FORMS,
  // K: levels common to all forms; B and C: where the form also has the đảng ủy bộ phận and chi bộ columns; U: who acted.
  open: { K: ['TINH', 'TREN_CS', 'CS'], B: ['BP'], C: ['CB'], U: ['CU', 'UB'] },
  always: ['total', 'note'],
} as const;

export const MAIN_ROWS = rowTable(
  `
# H.KT | Cấp ủy, chi bộ kiểm tra theo Điều 30 Điều lệ Đảng | Inspections by party committees (Charter, Article 30)
KT.TC | - | TC | KB | T1 | Tổ chức đảng được cấp ủy kiểm tra | Party organisations inspected by party committees
KT.TC.CHUATOT | KT.TC | TC | - | T1 | Tổ chức đảng thực hiện chưa tốt | Organisations found not doing well
KT.TC.VP | KT.TC.CHUATOT | TC | - | T1 | Tổ chức đảng có khuyết điểm, vi phạm | Organisations with faults or violations
KT.TC.PHAI | KT.TC.VP | TC | - | T1 | Tổ chức đảng phải thi hành kỷ luật | Organisations to be disciplined
KT.TC.DA | KT.TC.PHAI | TC | - | T1 | Tổ chức đảng đã thi hành kỷ luật | Organisations already disciplined
KT.DV | - | DV | KBC | T2 | Đảng viên được cấp ủy, chi bộ kiểm tra | Members inspected by party committees and cells
KT.DV.CHUATOT | KT.DV | DV | - | T2 | Đảng viên thực hiện chưa tốt | Members found not doing well
KT.DV.VP | KT.DV.CHUATOT | DV | - | T2 | Đảng viên có khuyết điểm, vi phạm | Members with faults or violations
KT.DV.PHAI | KT.DV.VP | DV | - | T2 | Đảng viên phải thi hành kỷ luật | Members to be disciplined
KT.DV.DA | KT.DV.PHAI | DV | - | T2 | Đảng viên đã thi hành kỷ luật | Members already disciplined
KT.CUOC | - | cuoc | KBC | S | Số cuộc kiểm tra của cấp ủy | Inspections held by party committees
# H.DH | Kiểm tra khi có dấu hiệu vi phạm | Inspections on signs of violation
DH.TC | - | TC | KU | T3 | Tổ chức đảng được kiểm tra khi có dấu hiệu vi phạm | Organisations inspected on signs of violation
DH.TC.VP | DH.TC | TC | U | T3 | Tổ chức đảng được kết luận có vi phạm | Organisations concluded to have violated
DH.TC.PHAI | DH.TC.VP | TC | U | T3 | Tổ chức đảng vi phạm phải thi hành kỷ luật | Violating organisations to be disciplined
DH.TC.DA | DH.TC.PHAI | TC | U | T3 | Tổ chức đảng vi phạm đã thi hành kỷ luật | Violating organisations already disciplined
DH.DV | - | DV | KCU | T4 | Đảng viên được kiểm tra khi có dấu hiệu vi phạm | Members inspected on signs of violation
DH.DV.CUV | DH.DV | DV | U | P | Trong đó: cấp ủy viên các cấp được kiểm tra | Of which: committee members inspected
DH.DV.VP | DH.DV | DV | U | T4 | Đảng viên được kết luận có vi phạm | Members concluded to have violated
DH.DV.PHAI | DH.DV.VP | DV | U | T4 | Đảng viên vi phạm phải thi hành kỷ luật | Violating members to be disciplined
DH.DV.DA | DH.DV.PHAI | DV | U | T4 | Đảng viên vi phạm đã thi hành kỷ luật | Violating members already disciplined
# H.NV | Kiểm tra nhiệm vụ kiểm tra, giám sát và thi hành kỷ luật | Inspections of inspection, supervision and discipline work
NV.TC | - | TC | K | T5 | Tổ chức đảng được kiểm tra thực hiện nhiệm vụ kiểm tra, giám sát | Organisations inspected on their inspection and supervision work
NV.TC.TOT | NV.TC | TC | - | T5 | Thực hiện tốt nhiệm vụ kiểm tra, giám sát | Doing inspection and supervision work well
NV.TC.CHUATOT | NV.TC | TC | - | T5 | Chưa làm tốt nhiệm vụ kiểm tra, giám sát | Not doing inspection and supervision work well
TK.TC | - | TC | K | T6 | Tổ chức đảng được kiểm tra việc thi hành kỷ luật | Organisations inspected on their discipline work
TK.TC.TOT | TK.TC | TC | - | T6 | Làm tốt công tác thi hành kỷ luật | Doing discipline work well
TK.TC.CHUATOT | TK.TC | TC | - | T6 | Chưa làm tốt công tác thi hành kỷ luật | Not doing discipline work well
# H.TD | Kiểm tra tài chính đảng | Inspections of party finance
TD.TC | - | TC | K | S | Tổ chức đảng được kiểm tra tài chính đảng | Organisations inspected on party finance
TD.NS.TC | TD.TC | TC | - | T7 | Kiểm tra thu, chi ngân sách và sản xuất, kinh doanh | Inspected on budget and business
TD.NS.TC.VP | TD.NS.TC | TC | - | T7 | Có vi phạm về ngân sách và sản xuất, kinh doanh | With violations on budget and business
TD.DP.TC | TD.TC | TC | - | T8 | Kiểm tra thu, nộp, quản lý, sử dụng đảng phí | Inspected on party dues
TD.DP.TC.VP | TD.DP.TC | TC | - | T8 | Có vi phạm về đảng phí | With violations on party dues
# H.GS | Giám sát chuyên đề | Supervision by topic
GS.TC | - | TC | KB | T9+T11 | Tổ chức đảng được giám sát chuyên đề | Organisations supervised by topic
GS.TC.UB | GS.TC | TC | - | T11 | Tổ chức đảng do ủy ban kiểm tra các cấp giám sát | Of which: supervised by inspection commissions
GS.TC.DHVP | GS.TC | TC | - | T9+T11 | Tổ chức đảng phát hiện có dấu hiệu vi phạm | Organisations with signs of violation found
GS.TC.CHUYEN | GS.TC.DHVP | TC | - | T9+T11 | Tổ chức đảng chuyển kiểm tra dấu hiệu vi phạm | Organisations passed on to inspection
GS.DV | - | DV | KBC | T10+T12 | Đảng viên được giám sát chuyên đề | Members supervised by topic
GS.DV.UB | GS.DV | DV | - | T12 | Đảng viên do ủy ban kiểm tra các cấp giám sát | Of which: supervised by inspection commissions
GS.DV.DHVP | GS.DV | DV | - | T10+T12 | Đảng viên phát hiện có dấu hiệu vi phạm | Members with signs of violation found
GS.DV.CHUYEN | GS.DV.DHVP | DV | - | T10+T12 | Đảng viên chuyển kiểm tra dấu hiệu vi phạm | Members passed on to inspection
GS.CUOC | - | cuoc | KBC | S | Số cuộc giám sát của cấp ủy | Supervisions held by party committees
# H.KL | Thi hành kỷ luật | Discipline
KL.TC | - | TC | KU | T13 | Tổ chức đảng bị thi hành kỷ luật | Organisations disciplined
KL.TC.KT | KL.TC | TC | - | T13 | Tổ chức đảng bị khiển trách | Organisations reprimanded
KL.TC.CC | KL.TC | TC | - | T13 | Tổ chức đảng bị cảnh cáo | Organisations warned
KL.TC.GT | KL.TC | TC | - | T13 | Tổ chức đảng bị giải tán | Organisations dissolved
KL.DV | - | DV | KC | T14+T15 | Đảng viên bị thi hành kỷ luật | Members disciplined
KL.DV.CU | KL.DV | DV | - | T14 | Do cấp ủy các cấp và chi bộ thi hành | By party committees and cells
KL.DV.UB | KL.DV | DV | - | T15 | Do ủy ban kiểm tra các cấp thi hành | By inspection commissions
KL.DV.KT | KL.DV | DV | - | T14+T15 | Đảng viên bị khiển trách | Members reprimanded
KL.DV.CC | KL.DV | DV | - | T14+T15 | Đảng viên bị cảnh cáo | Members warned
KL.DV.CH | KL.DV | DV | - | T14+T15 | Đảng viên bị cách chức | Members removed from office
KL.DV.KTR | KL.DV | DV | - | T14+T15 | Đảng viên bị khai trừ | Members expelled
KL.DV.CUV | KL.DV | DV | - | P | Trong đó: cấp ủy viên các cấp bị kỷ luật | Of which: committee members disciplined
# H.DT | Đơn thư, giải quyết tố cáo, khiếu nại kỷ luật | Letters, denunciations and appeals
DT.NHAN | - | luot | - | T16 | Đơn tố cáo, khiếu nại, kiến nghị, phản ánh đã tiếp nhận | Letters received (denunciations, appeals, proposals, remarks)
DT.PHAI | DT.NHAN | don | K | T16 | Đơn phải giải quyết | Letters to be settled
TO.TC | - | TC | K | T17 | Tổ chức đảng bị tố cáo đã giải quyết xong | Denounced organisations settled
TO.DV | - | DV | K | T18 | Đảng viên bị tố cáo đã giải quyết xong | Denounced members settled
KN.DV.XONG | - | DV | K | T20+T21 | Khiếu nại kỷ luật của đảng viên đã giải quyết xong | Members' appeals settled
KN.DV.DOI | KN.DV.XONG | DV | - | T20+T21 | Thay đổi hình thức kỷ luật đảng viên | Appeals that changed the penalty
# H.KD | Gợi ý kiểm điểm | Suggested self-criticism
KD.TT | - | tt | - | S | Tập thể được gợi ý kiểm điểm | Collectives asked to review themselves
KD.CN | - | nguoi | - | S | Cá nhân được gợi ý kiểm điểm | Persons asked to review themselves
`,
  words,
);

export const ANNEX_ROWS = rowTable(
  `
# P.TOT | Kết quả thực hiện tốt | Found doing well
KT.TC.TOT | - | TC | - | T1 | Tổ chức đảng thực hiện tốt (cấp ủy kiểm tra) | Organisations inspected, doing well
KT.DV.TOT | - | DV | - | T2 | Đảng viên thực hiện tốt (cấp ủy, chi bộ kiểm tra) | Members inspected, doing well
GS.TC.TOT | - | TC | - | T9+T11 | Tổ chức đảng thực hiện tốt (giám sát chuyên đề) | Organisations supervised, doing well
GS.DV.TOT | - | DV | - | T10+T12 | Đảng viên thực hiện tốt (giám sát chuyên đề) | Members supervised, doing well
# P.KLTC | Nội dung vi phạm của tổ chức đảng bị kỷ luật (một tổ chức có thể vi phạm nhiều nội dung) | Violations of disciplined organisations (one may have several)
KL.TC.ND.1 | - | TC | - | T13 | Nghị quyết, chỉ thị, quy định, kết luận của Đảng | Resolutions, directives and rules of the Party
KL.TC.ND.2 | - | TC | - | T13 | Chính sách, pháp luật của Nhà nước | Policies and laws of the State
KL.TC.ND.3 | - | TC | - | T13 | Quy chế làm việc, tập trung dân chủ, đoàn kết | Working rules, democratic centralism, unity
KL.TC.ND.4 | - | TC | - | T13 | Công tác cán bộ | Personnel work
KL.TC.ND.5 | - | TC | - | T13 | Thực hành tiết kiệm, chống lãng phí | Thrift and waste
KL.TC.ND.6 | - | TC | - | T13 | Giải quyết khiếu nại, tố cáo | Handling of appeals and denunciations
KL.TC.ND.7 | - | TC | - | T13 | Nội dung khác của tổ chức đảng | Other matters of organisations
# P.KLTCLOAI | Tổ chức đảng bị kỷ luật theo loại tổ chức | Disciplined organisations by kind
KL.TC.LOAI.CAPUY | - | TC | - | T13 | Cấp ủy bị kỷ luật | Party committees
KL.TC.LOAI.BTV | - | TC | - | T13 | Ban thường vụ cấp ủy bị kỷ luật | Standing committees
KL.TC.LOAI.UBKT | - | TC | - | T13 | Ủy ban kiểm tra bị kỷ luật | Inspection commissions
KL.TC.LOAI.CHIBO | - | TC | - | T13 | Chi bộ bị kỷ luật | Party cells
KL.TC.LOAI.KHAC | - | TC | - | T13 | Tổ chức đảng khác bị kỷ luật | Other organisations
# P.KLDV | Nội dung vi phạm của đảng viên bị kỷ luật (một người có thể vi phạm nhiều nội dung) | Violations of disciplined members (one may have several)
KL.DV.ND.01 | - | DV | - | T14+T15 | Nguyên tắc tập trung dân chủ | Democratic centralism
KL.DV.ND.02 | - | DV | - | T14+T15 | Phẩm chất đạo đức, lối sống | Morals and way of life
KL.DV.ND.03 | - | DV | - | T14+T15 | Đoàn kết nội bộ | Unity
KL.DV.ND.04 | - | DV | - | T14+T15 | Những điều đảng viên không được làm | What members may not do
KL.DV.ND.05 | - | DV | - | T14+T15 | Dân số, kế hoạch hóa gia đình (danh mục năm 2016) | Population policy (list of 2016)
KL.DV.ND.06 | - | DV | - | T14+T15 | Tham nhũng, cố ý làm trái | Corruption, deliberate wrongdoing
KL.DV.ND.07 | - | DV | - | T14+T15 | Thiếu trách nhiệm | Neglect of duty
KL.DV.ND.08 | - | DV | - | T14+T15 | Đất đai, tài nguyên, khoáng sản | Land, resources, minerals
KL.DV.ND.09 | - | DV | - | T14+T15 | Tài chính, ngân hàng, đầu tư, xây dựng cơ bản | Finance, banking, investment, construction
KL.DV.ND.10 | - | DV | - | T14+T15 | Kê khai tài sản, thu nhập | Declaration of assets and income
KL.DV.ND.11 | - | DV | - | T14+T15 | Nội dung khác của đảng viên | Other matters of members
# P.KLDVKHAC | Đình chỉ sinh hoạt, xử lý pháp luật, xử lý hành chính (ngoài các hình thức kỷ luật) | Suspension, legal and administrative measures (beside the penalties)
KL.DV.DINHCHI | - | DV | - | T14+T15 | Đảng viên bị đình chỉ sinh hoạt đảng | Members suspended from party life
KL.DV.PL | - | DV | - | T14+T15 | Đảng viên bị xử lý pháp luật | Members dealt with by law
KL.DV.PL.TU | KL.DV.PL | DV | - | T14+T15 | Phạt tù (kể cả án treo) | Imprisoned (suspended sentences included)
KL.DV.PL.KHAC | KL.DV.PL | DV | - | T14+T15 | Xử lý pháp luật bằng hình thức khác | Other legal measures
KL.DV.HC | - | DV | - | T14+T15 | Đảng viên bị xử lý hành chính | Members dealt with administratively
# P.DT | Đơn thư | Letters
DT.KN | - | luot | - | T16 | Đơn khiếu nại kỷ luật | Appeals
DT.TC | - | luot | - | T16 | Đơn tố cáo, phản ánh | Denunciations and remarks
DT.TC.PHAI | DT.TC | luot | - | T16 | Đơn tố cáo, phản ánh phải giải quyết | Denunciations to be settled
DT.TC.GIAU | DT.TC | luot | - | T16 | Không phải giải quyết: giấu tên | Not to be settled: anonymous
DT.TC.MAO | DT.TC | luot | - | T16 | Không phải giải quyết: mạo tên | Not to be settled: false name
DT.TC.DV | DT.TC | luot | - | T16 | Người tố cáo là đảng viên | Denounced by members
DT.TC.CD | DT.TC | luot | - | T16 | Người tố cáo là công dân | Denounced by citizens
DT.CHUYEN | - | luot | - | T16 | Chuyển theo thẩm quyền | Passed on to the competent body
DT.TRA | - | luot | - | T16 | Hướng dẫn, trả lại đơn | Advised, returned
DT.LUU | - | luot | - | T16 | Lưu đơn | Filed
# P.TO | Kết luận giải quyết tố cáo | Outcomes of denunciations
TO.TC.CHUACS | - | TC | - | T17 | Tố cáo tổ chức đảng chưa có cơ sở kết luận | Organisations: no ground to conclude
TO.TC.SAI | - | TC | - | T17 | Tố cáo tổ chức đảng sai | Organisations: denunciation wrong
TO.TC.DUNG | - | TC | - | T17 | Tố cáo tổ chức đảng đúng và đúng một phần | Organisations: right wholly or in part
TO.TC.VP | TO.TC.DUNG | TC | - | T17 | Tổ chức đảng bị tố cáo đúng, có vi phạm | Rightly denounced organisations with violations
TO.TC.PHAI | TO.TC.VP | TC | - | T17 | Tổ chức đảng bị tố cáo phải thi hành kỷ luật | Denounced organisations to be disciplined
TO.TC.DA | TO.TC.PHAI | TC | - | T17 | Tổ chức đảng bị tố cáo đã thi hành kỷ luật | Denounced organisations already disciplined
TO.DV.CHUACS | - | DV | - | T18 | Tố cáo đảng viên chưa có cơ sở kết luận | Members: no ground to conclude
TO.DV.SAI | - | DV | - | T18 | Tố cáo đảng viên sai | Members: denunciation wrong
TO.DV.DUNG | - | DV | - | T18 | Tố cáo đảng viên đúng và đúng một phần | Members: right wholly or in part
TO.DV.VP | TO.DV.DUNG | DV | - | T18 | Đảng viên bị tố cáo đúng, có vi phạm | Rightly denounced members with violations
TO.DV.PHAI | TO.DV.VP | DV | - | T18 | Đảng viên bị tố cáo phải thi hành kỷ luật | Denounced members to be disciplined
TO.DV.DA | TO.DV.PHAI | DV | - | T18 | Đảng viên bị tố cáo đã thi hành kỷ luật | Denounced members already disciplined
# P.KN | Kết quả giải quyết khiếu nại kỷ luật | Outcomes of appeals
KN.TC.PHAI | - | TC | - | T19 | Khiếu nại của tổ chức đảng phải giải quyết | Organisations' appeals to be settled
KN.TC.XONG | KN.TC.PHAI | TC | - | T19 | Khiếu nại của tổ chức đảng đã giải quyết xong | Organisations' appeals settled
KN.TC.GIU | KN.TC.XONG | TC | - | T19 | Giữ nguyên kỷ luật tổ chức đảng | Organisations: penalty kept
KN.TC.DOI | KN.TC.XONG | TC | - | T19 | Thay đổi kỷ luật tổ chức đảng | Organisations: penalty changed
KN.TC.TANG | KN.TC.DOI | TC | - | T19 | Tăng kỷ luật tổ chức đảng | Organisations: raised
KN.TC.GIAM | KN.TC.DOI | TC | - | T19 | Giảm kỷ luật tổ chức đảng | Organisations: lowered
KN.TC.XOA | KN.TC.DOI | TC | - | T19 | Xóa kỷ luật tổ chức đảng | Organisations: lifted
KN.TC.NN.PC | KN.TC.DOI | TC | - | T19 | Thay đổi kỷ luật tổ chức đảng do phương châm | Organisations: changed for the guiding rule applied
KN.TC.NN.TT | KN.TC.DOI | TC | - | T19 | Thay đổi kỷ luật tổ chức đảng do thẩm tra, xác minh | Organisations: changed for the inquiry
KN.TC.NN.KHAC | KN.TC.DOI | TC | - | T19 | Thay đổi kỷ luật tổ chức đảng do nguyên nhân khác | Organisations: changed for another cause
KN.DV.PHAI | - | DV | - | T20+T21 | Khiếu nại của đảng viên phải giải quyết | Members' appeals to be settled
KN.DV.GIU | - | DV | - | T20+T21 | Giữ nguyên kỷ luật đảng viên | Members: penalty kept
KN.DV.TANG | - | DV | - | T20+T21 | Tăng kỷ luật đảng viên | Members: raised
KN.DV.GIAM | - | DV | - | T20+T21 | Giảm kỷ luật đảng viên | Members: lowered
KN.DV.XOA | - | DV | - | T20+T21 | Xóa kỷ luật đảng viên | Members: lifted
KN.DV.NN.PC | - | DV | - | T20+T21 | Thay đổi kỷ luật đảng viên do phương châm | Members: changed for the guiding rule applied
KN.DV.NN.TT | - | DV | - | T20+T21 | Thay đổi kỷ luật đảng viên do thẩm tra, xác minh | Members: changed for the inquiry
KN.DV.NN.KHAC | - | DV | - | T20+T21 | Thay đổi kỷ luật đảng viên do nguyên nhân khác | Members: changed for another cause
# P.KP | Khắc phục sau kiểm tra, giám sát | Remedies after inspection and supervision
KP.ND | - | nd | - | X | Nội dung phải khắc phục | Matters to remedy
KP.XONG | KP.ND | nd | - | X | Nội dung đã khắc phục xong | Matters remedied
`,
  words,
);

export const MONEY_ROWS = rowTable(
  `
# M.NS | Thu, chi ngân sách và sản xuất, kinh doanh | Budget and business
TD.NS.TIEN | - | nghin | - | T7 | Tổng số tiền vi phạm về ngân sách và sản xuất, kinh doanh | Total on budget and business
TD.NS.TIEN.CU | TD.NS.TIEN | nghin | - | T7 | Cấp ủy | Party committees
TD.NS.TIEN.HC | TD.NS.TIEN | nghin | - | T7 | Đơn vị hành chính | Administrative units
TD.NS.TIEN.SN | TD.NS.TIEN | nghin | - | T7 | Đơn vị sự nghiệp | Public service units
TD.NS.TIEN.KD | TD.NS.TIEN | nghin | - | T7 | Sản xuất, kinh doanh | Business
TD.NS.TIEN.XD | TD.NS.TIEN | nghin | - | T7 | Xây dựng cơ bản, sửa chữa, mua sắm | Construction, repair, purchase
TD.NS.TIEN.KHAC | TD.NS.TIEN | nghin | - | T7 | Nội dung khác về ngân sách | Other on budget
# M.DP | Thu, nộp, quản lý, sử dụng đảng phí | Party dues
TD.DP.TIEN | - | nghin | - | T8 | Tổng số tiền vi phạm về đảng phí | Total on party dues
TD.DP.TIEN.THIEU | TD.DP.TIEN | nghin | - | T8 | Thu thiếu | Collected too little
TD.DP.TIEN.THUA | TD.DP.TIEN | nghin | - | T8 | Thu thừa | Collected too much
TD.DP.TIEN.THAMO | TD.DP.TIEN | nghin | - | T8 | Tham ô, biển thủ | Embezzled
TD.DP.TIEN.SAI | TD.DP.TIEN | nghin | - | T8 | Chi sai chế độ | Spent against the rules
TD.DP.TIEN.KHAC | TD.DP.TIEN | nghin | - | T8 | Nội dung khác về đảng phí | Other on party dues
`,
  { ...words, open: {}, always: ['amount', 'proposed', 'done', 'note'] },
);
