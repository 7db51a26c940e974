/** What each parameter of an address means, said once for all routes: for the OpenAPI document and the page made from it. */
import { z } from 'zod';

interface ParameterWords {
  /** Vietnamese · English. */
  readonly description: string;
  readonly example: string | number;
}
const spec = (vi: string, en: string, example: string | number): ParameterWords => ({
  description: `${vi} · ${en}`,
  example,
});

const PARAMETERS: Readonly<Record<string, ParameterWords>> = {
  unit: spec('Mã đơn vị', 'id of the office', 'hd.tu-ky'),
  template: spec('Mã biểu', 'id of the form', 'inspection'),
  period: spec('Mã kỳ báo cáo', 'id of the period', '2022-q1'),
  id: spec('Mã biểu', 'id of the form', 'inspection'),
  version: spec('Phiên bản của biểu, từ 1', 'version of the form, from 1', '1'),
  rule: spec('Mã quy tắc', 'id of the rule', 'R6.DV'),
  row: spec('Mã dòng', 'key of the row', 'KT.TC'),
  column: spec('Mã cột', 'id of the column', 'total'),
  no: spec(
    'Số thứ tự của lần gửi hoặc của đề nghị gia hạn, từ 1',
    'number of the revision, or of the request for more time, from 1',
    '1',
  ),
  state: spec(
    'Chỉ các đề nghị đang chờ (`asked`), đã đồng ý (`granted`) hoặc bị từ chối (`refused`)',
    'only requests that wait (`asked`), were granted or refused',
    'asked',
  ),
  key: spec('Mã (Idempotency-Key) của lần gửi', 'Idempotency-Key of the push', 'press-of-send-0001'),
  number: spec('Số biên nhận', 'number of the receipt', 'ST-2022-hai-duong-000127'),
  file: spec(
    'Mã kỳ báo cáo và loại tệp: .csv hoặc .xlsx',
    'id of the period and kind of file: .csv or .xlsx',
    '2022-q1.xlsx',
  ),
  cursor: spec(
    'Giá trị `next` của trang trước; bỏ trống ở trang đầu',
    '`next` of the page before; left out for the first',
    '2022-03-31~hd.tu-ky~inspection~2022-q1',
  ),
  year: spec('Năm của các kỳ báo cáo', 'year of the periods', '2022'),
  task: spec('Số của việc đã giao từ chỗ chưa đạt', 'number of the opened task', '12'),
  limit: spec('Số mục trên một trang', 'items on a page', 50),
  scope: spec(
    'Đơn vị đứng đầu phần được tổng hợp; mặc định là đơn vị cao nhất được xem',
    'the office at the top of what is added up; by default your highest',
    'hd',
  ),
  counts: spec(
    'Tính báo cáo nào: `accepted` đã duyệt, `submitted` đã gửi; mặc định theo biểu',
    'which reports count: accepted or submitted ones; by default as the form says',
    'submitted',
  ),
  with: spec(
    '`offered`: kèm giá trị biểu cho điền sẵn vào ô trống',
    '`offered`: with the values the form offers for blank cells',
    'offered',
  ),
  rows: spec(
    '`assigned`: kèm các dòng đã giao riêng cho đơn vị, bằng lời',
    '`assigned`: with the rows the offices were assigned, in words',
    'assigned',
  ),
  basis: spec(
    'Địa bàn để cộng: `asWas` nguyên trạng khi đó, ở cuối kỳ (mặc định), `today` địa bàn hiện nay, `common` địa bàn so sánh được của hai thời điểm',
    'the map of offices to add up on: `asWas` at the end of the period (default), `today`, or `common`, the territory both have in common',
    'today',
  ),
  kind: spec('Loại kỳ; mặc định mọi loại', 'kind of period; by default every kind', 'quarter'),
  from: spec('Ngày đầu sớm nhất của các kỳ', 'the earliest first day of the periods', '2021-01-01'),
  to: spec('Ngày cuối muộn nhất của các kỳ', 'the latest last day of the periods', '2025-12-31'),
  derive: spec(
    '`overTime`: kèm luỹ kế từ đầu năm và so cùng kỳ',
    '`overTime`: with year-to-date figures and the same window a year before',
    'overTime',
  ),
  cell: spec('Ô để xếp hạng: phần|dòng|cột', 'the cell to rank by: section|row|column', 'main|a|n'),
  since: spec(
    'So từ lần nào: `submission` lần gửi trước, `acceptance` lần được duyệt gần nhất, `signature` lần được ký gần nhất, hoặc số lần gửi',
    'since when: `submission` the one before, `acceptance` the last accepted, `signature` the last signed, or a number of a revision',
    'acceptance',
  ),
  asOf: spec(
    'Ngày để xét đúng hạn, quá hạn; mặc định là hôm nay ở Việt Nam',
    'the day tasks are held against; by default today in Việt Nam',
    '2022-04-15',
  ),
  mode: spec(
    '`check` chỉ đọc và kiểm tra, không lưu (mặc định); `draft` lưu nháp; `submit` gửi',
    '`check` reads and checks only (default); `draft` keeps a draft; `submit` sends',
    'check',
  ),
  onStale: spec(
    'Khi người khác đã gửi sau khi tải tệp: `refuse` không nhận (mặc định), `merge` gộp các ô không ai cùng sửa',
    'where others sent after the file was made: `refuse` (default), or `merge` where nobody changed the same cell',
    'merge',
  ),
  answer: spec(
    'Kết quả kiểm tra: `json` dạng dữ liệu (mặc định), `workbook` là tệp có ghi chú ở từng ô sai',
    'what a check answers: `json` (default), or `workbook`, the file with a note at every wrong cell',
    'workbook',
  ),
  letterhead: spec(
    'Thể thức văn bản của tệp Word: `party` của Đảng (mặc định), `state` của cơ quan nhà nước',
    'official form of a Word file: `party` (default) or `state`',
    'state',
  ),
  dot: spec(
    'Dấu chấm trong các số của tệp: `thousands` ngăn hàng nghìn, `decimal` ngăn phần lẻ; không nêu thì số đọc được hai cách là một câu hỏi',
    'what the dot means in the numbers of the file; without it, a number with two readings is a question',
    'thousands',
  ),
  lang: spec('Ngôn ngữ của tệp', 'language of the file', 'vi'),
  csv: spec(
    'Cách viết tệp CSV: `plain` cho chương trình, `excel-vi` để mở bằng Excel tiếng Việt',
    'how a CSV is written: `plain` for programs, `excel-vi` for Excel in Vietnamese',
    'excel-vi',
  ),
  section: spec('Mã phần của biểu; chỉ cho CSV', 'id of a section of the form; for CSV only', 'main'),
  'Idempotency-Key': spec(
    'Mã do chương trình tự đặt, mỗi lần gửi một mã; gửi lại với mã cũ thì không lưu hai lần',
    'a key of your own, a new one for each push; the same key again stores nothing twice',
    '3f0c6f1e-5f6b-4b0c-9a53-0d1c2b7a9e11',
  ),
};

/** The same parameters, each with its words. One that has words of its own keeps them. */
export function worded(parameters: z.ZodObject): z.ZodObject {
  const shape = Object.entries(parameters.shape as Readonly<Record<string, z.ZodType>>).map(
    ([name, schema]) => [name, schema.meta({ ...PARAMETERS[name], ...schema.meta() })],
  );
  return z.strictObject(Object.fromEntries(shape));
}
