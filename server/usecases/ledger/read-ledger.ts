/** The ledger as a person may read it: who did what when, and whether it still holds. */
import { dayInVietnam } from '../../../shared/days.ts';
import { Problem } from '../../../shared/problem.ts';
import type { AuditPage, Verification } from '../../../shared/wire-ledger.ts';
import { PROVINCE_CHAIN } from '../../store/audit.ts';
import { inSnapshot, selectNewest, selectPlace, selectSubjectNames } from '../../store/ledger.ts';
import { enterPerson } from '../../store/people.ts';
import { covers, selectScope } from '../../store/rights.ts';
import { entered, type Identity, readAsPerson, type UsecaseDeps } from '../enter.ts';
import { type PageQuery, pageFrom } from '../page.ts';
import { entryWords } from './ledger-words.ts';
import { verifyChain } from './verify-chain.ts';
import { wrongPublication } from './verify-publications.ts';

/** The province whose chain this person may read. Without a unit: the province's own, for whoever answers for several offices. */
async function mayRead(deps: UsecaseDeps, identity: Identity, unit: string | undefined): Promise<string> {
  return readAsPerson(deps, identity, async (flights) => {
    const [people, [found]] = await flights.commit(
      enterPerson(flights, identity),
      selectScope(flights, unit ?? '', dayInVietnam(deps.clock())),
    );
    const who = entered(people[0]);
    if (unit === undefined) {
      if (!who.roles.some(({ subtree }) => subtree)) throw new Problem('not_allowed');
      return who.province.id;
    }
    const all = ['clerk', 'signer', 'reviewer', 'writer', 'administrator'] as const;
    if (found === undefined || !covers(who.roles, all, unit, found.scopes)) throw new Problem('not_found');
    return who.province.id;
  });
}

/** Throws `not_found` for units the person has no role over, `not_allowed` for the province's own chain. */
export async function verifyUnit(
  deps: UsecaseDeps,
  identity: Identity,
  unit: string | undefined,
): Promise<Verification> {
  const province = await mayRead(deps, identity, unit);
  return inSnapshot(deps.db.system, async (reader) => {
    const found = await verifyChain(reader, { province, chain: unit ?? PROVINCE_CHAIN });
    if (unit !== undefined || !found.ok) return found;
    const wrong = await wrongPublication(reader, province);
    return wrong === undefined ? found : { ...found, ok: false, finding: wrong };
  });
}

/** The chain up to a receipt the person may read. Throws `not_found`. */
export async function verifyReceipt(
  deps: UsecaseDeps,
  identity: Identity,
  number: string,
): Promise<Verification> {
  const place = await readAsPerson(deps, identity, async (flights) => {
    const [people, [found]] = await flights.commit(
      enterPerson(flights, identity),
      selectPlace(flights, number),
    );
    const { province } = entered(people[0]);
    if (found === undefined) throw new Problem('not_found');
    return { ...found, province: province.id };
  });
  return inSnapshot(deps.db.system, (reader) => verifyChain(reader, place, place.link));
}

/** One page, newest first. `cursor`: the last link of the page before. */
export async function readAudit(
  deps: UsecaseDeps,
  identity: Identity,
  { unit, cursor, limit }: PageQuery<number> & { readonly unit: string | undefined },
): Promise<AuditPage> {
  const province = await mayRead(deps, identity, unit);
  const of = { province, chain: unit ?? PROVINCE_CHAIN, before: cursor };
  const [entries, found] = await inSnapshot(deps.db.system, async (reader) => {
    const newest = await selectNewest(reader, of, limit + 1);
    return [newest, await selectSubjectNames(reader, province, newest)] as const;
  });
  const names = new Map(found.map(({ subject, vi, en }) => [subject, { vi, en }]));
  const { page, next } = pageFrom(entries, limit, ({ link }) => String(link));
  const items = page.map((entry) => ({
    chain: entry.chain,
    link: entry.link,
    at: entry.at,
    person: entry.person,
    action: entry.action,
    words: entryWords(entry, names),
    receipt: entry.number,
    hash: entry.hash,
  }));
  return { items, next };
}
