/** The hash of what a revision's row states besides its content, its reasons and who sent it when. */
import { canonicalJson } from '../../shared/canonical.ts';
import { sha256 } from './hash.ts';
import type { MeasureColumns } from './pushes.ts';

interface RevisionRest {
  readonly base: number;
  readonly mode: 'draft' | 'submit';
  readonly issues: unknown;
  readonly spreadsheet: string | null;
  readonly measures: MeasureColumns | null;
}

export const revisionHash = ({ base, mode, issues, spreadsheet, measures }: RevisionRest): string =>
  sha256(canonicalJson({ base, mode, issues, spreadsheet, measures }));
