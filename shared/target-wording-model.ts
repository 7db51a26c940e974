/** What a target wording says, as data: the shapes behind "từ 10% trở lên", "2 - 3 tổ chức", "thứ 6/11". */

/** How a single number is meant. */
export type BoundKind = 'exactly' | 'atLeast' | 'moreThan' | 'atMost' | 'lessThan' | 'about';

/** Numbers are canonical decimal strings; words are kept as written. */
export interface UnitOfMeasure {
  /** "tổ chức đảng", "%". */
  readonly unit?: string;
  /** "năm" in "12 vụ/năm". */
  readonly per?: string;
  /** The set a percentage is of: "số văn bản" in "100% số văn bản". */
  readonly of?: string;
  /** What that set leaves out: "văn bản mật" in "(trừ văn bản mật)". */
  readonly except?: string;
}

interface Wording extends UnitOfMeasure {
  /** Words before the number that belong to the sentence: "giải phóng mặt bằng xong". */
  readonly lead?: string;
  /** "phấn đấu": aspired to. */
  readonly soft?: true;
  /** "ước": estimated. */
  readonly estimate?: true;
}

/** A place in an order; 1 is best. */
export interface Place {
  readonly rank: string;
  readonly outOf?: string;
  /** "tỉnh" in "thứ 6 trong số 11 tỉnh", "toàn quốc" in "thứ 8 trong toàn quốc". */
  readonly scope?: string;
}

interface ValueTarget extends Wording {
  readonly kind: BoundKind;
  readonly value: string;
}
interface RangeTarget extends Wording {
  readonly kind: 'range';
  readonly low: string;
  readonly high: string;
}
/** Growth or decline by an amount; `by`..`high` when `bound` is range. The amount is counted in the direction: never negative. */
export interface ChangeTarget extends Wording {
  readonly kind: 'change';
  readonly direction: 'increase' | 'decrease';
  readonly bound: BoundKind | 'range';
  readonly by: string;
  readonly high?: string;
  /** "cùng kỳ" in "so với cùng kỳ". */
  readonly base?: string;
}
export interface RankTarget extends Wording, Place {
  readonly kind: 'rank';
  /** The place it rises (or falls) from. */
  readonly from?: string;
  /** Further places named in the same wording, in other scopes. */
  readonly also?: readonly Place[];
}
/** Within the places best..worst: "top 40" is 1..40; "nhóm 25 đến 20 tỉnh dẫn đầu" is 20..25. */
export interface RankGroupTarget extends Wording {
  readonly kind: 'rankGroup';
  readonly best: string;
  readonly worst: string;
  /** Where: "cả nước". */
  readonly scope?: string;
}

export type Target = ValueTarget | RangeTarget | ChangeTarget | RankTarget | RankGroupTarget;

/** A share of the plan named beside an actual figure; "vượt dự toán 48,4%" is 148.4. */
export interface PlanShare {
  /** Percent of the plan, canonical decimal. */
  readonly percent: string;
  /** "dự toán năm". */
  readonly plan: string;
}

interface ActualWords extends UnitOfMeasure {
  readonly estimate?: true;
}

/** What a result says. `ambiguous` and `text` carry no number that may be compared. */
export type Actual =
  | (ActualWords & {
      readonly kind: 'number';
      readonly value: string;
      readonly bound: BoundKind;
      readonly share?: PlanShare;
      readonly change?: ChangeTarget;
    })
  | (ActualWords & { readonly kind: 'range'; readonly low: string; readonly high: string })
  /** "5.830/14.797 tỷ đồng": done and planned; never a fraction or a date. */
  | (ActualWords & { readonly kind: 'pair'; readonly actual: string; readonly plan: string })
  /** "vượt dự toán 48,4%" by itself. */
  | (PlanShare & { readonly kind: 'share'; readonly estimate?: true })
  /** "8/13 chỉ tiêu": targets met of targets set. */
  | { readonly kind: 'metCount'; readonly met: string; readonly total: string; readonly of: string }
  | (ActualWords & { readonly kind: 'change'; readonly change: ChangeTarget })
  | ({ readonly kind: 'rank'; readonly from?: string; readonly also?: readonly Place[] } & Place)
  | {
      readonly kind: 'ambiguous';
      readonly thousands: string;
      readonly decimal: string;
      readonly unit?: string;
    }
  | { readonly kind: 'text'; readonly text: string };

/** "điểm" and "%" are measured, so a dot and three digits before them have two readings. */
export function isMeasured(unit: string | undefined): boolean {
  return unit !== undefined && /^(?:%|‰|điểm)/i.test(unit);
}
