/** `npm run bench [-- id …]`: measures, prints a table, writes bench.json, and exits 1 when a bar is missed. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../support/sources.ts';
import { benchBasisCommon } from './basis-common.ts';
import { benchBundle } from './bundle.ts';
import { benchCheckTime } from './check-time.ts';
import { benchCompleteness } from './completeness.ts';
import { type Figure, passes, show } from './figure.ts';
import { type Host, startHost } from './host.ts';
import { benchImportUnits } from './import-units.ts';
import { benchPush } from './push.ts';
import { benchSheetCalls } from './sheet-calls.ts';
import { benchSidebar } from './sidebar.ts';
import { benchTotalsGrowth } from './totals-growth.ts';
import { benchTotalsRead } from './totals-read.ts';
import { benchValidate } from './validate.ts';
import { benchXlsxMemory } from './xlsx-memory.ts';

interface Bench {
  /** Ids of its figures; naming one of them runs it. */
  readonly ids: readonly string[];
  readonly run: (host: () => Promise<Host>) => Promise<Figure[]>;
}

const BENCHES: readonly Bench[] = [
  // First, before a database writes away behind it what the others have left.
  { ids: ['validate'], run: () => benchValidate() },
  { ids: ['push'], run: async (host) => benchPush(await host()) },
  { ids: ['totals-read', 'totals-read-etag'], run: async (host) => benchTotalsRead(await host()) },
  { ids: ['basis-common'], run: async (host) => benchBasisCommon(await host()) },
  { ids: ['import-units'], run: async (host) => benchImportUnits(await host()) },
  { ids: ['totals-growth'], run: async (host) => benchTotalsGrowth(await host()) },
  { ids: ['completeness'], run: async (host) => benchCompleteness(await host()) },
  {
    ids: ['sheet-calls-check-50', 'sheet-calls-check-5000', 'sheet-calls-send-50', 'sheet-calls-send-5000'],
    run: async (host) => benchSheetCalls(await host()),
  },
  { ids: ['check-time-5000', 'check-time-again'], run: () => benchCheckTime() },
  { ids: ['xlsx-memory-file', 'xlsx-memory-bomb'], run: () => benchXlsxMemory() },
  { ids: ['sidebar-first-paint', 'sidebar-list'], run: () => benchSidebar() },
  { ids: ['bundle-code', 'bundle-sidebar'], run: () => Promise.resolve(benchBundle()) },
];

const print = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

function row(figure: Figure): string {
  const bar = `${figure.want === 'atLeast' ? '≥' : '≤'} ${figure.bar}`;
  const verdict = passes(figure) ? 'pass' : 'FAIL';
  return [
    figure.id.padEnd(24),
    `${show(figure.value)} ${figure.unit}`.padStart(14),
    bar.padStart(8),
    ` ${verdict}  ${figure.note}`,
  ].join(' ');
}

function chosen(names: readonly string[]): readonly Bench[] {
  const unknown = names.filter((name) => !BENCHES.some(({ ids }) => ids.includes(name)));
  if (unknown.length > 0) {
    process.stderr.write(
      `no such figure: ${unknown.join(', ')}; there are ${BENCHES.flatMap(({ ids }) => ids).join(', ')}\n`,
    );
    process.exit(2);
  }
  return names.length === 0 ? BENCHES : BENCHES.filter(({ ids }) => ids.some((id) => names.includes(id)));
}

const names = process.argv.slice(2);
let host: Promise<Host> | undefined;
const figures: Figure[] = [];
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, async () => {
    await (await host)?.stop();
    process.exit(130);
  });
}
try {
  for (const bench of chosen(names)) {
    const measured = await bench.run(() => {
      host ??= startHost();
      return host;
    });
    for (const figure of measured) {
      if (names.length > 0 && !names.includes(figure.id)) continue;
      figures.push(figure);
      print(row(figure));
    }
  }
} finally {
  await (await host)?.stop();
}
writeFileSync(
  join(ROOT, 'bench.json'),
  `${JSON.stringify(
    figures.map((figure) => ({
      id: figure.id,
      value: Number(figure.value.toPrecision(4)),
      unit: figure.unit,
      bar: figure.bar,
      pass: passes(figure),
    })),
    null,
    2,
  )}\n`,
);
const missed = figures.filter((figure) => !passes(figure));
print(
  missed.length === 0
    ? `${figures.length} of ${figures.length} figures pass`
    : `${missed.length} of ${figures.length} figures miss their bar: ${missed.map(({ id }) => id).join(', ')}`,
);
process.exit(missed.length === 0 ? 0 : 1);
