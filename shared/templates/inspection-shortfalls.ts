/** What of the inspection form calls for work: shortcomings not yet mended, penalties not yet carried out, money not yet settled; data only. */
import type { Shortfall } from '../template.ts';

const cell = (section: string, row: string, column = 'total') => ({ section, row, column });

/** Of those that must be disciplined fewer are. The forms count both; that it calls for work is inferred. */
const discipline = (section: string, stem: string): Shortfall => ({
  kind: 'undone',
  owed: cell(section, `${stem}.PHAI`),
  done: cell(section, `${stem}.DA`),
  basis: 'Cột phải và đã thi hành kỷ luật của cùng một biểu; suy luận',
});

const money = (row: string): Shortfall => ({
  kind: 'undone',
  owed: cell('money', row, 'proposed'),
  done: cell('money', row, 'done'),
  basis: 'Cột đề nghị xử lý và đã thực hiện của biểu kiểm tra tài chính đảng; suy luận',
});

export const INSPECTION_SHORTFALLS: Shortfall[] = [
  {
    kind: 'undone',
    owed: cell('annex', 'KP.ND'),
    done: cell('annex', 'KP.XONG'),
    remedy: true,
    basis: 'Nội dung phải khắc phục và đã khắc phục xong trong báo cáo của xã, phường (2026)',
  },
  ...['KT.TC', 'KT.DV', 'DH.TC', 'DH.DV'].map((stem) => discipline('main', stem)),
  ...['TO.TC', 'TO.DV'].map((stem) => discipline('annex', stem)),
  money('TD.NS.TIEN'),
  money('TD.DP.TIEN'),
];
