/** A process that makes the spreadsheets of a province until it is done or killed: DATABASE, the address of Google, the moment. */
import { type Care, provideSpreadsheet } from '../../server/google/spreadsheets.ts';
import { openDatabase } from '../../server/store/db.ts';
import { makeSheets } from '../../server/usecases/make-sheet.ts';
import { googleClients } from './google-clients.ts';

const [url = '', rootUrl = '', at = ''] = process.argv.slice(2);
const clients = googleClients(rootUrl);
const care: Care = { pause: async () => undefined, random: () => 0, turn: async () => undefined };
const db = openDatabase(url);
const made = await makeSheets(
  { db, clock: () => new Date(at), provide: (wanted) => provideSpreadsheet(clients, wanted, care) },
  { template: 'tiny', period: '2022-q1' },
);
await db.close();
process.stdout.write(`${JSON.stringify(made ?? 'another run')}\n`);
