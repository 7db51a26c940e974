/** What the document remembers between calls: its report, its sheets, the base revision, answers, and a push without reply. */
import { z } from 'zod';
import { daysLeft } from '../../shared/period.ts';
import type { Memory } from '../../shared/raw-sheet.ts';
import type { ReportForm } from '../../shared/wire.ts';
import { digest } from './digest.ts';
import type { Bound, Ports, ReportRef } from './ports.ts';
import { addonProblem } from './problems.ts';
import type { Held, ReportSummary, Waiting } from './rpc.ts';

const NAMES = {
  report: 'sotinh.report',
  sheets: 'sotinh.sheets',
  base: 'sotinh.base',
  memory: 'sotinh.memory',
  pending: 'sotinh.pending',
  hourly: 'sotinh.hourly',
  marks: 'sotinh.marks',
  others: 'sotinh.others',
  locks: 'sotinh.locks',
} as const;

const Ref = z.object({ unit: z.string(), template: z.string(), version: z.int(), period: z.string() });
const Numbers = z.record(z.string(), z.int());
const Texts = z.record(z.string(), z.string());
const Base = z.object({ revision: z.int().min(0) });
const Pending = z.object({
  key: z.string(),
  digest: z.string(),
  base: z.int(),
  mode: z.enum(['draft', 'submit']),
  /** How many cells it changes. */
  cells: z.int(),
  /** false: too large to be kept, the sheet has to stay as it is. */
  whole: z.boolean(),
});
type Pending = z.infer<typeof Pending>;

/** Stored text is read like any other input: what does not fit is as good as absent. */
export function load<T>(ports: Ports, name: string, schema: z.ZodType<T>): T | undefined {
  const text = ports.properties.get(name);
  if (text === undefined) return undefined;
  try {
    const parsed = schema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

export const save = (ports: Ports, name: string, value: unknown): void =>
  ports.properties.set(name, JSON.stringify(value));

/** The report of this document: remembered, or told by the spreadsheet's metadata (a copy keeps that). */
export function reportRef(ports: Ports): ReportRef | undefined {
  const known = load(ports, NAMES.report, Ref);
  if (known !== undefined) return known;
  const told = ports.workbook.report();
  if (told !== undefined) save(ports, NAMES.report, told);
  return told;
}

export function needReport(ports: Ports): ReportRef {
  const ref = reportRef(ports);
  if (ref === undefined) throw addonProblem('not_connected');
  return ref;
}

export function boundSheets(ports: Ports): Bound {
  return load(ports, NAMES.sheets, Numbers) ?? {};
}

export const rememberReport = (ports: Ports, ref: ReportRef): void => save(ports, NAMES.report, ref);

export const rememberSheets = (ports: Ports, bound: Bound): void => save(ports, NAMES.sheets, bound);

/** Revision the cells on this sheet are based on; 0 when nobody knows, so that the server asks rather than overwrites. */
export const baseRevision = (ports: Ports): number => load(ports, NAMES.base, Base)?.revision ?? 0;

export const rememberBase = (ports: Ports, revision: number): void => save(ports, NAMES.base, { revision });

export const memory = (ports: Ports): Memory => load(ports, NAMES.memory, Texts) ?? {};

/** '' takes the answer back. */
export function rememberAnswer(ports: Ports, key: string, answer: string): void {
  const { [key]: _taken, ...others } = memory(ports);
  save(ports, NAMES.memory, answer === '' ? others : { ...others, [key]: answer });
}

/** The push whose answer has not come; queue.ts has what it said. */
export const pendingPush = (ports: Ports): Pending | undefined => load(ports, NAMES.pending, Pending);
export const rememberPending = (ports: Ports, pending: Pending): void => save(ports, NAMES.pending, pending);
export const forgetPending = (ports: Ports): void => ports.properties.delete(NAMES.pending);

const Marks = z.object({ print: z.string(), columns: z.array(z.string()) });

/** Remarks put on the sheet as notes: a fingerprint of them, '' when there are none, and "section|column" of each. */
export const marks = (ports: Ports): z.infer<typeof Marks> =>
  load(ports, NAMES.marks, Marks) ?? { print: '', columns: [] };
export const rememberMarks = (ports: Ports, put: z.infer<typeof Marks>): void =>
  put.print === '' ? ports.properties.delete(NAMES.marks) : save(ports, NAMES.marks, put);

/** Sheets of this file that are not the report's: id → name of one that was put aside, "" for the office's own business. */
export const knownSheets = (ports: Ports): Readonly<Record<string, string>> =>
  load(ports, NAMES.others, Texts) ?? {};
export const rememberKnown = (ports: Ports, sheets: Readonly<Record<string, string>>): void =>
  save(ports, NAMES.others, sheets);

const Locks = z.object({ print: z.string(), tried: z.string(), by: z.array(z.string()) });
const OPEN = { print: '', tried: '', by: [] };

/** What may be changed on the sheets: all, only what was remarked, or nothing. */
export const lockingOf = ({ head: { state } }: ReportForm): 'open' | 'returned' | 'closed' =>
  state === 'returned' ? 'returned' : state === 'accepted' || state === 'locked' ? 'closed' : 'open';

/** A fingerprint of the locks wanted; '' when none is. */
export const lockPrint = (form: ReportForm): string =>
  lockingOf(form) === 'open'
    ? ''
    : digest(JSON.stringify([lockingOf(form), form.remarks.map(({ at }) => at)]));

/** Whether the locks are out of line, and this person did not try in vain. */
export function locksDue(ports: Ports, form: ReportForm): boolean {
  const { print, tried, by } = load(ports, NAMES.locks, Locks) ?? OPEN;
  const wished = lockPrint(form);
  return print !== wished && !(tried === wished && by.includes(ports.identity.email()));
}

export function rememberLocks(ports: Ports, wished: string, done: boolean): void {
  const known = load(ports, NAMES.locks, Locks) ?? OPEN;
  const by = known.tried === wished ? known.by : [];
  const tried = { print: known.print, tried: wished, by: [...by, ports.identity.email()] };
  save(ports, NAMES.locks, done ? { ...OPEN, print: wished } : tried);
}
/** The push that waits, as the sidebar tells it; null when none does. */
export function pushWaiting(ports: Ports): Waiting | null {
  const pending = pendingPush(ports);
  if (pending === undefined) return null;
  const { mode, cells, whole } = pending;
  return { mode, cells, whole, hourly: hourlyTries(ports) !== undefined };
}

/** How often what waits was tried without a person; undefined where nobody allowed it. */
export function hourlyTries(ports: Ports): number | undefined {
  const tries = ports.properties.get(NAMES.hourly);
  return tries === undefined ? undefined : Number(tries);
}
export const rememberHourly = (ports: Ports, tries: number): void =>
  ports.properties.set(NAMES.hourly, String(tries));
export const forgetHourly = (ports: Ports): void => ports.properties.delete(NAMES.hourly);

/** What the sidebar shows on top. */
export function summaryOf(ports: Ports, form: ReportForm, held: Held): ReportSummary {
  const { head, facts, receipt, template } = form;
  const waits = pushWaiting(ports);
  return {
    head,
    title: template.descriptors.name,
    outdated: reportRef(ports)?.version !== template.version,
    base: baseRevision(ports),
    daysLeft: head.due === null ? null : daysLeft(head.due, facts.today),
    receipt,
    ...held,
    pending: waits !== null,
    waiting: waits,
    locksDue: locksDue(ports, form),
  };
}
