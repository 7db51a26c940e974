/** The form of a report: as its office owes it, and as it is checked by, with the rules switched on or tried as of its period's end and the day. */

import { dayInVietnam } from '../../../shared/days.ts';
import { fittedRule } from '../../../shared/profile.ts';
import {
  bindingNumber,
  type RuleOccasion,
  type RuleSwitch,
  rulesWith,
  switchesFor,
} from '../../../shared/switched-rules.ts';
import type { Template } from '../../../shared/template.ts';
import type { Flights } from '../../store/transaction.ts';
import type { UsecaseDeps } from '../enter.ts';

interface EffectiveTemplate {
  readonly template: Template;
  /** What a receipt names: "inspection@1", or with switched rules "inspection@1.r2". */
  readonly rules: string;
}

/** One object per form and set of switches, for forms are compiled once per object. */
const known = new WeakMap<Template, Map<string, EffectiveTemplate>>();
const MOST_KEPT = 100;

/** Names the form an office owes; whatever tells a report, locked or only read, tells it. */
interface Owed {
  readonly province_id: string;
  readonly template_id: string;
  readonly template_version: number;
  readonly profile: string | null;
}

export const owedKey = ({ province_id, template_id, template_version, profile }: Owed) => ({
  province: province_id,
  id: template_id,
  version: template_version,
  profile,
});

/** The form as an office owes it, shortened by the profile it was assigned: what there is to fill. Rules that joined it are left out. */
export const owedTemplate = (
  { shelf }: Pick<UsecaseDeps, 'shelf'>,
  flights: Flights,
  owed: Owed,
): Promise<Template> => shelf.get(flights, owedKey(owed));

/** The report checked; `rules_version`: how often the province's switches have changed. */
export type CheckedReport = Owed & {
  readonly rules_version: string;
  readonly period: { readonly to: string };
};

/** What a report of this period is checked by; `asOf` tells the same of the form in another period. */
export interface FormOfReport extends EffectiveTemplate {
  readonly asOf: (period: RuleOccasion['period']) => EffectiveTemplate;
  /** Another version of the same form, whole and without rules that joined it. */
  readonly ofVersion: (version: number) => Promise<Template>;
}

/** What a report is checked by today. `ask`: whom to ask where form or switches are not at hand. */
export async function formOfReport(
  { shelf, rules, clock }: Pick<UsecaseDeps, 'shelf' | 'rules' | 'clock'>,
  ask: () => Flights,
  period: string,
  report: CheckedReport,
): Promise<FormOfReport> {
  const { province_id: province, rules_version: since } = report;
  const key = owedKey(report);
  const base = shelf.peek(key) ?? (await shelf.get(ask(), key));
  const joined = rules.peek(province, since) ?? (await rules.get(ask(), province, since));
  const switches = joined.of(base.id, base.version);
  const day = dayInVietnam(clock());
  const asOf: FormOfReport['asOf'] = (of) => effectiveTemplate(base, switches, { period: of, day });
  const ofVersion: FormOfReport['ofVersion'] = async (version) => {
    const other = { province, id: base.id, version };
    return shelf.peek(other) ?? (await shelf.get(ask(), other));
  };
  return { ...asOf({ id: period, to: report.period.to }), asOf, ofVersion };
}

/** Switched rules as a shorter form can use them: one that speaks of nothing there leaves it. */
const fitted = (base: Template, deciding: readonly RuleSwitch[]): RuleSwitch[] =>
  deciding.flatMap((one) => {
    const rule = one.rule === null ? undefined : fittedRule(one.rule, base);
    if (rule === undefined && one.state === 'trial') return [];
    return [{ ...one, rule: rule ?? null }];
  });

/** `base`: the form, narrowed or not; the same object comes back where nothing reaches the report. */
function effectiveTemplate(
  base: Template,
  switches: readonly RuleSwitch[],
  occasion: RuleOccasion,
): EffectiveTemplate {
  const deciding = switches.length === 0 ? [] : switchesFor(switches, occasion);
  const name = deciding.map(({ no }) => no).join(' ');
  const kept = known.get(base) ?? new Map<string, EffectiveTemplate>();
  const found = kept.get(name);
  if (found !== undefined) return found;
  const number = bindingNumber(deciding);
  const made = {
    template:
      deciding.length === 0 ? base : { ...base, rules: rulesWith(base.rules, fitted(base, deciding)) },
    rules: `${base.id}@${base.version}${number === 0 ? '' : `.r${number}`}`,
  };
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(name, made);
  known.set(base, kept);
  return made;
}
