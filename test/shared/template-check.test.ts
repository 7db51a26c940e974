/** What a template must satisfy beyond its shape, fault by fault. */
import { expect, test } from 'vitest';
import type { TemplateInput } from '../../shared/template.ts';
import { checkTemplate, readTemplate } from '../../shared/template-check.ts';
import { BUILT_IN } from '../../shared/templates/index.ts';
import { rule, SMALL_FORM, smallForm } from '../support/small-form.ts';

type SectionInput = TemplateInput['sections'][number];
type ColumnInput = SectionInput['columns'][number];

function withColumn(id: string, more: Partial<ColumnInput>): Partial<TemplateInput> {
  return {
    sections: SMALL_FORM.sections.map((section) => ({
      ...section,
      columns: section.columns.map((column) => (column.id === id ? { ...column, ...more } : column)),
    })),
  };
}

function withSection(id: string, more: Partial<SectionInput>): Partial<TemplateInput> {
  return {
    sections: SMALL_FORM.sections.map((section) => (section.id === id ? { ...section, ...more } : section)),
  };
}

const along = { axis: 'rows', each: ['total'] };

test('sound templates have no faults', () => {
  expect(checkTemplate(smallForm())).toEqual([]);
});

test.each(BUILT_IN.map((template) => [template.id, template] as const))(
  'the built-in form %s has no faults',
  (_id, template) => {
    expect(checkTemplate(template)).toEqual([]);
  },
);

test.each<[string, Partial<TemplateInput>, string]>([
  [
    'a rule id twice',
    { rules: [...SMALL_FORM.rules, ...SMALL_FORM.rules.slice(0, 1)] },
    'rule id "SUM" is used twice',
  ],
  [
    'a section twice',
    { sections: [...SMALL_FORM.sections, ...SMALL_FORM.sections.slice(2)] },
    'section id "list" is used twice',
  ],
  [
    'words for a day in no column of text',
    withColumn('deadline', { inWords: 'start' }),
    'section "list", column "deadline": inWords names no column "start" of text the office types',
  ],
  [
    'words for a day that is no day',
    withColumn('task', { inWords: 'task' }),
    'section "list", column "task": inWords is given only for a date the office types',
  ],
  [
    'a row twice',
    withSection('main', {
      rows: [
        { key: 'ALL', label: { vi: 'a', en: 'a' } },
        { key: 'ALL', label: { vi: 'a', en: 'a' } },
      ],
    }),
    'row key "ALL" is used twice',
  ],
  [
    'a row without its parent',
    withSection('main', { rows: [{ key: 'ALL', parent: 'NO', label: { vi: 'a', en: 'a' } }] }),
    'no parent "NO"',
  ],
  [
    'a row opening a computed column',
    withSection('main', { rows: [{ key: 'ALL', open: ['share'], label: { vi: 'a', en: 'a' } }] }),
    'opens "share"',
  ],
  ['rows expected of a grid', withSection('main', { expectsRows: true }), 'only a list can expect rows'],
  [
    'options without options',
    withColumn('status', { options: [] }),
    'options are given exactly for type option',
  ],
  ['derived without derivation', withColumn('note', { source: 'derived' }), 'derive is given exactly'],
  [
    'derived from nothing',
    withColumn('share', { derive: { kind: 'percentOf', value: 'nope', base: 'total' } }),
    'a column "nope" that does not exist',
  ],
  [
    'ranks that are summed',
    withColumn('best', { type: 'rank', overUnits: { kind: 'sum' } }),
    'a column of type rank cannot add up by sum',
  ],
  [
    'a ratio of text',
    withColumn('share', { overUnits: { kind: 'ratio', numerator: 'note', denominator: 'total', scale: 1 } }),
    'ratio of "note"',
  ],
  [
    'a row that is a ratio of a column that is not there',
    withSection('main', {
      rows: [
        {
          key: 'ALL',
          label: { vi: 'a', en: 'a' },
          overUnits: { kind: 'ratio', numerator: 'nope', denominator: 'total', scale: 100 },
        },
      ],
    }),
    'ratio of a column "nope"',
  ],
  [
    'a required computed column',
    withColumn('share', { required: true }),
    'only office columns can be required',
  ],
  ['a bound that is no decimal', withColumn('total', { min: '1,5' }), 'bound "1,5"'],
  ['a reserved id', withColumn('note', { id: 'constructor' }), 'the id is reserved'],
  [
    'counting by a date-dependent column',
    withSection('list', { countBy: ['standing'] }),
    'countBy "standing" changes with the date',
  ],
  [
    'an estimate that is no option',
    withSection('main', { estimate: { column: 'status', option: 'nope' } }),
    'estimate names no option "nope"',
  ],
  [
    'a list with printed rows',
    withSection('list', { rowsFrom: 'template', rows: [] }),
    'a list takes its rows from the office',
  ],
  [
    'a rule over no row',
    { rules: [rule('X', { ...along, kind: 'partOf', whole: 'ALL', parts: ['NO'] })] },
    'rule "X": no row "NO"',
  ],
  [
    'a rule over no number',
    { rules: [rule('X', { ...along, each: ['note'], kind: 'partOf', whole: 'ALL', parts: ['BAD'] })] },
    '"note" is no number',
  ],
  [
    'a rule in no section',
    { rules: [rule('X', { kind: 'unique', section: 'nope', columns: ['task'] })] },
    'no section "nope"',
  ],
  [
    'a rule on no option',
    {
      rules: [
        rule('X', {
          kind: 'requiredWhen',
          section: 'list',
          column: 'cost',
          when: { kind: 'is', column: 'progress', option: 'nope' },
        }),
      ],
    },
    'no option "nope"',
  ],
  [
    'dates that are no dates',
    {
      rules: [
        rule('X', {
          kind: 'dateOrder',
          section: 'list',
          before: 'task',
          after: 'deadline',
          allowEqual: true,
        }),
      ],
    },
    '"task" is no date',
  ],
  [
    'a required cell asked to be blank',
    {
      rules: [
        rule('X', {
          kind: 'blankWhen',
          section: 'list',
          column: 'task',
          when: { kind: 'is', column: 'progress', option: 'done' },
        }),
      ],
    },
    '"task" is required',
  ],
  [
    'a bound on no number',
    {
      rules: [
        rule('X', {
          kind: 'boundWhen',
          section: 'list',
          column: 'task',
          min: '1',
          when: { kind: 'is', column: 'progress', option: 'done' },
        }),
      ],
    },
    '"task" is no number',
  ],
  [
    'a bound nobody gave',
    {
      rules: [
        rule('X', {
          kind: 'boundWhen',
          section: 'list',
          column: 'cost',
          when: { kind: 'is', column: 'progress', option: 'done' },
        }),
      ],
    },
    'a bound is missing',
  ],
  [
    'a bound that is no number',
    {
      rules: [
        rule('X', {
          kind: 'boundWhen',
          section: 'list',
          column: 'cost',
          min: '1,5',
          when: { kind: 'is', column: 'progress', option: 'done' },
        }),
      ],
    },
    'bound "1,5"',
  ],
  [
    'bounds the wrong way round',
    {
      rules: [
        rule('X', {
          kind: 'boundWhen',
          section: 'list',
          column: 'cost',
          min: '2',
          max: '1',
          when: { kind: 'is', column: 'progress', option: 'done' },
        }),
      ],
    },
    'min is larger than max',
  ],
  [
    'a text that cannot be in the future',
    { rules: [rule('X', { kind: 'notInFuture', section: 'list', columns: ['task'] })] },
    '"task" is no date',
  ],
  [
    'a count of more than its most',
    {
      rules: [
        rule('X', {
          kind: 'countPerGroup',
          section: 'list',
          groupBy: ['owner'],
          min: 3,
          max: 2,
          across: 'year',
        }),
      ],
    },
    'min is larger than max',
  ],
  [
    'a count of rows told apart by what no other report keeps',
    {
      rules: [
        rule('X', {
          kind: 'countPerGroup',
          section: 'list',
          groupBy: ['owner'],
          where: { kind: 'filled', column: 'nope' },
          min: 1,
          max: 2,
          across: 'year',
        }),
      ],
    },
    '"nope" is no office column',
  ],
  [
    'a clarity without its column',
    { clarity: [{ column: 'nope', label: { vi: 'a', en: 'a' } }] },
    'clarity names no column "nope"',
  ],
])('%s is told', (_name, changes, fault) => {
  const faults = checkTemplate(smallForm(changes));
  expect(
    faults.some((found) => found.includes(fault)),
    faults.join('\n'),
  ).toBe(true);
});

