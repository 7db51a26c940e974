/** Which rules a report is checked by: its form's own, and those that were switched on, off or put on trial later. */
import type { Rule } from './rule.ts';

/** Of those that reach a report, the last one of a rule holds. */
export interface RuleSwitch {
  /** Counts the switches of a version of a form, from 1. */
  readonly no: number;
  readonly ruleId: string;
  readonly state: 'trial' | 'on' | 'off';
  /** ISO date. trial: the first day of pushes it sees; on, off: reaches periods that end on this day or later. */
  readonly from: string;
  /** null when it is switched off. */
  readonly rule: Rule | null;
  /** Periods that had a submission when it was switched: they keep the rules they had. */
  readonly keptPeriods: readonly string[];
}

/** What decides which switches reach a report: its period, and the day it is checked on. ISO dates. */
export interface RuleOccasion {
  readonly period: { readonly id: string; readonly to: string };
  readonly day: string;
}

const TRIAL_MARK = '.trial';

/** The name a rule on trial speaks under, beside the rule it may replace. */
export const trialName = (rule: string): string => `${rule}${TRIAL_MARK}`;
export const isTrialName = (rule: string): boolean => rule.endsWith(TRIAL_MARK);

function reaches(one: RuleSwitch, { period, day }: RuleOccasion): boolean {
  if (one.state === 'trial') return one.from <= day;
  return one.from <= period.to && !one.keptPeriods.includes(period.id);
}

/** The switches that decide about one report, the last of each rule in the order they were made. */
export function switchesFor(switches: readonly RuleSwitch[], occasion: RuleOccasion): readonly RuleSwitch[] {
  const last = new Map<string, RuleSwitch>();
  const trials = new Map<string, RuleSwitch>();
  const before = new Map<string, RuleSwitch['state']>();
  for (const one of switches) {
    const { ruleId, state } = one;
    // Switching off what is on trial ends the trial, at once, and nothing else.
    const endsTrial = state === 'off' && before.get(ruleId) === 'trial';
    before.set(ruleId, state);
    if (endsTrial || reaches(one, occasion)) trials.delete(ruleId);
    if (!endsTrial && reaches(one, occasion)) (state === 'trial' ? trials : last).set(ruleId, one);
  }
  return [...last.values(), ...trials.values()].sort((a, b) => a.no - b.no);
}

/** The rules of a report, the form's own in their order; a trial only informs. `deciding`: from `switchesFor`. */
export function rulesWith(own: readonly Rule[], deciding: readonly RuleSwitch[]): Rule[] {
  const rules = new Map(own.map((rule) => [rule.id, rule]));
  for (const { state, ruleId, rule } of deciding) {
    if (rule === null) rules.delete(ruleId);
    else if (state === 'on') rules.set(ruleId, rule);
    else rules.set(trialName(ruleId), { ...rule, id: trialName(ruleId), severity: 'note' });
  }
  return [...rules.values()];
}

/** The number of the last switch behind the rules that bind a report; 0: its form's own. */
export const bindingNumber = (deciding: readonly RuleSwitch[]): number =>
  Math.max(0, ...deciding.filter(({ state }) => state !== 'trial').map(({ no }) => no));
