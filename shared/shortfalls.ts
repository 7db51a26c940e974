/** What in a filled report falls short of what was asked, as its template says; each told with the figures it rests on. */
import { compare } from './decimal.ts';
import { derive } from './derive.ts';
import { showNumber } from './number.ts';
import type { PeriodKind } from './period.ts';
import { type CellRef, type CellValue, cellAt, isEmpty, type ReportContent } from './report.ts';
import type { Verdict } from './target-wording-verdict.ts';
import type { AssignedRow, Bilingual, Row, Section, Shortfall, Template } from './template.ts';

/** A report as it was filled. */
export interface Filled {
  readonly template: Template;
  readonly assigned: readonly AssignedRow[];
  readonly content: ReportContent;
  readonly periodKind: PeriodKind;
}

interface JudgedRow {
  /** The figure that is judged. */
  readonly at: CellRef;
  /** The rows its figures stand in. */
  readonly rows: readonly Pick<CellRef, 'section' | 'row'>[];
  readonly label: Bilingual;
  readonly unit: string | null;
  readonly isShort: boolean;
}

/** A target with a verdict: the computed one, the one the office published, or both. It falls short by either. */
interface JudgedTarget extends JudgedRow {
  readonly kind: 'missed';
  readonly plan: string;
  /** A decimal, or the result in words. */
  readonly actual: string;
  /** null: the plan cannot be held against the result by computing, as where both are words. */
  readonly computed: Verdict | null;
  readonly published: Verdict | null;
}

/** A finding with both its figures, decimals. */
interface JudgedFinding extends JudgedRow {
  readonly kind: 'undone';
  readonly owed: string;
  readonly done: string;
  /** Shortcomings to mend. */
  readonly remedy: boolean;
}

export type Judged = JudgedTarget | JudgedFinding;

type Missed = Extract<Shortfall, { kind: 'missed' }>;
type Undone = Extract<Shortfall, { kind: 'undone' }>;

/** Everything in the report that can be judged, in the order of the template; what lacks a figure is left out. */
export function judge(filled: Filled): Judged[] {
  return (filled.template.shortfalls ?? []).flatMap((shortfall): Judged[] =>
    shortfall.kind === 'missed' ? targetsOf(filled, shortfall) : findingOf(filled, shortfall),
  );
}

/** Nothing was owed, so that nothing being done mends nothing. */
export const isOfNothing = (judged: Judged): boolean =>
  judged.kind === 'undone' && compare(judged.owed, '0') === 0;

export const shortfallsIn = (filled: Filled): Judged[] => judge(filled).filter(({ isShort }) => isShort);

const VERDICTS: readonly string[] = ['exceeded', 'met', 'missed'] satisfies Verdict[];
const asVerdict = (value: CellValue | undefined): Verdict | null =>
  typeof value === 'string' && VERDICTS.includes(value) ? (value as Verdict) : null;

/** Rows that count as targets: no headings, no sub-rows, each with a plan. */
export function plannedRows(
  { template, assigned }: Pick<Filled, 'template' | 'assigned'>,
  { section: id, computed }: Missed,
) {
  const section = template.sections.find((one) => one.id === id);
  const how = section?.columns.find((column) => column.id === computed)?.derive;
  if (section === undefined || how?.kind !== 'verdict') return undefined;
  const rows = rowsIn(section, assigned).filter(
    ({ row, values }) => row.heading !== true && row.counted !== false && values[how.plan] !== undefined,
  );
  return { section, how, rows };
}

function rowsIn(
  section: Section,
  assigned: readonly AssignedRow[],
): { row: Row; values: Record<string, string> }[] {
  return section.rowsFrom === 'assignment'
    ? assigned.map((row) => ({ row, values: row.values }))
    : (section.rows ?? []).map((row) => ({ row, values: {} }));
}

/** The day is of no account: a verdict does not change with it. */
const ANY_DAY = '1970-01-01';

function targetsOf(filled: Filled, shortfall: Missed): JudgedTarget[] {
  const planned = plannedRows(filled, shortfall);
  if (planned === undefined) return [];
  const { section, how, rows } = planned;
  const occasion = { today: ANY_DAY, periodKind: filled.periodKind };
  return rows.flatMap(({ row, values }) => {
    const cells = filled.content[section.id]?.[row.key] ?? {};
    const computed = asVerdict(derive(section, row, cells, values, occasion)[shortfall.computed]);
    const actual = numberOrText(cells[how.actual]);
    const published = asVerdict(cells[shortfall.published]);
    if ((computed ?? published) === null || actual === undefined) return [];
    return [
      {
        kind: 'missed',
        at: { section: section.id, row: row.key, column: how.actual },
        rows: [{ section: section.id, row: row.key }],
        label: row.label,
        unit: row.unit ?? null,
        isShort: computed === 'missed' || published === 'missed',
        plan: values[how.plan] ?? '',
        actual,
        computed,
        published,
      },
    ];
  });
}

/** Declared none is 0; the other kinds of empty are no figure. */
function numberOrText(value: CellValue | undefined): string | undefined {
  if (isEmpty(value)) return value.empty === 'none' ? '0' : undefined;
  return value;
}

function findingOf({ template, content }: Filled, { owed, done, remedy }: Undone): JudgedFinding[] {
  const row = template.sections
    .find(({ id }) => id === owed.section)
    ?.rows?.find(({ key }) => key === owed.row);
  const [asked, reached] = [numberOrText(cellAt(content, owed)), numberOrText(cellAt(content, done))];
  if (row === undefined || asked === undefined || reached === undefined) return [];
  return [
    {
      kind: 'undone',
      at: done,
      rows: [owed, done].map(({ section, row: key }) => ({ section, row: key })),
      label: row.label,
      unit: row.unit ?? null,
      isShort: compare(reached, asked) < 0,
      owed: asked,
      done: reached,
      remedy: remedy === true,
    },
  ];
}

/** "Năm 2021: thực hiện 8,5; kế hoạch “từ 10% trở lên”". */
export function sourceWords(judged: Judged, period: Bilingual): Bilingual {
  const inBoth = (words: (lang: 'vi' | 'en') => string): Bilingual => ({ vi: words('vi'), en: words('en') });
  if (judged.kind === 'missed') {
    return inBoth((lang) =>
      lang === 'vi'
        ? `${period.vi}: thực hiện ${showNumber(judged.actual, lang)}; kế hoạch “${judged.plan}”`
        : `${period.en}: ${showNumber(judged.actual, lang)} reached; plan “${judged.plan}”`,
    );
  }
  return inBoth((lang) => {
    const [owed, done] = [showNumber(judged.owed, lang), showNumber(judged.done, lang)];
    return lang === 'vi'
      ? `${period.vi}: mới xong ${done} trên ${owed}`
      : `${period.en}: ${done} of ${owed} done`;
  });
}
