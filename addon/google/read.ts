/** Owns reading tabs out of the spreadsheet in few calls; names, column metadata and merged areas only where they are needed. */
import type { RawTab, RawWorkbook } from '../../shared/raw-sheet.ts';
import { METADATA } from '../../shared/sheet-plan.ts';
import type { Bound, ReadWish } from '../core/ports.ts';
import type { Snapshot } from './snapshot.ts';

type ColumnIds = RawTab['columnIds'];

const NONE: ColumnIds = new Map();

/** The bound sheets if all of them still exist, else all sheets of the file. */
export function readTabs(snapshot: Snapshot, bound: Bound, wish: ReadWish): RawWorkbook {
  const columnIds = wish.witnesses ? columnMetadata(snapshot) : new Map<number, ColumnIds>();
  const known = Object.entries(bound).map(([section, sheetId]): Known => ({ sheetId, section }));
  const here = known.length > 0 && known.every(({ sheetId }) => snapshot.sheets().has(sheetId));
  const tabs = here ? known : allTabs(snapshot);
  return {
    get locale() {
      return snapshot.locale();
    },
    tabs: tabs.map((tab) => readTab(snapshot, tab, columnIds.get(tab.sheetId) ?? NONE, here, wish.callsMax)),
  };
}

interface Known {
  readonly sheetId: number;
  readonly section: string;
}

const allTabs = (snapshot: Snapshot): Known[] =>
  [...snapshot.sheets().keys()].map((sheetId) => ({
    sheetId,
    section: snapshot.sections().get(sheetId) ?? '',
  }));

function readTab(
  snapshot: Snapshot,
  { sheetId, section }: Known,
  columnIds: ColumnIds,
  bound: boolean,
  callsMax: number,
): RawTab {
  let values: RawTab['values'] | undefined;
  return {
    sheetId,
    ...(section === '' ? {} : { section }),
    columnIds,
    /** A sheet known by its id keeps its section whatever its name, so its name is not asked for. */
    get name() {
      return bound ? '' : snapshot.name(sheetId);
    },
    /** As it was read: what is written afterwards is another reading. */
    get values() {
      values ??= snapshot.values(sheetId);
      return values;
    },
    get merges() {
      return snapshot.calls() < callsMax ? snapshot.merges(sheetId) : [];
    },
  };
}

/** sheet id → 0-based column → column id. */
function columnMetadata(snapshot: Snapshot): Map<number, Map<number, string>> {
  const columns = new Map<number, Map<number, string>>();
  snapshot.spend(1);
  for (const entry of snapshot.spreadsheet.createDeveloperMetadataFinder().withKey(METADATA.column).find()) {
    const range = entry.getLocation().getColumn();
    if (range === null) continue;
    const sheetId = range.getGridId();
    const found = columns.get(sheetId) ?? new Map<number, string>();
    found.set(range.getColumn() - 1, entry.getValue() ?? '');
    columns.set(sheetId, found);
  }
  return columns;
}
