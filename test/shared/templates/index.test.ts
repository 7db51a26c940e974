/** What every built-in form must be: JSON, sound, readable, and targets that derive what they should. */
import { expect, test } from 'vitest';
import { derive } from '../../../shared/derive.ts';
import { issueWords } from '../../../shared/issue-sentences.ts';
import type { PeriodKind } from '../../../shared/period.ts';
import { PublishedTemplate } from '../../../shared/profile.ts';
import { readTarget } from '../../../shared/target-wording.ts';
import { checkTemplate } from '../../../shared/template-check.ts';
import {
  FIVE_CLEAR_EFFECT,
  FIVE_CLEAR_RESULT,
  SIX_CLEAR_PRODUCT,
  SIX_CLEAR_PROGRESS,
  SIX_CLEAR_TIME,
} from '../../../shared/templates/clarity.ts';
import { BUILT_IN, builtIn } from '../../../shared/templates/index.ts';
import { METHODS, targetRow } from '../../../shared/templates/target-row.ts';
import { fold } from '../../../shared/text.ts';

const TEMPLATES = BUILT_IN.map((template) => [template.id, template] as const);

test('three forms are built in, each found by id and by version', () => {
  expect(BUILT_IN.map(({ id }) => id)).toEqual(['inspection', 'targets', 'tasks']);
  expect(builtIn('tasks')).toBe(builtIn('tasks', 1));
  expect(builtIn('tasks', 2)).toBeUndefined();
  expect(builtIn('no-such-form')).toBeUndefined();
});

test.each(TEMPLATES)(
  '%s is JSON: written out and read again it is the same, and parses to itself',
  (_id, template) => {
    const copy: unknown = JSON.parse(JSON.stringify(template));
    expect(copy).toEqual(template);
    expect(PublishedTemplate.parse(copy)).toEqual(template);
  },
);

test.each(TEMPLATES)(
  '%s is sound: rows, columns, options and rules name only what is there',
  (_id, template) => {
    expect(checkTemplate(template)).toEqual([]);
  },
);

test.each(TEMPLATES)(
  'every header of %s is unlike the others in its tab, however it is typed',
  (_id, template) => {
    for (const section of template.sections) {
      const headers = section.columns.map((column) => fold(column.label.vi));
      expect(new Set(headers).size, section.id).toBe(headers.length);
    }
  },
);

test.each(TEMPLATES)('every printed row of %s reads unlike the others of its tab', (_id, template) => {
  for (const section of template.sections) {
    const labels = (section.rows ?? [])
      .filter((row) => row.heading !== true)
      .map((row) => fold(row.label.vi));
    expect(labels.filter((label, index) => labels.indexOf(label) !== index)).toEqual([]);
  }
});

test.each(TEMPLATES)('every tab name of %s fits a spreadsheet file', (_id, template) => {
  for (const section of template.sections) expect(section.label.vi).toMatch(/^[^[\]:*?/\\]{1,31}$/);
});

test.each(TEMPLATES)(
  'the rules of %s have ids of their own and say why in both languages',
  (_id, template) => {
    const ids = template.rules.map((rule) => rule.id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const rule of template.rules) {
      expect(rule.why.vi, rule.id).toMatch(/^\p{Lu}.*\.$/u);
      expect(rule.why.en, rule.id).toMatch(/^\p{Lu}.*\.$/u);
      expect(rule.why.vi, rule.id).not.toContain('!');
    }
  },
);

test.each(TEMPLATES)('the Vietnamese of %s is composed text with a real Đ', (_id, template) => {
  const text = JSON.stringify(template);
  expect(text).toBe(text.normalize('NFC'));
  expect(text).not.toMatch(/[ÐðƉ\u00A0]/);
});

test.each(TEMPLATES)('option labels and spellings of %s never mean two options', (_id, template) => {
  for (const section of template.sections) {
    for (const column of section.columns) {
      const meant = new Map<string, string>();
      for (const { id, label, aliases = [] } of column.options ?? []) {
        for (const spelling of [id, label.vi, ...aliases].map(fold)) {
          expect(meant.get(spelling) ?? id, `${section.id} ${column.id}: ${spelling}`).toBe(id);
          meant.set(spelling, id);
        }
      }
    }
  }
});

test('each list of "5 rõ" and "6 rõ" has its number of labels, all answered by columns of the tasks form', () => {
  const columns = builtIn('tasks')?.sections[0]?.columns.map(({ id }) => id) ?? [];
  for (const [list, size] of [
    [FIVE_CLEAR_EFFECT, 5],
    [FIVE_CLEAR_RESULT, 5],
    [SIX_CLEAR_TIME, 6],
    [SIX_CLEAR_PROGRESS, 6],
    [SIX_CLEAR_PRODUCT, 6],
  ] as const) {
    expect(new Set(list.map(({ column }) => column)).size).toBe(size);
    for (const { column, label } of list) {
      expect(columns).toContain(column);
      expect(label.vi).toMatch(/^Rõ /);
    }
  }
});

const target = (method: keyof typeof METHODS, plan?: string, counted = true) =>
  targetRow({
    key: 'CT01',
    label: { vi: 'Chỉ tiêu', en: 'Target' },
    method,
    counted,
    ...(plan === undefined ? {} : { plan }),
  });

const derivedOf = (
  row: ReturnType<typeof target>,
  cells: Record<string, string>,
  periodKind: PeriodKind = 'year',
) => {
  const section = builtIn('targets')?.sections[0];
  if (section === undefined) throw new Error('the targets form has no section');
  return derive(section, row, cells, row.values, { today: '2021-12-10', periodKind });
};

