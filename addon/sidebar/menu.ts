/** What the ⋮ menu offers: one entry a line, shown where it can be done. */
import type { Plain } from './machine.ts';
import type { State } from './state.ts';
import type { WordKey } from './words.ts';

interface MenuItem {
  readonly id: string;
  readonly word: WordKey;
  readonly shown: (state: State) => boolean;
  readonly act: Plain;
}

const always = (): boolean => true;
const mayFill = ({ report }: State): boolean => report?.head.mayPush === true;
const connected = ({ report }: State): boolean => report !== null;

export const MENU: readonly MenuItem[] = [
  { id: 'totals', word: 'openTotals', shown: connected, act: 'pullTotals' },
  { id: 'doctor', word: 'doctor', shown: connected, act: 'examineStructure' },
  { id: 'prefill', word: 'prefill', shown: mayFill, act: 'prefill' },
  { id: 'cell-past', word: 'cellPast', shown: connected, act: 'cellPast' },
  { id: 'ask-time', word: 'askTime', shown: connected, act: 'openExtension' },
  { id: 'language', word: 'language', shown: always, act: 'changeLanguage' },
  { id: 'who', word: 'whoAmI', shown: always, act: 'whoAmI' },
];
