/** Owns a person at a desk: a workbook, an account, the built add-on, the network, and counters of what the add-on did. */

import { Clerk } from './model/clerk.ts';
import { Workbook } from './model/workbook.ts';
import { network, type Routes, type Trace } from './network.ts';
import type { WireValue } from './runtime/codec.ts';
import { toWire } from './runtime/codec.ts';
import { Lanes } from './runtime/lanes.ts';
import type { Call } from './runtime/script-thread.ts';
import { type RunClock, virtualClock, type WorldClock } from './script/clock.ts';
import { type AuthMode, type Counts, Execution, newCounts, type Person } from './script/execution.ts';
import { face } from './script/face.ts';
import { Faces } from './script/faces.ts';
import { globalsOf } from './script/globals.ts';
import { type Host, newStores, type Stores } from './script/host.ts';
import { type Locks, lookAgain, newLocks, releaseLocks } from './script/locks.ts';
import { type DailyService, exhaust } from './script/quota.ts';
import { type MenuItem, type ShownHtml, UiState } from './script/ui-state.ts';

/** The six scopes an editor add-on of this kind asks for; a desk grants them unless told otherwise. */
export const USUAL_SCOPES: readonly string[] = [
  'https://www.googleapis.com/auth/spreadsheets.currentonly',
  'https://www.googleapis.com/auth/script.container.ui',
  'https://www.googleapis.com/auth/script.external_request',
  'https://www.googleapis.com/auth/script.scriptapp',
  'openid',
  'https://www.googleapis.com/auth/userinfo.email',
];

export interface DeskOptions {
  /** Text of the built Code.js. */
  code: string;
  /** HTML files of the project by name (`Sidebar` or `Sidebar.html`). */
  html?: Readonly<Record<string, string>>;
  workbook?: Workbook;
  person?: Person;
  /** Granted by the person; what the manifest asks for unless told otherwise. */
  scopes?: readonly string[];
  /** `oauthScopes` of the manifest. */
  manifestScopes?: readonly string[];
  /** Host name → local base URL or handler; every other host is unreachable. */
  network?: Routes;
  /** The identity token of a person (Issuer.token); without it nobody has one. */
  token?: (person: Person) => string | null;
  /** Start of the virtual clock, milliseconds. */
  startMs?: number;
  /** `urlFetchWhitelist` of the manifest. */
  urlAllowList?: readonly string[];
  newId?: () => string;
  /** Real milliseconds a request waits before it counts as Google's 60 s (the virtual clock is moved by those). */
  patienceMs?: number;
  /** Real milliseconds a run waits for a lock whose holder's time stands still. */
  lockPatienceMs?: number;
  /** Virtual milliseconds a call to the document and a request last; 0 unless told otherwise. */
  costs?: { readonly callMs?: number; readonly fetchMs?: number };
  /** How many calls of the sidebar run at once; Google's 10 only where a test is about that. */
  lanes?: number;
  /** Which of so many queued calls is next; the first unless told otherwise. */
  pick?: (waiting: number) => number;
}

/** Simple triggers last 30 s at most (quota table). */
const TRIGGER_MS = 30_000;

interface Start {
  readonly authMode: AuthMode;
  readonly name: string;
  /** Asked when the execution begins; the desk's person otherwise. */
  readonly whose?: () => Person;
  readonly args?: (faces: Faces) => readonly unknown[];
  /** The call comes from google.script.run. */
  readonly wire?: boolean;
  readonly limitMs?: number;
}

const OWNER: Person = { email: 'owner@example.vn', sub: 'owner', language: 'vi' };

interface Shared {
  readonly stores: Stores;
  readonly locks: Locks;
  readonly clock: WorldClock;
}

