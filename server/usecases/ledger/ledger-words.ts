/** The ledger in words: what each action is called, and what can be wrong with a record. */
import type { Bilingual } from '../../../shared/template.ts';
import type { Finding } from '../../../shared/wire-ledger.ts';
import { type LedgerAction, PROVINCE_CHAIN } from '../../store/audit.ts';
import type { StoredEntry } from '../../store/ledger.ts';

/** What people do, as it stands before what they did it to. */
const ACTIONS: Readonly<Record<LedgerAction, Bilingual>> = {
  submit: { vi: 'gửi', en: 'submitted' },
  revert: { vi: 'gửi lại bản đã ký của', en: 'sent again what was signed of' },
  accept: { vi: 'duyệt', en: 'accepted' },
  return: { vi: 'trả lại', en: 'returned' },
  sign: { vi: 'ký', en: 'signed' },
  lock: { vi: 'khóa', en: 'locked' },
  unlock: { vi: 'mở khóa', en: 'unlocked' },
  template_moved: { vi: 'chuyển trạng thái', en: 'moved on' },
  period_moved: { vi: 'chuyển trạng thái', en: 'moved on' },
  extension_asked: { vi: 'xin gia hạn', en: 'asked for more time for' },
  extension_granted: { vi: 'đồng ý gia hạn', en: 'gave more time to' },
  extension_refused: { vi: 'từ chối gia hạn', en: 'refused more time for' },
  follow_up_set: { vi: 'đánh dấu theo dõi', en: 'set a follow-up on' },
  follow_up_resolved: { vi: 'khép một mục theo dõi của', en: 'resolved a follow-up on' },
  task_opened: { vi: 'giao việc từ', en: 'opened a task from' },
  task_carried: { vi: 'chuyển tiếp việc đã giao từ', en: 'carried on a task opened from' },
  rule_switched: { vi: 'đổi quy tắc của', en: 'changed a rule of' },
  template_carried: { vi: 'chuyển số liệu sang', en: 'carried values to' },
  invited: { vi: 'cấp mã mời cho', en: 'invited' },
  invitation_accepted: { vi: 'dùng mã mời của', en: 'accepted the invitation of' },
  link_made: { vi: 'cấp liên kết riêng cho', en: 'made a personal link for' },
  signed_in: { vi: 'đăng nhập bằng tài khoản của', en: 'signed in with the account of' },
  link_used: { vi: 'vào trang bằng liên kết riêng của', en: 'came in by the personal link of' },
  imported: { vi: 'nhập tệp vào', en: 'imported files into' },
  publish: { vi: 'lập', en: 'made' },
};
/** Of an entry somebody changed. */
const STRANGE: Bilingual = { vi: 'làm một việc không rõ với', en: 'did something unknown to' };

const actionWords = (action: string): Bilingual =>
  (ACTIONS as Partial<Record<string, Bilingual>>)[action] ?? STRANGE;

/** What forms, periods and the province are called, by what an entry calls them: "template/tiny", "period/2022-q1", "province/hd". */
type SubjectNames = ReadonlyMap<string, Bilingual>;

/** The name; of what is no longer there, or of an entry somebody changed, the id the entry has. */
const named = (names: SubjectNames, kind: string, id: string): Bilingual =>
  names.get(`${kind}/${id}`) ?? { vi: id, en: id };

/** "period/2021-h1" → "kỳ 6 tháng đầu năm 2021" */
function subjectWords(subject: string, names: SubjectNames): Bilingual {
  const [kind = '', rest = ''] = subject.split('/');
  const [id = '', version] = rest.split('@');
  const { vi, en } = named(names, kind, id);
  if (kind === 'period') return { vi: `kỳ ${vi}`, en: `period ${en}` };
  if (kind === 'province') return { vi: `dữ liệu của ${vi}`, en: `the data of ${en}` };
  if (kind === 'publication') return { vi: `bản công bố số ${id}`, en: `publication ${id}` };
  return { vi: `biểu “${vi}”, phiên bản ${version}`, en: `form “${en}”, version ${version}` };
}

/** "gửi biểu “Chỉ tiêu”, kỳ Quý I/2022, lần gửi số 2" */
export function entryWords(entry: StoredEntry, names: SubjectNames): Bilingual {
  const { action, subject, revision, template_id, period_id } = entry;
  const done = actionWords(action);
  if (template_id === null) {
    const { vi, en } = subjectWords(subject ?? '', names);
    return { vi: `${done.vi} ${vi}`, en: `${done.en} ${en}` };
  }
  const form = named(names, 'template', template_id);
  const period = named(names, 'period', period_id ?? '');
  const vi = `${done.vi} biểu “${form.vi}”, kỳ ${period.vi}`;
  const en = `${done.en} form “${form.en}”, period ${period.en}`;
  return revision === null
    ? { vi, en }
    : { vi: `${vi}, lần gửi số ${revision}`, en: `${en}, revision ${revision}` };
}

