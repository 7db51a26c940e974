/** Guarantees that values pass through a sheet unchanged: text, numbers, days, in either locale and any time zone. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { badCharacter, clean } from '../../shared/text.ts';
import { addonDesk, CHOICE, templateNamed } from '../support/addon-desk.ts';
import { SAMPLE_CONTENT } from '../support/forms.ts';

const ROW = SAMPLE_CONTENT.tasks?.tasks?.r0001 ?? {};
const KEY = 'press-of-send-0001';

/** Draws a sheet with these texts in it, sends it untouched, and gives what arrived. */
async function throughSheet(texts: readonly string[], locale: 'vi_VN' | 'en_US'): Promise<unknown[]> {
  const rows = Object.fromEntries(
    texts.map((task, n) => [`r${String(n + 1).padStart(4, '0')}`, { ...ROW, task }]),
  );
  const at = addonDesk(templateNamed('tasks'), { tasks: rows });
  try {
    // A file with other work in it keeps its own locale.
    at.desk.workbook.locale = locale;
    at.desk.clerk.type('A1', 'việc khác');
    await at.call('createSheets', { ...CHOICE, template: 'tasks' });
    expect((await at.call('send', { mode: 'draft', reasons: {}, key: KEY })).kind).toBe('sent');
    const sent = at.province.revisions[0]?.tasks ?? {};
    return Object.keys(rows).map((key) => sent[key]?.task);
  } finally {
    await at.desk.close();
  }
}

const LOOKS_LIKE_CODE = [
  '=1+1',
  '+84 220 3853 000',
  '-x',
  '1e5',
  '00012',
  '1/2',
  '3-4',
  '12%',
  '1.234,5',
  '2026-11-22',
  '22/11/2026',
  'TRUE',
  '@SUM(A1)',
  '{1;2}',
];

test.each(['vi_VN', 'en_US'] as const)(
  'text that looks like a number, date or formula stays text in a %s file',
  async (locale) => {
    expect(await throughSheet(LOOKS_LIKE_CODE, locale)).toEqual(LOOKS_LIKE_CODE);
  },
);

test('any text survives the way into the sheet and out again', async () => {
  const text = fc
    .string({
      unit: fc.oneof(
        fc.constantFrom(...'=+-@\'"#.,;:/%0123456789 aăâbcdđeêếộơươỹ'),
        fc.string({ minLength: 1, maxLength: 1 }),
      ),
      minLength: 1,
    })
    .map(clean)
    .filter((s) => s !== '' && !badCharacter(s) && !/^[#']/.test(s) && !/^\s*[kc]/i.test(s));
  await fc.assert(
    fc.asyncProperty(fc.array(text, { minLength: 20, maxLength: 60 }), async (texts) => {
      expect(await throughSheet(texts, 'vi_VN')).toEqual(texts);
    }),
    { numRuns: 6 },
  );
});

const DAYS = ['1900-01-02', '1969-12-31', '1975-06-13', '2026-11-22'];

test.each(['UTC', 'Asia/Ho_Chi_Minh', 'America/Los_Angeles'])(
  'dates are the same days with the machine in %s',
  async (zone) => {
    const before = process.env.TZ;
    process.env.TZ = zone;
    const rows = Object.fromEntries(DAYS.map((deadline, n) => [`r000${n + 1}`, { ...ROW, deadline }]));
    const at = addonDesk(templateNamed('tasks'), { tasks: rows });
    try {
      await at.call('createSheets', { ...CHOICE, template: 'tasks' });
      expect((await at.call('send', { mode: 'draft', reasons: {}, key: KEY })).kind).toBe('sent');
      const sent = at.province.revisions[0]?.tasks ?? {};
      expect(Object.values(sent).map((cells) => cells.deadline)).toEqual(DAYS);
    } finally {
      if (before === undefined) delete process.env.TZ;
      else process.env.TZ = before;
      await at.desk.close();
    }
  },
);
