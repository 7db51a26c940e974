/** What an issue tells a person, but for the sentences (issue-sentences.ts): where, of what kind, its params; and the words of fixes and answers. */

import { clarityWords } from './clarity-words.ts';
import { columnTakes } from './column-words.ts';
import { showDate, YEARS } from './dates.ts';
import { textLimit } from './field-check.ts';
import type { Fix, Issue, Question } from './issue.ts';
import {
  BESIDE_WORDS,
  FIGURE_WORDS,
  FIX_WORDS,
  fillWords,
  RELATION_WORDS,
  SIGN_WORDS,
  WITHIN_WORDS,
} from './issue-phrases.ts';
import { showNumber } from './number.ts';
import { numberWords } from './number-words.ts';
import type { CellRef } from './report.ts';
import type { Rule } from './rule.ts';
import type { AssignedRow, Bilingual, Column, FieldType, Lang, Row, Section, Template } from './template.ts';

/** What the sentences about an issue are made from. */
export interface IssueTold {
  /** "C14 · Đảng viên phải thi hành kỷ luật": address, row and column in the office's words. */
  readonly where: Bilingual;
  readonly params: Readonly<Record<Lang, Readonly<Record<string, string>>>>;
  /** Which sentence says what was found, and whether parts that lack are what is expected. */
  readonly found: 'own' | 'rounded' | 'notYet' | 'copied';
  readonly shortParts: boolean;
  /** Of a rule, in its own words; null: the sentence of the issue's kind. */
  readonly why: Bilingual | null;
}

const VIETNAMESE_NUMBER = /^-?[0-9]{1,3}(?:\.[0-9]{3})*(?:,[0-9]+)?$/;

/** Params are written for Vietnamese readers; only numbers need another spelling in English. */
function paramIn(value: string, lang: Lang): string {
  if (lang === 'vi' || !VIETNAMESE_NUMBER.test(value)) return value;
  return value.replace(/[.,]/g, (sign) => (sign === '.' ? ',' : '.'));
}

const FIGURES: ReadonlySet<FieldType> = new Set(['integer', 'decimal', 'percent', 'money', 'rank']);

function paramsIn(
  params: Readonly<Record<string, string>>,
  column: Column | undefined,
  lang: Lang,
): Record<string, string> {
  const told: Record<string, string> = {};
  for (const [name, value] of Object.entries(params)) told[name] = paramIn(value, lang);
  // The very sign that stands in the cell is asked about, so it is shown as it stands there.
  const { sign, found } = params;
  if ((sign === 'dot' || sign === 'comma') && found !== undefined) told.found = found;
  told.sign = SIGN_WORDS[sign === 'dot' || sign === 'comma' ? sign : 'any'][lang];
  const relation = RELATION_WORDS[params.relation ?? ''];
  if (relation !== undefined) told.relation = relation[lang];
  if (params.wordsColumn !== undefined) {
    told.beside = fillWords(BESIDE_WORDS[lang], { column: params.wordsColumn });
  }
  if (params.digits !== undefined) told.within = fillWords(WITHIN_WORDS.digits[lang], params);
  if (column?.type === 'date') {
    const { first, last } = YEARS;
    told.within = fillWords(WITHIN_WORDS.years[lang], { first: String(first), last: String(last) });
  }
  if (column !== undefined) {
    told.kind = columnTakes(column, lang);
    told.limit ??= String(textLimit(column) ?? '');
    if (FIGURES.has(column.type)) {
      told.noFigure = FIGURE_WORDS.noFigure[lang];
      told.orNone = FIGURE_WORDS.orNone[lang];
      told.notZero = FIGURE_WORDS.notZero[lang];
    }
  }
  return told;
}

const BLANKS_NAMED = 4;

/** The params of an issue with the blank cells among the related ones by name. */
function withBlankNames(
  issue: Issue,
  template: Template,
  assigned: readonly AssignedRow[],
  lang: Lang,
): Readonly<Record<string, string>> {
  const { params, related } = issue;
  if (params.blank === undefined) return params;
  const names = params.blank.split(' ').flatMap((place) => {
    const at = related[Number(place)];
    return at === undefined ? [] : [cellName(template, assigned, issue, at, lang)];
  });
  const more = names.length > BLANKS_NAMED ? ', …' : '';
  return { ...params, blank: names.slice(0, BLANKS_NAMED).join(', ') + more };
}

/**
 * An issue for a person. Rows an assignment brought have their labels in `assigned`; rows of a list are named by the
 * text the office wrote in them. Never throws: an issue of another template version is told by what it carries.
 */
export function toldOf(issue: Issue, template: Template, assigned: readonly AssignedRow[] = []): IssueTold {
  const section = template.sections.find(({ id }) => id === issue.section);
  const column = section?.columns.find(({ id }) => id === issue.column);
  const rule = template.rules.find(({ id }) => id === issue.rule);
  const params = (lang: Lang): Record<string, string> => {
    const told = paramsIn(withBlankNames(issue, template, assigned, lang), column, lang);
    if (issue.related[0] !== undefined && issue.params.other !== undefined)
      told.other = cellName(template, assigned, issue, issue.related[0], lang);
    if (issue.column !== undefined) told.clear = clarityWords(template, issue.column, lang) ?? '';
    return told;
  };
  const where = (lang: Lang): string => whereOf(issue, section, column, assigned, lang);
  return {
    where: { vi: where('vi'), en: where('en') },
    params: { vi: params('vi'), en: params('en') },
    found: foundKind(issue),
    shortParts: issue.params.blank !== undefined,
    why: rule === undefined ? null : { vi: reasonOf(rule, 'vi'), en: reasonOf(rule, 'en') },
  };
}

