/**
 * validate: rows per second of the product's check of a tasks report (every cell, every rule of the form, as for a submission)
 * ÷ rows per second of zod parsing the same rows with a schema of the same cells. zod is asked for less: the rules between cells and
 * rows (unique, at most 5 a leader, required when, order of dates) are left out of its schema.
 */
import { z } from 'zod';
import type { Column, Template } from '../../shared/template.ts';
import { builtIn } from '../../shared/templates/index.ts';
import { validate } from '../../shared/validate.ts';
import { type Figure, inTurn, pairWords } from './figure.ts';
import { manyTasks, TODAY } from './task-rows.ts';

const ROWS = 5000;
const PAIRS = 45;
/** Per side and pair, so that one measurement takes long enough to be told from noise. */
const REPEATS = 3;
const WARM_UP = 10;

const LIMITS: Readonly<Record<string, number>> = { text: 20_000, person: 200, evidence: 4000 };
/** Trimmed and without control characters: what a text cell of the form has to be. */
const SOUND = /^[^\s\p{Cc}](?:[^\p{Cc}]*[^\s\p{Cc}])?$/u;

/** What the form asks of one cell, in zod's own words. */
function cellSchema(column: Column): z.ZodType {
  switch (column.type) {
    case 'option': {
      const [first = '', ...others] = (column.options ?? []).map(({ id }) => id);
      return z.enum([first, ...others]);
    }
    case 'date':
      return z.iso.date();
    case 'percent':
      return z.string().regex(/^(?:100|[1-9]?[0-9](?:\.[1-9])?)$/);
    default:
      return z
        .string()
        .max(column.maxLength ?? LIMITS[column.type] ?? 0)
        .regex(SOUND);
  }
}

function contentSchema(template: Template): z.ZodType {
  const sections = template.sections.map((section) => {
    const cells = section.columns
      .filter(({ source }) => source === 'office')
      .map(
        (column) =>
          [column.id, column.required ? cellSchema(column) : cellSchema(column).optional()] as const,
      );
    const row = z.strictObject(Object.fromEntries(cells));
    const rows = z.record(z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/), row);
    // A content may leave out a section that has no rows.
    return [section.id, rows.optional()] as const;
  });
  return z.strictObject(Object.fromEntries(sections));
}

function perSecond(work: () => void): number {
  const started = performance.now();
  for (let i = 0; i < REPEATS; i++) work();
  return (ROWS * REPEATS) / ((performance.now() - started) / 1000);
}

export async function benchValidate(): Promise<Figure[]> {
  const template = builtIn('tasks');
  if (template === undefined) throw new Error('the tasks form is not built in');
  const content = manyTasks(ROWS);
  const schema = contentSchema(template);
  const ours = () => {
    const { ok, issues } = validate(template, content, {
      assigned: [],
      facts: { today: TODAY, periodKind: 'other' },
      mode: 'submit',
    });
    if (!ok || issues.length > 0) throw new Error(`not valid: ${JSON.stringify(issues.slice(0, 3))}`);
  };
  const theirs = () => {
    const parsed = schema.safeParse(content);
    if (!parsed.success)
      throw new Error(`not valid for zod: ${JSON.stringify(parsed.error.issues.slice(0, 3))}`);
  };
  refusesTheSame(template, schema);
  for (let i = 0; i < WARM_UP; i++) {
    ours();
    theirs();
  }
  const paired = await inTurn(
    PAIRS,
    () => perSecond(ours),
    () => perSecond(theirs),
  );
  const note = pairWords(paired, 'rows/s', 'rows/s of zod');
  return [{ id: 'validate', value: paired.ratio, unit: 'ratio', bar: 1.5, want: 'atLeast', note }];
}

/** Both sides refuse the same wrong cells, or the ratio would compare different work. */
function refusesTheSame(template: Template, schema: z.ZodType): void {
  const wrong: readonly (readonly [column: string, value: string | undefined])[] = [
    ['ownerKind', 'someone'],
    ['task', undefined],
    ['task', ' có dấu cách ở đầu'],
    ['task', 'x'.repeat(2001)],
    ['deadline', '2022-02-30'],
    ['progressPercent', '100.5'],
    ['progressPercent', '1.25'],
    ['unknown', 'x'],
    ['basis', 'có\u0007chuông'],
  ];
  for (const [column, value] of wrong) {
    const content = manyTasks(1);
    const [cells] = Object.values(content.tasks ?? {});
    if (cells === undefined) throw new Error('no row');
    if (value === undefined) delete cells[column];
    else cells[column] = value;
    const { ok } = validate(template, content, {
      assigned: [],
      facts: { today: TODAY, periodKind: 'other' },
      mode: 'submit',
    });
    if (ok || schema.safeParse(content).success) throw new Error(`${column}: only one side refuses ${value}`);
  }
}
