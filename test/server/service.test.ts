/** The life of the service: up by itself, honest while it cannot serve, down in order. */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { Agent, request as httpRequest } from 'node:http';
import { type AddressInfo, connect as connectTo, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { readConfig } from '../../server/config.ts';
import type { FileJob } from '../../server/exports/file.ts';
import type { FileWriter } from '../../server/exports/file-writer.ts';
import { createLog } from '../../server/http/log.ts';
import { createMetrics } from '../../server/http/metrics.ts';
import { waitGone } from '../../server/postgres/processes.ts';
import { type Service, startService } from '../../server/service.ts';
import { type Child, runScript } from '../support/child.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { MOMENT, reportExport } from '../support/exported.ts';

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

async function place(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'so-tinh-service-'));
  cleanups.push(() => rm(dir, { recursive: true, force: true }));
  return dir;
}

async function database(): Promise<TestDatabase> {
  const made = await testDatabase();
  cleanups.push(() => made.drop());
  return made;
}

function run(env: Readonly<Record<string, string>>): Child {
  const child = runScript('test/support/serving.ts', [], { PORT: '0', ...env });
  cleanups.push(() => {
    child.kill('SIGKILL');
    return child.ended;
  });
  return child;
}

const urlIn = (line: string): string => (JSON.parse(line) as { url: string }).url;
const listening = async (child: Child) => urlIn(await child.line((line) => line.includes('"listening"')));
const ready = async (child: Child) => urlIn(await child.line((line) => line.includes('"msg":"ready"')));

interface Answer {
  readonly status: number;
  readonly connection: string | undefined;
  readonly body: string;
}

function get(url: string, agent: Agent): Promise<Answer> {
  return new Promise((done, fail) => {
    httpRequest(url, { agent }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        body += chunk;
      });
      response.on('end', () =>
        done({ status: response.statusCode ?? 0, connection: response.headers.connection, body }),
      );
    })
      .on('error', fail)
      .end();
  });
}

/** A door in front of a database's socket: a server that is away until it is opened. */
async function door(url: string): Promise<{ url: string; port: number; open(): Promise<void> }> {
  const target = new URL(url);
  const socketDir = target.searchParams.get('host');
  const behindHost = target.hostname;
  const behindPort = Number(target.port || 5432);
  const probe = createServer();
  await new Promise<void>((done) => probe.listen(0, '127.0.0.1', done));
  const { port } = probe.address() as AddressInfo;
  await new Promise((done) => probe.close(done));
  const sockets = new Set<Socket>();
  const server: Server = createServer((client) => {
    const behind = socketDir
      ? connectTo(`${socketDir}/.s.PGSQL.${behindPort}`)
      : connectTo(behindPort, behindHost);
    for (const socket of [client, behind]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        client.destroy();
        behind.destroy();
      });
    }
    client.pipe(behind).pipe(client);
  });
  cleanups.push(async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  target.searchParams.delete('host');
  target.hostname = '127.0.0.1';
  target.port = String(port);
  return {
    url: target.toString(),
    port,
    open: () => new Promise((done) => server.listen(port, '127.0.0.1', done)),
  };
}

test('it runs alone on an empty directory, says where to go, and leaves nothing running', async () => {
  const dir = await place();
  const child = run({ SO_TINH_DATA: join(dir, 'data') });
  // The database's account must be able to pass through.
  await chmod(dir, 0o755);
  const url = await ready(child);
  expect(await (await fetch(`${url}/one`)).json()).toEqual([{ one: 1 }]);
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
  expect((await fetch(`${url}/readyz`)).status).toBe(200);
  const posted = await fetch(`${url}/metrics`, { method: 'POST' });
  expect(await posted.json()).toMatchObject({ status: 405, code: 'method_not_allowed' });
  expect(posted.headers.get('allow')).toBe('GET, HEAD');
  const started = JSON.parse(await child.line((line) => line.includes('"started"'))) as { pid: number };
  const second = run({ SO_TINH_DATA: join(dir, 'data') });
  expect(await second.ended).toBe(3);
  expect(second.errors()).toContain(`tiến trình ${child.pid} `);
  child.kill('SIGTERM');
  expect(await child.ended).toBe(0);
  expect(child.errors()).toContain(`Sổ Tỉnh đang chạy tại ${url}`);
  expect(child.errors()).toContain(`Sổ Tỉnh is running at ${url}`);
  expect(await waitGone(started.pid, 2000)).toBe(true);
});

