/** The declared kinds of empty are told from each other, from blank and from zero. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readEmpty, showEmpty } from '../../shared/empty-words.ts';
import { Empty } from '../../shared/report.ts';
import { clean } from '../../shared/text.ts';

test.each([
  ['-', { empty: 'notApplicable' }],
  [' – ', { empty: 'notApplicable' }],
  ['x', { empty: 'notApplicable' }],
  ['X', { empty: 'notApplicable' }],
  ['Không áp dụng', { empty: 'notApplicable' }],
  ['KHÔNG PHÁT SINH', { empty: 'none' }],
  ['không có', { empty: 'none' }],
  ['khong phat sinh', { empty: 'none' }],
  ['Khong ap dung', { empty: 'notApplicable' }],
  ['Kho\u0302ng co\u0301', { empty: 'none' }],
  [
    'Chưa có số liệu: chờ quyết toán; hẹn 05/06/2026',
    { empty: 'notYetKnown', reason: 'chờ quyết toán', promised: '2026-06-05' },
  ],
  [
    'chưa có số liệu - chờ cấp trên, hẹn ngày 5/6/2026',
    { empty: 'notYetKnown', reason: 'chờ cấp trên', promised: '2026-06-05' },
  ],
  ['chưa có số liệu: chờ quyết toán', { empty: 'notYetKnown', reason: 'chờ quyết toán' }],
  ['chưa có số liệu; hẹn 05/06/2026', { empty: 'notYetKnown', reason: '', promised: '2026-06-05' }],
  ['chưa có số liệu', { empty: 'notYetKnown', reason: '' }],
  ['chưa có số liệu: chờ; hẹn tuần sau', { empty: 'notYetKnown', reason: 'chờ; hẹn tuần sau' }],
  ['chưa có số liệu: chờ; hẹn 31/02/2026', { empty: 'notYetKnown', reason: 'chờ; hẹn 31/02/2026' }],
])('%j is read as %j', (raw, expected) => {
  expect(readEmpty(raw)).toEqual(expected);
});

test.each(['', '0', 'không', '12', '-5', 'xx', 'chưa có số liệuu', 'không có đơn nào thuộc thẩm quyền'])(
  '%j is not a declared empty',
  (raw) => {
    expect(readEmpty(raw)).toBeUndefined();
  },
);

test('a missing reason is refused by the contract, so it cannot be stored unnoticed', () => {
  expect(Empty.safeParse(readEmpty('chưa có số liệu')).success).toBe(false);
});

const reason = fc
  .array(fc.constantFrom('chờ', 'quyết toán', 'cấp trên', 'duyệt', '(lần 2)', 'số 15-QĐ/TU', 'vì', ','), {
    minLength: 1,
  })
  .map((words) => clean(words.join(' ')));
const isoDate = fc
  .integer({ min: 0, max: 60_000 })
  .map((day) => new Date(day * 86_400_000).toISOString().slice(0, 10));
const declared: fc.Arbitrary<Empty> = fc.oneof(
  fc.constant<Empty>({ empty: 'none' }),
  fc.constant<Empty>({ empty: 'notApplicable' }),
  fc.record({ empty: fc.constant('notYetKnown' as const), reason }),
  fc.record({ empty: fc.constant('notYetKnown' as const), reason, promised: isoDate }),
);

test('a declared empty is read back from its words in both languages', () => {
  fc.assert(
    fc.property(declared, fc.constantFrom('vi', 'en'), (empty, lang) => {
      expect(readEmpty(showEmpty(empty, lang))).toEqual(empty);
    }),
    { numRuns: 1000 },
  );
});

test('what is read from any words is shown in words that read the same', () => {
  fc.assert(
    fc.property(fc.string(), (tail) => {
      const empty = readEmpty(`chưa có số liệu: ${tail}`);
      if (empty) expect(readEmpty(showEmpty(empty, 'vi'))).toEqual(empty);
    }),
    { numRuns: 1000 },
  );
});
