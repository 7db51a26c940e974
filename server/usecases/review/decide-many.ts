/** Accepts many reports at once: each by itself in a transaction of its own, the answer kept as a whole under one key. */
import { canonicalJson } from '../../../shared/canonical.ts';
import { Problem, problemBody } from '../../../shared/problem.ts';
import type { DecisionReply, ManyDecided, ManyDecisions } from '../../../shared/wire-review.ts';
import { type BatchRow, insertBatch, selectBatch, updateBatch } from '../../store/decision-batches.ts';
import { sha256 } from '../../store/hash.ts';
import { enterPerson } from '../../store/people.ts';
import { wrongFields } from '../../wrong-field.ts';
import type { Answer } from '../answer.ts';
import { asPerson, entered, type Identity, type UsecaseDeps, writeTransaction } from '../enter.ts';
import { decideReport } from './decide-report.ts';

interface ManyCall {
  readonly identity: Identity;
  /** Idempotency-Key of the whole. */
  readonly key: string | undefined;
  readonly body: ManyDecisions;
}

/**
 * Who is killed half-way goes on with the same key: what is stored answers as it did, the rest is decided then.
 * Throws `invalid_request` where a report is named twice, and what keeps all of them from being decided.
 */
export async function decideMany(deps: UsecaseDeps, call: ManyCall): Promise<Answer> {
  const { key, body, identity } = call;
  if (key === undefined) throw new Problem('idempotency_key_required');
  refuseTwice(body);
  const fingerprint = sha256(`decide many ${canonicalJson(body)}`);
  const kept = await asPerson(deps, identity, () => begin(deps, identity, key, fingerprint));
  if (kept.fingerprint !== fingerprint) throw new Problem('idempotency_key_reused');
  if (kept.reply !== null) return { status: 200, body: kept.reply, replayed: true };
  const reports: ManyDecided['reports'] = [];
  for (const one of body.reports) reports.push(await decided(deps, call, `${kept.person} ${key}`, one));
  const stored = reports.filter((report) => report.stored).length;
  const reply: ManyDecided = { stored, refused: reports.length - stored, reports };
  return finish(deps, identity, key, JSON.stringify(reply));
}

function refuseTwice({ reports }: ManyDecisions): void {
  const met = new Set<string>();
  const wrong = reports.flatMap(({ unit, template, period }, index) => {
    const name = `${unit}|${template}|${period}`;
    if (!met.has(name)) {
      met.add(name);
      return [];
    }
    return [{ path: `/reports/${index}`, vi: 'báo cáo này đã nêu ở trên', en: 'this report is named above' }];
  });
  if (wrong.length > 0) throw wrongFields(wrong);
}

function begin(
  deps: UsecaseDeps,
  identity: Identity,
  key: string,
  fingerprint: string,
): Promise<BatchRow & { readonly person: string }> {
  return writeTransaction(deps, async (flights) => {
    const [people] = await flights.send(enterPerson(flights, identity));
    const { province, person } = entered(people[0]);
    const batch = { province: province.id, person: person.id, key };
    const [, [kept]] = await flights.commit(
      insertBatch(flights, { ...batch, fingerprint, at: deps.clock() }),
      selectBatch(flights, batch),
    );
    if (kept === undefined) throw new Error('a batch that was begun is not there');
    return { ...kept, person: person.id };
  });
}

/** A copy of this request may have ended first: then its answer is the answer. */
function finish(deps: UsecaseDeps, identity: Identity, key: string, reply: string): Promise<Answer> {
  return writeTransaction(deps, async (flights) => {
    const [people] = await flights.send(enterPerson(flights, identity));
    const { province, person } = entered(people[0]);
    const batch = { province: province.id, person: person.id, key };
    const [, [kept]] = await flights.commit(updateBatch(flights, batch, reply), selectBatch(flights, batch));
    return { status: 200, body: kept?.reply ?? reply, replayed: kept?.reply !== reply };
  });
}

async function decided(
  deps: UsecaseDeps,
  { identity, body: { level } }: ManyCall,
  key: string,
  { revision, ...at }: ManyDecisions['reports'][number],
): Promise<ManyDecided['reports'][number]> {
  const own = sha256(`${key} ${canonicalJson(at)}`);
  const body = { action: 'accept', revision, ...(level === undefined ? {} : { level }) } as const;
  try {
    const answer = await decideReport(deps, { identity, at, key: own, body });
    return { stored: true, ...at, ...(JSON.parse(answer.body) as DecisionReply) };
  } catch (error) {
    if (!(error instanceof Problem) || error.status >= 500) throw error;
    const { requestId: _, ...problem } = problemBody(error, '');
    return { stored: false, ...at, problem: { code: error.code, ...problem } };
  }
}
