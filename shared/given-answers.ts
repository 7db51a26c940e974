/** Owns what the office answered of a column: under which key it is remembered, and what may be said. */
import { own } from './changes.ts';
import type { Question } from './issue.ts';
import type { Memory } from './raw-sheet.ts';

type Sign = 'thousands' | 'decimal';
type Order = 'dmy' | 'mdy';
type Share = 'hundredths' | 'ofOne';

/** By question: of a text its dot, its comma and its order; `Kept`: of a number or a day of the file; `over`: of a number above 1. */
export interface Answers {
  readonly dot?: Sign;
  readonly comma?: Sign;
  readonly dotKept?: Sign;
  readonly order?: Order;
  readonly orderKept?: Order;
  readonly share?: Share;
  readonly over?: Share;
}

const SAID: readonly (readonly [keyof Answers, Question['id'], readonly string[]])[] = [
  ['dot', 'number_dot', ['thousands', 'decimal']],
  ['comma', 'number_comma', ['thousands', 'decimal']],
  ['dotKept', 'number_kept', ['thousands', 'decimal']],
  ['order', 'date_order', ['dmy', 'mdy']],
  ['orderKept', 'date_kept', ['dmy', 'mdy']],
  ['share', 'percent_share', ['hundredths', 'ofOne']],
  ['over', 'percent_over', ['hundredths', 'ofOne']],
];

/** Key of a remembered answer. */
export const memoryKey = (question: string, section: string, column: string): string =>
  `${question}|${section}|${column}`;

/** What the office said of a column, as far as it says something. */
export function answersIn(memory: Memory, section: string, column: string): Answers {
  const said = SAID.flatMap(([name, question, answers]) => {
    const answer = own(memory, memoryKey(question, section, column));
    return answer !== undefined && answers.includes(answer) ? [[name, answer] as const] : [];
  });
  return Object.fromEntries(said);
}
