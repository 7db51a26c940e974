/**
 * totals-growth: time of one read of the province totals with 52,000 reporting offices ÷ with 520. Cold: right after a push, so that
 * nothing kept can answer. Warm: nothing changed since. The worse of both counts.
 */
import { PATHS, PROTOCOL, Totals } from '../../shared/wire.ts';
import { type Figure, median, show } from './figure.ts';
import { CELLS, sixtyCells, TEMPLATE, YEAR } from './form.ts';
import { type BenchDatabase, type Host, tokenOf } from './host.ts';
import { RawClient, type RawReply, requestBytes } from './http-client.ts';
import {
  FILLED_WITH,
  filledProvince,
  LARGE,
  officeName,
  READER,
  SENDER,
  type Size,
  SMALL,
} from './many-offices.ts';

const ROUNDS = 200;
const WARM_UP = 30;

interface Side {
  /** Milliseconds of a read right after a push, and of the same read again. */
  readonly round: (n: number) => Promise<{ cold: number; warm: number }>;
  readonly close: () => void;
}

async function sideOf(host: Host, database: BenchDatabase, size: Size): Promise<Side> {
  const service = await host.service(database);
  const client = await RawClient.open(service.url);
  const offices = size.districts * size.perDistrict;
  const reader = `Bearer ${tokenOf(host.issuer, READER)}`;
  const sender = `Bearer ${tokenOf(host.issuer, SENDER)}`;
  const read = requestBytes('GET', `${PATHS.totals(TEMPLATE.id, YEAR.id)}?counts=submitted`, {
    authorization: reader,
  });
  const timed = async (): Promise<{ ms: number; reply: RawReply }> => {
    const started = performance.now();
    const reply = await client.send(read);
    return { ms: performance.now() - started, reply };
  };
  let grown = 0;
  return {
    round: async (n) => {
      await push(client, sender, (n * 7919) % offices, n);
      grown += n;
      const cold = await timed();
      const warm = await timed();
      expectTotals(cold.reply, offices, offices * FILLED_WITH + grown);
      if (warm.reply.body !== cold.reply.body) throw new Error('two reads of one version differ');
      return { cold: cold.ms, warm: warm.ms };
    },
    close: () => client.close(),
  };
}

/** Sends the office's second revision, its free indicator `n` higher. */
async function push(client: RawClient, authorization: string, office: number, n: number): Promise<void> {
  const unit = officeName(office + 1);
  const body = JSON.stringify({
    protocol: PROTOCOL,
    templateVersion: TEMPLATE.version,
    baseRevision: 1,
    mode: 'submit',
    content: sixtyCells(FILLED_WITH + n),
  });
  const headers = {
    authorization,
    'content-type': 'application/json',
    'idempotency-key': `bench-growth-${String(n).padStart(6, '0')}`,
  };
  const { status, body: reply } = await client.send(
    requestBytes('POST', PATHS.revisions(unit, TEMPLATE.id, YEAR.id), headers, body),
  );
  if (status !== 200) throw new Error(`${status} ${reply.slice(0, 300)}`);
}

function expectTotals(reply: RawReply, offices: number, free: number): void {
  const { totals, coverage } = Totals.parse(JSON.parse(reply.body));
  const value = totals.find(({ row, column }) => row === 'KD.TT' && column === 'total')?.value;
  if (totals.length !== CELLS || coverage.received !== offices || value !== String(free)) {
    throw new Error(
      `a total does not show the push before it: ${value}, not ${free}; ${JSON.stringify(coverage)}`,
    );
  }
}

export async function benchTotalsGrowth(host: Host): Promise<Figure[]> {
  const [few, many] = [
    await filledProvince(host, 'growth_small', SMALL),
    await filledProvince(host, 'growth_large', LARGE),
  ];
  const [small, large] = [await sideOf(host, few, SMALL), await sideOf(host, many, LARGE)];
  const times = { cold: [[], []] as [number[], number[]], warm: [[], []] as [number[], number[]] };
  for (let n = 1; n <= WARM_UP + ROUNDS; n++) {
    const [few, many] = [await small.round(n), await large.round(n)];
    if (n <= WARM_UP) continue;
    for (const kind of ['cold', 'warm'] as const) {
      times[kind][0].push(few[kind]);
      times[kind][1].push(many[kind]);
    }
  }
  small.close();
  large.close();
  const of = (kind: 'cold' | 'warm') => {
    const [few, many] = [median(times[kind][0]), median(times[kind][1])];
    return { ratio: many / few, words: `${kind} ${show(many)} ms ÷ ${show(few)} ms` };
  };
  const [cold, warm] = [of('cold'), of('warm')];
  return [
    {
      id: 'totals-growth',
      value: Math.max(cold.ratio, warm.ratio),
      unit: 'ratio',
      bar: 1.5,
      want: 'atMost',
      note: `52,000 ÷ 520 offices: ${cold.words}, ${warm.words}; every read showed the push before it`,
    },
  ];
}
