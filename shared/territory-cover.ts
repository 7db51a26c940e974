/** Finds what scopes of a later map are made of, in the tree of an earlier day: all scopes in one walk over that tree. */
import type { DatedTrees } from './dated-trees.ts';

/** A split whose shares would be needed and are not known. */
export interface UnknownSplit {
  readonly unit: string;
  readonly day: string;
}

/** Decimal string from 0 to 1, or why it cannot be told. */
export type Portion = string | UnknownSplit;

/** How much of what a unit reported is with each scope, by the place of the scope in the question. Who has none of it is left out. */
export type Portions = ReadonlyMap<number, Portion>;

/** Figures of the period's own tree that make up a scope on another map. */
export interface Piece {
  readonly unit: string;
  /** `subtree`: the unit and all below it at the end of the period; `own`: its own report alone. */
  readonly part: 'subtree' | 'own';
  readonly share: string;
}

export interface Cover {
  readonly pieces: readonly Piece[];
  /** Not empty: the scope cannot be told on this map. */
  readonly unknown: readonly UnknownSplit[];
}

interface Asked {
  /** ISO date whose tree the pieces are of. */
  readonly since: string;
  readonly scopes: number;
  readonly portionsOf: (unit: string) => Portions;
}

/** Covers in the making. */
class Covers {
  readonly #made: { readonly pieces: Piece[]; readonly unknown: Map<string, UnknownSplit> }[];

  constructor(count: number) {
    this.#made = Array.from({ length: count }, () => ({ pieces: [], unknown: new Map() }));
  }

  add(at: number, piece: Piece): void {
    this.#made[at]?.pieces.push(piece);
  }

  untold(at: number, split: UnknownSplit): void {
    this.#made[at]?.unknown.set(`${split.unit} ${split.day}`, split);
  }

  done(): Cover[] {
    return this.#made.map(({ pieces, unknown }) => ({ pieces, unknown: [...unknown.values()] }));
  }
}

/** Of each scope asked for, in their order. */
export function coversIn(trees: DatedTrees, asked: Asked): Cover[] {
  const covers = new Covers(asked.scopes);
  if (trees.overlap(asked.since)) oneByOne(trees, asked, covers);
  else bySubtrees(trees, asked, covers);
  return covers.done();
}

/** Where subtrees overlap no unit may be counted with two of them: every report by itself. */
function oneByOne(trees: DatedTrees, { since, portionsOf }: Asked, covers: Covers): void {
  for (const unit of trees.existing(since)) {
    for (const [at, share] of portionsOf(unit)) {
      if (typeof share === 'string') covers.add(at, { unit, part: 'own', share });
      else covers.untold(at, share);
    }
  }
}

/** What a scope has of a subtree: the same share of all of it, or these pieces. */
type Part = string | readonly Piece[];

function bySubtrees(trees: DatedTrees, { since, portionsOf }: Asked, covers: Covers): void {
  const walk = (unit: string): Map<number, Part> => {
    const own = portionsOf(unit);
    const children = trees.childrenOn(unit, since);
    const below = byScope(children.map((child) => [child, walk(child)]));
    const found = new Map<number, Part>();
    for (const at of new Set([...own.keys(), ...below.keys()])) {
      const share = own.get(at);
      const parts = below.get(at) ?? [];
      if (share !== undefined && typeof share !== 'string') covers.untold(at, share);
      const isWhole = parts.length === children.length && parts.every(([, part]) => part === share);
      found.set(at, isWhole && typeof share === 'string' ? share : apart(unit, share, parts));
    }
    return found;
  };
  for (const root of trees.rootsOn(since)) {
    for (const [at, part] of walk(root)) for (const one of piecesOf(root, part)) covers.add(at, one);
  }
}

type PartOfChild = readonly [child: string, part: Part];

/** Per scope what it has of each child; children it has nothing of are left out. */
function byScope(
  children: readonly (readonly [string, ReadonlyMap<number, Part>])[],
): Map<number, PartOfChild[]> {
  const found = new Map<number, PartOfChild[]>();
  for (const [child, walked] of children) {
    for (const [at, part] of walked) {
      const parts = found.get(at);
      if (parts === undefined) found.set(at, [[child, part]]);
      else parts.push([child, part]);
    }
  }
  return found;
}

const piecesOf = (unit: string, part: Part): readonly Piece[] =>
  typeof part === 'string' ? [{ unit, part: 'subtree', share: part }] : part;

/** Wholes of those below stand before what their siblings have already been taken apart into. */
function apart(unit: string, share: Portion | undefined, parts: readonly PartOfChild[]): readonly Piece[] {
  const own: Piece[] = typeof share === 'string' ? [{ unit, part: 'own', share }] : [];
  const isWhole = ([, part]: PartOfChild): boolean => typeof part === 'string';
  const wholes = parts.filter(isWhole);
  const others = parts.filter((one) => !isWhole(one));
  return [...own, ...[...wholes, ...others].flatMap(([child, part]) => piecesOf(child, part))];
}
