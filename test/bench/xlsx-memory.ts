/** The most memory the process that reads a workbook holds: for an honest file of 5 MB, and for bombs. */
import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WorkbookReader } from '../../server/excel/workbook-reader.ts';
import { sheetPlanXlsx } from '../../server/exports/sheet-plan-xlsx.ts';
import { Problem } from '../../shared/problem.ts';
import type { Cells } from '../../shared/report.ts';
import { planWorkbook } from '../../shared/sheet-layout.ts';
import type { ReportForm } from '../../shared/wire.ts';
import { MOMENT, reportExport } from '../support/exported.ts';
import { chance } from '../support/random.ts';
import { workbookParts, zipOf } from '../support/zip.ts';
import type { Figure } from './figure.ts';

const BAR_MB = 150;
const MEGABYTE = 1024 * 1024;
const ROWS = 12_000;
const WORDS =
  'kế hoạch triển khai nghị quyết đại hội đảng bộ huyện nhiệm kỳ công tác kiểm tra giám sát chuyên đề tổ chức cơ sở phát triển nông thôn mới chuyển đổi số cải cách hành chính ngân sách đầu tư công giải phóng mặt bằng'.split(
    ' ',
  );

const peakFile = join(tmpdir(), `so-tinh-reading-${process.pid}`);

/** The tasks of a large office, no two alike: 5 MB as a file. */
async function honest(form: ReportForm): Promise<Uint8Array> {
  const { next: random } = chance('honest workbook', 20260);
  const text = (count: number): string =>
    Array.from(
      { length: count },
      () => `${WORDS[Math.floor(random() * WORDS.length)]} ${Math.floor(random() * 9999)}`,
    ).join(' ');
  const [sample = {}] = Object.values(form.content.tasks ?? {});
  const rows: Record<string, Cells> = {};
  for (let n = 1; n <= ROWS; n += 1)
    rows[`r${String(n).padStart(5, '0')}`] = { ...sample, task: text(36), result: text(24), basis: text(28) };
  const plan = planWorkbook({ ...form, content: { ...form.content, tasks: rows } });
  return sheetPlanXlsx(plan, { at: MOMENT, base: 0 });
}

const filler = (bytes: number, of: string): string => of.repeat(Math.ceil(bytes / of.length));

/** Each lies in another way: about its size, by one huge text, by cells without end. */
const BOMBS: Readonly<Record<string, () => Uint8Array>> = {
  size: () =>
    zipOf(workbookParts('', [{ name: 'xl/a.xml', data: Buffer.alloc(120 * MEGABYTE, 32), size: 1000 }])),
  text: () =>
    zipOf(workbookParts('', [{ name: 'xl/sharedStrings.xml', data: `<sst><si><t>${noise(40 * MEGABYTE)}` }])),
  cells: () =>
    zipOf(
      workbookParts(filler(60 * MEGABYTE, `<row>${'<c><v>12345</v></c>'.repeat(200)}</row>`).slice(0, -7)),
    ),
};

/** Hex of changing numbers: it packs too little to be told a bomb by its ratio. */
function noise(bytes: number): string {
  const { next: random } = chance('noise', 7);
  let text = '';
  while (text.length < bytes)
    text += Math.floor(random() * 2 ** 32)
      .toString(16)
      .repeat(8);
  return text;
}

export async function benchXlsxMemory(): Promise<Figure[]> {
  const { form } = reportExport('tasks');
  const { template, assigned, head } = form;
  const job = {
    template,
    assigned,
    report: { unit: head.unit, template: head.template, period: head.period },
    answers: {},
  };
  const reader = new WorkbookReader(new URL('./measured-reading.ts', import.meta.url), {
    // Memory is measured here, on a machine that may be busy.
    deadlineMs: 120_000,
  });
  const peakOf = async (file: Uint8Array): Promise<{ peak: number; told: string; ms: number }> => {
    rmSync(peakFile, { force: true });
    const begun = performance.now();
    const told = await reader.read(job, file).then(
      ({ content }) => `${Object.keys(content.tasks ?? {}).length} tasks`,
      (error: unknown) => (error instanceof Problem ? error.code : String(error)),
    );
    const ms = performance.now() - begun;
    return { peak: Number(readFileSync(peakFile, 'utf8')) / 1024, told, ms };
  };
  const file = await honest(form);
  const read = await peakOf(file);
  const bombs: { name: string; peak: number; told: string }[] = [];
  for (const [name, make] of Object.entries(BOMBS)) bombs.push({ name, ...(await peakOf(make())) });
  const worst = Math.max(...bombs.map(({ peak }) => peak));
  const base = { unit: 'MB', bar: BAR_MB, want: 'atMost' } as const;
  return [
    {
      ...base,
      id: 'xlsx-memory-file',
      value: read.peak,
      also: read.told === `${ROWS} tasks` && file.length > 4.9 * MEGABYTE,
      note: `peak of the reading process; ${(file.length / MEGABYTE).toFixed(1)} MB, ${read.told} in ${Math.round(read.ms)} ms`,
    },
    {
      ...base,
      id: 'xlsx-memory-bomb',
      value: worst,
      also: bombs.every(({ told }) => told === 'workbook_too_large' || told === 'not_a_workbook'),
      note: bombs.map(({ name, peak, told }) => `${name} ${Math.round(peak)} MB ${told}`).join(', '),
    },
  ];
}
