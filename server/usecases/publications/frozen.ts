/** What a publication freezes: all its files are made from, as canonical JSON; and the files made from it again. */
import { createHash } from 'node:crypto';
import { canonicalJson } from '../../../shared/canonical.ts';
import type { Lang, Row, Template } from '../../../shared/template.ts';
import type { Totals } from '../../../shared/wire.ts';
import type { FileFormat, FileJob } from '../../exports/file.ts';
import type { FileWriter } from '../../exports/file-writer.ts';
import type { PublishedLine } from '../../exports/publications.ts';
import { instantInVietnam } from '../../exports/report-table.ts';
import type { Facts } from '../../store/audit.ts';
import type { PublicationColumns } from '../../store/publications.ts';

/** Nothing in it is looked up again: names, words and the form stand as they were. */
export interface Frozen {
  /** ISO instant in UTC; the clock of every file. */
  readonly at: string;
  readonly person: { readonly id: string; readonly name: string };
  readonly province: { readonly id: string; readonly name: string };
  readonly totals: Totals;
  readonly templateHash: string;
  readonly template: Template;
  readonly period: { readonly label: { readonly vi: string; readonly en: string }; readonly to: string };
  readonly assigned: readonly Row[];
  /** All there were, this one last. */
  readonly publications: readonly PublishedLine[];
}

/** Canonical JSON has no fractions, which forms may hold as factors: what is not ours to spell stands as a text. */
export const frozenText = ({ template, assigned, ...rest }: Frozen): string =>
  canonicalJson({ ...rest, template: JSON.stringify(template), assigned: JSON.stringify(assigned) });

export function frozenFrom(payload: string): Frozen {
  const { template, assigned, ...rest } = JSON.parse(payload) as Frozen & {
    template: string;
    assigned: string;
  };
  return { ...rest, template: JSON.parse(template), assigned: JSON.parse(assigned) };
}

/** What the ledger states of a publication: all its columns but the payload itself, which its hash stands for. */
export const publicationFacts = (of: PublicationColumns): Facts => ({
  template: of.template_id,
  period: of.period_id,
  scope: of.scope_unit,
  scopeName: of.scope_name,
  number: of.number,
  basis: of.basis,
  counts: of.counts,
  coverage: { ...of.coverage },
  rules: of.rules,
  status: of.status,
  reason: of.reason,
  at: of.at.toISOString(),
  person: of.person_id,
  name: of.person,
  hash: of.payload_hash,
  files: of.files,
});

type FileFormatName = 'xlsx' | 'csv' | 'excel-vi.csv';
export type FrozenFile = `${Lang}.${FileFormatName}`;

/** Every file a publication is handed out as. */
const FILES: readonly FrozenFile[] = [
  'vi.xlsx',
  'vi.csv',
  'vi.excel-vi.csv',
  'en.xlsx',
  'en.csv',
  'en.excel-vi.csv',
];

export function frozenJob(frozen: Frozen, name: FrozenFile): FileJob {
  const lang: Lang = name.startsWith('vi.') ? 'vi' : 'en';
  const at = new Date(frozen.at);
  const format: FileFormat = name.endsWith('xlsx')
    ? { kind: 'xlsx', at }
    : { kind: 'csv', dialect: name.endsWith('excel-vi.csv') ? 'excel-vi' : 'plain' };
  const { totals, template, period, assigned, publications } = frozen;
  const made = instantInVietnam(at, lang);
  return {
    make: 'totals',
    of: { totals, template, period, assigned, publications, made, published: true, lang },
    format,
  };
}

export const fileHash = (body: Uint8Array): string => createHash('sha256').update(body).digest('hex');

/** The hash of every file, each made once now. */
export async function fileHashes(files: FileWriter, frozen: Frozen): Promise<Record<string, string>> {
  const hashes: Record<string, string> = {};
  for (const name of FILES) hashes[name] = fileHash((await files.write(frozenJob(frozen, name))).body);
  return hashes;
}
