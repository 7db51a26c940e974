/** Signing apart from sending: the office's signer signs what was submitted, and an office goes back to what was signed last. */
import { canonicalJson } from '../../../shared/canonical.ts';
import { Problem } from '../../../shared/problem.ts';
import { REVIEW } from '../../../shared/review.ts';
import { PROTOCOL, type PushRequest } from '../../../shared/wire.ts';
import type { RevertRequest, Signature, SignRequest } from '../../../shared/wire-review.ts';
import { sha256 } from '../../store/hash.ts';
import { insertPushes } from '../../store/pushes.ts';
import { insertSignature, selectSignature } from '../../store/reviews.ts';
import { type RevisionRow, reportStanding, selectRevision, updateReport } from '../../store/revisions.ts';
import { covers } from '../../store/rights.ts';
import type { Answer } from '../answer.ts';
import type { UsecaseDeps } from '../enter.ts';
import { checkPush, refuseErrors } from '../push/check-push.ts';
import { wantsPast } from '../push/push-decision.ts';
import { toStore } from '../push/stored-push.ts';
import {
  type ActCall,
  type Acting,
  actOnReport,
  refuseLockedPeriod,
  storeAct,
  submissionMeant,
} from './act-on-report.ts';
import { allowed } from './allowed.ts';

/** Signs the submission, as it is stored. Answers as before, or throws the Problem that says why not. */
export const signReport = (deps: UsecaseDeps, call: ActCall<SignRequest>): Promise<Answer> =>
  actOnReport(deps, { name: 'sign', past: false, roles: REVIEW.sign.who }, call, (acting) =>
    sign(acting, call.body),
  );

async function sign(acting: Acting, { revision: meant }: SignRequest): Promise<Answer> {
  const { flights, at, report, who, now } = acting;
  const state = allowed('sign', report.state);
  refuseLockedPeriod('sign', report);
  const revision = await submissionMeant(acting, meant);
  const [[signed], [submitted]] = await flights.send(
    selectSignature(flights, report),
    selectRevision(flights, at, revision),
  );
  if (submitted === undefined) throw new Error(`revision ${revision} counts and is not there`);
  if (signed?.revision === revision) throw new Problem('signed_already', { revision, person: signed.person });
  const { content_hash: hash } = submitted;
  const standing = { ...reportStanding(report), state };
  const reply: Signature = { revision, contentHash: hash, person: who.person.name, at: now.toISOString() };
  return storeAct(
    acting,
    reply,
    [
      insertSignature(flights, report, { revision, hash, person: who.person, at: now }),
      updateReport(flights, report, standing),
    ],
    { action: 'sign', revision, standing, details: { contentHash: hash } },
  );
}

/** Submits again what was signed last, checked and counted like any push. Its receipt is its entry. */
export const revertReport = (deps: UsecaseDeps, call: ActCall<RevertRequest>): Promise<Answer> =>
  actOnReport(
    deps,
    { name: 'revert', past: wantsPast(deps, call.at), roles: REVIEW.revert.who },
    call,
    (acting) => revert(acting, call),
  );

async function revert(acting: Acting, call: ActCall<RevertRequest>): Promise<Answer> {
  const { deps, flights, at, who, report, row, now, key, fingerprint } = acting;
  allowed('revert', report.state);
  const signed = await lastSigned(acting);
  const request: PushRequest = {
    protocol: PROTOCOL,
    templateVersion: report.template_version,
    baseRevision: call.body.revision,
    mode: 'submit',
    dryRun: false,
    content: signed.content,
    reasons: signed.reasons,
    secret: false,
  };
  const sent = canonicalJson(signed.content);
  const pushing = {
    ...call,
    at,
    key,
    request,
    sent,
    contentHash: sha256(sent),
    action: 'revert',
  } as const;
  // A signer stands for the whole office; a clerk for the sections that are theirs.
  const sections = covers(who.roles, ['signer'], at.unit, report.scopes) ? {} : { person: who.person.id };
  const checked = await checkPush(deps, pushing, flights, {
    report,
    past: row.past ?? undefined,
    ...sections,
  });
  refuseErrors(checked, report.assigned);
  const { template, rules, reasons } = checked;
  const standing = { who, report, template, rules, reasons, now, fingerprint };
  const outcome = toStore(pushing, standing, checked.validation, row.serial ?? '0');
  await flights.commit(insertPushes(flights, [outcome.push]));
  return outcome.answer;
}

/** The last signed revision. Throws `nothing_to_revert` where there is none, or its content is what was submitted last. */
async function lastSigned({ flights, at, report }: Acting): Promise<RevisionRow> {
  const [[signature], [newest]] = await flights.send(
    selectSignature(flights, report),
    selectRevision(flights, at, 'submitted'),
  );
  if (signature === undefined || signature.content_hash === newest?.content_hash)
    throw new Problem('nothing_to_revert', { current: newest?.no ?? report.revision });
  const [[signed]] = await flights.send(selectRevision(flights, at, signature.revision));
  if (signed === undefined) throw new Error(`revision ${signature.revision} is signed and not there`);
  return signed;
}
