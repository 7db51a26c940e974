/** The sidebar as one table: each state with when it holds, its one primary button, and what leads on from it. */
import type { Actions } from './actions.ts';
import { countUnreasoned, mayRepair, missingSheets, type State } from './state.ts';
import type { WordKey } from './words.ts';

export type Screen =
  | 'otherAccount'
  | 'starting'
  | 'unassigned'
  | 'choose'
  | 'missing'
  | 'structure'
  | 'structureApart'
  | 'repaired'
  | 'sent'
  | 'kept'
  | 'stale'
  | 'restored'
  | 'preview'
  | 'accepted'
  | 'locked'
  | 'closed'
  | 'queued'
  | 'returned'
  | 'connected'
  | 'outdated'
  | 'problems'
  | 'clean';

/** Actions a button can run as they are. */
export type Plain = {
  [Name in keyof Actions]: Actions[Name] extends () => void ? Name : never;
}[keyof Actions];

interface Row {
  /** Whether what is known makes it this state; of all that hold, the first in the table is shown. */
  readonly when: (state: State) => boolean;
  readonly primary: { readonly word: WordKey; readonly act: Plain };
  /** What may be done here, and where it may lead when it succeeds. What fails stays, and may be tried again. */
  readonly on: { readonly [Name in keyof Actions]?: readonly Screen[] };
}

/** Where a report may stand before it was looked at. */
const REPORT = ['queued', 'returned', 'connected', 'accepted', 'locked', 'closed'] as const;
const OPENED = ['otherAccount', 'unassigned', 'choose', 'missing', ...REPORT] as const;
/** Each look at the sheet also learns what became of the report meanwhile. */
const CHECKED = ['missing', 'outdated', 'problems', 'clean', 'accepted', 'locked', 'closed'] as const;
const SENT = ['sent', 'kept', 'stale', 'restored', ...CHECKED] as const;
/** Looking at the structure leaves aside what is known, and closing it goes back to that. */
const STRUCTURE = ['structure', 'structureApart'] as const;
const WHEREVER = ['preview', ...REPORT, ...SENT] as const;
/** Beside the sheet and whatever is shown of it, these change nothing else that is known. */
const LOOK = { goTo: [], pullTotals: [], examineStructure: STRUCTURE } as const;
const MEND = {
  check: CHECKED,
  applyFix: CHECKED,
  remember: CHECKED,
  planFixes: [],
  dropPlan: [],
  applyPlan: CHECKED,
  undoFix: CHECKED,
  writeEmpty: CHECKED,
  askAgain: CHECKED,
} as const;

const standing = (state: State) => (state.report?.head.mayPush === false ? state.report.head.state : null);
const hasIssues = (state: State): boolean =>
  state.report?.departed?.against === 'returned' ||
  (state.check?.counts.errors ?? 0) > 0 ||
  countUnreasoned(state) > 0;

export const MACHINE: Readonly<Record<Screen, Row>> = {
  otherAccount: {
    when: (state) => state.otherAccount !== null,
    primary: { word: 'retry', act: 'retry' },
    on: { retry: OPENED },
  },
  starting: {
    when: (state) => state.start === null,
    primary: { word: 'retry', act: 'retry' },
    on: { retry: OPENED, typeCode: [], acceptInvitation: OPENED },
  },
  unassigned: {
    when: (state) => state.report === null && state.start?.choices.length === 0,
    primary: { word: 'retry', act: 'retry' },
    on: { retry: OPENED },
  },
  choose: {
    when: (state) => state.report === null,
    primary: { word: 'create', act: 'createChosen' },
    on: { choose: [], createChosen: REPORT },
  },
  repaired: {
    when: (state) => state.repaired !== null,
    primary: { word: 'check', act: 'check' },
    on: { check: CHECKED, closeDoctor: REPORT, repair: ['repaired'] },
  },
  structure: {
    when: ({ doctor }) => doctor !== null && mayRepair(doctor.damages),
    primary: { word: 'repair', act: 'repair' },
    on: { repair: ['repaired'], closeDoctor: WHEREVER },
  },
  structureApart: {
    when: ({ doctor }) => doctor !== null,
    primary: { word: 'lookAgain', act: 'examineStructure' },
    on: { examineStructure: STRUCTURE, closeDoctor: WHEREVER, repair: ['repaired'] },
  },
  missing: {
    when: (state) => missingSheets(state).length > 0,
    primary: { word: 'recreate', act: 'recreate' },
    on: { recreate: REPORT, check: CHECKED, pullTotals: [], examineStructure: STRUCTURE },
  },
  sent: {
    when: (state) => state.sent !== null && state.sent.receipt !== null,
    primary: { word: 'openTotals', act: 'pullTotals' },
    on: { ...LOOK, check: CHECKED, copyReceipt: [] },
  },
  kept: {
    when: (state) => state.sent !== null,
    primary: { word: 'checkAgain', act: 'check' },
    on: { ...LOOK, check: CHECKED },
  },
  stale: {
    when: (state) => state.stale !== null && state.stale.count > 0,
    primary: { word: 'goOn', act: 'goOn' },
    on: { ...LOOK, take: [], takeAll: [], goOn: ['preview', ...SENT], check: CHECKED },
  },
  restored: {
    when: (state) => state.stale !== null,
    primary: { word: 'checkAgain', act: 'check' },
    on: { ...LOOK, check: CHECKED },
  },
  preview: {
    when: (state) => state.preview !== null,
    primary: { word: 'send', act: 'submit' },
    on: { ...LOOK, submit: SENT, back: CHECKED },
  },
  accepted: {
    when: (state) => standing(state) === 'accepted',
    primary: { word: 'openTotals', act: 'pullTotals' },
    on: { ...LOOK, ...MEND },
  },
  locked: {
    when: (state) => standing(state) === 'locked',
    primary: { word: 'openTotals', act: 'pullTotals' },
    on: { ...LOOK, ...MEND },
  },
  closed: {
    when: (state) => standing(state) !== null,
    primary: { word: 'openTotals', act: 'pullTotals' },
    on: { ...LOOK, ...MEND },
  },
  queued: {
    when: (state) => state.check === null && state.report?.pending === true,
    primary: { word: 'sendAgain', act: 'sendAgain' },
    on: { ...LOOK, ...MEND, sendAgain: SENT, setHourly: [] },
  },
  returned: {
    when: (state) => state.check === null && state.report?.head.state === 'returned',
    primary: { word: 'check', act: 'check' },
    on: { ...LOOK, ...MEND },
  },
  connected: {
    when: (state) => state.check === null,
    primary: { word: 'check', act: 'check' },
    on: { ...LOOK, ...MEND },
  },
  outdated: {
    when: (state) => state.report?.outdated === true,
    primary: { word: 'doctor', act: 'examineStructure' },
    on: { ...LOOK, ...MEND },
  },
  problems: {
    when: hasIssues,
    primary: { word: 'checkAgain', act: 'check' },
    on: { ...LOOK, ...MEND, setReason: ['clean'], saveDraft: SENT },
  },
  clean: {
    when: () => true,
    primary: { word: 'preview', act: 'preview' },
    on: { ...LOOK, ...MEND, setReason: ['problems'], preview: ['preview', 'stale', 'restored', ...CHECKED] },
  },
};

const ROWS = Object.entries(MACHINE) as [Screen, Row][];

/** The one screen that fits what is known. */
export function screenOf(state: State): Screen {
  for (const [screen, row] of ROWS) if (row.when(state)) return screen;
  return 'clean';
}
