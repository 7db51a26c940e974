/** The words in which an import tells the administrator what it did, would do, or cannot do: Vietnamese, then English. */
import { faultWords, type ImportFault } from '../../import/faults.ts';
import type { ChangeKind, ItemChange, ListName } from './import-differences.ts';
import type { ImportPlan } from './import-province.ts';

const LIST_WORDS: Readonly<Record<ListName, string>> = {
  province: 'Tỉnh · province',
  units: 'Đơn vị · offices',
  names: 'Tên đơn vị · names of offices',
  kinds: 'Cấp của đơn vị · kinds of offices',
  aliases: 'Tên gọi khác · other names',
  codes: 'Mã hành chính · administrative codes',
  edges: 'Cấp trên · parents',
  successions: 'Kế thừa · successions',
  people: 'Người dùng · people',
  roles: 'Vai trò · roles',
  sectionOwners: 'Người phụ trách phần · owners of sections',
  templates: 'Biểu · forms',
  holidays: 'Ngày nghỉ, làm bù · days off and worked',
  templateStates: 'Trạng thái biểu · states of forms',
  periods: 'Kỳ báo cáo · periods',
  groups: 'Nhóm đơn vị · groups of offices',
  rules: 'Quy tắc giao · rules of assignment',
  assignments: 'Giao báo cáo · assignments',
};

const KIND_WORDS: Readonly<Record<ChangeKind, string>> = {
  added: 'thêm · added',
  changed: 'sửa · changed',
  removed: 'bỏ · removed',
  kept: 'không còn trong tệp, vẫn giữ · no longer in the files, kept',
};

const SIGNS: Readonly<Record<ChangeKind, string>> = { added: '+', changed: '~', removed: '-', kept: '=' };

/** Lines shown of one kind in one list; the rest is counted. */
const SHOWN_MAX = 20;

function itemLine({ kind, key, at, detail }: ItemChange): string {
  const where = at && at.line > 0 ? ` (${at.file}:${at.line})` : '';
  return `    ${SIGNS[kind]} ${key}${where}${detail === undefined ? '' : `  ${detail}`}`;
}

function listLines(list: ListName, plan: ImportPlan): string[] {
  const changes = plan.changes.filter((change) => change.list === list);
  const same = plan.same[list];
  if (same === undefined && changes.length === 0) return [];
  const kinds = (['added', 'changed', 'removed', 'kept'] as const).filter((kind) =>
    changes.some((change) => change.kind === kind),
  );
  const counts = kinds.map(
    (kind) => `${changes.filter((change) => change.kind === kind).length} ${KIND_WORDS[kind]}`,
  );
  const unchanged = same ? [`${same} như cũ · unchanged`] : [];
  const lines = [`  ${LIST_WORDS[list]}: ${[...counts, ...unchanged].join('; ') || '0'}`];
  for (const kind of kinds) {
    const items = changes.filter((change) => change.kind === kind);
    lines.push(...items.slice(0, SHOWN_MAX).map(itemLine));
    const more = items.length - SHOWN_MAX;
    if (more > 0) lines.push(`    … và ${more} dòng nữa · and ${more} more`);
  }
  return lines;
}

export function faultLines(faults: readonly ImportFault[]): string[] {
  return [
    `Có ${faults.length} lỗi, chưa có gì được lưu. · ${faults.length} ${faults.length === 1 ? 'error' : 'errors'}; nothing was stored.`,
    ...faults.flatMap((found) => [`  ${faultWords(found, 'vi')}`, `    ${faultWords(found, 'en')}`]),
  ];
}

function warningLines(warnings: readonly ImportFault[]): string[] {
  if (warnings.length === 0) return [];
  const count = warnings.length;
  return [
    `Có ${count} chỗ nên xem lại (không ngăn việc lưu). · ${count} ${count === 1 ? 'thing' : 'things'} to look at (does not keep the rest from being stored).`,
    ...warnings.flatMap((found) => [`  ${faultWords(found, 'vi')}`, `    ${faultWords(found, 'en')}`]),
  ];
}

function outcome(plan: ImportPlan, dryRun: boolean): string {
  if (!plan.changes.some(({ kind }) => kind !== 'kept')) {
    return 'Không có gì thay đổi. · Nothing changes.';
  }
  return dryRun
    ? 'Chạy thử: chưa lưu gì. · Dry run: nothing was stored.'
    : 'Đã lưu tất cả. · Everything was stored.';
}

/** The plan as lines; faults alone when there are any. */
export function planLines(plan: ImportPlan, dryRun: boolean): string[] {
  if (plan.faults.length > 0) return [...faultLines(plan.faults), ...warningLines(plan.warnings)];
  const moved =
    plan.moved === 0
      ? []
      : [
          `  ${plan.moved} báo cáo nay có cấp trên khác, hoặc không còn cấp trên; số tổng hợp được chuyển theo.`,
          `    ${plan.moved} reports now stand under other offices, or under none; their figures move with them.`,
        ];
  return [
    `Nhập tỉnh ${plan.province} · importing province ${plan.province}`,
    ...(Object.keys(LIST_WORDS) as ListName[]).flatMap((list) => listLines(list, plan)),
    ...moved,
    ...warningLines(plan.warnings),
    outcome(plan, dryRun),
  ];
}
