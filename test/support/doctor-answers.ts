/** What the sheet doctor may answer to the sidebar, for tests and pictures of it. */
import type { RpcResult } from '../../addon/core/rpc.ts';
import type { Damage, RepairResult, StructureResult } from '../../addon/core/rpc-doctor.ts';

export const damage = (changes: Partial<Damage> = {}): Damage => ({
  kind: 'column_moved',
  section: 'main',
  sheet: 'Biểu chính',
  places: [],
  names: [],
  count: 1,
  back: 0,
  remedy: 'redraw',
  ...changes,
});

export const examined = (...damages: readonly Damage[]): RpcResult<StructureResult> => ({
  ok: true,
  value: { damages },
});

export const repairedAnswer = (changes: Partial<RepairResult> = {}): RpcResult<RepairResult> => ({
  ok: true,
  value: {
    done: [damage()],
    refused: [],
    left: [{ sheet: 'Biểu chính (bản trước khi sửa)', a1: 'C7', text: '4321', why: 'outside' }],
    leftCount: 1,
    aside: ['Biểu chính (bản trước khi sửa)'],
    restored: 3,
    ...changes,
  },
});
