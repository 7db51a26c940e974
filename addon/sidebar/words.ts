/** Every word the sidebar says, joined from its parts, Vietnamese first; `{name}` is filled in. */
import { dayInVietnam, timeInVietnam } from '../../shared/days.ts';
import { REPORT_STATE_WORDS } from '../../shared/review.ts';
import type { Lang } from '../../shared/template.ts';
import type { ReportState } from '../../shared/wire.ts';
import { ACCOUNT_WORDS } from './words-account.ts';
import { CHECK_WORDS } from './words-check.ts';
import { CONNECT_WORDS } from './words-connect.ts';
import { DOCTOR_WORDS } from './words-doctor.ts';
import { MEND_WORDS } from './words-fixes.ts';
import { FRAME_WORDS } from './words-frame.ts';
import { MERGE_WORDS } from './words-merge.ts';
import { OFFICE_WORDS } from './words-office.ts';
import { REVIEW_WORDS } from './words-review.ts';
import { SEND_WORDS } from './words-send.ts';

/** A key stands in one part only; a test holds them apart. */
export const WORD_PARTS = [
  FRAME_WORDS,
  CONNECT_WORDS,
  ACCOUNT_WORDS,
  CHECK_WORDS,
  MEND_WORDS,
  SEND_WORDS,
  MERGE_WORDS,
  REVIEW_WORDS,
  DOCTOR_WORDS,
  OFFICE_WORDS,
] as const;

type KeysOf<Part> = Part extends unknown ? keyof Part : never;
export type WordKey = KeysOf<(typeof WORD_PARTS)[number]>;

const WORDS = Object.assign({}, ...WORD_PARTS) as Readonly<Record<WordKey, readonly [string, string]>>;

/** `{count|error|errors}`: the word for one, and for any other number. */
const ONE_OR_MANY = /\{(\w+)\|([^|}]*)\|([^}]*)\}/g;

/** The sentence in the wanted language, with its gaps filled. */
export function say(lang: Lang, key: WordKey, gaps: Readonly<Record<string, string | number>> = {}): string {
  const text: string = WORDS[key][lang === 'vi' ? 0 : 1];
  return text
    .replace(ONE_OR_MANY, (_whole, name: string, one: string, many: string) =>
      String(gaps[name]) === '1' ? one : many,
    )
    .replace(/\{(\w+)\}/g, (whole, name: string) => String(gaps[name] ?? whole));
}

/** "20/12/2021" from an ISO date. */
export function dayWords(iso: string): string {
  const [year = '', month = '', day = ''] = iso.slice(0, 10).split('-');
  return `${day}/${month}/${year}`;
}

/** "14:03 ngày 12/12/2021" in Vietnam's time (UTC+7 since 1975) from an ISO instant. */
export function instantWords(iso: string, lang: Lang): string {
  const at = new Date(iso);
  const [time, day] = [timeInVietnam(at), dayWords(dayInVietnam(at))];
  return lang === 'vi' ? `${time} ngày ${day}` : `${day} ${time}`;
}

/** "Đã gửi, chờ duyệt": the state of a report at the head of the sidebar. */
export function stateWords(
  lang: Lang,
  { state, revision }: { readonly state: ReportState; readonly revision: number },
): string {
  if (state === 'draft' && revision === 0) return say(lang, 'notSent');
  const words = REPORT_STATE_WORDS[state][lang];
  const shown = words.charAt(0).toUpperCase() + words.slice(1);
  return state === 'submitted' ? say(lang, 'toBeAccepted', { state: shown }) : shown;
}
