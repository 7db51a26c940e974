/** `npm start`: the real service of this process, with the real clock and random ids. */
import { randomUUID } from 'node:crypto';
import { createApp } from './app.ts';
import { createVerifier } from './http/auth.ts';
import { createLog } from './http/log.ts';
import { createMetrics } from './http/metrics.ts';
import { createSignIn } from './http/sign-in.ts';
import { configOrExit, runUntilStopped } from './lifecycle.ts';

const config = configOrExit();
const log = createLog(config.logLevel);
const metrics = createMetrics();
const clock = () => new Date();
const verifyToken = createVerifier(config.identity, clock);
const signIn = config.signIn && createSignIn(config.signIn, config.identity.domains, clock);

await runUntilStopped({
  config,
  log,
  metrics,
  clock,
  newId: randomUUID,
  createApp: (db, files, reader) =>
    createApp({ db, files, reader, config, clock, newId: randomUUID, verifyToken, signIn, log, metrics }),
});