export class Desk {
  readonly workbook: Workbook;
  readonly ui = new UiState();
  readonly clock: WorldClock;
  readonly logs: string[] = [];
  readonly traces: Trace[] = [];
  /** Who sits at the desk: clicks, types, and sees. */
  person: Person;
  /** Set to another account to meet the multi-account trap: sidebar calls then run as that account. */
  sidebarPerson: Person | undefined;
  routes: Routes;
  /** What happens in the moment before a service is called ("Range.setValues"): where two people meet at one file. */
  between: ((method: string) => void | Promise<void>) | undefined;
  private readonly options: DeskOptions;
  private readonly shared: Shared;
  private readonly lanes: Lanes;
  private readonly scopes: Set<string>;
  private counts: Counts = newCounts();
  private ids = 0;

  constructor(options: DeskOptions, shared?: Shared) {
    this.options = options;
    this.clock = shared?.clock ?? virtualClock(options.startMs ?? Date.UTC(2026, 10, 22, 2));
    this.shared = shared ?? { stores: newStores(), locks: newLocks(), clock: this.clock };
    this.workbook = options.workbook ?? new Workbook();
    this.person = options.person ?? { ...OWNER, email: this.workbook.owner };
    this.scopes = new Set(options.scopes ?? options.manifestScopes ?? USUAL_SCOPES);
    this.routes = options.network ?? {};
    this.lanes = new Lanes(options.code, options.lanes ?? 1, options.pick ?? (() => 0));
  }

  /** Another person with the same file open, the same add-on and the same document properties. */
  colleague(person: Person, changes: Partial<DeskOptions> = {}): Desk {
    return new Desk({ ...this.options, workbook: this.workbook, ...changes, person }, this.shared);
  }

  async close(): Promise<void> {
    await this.lanes.close();
  }

  /** What the person does with mouse and keyboard in the grid. */
  get clerk(): Clerk {
    return new Clerk(this.workbook, this.person.email);
  }

  get calls(): number {
    return this.counts.document;
  }

