/** Holds all a province stores against its ledger: every chain, every form, every stored total. One snapshot for each. */
import type { Finding } from '../../../shared/wire-ledger.ts';
import { PROVINCE_CHAIN } from '../../store/audit.ts';
import type { Database } from '../../store/db.ts';
import { inSnapshot, type Reader, selectChains } from '../../store/ledger.ts';
import {
  type FormPeriod,
  selectFormPeriods,
  selectForms,
  selectWrongCoverage,
  selectWrongTotal,
} from '../../store/ledger-totals.ts';
import { templateHash } from '../import/import-lists.ts';
import { finding, verifyChain } from './verify-chain.ts';
import { wrongPublication } from './verify-publications.ts';

/** What was looked at, and the first record of each chain, form or total that does not hold. */
interface ProvinceVerification {
  readonly province: string;
  readonly chains: number;
  readonly entries: number;
  readonly revisions: number;
  readonly findings: readonly Finding[];
}

export async function verifyProvince(db: Database, province: string): Promise<ProvinceVerification> {
  const findings: Finding[] = [];
  const counted = { chains: 0, entries: 0, revisions: 0 };
  for (const { chain } of await selectChains({ sql: db.system }, province)) {
    const found = await inSnapshot(db.system, (reader) => verifyChain(reader, { province, chain }));
    counted.chains += 1;
    counted.entries += found.entries;
    counted.revisions += found.revisions;
    if (found.finding !== null) findings.push(found.finding);
  }
  findings.push(...(await inSnapshot(db.system, (reader) => wrongForms(reader, province))));
  const published = await inSnapshot(db.system, (reader) => wrongPublication(reader, province));
  if (published !== undefined) findings.push(published);
  for (const of of await selectFormPeriods({ sql: db.system }, province))
    findings.push(...(await inSnapshot(db.system, (reader) => wrongTotals(reader, province, of))));
  return { province, ...counted, findings };
}

async function wrongForms(reader: Reader, province: string): Promise<Finding[]> {
  const forms = await selectForms(reader, province);
  return forms
    .filter(({ body, hash }) => templateHash(body) !== hash)
    .map(({ id, version }) =>
      finding(
        PROVINCE_CHAIN,
        null,
        { vi: `Biểu ${id}, phiên bản ${version}`, en: `Form ${id}, version ${version}` },
        'form',
      ),
    );
}

async function wrongTotals(reader: Reader, province: string, of: FormPeriod): Promise<Finding[]> {
  const [[total], [head]] = [
    await selectWrongTotal(reader, province, of),
    await selectWrongCoverage(reader, province, of),
  ];
  const record = (scope: string, cell: string) => ({
    vi: `Tổng hợp của ${scope}, biểu ${of.template}, kỳ ${of.period}${cell === '' ? '' : `, ô ${cell}`}`,
    en: `Total of ${scope}, form ${of.template}, period ${of.period}${cell === '' ? '' : `, cell ${cell}`}`,
  });
  return [
    ...(total ? [finding(PROVINCE_CHAIN, null, record(total.scope, total.cell), 'total')] : []),
    ...(head ? [finding(PROVINCE_CHAIN, null, record(head.scope, ''), 'coverage')] : []),
  ];
}
