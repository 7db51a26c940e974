/** Reads a total on whichever basis is asked for, and says whose rows it is of. */
import type { Totals } from '../../../shared/wire.ts';
import type { Identity, UsecaseDeps } from '../enter.ts';
import { readOnBasis } from './read-on-basis.ts';
import type { RenderedTotals, TotalsQuery, TotalsReader } from './read-totals.ts';
import type { BasisKind } from './territory-shelf.ts';

export interface FiguresQuery extends TotalsQuery {
  readonly basis: BasisKind;
}

/** Totals on the basis asked for. Throws what reading them on it throws. */
export function readFigures(
  deps: UsecaseDeps,
  reader: TotalsReader,
  identity: Identity,
  { basis, ...query }: FiguresQuery,
): Promise<RenderedTotals> {
  return basis === 'asWas' ? reader.read(identity, query) : readOnBasis(deps, identity, { ...query, basis });
}

/** Units of the period's own tree whose rows the figures are of: on another map the scope itself may not have been there yet. */
export const printedScopes = ({ scope, basis }: Totals): string[] =>
  basis === undefined ? [scope.unit] : basis.pieces.map(({ unit }) => unit);