  /** "Range.getValues" → how often. */
  get callsByMethod(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.counts.byMethod);
  }

  get fetches(): number {
    return this.counts.fetches;
  }

  resetCalls(): void {
    this.counts = newCounts();
  }

  get menus(): readonly MenuItem[] {
    return this.ui.menus;
  }

  get sidebar(): ShownHtml | undefined {
    return this.ui.shown;
  }

  grant(scope: string): void {
    this.scopes.add(scope);
  }

  /** Granular consent: a scope the person did not tick. */
  withhold(scope: string): void {
    this.scopes.delete(scope);
  }

  /** As if this person had used up the service for the day, but for so many calls (quota table). */
  exhaust(service: DailyService, left = 0): void {
    exhaust(this.shared.stores.used, this.person, service, this.clock.now(), left);
  }

  /** google.script.run.NAME(...args) from the sidebar: only JSON passes, both ways. Rejects with what the failure handler gets. */
  async run(name: string, ...args: readonly unknown[]): Promise<WireValue> {
    const sent = args.map(toWire);
    const whose = (): Person => this.sidebarPerson ?? this.person;
    return (await this.perform({ authMode: 'FULL', whose, name, wire: true, args: () => sent })) as WireValue;
  }

  /** A click on a menu item, by its labels from the menu down; runs as whoever clicks (guide "Custom menus"). */
  async click(...path: readonly string[]): Promise<void> {
    let items: readonly MenuItem[] = this.ui.menus;
    let found: MenuItem | undefined;
    for (const label of path) {
      found = items.find((item) => item.label === label);
      items = found?.items ?? [];
    }
    if (found?.functionName === undefined) throw new Error(`no menu item ${path.join(' → ')}`);
    await this.perform({ authMode: 'FULL', name: found.functionName });
  }

  /** Opening the file: the simple trigger; an add-on not yet used in this file gets NONE (guide "Authorization lifecycle"). */
  async open(authMode: AuthMode = 'LIMITED', event: 'event' | 'no event' = 'event'): Promise<void> {
    this.ui.menus = [];
    // Simple triggers do not run for people who may only view (guide "Simple triggers").
    if (!this.workbook.canEdit(this.person.email)) return;
    await this.trigger('onOpen', authMode, event);
  }

  /** Installing from the store while a file is open. Guess M13: the event comes with full authorisation. */
  async install(): Promise<void> {
    await this.trigger('onInstall', 'FULL', 'event');
  }

  /** Time-driven triggers that are due run, each as its maker; how many did. */
  async hourPasses(): Promise<number> {
    const HOUR = 3_600_000;
    this.clock.advance(HOUR);
    const due = this.shared.stores.triggers.filter(({ dueAt }) => dueAt <= this.clock.now());
    for (const held of due) {
      held.dueAt = this.clock.now() + held.everyMs;
      await this.perform({ authMode: 'FULL', whose: () => held.maker, name: held.handler });
    }
    return due.length;
  }

  private async trigger(name: string, authMode: AuthMode, given: 'event' | 'no event'): Promise<void> {
    const event = (faces: Faces): object =>
      face<object>(faces.run, 'Events.Event', {
        authMode: faces.enums.value('script', 'AuthMode', authMode),
        source: faces.spreadsheet(),
        user: faces.user(this.person.email),
      });
    const args = (faces: Faces): object[] => (given === 'event' ? [event(faces)] : []);
    await this.perform({ authMode, name, args, limitMs: TRIGGER_MS });
  }

  private faces(start: Start, clock: RunClock): Faces {
    const { callMs } = this.options.costs ?? {};
    const run = new Execution({
      person: start.whose?.() ?? this.person,
      authMode: start.authMode,
      scopes: this.scopes,
      clock,
      counts: this.counts,
      ...(start.limitMs === undefined ? {} : { limitMs: start.limitMs }),
      ...(callMs === undefined ? {} : { callMs }),
    });
    return new Faces(run, this.workbook, this.ui);
  }

  /** One execution, begun when a lane is free for it. */
  private perform(start: Start): Promise<unknown> {
    const host = this.host();
    let clock: RunClock | undefined;
    const make = (): Call => {
      clock = this.clock.fork();
      const faces = this.faces(start, clock);
      const args = start.args?.(faces) ?? [];
      const globals = { ...globalsOf(faces, host) };
      const after = (): void => lookAgain(host.locks);
      return { run: faces.run, name: start.name, args, wire: start.wire ?? false, globals, between, after };
    };
    const between = (method: string): void | Promise<void> => this.between?.(method);
    return this.lanes.call(make, ({ run }) => {
      releaseLocks(run, host);
      this.workbook.history.close(run);
      clock?.end();
    });
  }

  private host(): Host {
    const { options } = this;
    return {
      workbook: this.workbook,
      ui: this.ui,
      ...this.shared,
      html: options.html ?? {},
      network: network(() => this.routes, this.traces, options.patienceMs),
      // Reference: null without the openid scope, which must be in the manifest and granted.
      identityToken: (person, scopes) =>
        scopes === undefined || scopes.has('openid') ? (options.token?.(person) ?? null) : null,
      scriptId: 'script-1',
      manifestScopes: options.manifestScopes ?? USUAL_SCOPES,
      ...(options.urlAllowList ? { urlAllowList: options.urlAllowList } : {}),
      ...(options.lockPatienceMs === undefined ? {} : { lockPatienceMs: options.lockPatienceMs }),
      ...(options.costs?.fetchMs === undefined ? {} : { fetchMs: options.costs.fetchMs }),
      newId: options.newId ?? (() => this.nextUuid()),
      log: (line) => this.logs.push(line),
    };
  }

  /** Uuid-shaped and different each time; a desk is told apart by its person. */
  private nextUuid(): string {
    this.ids += 1;
    const tail = (this.clock.now() * 1000 + this.ids).toString(16).padStart(12, '0').slice(-12);
    const head = Buffer.from(this.person.sub).toString('hex').padStart(8, '0').slice(-8);
    return `${head}-0000-4000-8000-${tail}`;
  }
}
