/** What is said of an issue to who has a saved file: addresses instead of buttons, and no remedy a file does not have. */
import { expect, test } from 'vitest';
import type { Issue } from '../../shared/issue.ts';
import { fileIssueWords, withRemedy } from '../../shared/issue-in-file.ts';
import { structureIssue } from '../../shared/sheet-structure.ts';
import { templateNamed } from '../support/addon-desk.ts';

const template = templateNamed('inspection');
const [main, other] = template.sections;
const rows = main?.rows ?? [];
const section = main?.id ?? '';
const column = main?.columns[0]?.id ?? '';
const at = (n: number) => ({ section, row: rows[n]?.key ?? '', column });
const addressOf = ({ section: of, row }: { section: string; row: string }): string | undefined =>
  of === section ? `E${7 + rows.findIndex(({ key }) => key === row)}` : 'C5';
const file = { template, assigned: [], addressOf };

const issue = (code: Issue['code'], related: Issue['related'], params: Record<string, string>): Issue => ({
  ...structureIssue(code, 'error', section, { row: at(1).row, column, a1: 'E8' }, params),
  related,
});

test('the other cell of a rule is told by its address, right behind its name', () => {
  const words = fileIssueWords(issue('part_of', [at(0)], { other: 'x', limit: '12' }), 'vi', file);
  expect(words.expected).toBe(`Không lớn hơn 12 ở “${rows[0]?.label.vi}” (ô E7)`);
  const english = fileIssueWords(issue('part_of', [at(0)], { other: 'x', limit: '12' }), 'en', file);
  expect(english.expected).toBe(`At most 12, as in “${rows[0]?.label.en}” (cell E7)`);
});

test('many other cells are told as ranges behind the sentence, those of another sheet with its name', () => {
  const parts = issue('parts_sum', [at(2), at(3), at(4)], { relation: 'equal', sum: '9' });
  expect(fileIssueWords(parts, 'vi', file).expected).toMatch(/là tổng các phần \(các ô E9–E11\)$/);
  const away = issue('parts_sum', [{ section: other?.id ?? '', row: 'r', column: 'c' }], { sum: '9' });
  expect(fileIssueWords(away, 'vi', file).expected).toMatch(
    new RegExp(`\\(ô C5 trang “${other?.label.vi}”\\)$`),
  );
});

test('a cell that has no place in the file, and the issue’s own, are not told as others', () => {
  const own = issue('part_of', [at(1)], { other: 'x', limit: '12' });
  expect(fileIssueWords(own, 'vi', file).expected).not.toContain('(ô');
  const nowhere = { ...file, addressOf: () => undefined };
  const lost = issue('part_of', [at(0)], { other: 'x', limit: '12' });
  expect(fileIssueWords(lost, 'vi', nowhere).expected).not.toContain('(ô');
});

test('a renamed sheet is told by its name, not by a cell of it', () => {
  const renamed = structureIssue(
    'renamed_sheet',
    'note',
    section,
    { a1: 'B5' },
    { found: 'Sheet1', name: 'x' },
  );
  expect(fileIssueWords(renamed, 'vi', file).where).toBe(main?.label.vi);
});

test('a lost part is told with the remedy of a file, never with Ctrl+Z or a version history', () => {
  for (const code of ['missing_section', 'missing_column', 'missing_row'] as const) {
    const lost = structureIssue(code, 'error', section, {}, { found: 'Phụ biểu' });
    const words = fileIssueWords(lost, 'vi', file);
    for (const told of ['page', 'copy'] as const) {
      const { expected } = withRemedy(lost, words, 'vi', told);
      expect(expected).toContain('có lại phần bị mất');
      expect(expected).not.toMatch(/Ctrl\+Z|lịch sử phiên bản/);
    }
  }
});
