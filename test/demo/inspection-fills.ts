/** What each office types into the inspection sheet so that the province adds up to the published figures. */
import { HAI_DUONG_CITY_COMMUNES, HAI_DUONG_DISTRICTS, HAI_DUONG_ROOT } from './offices.ts';
import { split, splitFunnel } from './split.ts';

/** row key → column id → text as typed. */
export type GridFill = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Offices that report the year 2021, the provincial committee's own operations first. */
export const REPORTERS_2021 = [HAI_DUONG_ROOT, ...HAI_DUONG_DISTRICTS];
/** Offices of the term report of Hải Dương city: the city committee, then its grassroots committees. */
export const REPORTERS_TERM = [HAI_DUONG_DISTRICTS[0] ?? HAI_DUONG_ROOT, ...HAI_DUONG_CITY_COMMUNES];

/** "1.626": numbers are typed the way offices write them. */
const typed = (value: number): string => String(value).replace(/\B(?=(\d{3})+$)/g, '.');

const withUB = (value: number) => ({ total: typed(value), UB: typed(value) });

/** Figures of article 000 for one office of 2021; made split. */
export function fill2021(office: number): GridFill {
  const weights = REPORTERS_2021.map((reporter) => reporter.weight);
  const [members, membersFound, membersDue] = splitFunnel([90, 67, 34], weights);
  const [bodies, bodiesFound, bodiesDue] = splitFunnel([23, 17, 2], weights);
  const one = (total: number) => ({ total: typed(split(total, weights)[office] ?? 0) });
  const at = (parts: readonly number[] | undefined) => withUB(parts?.[office] ?? 0);
  return {
    'DH.DV': at(members),
    'DH.DV.VP': at(membersFound),
    'DH.DV.PHAI': at(membersDue),
    'DH.TC': at(bodies),
    'DH.TC.VP': at(bodiesFound),
    'DH.TC.PHAI': at(bodiesDue),
    'NV.TC': one(589),
    'TK.TC': one(299),
    'GS.DV.UB': one(351),
    'GS.TC.UB': one(404),
    'KL.DV.UB': one(64),
    'TO.DV': one(44),
    'TO.TC': one(6),
    'TD.TC': one(527),
    'DT.NHAN': one(470),
  };
}

/** Figures of article 003 for one office of the term 2015–2020; made split. */
export function fillTerm(office: number): GridFill {
  const weights = REPORTERS_TERM.map((reporter) => reporter.weight);
  const communes = weights.map((weight, index) => (index === 0 ? 0 : weight));
  const part = (total: number, by: readonly number[]) => split(total, by)[office] ?? 0;
  const isCity = office === 0;
  const inspections = isCity ? 8 : part(1626, communes);
  const supervisions = isCity ? 5 : part(1279, communes);
  const level = isCity ? 'TREN_CS' : 'CS';
  return {
    'KT.CUOC': { total: typed(inspections), [level]: typed(inspections) },
    'GS.CUOC': { total: typed(supervisions), [level]: typed(supervisions) },
    'DH.TC': withUB(part(7, weights)),
    'DH.DV': withUB(part(18, weights)),
    'KL.DV': { total: typed(part(68, weights)) },
    'KD.TT': { total: isCity ? '18' : 'không phát sinh' },
    'KD.CN': { total: isCity ? '3' : 'không phát sinh' },
  };
}

/** Typed into every required cell the articles say nothing about: not 0, not blank. */
export const NOT_PUBLISHED = 'chưa có số liệu: bài báo không nêu';
