/**
 * The shorter inspection form of a chi bộ (party cell). Known: the form wards filled in 2026 hid from a chi bộ all rows about
 * party organisations and its parts H (settling letters), I (party finance) and J. Inferred: which rows of this form these are;
 * that what only an inspection commission does, and the columns of levels a cell is not, go with them. Its part J has nothing here.
 */
import type { PublishedTemplate } from '../profile.ts';

const ABOUT_ORGANISATIONS = ['KT.TC', 'DH.TC', 'NV.TC', 'TK.TC', 'GS.TC', 'KL.TC'];
const SETTLING_LETTERS = ['DT.PHAI', 'TO.TC', 'TO.DV', 'KN.DV.XONG'];
const PARTY_FINANCE = ['TD.TC'];
const BY_COMMISSIONS = ['GS.DV.UB', 'KL.DV.UB'];

const ANNEX_ABOUT_ORGANISATIONS = [
  ...['KT.TC.TOT', 'GS.TC.TOT'],
  ...['1', '2', '3', '4', '5', '6', '7'].map((n) => `KL.TC.ND.${n}`),
  ...['CAPUY', 'BTV', 'UBKT', 'CHIBO', 'KHAC'].map((kind) => `KL.TC.LOAI.${kind}`),
  ...['TO.TC.CHUACS', 'TO.TC.SAI', 'TO.TC.DUNG', 'KN.TC.PHAI'],
];
const ANNEX_SETTLING_LETTERS = [
  ...['TO.DV.CHUACS', 'TO.DV.SAI', 'TO.DV.DUNG'],
  ...['PHAI', 'GIU', 'TANG', 'GIAM', 'XOA', 'NN.PC', 'NN.TT', 'NN.KHAC'].map((part) => `KN.DV.${part}`),
];

export const INSPECTION_PROFILES: NonNullable<PublishedTemplate['profiles']> = [
  {
    id: 'chi-bo',
    label: { vi: 'Biểu rút gọn cho chi bộ', en: 'Shorter form for party cells' },
    leaveOut: {
      sections: ['money'],
      rows: [
        ...ABOUT_ORGANISATIONS,
        ...SETTLING_LETTERS,
        ...PARTY_FINANCE,
        ...BY_COMMISSIONS,
        ...ANNEX_ABOUT_ORGANISATIONS,
        ...ANNEX_SETTLING_LETTERS,
      ],
      columns: { main: ['TINH', 'TREN_CS', 'CS', 'BP', 'UB'] },
    },
  },
];
