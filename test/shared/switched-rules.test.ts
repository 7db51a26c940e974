/** Which rules reach a report: never backwards, whatever is switched later; with fixed seeds. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Rule } from '../../shared/rule.ts';
import {
  bindingNumber,
  isTrialName,
  type RuleSwitch,
  rulesWith,
  switchesFor,
} from '../../shared/switched-rules.ts';

const rule = (id: string, why = 'vì'): Rule => ({
  id,
  kind: 'monotonic',
  severity: 'error',
  axis: 'rows',
  each: ['n'],
  why: { vi: why, en: why },
  basis: 'thử',
});
const OWN = [rule('A'), rule('B')];
const day = fc.integer({ min: 1, max: 28 }).map((n) => `2022-02-${String(n).padStart(2, '0')}`);
const one = fc.record({
  ruleId: fc.constantFrom('A', 'B', 'C'),
  state: fc.constantFrom('trial' as const, 'on' as const, 'off' as const),
  from: day,
  why: fc.string({ minLength: 1, maxLength: 3 }),
  keptPeriods: fc.constantFrom<string[]>([], ['p']),
});
const switches = fc.array(one, { maxLength: 8 }).map((list) =>
  list.map(
    ({ why, ...made }, index): RuleSwitch => ({
      ...made,
      no: index + 1,
      rule: made.state === 'off' ? null : rule(made.ruleId, why),
    }),
  ),
);
const binding = (made: readonly RuleSwitch[], to: string, today: string, id = 'p') =>
  rulesWith(OWN, switchesFor(made, { period: { id, to }, day: today })).filter(
    (found) => !isTrialName(found.id),
  );

describe.each([1, 357, 885])('switched rules, seed %i', (seed) => {
  const runs = { seed, numRuns: 300 };

  test('a switch from a later day than the period’s end, or one that keeps the period, changes nothing that binds it', () => {
    fc.assert(
      fc.property(switches, one, day, day, (made, late, to, today) => {
        const from = late.keptPeriods.length > 0 ? late.from : `2022-03-${late.from.slice(8)}`;
        const last: RuleSwitch = {
          ...late,
          from,
          no: 99,
          rule: late.state === 'off' ? null : rule(late.ruleId),
        };
        expect(binding([...made, last], to, today)).toEqual(binding(made, to, today));
      }),
      runs,
    );
  });

  test('the rules that bind do not depend on the day of the push, and their number names them', () => {
    fc.assert(
      fc.property(switches, day, day, day, (made, to, today, another) => {
        expect(binding(made, to, today, 'q')).toEqual(binding(made, to, another, 'q'));
        const number = bindingNumber(switchesFor(made, { period: { id: 'q', to }, day: today }));
        expect(binding(made.slice(0, number), to, today, 'q')).toEqual(binding(made, to, today, 'q'));
      }),
      runs,
    );
  });

  test('a rule on trial never blocks: it is a note under a name of its own', () => {
    fc.assert(
      fc.property(switches, day, day, (made, to, today) => {
        const all = rulesWith(OWN, switchesFor(made, { period: { id: 'q', to }, day: today }));
        expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
        for (const found of all.filter(({ id }) => isTrialName(id))) expect(found.severity).toBe('note');
      }),
      runs,
    );
  });
});
