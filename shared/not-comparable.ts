/** The one catalogue of reasons why a figure of a line over time, of a comparison or a ranking cannot be told, in words. */
import { z } from 'zod';

const words = (vi: string, en: string) => ({ vi, en });

export const NOT_COMPARABLE = {
  not_on_map: words(
    'Ngày {day} không có {unit}, nên kỳ này không có số của đơn vị ấy.',
    'There is no {unit} on {day}, so this period has no figures of it.',
  ),
  not_yours: words(
    'Ngày {day} {unit} không thuộc phạm vi anh/chị được xem.',
    'On {day} {unit} was not among what you may read.',
  ),
  not_owed: words('Kỳ này không giao biểu này cho đơn vị nào.', 'No office owes this form for this period.'),
  split: words(
    '{split} được chia từ ngày {day} mà không có tỷ lệ công bố, nên không biết phần nào thuộc {unit}. Hãy xem theo địa bàn so sánh được.',
    '{split} was split on {day} and nobody published the shares, so it is not known how much belongs to {unit}. Ask for the common territory.',
  ),
  counts_not_divided: words(
    'Biểu này đếm từng dòng, mà {unit} chỉ nhận một phần của đơn vị cũ. Hãy xem theo địa bàn so sánh được.',
    'This form counts rows, and {unit} took over only a part of a former office. Ask for the common territory.',
  ),
  row_absent: words(
    'Phiên bản {version} của biểu, dùng cho kỳ {period}, không có dòng này.',
    'Version {version} of the form, used for {period}, does not have this row.',
  ),
  no_figure: words('Kỳ {period} không có số ở ô này.', 'There is no figure in this cell for {period}.'),
  no_base: words(
    'Không có kỳ nào từ {from} đến {to} để so với cùng kỳ.',
    'There is no period from {from} to {to} to compare with.',
  ),
  other_window: words(
    'Cùng kỳ năm trước tính từ {from} đến {to}, không cùng khoảng ngày với kỳ này.',
    'The same period a year before runs from {from} to {to}, which is not the same window.',
  ),
  base_untold: words('Kỳ {period} không tính được: {why}', '{period} cannot be told: {why}'),
  territory_changed: words(
    '{unit} vào cuối kỳ {period} không gồm cùng những đơn vị như kỳ này. Hãy xem theo địa bàn hiện nay hoặc theo địa bàn so sánh được.',
    '{unit} was not made of the same offices at the end of {period}. Ask on today’s map or for the common territory.',
  ),
  other_coverage: words(
    'Kỳ này có {now} báo cáo được tính trên {owed}, cùng kỳ có {before} trên {owedBefore}: chưa đủ để so sánh.',
    'This period counts {now} of {owed} reports, a year before {before} of {owedBefore}: not enough to compare.',
  ),
  base_zero: words(
    'Cùng kỳ bằng 0 nên không tính được tỷ lệ tăng giảm.',
    'The figure a year before is zero, so there is no growth in per cent.',
  ),
  base_negative: words(
    'Cùng kỳ là số âm nên không tính được tỷ lệ tăng giảm.',
    'The figure a year before is negative, so there is no growth in per cent.',
  ),
  not_tiled: words(
    'Các kỳ đang có không nối liền từ {from} đến {to} (có khoảng trống hoặc chồng lên nhau), nên không cộng.',
    'The periods there are do not join from {from} to {to} without a gap or an overlap, so they are not added.',
  ),
  other_first_day: words(
    'Số luỹ kế chỉ lấy từ báo cáo tính từ {from} đến {to}, mà không có kỳ như vậy.',
    'A cumulative figure is taken from a report that runs from {from} to {to} only, and there is no such period.',
  ),
  over_time_unknown: words(
    'Biểu không nêu số này cộng theo thời gian thế nào.',
    'The form does not say how this figure adds up over time.',
  ),
} as const satisfies Record<string, { readonly vi: string; readonly en: string }>;

type NotComparable = keyof typeof NOT_COMPARABLE;

/** Why a figure cannot be told. */
export const Reason = z.object({ code: z.string(), vi: z.string(), en: z.string() });
export type Reason = z.infer<typeof Reason>;

/** The reason in words; `name_en` beside `name` where the languages differ. */
export function reason(code: NotComparable, params: Readonly<Record<string, string | number>> = {}): Reason {
  const fill = (lang: 'vi' | 'en'): string =>
    NOT_COMPARABLE[code][lang].replace(/\{(\w+)\}/g, (whole, name: string) =>
      String((lang === 'en' ? params[`${name}_en`] : undefined) ?? params[name] ?? whole),
    );
  return { code, vi: fill('vi'), en: fill('en') };
}
