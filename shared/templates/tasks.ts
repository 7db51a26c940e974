/** The built-in form "công việc đột phá, nhiệm vụ": rows an office adds, owned by a unit or by a title in a unit. */
import type { TemplateInput } from '../template.ts';
import { FIVE_CLEAR_EFFECT } from './clarity.ts';
import { OPENED_RULES, openedSection } from './tasks-opened.ts';
import { TASK_RULES } from './tasks-rules.ts';

const OWNER = { vi: 'Chủ thể', en: 'Owner' };
const TASK = { vi: 'Công việc', en: 'Task' };
const CLEAR = { vi: 'Phân công', en: 'Assigned to' };
const TIMES = { vi: 'Thời gian', en: 'Time' };
const APPROVAL = { vi: 'Thẩm định, phê duyệt', en: 'Appraisal, approval' };
const OUTCOME = { vi: 'Tiến độ, kết quả', en: 'Progress, outcome' };

type ColumnInput = TemplateInput['sections'][number]['columns'][number];

const PROGRESS: ColumnInput = {
  id: 'progress',
  width: 120,
  label: { vi: 'Tiến độ', en: 'Progress' },
  type: 'option',
  required: true,
  group: OUTCOME,
  options: [
    { id: 'notStarted', label: { vi: 'Chưa thực hiện', en: 'Not started' }, aliases: ['chưa'] },
    {
      id: 'inProgress',
      label: { vi: 'Đang thực hiện', en: 'In progress' },
      aliases: ['đang', 'đang làm'],
    },
    { id: 'awaiting', label: { vi: 'Chờ xác nhận', en: 'Awaiting confirmation' } },
    { id: 'done', label: { vi: 'Hoàn thành', en: 'Done' }, aliases: ['đã hoàn thành', 'xong'] },
    { id: 'paused', label: { vi: 'Tạm dừng', en: 'Paused' }, aliases: ['tạm hoãn'] },
  ],
};

const EXCEEDED: ColumnInput = {
  id: 'exceeded',
  width: 90,
  label: { vi: 'Vượt mức yêu cầu', en: 'Above requirement' },
  type: 'option',
  group: OUTCOME,
  options: [
    { id: 'yes', label: { vi: 'Có', en: 'Yes' } },
    { id: 'no', label: { vi: 'Không', en: 'No' } },
  ],
};

const BY_DATES = {
  kind: 'timeliness',
  deadline: 'deadline',
  completed: 'completed',
  progress: 'progress',
  doneOption: 'done',
} as const;

const TIMELINESS: ColumnInput = {
  id: 'timeliness',
  width: 130,
  label: { vi: 'Tình trạng hạn', en: 'Timeliness' },
  type: 'option',
  source: 'derived',
  derive: BY_DATES,
  options: [
    { id: 'onTime', label: { vi: 'Trong hạn', en: 'In time' } },
    { id: 'dueSoon', label: { vi: 'Sắp đến hạn', en: 'Due soon' } },
    { id: 'overdue', label: { vi: 'Quá hạn', en: 'Overdue' } },
    { id: 'doneOnTime', label: { vi: 'Hoàn thành đúng hạn', en: 'Done in time' } },
    { id: 'doneLate', label: { vi: 'Hoàn thành quá hạn', en: 'Done late' } },
    { id: 'noDeadline', label: { vi: 'Không có hạn', en: 'No due date' } },
  ],
};

const TITLE_ONLY = {
  vi: 'Ghi chức danh, không ghi tên người.',
  en: 'Write the title, not the name of the person.',
};