test('on SIGTERM requests under way finish, new ones are told to come back, and it ends within ten seconds', async () => {
  const { url: databaseUrl } = await database();
  const child = run({ DATABASE_URL: databaseUrl });
  const url = await ready(child);
  const agent = new Agent({ keepAlive: true });
  cleanups.push(async () => agent.destroy());
  await get(`${url}/one`, agent);
  const slow = Promise.all(Array.from({ length: 20 }, () => fetch(`${url}/slow/1500`).then((r) => r.text())));
  await child.line((line) => line === 'slow begun 20');
  const asked = performance.now();
  child.kill('SIGTERM');
  let refused = await get(`${url}/one`, agent);
  while (refused.status === 200) refused = await get(`${url}/one`, agent);
  expect(refused).toMatchObject({ status: 503, connection: 'close' });
  expect(JSON.parse(refused.body)).toMatchObject({ code: 'shutting_down', status: 503 });
  expect((await fetch(`${url}/readyz`)).status).toBe(503);
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
  expect(new Set(await slow)).toEqual(new Set(['done']));
  expect(await child.ended).toBe(0);
  expect(performance.now() - asked).toBeLessThan(10_000);
});

test('a request that would hold up the end is cut, and it still ends within ten seconds', async () => {
  const { url: databaseUrl } = await database();
  const child = run({ DATABASE_URL: databaseUrl });
  const url = await ready(child);
  const cut = fetch(`${url}/slow/60000`).then(
    () => 'answered',
    () => 'cut',
  );
  await child.line((line) => line === 'slow begun 1');
  const asked = performance.now();
  child.kill('SIGINT');
  expect(await cut).toBe('cut');
  expect(await child.ended).toBe(0);
  expect(performance.now() - asked).toBeLessThan(10_000);
});

test('started before its database it is alive, says 503, and serves by itself once the database is there', async () => {
  const { url: databaseUrl } = await database();
  const away = await door(databaseUrl);
  const child = run({ DATABASE_URL: away.url });
  const url = await listening(child);
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
  const notReady = await fetch(`${url}/readyz`);
  expect(notReady.status).toBe(503);
  expect(notReady.headers.get('content-type')).toContain('application/problem+json');
  const refused = await fetch(`${url}/one`);
  expect(refused.status).toBe(503);
  expect(refused.headers.get('retry-after')).toBe('2');
  expect(await refused.json()).toMatchObject({ code: 'database_unavailable' });
  await child.line((line) => line.includes('database not reachable yet'));
  await away.open();
  expect(await ready(child)).toBe(url);
  expect((await fetch(`${url}/one`)).status).toBe(200);
});

test('a wrong setting ends the start with exit 2 and its name', async () => {
  const child = run({ PORT: 'eighty' });
  expect(await child.ended).toBe(2);
  expect(child.errors()).toContain('PORT');
});

test.each([
  ['password', (url: URL) => Object.assign(url, { password: 'wrong' }), '28P01'],
  ['database', (url: URL) => Object.assign(url, { pathname: '/missing' }), '3D000'],
] as const)(
  'a wrong %s ends the start with exit 5, and the right password is not shown',
  async (_case, spoil, code) => {
    const { url } = await database();
    const child = run({ DATABASE_URL: spoil(new URL(url)).toString() });
    expect(await child.ended).toBe(5);
    expect(child.errors()).toContain(code);
    expect(child.errors()).not.toContain(new URL(url).password);
  },
);

test('a port that is taken ends the start with exit 2 and names the port', async () => {
  const { url } = await database();
  const taken = createServer();
  await new Promise<void>((done) => taken.listen(0, '127.0.0.1', done));
  cleanups.push(async () => taken.close());
  const { port } = taken.address() as AddressInfo;
  const child = run({ DATABASE_URL: url, PORT: String(port) });
  expect(await child.ended).toBe(2);
  expect(child.errors()).toContain(`Cổng ${port}`);
});