const FINDINGS = {
  gap: {
    vi: 'thiếu mục này: số thứ tự trong sổ không liền nhau',
    en: 'is missing: the numbers in the ledger have a gap',
  },
  previous: {
    vi: 'không nối đúng vào mục trước',
    en: 'does not follow the entry before it',
  },
  entry: {
    vi: 'nội dung mục này đã bị sửa: không còn khớp mã của nó',
    en: 'was changed: it no longer agrees with its hash',
  },
  no_report: {
    vi: 'nói về một báo cáo không còn đúng đơn vị, biểu hoặc kỳ',
    en: 'speaks of a report that is no longer of this office, form and period',
  },
  no_revision: {
    vi: 'nói về một lần gửi không còn trong kho',
    en: 'speaks of a revision that is no longer stored',
  },
  content: {
    vi: 'số liệu của lần gửi đã bị sửa',
    en: 'the figures of the revision were changed',
  },
  reasons: {
    vi: 'lý do giải trình của lần gửi đã bị sửa',
    en: 'the reasons given with the revision were changed',
  },
  rest: {
    vi: 'số để cộng tổng, các cảnh báo hoặc nguồn của lần gửi đã bị sửa',
    en: 'what the revision adds to totals, its issues or its origin were changed',
  },
  sender: {
    vi: 'người gửi hoặc giờ gửi của lần gửi đã bị sửa',
    en: 'the sender or the moment of the revision was changed',
  },
  remarks: {
    vi: 'các nhận xét khi trả lại đã bị sửa',
    en: 'the remarks of the return were changed',
  },
  acceptance: {
    vi: 'lần duyệt đã bị sửa, bị xóa hoặc không có trong sổ',
    en: 'an acceptance was changed, taken out, or is not in the ledger',
  },
  signature: {
    vi: 'lần ký đã bị sửa, bị xóa hoặc không có trong sổ',
    en: 'a signature was changed, taken out, or is not in the ledger',
  },
  extension: {
    vi: 'việc gia hạn đã bị sửa, bị xóa hoặc không có trong sổ',
    en: 'what was asked or decided about more time was changed, taken out, or is not in the ledger',
  },
  task: {
    vi: 'việc giao từ báo cáo đã bị sửa, bị xóa hoặc không có trong sổ',
    en: 'a task opened from the report was changed, taken out, or is not in the ledger',
  },
  follow_up: {
    vi: 'mục theo dõi đã bị sửa, bị xóa hoặc không có trong sổ',
    en: 'a follow-up was changed, taken out, or is not in the ledger',
  },
  resolved: {
    vi: 'những lựa chọn khi gộp số liệu đã bị sửa, bị xóa hoặc không có trong sổ',
    en: 'what was chosen when figures were merged was changed, taken out, or is not in the ledger',
  },
  standing: {
    vi: 'trạng thái hoặc lần gửi được tính không đúng với mục cuối cùng trong sổ',
    en: 'its state or counted revision is not what its last entry in the ledger says',
  },
  unknown: {
    vi: 'có một lần gửi không có trong sổ',
    en: 'has a revision the ledger does not know',
  },
  last: {
    vi: 'số lần gửi ghi ở báo cáo khác số lần gửi có thật',
    en: 'its number of revisions is not the number there are',
  },
  total: {
    vi: 'số tổng hợp khác tổng của các lần gửi được tính',
    en: 'the stored total is not the sum of the counted revisions',
  },
  coverage: {
    vi: 'số đơn vị phải gửi, đã gửi, đã duyệt hoặc gửi chậm không đúng',
    en: 'the number of reports expected, received, accepted or late is wrong',
  },
  form: { vi: 'biểu đã bị sửa sau khi ban hành', en: 'the form was changed after it was published' },
  publication: {
    vi: 'bản công bố đã bị sửa: không còn khớp mã ghi trong sổ',
    en: 'the publication was changed: it no longer agrees with the ledger',
  },
  lost: {
    vi: 'nói về một bản công bố không còn trong kho',
    en: 'speaks of a publication that is no longer stored',
  },
  unpublished: {
    vi: 'bản công bố này không có trong sổ',
    en: 'the ledger does not know this publication',
  },
} as const satisfies Record<string, Bilingual>;
export type FindingKind = keyof typeof FINDINGS;

export const findingWords = (kind: FindingKind): Bilingual => FINDINGS[kind];

export const chainWords = (chain: string): Bilingual =>
  chain === PROVINCE_CHAIN
    ? { vi: 'sổ của tỉnh', en: 'the province’s ledger' }
    : { vi: `sổ của đơn vị ${chain}`, en: `the ledger of office ${chain}` };

/** What a whole province's verification found, for the administrator's screen. */
export function verificationLines(of: {
  readonly province: string;
  readonly chains: number;
  readonly entries: number;
  readonly revisions: number;
  readonly findings: readonly Finding[];
}): string[] {
  const { province, chains, entries, revisions, findings } = of;
  const looked = `${province}: ${chains} sổ, ${entries} mục, ${revisions} lần gửi · ${chains} chains, ${entries} entries, ${revisions} revisions.`;
  if (findings.length === 0) return [looked, '  Tất cả đều khớp. · Everything holds.'];
  return [
    looked,
    ...findings.flatMap(({ record, what }) => [
      `  ${record.vi}: ${what.vi}.`,
      `    ${record.en}: ${what.en}.`,
    ]),
  ];
}
