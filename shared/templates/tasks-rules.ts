/** Rules of the tasks form; data only. */
import type { Condition, Rule } from '../rule.ts';
import type { Grounds } from './rule-makers.ts';

const IS_DONE: Condition = { kind: 'is', column: 'progress', option: 'done' };
const IS_UNDER_WAY: Condition = { kind: 'is', column: 'progress', option: 'inProgress' };
const IS_PAUSED: Condition = { kind: 'is', column: 'progress', option: 'paused' };
const IS_NOT_STARTED: Condition = { kind: 'is', column: 'progress', option: 'notStarted' };
const IS_APPROVED: Condition = { kind: 'is', column: 'workflow', option: 'approved' };

const needs = (
  id: string,
  severity: Rule['severity'],
  column: string,
  when: Condition,
  grounds: Grounds,
): Rule => ({
  kind: 'requiredWhen',
  id,
  severity,
  section: 'tasks',
  column,
  when,
  ...grounds,
});

const inOrder = (
  id: string,
  severity: Rule['severity'],
  before: string,
  after: string,
  grounds: Grounds,
): Rule => ({
  kind: 'dateOrder',
  id,
  severity,
  section: 'tasks',
  before,
  after,
  allowEqual: true,
  ...grounds,
});

const blank = (
  id: string,
  severity: Rule['severity'],
  column: string,
  when: Condition,
  grounds: Grounds,
): Rule => ({ kind: 'blankWhen', id, severity, section: 'tasks', column, when, ...grounds });

const share = (
  id: string,
  severity: Rule['severity'],
  bound: { min: string } | { max: string },
  when: Condition,
  grounds: Grounds,
): Rule => ({
  kind: 'boundWhen',
  id,
  severity,
  section: 'tasks',
  column: 'progressPercent',
  when,
  ...bound,
  ...grounds,
});

const SCHEME = 'Cách làm của Hải Dương: bài báo năm 2022 và bài báo ngày 18/05/2022';
const STATES =
  'Các trạng thái chưa, đang thực hiện, chờ xác nhận, hoàn thành, tạm dừng của hệ thống theo dõi nhiệm vụ; suy luận';
const CLEAR = '“5 rõ”: bài báo năm 2022 và bài báo ngày 05/06/2020';