function foundKind({ code, params }: Issue): IssueTold['found'] {
  if (params.shown !== undefined) return 'rounded';
  if (code === 'not_yet_known_reason' && !isSaid(params.found)) return 'notYet';
  return params.copyOf === undefined ? 'own' : 'copied';
}

/** The rule in the office's words, with the document that states it; where else a rule comes from is no matter of a clerk's. */
const reasonOf = ({ why, document }: Rule, lang: Lang): string =>
  document === undefined ? why[lang] : `${why[lang]} (${document})`;

function rowOf(section: Section | undefined, key: string, assigned: readonly AssignedRow[]): Row | undefined {
  return section?.rows?.find((row) => row.key === key) ?? assigned.find((row) => row.key === key);
}

const pick = (words: Bilingual | undefined, lang: Lang): string | undefined => words?.[lang];

const isSaid = (words: string | undefined): boolean => words !== undefined && words !== '';

/** What names neither row nor column is in the whole sheet, and its address alone would not say which. */
function whereOf(
  issue: Issue,
  section: Section | undefined,
  column: Column | undefined,
  assigned: readonly AssignedRow[],
  lang: Lang,
): string {
  const row = issue.row === undefined ? undefined : rowOf(section, issue.row, assigned);
  const named = [pick(row?.label, lang) ?? issue.params.rowText, pick(column?.label, lang)].filter(isSaid);
  // A tab is called as it stands on the sheet, whoever reads.
  const whole = section?.label.vi ?? (lang === 'vi' ? 'Báo cáo' : 'Report');
  return [issue.a1, ...(named.length > 0 ? named : [whole])].filter(isSaid).join(' · ');
}

/** The other cell as seen from the issue's cell: only what differs is named. */
export function cellName(
  template: Template,
  assigned: readonly AssignedRow[],
  from: { readonly row?: string | undefined; readonly column?: string | undefined },
  at: CellRef,
  lang: Lang,
): string {
  const section = template.sections.find(({ id }) => id === at.section);
  const column = pick(section?.columns.find(({ id }) => id === at.column)?.label, lang);
  const row = pick(rowOf(section, at.row, assigned)?.label, lang);
  if (at.row === from.row || row === undefined) return column ?? '';
  return at.column === from.column || column === undefined ? row : `${row} · ${column}`;
}

/** What the button of a fix says. */
export function fixWords(fix: Pick<Fix, 'label' | 'params'>, lang: Lang): string {
  const words = FIX_WORDS[fix.label] ?? FIX_WORDS.set;
  return words === undefined ? '' : fillWords(words[lang], paramsIn(fix.params, undefined, lang));
}

const ANSWER_WORDS: Readonly<Record<string, Bilingual>> = {
  'number_dot|thousands': { vi: 'Dấu chấm ngăn hàng nghìn', en: 'The dot groups thousands' },
  'number_dot|decimal': { vi: 'Dấu chấm tách phần thập phân', en: 'The dot marks decimals' },
  'number_comma|thousands': { vi: 'Dấu phẩy ngăn hàng nghìn', en: 'The comma groups thousands' },
  'number_comma|decimal': { vi: 'Dấu phẩy tách phần thập phân', en: 'The comma marks decimals' },
  'percent_share|hundredths': { vi: 'Đã là phần trăm', en: 'Hundredths already' },
  'percent_share|ofOne': { vi: 'Đã gõ kèm dấu %', en: 'Typed with the sign %' },
  'date_order|dmy': { vi: 'Ngày trước, tháng sau', en: 'Day first' },
  'date_order|mdy': { vi: 'Tháng trước, ngày sau', en: 'Month first' },
};

const ASKED_ALIKE: Readonly<Record<string, Question['id']>> = {
  number_kept: 'number_dot',
  date_kept: 'date_order',
  percent_over: 'percent_share',
};

/** The answers a question may have, and what each is called. */
export const answersTo = (question: string): readonly (readonly [id: string, words: Bilingual])[] =>
  Object.entries(ANSWER_WORDS).flatMap(([key, words]) => {
    const [asked, id = ''] = key.split('|');
    return asked === (ASKED_ALIKE[question] ?? question) ? [[id, words] as const] : [];
  });

/** The name of an answer to a question. */
export const answerName = (question: string, answer: string): Bilingual | undefined =>
  answersTo(question).find(([id]) => id === answer)?.[1];

/** What the button of an answer says: what the sign does, and what the found text would become, numbers also aloud. */
export function answerWords(question: string, answer: { id: string; value: string }, lang: Lang): string {
  const words = answerName(question, answer.id)?.[lang];
  return words === undefined ? answer.value : `${words}: ${shownAnswer(answer.value, lang)}`;
}

function shownAnswer(value: string, lang: Lang): string {
  if (/^\d{4}-/.test(value)) return showDate(value, lang);
  const aloud = numberWords(value, lang);
  return aloud === '' ? showNumber(value, lang) : `${showNumber(value, lang)} (${aloud})`;
}
