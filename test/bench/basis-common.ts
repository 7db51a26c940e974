/**
 * basis-common: a province's totals of ten years on common territory, across a reorganisation ÷ one year's as it was; the same 60
 * indicators. Cold: right after a push into that year, so that nothing kept can answer. Warm: nothing changed since. The worse counts.
 */
import { PATHS, PROTOCOL, Totals } from '../../shared/wire.ts';
import { Series } from '../../shared/wire-series.ts';
import { type Figure, median, show } from './figure.ts';
import { CELLS, sixtyCells, TEMPLATE } from './form.ts';
import { type Host, tokenOf } from './host.ts';
import { RawClient, requestBytes } from './http-client.ts';
import { FILLED_WITH, READER, SENDER } from './many-offices.ts';
import { fillYears, LAST_YEAR, NEW, reporters, YEARS } from './many-years.ts';

const ROUNDS = 100;
const WARM_UP = 20;

const figureOf = (totals: Totals['totals']): string | null | undefined =>
  totals.find(({ row, column }) => row === 'KD.TT' && column === 'total')?.value;

/** Both replies hold every report there is, the push before them among them, and all indicators of every year. */
function expectSame(one: string, ten: string, pushed: number): void {
  const year = Totals.parse(JSON.parse(one));
  const { points } = Series.parse(JSON.parse(ten));
  const last = points.at(-1);
  const sound = points.every(
    ({ period, totals, coverage }) => totals.length === CELLS && coverage?.received === reporters(period.id),
  );
  const figure = String(NEW * FILLED_WITH + pushed);
  const same =
    JSON.stringify(last?.totals) === JSON.stringify(year.totals) && figureOf(year.totals) === figure;
  if (points.length !== YEARS || !sound || !same || year.totals.length !== CELLS)
    throw new Error(`${points.length} points, ${figureOf(year.totals)} for ${figure}: ${one.slice(0, 300)}`);
}

export async function benchBasisCommon(host: Host): Promise<Figure[]> {
  const database = await host.database('basis_common');
  await fillYears(database);
  const service = await host.service(database);
  const client = await RawClient.open(service.url);
  const authorization = `Bearer ${tokenOf(host.issuer, READER)}`;
  const sender = `Bearer ${tokenOf(host.issuer, SENDER)}`;
  const get = (path: string) => requestBytes('GET', path, { authorization });
  const one = get(`${PATHS.totals(TEMPLATE.id, LAST_YEAR)}?counts=submitted&scope=p`);
  const ten = get(`/api/series/${TEMPLATE.id}?basis=common&counts=submitted&scope=p`);
  const timed = async (request: ReturnType<typeof get>) => {
    const started = performance.now();
    const { status, body } = await client.send(request);
    if (status !== 200) throw new Error(`${status} ${body.slice(0, 300)}`);
    return { ms: performance.now() - started, body };
  };
  let pushed = 0;
  const push = async (n: number): Promise<void> => {
    const body = JSON.stringify({
      protocol: PROTOCOL,
      templateVersion: TEMPLATE.version,
      baseRevision: Math.floor(n / NEW) + 1,
      mode: 'submit',
      content: sixtyCells(FILLED_WITH + n + 1),
    });
    const key = `bench-basis-${String(n).padStart(6, '0')}`;
    const headers = { authorization: sender, 'content-type': 'application/json', 'idempotency-key': key };
    const path = PATHS.revisions(`m${n % NEW}`, TEMPLATE.id, LAST_YEAR);
    const { status, body: reply } = await client.send(requestBytes('POST', path, headers, body));
    if (status !== 200) throw new Error(`${status} ${reply.slice(0, 300)}`);
    pushed += n + 1;
  };
  const times = {
    cold: { one: [] as number[], ten: [] as number[] },
    warm: { one: [] as number[], ten: [] as number[] },
  };
  for (let n = 0; n < WARM_UP + ROUNDS; n++) {
    await push(n);
    for (const kind of ['cold', 'warm'] as const) {
      const order = n % 2 === 0 ? ([one, ten] as const) : ([ten, one] as const);
      const [first, second] = [await timed(order[0]), await timed(order[1])];
      const [year, line] = n % 2 === 0 ? [first, second] : [second, first];
      expectSame(year.body, line.body, pushed);
      if (n < WARM_UP) continue;
      times[kind].one.push(year.ms);
      times[kind].ten.push(line.ms);
    }
  }
  client.close();
  const of = (kind: 'cold' | 'warm') => {
    const [many, single] = [median(times[kind].ten), median(times[kind].one)];
    return { ratio: many / single, words: `${kind} ${show(many)} ms ÷ ${show(single)} ms` };
  };
  const [cold, warm] = [of('cold'), of('warm')];
  return [
    {
      id: 'basis-common',
      value: Math.max(cold.ratio, warm.ratio),
      unit: 'ratio',
      bar: 4,
      want: 'atMost',
      note: `${YEARS} years on common territory ÷ one as it was: ${cold.words}, ${warm.words}; every read showed the push before it`,
    },
  ];
}
