/** Runs new or changed rules over counted reports of past periods and says what they would have flagged. Keeps the summary only. */
import { setImmediate as everybodyElse } from 'node:timers/promises';
import type { Issue } from '../../../shared/issue.ts';
import { issueWords } from '../../../shared/issue-sentences.ts';
import { Problem } from '../../../shared/problem.ts';
import { fittedRule } from '../../../shared/profile.ts';
import type { Rule } from '../../../shared/rule.ts';
import type { Template } from '../../../shared/template.ts';
import type {
  Rehearsal,
  RehearsalExample,
  RehearsalRequest,
  RehearsedPeriod,
  RehearsedRule,
} from '../../../shared/wire-rules.ts';
import {
  type ReplayPeriodRow,
  type ReplayScope,
  selectReplayPeriods,
  selectReplayUnits,
} from '../../store/replays.ts';
import { insertRehearsal } from '../../store/rules.ts';
import { selectTemplateHeads } from '../../store/template-life.ts';
import { wrongField } from '../../wrong-field.ts';
import { enterAdministrator } from '../administer.ts';
import { asPerson, type Identity, readAsPerson, type UsecaseDeps, writeTransaction } from '../enter.ts';
import { checkContent } from '../push/check-content.ts';
import { comparablePast } from '../push/comparable-past.ts';
import { owedTemplate } from './effective-template.ts';
import { type Replay, replaysOf } from './replay-reports.ts';
import { refuseUnsound, ruleFaults, ruleHash } from './switch-rules.ts';

const MOST_EXAMPLES = 20;
/** Offices read at once: each brings its past with it. */
const OFFICES_AT_ONCE = 10;
/** Reports of one rehearsal. */
const MOST_REPORTS = 20_000;

/** What one rule has said so far. */
interface Tally {
  readonly rule: Rule;
  readonly periods: ReadonlyMap<
    string,
    { count: Omit<RehearsedPeriod, 'period' | 'label' | 'flaggedUnits'>; units: Set<string> }
  >;
  readonly examples: RehearsalExample[];
}

const tallyFor = (rule: Rule, periods: readonly ReplayPeriodRow[]): Tally => ({
  rule,
  examples: [],
  periods: new Map(
    periods.map(({ id }) => [
      id,
      { count: { reports: 0, skipped: 0, flaggedReports: 0, flaggedCells: 0 }, units: new Set() },
    ]),
  ),
});

/** The form of a report with one rule alone; undefined where the rule does not fit it. */
class SingleRuleForms {
  readonly #made = new Map<string, Template | undefined>();

