/** Rows of the tasks form as offices write them: every column filled where its rules allow, 5 tasks a leader, no two alike. */
import type { Cells, ReportContent } from '../../shared/report.ts';

const WORK = [
  'Xây dựng vùng sản xuất nông nghiệp công nghệ cao tập trung',
  'Giải phóng mặt bằng cụm công nghiệp, bàn giao cho nhà đầu tư',
  'Số hóa hồ sơ một cửa và ký số toàn bộ văn bản đi',
  'Rà soát, bổ sung quy hoạch cán bộ lãnh đạo, quản lý',
  'Đối thoại với nông dân về chuyển đổi cơ cấu cây trồng',
  'Chấn chỉnh kỷ luật, kỷ cương hành chính ở bộ phận tiếp dân',
  'Hoàn thành cấp giấy chứng nhận quyền sử dụng đất lần đầu',
];
const PLACES = [
  'Tứ Kỳ',
  'Kim Thành',
  'Thanh Miện',
  'Gia Lộc',
  'Bình Giang',
  'Nam Sách',
  'Cẩm Giàng',
  'Ninh Giang',
];
const TITLES = [
  'Bí thư',
  'Phó Bí thư',
  'Chủ tịch UBND',
  'Trưởng ban Tổ chức',
  'Trưởng phòng Nội vụ',
  'Chánh Văn phòng',
];

const pick = (list: readonly string[], n: number): string => list[n % list.length] ?? '';
const two = (n: number): string => String(n).padStart(2, '0');

export const rowKey = (n: number): string => `r${String(n).padStart(5, '0')}`;

/** What differs between a task that is done, one under way, one paused and one returned. */
function outcome(n: number): Cells {
  switch (n % 4) {
    case 0:
      return {
        progress: 'done',
        progressPercent: '100',
        completed: `2022-05-${two(1 + (n % 28))}`,
        exceeded: 'yes',
      };
    case 1:
      return { progress: 'inProgress', progressPercent: String((n % 98) + 1.5), exceeded: 'no' };
    case 2:
      return { progress: 'paused', progressPercent: '12.5', exceeded: 'no' };
    default:
      return { progress: 'awaiting', progressPercent: '95', exceeded: 'no' };
  }
}

function task(n: number): Cells {
  const leader = Math.floor(n / 5);
  const place = pick(PLACES, leader);
  const office = `Xã số ${Math.floor(leader / TITLES.length)}, huyện ${place}`;
  return {
    code: `CV-${n}`,
    ownerKind: 'person',
    ownerUnit: `Đảng ủy ${office}`,
    ownerTitle: `${pick(TITLES, leader)} ${office}`,
    batch: `Đợt ${1 + (n % 2)}`,
    task: `${pick(WORK, n)}, ${office}, việc thứ ${n}`,
    group: n % 2 === 0 ? 'breakthrough' : 'remedy',
    basis: 'Kế hoạch 30-KH/TU ngày 05/8/2021 của Ban Thường vụ Tỉnh ủy',
    result: 'Nghị quyết chuyên đề được ban hành; ít nhất 3 mô hình đi vào hoạt động trước hạn',
    lead: pick(TITLES, n + 1),
    partners: 'Phòng Nông nghiệp, Hội Nông dân, Đoàn Thanh niên',
    responsible: pick(TITLES, n + 2),
    authority: 'Ban Thường vụ Huyện ủy phê duyệt',
    start: `2022-01-${two(10 + (n % 18))}`,
    deadline: `2022-06-${two(1 + (n % 30))}`,
    deadlineWords: 'trong tháng 6 năm 2022',
    workflow: 'approved',
    reviewOpinion: 'Đồng ý; cần nêu rõ sản phẩm và người chịu trách nhiệm chính',
    reviewDate: '2022-01-03',
    decisionLevel: pick(['TINH', 'TREN_CS', 'CS'], n),
    decisionNumber: `${100 + (n % 60)}-QĐ/TU`,
    decisionDate: '2022-01-05',
    evidence: `Báo cáo ${n}-BC/HU ngày 20/5/2022`,
    difficulty: 'Giá vật tư tăng; một số hộ chưa đồng thuận phương án bồi thường',
    conclusion: 'Tiếp tục theo dõi, báo cáo vào ngày 15 hằng tháng',
    alsoEntered: 'Hệ thống theo dõi Nghị quyết 57, ngày 12/5/2022',
    ...outcome(n),
  };
}

/** A valid report of `rows` tasks, as of TODAY. */
export const manyTasks = (rows: number): ReportContent => ({
  tasks: Object.fromEntries(Array.from({ length: rows }, (_, n) => [rowKey(n), task(n)])),
});

export const TODAY = '2022-05-31';
