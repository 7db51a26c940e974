/** Publishes a total: freezes its figures with all they are printed from, numbers it, and tells the ledger. */
import { dayInVietnam } from '../../../shared/days.ts';
import { Problem } from '../../../shared/problem.ts';
import { type Basis, Coverage } from '../../../shared/wire.ts';
import type { PublicationHead, PublicationRequest } from '../../../shared/wire-publication.ts';
import type { FileWriter } from '../../exports/file-writer.ts';
import { insertActKey, selectActKey } from '../../store/act-keys.ts';
import { insertEvent } from '../../store/audit.ts';
import { selectAssignedRows, selectPeriodWords } from '../../store/exports.ts';
import { sha256 } from '../../store/hash.ts';
import { type Entered, enterPerson } from '../../store/people.ts';
import {
  insertPublication,
  type PublicationColumns,
  type PublicationRow,
  selectCountedRules,
  selectPublications,
  selectStamp,
} from '../../store/publications.ts';
import { covers, selectScope } from '../../store/rights.ts';
import { violatedConstraint } from '../../store/transaction.ts';
import { wrongField } from '../../wrong-field.ts';
import { type Answer, answered, answeredBefore, asProblem, fingerprintOf } from '../answer.ts';
import { entered, type Identity, readAsPerson, type UsecaseDeps, writeTransaction } from '../enter.ts';
import { templateHash } from '../import/import-lists.ts';
import { publishedLineOf, underWhose } from '../read-exports.ts';
import { printedScopes, readFigures } from '../totals/read-figures.ts';
import { TotalsReader } from '../totals/read-totals.ts';
import { type Frozen, fileHashes, frozenText, publicationFacts } from './frozen.ts';

interface PublishDeps {
  readonly deps: UsecaseDeps;
  readonly files: FileWriter;
}

interface PublishCall {
  readonly identity: Identity;
  /** Idempotency-Key. */
  readonly key: string;
  readonly request: PublicationRequest;
}

/** Two who publish the same at one moment: the later one looks again, and is numbered after the first or refused. */
const MOST_TRIES = 3;
/** Reads of a total that changes meanwhile; each takes well under a second. */
const MOST_READS = 8;

/**
 * Stores the publication, or answers as before. Throws `not_found`, `not_allowed`, `publication_reason`,
 * `publication_status`, and what reading the total on its basis throws.
 */
export async function publish(context: PublishDeps, call: PublishCall): Promise<Answer> {
  for (let left = MOST_TRIES; ; left -= 1) {
    try {
      return await publishOnce(context, call);
    } catch (error) {
      const taken = /^(publication|act_key)_/.test(violatedConstraint(error) ?? '');
      if (!taken || left === 1) throw asProblem(error);
    }
  }
}

export const headFrom = (row: PublicationRow): PublicationHead => ({
  id: row.id,
  template: row.template_id,
  period: row.period_id,
  scope: row.scope_unit,
  scopeName: row.scope_name,
  number: row.number,
  basis: row.basis,
  counts: row.counts,
  coverage: Coverage.parse(row.coverage),
  rules: [...row.rules],
  status: row.status,
  reason: row.reason,
  at: row.at.toISOString(),
  person: row.person,
  hash: row.payload_hash,
});

async function publishOnce(context: PublishDeps, call: PublishCall): Promise<Answer> {
  const { deps, files } = context;
  const { who, kept, earlier, period } = await standing(deps, call);
  const fingerprint = fingerprintOf('publish', who.person.id, call.request);
  const before = answeredBefore(kept, fingerprint);
  if (before !== undefined) return before;
  refuse(call.request, earlier);
  const frozen = await freezeAtOnce(context, call, { who, earlier, period });
  const payload = frozenText(frozen);
  const { template, period: of, scope, basis, status, reason = null } = call.request;
  const columns: PublicationColumns = {
    template_id: template,
    period_id: of,
    scope_unit: scope,
    scope_name: frozen.totals.scope.name,
    number: earlier.length + 1,
    basis,
    counts: frozen.totals.counts,
    coverage: frozen.totals.coverage,
    rules: frozen.publications.at(-1)?.rules ?? [],
    status,
    reason,
    at: new Date(frozen.at),
    person_id: who.person.id,
    person: who.person.name,
    payload_hash: sha256(payload),
    files: await fileHashes(files, frozen),
  };
  return writeTransaction(deps, async (flights) => {
    const [, [stored]] = await flights.send(
      enterPerson(flights, call.identity),
      insertPublication(flights, who.province.id, { ...columns, payload }),
    );
    const id = stored?.id ?? '';
    const answer = answered(headFrom({ ...columns, id }));
    const act = { province: who.province.id, person: who.person.id, key: call.key, fingerprint };
    await flights.send(insertActKey(flights, { ...act, at: columns.at, reply: answer.body }));
    await insertEvent(flights, {
      province: who.province.id,
      at: columns.at,
      person: who.person,
      action: 'publish',
      subject: `publication/${id}`,
      details: publicationFacts(columns),
    });
    return answer;
  });
}