test('5.830 of a plan of 14.797 is 39,4 %, and 19.290 of 12.999 is 148,4 %: more than the whole is allowed', () => {
  const plan = (wording: string) => target('sum', wording);
  expect(derivedOf(plan('14.797 tỷ đồng'), { actual: '5830' }).vsPlan).toBe('39.4');
  expect(derivedOf(plan('12.999 tỷ đồng'), { actual: '19290' }).vsPlan).toBe('148.4');
});

test.each(['month', 'quarter', 'halfYear', 'nineMonths', 'other'] as const)(
  'a plan of the year gets no verdict in a report of kind %s, whether behind it or past it; its share is shown',
  (kind) => {
    const row = target('sum', '14.797 tỷ đồng');
    expect(derivedOf(row, { actual: '5830', cumulative: '5830' }, kind)).toMatchObject({
      vsPlan: '39.4',
      cumulativeVsPlan: '39.4',
    });
    for (const actual of ['5830', '14797', '20000']) {
      expect(derivedOf(row, { actual, cumulative: actual, kind: 'uoc' }, kind)).not.toHaveProperty(
        'computed',
      );
    }
  },
);

test.each(['year', 'term'] as const)(
  'the report of a whole %s is judged, estimates of it too and before its last day',
  (kind) => {
    const row = target('sum', '14.797 tỷ đồng');
    const verdict = (actual: string) => derivedOf(row, { actual, kind: 'uoc' }, kind).computed;
    expect(['14.796', '14.797', '14.798'].map((typed) => verdict(typed.replace('.', '')))).toEqual([
      'missed',
      'met',
      'exceeded',
    ]);
  },
);

test('a place in an order has no share of plan, yet has a verdict', () => {
  const derived = derivedOf(target('rank', 'thứ 6/11'), { actual: '5' });
  expect(derived).not.toHaveProperty('vsPlan');
  expect(derived.computed).toBe('exceeded');
});

test('a sub-row gets no verdict and opens no cell for one', () => {
  const row = target('sum', '10 mô hình', false);
  expect(derivedOf(row, { actual: '12' })).not.toHaveProperty('computed');
  expect(row.open).not.toContain('published');
  expect(derivedOf(target('sum', '10 mô hình'), { actual: '12' }).computed).toBe('exceeded');
});

test('a target opens the cells its way of adding up needs', () => {
  const columns = builtIn('targets')?.sections[0]?.columns ?? [];
  const office = columns.filter(({ source }) => source === 'office').map(({ id }) => id);
  for (const method of Object.keys(METHODS) as (keyof typeof METHODS)[]) {
    const open = target(method).open ?? [];
    expect(office, method).toEqual(expect.arrayContaining(open));
    expect(open.includes('numerator'), method).toBe(method === 'ratio');
    expect(open.includes('actual'), method).toBe(method !== 'words');
  }
});

test('the plan keeps the wording it was issued in beside its bounds', () => {
  const row = target('sum', 'từ 2 - 3 tổ chức đảng');
  expect(row.values.plan).toBe('từ 2 - 3 tổ chức đảng');
  expect(readTarget('từ 2 - 3 tổ chức đảng')).toBeDefined();
  expect(derivedOf(row, {})).toMatchObject({ planLow: '2', planHigh: '3', direction: 'higher' });
});

test('a rule of every form can be told in words', () => {
  for (const template of BUILT_IN) {
    for (const rule of template.rules) {
      if (!('section' in rule) || rule.section === undefined) continue;
      const words = issueWords(
        {
          code: 'required',
          severity: rule.severity,
          rule: rule.id,
          section: rule.section,
          params: {},
          related: [],
          fixes: [],
        },
        template,
        'vi',
      );
      expect(words.why, rule.id).toContain(rule.why.vi);
    }
  }
});

test.each([
  [{ title: 'nobody' }, 'no column "nobody"'],
  [{ exceeded: { column: 'exceeded', option: 'maybe' } }, 'no option "maybe"'],
  [
    { opened: { source: 'result', task: 'task', lead: 'lead', deadline: 'deadline' } },
    '"result" is no column of the assignment',
  ],
  [{ opened: { source: 'source', task: 'task', lead: 'lead', deadline: 'lead' } }, '"lead" is no date'],
])('what a form says of its tasks names only what is there: %o is refused', (wrong, fault) => {
  const template = structuredClone(builtIn('tasks'));
  const section = template?.sections.find(({ id }) => id === 'opened');
  if (template === undefined || section?.work === undefined) throw new Error('the tasks form takes no tasks');
  Object.assign(section.work, wrong);
  expect(checkTemplate(template)).toEqual([`section "opened", work: ${fault}`]);
});

test.each([
  [{ kind: 'missed', section: 'main', computed: 'total', published: 'total' }, 2],
  [
    {
      kind: 'undone',
      owed: { section: 'annex', row: 'KP.NO', column: 'total' },
      done: { section: 'annex', row: 'KP.XONG', column: 'note' },
      basis: 'thử',
    },
    2,
  ],
] as const)('what falls short names only what is there: %o is refused', (wrong, faults) => {
  const template = structuredClone(builtIn('inspection'));
  if (template === undefined) throw new Error('no inspection form');
  expect(checkTemplate({ ...template, shortfalls: [wrong] })).toHaveLength(faults);
});
