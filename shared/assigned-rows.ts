/** Rows that offices were assigned, told by whose they are: each office numbers its own from 1. */
import { z } from 'zod';
import { type Bilingual, Row } from './template.ts';

/** A row without its plan, the first office that has it, and how many others have it too. */
export const AssignedTo = z.object({ row: Row, office: z.string(), others: z.int().min(0) });
export type AssignedTo = z.infer<typeof AssignedTo>;

interface RowsOfOffices {
  /** "Giao cho Huyện ủy Tứ Kỳ và 2 đơn vị khác". */
  readonly whose: Bilingual;
  readonly rows: readonly Row[];
}

/** The rows in their order, put together by the offices that have them. */
export function byOffices(assigned: readonly AssignedTo[]): RowsOfOffices[] {
  const groups = new Map<string, { whose: Bilingual; rows: Row[] }>();
  for (const { row, office, others } of assigned) {
    const key = `${others}|${office}`;
    const group = groups.get(key) ?? { whose: whose(office, others), rows: [] };
    group.rows.push(row);
    groups.set(key, group);
  }
  return [...groups.values()];
}

const whose = (office: string, others: number): Bilingual => ({
  vi: others === 0 ? `Giao cho ${office}` : `Giao cho ${office} và ${others} đơn vị khác`,
  en:
    others === 0
      ? `Assigned to ${office}`
      : `Assigned to ${office} and ${others} other ${others === 1 ? 'office' : 'offices'}`,
});
