/** Whatever two people do to a list, in whatever order they send: what one did arrives, and nothing of the other is lost or moved unasked. */
import { afterEach, expect, test } from 'vitest';
import type { ReportContent } from '../../shared/report.ts';
import { type AddonDesk, addonDesk, CHOICE } from '../support/addon-desk.ts';
import { type Chance, chance } from '../support/random.ts';
import { smallForm } from '../support/small-form.ts';

const LIST = 'Nhiệm vụ';
const FIRST = 5;
/** Columns of the sheet: the task, who leads it, its cost. */
const [TASK, OWNER, COST] = ['B', 'C', 'H'] as const;
/** Each of these once lost or moved something. */
const SEEDS = [8, 9, 12, 18, 33, 42, 46, 57, 84, 144, 163, 170];
const ROUNDS = 12;

type Said = Readonly<Record<string, string>>;
/** Task by name → what is said of it. */
type Tasks = ReadonlyMap<string, Said>;

let at: AddonDesk;
let presses = 0;
afterEach(() => at.desk.close());

const cell = (column: string, row: number): string => `'${LIST}'!${column}${row}`;
const last = (): ReportContent => at.province.revisions.at(-1) ?? {};

const tasksIn = (content: ReportContent): Map<string, Said> =>
  new Map(
    Object.values(content.list ?? {}).map(({ task, owner = '', cost = '' }) => [
      String(task),
      { owner: String(owner), cost: String(cost) },
    ]),
  );

const lines = (): number[] => {
  const { rowCount } = at.desk.clerk.sheet(LIST);
  return Array.from({ length: rowCount - FIRST + 1 }, (_, n) => FIRST + n);
};
const nameAt = (row: number): string => at.desk.clerk.see(cell(TASK, row));
const filledLines = (): number[] => lines().filter((row) => nameAt(row) !== '');
const blankLine = (): number => lines().find((row) => nameAt(row) === '') ?? FIRST;

const onSheet = (): Map<string, Said> =>
  new Map(
    filledLines().map((row) => [
      nameAt(row),
      {
        owner: at.desk.clerk.see(cell(OWNER, row)),
        cost: at.desk.clerk.see(cell(COST, row)).replace(/,0$/, ''),
      },
    ]),
  );

/** One of a list that has some. */
const one = <T>(random: Chance, list: readonly T[]): T => {
  const [first, ...rest] = list;
  if (first === undefined) throw new Error('nothing to choose from');
  return random.pick([first, ...rest]);
};

const same = (left: Said | undefined, right: Said | undefined): boolean =>
  JSON.stringify(left) === JSON.stringify(right);

/** Where one side has the task no more: it stays gone, unless the other has it new or changed it, and is the last to send. */
function gone(was: Said | undefined, mine: Said | undefined, theirs: Said | undefined): Said | undefined {
  if (was === undefined) return mine ?? theirs;
  return mine !== undefined && !same(mine, was) ? mine : undefined;
}

/** What becomes of two people's tasks where whoever sends last keeps their own wherever both changed the same. */
function merged(base: Tasks, mine: Tasks, theirs: Tasks): Map<string, Said> {
  const result = new Map<string, Said>();
  for (const name of new Set([...mine.keys(), ...theirs.keys()])) {
    const [was, own, other] = [base.get(name), mine.get(name), theirs.get(name)];
    const field = (id: 'owner' | 'cost'): string =>
      (own?.[id] === (was?.[id] ?? '') ? other?.[id] : own?.[id]) ?? '';
    const said = own && other ? { owner: field('owner'), cost: field('cost') } : gone(was, own, other);
    if (said !== undefined) result.set(name, said);
  }
  return result;
}

let made = 0;
const newName = (who: string): string => {
  made += 1;
  return `Việc ${who}${made}`;
};

/** One thing the clerk does to the sheet. */
function act(random: Chance): string {
  const { clerk } = at.desk;
  const filled = filledLines();
  const row = filled.length === 0 ? 0 : one(random, filled);
  const value = String(1 + random.integer(0, 899));
  const acts: Record<string, () => void> = {
    add: () => clerk.type(cell(TASK, blankLine()), newName('a')),
    addWhole: () => {
      const line = blankLine();
      clerk.type(cell(TASK, line), newName('a'));
      clerk.type(cell(COST, line), value);
    },
    ...(row === 0
      ? {}
      : {
          cost: () => clerk.type(cell(COST, row), value),
          owner: () => clerk.type(cell(OWNER, row), `Người ${value}`),
          clear: () => clerk.clear(cell(one(random, [OWNER, COST]), row)),
          remove: () => clerk.remove(LIST, 'row', row),
          empty: () => clerk.clear(`'${LIST}'!B${row}:I${row}`),
          insert: () => {
            clerk.insert(LIST, 'row', row);
            clerk.type(cell(TASK, row), newName('a'));
          },
          copied: () => {
            clerk.insert(LIST, 'row', row);
            clerk.paste(`'${LIST}'!A${row}`, clerk.copy(`'${LIST}'!A${row + 1}:I${row + 1}`));
            clerk.type(cell(TASK, row), newName('a'));
          },
          sortWhole: () =>
            clerk.sort(`'${LIST}'!A${FIRST}:I${Math.max(...filled)}`, [
              { column: 1, ascending: random.integer(0, 1) === 0 },
            ]),
          undo: () => {
            clerk.undo();
          },
        }),
  };
  const name = one(random, Object.keys(acts));
  acts[name]?.();
  return name;
}

