/**
 * Holds one chain of the ledger against what is stored: every hash is computed again, every revision an entry speaks of is
 * held against it, every report of the unit stands as its last entry says, and so do the rows beside it. Reads a page at a time, stops at the first fault.
 */
import { canonicalJson } from '../../../shared/canonical.ts';
import type { Bilingual } from '../../../shared/template.ts';
import type { Finding, Verification } from '../../../shared/wire-ledger.ts';
import { entryHash, PROVINCE_CHAIN } from '../../store/audit.ts';
import { sha256 } from '../../store/hash.ts';
import {
  type Reader,
  type StoredEntry,
  type StoredRevision,
  type StoredStanding,
  selectEntries,
  selectSealed,
  selectStandings,
} from '../../store/ledger.ts';
import { selectSideRows } from '../../store/ledger-rows.ts';
import { revisionHash } from '../../store/revision-hash.ts';
import { chainWords, type FindingKind, findingWords } from './ledger-words.ts';
import { rowsOfLedger, type WrongRow } from './verify-rows.ts';

const PAGE = 50;

interface ChainName {
  readonly province: string;
  /** A unit, or the province's own. */
  readonly chain: string;
}

export function finding(chain: string, link: number | null, record: Bilingual, kind: FindingKind): Finding {
  return { chain, link, record, what: findingWords(kind) };
}

export function entryFinding(chain: string, link: number, kind: FindingKind): Finding {
  const of = chainWords(chain);
  return finding(chain, link, { vi: `Mục số ${link}, ${of.vi}`, en: `Entry ${link} of ${of.en}` }, kind);
}

/** Entries in order, each with what it speaks of. */
async function* entriesOf(reader: Reader, { province, chain }: ChainName) {
  for (let after = 0; ; ) {
    const page = await selectEntries(reader, { province, chain, after }, PAGE);
    const spokenOf = await spoken(reader, province, page);
    for (const entry of page) yield { entry, revision: spokenOf(entry) };
    after = page.at(-1)?.link ?? after;
    if (page.length < PAGE) return;
  }
}

/** `upTo`: the last entry that matters; without it the unit's reports are held against their last entries too. */
export async function verifyChain(
  reader: Reader,
  name: ChainName,
  upTo = Number.POSITIVE_INFINITY,
): Promise<Verification> {
  const { province, chain } = name;
  const standings = chain === PROVINCE_CHAIN ? [] : await selectStandings(reader, province, chain);
  const reports = new Map(standings.map((standing) => [standing.id, standing]));
  const said = new Map<string | null, StoredEntry>();
  const counted = { entries: 0, revisions: 0 };
  const answer = (found: Finding | null): Verification => ({
    ok: found === null,
    chain,
    ...counted,
    finding: found,
  });
  let before: StoredEntry | undefined;
  const stated = rowsOfLedger();
  const whole = upTo === Number.POSITIVE_INFINITY;
  for await (const { entry, revision } of entriesOf(reader, name)) {
    if (entry.link > upTo) break;
    const kind = wrongLink(before, entry) ?? wrongReport(reports, entry) ?? wrongRecord(entry, revision);
    if (kind !== undefined)
      return answer(entryFinding(chain, kind === 'gap' ? (before?.link ?? 0) + 1 : entry.link, kind));
    said.set(entry.report_id, entry);
    stated.take(entry);
    counted.entries += 1;
    counted.revisions += entry.number === null ? 0 : 1;
    before = entry;
  }
  if (chain === PROVINCE_CHAIN) return answer(null);
  return answer(
    (whole ? wrongReports(chain, standings, said) : undefined) ??
      rowFinding(chain, stated.wrong(await selectSideRows(reader, province, chain), whole)),
  );
}

/** The first report that does not stand as its last entry says. */
function wrongReports(
  chain: string,
  standings: readonly StoredStanding[],
  said: ReadonlyMap<string | null, StoredEntry>,
): Finding | undefined {
  for (const standing of standings) {
    const kind = wrongStanding(standing, said.get(standing.id));
    if (kind !== undefined) return reportFinding(chain, standing, kind);
  }
  return undefined;
}

function rowFinding(chain: string, wrong: WrongRow | undefined): Finding | null {
  if (wrong === undefined) return null;
  const { kind, of } = wrong;
  return 'link' in of ? entryFinding(chain, of.link, kind) : reportFinding(chain, of, kind);
}

async function spoken(
  reader: Reader,
  province: string,
  page: readonly StoredEntry[],
): Promise<(entry: StoredEntry) => StoredRevision | undefined> {
  const sealed = page.filter(({ number }) => number !== null);
  const revisions = sealed.length === 0 ? [] : await selectSealed(reader, province, sealed);
  return ({ report_id, revision }) =>
    revisions.find((row) => row.report_id === report_id && row.no === revision);
}

function wrongLink(
  before: StoredEntry | undefined,
  { hash, ...stated }: StoredEntry,
): FindingKind | undefined {
  if (stated.link !== (before?.link ?? 0) + 1) return 'gap';
  if (hash !== entryHash(stated)) return 'entry';
  return stated.previous === (before?.hash ?? null) ? undefined : 'previous';
}

function wrongReport(
  reports: ReadonlyMap<string, StoredStanding>,
  { report_id, template_id, period_id }: StoredEntry,
): FindingKind | undefined {
  if (report_id === null) return undefined;
  const report = reports.get(report_id);
  return report?.template_id === template_id && report?.period_id === period_id ? undefined : 'no_report';
}

function wrongRecord(entry: StoredEntry, revision: StoredRevision | undefined): FindingKind | undefined {
  if (entry.number === null) return undefined;
  if (revision === undefined) return 'no_revision';
  const content = sha256(canonicalJson(revision.content));
  if (content !== revision.content_hash || content !== entry.content_hash) return 'content';
  if (sha256(canonicalJson(revision.reasons)) !== entry.reasons_hash) return 'reasons';
  if (revision.person_id !== entry.person_id || revision.at !== entry.at) return 'sender';
  return restHash(revision) === entry.revision_hash ? undefined : 'rest';
}

/** null where it is stored in a way no push stores it. */
function restHash({ cells, buckets, values, states, ...rest }: StoredRevision): string | null {
  const { base, mode, issues, spreadsheet } = rest;
  if (cells === null || buckets === null || values === null || states === null) return null;
  return revisionHash({ base, mode, issues, spreadsheet, measures: { cells, buckets, values, states } });
}

const NEVER_SENT = { state: 'draft', submitted: null, accepted: null, late: null };

function wrongStanding(report: StoredStanding, last: StoredEntry | undefined): FindingKind | undefined {
  const { state, submitted, accepted, late } = last ?? NEVER_SENT;
  const stands =
    report.state === state &&
    report.submitted === submitted &&
    report.accepted === accepted &&
    report.late === late;
  if (!stands) return 'standing';
  if (report.unknown !== null) return 'unknown';
  return report.revision === report.last ? undefined : 'last';
}

function reportFinding(
  unit: string,
  { template_id, period_id }: Pick<StoredStanding, 'template_id' | 'period_id'>,
  kind: FindingKind,
): Finding {
  const record = {
    vi: `Báo cáo của đơn vị ${unit}, biểu ${template_id}, kỳ ${period_id}`,
    en: `The report of office ${unit}, form ${template_id}, period ${period_id}`,
  };
  return finding(unit, null, record, kind);
}
