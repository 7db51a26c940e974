/** Tasks samples: a leader with the greatest number of tasks, an office with some, and one breach of every rule. */
import type { Cells, ReportContent } from '../../../shared/report.ts';
import type { AssignedRow } from '../../../shared/template.ts';
import { builtIn } from '../../../shared/templates/index.ts';
import { type Breaking, type BreakingSample, breakingSample, type Sample } from './sample.ts';

const OWNED_BY_LEADER: Cells = {
  ownerKind: 'person',
  ownerUnit: 'Huyện ủy Tứ Kỳ',
  ownerTitle: 'Bí thư Huyện ủy',
  batch: 'Đợt 1',
  group: 'breakthrough',
  result: 'Nghị quyết chuyên đề được ban hành',
  responsible: 'Bí thư Huyện ủy',
  start: '2022-01-10',
  deadline: '2022-06-30',
  workflow: 'approved',
  decisionLevel: 'TINH',
  decisionNumber: '123-QĐ/TU',
  decisionDate: '2022-01-05',
  progress: 'inProgress',
  progressPercent: '40',
};

const CONTENT: ReportContent = {
  tasks: {
    r0001: { ...OWNED_BY_LEADER, task: 'Xây dựng vùng sản xuất nông nghiệp công nghệ cao', code: 'TK-01' },
    r0002: {
      ...OWNED_BY_LEADER,
      task: 'Giải phóng mặt bằng cụm công nghiệp',
      group: 'remedy',
      progress: 'done',
      progressPercent: '100',
      completed: '2022-03-18',
      evidence: 'Báo cáo 45-BC/HU ngày 18/3/2022',
      exceeded: 'yes',
    },
    r0003: { ...OWNED_BY_LEADER, task: 'Ký số toàn bộ văn bản đi', reviewDate: '2022-01-03' },
    r0004: {
      ...OWNED_BY_LEADER,
      task: 'Rà soát quy chế làm việc',
      progress: 'notStarted',
      progressPercent: '0',
    },
    r0005: {
      ...OWNED_BY_LEADER,
      task: 'Đối thoại với nông dân',
      progress: 'paused',
      difficulty: 'Chưa bố trí được kinh phí',
    },
    r0006: {
      ownerKind: 'unit',
      ownerUnit: 'UBND huyện Tứ Kỳ',
      batch: 'Đợt 1',
      task: 'Số hóa hồ sơ một cửa',
      group: 'remedy',
      result: 'Toàn bộ hồ sơ được số hóa',
      lead: 'Chánh Văn phòng',
      responsible: 'Chủ tịch UBND huyện',
      deadlineWords: 'trong tháng 4 năm 2026',
      workflow: 'returned',
      reviewOpinion: 'Cần nêu số hồ sơ',
      reviewDate: '2022-01-04',
      progress: 'notStarted',
    },
  },
  opened: {
    'opened.1': {
      progress: 'done',
      completed: '2022-03-28',
      result: 'Đã ký số 100%',
      evidence: 'Báo cáo 60-BC/HU',
    },
  },
};

/** A task a reviewer opened from a target that was missed, mended in time. */
const OPENED: AssignedRow = {
  key: 'opened.1',
  label: { vi: 'Tỷ lệ văn bản ký số', en: 'Tỷ lệ văn bản ký số' },
  values: {
    source: 'Năm 2021: thực hiện 92, kế hoạch 100%',
    task: 'Ký số toàn bộ văn bản đi của các phòng',
    lead: 'Chánh Văn phòng',
    deadline: '2022-04-30',
  },
};

export function tasksSample(): Sample {
  const template = builtIn('tasks');
  if (template === undefined) throw new Error('the tasks form is not built in');
  const facts = { today: '2022-05-18', periodKind: 'other' as const };
  return { template, assigned: [OPENED], content: structuredClone(CONTENT), facts };
}

