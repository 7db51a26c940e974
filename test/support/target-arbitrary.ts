/** Random target wordings of every kind, for the properties of reading, writing and judging them. */
import fc from 'fast-check';
import { canonical, compare } from '../../shared/decimal.ts';
import type { Place, Target } from '../../shared/target-wording.ts';

type Defined<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};
const defined = <T extends object>(value: T): Defined<T> =>
  Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as Defined<T>;
const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined });

const positive = fc
  .record({
    digits: fc.oneof(fc.integer({ min: 1, max: 2000 }), fc.integer({ min: 1, max: 999_999_999 })),
    scale: fc.nat(3),
  })
  .map(({ digits, scale }) => canonical(`${digits}e-${scale}`) ?? '1');
export const ordered = fc
  .tuple(positive, positive)
  .map(([a, b]) => (compare(a, b) <= 0 ? [a, b] : [b, a]) as [string, string]);

const counted = fc
  .record({
    unit: maybe(
      fc.constantFrom(
        'tổ chức đảng',
        'vụ',
        'dự án trọng điểm',
        'bậc',
        'tỷ đồng',
        'm2',
        'điểm',
        'hộ nghèo',
        'ha',
      ),
    ),
    per: maybe(fc.constantFrom('năm', 'quý', 'đơn vị')),
    except: maybe(fc.constantFrom('đơn vị mới thành lập', 'các dự án chuyển tiếp từ 2021')),
  })
  .map(({ unit, per, except }) => (unit === undefined ? {} : defined({ unit, per, except })));
const percent = fc
  .record({
    unit: fc.constant('%'),
    per: maybe(fc.constantFrom('năm', 'tháng')),
    of: maybe(fc.constantFrom('số văn bản', 'dự toán năm', 'số dịch vụ công mức độ 4')),
    except: maybe(fc.constantFrom('văn bản mật')),
  })
  .map(defined);
const measure = fc.oneof(counted, percent);
const flags = fc
  .record({ soft: maybe(fc.constant(true as const)), estimate: maybe(fc.constant(true as const)) })
  .map(defined);
const led = (...leads: string[]) => maybe(fc.constantFrom(...leads)).map((lead) => defined({ lead }));
const verbs = led('giải phóng mặt bằng xong', 'hoàn thành', 'thành lập mới', 'GRDP bình quân đầu người đạt');
const subjects = led('tỷ lệ hộ nghèo', 'GRDP', 'điểm số đạt', 'thu ngân sách');
const bound = fc.constantFrom('atLeast', 'moreThan', 'atMost', 'lessThan', 'about');

const place: fc.Arbitrary<Place> = fc
  .record({
    rank: fc.integer({ min: 1, max: 63 }),
    more: maybe(fc.nat(40)),
    scope: maybe(fc.constantFrom('tỉnh', 'toàn quốc', 'vùng đồng bằng sông Hồng', 'tỉnh, thành phố ở vùng')),
  })
  .map(({ rank, more, scope }) =>
    defined({ rank: String(rank), outOf: more === undefined ? undefined : String(rank + more), scope }),
  );

export const targets: fc.Arbitrary<Target> = fc.oneof(
  fc
    .tuple(positive, measure, flags, verbs)
    .map(([value, ...rest]): Target => Object.assign({ kind: 'exactly' as const, value }, ...rest)),
  fc
    .tuple(ordered, measure, flags, verbs)
    .map(([[low, high], ...rest]): Target => Object.assign({ kind: 'range' as const, low, high }, ...rest)),
  fc
    .tuple(bound, positive, measure, flags, subjects)
    .map(([kind, value, ...rest]): Target => Object.assign({ kind, value }, ...rest)),
  fc
    .tuple(
      fc.constantFrom('increase', 'decrease'),
      fc.oneof(
        fc.tuple(fc.oneof(bound, fc.constant('exactly')), positive).map(([b, by]) => ({ bound: b, by })),
        ordered.map(([by, high]) => ({ bound: 'range', by, high })),
      ),
      measure,
      flags,
      subjects,
      maybe(fc.constantFrom('cùng kỳ', 'năm trước')).map((base) => defined({ base })),
    )
    .map(([direction, ...rest]): Target => Object.assign({ kind: 'change' as const, direction }, ...rest)),
  fc
    .tuple(place, flags, led('PCI', 'PAR Index'))
    .map(([at, ...rest]): Target => Object.assign({ kind: 'rank' as const }, at, ...rest)),
  fc
    .tuple(place, fc.integer({ min: 1, max: 63 }))
    .map(([at, from]): Target => ({ kind: 'rank', ...at, from: String(from) })),
  fc
    .tuple(place, fc.array(place, { minLength: 1, maxLength: 2 }))
    .map(([at, also]): Target => ({ kind: 'rank', ...at, also })),
  fc
    .tuple(
      fc.integer({ min: 1, max: 30 }),
      fc.nat(30),
      fc.record({
        unit: maybe(fc.constantFrom('tỉnh', 'đơn vị')),
        scope: maybe(fc.constantFrom('cả nước', 'toàn tỉnh')),
      }),
      flags,
    )
    .map(
      ([best, more, where, ...rest]): Target =>
        Object.assign(
          { kind: 'rankGroup' as const, best: String(best), worst: String(best + more) },
          defined(where),
          ...rest,
        ),
    ),
);
