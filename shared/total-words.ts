/** Owns the words for what a total was before a change: what nobody had reported is no zero. Pure. */
import { showNumber } from './number.ts';
import type { Lang } from './template.ts';
import type { PushReply } from './wire.ts';

const NONE_YET = { vi: 'chưa có', en: 'none yet' } as const;

export const shownBefore = (
  { before, wasBlank }: Pick<PushReply['totals'][number], 'before' | 'wasBlank'>,
  lang: Lang,
): string => (wasBlank === true ? NONE_YET[lang] : showNumber(before, lang));