interface PeriodWords {
  readonly label: { readonly vi: string; readonly en: string };
  readonly to: string;
}

/** Who asks, what was answered to the key, what was published before. Throws `not_found` and `not_allowed`. */
function standing(deps: UsecaseDeps, { identity, request, key }: PublishCall) {
  return readAsPerson(deps, identity, async (flights) => {
    const [people, [kept], earlier] = await flights.send(
      enterPerson(flights, identity),
      selectActKey(flights, key),
      selectPublications(flights, request),
    );
    const who = entered(people[0]);
    const [[period]] = await flights.send(selectPeriodWords(flights, who.province.id, request.period));
    if (period === undefined) throw new Problem('not_found');
    const day = request.basis === 'asWas' ? period.to : dayInVietnam(deps.clock());
    const [[unit]] = await flights.commit(selectScope(flights, request.scope, day));
    if (unit === undefined) throw new Problem('not_found');
    if (!covers(who.roles, ['writer', 'administrator'], request.scope, unit.scopes))
      throw new Problem('not_allowed');
    return { who, kept, earlier, period };
  });
}

/** Another map’s figures are no correction of these: each map has its own first, its own corrections, its own final one. */
function refuse({ status, reason, basis }: PublicationRequest, all: readonly PublicationRow[]): void {
  const earlier = all.filter((each) => each.basis === basis);
  const wasOfficial = earlier.some((each) => each.status === 'official');
  if (status === 'adjusted' ? earlier.length === 0 : wasOfficial) throw new Problem('publication_status');
  if (earlier.length > 0 && reason === undefined)
    throw new Problem('publication_reason', { count: earlier.length });
  if (earlier.length === 0 && reason !== undefined) {
    throw wrongField('/reason', 'bản đầu tiên không có lý do', 'the first has no reason');
  }
}

/** "tiny@1", "tiny@1.r2", "tiny@2": in that order. */
async function countedRules(
  deps: UsecaseDeps,
  of: Omit<Parameters<typeof selectCountedRules>[1], 'pieces'> & { readonly scope: string },
  basis: Basis | undefined,
): Promise<string[]> {
  const pieces = basis?.pieces ?? [{ unit: of.scope, part: 'subtree' as const }];
  const rows = await selectCountedRules({ sql: deps.db.system }, { ...of, pieces });
  return rows.map(({ rules }) => rules).sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
}

type Freezing = Parameters<typeof freeze>;

/**
 * Figures, form, rows and rules are read one after the other; the ledger's length before and after says that they are of one
 * moment. Throws `too_many_requests` where offices send without a pause.
 */
async function freezeAtOnce(...[context, call, of]: Freezing): Promise<Frozen> {
  const { template, period } = call.request;
  const stamp = async () => {
    const at = { province: of.who.province.id, template, period };
    const [row] = await selectStamp({ sql: context.deps.db.system }, at);
    return row?.entries;
  };
  for (let left = MOST_READS; left > 0; left -= 1) {
    const before = await stamp();
    const frozen = await freeze(context, call, of);
    if ((await stamp()) === before) return frozen;
  }
  throw new Problem('too_many_requests', { seconds: 5 });
}

async function freeze(
  { deps }: PublishDeps,
  { identity, request }: PublishCall,
  of: { readonly who: Entered; readonly earlier: readonly PublicationRow[]; readonly period: PeriodWords },
): Promise<Frozen> {
  const { basis, template: id, period, scope, counts, status, reason = null } = request;
  const at = deps.clock();
  const { province, person } = of.who;
  const query = { template: id, period, scope, counts, asOf: request.asOf ?? dayInVietnam(at) };
  const { totals } = await readFigures(deps, new TotalsReader(deps), identity, { ...query, basis });
  const version = totals.templateVersion;
  const template = await readAsPerson(deps, identity, (flights) =>
    flights
      .send(enterPerson(flights, identity))
      .then(() => deps.shelf.get(flights, { province: province.id, id, version })),
  );
  const rows = await selectAssignedRows(deps.db.system, {
    province: province.id,
    template: id,
    period,
    scopes: printedScopes(totals),
  });
  const rules = await countedRules(
    deps,
    { ...query, province: province.id, counts: totals.counts },
    totals.basis,
  );
  const number = of.earlier.length + 1;
  const { counts: counted, coverage } = totals;
  const own = { number, basis, counts: counted, coverage, rules, status, at, person: person.name, reason };
  return {
    at: at.toISOString(),
    person: { id: person.id, name: person.name },
    province: { id: province.id, name: province.name },
    totals,
    templateHash: templateHash(template),
    template,
    period: { label: of.period.label, to: of.period.to },
    assigned: underWhose([...rows]),
    publications: [...of.earlier, own].map(publishedLineOf),
  };
}
