/** A file of another locale makes other numbers and days of what is typed: they are asked about, sent as answered, and stay so when the file is put right. */
import { afterEach, expect, test } from 'vitest';
import { a1 } from '../../shared/raw-sheet.ts';
import { type AddonDesk, addonDesk, CHOICE, templateNamed } from '../support/addon-desk.ts';

let at: AddonDesk;
afterEach(() => at.desk.close());

interface Field {
  readonly template: 'tasks' | 'targets';
  readonly tab: string;
  readonly column: string;
  readonly question: 'number_kept' | 'date_kept' | 'percent_over';
  /** What the clerk types, what it is sent as by each answer, and what the sheet then shows. */
  readonly typed: string;
  readonly answers: Readonly<Record<string, unknown>>;
  readonly turned: string;
  /** Typed in a Vietnamese file, and sent as. */
  readonly later: readonly [typed: string, sent: string];
}

const FIGURE: Field = {
  template: 'targets',
  tab: 'Chỉ tiêu',
  column: 'actual',
  question: 'number_kept',
  typed: '5.830',
  answers: { thousands: '5830', decimal: '5.83' },
  turned: 'thousands',
  later: ['7,25', '7.25'],
};
const DAY: Field = {
  template: 'tasks',
  tab: 'Công việc',
  column: 'deadline',
  question: 'date_kept',
  typed: '03/04/2021',
  answers: { dmy: '2021-04-03', mdy: '2021-03-04' },
  turned: 'dmy',
  later: ['05/06/2021', '2021-06-05'],
};
const CASES = [FIGURE, DAY].flatMap((field) =>
  Object.keys(field.answers).map((answer) => ({ field, answer })),
);

const TARGETS = Array.from({ length: 4 }, (_, n) => ({
  key: `ct${n + 1}`,
  ordinal: String(n + 1),
  label: { vi: `Chỉ tiêu ${n + 1}`, en: `Target ${n + 1}` },
  unit: n === 3 ? '%' : 'tỷ đồng',
  values: { method: 'sum', plan: 'từ 100 trở lên' },
}));

let presses = 0;

/** The form in a file of the locale, with a way to type into the rows of the field's column. */
async function opened({ template, tab, column }: Omit<Field, 'answers'>, locale: 'en_US' | 'vi_VN') {
  at = addonDesk(templateNamed(template), {}, {}, TARGETS);
  await at.call('createSheets', { ...CHOICE, template });
  at.desk.clerk.settings({ locale });
  const sheet = at.desk.clerk.sheet(tab);
  const ids = Array.from({ length: sheet.columnCount }, (_, place) => String(sheet.at(0, place).value));
  const cell = (row: number, id = column): string => `'${tab}'!${a1(5 + row, ids.indexOf(id))}`;
  return (row: number, text: string): void => {
    if (template === 'tasks') at.desk.clerk.type(cell(row, 'task'), `Việc ${row}`);
    at.desk.clerk.type(cell(row), text);
  };
}

const asked = async ({ column }: Field) =>
  (await at.call('check')).issues.flatMap((one) =>
    one.question !== null && one.column === column ? [one.question.id] : [],
  );

const answer = ({ question, template: section, column }: Field, said: string) =>
  at.call('remember', { question, section, column, answer: said });

/** The values of the column as they are sent, in the order of the rows. */
async function sent({ template, column }: Pick<Field, 'template' | 'column'>): Promise<unknown[]> {
  presses += 1;
  await at.call('send', { mode: 'draft', reasons: {}, key: `press-of-send-${presses}000` });
  const rows = at.province.revisions.at(-1)?.[template];
  return Object.values(rows ?? {}).flatMap((row) => (row[column] === undefined ? [] : [row[column]]));
}

test.each(CASES)(
  '$field.typed is asked about, and sent as it was answered: $answer',
  async ({ field, answer: said }) => {
    const type = await opened(field, 'en_US');
    type(0, field.typed);
    expect(await asked(field)).toEqual([field.question]);
    await answer(field, said);
    expect(await asked(field)).toEqual([]);
    expect(await sent(field)).toEqual([field.answers[said]]);
  },
);

test.each(CASES)(
  '$field.typed answered $answer is the same once the doctor has put the file right',
  async ({ field, answer: said }) => {
    const type = await opened(field, 'en_US');
    type(0, field.typed);
    await answer(field, said);
    expect((await at.call('repair')).refused).toEqual([]);
    expect(at.desk.workbook.locale).toBe('vi_VN');
    expect(await asked(field)).toEqual([]);
    type(1, field.later[0]);
    expect(await sent(field)).toEqual([field.answers[said], field.later[1]]);
  },
);

test.each(CASES)(
  '$field.typed answered $answer is never another value once the file was put right by hand',
  async ({ field, answer: said }) => {
    const type = await opened(field, 'en_US');
    type(0, field.typed);
    await answer(field, said);
    const before = await sent(field);
    at.desk.clerk.settings({ locale: 'vi_VN' });
    expect(await asked(field)).toEqual(said === field.turned ? [field.question] : []);
    await answer(field, said);
    expect(await asked(field)).toEqual([]);
    type(1, field.later[0]);
    expect(await sent(field)).toEqual([...before, field.later[1]]);
  },
);

test('“104,5%” is asked about where hundredths are counted, also beside an answered “98,5%”, and sent as it was answered', async () => {
  const field = { ...FIGURE, question: 'percent_over' } as const;
  const type = await opened(field, 'vi_VN');
  type(3, '104,5%');
  expect(await asked(field)).toEqual(['percent_over']);
  await at.call('remember', { ...CHOICE_OF(field), question: 'percent_share', answer: 'ofOne' });
  expect(await asked(field)).toEqual(['percent_over']);
  await at.call('remember', { ...CHOICE_OF(field), question: 'percent_over', answer: 'ofOne' });
  expect(await asked(field)).toEqual([]);
  expect(await sent(field)).toEqual(['104.5']);
});

const CHOICE_OF = ({ template: section, column }: Pick<Field, 'template' | 'column'>) => ({
  section,
  column,
});
