/** Reasons an office need not give again: those of its last report for a value that is still outside its usual band on the same side. */
import type { Period } from '../../shared/period.ts';
import type { Template } from '../../shared/template.ts';
import type { PastReport } from '../store/reports.ts';

/**
 * Issue key → reason, from the last counted report of the same kind of period and version of the form. A report keeps the reasons
 * of issues it has, so what came back within its band took its reason with it. `past`: as for the facts of the checks.
 */
export function rememberedReasons(
  template: Template,
  period: Pick<Period, 'kind' | 'to'>,
  past: readonly PastReport[],
): Readonly<Record<string, string>> {
  const bands = new Set(template.rules.flatMap(({ kind, id }) => (kind === 'band' ? [id] : [])));
  if (bands.size === 0) return {};
  const last = past.filter(({ kind, last_day }) => kind === period.kind && last_day < period.to).at(-1);
  if (last === undefined || last.template_version !== template.version) return {};
  const ruleOf = (key: string): string => key.slice(0, key.indexOf('|'));
  return Object.fromEntries(Object.entries(last.reasons).filter(([key]) => bands.has(ruleOf(key))));
}
