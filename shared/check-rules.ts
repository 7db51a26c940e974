/** The one table of rule kinds: each has exactly one checker, so a kind nobody checks does not compile. */
import { atMost, matches, partOf, partsSum } from './arithmetic-rules.ts';
import type { CompiledTemplate } from './compiled-template.ts';
import { band, monotonic, sumOfPeriods } from './history-rules.ts';
import { countPerGroup, dateOrder, requiredWhen, unique } from './list-rules.ts';
import { blankWhen, boundWhen, notInFuture } from './row-rules.ts';
import type { Rule, RuleKind } from './rule.ts';
import type { RuleCheck, RuleCompiler } from './rule-view.ts';

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

const compiledRules = new WeakMap<CompiledTemplate, readonly RuleCheck[]>();

/** The template's rules made ready, in the template's order. */
export function compileRules(compiled: CompiledTemplate): readonly RuleCheck[] {
  const known = compiledRules.get(compiled);
  if (known !== undefined) return known;
  const checks = compiled.template.rules.map((rule) => compileRule(rule, compiled));
  compiledRules.set(compiled, checks);
  return checks;
}

/** The checker of a kind takes rules of that kind; TypeScript cannot follow the pairing through the table. */
function compileRule(rule: Rule, compiled: CompiledTemplate): RuleCheck {
  return (RULE_CHECKERS[rule.kind] as RuleCompiler<RuleKind>)(rule, compiled);
}
