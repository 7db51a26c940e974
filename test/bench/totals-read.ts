/**
 * totals-read: province totals per second (60 indicators with their coverage, under a token) ÷ a bare Hono route answering the same
 * bytes. totals-read-etag: the same when the reader already has them, ÷ that same bare route.
 */
import { PATHS, Totals } from '../../shared/wire.ts';
import { type Figure, inTurn, pairWords } from './figure.ts';
import { CELLS, TEMPLATE, YEAR } from './form.ts';
import { type Host, tokenOf } from './host.ts';
import { fillProvince, READER } from './many-offices.ts';
import type { BareRouteAnswer, BareRouteQuestion, LoadAnswer, LoadQuestion } from './read-load.ts';
import { startWorker } from './worker.ts';

const CONNECTIONS = 16;
const SECONDS = 2;
/** Single pairs lie between 0.55 and 0.9 on a noisy machine: fifteen make a median that holds. */
const PAIRS = 15;

/** Headers the route itself sets; the rest is set by HTTP servers and by ours for every route. */
const COPIED = ['content-type', 'etag', 'cache-control', 'vary'];

export async function benchTotalsRead(host: Host): Promise<Figure[]> {
  const database = await host.database('totals_read');
  await fillProvince(database, { districts: 20, perDistrict: 26 });
  const service = await host.service(database);
  const path = PATHS.totals(TEMPLATE.id, YEAR.id);
  const url = `${service.url}${path}?counts=submitted`;
  const headers = { authorization: `Bearer ${tokenOf(host.issuer, READER)}` };
  const reply = await fetch(url, { headers });
  const body = await reply.text();
  const { totals, coverage } = Totals.parse(JSON.parse(body));
  if (totals.length !== CELLS || coverage.received !== 520)
    throw new Error(`unexpected totals: ${body.slice(0, 300)}`);
  const load = startWorker<LoadQuestion, LoadAnswer>('./read-load.ts');
  const route = startWorker<BareRouteQuestion, BareRouteAnswer>('./bare-route.ts');
  try {
    const same = Object.fromEntries(COPIED.map((name) => [name, reply.headers.get(name) ?? '']));
    const bare = await route.ask({ path, body, headers: same });
    const run = (at: string, more: Record<string, string>, status: number) => async () => {
      const question = {
        url: at,
        headers: { ...headers, ...more },
        connections: CONNECTIONS,
        seconds: SECONDS,
        status,
      };
      return (await load.ask(question)).perSecond;
    };
    const theirs = run(`${bare.url}${path}?counts=submitted`, {}, 200);
    const whole = run(url, {}, 200);
    const known = run(url, { 'if-none-match': reply.headers.get('etag') ?? '' }, 304);
    for (const warmUp of [whole, known, theirs]) await warmUp();
    const read = await inTurn(PAIRS, whole, theirs);
    const readKnown = await inTurn(PAIRS, known, theirs);
    const size = `${(Buffer.byteLength(body) / 1000).toFixed(1)} kB`;
    const note = (paired: typeof read) => `${pairWords(paired, 'reads/s', 'bare reads/s')}; ${size}`;
    return [
      { id: 'totals-read', value: read.ratio, unit: 'ratio', bar: 0.3, want: 'atLeast', note: note(read) },
      {
        id: 'totals-read-etag',
        value: readKnown.ratio,
        unit: 'ratio',
        bar: 0.7,
        want: 'atLeast',
        note: note(readKnown),
      },
    ];
  } finally {
    await Promise.all([load.stop(), route.stop(), service.stop()]);
  }
}
