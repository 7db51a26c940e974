/** Owns the push that waits for an answer: kept in document properties as what it changes of its base, until the server has spoken. */
import { changesBetween, own, sameValue } from '../../shared/changes.ts';
import type { CellValue, ReportContent } from '../../shared/report.ts';
import { forgetChoices } from './choices.ts';
import { digest } from './digest.ts';
import { forgetText, keepText, keptText } from './kept-text.ts';
import type { Ports } from './ports.ts';
import { type PushBody, pushText } from './server.ts';
import {
  baseRevision,
  forgetHourly,
  forgetPending,
  pendingPush,
  rememberBase,
  rememberPending,
} from './session.ts';

const TEXT = 'sotinh.queue';

type Keyed = Readonly<Record<string, unknown>>;

/** Sections, rows, cells: how many names deep the values of a content stand. */
const DEPTH = 2;

/** What makes `after` of `before`: null takes a member away, what `before` lacks stands whole. */
function patchOf(before: Keyed, after: Keyed, depth = DEPTH): Keyed {
  const patch: Record<string, unknown> = {};
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const was = own(before, key);
    const is = own(after, key);
    if (is === undefined) patch[key] = null;
    else if (depth === 0) {
      if (!sameValue(was as CellValue | undefined, is as CellValue)) patch[key] = is;
    } else if (was === undefined) patch[key] = is;
    else {
      const inner = patchOf(was as Keyed, is as Keyed, depth - 1);
      if (Object.keys(inner).length > 0) patch[key] = inner;
    }
  }
  return patch;
}

function patched(before: Keyed, patch: Keyed, depth = DEPTH): Keyed {
  const made: Record<string, unknown> = { ...before };
  for (const [key, change] of Object.entries(patch)) {
    const was = own(before, key);
    if (change === null) delete made[key];
    else
      made[key] = depth > 0 && was !== undefined ? patched(was as Keyed, change as Keyed, depth - 1) : change;
  }
  return made;
}

const print = (body: PushBody): string => digest(pushText(body));

/**
 * Remembers the push before it leaves, `before` being the content at its base. What fits is kept whole, so that it can be
 * sent as it was however the sheet is edited; of a larger one all but its content, which then is the sheet's to hold.
 */
export function keepPush(ports: Ports, key: string, body: PushBody, before: ReportContent): void {
  const old = pendingPush(ports);
  const mark = print(body);
  if (old?.key === key && old.digest === mark) return;
  const { content, ...rest } = body;
  const cells = changesBetween(before, content).length;
  const whole = keepText(ports, TEXT, JSON.stringify({ rest, patch: patchOf(before, content) }));
  if (!whole) keepText(ports, TEXT, JSON.stringify({ rest }));
  rememberPending(ports, { key, digest: mark, base: body.baseRevision, mode: body.mode, cells, whole });
}

/**
 * The push as it was sent; undefined where nothing says any more what it was. `contentAt`: the content of a revision,
 * {} before the first; `onSheet`: what stands on the sheet now.
 */
export function keptPush(
  ports: Ports,
  contentAt: (no: number) => ReportContent,
  onSheet: () => ReportContent,
): PushBody | undefined {
  const pending = pendingPush(ports);
  const kept = pending && read(keptText(ports, TEXT));
  if (pending === undefined || kept === undefined) return undefined;
  const content = kept.patch === undefined ? onSheet() : patched(contentAt(pending.base), kept.patch);
  const body = { ...kept.rest, content: content as ReportContent };
  return print(body) === pending.digest ? body : undefined;
}

/** Whether it is the push that waits. */
export const isSamePush = (pending: { readonly digest: string }, body: PushBody): boolean =>
  pending.digest === print(body);

interface Kept {
  readonly rest: Omit<PushBody, 'content'>;
  readonly patch?: Keyed;
}

/** What was kept is ours, or the fingerprint tells; undefined where somebody was stopped between two pieces. */
function read(text: string): Kept | undefined {
  try {
    return JSON.parse(text) as Kept;
  } catch {
    return undefined;
  }
}

/** The server has the push: the sheet is based on it, or on something newer already; what was chosen for it is told. */
export function pushArrived(ports: Ports, revision: number): void {
  // The base first: whoever is stopped after it finds nothing waiting that has arrived.
  rememberBase(ports, Math.max(baseRevision(ports), revision));
  forgetPush(ports);
  forgetChoices(ports);
}

/** The server has spoken, or the push is given up. */
export function forgetPush(ports: Ports): void {
  forgetPending(ports);
  forgetText(ports, TEXT);
  // The trigger finds nothing waiting and goes.
  forgetHourly(ports);
}
