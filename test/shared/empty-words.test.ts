/** The declared kinds of empty are told from each other, from blank and from zero. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readEmpty, showEmpty, unreadPromise } from '../../shared/empty-words.ts';
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
  ['khong co', { empty: 'none' }],
  ['KHONG CO', { empty: 'none' }],
  ['không co', { empty: 'none' }],
  ['khong có', { empty: 'none' }],
  ['Khong co phat sinh', { empty: 'none' }],
  ['khong phat sinh trong ky', { empty: 'none' }],
  ['khong thuoc pham vi', { empty: 'notApplicable' }],
  [
    'Chưa có số liệu: chờ quyết toán; hẹn 05/06/2026',
    { empty: 'notYetKnown', reason: 'chờ quyết toán', promised: '2026-06-05' },
  ],
  [
    'chưa có số liệu - chờ cấp trên, hẹn ngày 5/6/2026',
    { empty: 'notYetKnown', reason: 'chờ cấp trên', promised: '2026-06-05' },
  ],
  [
    'chua co so lieu: cho quyet toan; hen 05/06/2026',
    { empty: 'notYetKnown', reason: 'cho quyet toan', promised: '2026-06-05' },
  ],
  [
    'Chua co so lieu - chờ duyệt, hen ngay 5/6/2026',
    { empty: 'notYetKnown', reason: 'chờ duyệt', promised: '2026-06-05' },
  ],
  [
    'chưa có số liệu: chờ duyệt; hẹn trước 30/04/2022',
    { empty: 'notYetKnown', reason: 'chờ duyệt', promised: '2022-04-30' },
  ],
  [
    'chưa có số liệu: chờ duyệt; hẹn chậm nhất là ngày 30.4.2022',
    { empty: 'notYetKnown', reason: 'chờ duyệt', promised: '2022-04-30' },
  ],
  [
    'chưa có số liệu: chờ duyệt (hẹn ngày 30 tháng 4 năm 2022)',
    { empty: 'notYetKnown', reason: 'chờ duyệt', promised: '2022-04-30' },
  ],
  [
    'chưa có số liệu: chờ chi bộ gửi; hẹn 20/4/2022.',
    { empty: 'notYetKnown', reason: 'chờ chi bộ gửi', promised: '2022-04-20' },
  ],
  ['chua co so lieu', { empty: 'notYetKnown', reason: '' }],
  ['chưa có số liệu: chờ quyết toán', { empty: 'notYetKnown', reason: 'chờ quyết toán' }],
  ['chưa có số liệu; hẹn 05/06/2026', { empty: 'notYetKnown', reason: '', promised: '2026-06-05' }],
  ['chưa có số liệu', { empty: 'notYetKnown', reason: '' }],
  ['chưa có số liệu: chờ; hẹn tuần sau', { empty: 'notYetKnown', reason: 'chờ; hẹn tuần sau' }],
  ['chưa có số liệu: chờ; hẹn 31/02/2026', { empty: 'notYetKnown', reason: 'chờ; hẹn 31/02/2026' }],
])('%j is read as %j', (raw, expected) => {
  expect(readEmpty(raw)).toEqual(expected);
});

test.each([
  '',
  '0',
  'không',
  'khong',
  '12',
  '-5',
  'xx',
  'chưa có',
  'khong cổ',
  'chưa có số liệuu',
  'chua co so lieuu',
  'không có số liệu',
  'không có đơn nào thuộc thẩm quyền',
])('%j is not a declared empty', (raw) => {
  expect(readEmpty(raw)).toBeUndefined();
});

test.each(['không', 'Không', 'KHÔNG', ' khong ', 'Kho\u0302ng'])('where a figure goes, %j is none', (raw) => {
  expect(readEmpty(raw, 'figure')).toEqual({ empty: 'none' });
});

test.each(['chưa có', 'Chưa có số', 'chua co', 'chưa có số liệu'])(
  'where a figure goes, %j is not yet known, and its reason is still to be said',
  (raw) => {
    expect(readEmpty(raw, 'figure')).toEqual({ empty: 'notYetKnown', reason: '' });
  },
);

test.each(['chưa', 'có', 'không rõ', 'không biết', 'không có số liệu', 'ko', '0'])(
  'where a figure goes, %j is still not a declared empty',
  (raw) => {
    expect(readEmpty(raw, 'figure')).toBeUndefined();
  },
);

test('a missing reason is refused by the contract, so it cannot be stored unnoticed', () => {
  expect(Empty.safeParse(readEmpty('chưa có số liệu')).success).toBe(false);
});

test.each([
  ['chờ duyệt; hẹn 32/4/2022', 'hẹn 32/4/2022', undefined],
  ['chờ duyệt; hẹn 30/4', 'hẹn 30/4', '2022-04-30'],
  ['chờ duyệt, hẹn trước ngày 30 tháng 4', 'hẹn trước ngày 30 tháng 4', '2022-04-30'],
  ['chờ duyệt; hẹn 20/1', 'hẹn 20/1', '2023-01-20'],
  ['chờ duyệt; hẹn 29/2', 'hẹn 29/2', '2024-02-29'],
  ['chờ duyệt; hẹn 30/2', 'hẹn 30/2', undefined],
  ['chờ duyệt; hẹn cuối tháng 4/2022', 'hẹn cuối tháng 4/2022', '2022-04-30'],
  ['chờ duyệt; hẹn quý II/2022', 'hẹn quý II/2022', '2022-06-30'],
  ['chờ duyệt; hẹn trong năm 2022', 'hẹn trong năm 2022', '2022-12-31'],
  ['chờ duyệt; hẹn tuần sau', 'hẹn tuần sau', undefined],
  ['chờ duyệt; hẹn', 'hẹn', undefined],
  ['hẹn 30/4', 'hẹn 30/4', undefined],
])('the day of %j is not lost: %j is told, and %j offered', (text, words, day) => {
  const empty = readEmpty(`chưa có số liệu: ${text}`);
  if (empty === undefined) throw new Error('not read');
  const unread = unreadPromise(empty, '2022-03-15');
  expect(unread?.words).toBe(words);
  expect(unread?.mended).toEqual(
    day === undefined ? undefined : { empty: 'notYetKnown', reason: 'chờ duyệt', promised: day },
  );
});

test.each(['chờ duyệt', 'chưa đến hẹn', 'đơn vị đã hẹn gửi sau', 'hẹnh', 'chờ duyệt; hẹn 05/06/2026'])(
  'the reason %j promises nothing unread',
  (text) => {
    const empty = readEmpty(`chưa có số liệu: ${text}`);
    expect(empty && unreadPromise(empty, '2022-03-15')).toBeUndefined();
  },
);

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

test('whatever reason a report carries, its words read back as a declared empty that is shown alike', () => {
  fc.assert(
    fc.property(
      fc.string({ minLength: 1, maxLength: 200, unit: 'binary' }),
      fc.option(isoDate, { nil: undefined }),
      fc.constantFrom('vi' as const, 'en' as const),
      (words, promised, lang) => {
        const reason = clean(clean(words).replace(/\n/g, ' '));
        fc.pre(reason !== '');
        const shown = showEmpty({ empty: 'notYetKnown', reason, ...(promised ? { promised } : {}) }, lang);
        const read = readEmpty(shown);
        expect(read?.empty).toBe('notYetKnown');
        if (read) expect(showEmpty(read, lang)).toBe(shown);
      },
    ),
    { numRuns: 1000 },
  );
});
