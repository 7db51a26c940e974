/** Owns how a push travels: in one request, or, where that would take too long on a bad network, its content in parts before it. */
import { z } from 'zod';
import { canonicalJson } from '../../shared/canonical.ts';
import type { Ports, ReportRef } from './ports.ts';
import { type PushAnswer, type PushBody, postPart, postRevision, pushText } from './server.ts';
import { slices } from './slices.ts';

/** A request is given 60 s; what the server has of a larger push need not be sent again. */
const PART_BYTES = 1_000_000;
/** The server tells which parts it lacks; it may lose them between two tries once, not for ever. */
const TRIES_MAX = 3;

const Missing = z.array(z.int());

/**
 * The push itself, or the problem of it or of a part. Asked for first without its parts, so that those the server has from
 * a try that was broken off are not sent again.
 */
export function transmit(ports: Ports, ref: ReportRef, key: string, body: PushBody): PushAnswer {
  const whole = pushText(body);
  if (slices(whole, PART_BYTES).length === 1) return postRevision(ports, ref, key, whole);
  const { content, ...rest } = body;
  const parts = slices(canonicalJson(content), PART_BYTES);
  const inParts = pushText({ ...rest, parts: parts.length });
  let answer = postRevision(ports, ref, key, inParts);
  for (let tries = 1; tries < TRIES_MAX; tries += 1) {
    const missing = missingOf(answer);
    if (missing === undefined) break;
    for (const no of missing) postPart(ports, ref, key, { no, text: parts[no] ?? '' });
    answer = postRevision(ports, ref, key, inParts);
  }
  return answer;
}

function missingOf(answer: PushAnswer): number[] | undefined {
  if (answer.kind === 'ok' || answer.refusal.problem.code !== 'parts_missing') return undefined;
  return Missing.safeParse(answer.refusal.members.parts).data;
}
