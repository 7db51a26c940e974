/** Reasons an office need not give again: those of its last report for a value that is still outside its usual band on the same side. */

import { type Issue, issueKey } from '../../../shared/issue.ts';
import type { Period } from '../../../shared/period.ts';
import { isRemarkKey } from '../../../shared/remark-answer.ts';
import type { Rule } from '../../../shared/rule.ts';
import type { Template } from '../../../shared/template.ts';
import type { PastReport } from '../../store/reports.ts';

/**
 * Issue key → reason, from the last counted report of the same kind of period, for the rules that were the same then. A report keeps the reasons of issues it has, so what came back within its band took its reason with it.
 * `past`: as for the facts of the checks, of
 * another version of the form without reasons of rules that changed. `asOf`: the form as it held for another period.
 */
export function rememberedReasons(
  template: Template,
  period: Pick<Period, 'kind' | 'to'>,
  past: readonly PastReport[],
  asOf: (period: { id: string; to: string }) => { readonly template: Template },
): Readonly<Record<string, string>> {
  const bands = template.rules.filter(({ kind }) => kind === 'band');
  if (bands.length === 0) return {};
  const last = past.filter(({ kind, last_day }) => kind === period.kind && last_day < period.to).at(-1);
  if (last === undefined) return {};
  const isOther = last.template_version !== template.version;
  const then = isOther ? template : asOf({ id: last.period_id, to: last.last_day }).template;
  const spelled = (rule: Rule | undefined): string => JSON.stringify(rule);
  const same = bands.filter((rule) => spelled(rule) === spelled(then.rules.find(({ id }) => id === rule.id)));
  const ids = new Set(same.map(({ id }) => id));
  const ruleOf = (key: string): string => key.slice(0, key.indexOf('|'));
  return Object.fromEntries(Object.entries(last.reasons).filter(([key]) => ids.has(ruleOf(key))));
}

/** Reasons are kept as long as their issue stands, answers to remarks always. */
export function reasonsKept(
  issues: readonly Issue[],
  reasons: Readonly<Record<string, string>>,
): Record<string, string> {
  const kept = Object.fromEntries(Object.entries(reasons).filter(([key]) => isRemarkKey(key)));
  for (const issue of issues) {
    const reason = reasons[issueKey(issue)];
    if (reason !== undefined) kept[issueKey(issue)] = reason;
  }
  return kept;
}
