/** How an office's target is assigned: its plan wording, how it adds up, and which cells it opens. */
import type { Aggregation, AssignedRow } from '../template.ts';

export type TargetMethod = 'sum' | 'ratio' | 'last' | 'rank' | 'growth' | 'done' | 'words';

/** How targets add up over offices: the option ids of column `method`. */
export const METHODS: Record<TargetMethod, { vi: string; en: string; aliases: string[] }> = {
  sum: { vi: 'Cộng dồn các đơn vị', en: 'Added over offices', aliases: ['cộng'] },
  ratio: { vi: 'Tỷ lệ: tổng tử số chia tổng mẫu số', en: 'Ratio of sums', aliases: ['tỷ lệ'] },
  last: { vi: 'Số có đến cuối kỳ', en: 'Stock at the end', aliases: ['thời điểm'] },
  rank: { vi: 'Thứ hạng, không cộng', en: 'Rank, not added', aliases: ['thứ hạng'] },
  growth: { vi: 'Tốc độ tăng, không cộng', en: 'Growth, not added', aliases: ['tốc độ tăng'] },
  done: {
    vi: 'Xong hay chưa: đếm phần đã xong',
    en: 'Done or not, counted',
    aliases: ['hoàn thành'],
  },
  words: {
    vi: 'Kết quả bằng lời, không cộng',
    en: 'A result in words, not added',
    aliases: ['bằng lời'],
  },
};

const COMMON = ['kind', 'reason', 'note'];
const VERDICT = ['publishedShare', 'published'];

/** A ratio has no last year of its own: two percentages are compared in points, and the province's needs both sides. */
const OPEN: Record<TargetMethod, readonly string[]> = {
  sum: ['actual', 'cumulative', 'lastYear'],
  ratio: ['actual', 'numerator', 'denominator'],
  last: ['actual', 'lastYear'],
  rank: ['actual', 'actualText', 'lastYear'],
  growth: ['actual', 'lastYear'],
  done: ['actual', 'cumulative'],
  words: ['actualText'],
};

const OVER_UNITS: Record<TargetMethod, Aggregation> = {
  sum: { kind: 'sum' },
  ratio: { kind: 'ratio', numerator: 'numerator', denominator: 'denominator', scale: 100 },
  last: { kind: 'last' },
  rank: { kind: 'none' },
  growth: { kind: 'none' },
  done: { kind: 'sum' },
  words: { kind: 'none' },
};

/** What an assignment says of one target. `plan` is the wording as issued, e.g. "từ 10% trở lên". */
interface TargetAssignment {
  readonly key: string;
  readonly label: { readonly vi: string; readonly en: string };
  readonly ordinal?: string;
  readonly unit?: string;
  readonly parent?: string;
  readonly method: TargetMethod;
  readonly plan?: string;
  /** false for a sub-row ("trong đó"): no verdict, and outside the count of targets. */
  readonly counted?: boolean;
  readonly direction?: 'higher' | 'lower' | 'none';
  readonly definition?: { readonly vi: string; readonly en: string };
}

/** The assigned row of a target: opens exactly the cells its method needs and sets how it adds up over offices. */
export function targetRow(target: TargetAssignment): AssignedRow {
  const { key, label, method, plan, counted = true, ordinal, unit, parent, direction, definition } = target;
  return {
    key,
    label: { ...label },
    ...(ordinal === undefined ? {} : { ordinal }),
    ...(unit === undefined ? {} : { unit }),
    ...(parent === undefined ? {} : { parent }),
    ...(direction === undefined ? {} : { direction }),
    ...(definition === undefined ? {} : { definition: { ...definition } }),
    open: [...OPEN[method], ...(counted ? VERDICT : []), ...COMMON],
    overUnits: OVER_UNITS[method],
    counted,
    values: { method, ...(plan === undefined ? {} : { plan }) },
  };
}
