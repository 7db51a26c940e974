/** What the wording of an issue is made of, for the catalogue and its chapters. */
import type { Bilingual } from './template.ts';

/** `{name}` is replaced from the issue's params; `{kind}` says what the column takes. `why` of a rule is the rule's own. */
export interface IssueWording {
  readonly title: Bilingual;
  readonly found: Bilingual;
  readonly expected: Bilingual;
  readonly why: Bilingual;
}

export const both = (vi: string, en: string): Bilingual => ({ vi, en });
export const wording = (
  title: Bilingual,
  found: Bilingual,
  expected: Bilingual,
  why: Bilingual,
): IssueWording => ({
  title,
  found,
  expected,
  why,
});

export const WRITTEN = both('Đang ghi {found}', 'It says {found}');
export const KIND = both('{kind}', '{kind}');
