/** A process that migrates a database with the files of a directory, to be killed by tests. Prints what it applied. */
import { Refusal } from '../../server/refusal.ts';
import { migrate } from '../../server/store/migrate.ts';

const [url = '', dir = ''] = process.argv.slice(2);
try {
  process.stdout.write('begin\n');
  const { applied } = await migrate(url, dir);
  process.stdout.write(`${JSON.stringify(applied)}\n`);
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(error.exit);
}
