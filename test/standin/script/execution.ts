/** Owns one run of the script: who runs it, with what authorisation and scopes, for how long, and what it has called. */

import { GoogleError, type Language } from '../model/google-error.ts';
import { type VirtualClock, virtualClock } from './clock.ts';
import { shortName } from './face.ts';
import { scopesOf } from './scopes.ts';

export type AuthMode = 'NONE' | 'LIMITED' | 'FULL' | 'CUSTOM_FUNCTION';

export interface Person {
  readonly email: string;
  readonly sub: string;
  readonly language: Language;
  /** Hosted domain, for people of a Workspace. */
  readonly hd?: string;
}

export interface Counts {
  /** Calls that read or write the document. */
  document: number;
  /** `Range.getValues` → how often. */
  readonly byMethod: Map<string, number>;
  fetches: number;
}

export const newCounts = (): Counts => ({ document: 0, byMethod: new Map(), fetches: 0 });

const CURRENT_ONLY = 'https://www.googleapis.com/auth/spreadsheets.currentonly';
const SHEETS = 'https://www.googleapis.com/auth/spreadsheets';

/** Objects whose methods reach the document on Google's side. */
const DOCUMENT_TYPES = new Set([
  'Spreadsheet.Spreadsheet',
  'Spreadsheet.Sheet',
  'Spreadsheet.Range',
  'Spreadsheet.RangeList',
  'Spreadsheet.Protection',
  'Spreadsheet.DeveloperMetadata',
  'Spreadsheet.DeveloperMetadataFinder',
  'Spreadsheet.Filter',
]);

/**
 * The cost model of `calls`. Guess M15 throughout: Google publishes no list. A call is free when it can be answered without the
 * document: making a reference to an area or sheet already at hand, reading what a reference already carries, building a query.
 */
const FREE: Readonly<Record<string, ReadonlySet<string>>> = {
  'Spreadsheet.Spreadsheet': new Set([
    'getId',
    'getRange',
    'getRangeList',
    'createDeveloperMetadataFinder',
    'toString',
  ]),
  'Spreadsheet.Sheet': new Set([
    'getRange',
    'getRangeList',
    'getSheetId',
    'getParent',
    'createDeveloperMetadataFinder',
    'toString',
  ]),
  'Spreadsheet.Range': new Set([
    'getRow',
    'getRowIndex',
    'getColumn',
    'getNumRows',
    'getNumColumns',
    'getLastRow',
    'getLastColumn',
    'getHeight',
    'getWidth',
    'getA1Notation',
    'getSheet',
    'getGridId',
    'getCell',
    'offset',
    'createDeveloperMetadataFinder',
    'toString',
  ]),
  'Spreadsheet.RangeList': new Set(['getRanges', 'toString']),
  'Spreadsheet.DeveloperMetadata': new Set([
    'getId',
    'getKey',
    'getValue',
    'getVisibility',
    'getLocation',
    'toString',
  ]),
  'Spreadsheet.DeveloperMetadataFinder': new Set([
    'withId',
    'withKey',
    'withValue',
    'withLocationType',
    'withVisibility',
    'onIntersectingLocations',
    'toString',
  ]),
  'Spreadsheet.Protection': new Set(['getProtectionType', 'toString']),
};

/** Calls on SpreadsheetApp itself that reach the document. */
const APP_CALLS = new Set([
  'flush',
  'create',
  'openById',
  'setActiveSheet',
  'setActiveRange',
  'setCurrentCell',
]);

export function isDocumentCall(type: string, name: string): boolean {
  if (type === 'Spreadsheet.SpreadsheetApp') return APP_CALLS.has(name);
  return DOCUMENT_TYPES.has(type) && !FREE[type]?.has(name);
}

/** Source: guide "Editor add-on authorization lifecycle": in NONE only menus; PropertiesService does not work there. */
const NEVER_IN_NONE = ['Properties.', 'Cache.', 'Lock.', 'URL_Fetch.', 'HTML.'];
/** Allowed without authorisation: menus, words, time and the locale (guess M13 for Session.getActiveUserLocale). */
const ALWAYS = new Set(['Base.Menu', 'Base.Logger', 'Utilities.Utilities']);
/** Forbidden in simple triggers, though the table of scopes is silent (guide "Simple triggers": restrictions). */
const NEVER_IN_LIMITED = new Set(['ScriptApp.getIdentityToken', 'ScriptApp.getOAuthToken']);

