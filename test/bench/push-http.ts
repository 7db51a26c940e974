/** The sending side of the push bench, a process of its own: 16 clients, every push a new full report under a token never used before. */
import { PATHS, PROTOCOL } from '../../shared/wire.ts';
import { Issuer } from '../standin/issuer.ts';
import { sixtyCells, TEMPLATE, YEAR } from './form.ts';
import { tokenOf } from './host.ts';
import { RawClient, requestBytes } from './http-client.ts';
import { CLIENTS, type HttpAnswer, type HttpQuestion, unitOf } from './push-plan.ts';
import { answer } from './worker.ts';

let clients: RawClient[] = [];
let prepared: Buffer[][] = [];
let issuer: Issuer | undefined;

function pushBytes(by: Issuer, office: number, base: number, serial: number): Buffer {
  const unit = unitOf(office);
  const person = `clerk.${unit}`;
  const token = tokenOf(by, person, { jti: String(serial) });
  const body = JSON.stringify({
    protocol: PROTOCOL,
    templateVersion: TEMPLATE.version,
    baseRevision: base,
    mode: 'submit',
    content: sixtyCells(serial),
  });
  return requestBytes(
    'POST',
    PATHS.revisions(unit, TEMPLATE.id, YEAR.id),
    {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'idempotency-key': `bench-push-${String(serial).padStart(10, '0')}`,
    },
    body,
  );
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
      clients = await Promise.all(Array.from({ length: CLIENTS }, () => RawClient.open(question.url)));
      return { kind: 'ready' };
    }
    case 'prepare': {
      const by = issuer;
      if (by === undefined) throw new Error('no issuer yet');
      prepared = question.shares.map((share) =>
        share.map(({ office, base, serial }) => pushBytes(by, office, base, serial)),
      );
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
