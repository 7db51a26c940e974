/** The form as it holds for one report: its own rules and those switched on or tried, as of its period's end and the day. */

import {
  bindingNumber,
  type RuleOccasion,
  type RuleSwitch,
  rulesWith,
  switchesFor,
} from '../../shared/switched-rules.ts';
import type { Template } from '../../shared/template.ts';

export interface EffectiveTemplate {
  readonly template: Template;
  /** What a receipt names: "inspection@1", or with switched rules "inspection@1.r2". */
  readonly rules: string;
}

/** One object per form and set of switches, for forms are compiled once per object. */
const known = new WeakMap<Template, Map<string, EffectiveTemplate>>();
const MOST_KEPT = 100;

/** `base`: the form, narrowed or not; the same object comes back where nothing reaches the report. */
export function effectiveTemplate(
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
    template: deciding.length === 0 ? base : { ...base, rules: rulesWith(base.rules, deciding) },
    rules: `${base.id}@${base.version}${number === 0 ? '' : `.r${number}`}`,
  };
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(name, made);
  known.set(base, kept);
  return made;
}
