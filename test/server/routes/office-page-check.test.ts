/** What the page says of a checked file: what is wrong at the root first, what is alike together, and what can be done about it in a file. */
import { expect, test } from 'vitest';
import { checkPart, checkSaid } from '../../../server/routes/office-page-check.ts';
import { issueWords } from '../../../shared/issue-sentences.ts';
import { structureIssue } from '../../../shared/sheet-structure.ts';
import { validate } from '../../../shared/validate.ts';
import type { ReportForm } from '../../../shared/wire.ts';
import { templateNamed } from '../../support/addon-desk.ts';
import { FACTS } from '../../support/small-form.ts';

const template = templateNamed('inspection');
const found = [
  ...validate(template, {}, { assigned: [], facts: FACTS, mode: 'submit' }).issues.map((issue, n) => ({
    ...issue,
    a1: `E${n + 7}`,
  })),
  structureIssue('missing_section', 'error', 'annex', {}, { found: 'Phụ biểu' }),
];
const checked = {
  form: { template, assigned: [] } as unknown as ReportForm,
  answers: {},
  reasons: {},
  check: {
    errors: found.filter(({ severity }) => severity === 'error').length,
    warnings: 0,
    notes: 0,
    current: 0,
    changes: [],
    totals: [],
    issues: found,
    words: found.map((issue) => ({
      vi: issueWords(issue, template, 'vi'),
      en: issueWords(issue, template, 'en'),
    })),
  },
} as unknown as Parameters<typeof checkPart>[0];

test('a lost sheet is told before blank cells, with what can be done about it in a file; blank cells of a sheet are one line', async () => {
  const blank = found.filter(({ code }) => code === 'required').length;
  expect(blank).toBeGreaterThan(50);
  const page = String(await checkPart(checked, 'vi'));
  expect(page.indexOf('Thiếu trang')).toBeGreaterThan(-1);
  expect(page.indexOf('Thiếu trang')).toBeLessThan(page.indexOf('ô bắt buộc còn trống'));
  expect(page).toContain('Tải bản ghi chỗ cần sửa');
  expect(page).not.toContain('Ctrl+Z');
  expect(page.match(/<li>/g)?.length).toBeLessThan(10);
  expect(page).toContain(`${blank} ô bắt buộc còn trống`);
  expect(page).toContain(`E7–E${6 + blank}`);
  const said = String(await checkSaid(checked, 'vi'));
  expect(said).toContain(`1 lỗi, ${blank} ô bắt buộc còn trống`);
});
