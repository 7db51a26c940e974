/** Every rule of every built-in form: it speaks where it must, keeps silent where it must, and its fixes hold. */
import { expect, test } from 'vitest';
import { withFix } from '../../../shared/changes.ts';
import { groupKey } from '../../../shared/fold-groups.ts';
import { type Issue, issueKey } from '../../../shared/issue.ts';
import { issueWords } from '../../../shared/issue-sentences.ts';
import { type CellValue, cellAt, type ReportContent } from '../../../shared/report.ts';
import { BUILT_IN } from '../../../shared/templates/index.ts';
import { validate } from '../../../shared/validate.ts';
import { SAMPLES, validSample } from '../../support/samples/index.ts';
import { changed, type Sample } from '../../support/samples/sample.ts';

function issuesOf(sample: Sample, content = sample.content): Issue[] {
  const { assigned, facts, template } = sample;
  return validate(template, content, { assigned, facts, mode: 'submit', offerFixes: true }).issues;
}

const BREAKING = BUILT_IN.flatMap(({ id }) =>
  (SAMPLES[id]?.breaking() ?? []).map((sample) => [`${id} ${sample.rule}`, sample] as const),
);

test.each(BUILT_IN.map(({ id }) => id))('the valid sample of %s has no issue', (id) => {
  expect(issuesOf(validSample(id))).toEqual([]);
});

test.each(BUILT_IN.map((template) => [template.id, template] as const))(
  'every rule of %s has a sample that breaks it',
  (id, template) => {
    const broken = SAMPLES[id]?.breaking().map(({ rule }) => rule) ?? [];
    expect(broken.sort()).toEqual(template.rules.map((rule) => rule.id).sort());
  },
);

test.each(BREAKING)(
  '%s speaks at the right cell, with its own severity and its own reason',
  (_name, sample) => {
    const rule = sample.template.rules.find(({ id }) => id === sample.rule);
    const [spoken] = issuesOf(sample).filter(
      (issue) =>
        issue.rule === sample.rule && issue.row === sample.at.row && issue.column === sample.at.column,
    );
    expect(spoken).toMatchObject({ ...sample.at, severity: rule?.severity });
    if (spoken === undefined) return;
    const words = issueWords(spoken, sample.template, 'vi');
    expect(words.why).toContain(rule?.why.vi);
    expect(words.where).not.toBe('');
  },
);

test.each(BREAKING)('every fix offered for %s clears its issue and adds none', (_name, sample) => {
  const before = issuesOf(sample);
  const known = new Set(before.map(issueKey));
  for (const issue of before) {
    for (const fix of issue.fixes) {
      const after = issuesOf(sample, withFix(sample.content, fix)).map(issueKey);
      expect(after).not.toContain(issueKey(issue));
      expect(after.filter((key) => !known.has(key))).toEqual([]);
    }
  }
});

/** Elsewhere either of two cells may be the wrong one, or what is missing is known to nobody but the office. */
const MENDED_WITHOUT_GUESSING = ['blankWhen', 'dateOrder', 'partsSum', 'sumOfPeriods'];

test('a fix is offered where nothing has to be guessed', () => {
  const mended = BREAKING.flatMap(([, sample]) => {
    const rule = sample.template.rules.find(({ id }) => id === sample.rule);
    const offered = issuesOf(sample).some((issue) => issue.rule === sample.rule && issue.fixes.length > 0);
    return rule !== undefined && offered ? [rule.kind] : [];
  });
  expect([...new Set(mended)].sort()).toEqual(MENDED_WITHOUT_GUESSING);
});

test('64 members disciplined against 34 to be disciplined is accepted: they are two populations', () => {
  const sample = validSample('inspection');
  expect(cellAt(sample.content, { section: 'main', row: 'KL.DV.UB', column: 'total' })).toBe('64');
  expect(cellAt(sample.content, { section: 'main', row: 'DH.DV.PHAI', column: 'total' })).toBe('34');
  const { assigned, facts, template, content } = sample;
  expect(validate(template, content, { assigned, facts, mode: 'submit' })).toMatchObject({
    ok: true,
    issues: [],
  });
});

test('a blank indicator stops a submission and is only noted in a draft; a declared none is enough', () => {
  const sample = validSample('inspection');
  const { assigned, facts, template } = sample;
  const blank = changed(sample.content, [['main', 'KD.TT', 'total', null]]);
  const submitted = validate(template, blank, { assigned, facts, mode: 'submit' });
  expect(submitted.ok).toBe(false);
  expect(submitted.issues).toMatchObject([
    { code: 'required', row: 'KD.TT', column: 'total', severity: 'error' },
  ]);
  expect(validate(template, blank, { assigned, facts, mode: 'draft' }).ok).toBe(true);
  const none = changed(sample.content, [['main', 'KD.TT', 'total', { empty: 'none' }]]);
  expect(issuesOf(sample, none)).toEqual([]);
});

