/** Word documents: what the tables say stands in them in the official form that was asked for, with nothing signed. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { inflate, openArchive } from '../../../server/excel/archive.ts';
import { docxOf } from '../../../server/exports/docx.ts';
import { makeFile } from '../../../server/exports/file.ts';
import { LETTERHEADS } from '../../../server/exports/letterhead.ts';
import { text } from '../../../server/exports/table.ts';
import { totalsTables } from '../../../server/exports/totals-table.ts';
import { showNumber } from '../../../shared/number.ts';
import { MOMENT, totalsExport } from '../../support/exported.ts';
import { ROOT } from '../../support/sources.ts';

const FORMS = ['inspection', 'targets', 'tasks'];

async function partOf(file: Uint8Array<ArrayBuffer>, name: string): Promise<string> {
  const part = openArchive(file).get(name);
  if (part === undefined) throw new Error(`no ${name}`);
  const pieces: Buffer[] = [];
  await inflate(part, { left: 50_000_000 }, (piece) => void pieces.push(piece));
  return Buffer.concat(pieces).toString('utf8');
}

const wordsIn = (xml: string): string[] =>
  [...xml.matchAll(/<w:t[^>]*>([^<]*)<\/w:t>/g)].map(([, said = '']) =>
    said.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&'),
  );

const made = async (id: string, letterhead: (typeof LETTERHEADS)[number]) =>
  (await makeFile({ make: 'totals', of: totalsExport(id), format: { kind: 'docx', at: MOMENT, letterhead } }))
    .body;

test.each(FORMS)('every line, header and figure of the totals of %s stands in the document', async (id) => {
  const words = new Set(wordsIn(await partOf(await made(id, 'party'), 'word/document.xml')));
  for (const { title, lines, columns, rows } of totalsTables(totalsExport(id))) {
    for (const said of lines) expect(words).toContain(said);
    if (rows.length === 0) continue;
    for (const said of [title, ...columns.map(({ header }) => header)]) expect(words).toContain(said);
    for (const cell of rows.flatMap(({ cells }) => cells))
      if (cell?.type === 'number') expect(words).toContain(showNumber(cell.value, 'vi'));
  }
});

test('the party’s form has its head without a motto and its star, the state’s the name of the country and the motto', async () => {
  const [party, state] = await Promise.all(
    LETTERHEADS.map(async (each) =>
      wordsIn(await partOf(await made('inspection', each), 'word/document.xml')),
    ),
  );
  expect(party).toEqual(
    expect.arrayContaining(['ĐẢNG CỘNG SẢN VIỆT NAM', '*', '-----', 'DỰ THẢO', 'Nơi nhận:']),
  );
  expect(party).not.toContain('Độc lập - Tự do - Hạnh phúc');
  expect(state).toEqual(
    expect.arrayContaining(['CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 'Độc lập - Tự do - Hạnh phúc', 'DỰ THẢO']),
  );
});

test('a table repeats its header on each page, and no row of it is torn', async () => {
  const xml = await partOf(await made('inspection', 'party'), 'word/document.xml');
  const rows = totalsTables(totalsExport('inspection')).reduce((sum, table) => sum + table.rows.length, 0);
  expect(xml.match(/<w:tblHeader/g)?.length).toBeGreaterThanOrEqual(1);
  expect(xml.match(/<w:cantSplit/g)?.length).toBeGreaterThan(rows);
});

test('what an office typed is text, whatever it looks like', async () => {
  const hostile = '</w:t><w:instrText>INCLUDEPICTURE "http://x"</w:instrText>\u0001';
  const table = {
    name: 'x',
    title: 'x',
    lines: [],
    frozenColumns: 0,
    columns: [{ id: 'a', header: 'a', width: 10, align: 'left' as const }],
    rows: [{ cells: [text(hostile)], bold: false, indent: 0 }],
  };
  const of = { letterhead: 'state', issuer: 'x', subject: 'x', at: MOMENT } as const;
  const xml = await partOf(await docxOf([table], of), 'word/document.xml');
  expect(xml).not.toContain('<w:instrText>INCLUDE');
  expect(wordsIn(xml).join('')).toContain('INCLUDEPICTURE');
});

const folder = mkdtempSync(join(tmpdir(), 'so-tinh-docx-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const there = spawnSync('soffice', ['--version']).status === 0;

// Without LibreOffice on the machine there is nothing to ask.
test.skipIf(!there)(
  'LibreOffice opens each and makes pages of it',
  { timeout: 180_000 },
  async ({ skip }) => {
    const pages = join(ROOT, 'node_modules/.cache/so-tinh/docx');
    mkdirSync(pages, { recursive: true });
    const names: string[] = [];
    for (const id of FORMS)
      for (const letterhead of LETTERHEADS) {
        names.push(`${id}-${letterhead}`);
        writeFileSync(join(folder, `${id}-${letterhead}.docx`), await made(id, letterhead));
      }
    execFileSync(
      'soffice',
      [
        `-env:UserInstallation=file://${folder}/profile`,
        '--headless',
        '--convert-to',
        'pdf',
        '--outdir',
        pages,
        ...names.map((name) => join(folder, `${name}.docx`)),
      ],
      { stdio: 'ignore' },
    );
    // Calc may be there without Writer.
    if (!names.some((name) => existsSync(join(pages, `${name}.pdf`)))) skip();
    for (const name of names) {
      const found = execFileSync('pdftotext', ['-layout', join(pages, `${name}.pdf`), '-']).toString('utf8');
      expect(found).toContain(
        name.endsWith('party') ? 'ĐẢNG CỘNG SẢN VIỆT NAM' : 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
      );
    }
  },
);
