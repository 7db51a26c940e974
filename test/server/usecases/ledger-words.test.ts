/** Whatever the ledger says was done is told in words: no code of ours is shown. */
import { describe, expect, test } from 'vitest';
import type { StoredEntry } from '../../../server/store/ledger.ts';
import { entryWords } from '../../../server/usecases/ledger/ledger-words.ts';
import { REVIEW_ACTIONS } from '../../../shared/review.ts';
import { filesBelow, read } from '../../support/sources.ts';

const sources = filesBelow('server').filter((path) => /\.(ts|sql)$/.test(path));

const entry = (more: Partial<StoredEntry>): StoredEntry => ({
  province_id: 'tinh',
  chain: 'x1',
  link: 1,
  hash: '',
  previous: null,
  at: '2022-04-01T00:00:00.000Z',
  person_id: null,
  person: 'Quản trị máy chủ',
  action: 'submit',
  subject: null,
  report_id: '1',
  template_id: 'tiny',
  period_id: '2022-q1',
  revision: null,
  state: 'submitted',
  submitted: null,
  accepted: null,
  late: null,
  content_hash: null,
  reasons_hash: null,
  revision_hash: null,
  rules: null,
  number: null,
  details: null,
  ...more,
});
const ofNoReport = { report_id: null, template_id: null, period_id: null };
const NAMES = new Map([
  ['template/tiny', { vi: 'Biểu nhỏ', en: 'Tiny form' }],
  ['period/2022-q1', { vi: 'Quý I/2022', en: 'Q1 2022' }],
  ['period/2021-h1', { vi: '6 tháng đầu năm 2021', en: 'first half of 2021' }],
  ['province/hd', { vi: 'Tỉnh Hải Dương', en: 'Hải Dương' }],
]);
const STRANGE = entryWords(entry({ action: 'no such action' }), NAMES);

/** Actions that the sources of the server write down, wherever they end. */
const written = new Set(
  sources
    .filter((path) => !/pushes.ts$|routes/.test(path))
    .flatMap((path) =>
      [...read(path).matchAll(/(?:\baction\??: |TEMPLATE_MOVED = )((?:'\w+'(?: \| )?)+)/g)].flatMap(
        ([, names = '']) => [...names.matchAll(/\w+/g)].map(([name]) => name),
      ),
    ),
);
/** A draft is no transition, a push is entered as what its mode is. */
const REVIEWED = REVIEW_ACTIONS.filter((action) => action !== 'save' && action !== 'send');

describe('every action the server enters into the ledger', () => {
  test('is found in its sources', () => {
    for (const known of [
      'publish',
      'period_moved',
      'template_moved',
      'extension_refused',
      'follow_up_set',
      'follow_up_resolved',
      'task_carried',
      'revert',
    ])
      expect(written).toContain(known);
    expect(written.size).toBeGreaterThan(12);
  });

  test.each([...new Set([...written, ...REVIEWED, 'submit'])].sort())(
    '%s has words in both languages',
    (action) => {
      const words = entryWords(entry({ action }), NAMES);
      expect(words.vi).toMatch(/^\p{Ll}[\p{L} ]+ biểu “Biểu nhỏ”, kỳ Quý I\/2022$/u);
      expect(words.en).toMatch(/^[a-z -]+ form “Tiny form”, period Q1 2022$/);
      expect(words).not.toEqual(STRANGE);
    },
  );

  test('comes in where its name is held to those that have words, and nowhere else', () => {
    const doors = sources.filter((path) => /INSERT INTO audit_entry/.test(read(path)));
    expect(doors.sort()).toEqual(['server/store/audit.ts', 'server/store/pushes.ts']);
  });
});

test.each([
  [
    'period_moved',
    'period/2021-h1',
    'chuyển trạng thái kỳ 6 tháng đầu năm 2021',
    'moved on period first half of 2021',
  ],
  [
    'rule_switched',
    'template/tiny@3',
    'đổi quy tắc của biểu “Biểu nhỏ”, phiên bản 3',
    'changed a rule of form “Tiny form”, version 3',
  ],
  ['publish', 'publication/7', 'lập bản công bố số 7', 'made publication 7'],
  [
    'imported',
    'province/hd',
    'nhập tệp vào dữ liệu của Tỉnh Hải Dương',
    'imported files into the data of Hải Dương',
  ],
  [
    'rule_switched',
    'template/gone@1',
    'đổi quy tắc của biểu “gone”, phiên bản 1',
    'changed a rule of form “gone”, version 1',
  ],
])('%s of %s is told by name, or by its id where nothing has it', (action, subject, vi, en) => {
  expect(entryWords(entry({ ...ofNoReport, action, subject }), NAMES)).toEqual({ vi, en });
});
