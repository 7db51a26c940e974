/** Puts rules on trial, switches them on or off from a day on, and tells what a trial has said. Nothing is ever switched backwards. */
import { createHash } from 'node:crypto';
import { canonicalJson } from '../../../shared/canonical.ts';
import { showDate } from '../../../shared/dates.ts';
import { dayInVietnam } from '../../../shared/days.ts';
import { Problem } from '../../../shared/problem.ts';
import type { Rule } from '../../../shared/rule.ts';
import { isTrialName, trialName } from '../../../shared/switched-rules.ts';
import type { Bilingual, Template } from '../../../shared/template.ts';
import { checkTemplate } from '../../../shared/template-check.ts';
import { STATE_WORDS } from '../../../shared/template-state.ts';
import type { RuleChange, RuleHistory, SwitchedRule } from '../../../shared/wire-rules.ts';
import { insertEvent } from '../../store/audit.ts';
import {
  changeRules,
  insertSwitch,
  lockReportsFrom,
  type NewSwitch,
  type SwitchRow,
  selectBegunPeriods,
  selectFlagged,
  selectRehearsed,
  selectSwitchesOf,
} from '../../store/rules.ts';
import { lockTemplate, selectTemplateVersion } from '../../store/template-life.ts';
import { askedForm } from '../../store/templates.ts';
import type { Flights } from '../../store/transaction.ts';
import { wrongFields } from '../../wrong-field.ts';
import { enterAdministrator } from '../administer.ts';
import { asPerson, type Identity, readAsPerson, type UsecaseDeps, writeTransaction } from '../enter.ts';
import { templateStateProblem } from './template-life.ts';

/** SHA-256 (hex) of a rule's canonical JSON; a fraction is spelled as text. */
export function ruleHash(rule: Rule): string {
  const spelled: unknown = JSON.parse(
    JSON.stringify(rule, (_, value: unknown) =>
      typeof value === 'number' && !Number.isSafeInteger(value) ? String(value) : value,
    ),
  );
  return createHash('sha256').update(canonicalJson(spelled)).digest('hex');
}

/** What is wrong with a form once it has these rules too, and was not before. */
export function ruleFaults(template: Template, rules: readonly Rule[]): string[] {
  const before = new Set(checkTemplate(template));
  return checkTemplate({ ...template, rules: [...template.rules, ...rules] }).filter(
    (fault) => !before.has(fault),
  );
}

/** Throws `invalid_request` for rules that do not fit the form, or whose names are kept for trials. */
export function refuseUnsound(template: Template, rules: readonly Rule[], path: string): void {
  const ids = rules.map(({ id }) => id);
  const others = template.rules.filter(({ id }) => !ids.includes(id));
  const faults = ruleFaults({ ...template, rules: others }, rules);
  const marked = ids.filter((id) => isTrialName(id) || id.length > 60);
  const wrong = [
    ...faults.map((fault) => ({
      path,
      vi: 'không khớp với biểu',
      en: `does not fit the form: ${fault}`,
    })),
    ...marked.map((id) => ({
      path,
      vi: 'mã quy tắc không dùng được',
      en: `this id is not for rules: ${id}`,
    })),
  ];
  if (wrong.length > 0) throw wrongFields(wrong);
}

const told = ({ hash: _, body: __, at, ...row }: SwitchRow): SwitchedRule => ({
  ...row,
  at: at.toISOString(),
});

/** What the change is decided on, its form locked. */
interface Desk {
  readonly flights: Flights;
  readonly template: Template;
  /** All switches of this version, in order. */
  readonly made: readonly SwitchRow[];
  readonly today: string;
}

/**
 * Stores the change and tells the ledger. What is so already is answered as it is, so that a change may be sent again.
 * Throws `not_found`, `not_allowed`, `template_state`, `invalid_request`, `rule_not_rehearsed`, `rule_not_tried`, `rule_backwards`.
 */
export function switchRule(
  deps: UsecaseDeps,
  identity: Identity,
  id: string,
  change: RuleChange,
): Promise<SwitchedRule> {
  return asPerson(deps, identity, () =>
    writeTransaction(deps, async (flights) => {
      const who = await enterAdministrator(deps, flights, identity);
      const desk = await open(flights, id, change.version, dayInVietnam(deps.clock()));
      const wanted = await wantedFrom(desk, change);
      const before = desk.made.findLast(({ rule }) => rule === wanted.ruleId);
      const { state, from, hash } = wanted;
      if (before?.state === state && before.from === from && before.hash === hash) return told(before);
      if (from < desk.today)
        throw new Problem('rule_backwards', {
          day: showDate(from, 'vi'),
          day_en: showDate(from, 'en'),
          today: showDate(desk.today, 'vi'),
          today_en: showDate(desk.today, 'en'),
        });
      const keptPeriods = state === 'trial' ? [] : await begunPeriods(flights, id, change.version, from);
      const no = (desk.made.at(-1)?.no ?? 0) + 1;
      const { version, reason } = change;
      const at = deps.clock();
      const made: NewSwitch = {
        ...wanted,
        template: id,
        version,
        no,
        keptPeriods,
        at,
        person: who.person.id,
        reason,
      };
      await flights.send(insertSwitch(flights, made), changeRules(flights));
      const details = { rule: wanted.ruleId, no, state, from, keptPeriods, reason };
      const subject = `template/${id}@${version}`;
      const { person, province } = who;
      await insertEvent(flights, {
        province: province.id,
        at,
        person,
        action: 'rule_switched',
        subject,
        details,
      });
      return { no, version, rule: wanted.ruleId, state, from, keptPeriods, at: at.toISOString(), reason };
    }),
  );
}

