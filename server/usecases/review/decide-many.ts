/** Accepts many reports at once: each by itself in a transaction of its own, the answer kept as a whole under one key. */
import { canonicalJson } from '../../../shared/canonical.ts';
import { Problem, problemBody } from '../../../shared/problem.ts';
import type { DecisionReply, ManyDecided, ManyDecisions } from '../../../shared/wire-review.ts';
import { answerActKey, beginActKey, selectActKey } from '../../store/act-keys.ts';
import { sha256 } from '../../store/hash.ts';
import { enterPerson } from '../../store/people.ts';
import { wrongFields } from '../../wrong-field.ts';
import { type Answer, answered, answeredBefore, fingerprintOf } from '../answer.ts';
import { asPerson, entered, type Identity, type UsecaseDeps, writeTransaction } from '../enter.ts';
import { decideReport } from './decide-report.ts';

interface ManyCall {
  readonly identity: Identity;
  /** Idempotency-Key of the whole. */
  readonly key: string;
  readonly body: ManyDecisions;
}

/**
 * Who is killed half-way goes on with the same key: what is stored answers as it did, the rest is decided then.
 * Throws `invalid_request` where a report is named twice, and what keeps all of them from being decided.
 */
export async function decideMany(deps: UsecaseDeps, call: ManyCall): Promise<Answer> {
  const { key, body, identity } = call;
  refuseTwice(body);
  const { person, before } = await asPerson(deps, identity, () => begin(deps, call));
  if (before !== undefined) return before;
  const reports: ManyDecided['reports'] = [];
  for (const one of body.reports) reports.push(await decided(deps, call, `${person} ${key}`, one));
  const stored = reports.filter((report) => report.stored).length;
  const reply: ManyDecided = { stored, refused: reports.length - stored, reports };
  return finish(deps, call, reply);
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

/** Who decides, and what was answered before to this key. */
function begin(
  deps: UsecaseDeps,
  { identity, key, body }: ManyCall,
): Promise<{ readonly person: string; readonly before: Answer | undefined }> {
  return writeTransaction(deps, async (flights) => {
    const [people] = await flights.send(enterPerson(flights, identity));
    const { province, person } = entered(people[0]);
    const fingerprint = fingerprintOf('decide many', person.id, body);
    const act = { province: province.id, person: person.id, key, fingerprint, at: deps.clock() };
    const [, [kept]] = await flights.commit(beginActKey(flights, act), selectActKey(flights, key));
    return { person: person.id, before: answeredBefore(kept, fingerprint) };
  });
}

/** A copy of this request may have ended first: then its answer is the answer. */
function finish(deps: UsecaseDeps, { identity, key }: ManyCall, reply: ManyDecided): Promise<Answer> {
  return writeTransaction(deps, async (flights) => {
    const answer = answered(reply);
    const [people] = await flights.send(enterPerson(flights, identity));
    entered(people[0]);
    const [, [kept]] = await flights.commit(
      answerActKey(flights, key, answer.body),
      selectActKey(flights, key),
    );
    const body = kept?.reply ?? answer.body;
    return { ...answer, body, replayed: body !== answer.body };
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
