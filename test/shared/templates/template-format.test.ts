/** The page about templates against the registries and the forms it describes. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { Rule } from '../../../shared/rule.ts';
import { Aggregation, Derivation, FieldType, Template } from '../../../shared/template.ts';
import { checkTemplate } from '../../../shared/template-check.ts';
import { builtIn } from '../../../shared/templates/index.ts';

const PAGE = readFileSync(new URL('../../../docs/template-format.md', import.meta.url), 'utf8');

const partOf = (heading: string): string => {
  const start = PAGE.indexOf(`\n## ${heading}`);
  if (start < 0) throw new Error(`the page has no part "${heading}"`);
  const end = PAGE.indexOf('\n## ', start + 1);
  return PAGE.slice(start, end < 0 ? undefined : end);
};
const headings = (part: string): string[] =>
  [...partOf(part).matchAll(/^### `(\w+)`/gm)].map(([, name = '']) => name);
const kinds = (union: { options: readonly { shape: { kind: { value: string } } }[] }): string[] =>
  union.options.map(({ shape }) => shape.kind.value);

test.each([
  ['Field types', [...FieldType.options]],
  ['Adding up over offices', kinds(Aggregation)],
  ['Derived columns', kinds(Derivation)],
  ['Rules', kinds(Rule)],
])('the page has a heading for each of its %s, and for no other', (part, registry) => {
  expect(headings(part).sort()).toEqual([...registry].sort());
});

/** Rows of the table of R1 to R20: id, and who enforces it. */
const TABLE = [...partOf('Rules of the inspection form').matchAll(/^\| (R\d+) \| .+ \| (.+) \|$/gm)].map(
  ([, id = '', by = '']) => ({ id, by }),
);
const idsIn = (by: string): string[] => [...by.matchAll(/`([^`]+)`/g)].map(([, id = '']) => id);

function inspection(): Template {
  const template = builtIn('inspection');
  if (template === undefined) throw new Error('the inspection form is not built in');
  return template;
}

test('the table says of each of R1 to R20 who enforces it', () => {
  expect(TABLE.map(({ id }) => id)).toEqual(Array.from({ length: 20 }, (_, index) => `R${index + 1}`));
});

test.each(TABLE.map(({ id, by }) => [id, by] as const))('%s is enforced as the table says: %s', (id, by) => {
  const template = inspection();
  const own = template.rules
    .map((rule) => rule.id)
    .filter((rule) => rule === id || rule.startsWith(`${id}.`));
  expect(idsIn(by).sort()).toEqual(own.sort());
  if (own.length > 0) return;
  if (by === 'required cells') {
    expect(template.sections[0]?.columns.find((column) => column.id === 'total')?.required).toBe(true);
  } else if (by === 'totals') {
    expect(template.counts).toBe('accepted');
    for (const { columns } of template.sections) {
      const numbers = columns.filter(({ type }) => type === 'integer' || type === 'money');
      for (const column of numbers) expect(column.overUnits, column.id).toEqual({ kind: 'sum' });
    }
  } else {
    expect(by).toBe('must not exist');
  }
});

test('every rule of the inspection form is one of R1 to R20', () => {
  const listed = new Set(TABLE.flatMap(({ by }) => idsIn(by)));
  for (const rule of inspection().rules) expect(listed, rule.id).toContain(rule.id);
});

test('the example on the page is a sound template', () => {
  const [, json = ''] = /```json\n([\s\S]+?)\n```/.exec(PAGE) ?? [];
  const template = Template.parse(JSON.parse(json));
  expect(checkTemplate(template)).toEqual([]);
  expect(template.sections[0]?.rows).toHaveLength(3);
  expect(template.rules.map(({ kind }) => kind)).toEqual(['atMost']);
});
