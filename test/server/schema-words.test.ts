/** What a schema finds wrong is said in both languages at its path, never in zod’s own words and never with the value. */
import { expect, test } from 'vitest';
import { z } from 'zod';
import { schemaFaults } from '../../server/schema-words.ts';
import { Id, Template } from '../../shared/template.ts';
import { PushRequest } from '../../shared/wire.ts';
import { Decision } from '../../shared/wire-review.ts';

function told(schema: z.ZodType, input: unknown): string[] {
  const issues = schema.safeParse(input).error?.issues ?? [];
  return schemaFaults(issues, input).map(
    ({ path, vi, en }) => `${path.map(String).join('.')}: ${vi} · ${en}`,
  );
}

test.each<[string, z.ZodType, unknown, string[]]>([
  ['a member that is missing', z.object({ a: z.string() }), {}, ['a: còn thiếu · is missing']],
  [
    'another kind',
    z.object({ a: z.array(z.int()) }),
    { a: 'x' },
    ['a: cần là danh sách [ ] · must be a list [ ]'],
  ],
  ['a fraction', z.object({ a: z.int() }), { a: 1.5 }, ['a: cần là số nguyên · must be a whole number']],
  ['an empty list', z.array(z.string()).min(1), [], [': không được để trống · must not be empty']],
  ['a list too long', z.array(z.int()).max(1), [1, 2], [': không quá 1 mục · takes at most 1 items']],
  ['a number too small', z.number().positive(), 0, [': phải lớn hơn 0 · must be greater than 0']],
  ['a number too great', z.int().max(200), 201, [': không lớn hơn 200 · must be at most 200']],
  [
    'no real day',
    z.iso.date(),
    '2022-02-30',
    [': cần là ngày có thật, viết yyyy-mm-dd · must be a real date written yyyy-mm-dd'],
  ],
  [
    'no choice of these',
    z.enum(['vi', 'en']),
    'fr',
    [': phải là một trong: vi, en · must be one of: vi, en'],
  ],
  [
    'members nobody knows',
    z.strictObject({}),
    { x: 1, y: 2 },
    [
      'x: không có mục tên này · there is no member of this name',
      'y: không có mục tên này · there is no member of this name',
    ],
  ],
  [
    'no id',
    z.object({ a: Id }),
    { a: 'có dấu' },
    [
      'a: chỉ gồm chữ không dấu, số và . _ -, dài tối đa 80, bắt đầu bằng chữ hoặc số · takes letters A–Z, digits and . _ - only, at most 80, beginning with a letter or digit',
    ],
  ],
  [
    'a name that may not be',
    z.record(z.string().regex(/^a$/), z.int()),
    { b: 1 },
    ['b: tên mục không đúng dạng cần có · the name does not have the form it needs'],
  ],
  [
    'none of two kinds',
    z.object({ a: z.union([z.string(), z.number()]) }),
    { a: true },
    ['a: cần là chữ hoặc số · must be text or a number'],
  ],
])('%s', (_, schema, input, expected) => {
  expect(told(schema, input)).toEqual(expected);
});

test('the branch of a union that was meant is the one that is told', () => {
  const request = {
    protocol: 1,
    templateVersion: 1,
    baseRevision: 0,
    mode: 'draft',
    content: { main: { a: { n: { empty: 'later' } } } },
  };
  expect(told(PushRequest, request)).toEqual([
    'content.main.a.n.empty: phải là một trong: none, notApplicable, notYetKnown · must be one of: none, notApplicable, notYetKnown',
  ]);
  expect(told(Decision, { action: 'foo' })).toEqual([
    'action: phải là một trong: accept, return, lock, unlock · must be one of: accept, return, lock, unlock',
  ]);
  expect(told(Decision, {})).toEqual(['action: còn thiếu · is missing']);
});

test('nothing zod says itself gets through', () => {
  for (const line of [...told(Template, { id: 'x', rules: [{ kind: 'new' }] }), ...told(Decision, 5)]) {
    expect(line).not.toMatch(/Invalid|expected|received/);
  }
});
