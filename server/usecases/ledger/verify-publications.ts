/** Holds every publication against its own hash and against what the ledger says was published. */
import { canonicalJson } from '../../../shared/canonical.ts';
import type { Finding } from '../../../shared/wire-ledger.ts';
import { PROVINCE_CHAIN } from '../../store/audit.ts';
import { sha256 } from '../../store/hash.ts';
import type { Reader } from '../../store/ledger.ts';
import { type FrozenRow, selectFrozen, selectLost } from '../../store/publications.ts';
import { publicationFacts } from '../publications/frozen.ts';
import type { FindingKind } from './ledger-words.ts';
import { entryFinding, finding } from './verify-chain.ts';

const PAGE = 20;

/** The first publication that does not hold. */
export async function wrongPublication(reader: Reader, province: string): Promise<Finding | undefined> {
  for (let after = '0'; ; ) {
    const page = await selectFrozen(reader, province, after, PAGE);
    for (const row of page) {
      const kind = wrong(row);
      if (kind !== undefined) return finding(PROVINCE_CHAIN, null, words(row), kind);
    }
    after = page.at(-1)?.id ?? after;
    if (page.length < PAGE) break;
  }
  const [lost] = await selectLost(reader, province);
  return lost && entryFinding(PROVINCE_CHAIN, lost.link, 'lost');
}

function wrong(row: FrozenRow & { readonly details: unknown }): FindingKind | undefined {
  if (row.details === null) return 'unpublished';
  if (sha256(row.payload) !== row.payload_hash) return 'publication';
  return canonicalJson(row.details) === canonicalJson(publicationFacts(row)) ? undefined : 'publication';
}

const words = ({ id, number, template_id, period_id, scope_unit }: FrozenRow) => ({
  vi: `Bản công bố ${id} (lần ${number} của ${scope_unit}, biểu ${template_id}, kỳ ${period_id})`,
  en: `Publication ${id} (number ${number} of ${scope_unit}, form ${template_id}, period ${period_id})`,
});
