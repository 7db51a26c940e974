/** Owns the refusals of the stand-in Google, worded in the user's language as Google localises them (wording: guess M14 unless noted). */

/** `es` stands for every other language: words that say nothing of the cause, so that nobody can decide by them. */
export type Language = 'vi' | 'en' | 'es';

const ELSEWHERE = 'Se ha producido un error. Vuelve a intentarlo más tarde.';

const MESSAGES = {
  /** English wording: public reports of Protection errors. */
  protectedCell: [
    'Bạn đang cố chỉnh sửa một ô hoặc đối tượng được bảo vệ. Vui lòng liên hệ với chủ sở hữu bảng tính để bỏ bảo vệ nếu bạn cần chỉnh sửa.',
    'You are trying to edit a protected cell or object. Please contact the spreadsheet owner to remove protection if you need to edit.',
  ],
  readOnly: [
    'Bạn không có quyền chỉnh sửa bảng tính này.',
    'You do not have permission to edit this spreadsheet.',
  ],
  noAccess: [
    'Bạn không có quyền truy cập vào tài liệu được yêu cầu.',
    'You do not have permission to access the requested document.',
  ],
  sheetExists: [
    'Trang tính có tên "{name}" đã tồn tại. Vui lòng nhập tên khác.',
    'A sheet with the name "{name}" already exists. Please enter another name.',
  ],
  sheetIdExists: ['Mã trang tính {id} đã tồn tại.', 'A sheet with id {id} already exists.'],
  lastSheet: ['Bạn không thể xóa tất cả trang tính.', "You can't remove all the sheets in a document."],
  allLines: [
    'Không thể xóa tất cả các hàng hoặc cột không cố định.',
    'Sorry, it is not possible to delete all non-frozen rows or columns.',
  ],
  tooManyCells: [
    'Thao tác này sẽ làm tăng số ô trong sổ làm việc vượt quá giới hạn 10000000 ô.',
    'This action would increase the number of cells in the workbook above the limit of 10000000 cells.',
  ],
  textTooLong: [
    'Dữ liệu nhập của bạn vượt quá giới hạn 50000 ký tự trong một ô.',
    'Your input contains more than the maximum of 50000 characters in a single cell.',
  ],
  metadataTooLarge: [
    'Siêu dữ liệu vượt quá giới hạn 30000 ký tự.',
    'Developer metadata exceeds the limit of 30000 characters.',
  ],
  /** English wording: gas-fakes tests. */
  metadataOnRange: [
    'Hiện không hỗ trợ thêm siêu dữ liệu nhà phát triển vào các dải ô tùy ý. Chỉ có thể thêm siêu dữ liệu vào bảng tính, trang tính, toàn bộ hàng hoặc toàn bộ cột.',
    'Adding developer metadata to arbitrary ranges is not currently supported. Developer metadata may only be added to the top-level spreadsheet, an individual sheet, or an entire row or column.',
  ],
  /** English wording: public reports of Range.setValues. */
  shapeRows: [
    'Số hàng trong dữ liệu không khớp với số hàng trong dải ô. Dữ liệu có {found} nhưng dải ô có {expected}.',
    'The number of rows in the data does not match the number of rows in the range. The data has {found} but the range has {expected}.',
  ],
  shapeColumns: [
    'Số cột trong dữ liệu không khớp với số cột trong dải ô. Dữ liệu có {found} nhưng dải ô có {expected}.',
    'The number of columns in the data does not match the number of columns in the range. The data has {found} but the range has {expected}.',
  ],
  outside: [
    'Tọa độ của dải ô nằm ngoài kích thước của trang tính.',
    'The coordinates of the range are outside the dimensions of the sheet.',
  ],
  smallRange: [
    'Số {what} trong dải ô phải ít nhất là 1.',
    'The number of {what} in the range must be at least 1.',
  ],
  badRange: ['Không tìm thấy dải ô', 'Range not found'],
  /** English wording: public reports. */
  tooManyItems: [
    'Quy tắc xác thực dữ liệu có nhiều mục hơn giới hạn 500. Thay vào đó, hãy dùng tiêu chí Danh sách từ một dải ô.',
    'The data validation rule has more items than the limit of 500. Use the “List from a range” criteria instead.',
  ],
  typedColumn: [
    'Không được phép thực hiện thao tác này trên các ô trong cột đã định kiểu.',
    'This operation is not allowed on cells in typed columns.',
  ],
  refusedByRule: [
    'Dữ liệu bạn đã nhập vào ô {cell} vi phạm các quy tắc xác thực dữ liệu được đặt trên ô này.',
    'The data that you entered in cell {cell} violates the data validation rules set on this cell.',
  ],
  mergeOverlap: [
    'Bạn phải chọn tất cả các ô trong dải ô được hợp nhất.',
    'You must select all cells in a merged range to merge or unmerge them.',
  ],
  sortMerged: [
    'Không thể sắp xếp dải ô có các ô hợp nhất.',
    'Sorting a range that contains merged cells is not possible.',
  ],
  /** English wording: public reports of services called in simple triggers. */
  noAuthorisation: [
    'Cần có sự cho phép để thực hiện thao tác đó.',
    'Authorization is required to perform that action.',
  ],
  missingScope: [
    'Các quyền đã chỉ định không đủ để gọi {method}. Quyền bắt buộc: {scopes}',
    'Specified permissions are not sufficient to call {method}. Required permissions: {scopes}',
  ],
  propertyTooLarge: ['Đối số quá lớn: value', 'Argument too large: value'],
  storeFull: [
    'Bạn đã vượt quá hạn mức bộ nhớ thuộc tính. Vui lòng xóa một số thuộc tính rồi thử lại.',
    'You have exceeded the property storage quota. Please remove some properties and try again.',
  ],
  cacheKeyTooLong: ['Đối số quá lớn: key', 'Argument too large: key'],
  cacheTooLarge: ['Đối số quá lớn: value', 'Argument too large: value'],
  cacheSeconds: ['Giá trị thời hạn không hợp lệ.', 'Invalid expiration.'],
  lockTimeout: [
    'Hết thời gian chờ khóa: một quy trình khác đã giữ khóa quá lâu.',
    'Lock timeout: another process was holding the lock for too long.',
  ],
  urlLimit: ['Vượt quá giới hạn: {what}.', 'Limit Exceeded: {what}.'],
  urlFailed: ['Địa chỉ không dùng được: {url}', 'Address unavailable: {url}'],
  urlTimeout: ['Hết thời gian chờ: {url}', 'Timeout: {url}'],
  urlNotAllowed: [
    'Không được phép gọi UrlFetchApp đến URL "{url}". Hãy kiểm tra danh sách cho phép của tệp kê khai.',
    'UrlFetch calls to {url} are not permitted. Check the URL allowlist of the manifest.',
  ],
  /** English wording: public reports of UrlFetchApp. */
  urlStatus: [
    'Yêu cầu không thành công cho {url} trả về mã {code}. Phản hồi máy chủ bị cắt ngắn: {body} (sử dụng tùy chọn muteHttpExceptions để kiểm tra phản hồi đầy đủ)',
    'Request failed for {url} returned code {code}. Truncated server response: {body} (use muteHttpExceptions option to examine full response)',
  ],
  /** English wording: public reports. */
  dailyQuota: [
    'Dịch vụ đã được gọi quá nhiều lần trong một ngày: {what}.',
    'Service invoked too many times for one day: {what}.',
  ],
  /** English wording: public reports. */
  tooManyTriggers: [
    'Tập lệnh này có quá nhiều trình kích hoạt. Phải xóa trình kích hoạt khỏi tập lệnh trước khi có thể thêm.',
    'This script has too many triggers. Triggers must be deleted from the script before more can be added.',
  ],
  sleepTooLong: ['Đối số không hợp lệ: milliseconds', 'Invalid argument: milliseconds'],
  tooLong: ['Đã vượt quá thời gian thực thi tối đa', 'Exceeded maximum execution time'],
  noHtml: ['Không tìm thấy tệp HTML nào có tên {name}.', 'No HTML file named {name} was found.'],
  badArgument: ['Đối số không hợp lệ: {what}', 'Invalid argument: {what}'],
} as const;

export type MessageKey = keyof typeof MESSAGES;

export class GoogleError extends Error {
  readonly key: MessageKey;
  readonly details: Readonly<Record<string, string>>;

  constructor(key: MessageKey, details: Readonly<Record<string, string>> = {}) {
    super(wordsOf(key, details, 'en'));
    this.name = 'Exception';
    this.key = key;
    this.details = details;
  }

  inLanguage(language: Language): string {
    return wordsOf(this.key, this.details, language);
  }
}

function wordsOf(key: MessageKey, details: Readonly<Record<string, string>>, language: Language): string {
  if (language === 'es') return ELSEWHERE;
  const [vi, en] = MESSAGES[key];
  return (language === 'vi' ? vi : en).replace(/\{(\w+)\}/g, (hole, name: string) => details[name] ?? hole);
}
