/** What was told in another version of a form is held against a report only where it means the same there, and reasons stay with it. */
import { expect, test } from 'vitest';
import { comparablePast } from '../../../server/usecases/push/comparable-past.ts';
import type { Template } from '../../../shared/template.ts';
import { TINY } from '../../support/make.ts';

const RULE = {
  id: 'USUAL',
  kind: 'band' as const,
  severity: 'warning' as const,
  axis: 'rows' as const,
  each: ['n'],
  factor: 3,
  minPoints: 4,
  why: { vi: 'Khác hẳn các kỳ trước.', en: 'Unlike earlier periods.' },
  basis: 'mẫu thử',
};
const OLD: Template = { ...TINY, rules: [RULE] };
/** Row a is told in another unit of measure; row c as before. */
const next = (more: Partial<typeof RULE> = {}): Template => ({
  ...OLD,
  version: 2,
  rules: [{ ...RULE, ...more }],
  sections: OLD.sections.map((section) => ({
    ...section,
    ...(section.rows && {
      rows: section.rows.map((row) => (row.key === 'a' ? { ...row, unit: 'nghìn đồng' } : row)),
    }),
  })),
});
const KEY = (row: string) => `USUAL|main|${row}|n|high`;
const LAST = {
  period_id: 'm',
  kind: 'month' as const,
  year: 2022,
  first_day: '2022-01-01',
  last_day: '2022-01-31',
  template_version: 1,
  content: { main: { a: { n: '1000000' }, c: { n: '9' } } },
  reasons: { [KEY('a')]: 'vì', [KEY('c')]: 'mùa vụ' },
};
const formOf = () => Promise.resolve(OLD);

test('a figure of another measure is left out with its reason; the others stay with theirs', async () => {
  const [found] = await comparablePast([LAST], { template: next(), assigned: [] }, formOf);
  expect(found).toEqual({ ...LAST, content: { main: { c: { n: '9' } } }, reasons: { [KEY('c')]: 'mùa vụ' } });
});

test('a reason of a rule that changed is left out, its figure is not', async () => {
  const [found] = await comparablePast([LAST], { template: next({ factor: 9 }), assigned: [] }, formOf);
  expect(found).toEqual({ ...LAST, content: { main: { c: { n: '9' } } }, reasons: {} });
});

test('reports of the same version are what they are, and no other form is asked for', async () => {
  const never = () => Promise.reject(new Error('asked'));
  const past = [LAST];
  expect(await comparablePast(past, { template: OLD, assigned: [] }, never)).toBe(past);
});