test('a fault in a handler is a 500 of that request; a fault outside any request ends the process with exit 1', async () => {
  const { url: databaseUrl } = await database();
  const child = run({ DATABASE_URL: databaseUrl });
  const url = await ready(child);
  const thrown = await fetch(`${url}/throw`);
  expect(thrown.status).toBe(500);
  expect(thrown.headers.get('content-type')).toContain('application/problem+json');
  expect(thrown.headers.get('x-request-id')).toMatch(/^request-\d+$/);
  expect((await fetch(`${url}/one`)).status).toBe(200);
  await fetch(`${url}/reject`).catch(() => undefined);
  const line = await child.line((text) => text.includes('fault outside any request'));
  expect(JSON.parse(line)).toMatchObject({ level: 'fatal', error: { message: 'nobody waits for this' } });
  expect(await child.ended).toBe(1);
});

test('the log has one line a request, and never an address, a parameter, a header or a body', async () => {
  const { url: databaseUrl } = await database();
  const child = run({ DATABASE_URL: databaseUrl });
  const url = await ready(child);
  const reply = await fetch(`${url}/echo/sentinel-id?key=sentinel-query`, {
    method: 'POST',
    headers: {
      authorization: 'Bearer sentinel-token',
      cookie: 'sentinel-cookie',
      'x-request-id': 'client-chosen-1',
    },
    body: 'sentinel-body',
  });
  expect(reply.headers.get('x-request-id')).toBe('client-chosen-1');
  const injected = await fetch(`${url}/one`, { headers: { 'x-request-id': 'a b sentinel-header' } });
  expect(injected.headers.get('x-request-id')).toMatch(/^request-\d+$/);
  const lines: string[] = [];
  await child.line((line) => {
    lines.push(line);
    return line.includes('"route":"/one"');
  });
  const echo = lines.map((line) => JSON.parse(line) as object).find((line) => 'route' in line);
  expect(echo).toMatchObject({
    requestId: 'client-chosen-1',
    method: 'POST',
    route: '/echo/:id',
    status: 200,
  });
  expect(lines.join('\n')).not.toContain('sentinel');
  expect(lines.join('\n')).not.toContain(new URL(databaseUrl).password);
  const metrics = await (await fetch(`${url}/metrics`)).text();
  expect(metrics).toMatch(
    /so_tinh_http_request_seconds_count\{method="POST",route="\/echo\/:id",status="200"\} 1/,
  );
  expect(metrics).toContain('so_tinh_nodejs_eventloop_lag_p99_seconds');
  expect(metrics).toContain('so_tinh_totals_pending 0');
  expect(metrics).toMatch(/^so_tinh_database_connections [1-9]/m);
  expect(metrics).not.toContain('sentinel');
});

test('a client that does not finish its headers is cut off', async () => {
  const { url: databaseUrl } = await database();
  const service: Service = await startService({
    config: readConfig({ DATABASE_URL: databaseUrl, PORT: '0' }),
    log: createLog('silent'),
    metrics: createMetrics(),
    clock: () => new Date('2022-01-01T00:00:00Z'),
    newId: () => 'request-1',
    createApp: () => ({ fetch: () => new Response('ok') }),
    onLost: () => undefined,
    limits: { headersMs: 200, requestMs: 400 },
  });
  cleanups.push(() => service.stop());
  await service.ready;
  const socket = connectTo(Number(new URL(service.url).port), '127.0.0.1');
  let answer = '';
  socket.on('data', (chunk) => {
    answer += chunk.toString('utf8');
  });
  socket.write('GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ');
  await new Promise((done) => socket.once('close', done));
  expect(answer).toMatch(/^HTTP\/1\.1 408 /);
});

test('a service that has stopped makes no more files', async () => {
  const { url: databaseUrl } = await database();
  const writers: FileWriter[] = [];
  const service: Service = await startService({
    config: readConfig({ DATABASE_URL: databaseUrl, PORT: '0' }),
    log: createLog('silent'),
    metrics: createMetrics(),
    clock: () => new Date('2022-01-01T00:00:00Z'),
    newId: () => 'request-1',
    createApp: (_db, files) => {
      writers.push(files);
      return { fetch: () => new Response('ok') };
    },
    onLost: () => undefined,
  });
  cleanups.push(() => service.stop());
  await service.ready;
  const job: FileJob = { make: 'form', form: reportExport('tasks').form, at: MOMENT };
  const ask = () => Promise.all(writers.map((files) => files.write(job)));
  expect((await ask()).map(({ body }) => body.length > 0)).toEqual([true]);
  await service.stop();
  await expect(ask()).rejects.toMatchObject({ code: 'shutting_down' });
});
