/** Where values offered for blank cells come from, in words, and why a period offers none. */
import type { Lang } from '../../shared/template.ts';
import type { OfferSource, ShownChange } from '../core/rpc-fixes.ts';
import type { PrefillResult } from '../core/rpc-office.ts';
import { dayWords, say } from './words.ts';

const WORDS = { lastPeriod: 'fromLastPeriod', lastYear: 'fromLastYear', plan: 'fromPlan' } as const;

/** Within a sentence a name of a period begins small, as in "tháng 10/2026". */
const inSentence = (name: string): string =>
  name.replace(/^(?:Tháng|Quý|Năm|Tuần|Kỳ|Đợt|Nhiệm kỳ)(?= )/, (word) => word.toLowerCase());

const sourceWords = (lang: Lang, { from, label }: OfferSource): string =>
  say(lang, WORDS[from], { period: lang === 'vi' ? inSentence(label.vi) : label.en });

/** By source, in the order they were met; '' where a value was not offered but mended. */
export function bySource(
  lang: Lang,
  changes: readonly ShownChange[],
): readonly (readonly [source: string, changes: readonly ShownChange[]])[] {
  const groups = new Map<string, ShownChange[]>();
  for (const change of changes) {
    const words = change.source ? sourceWords(lang, change.source) : '';
    groups.set(words, [...(groups.get(words) ?? []), change]);
  }
  return [...groups];
}

/** A sentence for each period of which nothing is offered. */
export const withheldWords = (lang: Lang, withheld: PrefillResult['withheld']): string[] =>
  withheld.map((source) =>
    say(lang, source.since ? 'withheldReshaped' : 'withheldNotSent', {
      source: sourceWords(lang, source),
      day: dayWords(source.since ?? ''),
    }),
  );