const BREAKING: readonly Breaking[] = [
  {
    rule: 'CV1.SOVIEC',
    at: ['tasks', 'r0007', 'ownerTitle'],
    changes: Object.entries({ ...OWNED_BY_LEADER, task: 'Việc thứ sáu của một người' }).map(
      ([column, value]) => ['tasks', 'r0007', column, value] as const,
    ),
  },
  {
    rule: 'CV2.TRUNG',
    at: ['tasks', 'r0003', 'task'],
    changes: [['tasks', 'r0003', 'task', 'GIẢI PHÓNG mặt bằng cụm công nghiệp']],
  },
  {
    rule: 'CV3.CHUCDANH',
    at: ['tasks', 'r0001', 'ownerTitle'],
    changes: [['tasks', 'r0001', 'ownerTitle', null]],
  },
  { rule: 'CV3.CHUTRI', at: ['tasks', 'r0006', 'lead'], changes: [['tasks', 'r0006', 'lead', null]] },
  {
    rule: 'CV4.HAN',
    at: ['tasks', 'r0006', 'deadline'],
    changes: [['tasks', 'r0006', 'deadlineWords', null]],
  },
  {
    rule: 'CV5.NGAYXONG',
    at: ['tasks', 'r0002', 'completed'],
    changes: [['tasks', 'r0002', 'completed', null]],
  },
  {
    rule: 'CV5.MINHCHUNG',
    at: ['tasks', 'r0002', 'evidence'],
    changes: [
      ['tasks', 'r0002', 'evidence', null],
      ['tasks', 'r0002', 'exceeded', 'no'],
    ],
  },
  {
    rule: 'CV6.SOQD',
    at: ['tasks', 'r0001', 'decisionNumber'],
    changes: [['tasks', 'r0001', 'decisionNumber', null]],
  },
  {
    rule: 'CV6.NGAYQD',
    at: ['tasks', 'r0001', 'decisionDate'],
    changes: [['tasks', 'r0001', 'decisionDate', null]],
  },
  {
    rule: 'CV6.TRALAI',
    at: ['tasks', 'r0006', 'reviewOpinion'],
    changes: [['tasks', 'r0006', 'reviewOpinion', null]],
  },
  {
    rule: 'CV7.TAMDUNG',
    at: ['tasks', 'r0005', 'difficulty'],
    changes: [['tasks', 'r0005', 'difficulty', null]],
  },
  {
    rule: 'CV7.VUOTMUC',
    at: ['tasks', 'r0001', 'evidence'],
    changes: [['tasks', 'r0001', 'exceeded', 'yes']],
  },
  {
    rule: 'CV8.BATDAU',
    at: ['tasks', 'r0001', 'deadline'],
    changes: [['tasks', 'r0001', 'start', '2022-07-01']],
  },
  {
    rule: 'CV8.XONG',
    at: ['tasks', 'r0002', 'completed'],
    changes: [['tasks', 'r0002', 'completed', '2022-01-09']],
  },
  {
    rule: 'CV8.QDHAN',
    at: ['tasks', 'r0001', 'deadline'],
    changes: [['tasks', 'r0001', 'decisionDate', '2022-07-01']],
  },
  {
    rule: 'CV8.THAMDINH',
    at: ['tasks', 'r0003', 'decisionDate'],
    changes: [['tasks', 'r0003', 'reviewDate', '2022-01-06']],
  },
  {
    rule: 'CV9.XONG',
    at: ['tasks', 'r0002', 'progressPercent'],
    changes: [['tasks', 'r0002', 'progressPercent', '30']],
  },
  {
    rule: 'CV9.CHUA',
    at: ['tasks', 'r0004', 'progressPercent'],
    changes: [['tasks', 'r0004', 'progressPercent', '100']],
  },
  {
    rule: 'CV9.DANG',
    at: ['tasks', 'r0001', 'progressPercent'],
    changes: [['tasks', 'r0001', 'progressPercent', '100']],
  },
  {
    rule: 'CV9.CHUANGAY',
    at: ['tasks', 'r0004', 'completed'],
    changes: [['tasks', 'r0004', 'completed', '2022-03-18']],
  },
  {
    rule: 'CV9.DANGNGAY',
    at: ['tasks', 'r0001', 'completed'],
    changes: [['tasks', 'r0001', 'completed', '2022-03-18']],
  },
  {
    rule: 'CV9.DUNGNGAY',
    at: ['tasks', 'r0005', 'completed'],
    changes: [['tasks', 'r0005', 'completed', '2022-03-18']],
  },
  {
    rule: 'CV9.CHUAMC',
    at: ['tasks', 'r0004', 'evidence'],
    changes: [['tasks', 'r0004', 'evidence', 'Báo cáo 12-BC/HU']],
  },
  {
    rule: 'CV9.CHUADEN',
    at: ['tasks', 'r0002', 'completed'],
    changes: [['tasks', 'r0002', 'completed', '2023-03-01']],
  },
  {
    rule: 'VG1.MINHCHUNG',
    at: ['opened', 'opened.1', 'evidence'],
    changes: [['opened', 'opened.1', 'evidence', null]],
  },
  {
    rule: 'VG2.NGAYXONG',
    at: ['opened', 'opened.1', 'completed'],
    changes: [['opened', 'opened.1', 'completed', null]],
  },
  {
    rule: 'VG3.VUOTMUC',
    at: ['opened', 'opened.1', 'evidence'],
    changes: [
      ['opened', 'opened.1', 'exceeded', 'yes'],
      ['opened', 'opened.1', 'progress', 'awaiting'],
      ['opened', 'opened.1', 'evidence', null],
    ],
  },
  {
    rule: 'VG4.CHUANGAY',
    at: ['opened', 'opened.1', 'completed'],
    changes: [['opened', 'opened.1', 'progress', 'notStarted']],
  },
  {
    rule: 'VG5.CHUADEN',
    at: ['opened', 'opened.1', 'completed'],
    changes: [['opened', 'opened.1', 'completed', '2022-05-30']],
  },
];

export function breakingTasks(): BreakingSample[] {
  const valid = tasksSample();
  return BREAKING.map((breaking) => breakingSample(valid, breaking));
}
