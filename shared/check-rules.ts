/** The one table of rule kinds: each has exactly one checker, so a kind nobody checks does not compile. */
import { atMost, matches, partOf, partsSum } from './arithmetic-rules.ts';
import type { CompiledTemplate } from './compiled-template.ts';
import { band, monotonic, sumOfPeriods } from './history-rules.ts';
import { countPerGroup, dateOrder, requiredWhen, unique } from './list-rules.ts';
import { blankWhen, boundWhen, notInFuture } from './row-rules.ts';
import type { Rule, RuleKind } from './rule.ts';
import type { RowRule, RuleCheck, RuleCompiler } from './rule-view.ts';

export const RULE_CHECKERS: { readonly [K in RuleKind]: RuleCompiler<K> } = {
  partsSum,
  atMost,
  partOf,
  matches,
  requiredWhen,
  blankWhen,
  boundWhen,
  notInFuture,
  unique,
  countPerGroup,
  monotonic,
  band,
  sumOfPeriods,
  dateOrder,
};

/** A template's rules made ready, in its order; `rows` are those of them that meet rows one by one. */
interface CompiledRules {
  readonly all: readonly RuleCheck[];
  readonly rows: readonly RowRule[];
}

const compiledRules = new WeakMap<CompiledTemplate, CompiledRules>();

export function compileRules(compiled: CompiledTemplate): CompiledRules {
  const known = compiledRules.get(compiled);
  if (known !== undefined) return known;
  const all = compiled.template.rules.map((rule) => compileRule(rule, compiled));
  const rules = { all, rows: all.filter((rule) => typeof rule !== 'function') };
  compiledRules.set(compiled, rules);
  return rules;
}

/** The checker of a kind takes rules of that kind; TypeScript cannot follow the pairing through the table. */
function compileRule(rule: Rule, compiled: CompiledTemplate): RuleCheck {
  return (RULE_CHECKERS[rule.kind] as RuleCompiler<RuleKind>)(rule, compiled);
}