test('an inspection report without its annexes is complete', () => {
  const sample = validSample('inspection');
  const { main = {} } = sample.content;
  expect(issuesOf(sample, { main })).toEqual([]);
});

test('a total without any breakdown by level or actor is complete', () => {
  const sample = validSample('inspection');
  const main = Object.fromEntries(
    Object.entries(sample.content.main ?? {}).map(([row, { total = '0' }]) => [row, { total }]),
  );
  expect(issuesOf(sample, { main })).toEqual([]);
});

test('a leader’s tasks are counted with those of the year’s other batches', () => {
  const sample = validSample('tasks');
  const { template, content, assigned } = sample;
  const group = groupKey(['Huyện ủy Tứ Kỳ', 'Bí thư Huyện ủy']);
  const issues = validate(template, content, {
    assigned,
    facts: { ...sample.facts, yearCounts: { 'CV1.SOVIEC': { [group]: 1 } } },
    mode: 'submit',
  }).issues;
  expect(issues).toMatchObject([{ code: 'count_per_group', rule: 'CV1.SOVIEC', column: 'ownerTitle' }]);
});

test('a cancelled task leaves its place to another', () => {
  const sample = SAMPLES.tasks?.breaking().find(({ rule }) => rule === 'CV1.SOVIEC');
  if (sample === undefined) throw new Error('no sample of too many tasks');
  const cancelled = changed(sample.content, [['tasks', 'r0004', 'workflow', 'cancelled']]);
  expect(issuesOf(sample, cancelled)).toEqual([]);
});

/** The sample with these cells in its first task, which says nothing else of its progress. */
function taskOf(sample: Sample, cells: Readonly<Record<string, CellValue>>): ReportContent {
  const changes = Object.entries({ progressPercent: null, ...cells });
  return changed(
    sample.content,
    changes.map(([column, value]) => ['tasks', 'r0001', column, value] as const),
  );
}

test.each<[string, Readonly<Record<string, CellValue>>, 'error' | 'warning']>([
  [
    'done at 30 %',
    { progress: 'done', progressPercent: '30', completed: '2022-03-18', evidence: 'x' },
    'error',
  ],
  ['done tomorrow', { progress: 'done', completed: '2022-05-19', evidence: 'x' }, 'error'],
  ['not started at 100 %', { progress: 'notStarted', progressPercent: '100' }, 'error'],
  [
    'not started, yet finished',
    { progress: 'notStarted', progressPercent: '0', completed: '2022-03-18' },
    'error',
  ],
  ['not started, with evidence', { progress: 'notStarted', progressPercent: '0', evidence: 'x' }, 'warning'],
  ['under way at 100 %', { progress: 'inProgress', progressPercent: '100' }, 'warning'],
])('a task that is %s does not pass without a word', (_name, cells, severity) => {
  const sample = validSample('tasks');
  expect(issuesOf(sample, taskOf(sample, cells)).map((issue) => issue.severity)).toEqual([severity]);
});

test.each<[string, Readonly<Record<string, CellValue>>]>([
  [
    'done on the day of the check',
    { progress: 'done', progressPercent: '100', completed: '2022-05-18', evidence: 'x' },
  ],
  ['done, its percentage left out', { progress: 'done', completed: '2022-03-18', evidence: 'x' }],
  ['not started at a declared none', { progress: 'notStarted', progressPercent: { empty: 'none' } }],
  [
    'not started, its end declared not to apply',
    { progress: 'notStarted', progressPercent: '0', completed: { empty: 'notApplicable' } },
  ],
  [
    'awaiting confirmation at 100 % with its day',
    { progress: 'awaiting', progressPercent: '100', completed: '2022-03-18' },
  ],
])('a task that is %s passes', (_name, cells) => {
  const sample = validSample('tasks');
  expect(issuesOf(sample, taskOf(sample, cells))).toEqual([]);
});

test('a target not yet known needs a reason, and then neither a kind nor a verdict', () => {
  const sample = validSample('targets');
  const unknown = changed(sample.content, [
    [
      'targets',
      'CT03',
      'actual',
      { empty: 'notYetKnown', reason: 'Chờ số liệu thống kê', promised: '2021-12-20' },
    ],
    ['targets', 'CT03', 'kind', null],
    ['targets', 'CT03', 'published', null],
  ]);
  expect(issuesOf(sample, unknown)).toEqual([]);
});

test('a figure above its plan passes: more than 100 % is no mistake', () => {
  const sample = validSample('targets');
  const content = changed(sample.content, [
    ['targets', 'CT01', 'actual', '65000'],
    ['targets', 'CT01', 'cumulative', '65000'],
    ['targets', 'CT01', 'publishedShare', '500'],
  ]);
  expect(issuesOf(sample, content)).toEqual([]);
});
