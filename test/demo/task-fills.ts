/** The task rows each office types: owners and counts of the articles; wording is made where the articles give none. */
import {
  HAI_DUONG_BODIES,
  HAI_DUONG_DISTRICTS,
  HAI_DUONG_ROOT,
  type Office,
  TU_KY_COMMUNES,
} from './offices.ts';
import { split } from './split.ts';

/** column id → text as typed. */
export type TaskRow = Readonly<Record<string, string>>;

export interface TaskReport {
  readonly unit: string;
  readonly period: '2022-dot-1' | '2022-tu-ky' | '2022-tinh';
  readonly rows: readonly TaskRow[];
}

interface Leader {
  readonly unit: Office;
  readonly of: string;
  readonly title: string;
  readonly topic?: string;
}

const TERRITORIES: readonly (readonly [committee: string, territory: string])[] = [
  ['Thành ủy', 'thành phố'],
  ['Thị ủy', 'thị xã'],
  ['Huyện ủy', 'huyện'],
];

/** The state body of a party committee's territory: a committee has a secretary, and only that body a chairman. */
function beside(body: 'UBND' | 'HĐND', { name }: Office): string {
  for (const [committee, territory] of TERRITORIES)
    if (name.startsWith(`${committee} `)) return `${body} ${territory}${name.slice(committee.length)}`;
  return name.replace(/^Đảng ủy/, body);
}

/** "Trưởng ban" of "Ban Dân vận" is the "Trưởng Ban Dân vận": a word that both have is said once. */
export function fullTitle(title: string, of: string): string {
  const words = title.split(' ');
  for (let kept = 1; kept < words.length; kept += 1) {
    const shared = words.slice(kept).join(' ');
    if (of.toLowerCase().startsWith(`${shared.toLowerCase()} `))
      return `${words.slice(0, kept).join(' ')} ${of}`;
  }
  return `${title} ${of}`;
}

/** Topics article 000 names for single leaders: `office id/first word of the title`. */
const TOPICS: Readonly<Record<string, string>> = {
  'hd.chi-linh/Bí thư': 'Công tác quy hoạch của địa phương',
  'hd.hai-duong/Chủ tịch': 'Công tác quy hoạch của địa phương',
  'hd.kinh-mon/Chủ tịch': 'Công tác giải phóng mặt bằng',
  'hd.cam-giang/Chủ tịch': 'Công tác giải phóng mặt bằng',
  'hd.thanh-mien/Chủ tịch': 'Cải cách thủ tục hành chính',
  'hd.gia-loc/Chủ tịch': 'Cải cách thủ tục hành chính',
  'hd.ninh-giang/Chủ tịch': 'Cải cách thủ tục hành chính',
  'hd.nam-sach/Bí thư': 'Xây dựng nông thôn mới',
  'hd.tu-ky/Chủ tịch': 'Xúc tiến thương mại, xuất khẩu nông sản, nông nghiệp hàng hóa',
  'hd.chi-linh/Chủ tịch': 'Tài nguyên, môi trường',
};

const districtLeaders: readonly Leader[] = HAI_DUONG_DISTRICTS.flatMap((unit) =>
  (['Bí thư', 'Chủ tịch'] as const).map((title) => {
    const topic = TOPICS[`${unit.id}/${title}`];
    const of = title === 'Bí thư' ? unit.name : beside('UBND', unit);
    return { unit, of, title, ...(topic ? { topic } : {}) };
  }),
);

const bodyOf = (id: string): Office =>
  HAI_DUONG_BODIES.find((office) => office.id === `hd.${id}`) ?? HAI_DUONG_ROOT;

const block = (id: string, titles: string): Leader[] =>
  titles.split(';').map((entry) => {
    const [title = '', of = ''] = entry.trim().split('|');
    return { unit: bodyOf(id), of, title };
  });

