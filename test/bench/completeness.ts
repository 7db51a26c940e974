/**
 * completeness: time of one read of who is behind with 52,000 reporting offices ÷ with 520, each right after a push: the province
 * with its districts, a district with its communes, and a page of the reports to ask for. The worst of the three counts.
 */
import { PATHS, PROTOCOL } from '../../shared/wire.ts';
import { ChasedReports, CompletenessReply } from '../../shared/wire-completeness.ts';
import { type Figure, median, show } from './figure.ts';
import { sixtyCells, TEMPLATE, YEAR } from './form.ts';
import { type BenchDatabase, type Host, tokenOf } from './host.ts';
import { RawClient, requestBytes } from './http-client.ts';
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

const ROUNDS = 100;
const WARM_UP = 20;

const READS = {
  province: '?scope=p',
  district: '?scope=d1',
  reports: '/reports?scope=p&state=submitted',
} as const;
type Read = keyof typeof READS;

interface Side {
  readonly round: (n: number) => Promise<Record<Read, number>>;
  readonly close: () => void;
}

async function sideOf(host: Host, database: BenchDatabase, size: Size): Promise<Side> {
  const service = await host.service(database);
  const client = await RawClient.open(service.url);
  const offices = size.districts * size.perDistrict;
  const authorization = `Bearer ${tokenOf(host.issuer, READER)}`;
  const timed = async (read: Read): Promise<number> => {
    const path = `/api/completeness/${TEMPLATE.id}/${YEAR.id}${READS[read]}`;
    const bytes = requestBytes('GET', path, { authorization });
    const started = performance.now();
    const { status, body } = await client.send(bytes);
    const ms = performance.now() - started;
    if (status !== 200) throw new Error(`${status} ${body.slice(0, 300)}`);
    expectWhole(read, body, offices, size);
    return ms;
  };
  return {
    round: async (n) => {
      await push(client, `Bearer ${tokenOf(host.issuer, SENDER)}`, (n * 7919) % offices, n);
      return {
        province: await timed('province'),
        district: await timed('district'),
        reports: await timed('reports'),
      };
    },
    close: () => client.close(),
  };
}

/** The head of the province owes its own report and those of its districts besides; none of these is sent. */
function expectWhole(read: Read, body: string, offices: number, size: Size): void {
  const json: unknown = JSON.parse(body);
  if (read === 'reports') {
    if (ChasedReports.parse(json).items.length !== 50) throw new Error('not a whole page of reports');
    return;
  }
  const { scope, children } = CompletenessReply.parse(json);
  const [received, below] =
    read === 'province' ? [offices, size.districts] : [size.perDistrict, size.perDistrict];
  if (scope.subtree.received !== received || children.length !== Math.min(50, below))
    throw new Error(`incomplete completeness: ${JSON.stringify(scope)}, ${children.length} below`);
}

/** Sends the office's second revision. */
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
    'idempotency-key': `bench-complete-${String(n).padStart(6, '0')}`,
  };
  const path = PATHS.revisions(unit, TEMPLATE.id, YEAR.id);
  const { status, body: reply } = await client.send(requestBytes('POST', path, headers, body));
  if (status !== 200) throw new Error(`${status} ${reply.slice(0, 300)}`);
}

export async function benchCompleteness(host: Host): Promise<Figure[]> {
  const [few, many] = [
    await filledProvince(host, 'behind_small', SMALL),
    await filledProvince(host, 'behind_large', LARGE),
  ];
  const [small, large] = [await sideOf(host, few, SMALL), await sideOf(host, many, LARGE)];
  const rounds: { few: Record<Read, number>; many: Record<Read, number> }[] = [];
  for (let n = 1; n <= WARM_UP + ROUNDS; n++) {
    const round = { few: await small.round(n), many: await large.round(n) };
    if (n > WARM_UP) rounds.push(round);
  }
  small.close();
  large.close();
  const found = (Object.keys(READS) as Read[]).map((read) => {
    const [one, other] = [
      median(rounds.map(({ few: ms }) => ms[read])),
      median(rounds.map(({ many: ms }) => ms[read])),
    ];
    return { ratio: other / one, words: `${read} ${show(other)} ms ÷ ${show(one)} ms` };
  });
  return [
    {
      id: 'completeness',
      value: Math.max(...found.map(({ ratio }) => ratio)),
      unit: 'ratio',
      bar: 3,
      want: 'atMost',
      note: `52,000 ÷ 520 offices: ${found.map(({ words }) => words).join(', ')}`,
    },
  ];
}
