/** The figures a province's monitoring asks for, in Prometheus form. Labels are closed sets: never an id or an address. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

export interface Metrics {
  /** One answered request. `route` is the pattern (`/api/totals/:template/:period`), never the address; `unmatched` where there is none. */
  request(method: string, route: string, status: number, seconds: number): void;
  /** One push decided: `stored`, `replayed`, `dry-run`, or the code of the problem it met. */
  push(outcome: string): void;
  /** One turn of folding: how many pending entries it took in, and how long it needed. */
  folded(entries: number, seconds: number): void;
  /** Functions asked when the figures are read; a function that throws leaves its gauge out. */
  watch(sources: MetricSources): void;
  readonly contentType: string;
  text(): Promise<string>;
}

interface MetricSources {
  /** Entries pushed but not folded yet. */
  readonly pendingTotals?: () => Promise<number>;
  /** Open database connections of the service. */
  readonly connections?: () => Promise<number>;
}

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

function gauge(
  registry: Registry,
  name: string,
  help: string,
  read: (() => Promise<number>) | undefined,
): void {
  if (!read) return;
  new Gauge({
    name,
    help,
    registers: [registry],
    async collect() {
      await read().then(
        (value) => this.set(value),
        () => this.reset(),
      );
    },
  });
}

function watchOn(registry: Registry, sources: MetricSources): void {
  const { pendingTotals, connections } = sources;
  gauge(
    registry,
    'so_tinh_totals_pending',
    'Entries pushed but not folded into the totals yet',
    pendingTotals,
  );
  gauge(
    registry,
    'so_tinh_database_connections',
    'Open connections of the service to its database',
    connections,
  );
}

/** A registry of its own, so that several apps can live in one process. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'so_tinh_' });
  const registers = [registry];
  const requests = new Histogram({
    name: 'so_tinh_http_request_seconds',
    help: 'Time to answer, by route pattern and status',
    labelNames: ['method', 'route', 'status'],
    buckets: SECONDS,
    registers,
  });
  const pushes = new Counter({
    name: 'so_tinh_pushes_total',
    help: 'Pushes by outcome',
    labelNames: ['outcome'],
    registers,
  });
  const entries = new Counter({
    name: 'so_tinh_totals_folded_total',
    help: 'Entries folded into the totals',
    registers,
  });
  const folding = new Histogram({
    name: 'so_tinh_totals_fold_seconds',
    help: 'Time of one turn of folding',
    buckets: SECONDS,
    registers,
  });
  return {
    request: (method, route, status, seconds) =>
      requests.observe({ method: METHODS.has(method) ? method : 'OTHER', route, status }, seconds),
    push: (outcome) => pushes.inc({ outcome }),
    folded: (count, seconds) => {
      entries.inc(count);
      folding.observe(seconds);
    },
    watch: (sources) => watchOn(registry, sources),
    contentType: registry.contentType,
    text: () => registry.metrics(),
  };
}