export const TASK_RULES: Rule[] = [
  {
    kind: 'countPerGroup',
    id: 'CV1.SOVIEC',
    severity: 'error',
    section: 'tasks',
    groupBy: ['ownerUnit', 'ownerTitle'],
    where: { kind: 'is', column: 'ownerKind', option: 'person' },
    leaveOut: [{ column: 'workflow', option: 'cancelled' }],
    min: 1,
    max: 5,
    across: 'year',
    why: {
      vi: 'Mỗi người đứng đầu đăng ký từ 1 đến 5 công việc, tính chung các đợt trong năm, không tính việc đã hủy.',
      en: 'Each leader registers 1 to 5 tasks over all batches of the year, cancelled ones aside.',
    },
    basis: SCHEME,
  },
  {
    kind: 'unique',
    id: 'CV2.TRUNG',
    severity: 'error',
    section: 'tasks',
    columns: ['task', 'ownerUnit', 'ownerTitle'],
    why: {
      vi: 'Một công việc của cùng một chủ thể chỉ ghi một lần.',
      en: 'A task of one owner is written once.',
    },
    basis: 'Tổng số công việc bằng số dòng; suy luận',
  },
  needs(
    'CV3.CHUCDANH',
    'error',
    'ownerTitle',
    { kind: 'is', column: 'ownerKind', option: 'person' },
    {
      why: {
        vi: 'Công việc của cá nhân cần ghi chức danh; chức danh dùng để đếm số việc của mỗi người.',
        en: 'A leader’s task needs the title; tasks per leader are counted by it.',
      },
      basis: SCHEME,
    },
  ),
  needs(
    'CV3.CHUTRI',
    'error',
    'lead',
    { kind: 'is', column: 'ownerKind', option: 'unit' },
    {
      why: {
        vi: 'Công việc của tập thể cần ghi rõ chức danh người chủ trì (rõ người).',
        en: 'An office’s task needs the title of whoever leads it.',
      },
      basis: CLEAR,
    },
  ),
  needs(
    'CV4.HAN',
    'error',
    'deadline',
    { kind: 'blank', column: 'deadlineWords' },
    {
      why: {
        vi: 'Công việc cần có hạn: ghi ngày ở cột Hạn (ngày), hoặc ghi đúng chữ trong văn bản nếu không có ngày.',
        en: 'A task needs a due date: a date, or the words of the document where it gives none.',
      },
      basis: CLEAR,
    },
  ),
  needs('CV5.NGAYXONG', 'error', 'completed', IS_DONE, {
    why: {
      vi: 'Công việc đã hoàn thành cần ngày hoàn thành để tính đúng hạn hay quá hạn.',
      en: 'A task that is done needs its date, to tell in time from late.',
    },
    basis: 'Báo cáo 1270/BC-TCTTTg ngày 27/12/2017 chia hoàn thành đúng hạn và quá hạn',
    document: 'Báo cáo 1270/BC-TCTTTg ngày 27/12/2017',
  }),
  needs('CV5.MINHCHUNG', 'error', 'evidence', IS_DONE, {
    why: {
      vi: 'Công việc đã hoàn thành cần minh chứng: số văn bản, đường dẫn hoặc tên sản phẩm.',
      en: 'A task that is done needs evidence: a document number, a link or the name of the product.',
    },
    basis: 'Rõ hiệu quả, rõ kết quả trong “5 rõ”: bài báo năm 2022 và bài báo ngày 05/06/2020; suy luận',
  }),
  needs('CV6.SOQD', 'error', 'decisionNumber', IS_APPROVED, {
    why: {
      vi: 'Công việc đã phê duyệt cần số quyết định phê duyệt của đợt.',
      en: 'An approved task needs the number of the decision of its batch.',
    },
    basis: SCHEME,
  }),
  needs('CV6.NGAYQD', 'error', 'decisionDate', IS_APPROVED, {
    why: {
      vi: 'Công việc đã phê duyệt cần ngày quyết định phê duyệt của đợt.',
      en: 'An approved task needs the date of the decision of its batch.',
    },
    basis: SCHEME,
  }),
  needs(
    'CV6.TRALAI',
    'error',
    'reviewOpinion',
    { kind: 'is', column: 'workflow', option: 'returned' },
    {
      why: {
        vi: 'Công việc bị trả lại cần ý kiến thẩm định để đơn vị biết phải sửa gì.',
        en: 'A returned task needs the opinion, so that the office knows what to mend.',
      },
      basis: `${SCHEME}; suy luận`,
    },
  ),
  needs('CV7.TAMDUNG', 'warning', 'difficulty', IS_PAUSED, {
    why: {
      vi: 'Công việc tạm dừng nên ghi khó khăn để cấp trên tháo gỡ.',
      en: 'A paused task should name the difficulty, so that it can be resolved.',
    },
    basis: 'Suy luận',
  }),
  needs(
    'CV7.VUOTMUC',
    'error',
    'evidence',
    { kind: 'is', column: 'exceeded', option: 'yes' },
    {
      why: {
        vi: 'Ghi vượt mức yêu cầu thì cần minh chứng.',
        en: 'Above requirement needs evidence.',
      },
      basis: 'Quy định 366-QĐ/TW ngày 30/8/2025 xét riêng nhiệm vụ vượt mức; suy luận',
    },
  ),
  inOrder('CV8.BATDAU', 'error', 'start', 'deadline', {
    why: { vi: 'Ngày bắt đầu không sau hạn.', en: 'The start is not after the due date.' },
    basis: 'Thứ tự thời gian của một công việc',
  }),
  inOrder('CV8.XONG', 'error', 'start', 'completed', {
    why: { vi: 'Ngày hoàn thành không trước ngày bắt đầu.', en: 'A task is not done before it starts.' },
    basis: 'Thứ tự thời gian của một công việc',
  }),
  inOrder('CV8.QDHAN', 'error', 'decisionDate', 'deadline', {
    why: {
      vi: 'Hạn không trước ngày quyết định phê duyệt.',
      en: 'The due date is not before the decision that approved the task.',
    },
    basis: 'Thứ tự thời gian của một công việc; suy luận',
  }),
  inOrder('CV8.THAMDINH', 'warning', 'reviewDate', 'decisionDate', {
    why: {
      vi: 'Thẩm định thường trước khi phê duyệt. Nếu khác, hãy nêu lý do.',
      en: 'Appraisal usually comes before approval. If not, say why.',
    },
    basis: 'Tứ Kỳ giao việc sau thẩm định: bài báo ngày 18/05/2022; suy luận',
  }),
  share('CV9.XONG', 'error', { min: '100' }, IS_DONE, {
    why: {
      vi: 'Hoàn thành nghĩa là xong toàn bộ công việc. Còn việc phải làm thì chọn “Đang thực hiện”, chờ cấp trên xác nhận thì chọn “Chờ xác nhận”.',
      en: 'Done means the whole task. With work left choose “In progress”, waiting for approval “Awaiting confirmation”.',
    },
    basis: STATES,
  }),
  share('CV9.CHUA', 'error', { max: '0' }, IS_NOT_STARTED, {
    why: {
      vi: 'Việc chưa thực hiện chưa có phần trăm nào. Đã bắt tay vào làm thì chọn “Đang thực hiện”.',
      en: 'A task not started has no percentage yet. Once begun, choose “In progress”.',
    },
    basis: STATES,
  }),
  share('CV9.DANG', 'warning', { max: '99.9' }, IS_UNDER_WAY, {
    why: {
      vi: 'Việc đã đủ 100% thường là “Hoàn thành” hoặc “Chờ xác nhận”. Nếu vẫn đang thực hiện, hãy nêu lý do.',
      en: 'A task at 100 % is usually done or awaiting confirmation. If it is still under way, say why.',
    },
    basis: STATES,
  }),
  blank('CV9.CHUANGAY', 'error', 'completed', IS_NOT_STARTED, {
    why: {
      vi: 'Việc chưa thực hiện thì chưa có ngày hoàn thành; ngày phải xong ghi ở cột Hạn (ngày).',
      en: 'A task not started has no day of completion; the day it is due stands in its own column.',
    },
    basis: STATES,
  }),
  blank('CV9.DANGNGAY', 'warning', 'completed', IS_UNDER_WAY, {
    why: {
      vi: 'Việc đang thực hiện thường chưa có ngày hoàn thành; ngày phải xong ghi ở cột Hạn (ngày). Nếu có, hãy nêu lý do.',
      en: 'A task under way usually has no day of completion; the day it is due stands in its own column. If it has, say why.',
    },
    basis: STATES,
  }),
  blank('CV9.DUNGNGAY', 'warning', 'completed', IS_PAUSED, {
    why: {
      vi: 'Việc tạm dừng thường chưa có ngày hoàn thành. Nếu có, hãy nêu lý do.',
      en: 'A paused task usually has no day of completion. If it has, say why.',
    },
    basis: STATES,
  }),
  blank('CV9.CHUAMC', 'warning', 'evidence', IS_NOT_STARTED, {
    why: {
      vi: 'Việc chưa thực hiện thường chưa có minh chứng. Nếu đã có, hãy xem lại tiến độ hoặc nêu lý do.',
      en: 'A task not started usually has no evidence. If it has, look at its progress again or say why.',
    },
    basis: STATES,
  }),
  {
    kind: 'notInFuture',
    id: 'CV9.CHUADEN',
    severity: 'error',
    section: 'tasks',
    columns: ['completed', 'reviewDate', 'decisionDate'],
    why: {
      vi: 'Ngày hoàn thành, thẩm định, quyết định là ngày của việc đã xảy ra nên không thể sau ngày kiểm tra. Ngày dự kiến ghi ở cột Hạn (ngày).',
      en: 'Completion, appraisal and decision have happened, so none can be after the day of the check. A planned day goes into the column of due dates.',
    },
    basis: 'Thứ tự thời gian của một công việc',
  },
];
