/**
 * The sending side of the push bench, a process of its own: 16 clients, every push the full report of another office. Before the
 * clock starts each clerk has signed in once; the push comes with a token the service has not seen yet and has to verify.
 */
import { PATHS, PROTOCOL } from '../../shared/wire.ts';
import { Issuer } from '../standin/issuer.ts';
import { sixtyCells, TEMPLATE, YEAR } from './form.ts';
import { tokenOf } from './host.ts';
import { RawClient, requestBytes } from './http-client.ts';
import { type HttpAnswer, type HttpQuestion, type Push, unitOf } from './push-plan.ts';
import { answer } from './worker.ts';

let service = '';
let clients: RawClient[] = [];
let prepared: Buffer[][] = [];
let issuer: Issuer | undefined;

interface Exchange {
  readonly signIn: Buffer;
  readonly push: Buffer;
}

function exchangeOf(by: Issuer, { office, serial }: Push): Exchange {
  const unit = unitOf(office);
  const bearer = (jti: string): string => `Bearer ${tokenOf(by, `clerk.${unit}`, { jti })}`;
  const body = JSON.stringify({
    protocol: PROTOCOL,
    templateVersion: TEMPLATE.version,
    baseRevision: 0,
    mode: 'submit',
    content: sixtyCells(serial),
  });
  const headers = {
    authorization: bearer('push'),
    'content-type': 'application/json',
    'idempotency-key': `bench-push-${String(serial).padStart(10, '0')}`,
  };
  return {
    signIn: requestBytes('GET', PATHS.me, { authorization: bearer('sign-in') }),
    push: requestBytes('POST', PATHS.revisions(unit, TEMPLATE.id, YEAR.id), headers, body),
  };
}

async function signIn(client: RawClient, exchanges: readonly Exchange[]): Promise<void> {
  for (const exchange of exchanges) {
    const { status, body } = await client.send(exchange.signIn);
    if (status !== 200) throw new Error(`${status} ${body.slice(0, 500)}`);
  }
}

/** Sends one client's share; every reply has to be a stored submission with its receipt. */
async function send(client: RawClient, requests: readonly Buffer[]): Promise<number> {
  let receipts = 0;
  for (const request of requests) {
    const { status, body } = await client.send(request);
    if (status !== 200 || !body.includes('"receipt":{"number":"ST-'))
      throw new Error(`${status} ${body.slice(0, 500)}`);
    receipts += 1;
  }
  return receipts;
}

answer<HttpQuestion, HttpAnswer>(async (question) => {
  switch (question.kind) {
    case 'issuer': {
      issuer = await Issuer.start();
      return { kind: 'issuer', url: issuer.url, audience: issuer.audience, jwksUrl: issuer.jwksUrl };
    }
    case 'token': {
      if (issuer === undefined) throw new Error('no issuer yet');
      return { kind: 'token', token: tokenOf(issuer, question.person) };
    }
    case 'open': {
      service = question.url;
      return { kind: 'ready' };
    }
    case 'prepare': {
      const by = issuer;
      if (by === undefined) throw new Error('no issuer yet');
      const exchanges = question.shares.map((share) => share.map((push) => exchangeOf(by, push)));
      // New connections: the service ends those that stood idle while the other side had its turn.
      for (const client of clients) client.close();
      clients = await Promise.all(exchanges.map(() => RawClient.open(service)));
      await Promise.all(clients.map((client, i) => signIn(client, exchanges[i] ?? [])));
      prepared = exchanges.map((share) => share.map(({ push }) => push));
      return { kind: 'ready' };
    }
    case 'run': {
      const started = performance.now();
      const receipts = await Promise.all(clients.map((client, i) => send(client, prepared[i] ?? [])));
      const seconds = (performance.now() - started) / 1000;
      return { kind: 'ran', seconds, done: receipts.reduce((sum, n) => sum + n, 0) };
    }
  }
});
