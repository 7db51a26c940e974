/** Owns saying what a submission would change before it is sent, in cells and in totals. */
import { changesBetween } from '../../shared/changes.ts';
import { addressOf } from '../../shared/sheet-places.ts';
import { structureErrors } from '../../shared/told-once.ts';
import type { CellChange } from '../../shared/wire.ts';
import { keepChoices } from './choices.ts';
import { transmit } from './chunks.ts';
import { contentDigest } from './digest.ts';
import { contentSent } from './held.ts';
import { type MergedSheet, mergeSheet } from './merging.ts';
import type { Ports, ReportRef } from './ports.ts';
import { AddonProblem } from './problems.ts';
import { knownAsSent } from './row-keys.ts';
import { PREVIEW_CELLS_MAX, type PreviewArgs, type PreviewResult } from './rpc-send.ts';
import { alone, given, hasArrived, isClosed, pushBody, settleWaiting } from './send.ts';
import { fetchForm } from './server.ts';
import { baseRevision, needReport, rememberBase } from './session.ts';
import { examine } from './sheet.ts';
import type { SheetState } from './sheet-state.ts';
import { changedWords, checkResult, totalWords } from './show.ts';
import { takenBack } from './taken.ts';

/**
 * What a submission would change, in totals; nothing is stored. What colleagues sent meanwhile is brought onto the sheet first,
 * since it is what would be sent.
 */
export function preview(ports: Ports, args: PreviewArgs): PreviewResult {
  const ref = needReport(ports);
  keepChoices(ports, args.choices ?? []);
  const read = examine(ports, fetchForm(ports, ref), 'send');
  const reasons = given(read.form, args.reasons);
  const merged = caughtUp(ports, ref, read, reasons);
  const state = merged.kind === 'asks' ? read : merged.state;
  const { form } = state;
  const check = checkResult(ports, state);
  const changes = changesBetween(contentSent(ports, form), state.reading.content);
  const first = form.receipt === null;
  const shown = {
    seen: contentDigest(state.reading.content),
    check,
    first,
    count: changes.length,
    cells: first ? [] : changes.slice(0, PREVIEW_CELLS_MAX).map((change) => changeShown(state, change)),
    counts: form.template.counts,
    taken: merged.kind === 'asks' ? null : merged.taken,
    asks: merged.kind === 'asks' ? merged.result : null,
  };
  if (check.counts.errors > 0 || isClosed(state) || merged.kind === 'asks') return { ...shown, totals: [] };
  const body = { ...pushBody(ports, ref, state, 'submit', reasons), dryRun: true };
  const answer = transmit(ports, ref, ports.newId(), body);
  if (answer.kind === 'ok') return { ...shown, totals: totalWords(form, answer.reply.totals) };
  throw new AddonProblem(answer.refusal.problem);
}

/** The sheet with everything that was sent meanwhile; as it is where it may not be sent at all. */
function caughtUp(
  ports: Ports,
  ref: ReportRef,
  read: SheetState,
  reasons: PreviewArgs['reasons'],
): MergedSheet {
  const { form, reading } = read;
  const isNewest = form.head.revision === baseRevision(ports);
  if (
    (isNewest && takenBack(ports, reading.content, form.content).length === 0) ||
    isClosed(read) ||
    structureErrors(read.issues).length > 0
  )
    return { kind: 'merged', state: read, taken: null };
  return alone(ports, () => {
    // Somebody in this file may have sent between our look and our turn.
    ports.workbook.forget();
    const now = examine(ports, fetchForm(ports, ref), 'send');
    if (hasArrived(ports, now, reasons)) rememberBase(ports, now.form.head.revision);
    else settleWaiting(ports, ref, now, { mode: 'submit', reasons, key: '' });
    return mergeSheet(ports, knownAsSent(ports, now));
  });
}

const changeShown = ({ form, reading }: SheetState, change: CellChange): PreviewResult['cells'][number] => ({
  at: change.at,
  a1: addressOf(change.at, reading.positions) ?? '',
  words: changedWords(form, change),
});