/** 90 leaders: two in each district, four heads named in article 000, and 62 others by block. */
export const LEADERS: readonly Leader[] = [
  ...districtLeaders,
  {
    unit: bodyOf('so-thong-tin'),
    of: 'Sở Thông tin và Truyền thông',
    title: 'Giám đốc',
    topic: 'Chuyển đổi số',
  },
  {
    unit: bodyOf('so-nong-nghiep'),
    of: 'Sở Nông nghiệp và Phát triển nông thôn',
    title: 'Giám đốc',
    topic: 'Xúc tiến thương mại, xuất khẩu nông sản',
  },
  {
    unit: bodyOf('so-tai-nguyen'),
    of: 'Sở Tài nguyên và Môi trường',
    title: 'Giám đốc',
    topic: 'Tài nguyên, môi trường',
  },
  {
    unit: bodyOf('ban-tuyen-giao'),
    of: 'Ban Tuyên giáo Tỉnh ủy',
    title: 'Trưởng ban',
    topic: 'Chuyển đổi số',
  },
  ...block(
    'khoi-co-quan-dang',
    'Bí thư|Tỉnh ủy; Phó Bí thư Thường trực|Tỉnh ủy; Trưởng ban|Ban Tổ chức Tỉnh ủy; Trưởng ban|Ban Dân vận Tỉnh ủy; Trưởng ban|Ban Nội chính Tỉnh ủy; Chủ nhiệm|Ủy ban Kiểm tra Tỉnh ủy; Chánh Văn phòng|Văn phòng Tỉnh ủy; Bí thư|Đảng ủy Khối các cơ quan tỉnh; Bí thư|Đảng ủy Khối doanh nghiệp tỉnh; Chủ tịch|Ủy ban Mặt trận Tổ quốc tỉnh; Chủ tịch|Liên đoàn Lao động tỉnh; Chủ tịch|Hội Nông dân tỉnh; Chủ tịch|Hội Liên hiệp Phụ nữ tỉnh; Bí thư|Tỉnh đoàn; Chủ tịch|Hội Cựu chiến binh tỉnh; Hiệu trưởng|Trường Chính trị tỉnh; Tổng Biên tập|Báo Hải Dương; Chủ tịch|Liên hiệp các hội khoa học và kỹ thuật tỉnh; Chủ tịch|Hội Văn học nghệ thuật tỉnh; Chủ tịch|Hội Chữ thập đỏ tỉnh',
  ),
  ...block(
    'khoi-chinh-quyen',
    'Chủ tịch|UBND tỉnh; Phó Chủ tịch Thường trực|UBND tỉnh; Chánh Văn phòng|Văn phòng UBND tỉnh; Chánh Văn phòng|Văn phòng Đoàn đại biểu Quốc hội và HĐND tỉnh; Giám đốc|Sở Nội vụ; Giám đốc|Sở Tư pháp; Giám đốc|Sở Kế hoạch và Đầu tư; Giám đốc|Sở Tài chính; Giám đốc|Sở Công Thương; Giám đốc|Sở Giao thông vận tải; Giám đốc|Sở Xây dựng; Giám đốc|Sở Lao động - Thương binh và Xã hội; Giám đốc|Sở Văn hóa, Thể thao và Du lịch; Giám đốc|Sở Khoa học và Công nghệ; Giám đốc|Sở Giáo dục và Đào tạo; Giám đốc|Sở Y tế; Chánh Thanh tra|Thanh tra tỉnh; Trưởng ban|Ban Quản lý các khu công nghiệp; Giám đốc|Đài Phát thanh và Truyền hình tỉnh; Hiệu trưởng|Trường Đại học Hải Dương; Hiệu trưởng|Trường Cao đẳng Hải Dương; Giám đốc|Ban Quản lý dự án đầu tư xây dựng tỉnh; Giám đốc|Bệnh viện Đa khoa tỉnh; Giám đốc|Quỹ Đầu tư phát triển tỉnh',
  ),
  ...block(
    'khoi-nganh-doc',
    'Giám đốc|Công an tỉnh; Chỉ huy trưởng|Bộ Chỉ huy Quân sự tỉnh; Chánh án|Tòa án nhân dân tỉnh; Viện trưởng|Viện Kiểm sát nhân dân tỉnh; Cục trưởng|Cục Thi hành án dân sự; Cục trưởng|Cục Thuế tỉnh; Chi cục trưởng|Chi cục Hải quan; Cục trưởng|Cục Thống kê; Giám đốc|Kho bạc Nhà nước tỉnh; Giám đốc|Bảo hiểm xã hội tỉnh; Giám đốc|Ngân hàng Nhà nước chi nhánh tỉnh; Giám đốc|Công ty Điện lực tỉnh; Giám đốc|Bưu điện tỉnh; Giám đốc|Viễn thông tỉnh; Cục trưởng|Cục Quản lý thị trường; Giám đốc|Ngân hàng Chính sách xã hội tỉnh; Cục trưởng|Cục Dự trữ Nhà nước khu vực; Giám đốc|Công ty Thủy lợi tỉnh',
  ),
];

const MADE = 'nội dung do bản trình diễn đặt';

/** 178 over 90: the first has 5, everybody else 1 to 3; made. */
function tasksPerLeader(): number[] {
  const extras = split(
    84,
    LEADERS.slice(1).map((_, index) => 1 + (index % 3)),
  );
  return [5, ...extras.map((extra) => 1 + extra)];
}

const common = (batch: string, decision: string, decidedOn: string, level: string): TaskRow => ({
  batch,
  decisionNumber: decision,
  decisionDate: decidedOn,
  decisionLevel: level,
  workflow: 'Phê duyệt',
});

const BATCH_1 = common('Đợt 1/2022', 'QĐ phê duyệt đợt 1 (bài báo không nêu số)', '15/03/2022', 'Cấp tỉnh');
const TU_KY = common(
  'Năm 2022',
  'QĐ của Huyện ủy Tứ Kỳ (bài báo không nêu số)',
  '31/03/2022',
  'Cấp trên trực tiếp cơ sở',
);

const DEADLINES = ['30/06/2022', '30/09/2022', '31/12/2022'];

function dated(index: number): TaskRow {
  if (index % 9 === 4) {
    return {
      deadline: '10/04/2022',
      progress: 'Hoàn thành',
      completed: '08/04/2022',
      evidence: 'Báo cáo kết quả (do bản trình diễn đặt)',
      progressPercent: '100',
    };
  }
  return {
    deadline: DEADLINES[index % 3] ?? '31/12/2022',
    progress: 'Đang thực hiện',
    progressPercent: String(10 * (1 + (index % 5))),
  };
}

