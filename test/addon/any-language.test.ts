/** The words of Google's refusals decide nothing: the same journey in Vietnamese, English and a language that says nothing. */
import { expect, test } from 'vitest';
import type { Language } from '../standin/index.ts';
import { addonDesk, CHOICE, SERVER_HOST, templateNamed } from '../support/addon-desk.ts';
import { SAMPLE_CONTENT } from '../support/forms.ts';

const KEY = 'press-of-send-0001';
const SCOPE = 'https://www.googleapis.com/auth/script.external_request';

/** What the sidebar is told at each step of a bad day, and what stands on the sheet afterwards. */
async function badDay(language: Language): Promise<unknown[]> {
  const owner = { email: 'owner@example.vn', sub: 'owner', language };
  const at = addonDesk(templateNamed('targets'), SAMPLE_CONTENT.targets ?? {}, { person: owner });
  await at.call('createSheets', { ...CHOICE, template: 'targets' });
  const { workbook } = at.desk;
  workbook.editors.add('b@example.vn');
  for (const rule of workbook.protections) rule.editors.clear();
  const other = at.desk.colleague({ email: 'b@example.vn', sub: 'b', language });
  const told: unknown[] = [];
  const tell = async (...call: Parameters<typeof other.run>): Promise<void> => {
    told.push(await other.run(...call));
  };
  const [sheet] = workbook.sheets.filter((each) => !each.hidden);
  const [rect] = [sheet?.all ?? { row: 0, column: 0, rows: 1, columns: 1 }];
  // Computed columns are out of date and closed to this person.
  sheet?.each({ ...rect, row: 5 }, (row, column) => {
    if (typeof sheet.at(row, column).value === 'number') sheet.change(row, column, { value: 1 });
  });
  await tell('check');
  await tell('send', { mode: 'draft', reasons: {}, key: KEY });
  // The whole sheet is closed.
  const closed = { unprotected: [], description: '', warningOnly: false, editors: new Set<string>() };
  workbook.protections.push({ id: 999, sheetId: sheet?.id ?? 0, rect: undefined, ...closed });
  await tell('check');
  workbook.protections.pop();
  const { routes } = other;
  other.routes = {};
  await tell('check');
  other.routes = {
    [SERVER_HOST]: () => {
      other.clock.advance(61_000);
      return new Response('');
    },
  };
  await tell('send', { mode: 'draft', reasons: {}, key: KEY });
  other.routes = routes;
  other.exhaust('urlfetch');
  await tell('check');
  other.clock.advance(86_400_000);
  other.withhold(SCOPE);
  await tell('check');
  other.grant(SCOPE);
  other.withhold('openid');
  await tell('start');
  other.grant('openid');
  workbook.editors.delete('b@example.vn');
  workbook.viewers.add('b@example.vn');
  await tell('send', { mode: 'draft', reasons: {}, key: KEY });
  told.push(sheet?.cells, at.province.revisions, at.province.requests);
  await other.close();
  await at.desk.close();
  return told;
}

/** Whether it was the quota of the day, only the error says; where it does not, the answer is that nobody answered. */
const withoutQuota = (told: readonly unknown[]): unknown =>
  JSON.parse(JSON.stringify(told), (_, each: { code?: string } | null) =>
    ['quota_used_up', 'server_unreachable'].includes(each?.code ?? '') ? 'no answer' : each,
  );

test('errors in Vietnamese, English or any other language: the same answers, the same sheet, the same requests', async () => {
  const vi = withoutQuota(await badDay('vi'));
  expect(JSON.stringify(vi)).toContain('"ok":false');
  expect(withoutQuota(await badDay('en'))).toEqual(vi);
  expect(withoutQuota(await badDay('es'))).toEqual(vi);
});