export const tasks: TemplateInput = {
  id: 'tasks',
  version: 1,
  formVersion: 'Sổ Tỉnh 2022: công việc đột phá, nhiệm vụ theo đợt',
  legalBasis: [
    { text: 'Kết luận 01-KL/TW ngày 18/5/2021 về tiếp tục thực hiện Chỉ thị 05-CT/TW' },
    { text: 'Kế hoạch 30-KH/TU ngày 05/8/2021 của Ban Thường vụ Tỉnh ủy Hải Dương (bài báo năm 2022)' },
  ],
  descriptors: {
    name: { vi: 'Công việc đột phá, nhiệm vụ', en: 'Breakthrough work and tasks' },
    content: {
      vi: 'Công việc do đơn vị hoặc người đứng đầu đăng ký, được thẩm định, phê duyệt theo đợt; tiến độ và kết quả',
      en: 'Work registered by offices and leaders, appraised and approved in batches; its progress and outcome',
    },
    reporters: { vi: 'Đơn vị có công việc được phê duyệt', en: 'Offices with approved work' },
    receivers: {
      vi: 'Cơ quan phê duyệt và ban tổ chức cấp ủy',
      en: 'The approving body and the organisation board',
    },
    method: { vi: 'Gửi từ bảng tính', en: 'Sent from the spreadsheet' },
    deadline: {
      vi: 'Theo hạn của từng cấp ghi trong kỳ báo cáo',
      en: 'The due date of each level as stated in the reporting period',
    },
    frequency: { vi: 'Theo đợt và hằng quý', en: 'Per batch and quarterly' },
    dataWindow: {
      vi: 'Tình trạng đến ngày cuối lấy số liệu của kỳ báo cáo',
      en: 'As it stands on the last day of data of the reporting period',
    },
    outline: { vi: 'Không có đề cương riêng', en: 'No outline of its own' },
    figuresForm: { vi: 'Biểu công việc này', en: 'This table of tasks' },
  },
  counts: 'submitted',
  sections: [
    {
      id: 'tasks',
      label: { vi: 'Công việc', en: 'Tasks' },
      kind: 'list',
      rowsFrom: 'office',
      countBy: ['workflow', 'progress', 'deadline', 'completed', 'ownerKind'],
      spareRows: 20,
      maxRows: 10000,
      expectsRows: true,
      work: {
        title: 'ownerTitle',
        office: 'ownerUnit',
        evidence: 'evidence',
        exceeded: { column: 'exceeded', option: 'yes' },
        same: ['task', 'ownerUnit', 'ownerTitle', 'batch'],
      },
      columns: [
        { id: 'code', label: { vi: 'Mã', en: 'Code' }, type: 'text', maxLength: 40, width: 70 },
        {
          id: 'ownerKind',
          width: 100,
          label: { vi: 'Tập thể hay cá nhân', en: 'Office or leader' },
          type: 'option',
          required: true,
          group: OWNER,
          options: [
            { id: 'unit', label: { vi: 'Tập thể', en: 'Office' }, aliases: ['đơn vị', 'tổ chức'] },
            { id: 'person', label: { vi: 'Cá nhân', en: 'Leader' }, aliases: ['người đứng đầu', 'lãnh đạo'] },
          ],
        },
        {
          id: 'ownerUnit',
          label: { vi: 'Đơn vị', en: 'Office' },
          type: 'text',
          required: true,
          group: OWNER,
          maxLength: 200,
          width: 180,
        },
        {
          id: 'ownerTitle',
          label: { vi: 'Chức danh', en: 'Title' },
          type: 'person',
          group: OWNER,
          maxLength: 200,
          width: 150,
          help: TITLE_ONLY,
        },
        {
          id: 'batch',
          label: { vi: 'Đợt', en: 'Batch' },
          type: 'text',
          required: true,
          maxLength: 60,
          width: 90,
        },
        {
          id: 'task',
          label: { vi: 'Công việc', en: 'Task' },
          type: 'text',
          required: true,
          group: TASK,
          maxLength: 2000,
          width: 320,
        },
        {
          id: 'group',
          width: 130,
          label: { vi: 'Nhóm', en: 'Group' },
          type: 'option',
          required: true,
          group: TASK,
          options: [
            { id: 'remedy', label: { vi: 'Khắc phục hạn chế', en: 'Remedy of a weakness' } },
            {
              id: 'breakthrough',
              label: { vi: 'Đột phá mới', en: 'New breakthrough' },
              aliases: ['đột phá'],
            },
          ],
        },
        { id: 'basis', label: { vi: 'Căn cứ', en: 'Basis' }, type: 'text', group: TASK, maxLength: 500 },
        {
          id: 'result',
          label: { vi: 'Kết quả, sản phẩm', en: 'Result, product' },
          type: 'text',
          required: true,
          group: TASK,
          maxLength: 1000,
          width: 240,
        },
        {
          id: 'lead',
          label: { vi: 'Chủ trì', en: 'Lead' },
          type: 'person',
          group: CLEAR,
          maxLength: 200,
          help: TITLE_ONLY,
        },
        { id: 'partners', label: { vi: 'Phối hợp', en: 'With' }, type: 'text', group: CLEAR, maxLength: 500 },
        {
          id: 'responsible',
          label: { vi: 'Lãnh đạo phụ trách', en: 'Responsible leader' },
          type: 'person',
          required: true,
          group: CLEAR,
          maxLength: 200,
          help: TITLE_ONLY,
        },
        {
          id: 'authority',
          label: { vi: 'Thẩm quyền', en: 'Authority' },
          type: 'text',
          group: CLEAR,
          maxLength: 300,
        },
        { id: 'start', label: { vi: 'Bắt đầu', en: 'Start' }, type: 'date', group: TIMES },
        {
          id: 'deadline',
          label: { vi: 'Hạn (ngày)', en: 'Due (date)' },
          type: 'date',
          group: TIMES,
          inWords: 'deadlineWords',
        },
        {
          id: 'deadlineWords',
          label: { vi: 'Hạn (bằng chữ)', en: 'Due (in words)' },
          type: 'text',
          group: TIMES,
          maxLength: 200,
          help: {
            vi: 'Ghi đúng chữ trong văn bản, ví dụ “trong tháng 4 năm 2026”. Có ngày thì ghi thêm ở cột Hạn (ngày).',
            en: 'As the document says. If it gives a date, write it in the column of dates as well.',
          },
        },
        {
          id: 'workflow',
          width: 110,
          label: { vi: 'Bước phê duyệt', en: 'Workflow' },
          type: 'option',
          required: true,
          group: APPROVAL,
          options: [
            { id: 'registered', label: { vi: 'Đăng ký', en: 'Registered' }, aliases: ['đã đăng ký'] },
            { id: 'appraised', label: { vi: 'Thẩm định', en: 'Appraised' }, aliases: ['đã thẩm định'] },
            { id: 'returned', label: { vi: 'Trả lại', en: 'Returned' }, aliases: ['từ chối'] },
            {
              id: 'approved',
              label: { vi: 'Phê duyệt', en: 'Approved' },
              aliases: ['đã phê duyệt', 'đã duyệt'],
            },
            { id: 'cancelled', label: { vi: 'Hủy', en: 'Cancelled' }, aliases: ['đã hủy'] },
          ],
        },
        {
          id: 'reviewOpinion',
          label: { vi: 'Ý kiến thẩm định', en: 'Appraisal' },
          type: 'text',
          group: APPROVAL,
          maxLength: 1000,
        },
        {
          id: 'reviewDate',
          label: { vi: 'Ngày thẩm định', en: 'Appraised on' },
          type: 'date',
          group: APPROVAL,
        },
        {
          id: 'decisionLevel',
          width: 130,
          label: { vi: 'Cấp phê duyệt', en: 'Approved by' },
          type: 'option',
          group: APPROVAL,
          options: [
            { id: 'TINH', label: { vi: 'Cấp tỉnh', en: 'Province' } },
            {
              id: 'TREN_CS',
              label: { vi: 'Cấp trên trực tiếp cơ sở', en: 'Directly above grassroots' },
              aliases: ['cấp huyện'],
            },
            { id: 'CS', label: { vi: 'Cấp cơ sở', en: 'Grassroots' } },
          ],
        },
        {
          id: 'decisionNumber',
          label: { vi: 'Số quyết định', en: 'Decision no.' },
          type: 'text',
          group: APPROVAL,
          maxLength: 60,
        },
        {
          id: 'decisionDate',
          label: { vi: 'Ngày quyết định', en: 'Decision date' },
          type: 'date',
          group: APPROVAL,
        },
        PROGRESS,
        {
          id: 'progressPercent',
          label: { vi: 'Tiến độ (%)', en: 'Progress (%)' },
          type: 'percent',
          group: OUTCOME,
          min: '0',
          max: '100',
          decimals: 1,
          overUnits: { kind: 'none' },
        },
        { id: 'completed', label: { vi: 'Ngày hoàn thành', en: 'Done on' }, type: 'date', group: OUTCOME },
        {
          id: 'evidence',
          label: { vi: 'Minh chứng', en: 'Evidence' },
          type: 'evidence',
          group: OUTCOME,
          maxLength: 1000,
        },
        EXCEEDED,
        {
          id: 'difficulty',
          label: { vi: 'Khó khăn', en: 'Difficulty' },
          type: 'text',
          group: OUTCOME,
          maxLength: 1000,
        },
        {
          id: 'conclusion',
          label: { vi: 'Kết luận', en: 'Conclusion' },
          type: 'text',
          group: OUTCOME,
          maxLength: 1000,
        },
        {
          id: 'alsoEntered',
          label: { vi: 'Đã nhập ở hệ thống khác', en: 'Also entered elsewhere' },
          type: 'text',
          maxLength: 200,
          help: {
            vi: 'Ghi tên hệ thống và ngày nhập, ví dụ hệ thống theo dõi Nghị quyết 57.',
            en: 'The name of the system and the date, e.g. the system that follows Resolution 57.',
          },
        },
        {
          ...TIMELINESS,
          derive: { ...BY_DATES, leaveOut: [{ column: 'workflow', option: 'cancelled' }] },
        },
      ],
    },
    openedSection({ progress: PROGRESS, exceeded: EXCEEDED, timeliness: TIMELINESS }),
  ],
  rules: [...TASK_RULES, ...OPENED_RULES],
  clarity: FIVE_CLEAR_EFFECT,
};
