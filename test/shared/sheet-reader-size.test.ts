/** The largest sheet the service takes is read whole, with nothing wrong and nothing lost. */
import { expect, test } from 'vitest';
import { planWorkbook } from '../../shared/sheet-layout.ts';
import { readWorkbook } from '../../shared/sheet-reader.ts';
import type { Template } from '../../shared/template.ts';
import { builtIn } from '../../shared/templates/index.ts';
import { formOf, SAMPLE_CONTENT } from '../support/forms.ts';
import { rawFromPlan } from '../support/raw-plan.ts';

test('5,000 rows of 40 columns are read whole', () => {
  const tasks = builtIn('tasks');
  const section = tasks?.sections[0];
  if (tasks === undefined || section === undefined) throw new Error('no section');
  const extra = Array.from({ length: 40 - section.columns.length }, (_, n) => ({
    id: `x${n}`,
    label: { vi: `Cột ${n}`, en: `Column ${n}` },
    type: 'decimal' as const,
    source: 'office' as const,
    required: false,
  }));
  const wide: Template = { ...tasks, sections: [{ ...section, columns: [...section.columns, ...extra] }] };
  const row = {
    ...SAMPLE_CONTENT.tasks?.tasks?.r0001,
    ...Object.fromEntries(extra.map(({ id }) => [id, '12.5'])),
  };
  const rows = Object.fromEntries(Array.from({ length: 5000 }, (_, n) => [`r${n + 1}`, row]));
  const raw = rawFromPlan(planWorkbook(formOf(wide, { tasks: rows })));
  const reading = readWorkbook(wide, [], raw, {});
  expect(reading.issues).toEqual([]);
  expect(reading.content.tasks).toEqual(rows);
});