async function open(flights: Flights, id: string, version: number, today: string): Promise<Desk> {
  const [[locked]] = await flights.send(lockTemplate(flights, id, version));
  const [[row], switches] = await flights.send(
    selectTemplateVersion(flights, id, version),
    selectSwitchesOf(flights, id, null),
  );
  if (locked === undefined || row === undefined) throw new Problem('not_found');
  if (locked.state === 'draft' || locked.state === 'retired') {
    const action = { vi: 'đổi quy tắc', en: 'given other rules' };
    throw templateStateProblem(locked, STATE_WORDS[locked.state], action);
  }
  const made = switches.filter((one) => one.version === version);
  return { flights, template: askedForm(row.body, { id, version }), made, today };
}

type Wanted = Pick<NewSwitch, 'ruleId' | 'state' | 'from' | 'rule' | 'hash'>;

async function wantedFrom(desk: Desk, change: RuleChange): Promise<Wanted> {
  const { flights, template, made, today } = desk;
  if (change.state === 'trial') {
    const { rule, from = today } = change;
    refuseUnsound(template, [rule], '/rule');
    const hash = ruleHash(rule);
    const [rehearsed] = await flights.send(selectRehearsed(flights, template.id, hash));
    if (rehearsed.length === 0) throw new Problem('rule_not_rehearsed', ruleDetails(rule.id, rule.why));
    return { ruleId: rule.id, state: 'trial', from, rule, hash };
  }
  const { rule: ruleId, state, from } = change;
  const of = made.filter(({ rule }) => rule === ruleId);
  if (state === 'off') {
    if (of.length === 0 && !template.rules.some((rule) => rule.id === ruleId)) throw new Problem('not_found');
    return { ruleId, state, from, rule: null, hash: null };
  }
  const last = of.at(-1);
  const tried = last?.state !== 'off' && (last?.state === 'on' || (last?.from ?? '9') <= today);
  if (last?.body == null || !tried) throw new Problem('rule_not_tried', ruleDetails(ruleId, last?.body?.why));
  return { ruleId, state, from, rule: last.body, hash: last.hash };
}

/** A rule by what it says; one nobody put on trial is known by its id only. */
const ruleDetails = (id: string, why: Bilingual | undefined) => ({
  rule: why === undefined ? id : `“${why.vi}” (${id})`,
  rule_en: why === undefined ? id : `“${why.en}” (${id})`,
});

/** Who submits meanwhile waits, and is then checked by what was decided here. */
async function begunPeriods(flights: Flights, id: string, version: number, from: string): Promise<string[]> {
  await flights.send(lockReportsFrom(flights, id, version, from));
  const [begun] = await flights.send(selectBegunPeriods(flights, id, version, from));
  return begun.map((period) => period.id);
}

/** The switches of one rule and what its last trial has said so far. Throws `not_found`, `not_allowed`. */
export function readRule(
  deps: UsecaseDeps,
  identity: Identity,
  template: string,
  rule: string,
): Promise<RuleHistory> {
  return readAsPerson(deps, identity, async (flights) => {
    await enterAdministrator(deps, flights, identity);
    const [rows] = await flights.send(selectSwitchesOf(flights, template, rule));
    if (rows.length === 0) throw new Problem('not_found');
    const trial = rows.findLast(({ state }) => state === 'trial');
    const switches = rows.map(told);
    if (trial === undefined) return { rule, switches, trial: null };
    const { version, at: since } = trial;
    const name = trialName(rule);
    const [[found]] = await flights.send(selectFlagged(flights, { template, version, name, since }));
    const { submissions = 0, flagged_submissions = 0, flagged_reports = 0 } = found ?? {};
    const { flagged_units = 0, flagged_cells = 0 } = found ?? {};
    return {
      rule,
      switches,
      trial: {
        version,
        since: since.toISOString(),
        submissions,
        flaggedSubmissions: flagged_submissions,
        flaggedReports: flagged_reports,
        flaggedUnits: flagged_units,
        flaggedCells: flagged_cells,
      },
    };
  });
}