export interface ExecutionOptions {
  person: Person;
  authMode?: AuthMode;
  scopes?: ReadonlySet<string>;
  clock?: VirtualClock;
  counts?: Counts;
  /** 6 min for menus and sidebar calls, 30 s for simple triggers (quota table). */
  limitMs?: number;
  /** Virtual milliseconds each call to the document lasts. */
  callMs?: number;
}

export class Execution {
  readonly person: Person;
  readonly authMode: AuthMode;
  readonly scopes: ReadonlySet<string> | undefined;
  readonly clock: VirtualClock;
  readonly counts: Counts;
  readonly endsAt: number;
  private readonly callMs: number;
  private counting = true;

  constructor(options: ExecutionOptions) {
    this.person = options.person;
    this.authMode = options.authMode ?? 'FULL';
    this.scopes = options.scopes;
    this.clock = options.clock ?? virtualClock(Date.UTC(2026, 10, 22, 2));
    this.counts = options.counts ?? newCounts();
    this.callMs = options.callMs ?? 0;
    const simple = this.authMode === 'NONE' || this.authMode === 'LIMITED';
    this.endsAt = this.clock.now() + (options.limitMs ?? (simple ? 30_000 : 360_000));
  }

  /** Called before every member of every face. */
  before(type: string, name: string): void {
    if (name === 'toString') return;
    this.inTime();
    this.permit(type, name);
    if (!this.counting || !isDocumentCall(type, name)) return;
    this.clock.advance(this.callMs);
    this.inTime();
    this.counts.document += 1;
    const method = `${shortName(type)}.${name}`;
    this.counts.byMethod.set(method, (this.counts.byMethod.get(method) ?? 0) + 1);
  }

  /** Past its time: the desk ends it, whatever the script would catch. */
  isOver(): boolean {
    return this.clock.now() > this.endsAt;
  }

  /** It ended when its time was over, not when somebody noticed. */
  stop(): void {
    this.clock.advance(Math.min(0, this.endsAt - this.clock.now()));
  }

  private inTime(): void {
    if (this.isOver()) throw new GoogleError('tooLong');
  }

  /** For calls that Google answers as one though they touch many objects. */
  uncounted(work: () => void): void {
    this.counting = false;
    try {
      work();
    } finally {
      this.counting = true;
    }
  }

  hasScope(scope: string): boolean {
    return this.scopes === undefined || this.scopes.has(scope);
  }

  private permit(type: string, name: string): void {
    const method = `${shortName(type)}.${name}`;
    const needed = this.neededScopes(type, name);
    if (this.authMode === 'NONE') this.permitInNone(type, needed);
    if (this.authMode === 'LIMITED' && this.forbiddenInLimited(type, method, needed)) {
      throw new GoogleError('noAuthorisation');
    }
    if (needed.length > 0 && !needed.some((scope) => this.hasScope(scope))) {
      // The English wording and the list of alternatives: public reports of this refusal.
      throw new GoogleError('missingScope', { method, scopes: needed.join(' || ') });
    }
  }

  private permitInNone(type: string, needed: readonly string[]): void {
    if (ALWAYS.has(type)) return;
    if (needed.length > 0 || NEVER_IN_NONE.some((prefix) => type.startsWith(prefix))) {
      throw new GoogleError('noAuthorisation');
    }
  }

  private forbiddenInLimited(type: string, method: string, needed: readonly string[]): boolean {
    if (NEVER_IN_LIMITED.has(method) || type.startsWith('URL_Fetch.')) return true;
    // Session answers with a blank e-mail there instead of refusing (guide "Simple triggers").
    return needed.length > 0 && !type.startsWith('Base.Session') && !needed.includes(CURRENT_ONLY);
  }

  /** Any one of the answer is enough. Where the reference lists no scope for a document call, the file's own scope is needed (guess M17). */
  private neededScopes(type: string, name: string): readonly string[] {
    const listed = scopesOf(type, name);
    if (listed.length > 0) return listed;
    return isDocumentCall(type, name) ? [CURRENT_ONLY, SHEETS] : [];
  }
}
