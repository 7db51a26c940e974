/** What an action may use: the state, the calls to the add-on, and the page as far as it speaks and moves the focus. */
import type { SidebarBoot } from '../core/rpc.ts';
import type { Call } from './call.ts';
import type { Kept } from './kept.ts';
import type { Store } from './store.ts';

export interface Desk extends Store {
  readonly call: Call;
  /** What the menu click that opened the sidebar said of file and person. */
  readonly boot: Partial<SidebarBoot>;
  readonly kept: Kept;
  /** Puts words on the status line, which is read aloud politely. */
  tell(words: string): void;
  /** Gives the focus to the first of these that is there. */
  focus(...selectors: readonly string[]): void;
  /** Nothing is left to mend or to give a reason for. */
  isClean(): boolean;
  /** A field has the focus: it must not be replaced under the person's hands for something nobody asked for. */
  isTyping(): boolean;
  /** Draws the way on alone, while a field above it is being typed in. */
  drawWay(): void;
  /** Writes to the clipboard; where the frame may not, selects the element instead and answers false. */
  copy(text: string, id: string): Promise<boolean>;
  newKey(): string;
}
