/** The ⋮ menu on the page: its entries, and when it closes. */
import type { Actions } from './actions.ts';
import { el } from './element.ts';
import { MENU } from './menu.ts';
import type { State } from './state.ts';
import { say } from './words.ts';

export function drawMenu(opener: HTMLElement, items: HTMLElement, state: State, actions: Actions): void {
  opener.setAttribute('aria-label', say(state.lang, 'menu'));
  items.replaceChildren(
    ...MENU.filter((item) => item.shown(state)).map(({ id, word, act }) =>
      el(
        'button',
        {
          type: 'button',
          id,
          onclick: () => {
            close(opener);
            actions[act]();
          },
        },
        say(state.lang, word),
      ),
    ),
  );
}

const menuOf = (opener: HTMLElement): HTMLElement | null => opener.closest('details');

function close(opener: HTMLElement): void {
  const menu = menuOf(opener);
  if (!menu?.hasAttribute('open')) return;
  menu.removeAttribute('open');
  opener.focus();
}

/** It closes when something is chosen, on Escape, and when the person goes on elsewhere; Escape with none open does the other thing. */
export function bindMenu(menu: HTMLElement, opener: HTMLElement, otherwise: () => void): void {
  document.addEventListener('keydown', (event) => {
    // While a syllable is being composed, Escape is the keyboard's.
    if (event.key !== 'Escape' || event.isComposing) return;
    if (menu.hasAttribute('open')) close(opener);
    else otherwise();
  });
  document.addEventListener('click', (event) => {
    // A menu drawn anew has lost the entry that was pressed: then the press was inside.
    if (event.target instanceof Node && event.target.isConnected && !menu.contains(event.target))
      menu.removeAttribute('open');
  });
}
