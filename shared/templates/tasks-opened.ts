/** The part of the tasks form where work given to mend a shortfall comes in: rows of the assignment, progress of the office. */

import type { Rule } from '../rule.ts';
import type { TemplateInput } from '../template.ts';

type SectionInput = TemplateInput['sections'][number];
type ColumnInput = SectionInput['columns'][number];

const GIVEN = { vi: 'Được giao', en: 'As assigned' };
const OUTCOME = { vi: 'Tiến độ, kết quả', en: 'Progress, outcome' };

/** Columns the two parts of the form share, so that progress is told alike in both. */
export function openedSection(
  shared: Readonly<Record<'progress' | 'exceeded' | 'timeliness', ColumnInput>>,
): SectionInput {
  const { progress, exceeded, timeliness } = shared;
  return {
    id: 'opened',
    label: { vi: 'Việc giao khắc phục', en: 'Work given to mend' },
    kind: 'grid',
    rowsFrom: 'assignment',
    countBy: ['progress', 'deadline', 'completed'],
    work: {
      title: 'lead',
      evidence: 'evidence',
      exceeded: { column: 'exceeded', option: 'yes' },
      opened: { source: 'source', task: 'task', lead: 'lead', deadline: 'deadline' },
    },
    columns: [
      {
        id: 'source',
        label: { vi: 'Chỗ chưa đạt', en: 'What fell short' },
        type: 'text',
        source: 'assignment',
        group: GIVEN,
        width: 220,
      },
      {
        id: 'task',
        label: { vi: 'Công việc', en: 'Task' },
        type: 'text',
        source: 'assignment',
        group: GIVEN,
        width: 260,
      },
      {
        id: 'lead',
        label: { vi: 'Chủ trì', en: 'Lead' },
        type: 'person',
        source: 'assignment',
        group: GIVEN,
        width: 150,
      },
      {
        id: 'deadline',
        label: { vi: 'Hạn (ngày)', en: 'Due (date)' },
        type: 'date',
        source: 'assignment',
        group: GIVEN,
        width: 90,
      },
      progress,
      { id: 'completed', label: { vi: 'Ngày hoàn thành', en: 'Done on' }, type: 'date', group: OUTCOME },
      {
        id: 'result',
        label: { vi: 'Kết quả, sản phẩm', en: 'Result, product' },
        type: 'text',
        group: OUTCOME,
        maxLength: 1000,
        width: 240,
      },
      {
        id: 'evidence',
        label: { vi: 'Minh chứng', en: 'Evidence' },
        type: 'evidence',
        group: OUTCOME,
        maxLength: 1000,
      },
      exceeded,
      {
        id: 'difficulty',
        label: { vi: 'Khó khăn', en: 'Difficulty' },
        type: 'text',
        group: OUTCOME,
        maxLength: 1000,
      },
      timeliness,
    ],
  };
}

const needs = (
  id: string,
  column: string,
  when: Extract<Rule, { kind: 'requiredWhen' }>['when'],
  vi: string,
  en: string,
): Rule => ({
  kind: 'requiredWhen',
  id,
  severity: 'error',
  section: 'opened',
  column,
  when,
  why: { vi, en },
  basis: 'Việc giao từ chỗ chưa đạt chỉ khép lại bằng minh chứng hoặc bằng số liệu kỳ sau đã đạt; suy luận',
});

const IS_DONE = { kind: 'is', column: 'progress', option: 'done' } as const;

export const OPENED_RULES: Rule[] = [
  needs(
    'VG1.MINHCHUNG',
    'evidence',
    IS_DONE,
    'Việc giao để khắc phục chỉ ghi hoàn thành khi có minh chứng: số văn bản, đường dẫn hoặc tên sản phẩm.',
    'Work given to mend a shortfall is done only with evidence: a document number, a link or the name of the product.',
  ),
  needs(
    'VG2.NGAYXONG',
    'completed',
    IS_DONE,
    'Việc đã hoàn thành cần ngày hoàn thành để tính đúng hạn hay quá hạn.',
    'Work that is done needs its date, to tell in time from late.',
  ),
  needs(
    'VG3.VUOTMUC',
    'evidence',
    { kind: 'is', column: 'exceeded', option: 'yes' },
    'Ghi vượt mức yêu cầu thì cần minh chứng.',
    'Above requirement needs evidence.',
  ),
  {
    kind: 'blankWhen',
    id: 'VG4.CHUANGAY',
    severity: 'error',
    section: 'opened',
    column: 'completed',
    when: { kind: 'is', column: 'progress', option: 'notStarted' },
    why: {
      vi: 'Việc chưa thực hiện thì chưa có ngày hoàn thành; hạn đã ghi ở cột Hạn (ngày).',
      en: 'Work not started has no day of completion; the day it is due stands in its own column.',
    },
    basis: 'Thứ tự thời gian của một công việc',
  },
  {
    kind: 'notInFuture',
    id: 'VG5.CHUADEN',
    severity: 'error',
    section: 'opened',
    columns: ['completed'],
    why: {
      vi: 'Ngày hoàn thành là ngày của việc đã xảy ra nên không thể sau ngày kiểm tra.',
      en: 'Completion has happened, so it cannot be after the day of the check.',
    },
    basis: 'Thứ tự thời gian của một công việc',
  },
];
