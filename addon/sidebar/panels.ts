/** Owns which panels stand beside what is known of the report: one at a time, each with what closes it. */
import type { State } from './state.ts';

/** Goes before what a panel is opened with. */
export const NO_PANEL = { past: null, extension: null, doctor: null, fixPlan: null } as const;

type Panel = keyof typeof NO_PANEL;
const CLOSES = {
  past: 'closePast',
  extension: 'closeExtension',
  doctor: 'closeDoctor',
  fixPlan: 'dropPlan',
} as const satisfies Record<Panel, string>;
const PANELS = Object.keys(CLOSES) as Panel[];

const panelOf = (state: State): Panel | undefined => PANELS.find((panel) => state[panel] !== null);

/** What Escape does; nothing while a call runs, as the buttons do nothing then. */
export function closingAct(state: State): (typeof CLOSES)[Panel] | null {
  const panel = state.busy === null ? panelOf(state) : undefined;
  return panel === undefined ? null : CLOSES[panel];
}

/** Put away by the person: with the answer of a call the focus belongs to what was answered. */
export const wasClosed = (before: State, after: State): boolean =>
  before.busy === null &&
  after.busy === null &&
  panelOf(before) !== undefined &&
  panelOf(after) === undefined;

/** The element a panel was opened from: the last that had the focus while none stood and no call ran, or the menu. */
export function openerOf(known: string, before: State, focused: string): string {
  if (focused === 'menu') return focused;
  return focused !== '' && before.busy === null && panelOf(before) === undefined ? focused : known;
}
