/** Starts the sidebar: draws what the state says, keeps focus and the elapsed time where people expect them. */
import { BOOT_ELEMENT_ID, type SidebarBoot } from '../core/rpc.ts';
import { actionsOf } from './actions.ts';
import { keepDraft } from './actions-check.ts';
import { call } from './call.ts';
import type { Desk } from './desk.ts';
import { drawKeeping, fieldInUse, focusAgain } from './fields.ts';
import { body, busyWords, header } from './frame.ts';
import { keptOn } from './kept.ts';
import { speakAsBefore } from './language.ts';
import { screenOf } from './machine.ts';
import { bindMenu, drawMenu } from './menu-element.ts';
import { closingAct, openerOf, wasClosed } from './panels.ts';
import type { State } from './state.ts';
import { makeStore } from './store.ts';
import { stageOf, waiting } from './waiting.ts';
import { way } from './way.ts';

const need = (id: string): HTMLElement => {
  const element = document.getElementById(id);
  if (!element) throw new Error(`the page lacks #${id}`);
  return element;
};

/** Root causes stand first, so this is where mending begins; the list around it says how many there are. */
const FIRST_PROBLEM = '[aria-labelledby="problems"] article';

/** Id of what a panel was opened from, so that closing it gives the focus back. */
let opener = '';

/** The element with the focus was drawn anew, so the focus has to be given back once the call has ended. */
let focusLost = false;

function drawn(before: State, after: State): void {
  const typing = fieldInUse(need('body'));
  opener = openerOf(opener, before, document.activeElement?.id ?? '');
  focusLost ||= need('body').contains(document.activeElement);
  // Opening must not take the focus from the sheet.
  const fallback = focusLost ? ['#body .action'] : [];
  render(after);
  if (after.failure && after.failure !== before.failure) focus('#failure');
  else if (wasClosed(before, after)) focus(`#${CSS.escape(opener || 'menu')}`, '#problems', '#menu');
  else if (typing && screenOf(after) === screenOf(before) && focusAgain(typing)) focusLost = false;
  else if (after.busy) {
    // The button just pressed is drawn anew: who goes by keyboard stands before the way out of a call that takes long.
    if (focusLost) need('status').focus({ preventScroll: true });
    return;
  } else if (screenOf(after) !== screenOf(before) || focusLost)
    focus(
      '#filtered',
      '#departed',
      '#mended',
      screenOf(after) === 'problems' ? FIRST_PROBLEM : '#outcome',
      '#outcome',
      '#failure',
      ...fallback,
    );
  scrollBack(after);
  focusLost = false;
  if (after.report?.locksDue && after.report !== before.report) actions.settleLocks();
}

/** Gives the focus to the first of these that is there. */
function focus(...selectors: readonly string[]): void {
  for (const selector of selectors) {
    const element = document.querySelector(selector);
    if (element instanceof HTMLElement) {
      // What is no control takes the focus only when it is given.
      if (element.tabIndex < 0) element.tabIndex = -1;
      element.focus();
      // What is taller than the window would have its head under the one that stays on top.
      const { top } = element.getBoundingClientRect();
      const bar = need('header').parentElement?.getBoundingClientRect().bottom ?? 0;
      if (top < bar) {
        document.documentElement.style.scrollPaddingTop = `${bar + 8}px`;
        element.scrollIntoView();
      }
      return;
    }
  }
}

function tell(words: string): void {
  const status = need('status');
  if (status.textContent !== words) status.textContent = words;
}

function render(state: State): void {
  document.documentElement.lang = state.lang;
  need('header').replaceChildren(...header(state, boot.email ?? ''));
  drawKeeping(need('body'), () => need('body').replaceChildren(...body(state, actions)));
  drawMenu(need('menu'), need('items'), state, actions);
  tick();
}

function tick(): void {
  const state = desk.state();
  const seconds = Math.floor(desk.elapsed() / 1000);
  tell(busyWords(state, seconds));
  drawWaiting(state, stageOf(state, seconds));
  need('body').setAttribute('aria-busy', String(state.busy !== null));
}

/** Drawn when the stage changes, so that a button somebody is about to press stays where it is. */
function drawWaiting(state: State, stage: ReturnType<typeof stageOf>): void {
  const drawnFor = `${stage} ${state.lang} ${state.busy}`;
  const wait = need('wait');
  if (wait.dataset.drawn === drawnFor) return;
  wait.dataset.drawn = drawnFor;
  wait.replaceChildren(...waiting(state, stage, actions));
}

/** Where the list stood when the sidebar was closed; given back with the first list of problems. */
let scrolledBefore: number | null = null;

function scrollBack(state: State): void {
  if (state.start && scrolledBefore === null)
    scrolledBefore = desk.kept.draft(state.start.fileId, state.start.email).scrolled;
  if (screenOf(state) !== 'problems' || !scrolledBefore) return;
  scrollTo(0, scrolledBefore);
  scrolledBefore = 0;
}

/** The frame may not be allowed to write to the clipboard; then what is shown is selected for Ctrl+C. */
async function copy(text: string, id: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    getSelection()?.selectAllChildren(need(id));
    return false;
  }
}

function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

const boot = JSON.parse(need(BOOT_ELEMENT_ID).textContent || '{}') as Partial<SidebarBoot>;

const desk: Desk = {
  ...makeStore(drawn, () => Date.now()),
  call,
  boot,
  kept: keptOn(() => localStorage, boot.email ?? ''),
  tell,
  focus,
  isTyping: () => fieldInUse(need('body')) !== null,
  isClean: () => screenOf(desk.state()) === 'clean',
  drawWay: () => document.getElementById('way')?.replaceWith(way(desk.state(), actions)),
  copy,
  newKey,
};
const actions = actionsOf(desk);

bindMenu(need('more'), need('menu'), () => {
  const act = closingAct(desk.state());
  if (act) actions[act]();
});
setInterval(() => {
  if (desk.state().busy) tick();
}, 1000);
addEventListener('scroll', () => {
  if (screenOf(desk.state()) === 'problems') keepDraft(desk, Math.round(scrollY));
});
desk.keep({ keeps: desk.kept.keeps });
speakAsBefore(desk);
render(desk.state());
actions.start();