/** What a colleague sends meanwhile: as another file would have it, with prepared keys of its own. */
function elsewhere(random: Chance): string {
  const rows = { ...last().list };
  const keys = Object.keys(rows);
  const key = keys.length === 0 ? '' : one(random, keys);
  const value = String(1 + random.integer(0, 899));
  const kind = one(random, key === '' ? ['add'] : ['add', 'cost', 'owner', 'remove']);
  if (kind === 'add') {
    // A prepared key both files have, which no row was ever sent under: one that is free again is given to nobody.
    const free = Array.from({ length: 40 }, (_, n) => `r${String(n + 1).padStart(4, '0')}`).filter(
      (one) => !at.province.revisions.some(({ list = {} }) => list[one] !== undefined),
    );
    rows[free[random.integer(0, 2)] ?? ''] = { task: newName('b'), cost: value };
  } else if (kind === 'remove') delete rows[key];
  else rows[key] = { ...rows[key], [kind]: kind === 'cost' ? value : `Chị ${value}` };
  at.province.sendElsewhere({ ...last(), list: rows });
  return `${kind} elsewhere`;
}

/** Sends, keeping one's own wherever it is asked; what is stored may never be answered. */
async function sendMine(isLost: boolean): Promise<void> {
  for (let times = 0; times < 6; times += 1) {
    presses += 1;
    at.province.losesNextReply = isLost;
    const args = { mode: 'draft', reasons: {}, key: `press-of-send-${presses}000` } as const;
    const result = await at.call('send', args).catch((error: unknown) => {
      if (!isLost || at.province.losesNextReply) throw error;
    });
    at.province.losesNextReply = false;
    // What waited went first: what was typed since is told to be unsent.
    if (result?.kind === 'sent' && result.unsent > 0) continue;
    if (result?.kind !== 'stale') return;
    const choices = result.conflicts.map(({ at: place, mine, theirs }) => ({
      at: place,
      mine,
      theirs,
      chosen: mine,
    }));
    await at.call('preview', { reasons: {}, choices });
  }
  throw new Error('it is asked for ever');
}

const sorted = (tasks: Tasks) => [...tasks].sort(([left], [right]) => (left < right ? -1 : 1));

test.each(SEEDS)('two writers of one list, seed %i', async (seed) => {
  made = 0;
  const random = chance('two writers', seed);
  at = addonDesk(smallForm(), {});
  await at.call('createSheets', { ...CHOICE, template: 'small' });
  const done: string[] = [];
  let base: Tasks = new Map();
  let wasLost = false;
  for (let round = 0; round < ROUNDS; round += 1) {
    const since = done.length;
    for (let n = random.integer(0, 3); n >= 0; n -= 1) done.push(act(random));
    for (let n = random.integer(0, 2); n > 0; n -= 1) done.push(elsewhere(random));
    const [mine, theirs] = [onSheet(), tasksIn(last())];
    // Two tasks of one name are told apart by nobody.
    if (new Set(filledLines().map(nameAt)).size < filledLines().length) return;
    const keys = filledLines().map(
      (row) => `${at.desk.clerk.sheet(LIST).at(row - 1, 0).value} ${nameAt(row)}`,
    );
    const told = JSON.stringify({
      seed,
      round,
      done: done.slice(since),
      base: [...base],
      mine: [...mine],
      keys,
      theirs: last().list,
    });
    const expected = merged(base, mine, theirs);
    const isLost: boolean = !wasLost && random.integer(0, 3) === 0;
    // The first press after a lost reply may do no more than end what waits.
    if (wasLost) await sendMine(false);
    wasLost = isLost;
    await sendMine(isLost);
    expect(sorted(tasksIn(last())), told).toEqual(sorted(expected));
    expect(sorted(onSheet()), told).toEqual(sorted(expected));
    if (isLost) done.push('(reply lost)');
    base = expected;
  }
});
