/** Works out, from an office's other reports, the facts its checks need: earlier cumulative figures, own history, counts of the year. */
import { dayAfter } from '../../../shared/days.ts';
import { countGroups } from '../../../shared/list-rules.ts';
import type { Period } from '../../../shared/period.ts';
import { isEmpty, type ReportContent } from '../../../shared/report.ts';
import type { Rule } from '../../../shared/rule.ts';
import type { Template } from '../../../shared/template.ts';
import type { CheckFacts } from '../../../shared/wire.ts';
import type { PastReport } from '../../store/reports.ts';

type YearRule = Extract<Rule, { kind: 'countPerGroup' }>;

const NEEDING: readonly Rule['kind'][] = ['monotonic', 'band', 'sumOfPeriods'];

const isYearRule = (rule: Rule): rule is YearRule => rule.kind === 'countPerGroup' && rule.across === 'year';

/** Whether the rule looks at other reports. */
export const readsPast = (rule: Rule): boolean => NEEDING.includes(rule.kind) || isYearRule(rule);

/** Whether any rule of the template looks at other reports. */
export const needsPast = (template: Pick<Template, 'rules'>): boolean => template.rules.some(readsPast);

/** `past`: counted reports of the same office and template, oldest first. `today`: ISO. */
export function factsFrom(
  template: Template,
  period: Pick<Period, 'kind' | 'year' | 'from' | 'to'>,
  past: readonly PastReport[],
  today: string,
): CheckFacts {
  const kinds = new Set(template.rules.map(({ kind }) => kind));
  const yearRules = template.rules.filter(isYearRule);
  const previous = kinds.has('monotonic') ? previousOf(template, period, past) : undefined;
  const increments = kinds.has('sumOfPeriods') ? incrementsOf(period, past) : undefined;
  return {
    today,
    periodKind: period.kind,
    ...(previous === undefined ? {} : { previous }),
    ...(increments === undefined ? {} : { increments }),
    ...(kinds.has('band') ? { history: historyOf(period, past) } : {}),
    ...(yearRules.length === 0 ? {} : { yearCounts: yearCountsOf(template, yearRules, period, past) }),
  };
}

/** The latest counted report of the same year, from the same day on, that ends before this one. */
function previousOf(
  template: Template,
  period: Pick<Period, 'year' | 'from' | 'to'>,
  past: readonly PastReport[],
): ReportContent | undefined {
  const earlier = past.filter(
    (report) =>
      report.year === period.year &&
      report.first_day === period.from &&
      report.last_day < period.to &&
      report.template_version === template.version,
  );
  return earlier.at(-1)?.content;
}

/** Reports of one kind of period that together fill this period exactly, the fewest there are; undefined if none do. */
function incrementsOf(
  period: Pick<Period, 'kind' | 'from' | 'to'>,
  past: readonly PastReport[],
): ReportContent[] | undefined {
  const inside = past.filter(
    ({ kind, first_day, last_day }) =>
      kind !== period.kind && first_day >= period.from && last_day <= period.to,
  );
  const fillings = [...new Set(inside.map(({ kind }) => kind))].flatMap((kind) => {
    const members = inside.filter((report) => report.kind === kind);
    const ends = [...members.map(({ last_day }) => dayAfter(last_day))];
    const starts = [...members.map(({ first_day }) => first_day), dayAfter(period.to)];
    const fills =
      members[0]?.first_day === period.from && ends.every((day, index) => day === starts[index + 1]);
    return fills ? [members.map(({ content }) => content)] : [];
  });
  return fillings.sort((a, b) => a.length - b.length)[0];
}

const NUMBER = /^-?[0-9]{1,30}(?:\.[0-9]{1,15})?$/;
const MOST_HISTORY = 12;

/** Numbers of earlier periods of the same kind, by `row|column`, oldest first; none declared is 0, as it is everywhere. */
function historyOf(
  period: Pick<Period, 'kind' | 'to'>,
  past: readonly PastReport[],
): Record<string, string[]> {
  const history: Record<string, string[]> = {};
  const same = past
    .filter(({ kind, last_day }) => kind === period.kind && last_day < period.to)
    .slice(-MOST_HISTORY);
  for (const { content } of same) {
    for (const [row, cells] of Object.values(content).flatMap((rows) => Object.entries(rows))) {
      for (const [column, value] of Object.entries(cells)) {
        const figure = isEmpty(value) && value.empty === 'none' ? '0' : value;
        if (isEmpty(figure) || !NUMBER.test(figure)) continue;
        const values = history[`${row}|${column}`] ?? [];
        values.push(figure);
        history[`${row}|${column}`] = values;
      }
    }
  }
  return history;
}

function yearCountsOf(
  template: Template,
  rules: readonly YearRule[],
  period: Pick<Period, 'year'>,
  past: readonly PastReport[],
): Record<string, Record<string, number>> {
  const counts: Record<string, Record<string, number>> = {};
  for (const rule of rules) {
    // A map, since a group may be called "constructor".
    const groups = new Map<string, number>();
    for (const { content } of past.filter(({ year }) => year === period.year)) {
      for (const [key, rows] of countGroups(template, rule, content))
        groups.set(key, (groups.get(key) ?? 0) + rows);
    }
    counts[rule.id] = Object.fromEntries(groups);
  }
  return counts;
}