const GROUPS = ['Đột phá mới', 'Khắc phục hạn chế'];

function leaderTasks(leader: Leader, count: number, seed: number): TaskRow[] {
  return Array.from({ length: count }, (_, index) => ({
    ...BATCH_1,
    ...dated(seed + index),
    ownerKind: 'Cá nhân',
    ownerUnit: leader.of,
    ownerTitle: leader.title,
    task: index === 0 && leader.topic ? leader.topic : `Công việc đột phá số ${index + 1} (${MADE})`,
    group: GROUPS[(seed + index) % 2] ?? 'Đột phá mới',
    result: `Kết quả do ${fullTitle(leader.title, leader.of)} cam kết (${MADE})`,
    responsible: fullTitle(leader.title, leader.of),
  }));
}

function unitTasks(of: string, count: number, base: TaskRow, first?: string): TaskRow[] {
  // A standing committee is led by the secretary of its committee.
  const head = `Bí thư ${of.replace('Ban Thường vụ ', '')}`;
  return Array.from({ length: count }, (_, index) => ({
    ...base,
    ...dated(index),
    ownerKind: 'Tập thể',
    ownerUnit: of,
    lead: head,
    task: index === 0 && first ? first : `Công việc đột phá số ${index + 1} của tập thể (${MADE})`,
    group: GROUPS[index % 2] ?? 'Đột phá mới',
    result: `Kết quả của tập thể ${of} (${MADE})`,
    responsible: head,
  }));
}

function batchOne(): TaskReport[] {
  const counts = tasksPerLeader();
  const reporters = [...HAI_DUONG_DISTRICTS, ...HAI_DUONG_BODIES];
  return reporters.map((unit) => {
    const own = LEADERS.flatMap((leader, index) =>
      leader.unit === unit ? leaderTasks(leader, counts[index] ?? 1, index) : [],
    );
    const first =
      unit.id === 'hd.tu-ky'
        ? 'Vùng nông nghiệp công nghệ cao, hữu cơ: từ 1 - 2 vùng được công nhận'
        : undefined;
    const committee = unit.kind === 'huyen' ? unitTasks(unit.name, 3, BATCH_1, first) : [];
    return { unit: unit.id, period: '2022-dot-1', rows: [...own, ...committee] };
  });
}

/** Those who hold the chief posts of a territory: title, and the body it is held in. */
const postsOf = (unit: Office): readonly (readonly [title: string, of: string])[] => [
  ['Bí thư', unit.name],
  ['Phó Bí thư Thường trực', unit.name],
  ['Chủ tịch', beside('UBND', unit)],
  ['Chủ tịch', beside('HĐND', unit)],
];

function personTask(unit: Office, office: number, index: number): TaskRow {
  const posts = postsOf(unit);
  const [title, of] = posts[index % posts.length] ?? ['Bí thư', unit.name];
  return {
    ...TU_KY,
    ...dated(office + index),
    ownerKind: 'Cá nhân',
    ownerUnit: of,
    ownerTitle: title,
    task: `Công việc đột phá cá nhân số ${index + 1} (${MADE})`,
    group: GROUPS[index % 2] ?? 'Đột phá mới',
    result: `Kết quả cam kết (${MADE})`,
    responsible: fullTitle(title, of),
  };
}

/** 143 of organisations and 234 of individuals over Tứ Kỳ's own committee and its communes; made split. */
function tuKy(): TaskReport[] {
  const district = HAI_DUONG_DISTRICTS.find((office) => office.id === 'hd.tu-ky') ?? HAI_DUONG_ROOT;
  const reporters = [district, ...TU_KY_COMMUNES];
  const weights = reporters.map((office) => 10 + (office.weight % 4));
  const ofUnits = split(143, weights);
  const ofPeople = split(234, weights);
  return reporters.map((unit, office) => ({
    unit: unit.id,
    period: '2022-tu-ky',
    rows: [
      ...unitTasks(unit.name, ofUnits[office] ?? 0, TU_KY),
      ...Array.from({ length: ofPeople[office] ?? 0 }, (_, index) => personTask(unit, office, index)),
    ],
  }));
}

/** The three breakthrough fields of the provincial standing committee (articles 000, 002 and 004). */
const PROVINCE_FIELDS = [
  'Môi trường kinh doanh, năng lực cạnh tranh',
  'Nguồn lực cho kết cấu hạ tầng',
  'Nguồn nhân lực, đội ngũ lãnh đạo và quản lý',
];

function province(): TaskReport {
  const rows = unitTasks('Ban Thường vụ Tỉnh ủy', 3, BATCH_1).map((row, index) => ({
    ...row,
    task: PROVINCE_FIELDS[index] ?? '',
  }));
  return { unit: HAI_DUONG_ROOT.id, period: '2022-tinh', rows };
}

export const TASK_REPORTS: readonly TaskReport[] = [...batchOne(), ...tuKy(), province()];
