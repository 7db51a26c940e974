/** Words typed where a day goes, in a form that has a column for them: told where they belong, and moved there on request. */
import { FIELD_TYPES } from './field-types.ts';
import type { Fix, Issue } from './issue.ts';
import type { RawCell } from './raw-sheet.ts';
import type { Column } from './template.ts';
import { clean, fold } from './text.ts';

const HAS_WORD = /\p{L}{2}/u;

/** The issue of a date cell, with the column for words named; `there` is what that column holds in the same row. */
export function wordsBeside(issue: Issue, words: Column, typed: RawCell, there: RawCell | undefined): Issue {
  if (issue.code !== 'not_a_date' || typeof typed !== 'string') return issue;
  const params: Record<string, string> = { ...issue.params, wordsColumn: words.label.vi };
  const fix = moved(issue, words, clean(typed), typeof there === 'string' ? clean(there) : there);
  return { ...issue, params, fixes: fix === undefined ? issue.fixes : [...issue.fixes, fix] };
}

/** Nothing is written over: words that stand there already, other than these, are for the office to join. */
function moved(issue: Issue, words: Column, text: string, there: RawCell | undefined): Fix | undefined {
  const { section, row, column } = issue;
  if (row === undefined || column === undefined || !HAS_WORD.test(text)) return undefined;
  const free = there === undefined || there === '';
  const same = typeof there === 'string' && fold(there) === fold(text);
  if (!(free || same) || FIELD_TYPES[words.type].check(text, words) !== undefined) return undefined;
  const away = { section, row, column, value: null };
  return {
    label: 'moveToColumn',
    params: { column: words.label.vi },
    cells: free ? [{ section, row, column: words.id, value: text }, away] : [away],
  };
}