test.each<[string, Partial<ColumnInput>, string]>([
  [
    'alike in Vietnamese',
    { label: { vi: 'Tổng số', en: 'Note' } },
    'sections.0.columns.5.label.vi: “Tổng số” is also the label of column "total"; a sheet’s columns are told apart by their labels',
  ],
  [
    'alike but for capitals, spaces and tone-mark place',
    { label: { vi: ' tỔNG   SỐ', en: 'Note' } },
    'sections.0.columns.5.label.vi: “ tỔNG   SỐ” is also the label of column "total"; a sheet’s columns are told apart by their labels',
  ],
  [
    'alike in English',
    { label: { vi: 'Ghi chú', en: 'of which' } },
    'sections.0.columns.5.label.en: “of which” is also the label of column "part"; a sheet’s columns are told apart by their labels',
  ],
  [
    'one the other’s English',
    { label: { vi: 'Total', en: 'Note' } },
    'sections.0.columns.5.label.vi: “Total” is also the label of column "total"; a sheet’s columns are told apart by their labels',
  ],
])('labels %s in one section are a fault where the second stands', (_name, changes, fault) => {
  expect(checkTemplate(smallForm(withColumn('note', changes)))).toEqual([fault]);
});

test('a column may be called the same in both languages, and the same in two sections', () => {
  const label = { vi: 'PCI', en: 'PCI' };
  const sections = SMALL_FORM.sections.map((section) => ({
    ...section,
    columns: section.columns.map((column, index) => (index === 0 ? { ...column, label } : column)),
  }));
  expect(checkTemplate(smallForm({ sections }))).toEqual([]);
});

const faultsOf = (input: unknown): readonly string[] => {
  const read = readTemplate(input);
  return 'faults' in read ? read.faults : [];
};

test('a rule kind of a later version is refused by name, never passed over', () => {
  const input = { ...SMALL_FORM, rules: [...SMALL_FORM.rules, { id: 'Z', kind: 'sameAsTwin' }] };
  expect(faultsOf(input)).toEqual([
    `rules.${SMALL_FORM.rules.length}: this version has no rule kind "sameAsTwin"`,
  ]);
});

test('a template that is no template is refused with what is wrong', () => {
  expect(faultsOf('x')).toHaveLength(1);
  expect(faultsOf({ ...SMALL_FORM, version: 0 })).toEqual([expect.stringContaining('version')]);
  expect(
    faultsOf({ ...SMALL_FORM, rules: [rule('X', { kind: 'unique', section: 'nope', columns: ['task'] })] }),
  ).toContainEqual(expect.stringContaining('no section "nope"'));
  expect(readTemplate(SMALL_FORM)).toEqual({ template: smallForm() });
});