  /** `whole`: the version of the report; `base`: the form it was asked for, whole or shorter. */
  of(
    whole: Template,
    base: Template,
    { version, profile }: { version: number; profile: string | null },
    rule: Rule,
  ) {
    const name = `${version} ${profile ?? ''} ${rule.id}`;
    if (!this.#made.has(name)) this.#made.set(name, singleRuleForm(whole, base, rule));
    return this.#made.get(name);
  }
}

function singleRuleForm(whole: Template, base: Template, rule: Rule): Template | undefined {
  if (ruleFaults({ ...whole, rules: [] }, [rule]).length > 0) return undefined;
  const left = fittedRule(rule, base);
  return { ...base, rules: left === undefined ? [] : [left] };
}

/** What the rule alone says about a report, with the facts it was sent with. */
export function issuesAgain(form: Template, replay: Replay): Issue[] {
  const { issues } = checkContent(form, replay.revision.content, {
    ...replay,
    mode: 'submit',
    offerFixes: false,
  });
  return issues.filter(({ rule }) => rule !== undefined);
}

function count(tally: Tally, form: Template | undefined, replay: Replay): void {
  const { report } = replay;
  const period = tally.periods.get(report.period.id);
  if (period === undefined) return;
  if (form === undefined) {
    period.count.skipped += 1;
    return;
  }
  period.count.reports += 1;
  const issues = issuesAgain(form, replay);
  if (issues.length === 0) return;
  period.count.flaggedReports += 1;
  period.count.flaggedCells += issues.length;
  period.units.add(report.unit_id);
  for (const issue of issues.slice(0, MOST_EXAMPLES - tally.examples.length)) {
    const { where, found, expected } = issueWords(issue, form, 'vi', report.assigned);
    const { unit_id: unit, unit_name: unitName } = report;
    tally.examples.push({ unit, unitName, period: report.period.id, where, found, expected });
  }
}

/** Throws `not_allowed`, `not_found` for a form the province does not have, `invalid_request` for rules that do not fit it. */
export async function rehearse(
  deps: UsecaseDeps,
  identity: Identity,
  id: string,
  request: RehearsalRequest,
): Promise<Rehearsal> {
  const { periods, forms } = await begin(deps, identity, id, request);
  const tallies = request.rules.map((rule) => tallyFor(rule, periods));
  const scope: ReplayScope = {
    template: id,
    periods: periods.map((one) => one.id),
    scope: request.scope ?? null,
  };
  const complete = await run(deps, identity, scope, forms, tallies);
  const summary = {
    template: id,
    scope: scope.scope,
    complete,
    rules: tallies.map((tally) => toldOf(tally, periods)),
  };
  const at = deps.clock();
  const hashes = request.rules.map(ruleHash);
  const kept = await asPerson(deps, identity, () =>
    writeTransaction(deps, async (flights) => {
      const { person } = await enterAdministrator(deps, flights, identity);
      const rehearsal = { template: id, hashes, summary, at, person: person.id };
      const [[row]] = await flights.commit(insertRehearsal(flights, rehearsal));
      return row?.id ?? '';
    }),
  );
  return { id: kept, at: at.toISOString(), ...summary };
}

/** The periods, and the versions of the form, newest last. */
function begin(deps: UsecaseDeps, identity: Identity, id: string, request: RehearsalRequest) {
  return readAsPerson(deps, identity, async (flights) => {
    const { province } = await enterAdministrator(deps, flights, identity);
    const [heads, periods] = await flights.send(
      selectTemplateHeads(flights),
      selectReplayPeriods(flights, id, request.periods),
    );
    const forms = new Map<number, Template>();
    for (const { version } of heads.filter((head) => head.id === id))
      forms.set(version, await deps.shelf.get(flights, { province: province.id, id, version }));
    const newest = [...forms.values()].at(-1);
    if (newest === undefined) throw new Problem('not_found');
    const ids = request.rules.map((rule) => rule.id);
    const twice = ids.find((rule, place) => ids.indexOf(rule) !== place);
    if (twice !== undefined) throw wrongField('/rules', 'có hai lần', `is given twice: ${twice}`);
    for (const [place, rule] of request.rules.entries()) refuseUnsound(newest, [rule], `/rules/${place}`);
    return { periods, forms };
  });
}

/** A few offices at a time, each time in a snapshot of its own: nobody's push waits, and memory stays small. True: all were met. */
async function run(
  deps: UsecaseDeps,
  identity: Identity,
  scope: ReplayScope,
  forms: ReadonlyMap<number, Template>,
  tallies: readonly Tally[],
): Promise<boolean> {
  const single = new SingleRuleForms();
  const periods = new Set(scope.periods);
  let met = 0;
  for (let after = ''; ; ) {
    const batch = await readAsPerson(deps, identity, async (flights) => {
      const who = await enterAdministrator(deps, flights, identity);
      const [rows] = await flights.send(selectReplayUnits(flights, scope, after, OFFICES_AT_ONCE));
      const units = rows.map((row) => row.id);
      const found = units.length === 0 ? [] : await replaysOf(flights, scope.template, periods, units);
      const [asked, replays]: [Template[], Replay[]] = [[], []];
      const province = who.province.id;
      for (const replay of found) {
        const { report } = replay;
        const owed = { ...report, province_id: province, template_id: scope.template };
        const template = await owedTemplate(deps, flights, owed);
        const past = await comparablePast(replay.past, { template, assigned: report.assigned }, (version) =>
          deps.shelf.get(flights, { province, id: scope.template, version }),
        );
        asked.push(template);
        replays.push({ ...replay, past });
      }
      return { units, replays, asked };
    });
    for (const [place, replay] of batch.replays.entries()) {
      const { template_version: version, profile } = replay.report;
      const [whole, base] = [forms.get(version), batch.asked[place]];
      if (whole === undefined || base === undefined) continue;
      for (const tally of tallies)
        count(tally, single.of(whole, base, { version, profile }, tally.rule), replay);
      met += 1;
      await everybodyElse();
    }
    const last = batch.units.at(-1);
    if (last === undefined || batch.units.length < OFFICES_AT_ONCE) return true;
    if (met >= MOST_REPORTS) return false;
    after = last;
  }
}

const toldOf = ({ rule, periods, examples }: Tally, rows: readonly ReplayPeriodRow[]): RehearsedRule => ({
  rule: rule.id,
  examples,
  periods: rows.flatMap(({ id, label }) => {
    const found = periods.get(id);
    return found === undefined ? [] : [{ period: id, label, ...found.count, flaggedUnits: found.units.size }];
  }),
});
