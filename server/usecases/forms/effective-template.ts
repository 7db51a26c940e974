/** The form as it holds for one report: its own rules and those switched on or tried, as of its period's end and the day. */

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
import { dayInVietnam, type UsecaseDeps } from '../enter.ts';

interface EffectiveTemplate {
  readonly template: Template;
  /** What a receipt names: "inspection@1", or with switched rules "inspection@1.r2". */
  readonly rules: string;
}

/** One object per form and set of switches, for forms are compiled once per object. */
const known = new WeakMap<Template, Map<string, EffectiveTemplate>>();
const MOST_KEPT = 100;

/** The form as it holds for a report of a period. */
type FormAsOf = (period: RuleOccasion['period']) => EffectiveTemplate;

/** `since`: how often the province's switches have changed; `ask`: whom to ask where they are not at hand. */
export async function formAsOf(
  { rules, clock }: Pick<UsecaseDeps, 'rules' | 'clock'>,
  ask: () => Flights,
  base: Template,
  { province, since }: { readonly province: string; readonly since: string },
): Promise<FormAsOf> {
  const joined = rules.peek(province, since) ?? (await rules.get(ask(), province, since));
  const switches = joined.of(base.id, base.version);
  const day = dayInVietnam(clock());
  return (period) => effectiveTemplate(base, switches, { period, day });
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
