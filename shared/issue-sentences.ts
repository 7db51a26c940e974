/** The sentences about an issue, in either language: what was found, what was expected, why. */
import type { Issue, IssueCode } from './issue.ts';
import { ISSUE_WORDING } from './issue-catalogue.ts';
import { COPIED_WORDS, fillWords, NOT_YET_WORDS, ROUNDED_WORDS, SHORT_PARTS_WORDS } from './issue-phrases.ts';
import { type IssueTold, toldOf } from './issue-words.ts';
import type { AssignedRow, Bilingual, Lang, Template } from './template.ts';

export interface IssueWords {
  /** "C14 · Đảng viên phải thi hành kỷ luật": address, row and column in the office's words. */
  readonly where: string;
  readonly title: string;
  readonly found: string;
  readonly expected: string;
  /** The reason, with the document that states it. */
  readonly why: string;
}

const FOUND: Readonly<Record<Exclude<IssueTold['found'], 'own'>, Bilingual>> = {
  rounded: ROUNDED_WORDS,
  notYet: NOT_YET_WORDS,
  copied: COPIED_WORDS,
};

export function sentencesOf(code: IssueCode, told: IssueTold, lang: Lang): IssueWords {
  const words = ISSUE_WORDING[code];
  const params = told.params[lang];
  const found = told.found === 'own' ? words.found : FOUND[told.found];
  const expected = told.shortParts ? SHORT_PARTS_WORDS : words.expected;
  return {
    where: told.where[lang],
    title: words.title[lang],
    found: fillWords(found[lang], params),
    expected: fillWords(expected[lang], params),
    why: told.why === null ? fillWords(words.why[lang], params).trim() : told.why[lang],
  };
}

/** An issue in words, for who has its form. */
export const issueWords = (
  issue: Issue,
  template: Template,
  lang: Lang,
  assigned: readonly AssignedRow[] = [],
): IssueWords => sentencesOf(issue.code, toldOf(issue, template, assigned), lang);
