/** A server restored from a copy knows fewer revisions than the sheets do: they find back to it and lose nothing they hold. */
import { afterAll, expect, test } from 'vitest';
import { addonDesk, CHOICE, templateNamed } from '../support/addon-desk.ts';
import { SAMPLE_CONTENT } from '../support/forms.ts';

const at = addonDesk(templateNamed('tasks'), SAMPLE_CONTENT.tasks ?? {});
afterAll(() => at.desk.close());

test('a sheet ahead of the server is told so, and then sends on the revision there is', async () => {
  await at.call('createSheets', { ...CHOICE, template: 'tasks' });
  const draft = { mode: 'draft' as const, reasons: {} };
  expect(await at.call('send', { ...draft, key: 'press-of-send-0001' })).toMatchObject({ kind: 'sent' });
  at.province.revisions.length = 0;
  at.desk.clerk.type("'Công việc'!G6", 'Tên khác');
  const told = await at.call('send', { ...draft, key: 'press-of-send-0002' });
  expect(told).toMatchObject({ kind: 'stale', ahead: true, count: 0 });
  const sent = await at.call('send', { ...draft, key: 'press-of-send-0003' });
  expect(sent).toMatchObject({ kind: 'sent', report: { base: 1 } });
});
