/** A process that supervises a PostgreSQL, to be killed by tests: prints one JSON line per event, exits with the refusal's code. */
import { startPostgres } from '../../server/postgres/supervisor.ts';
import { Refusal } from '../../server/refusal.ts';

const [dir = ''] = process.argv.slice(2);
const print = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`);

try {
  const postgres = await startPostgres({ dir, note: (event, details) => print({ event, ...details }) });
  print({ event: 'ready', pid: postgres.pid, url: postgres.url() });
  process.once('SIGTERM', () => {
    void postgres.stop().then(() => process.exit(0));
  });
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(error.exit);
}
