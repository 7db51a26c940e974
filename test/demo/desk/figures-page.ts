/** The page of published figures beside the computed ones. */
import { html } from 'hono/html';
import { builtIn } from '../../../shared/templates/index.ts';
import type { Compared } from '../figures.ts';
import { PROVINCES } from '../import-files.ts';
import { ARTICLES, MADE, type Where } from '../published.ts';

const STYLE = `@import url(/desk/colours.css);
body{margin:24px auto;max-width:1100px;padding:0 16px;font:15px/22px Arial,sans-serif;color:var(--ink);background:var(--paper)}
table{border-collapse:collapse;width:100%;table-layout:fixed}th,td{padding:6px 8px;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
th{background:var(--ground)}tbody th{padding-top:14px;background:none;border-bottom:2px solid var(--line)}h2{margin:32px 0 0}h3{margin:16px 0 4px}th,td{box-sizing:border-box}.what{width:31%}thead .n,.result{width:9%}.how{width:22%}.ok,.no{white-space:nowrap}.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.ok{color:var(--done);font-weight:bold}.no{color:var(--error);font-weight:bold}.muted{color:var(--muted);font-size:13px}a{color:var(--action)}`;

type Figures = readonly Compared[];

function line({ published, computed, matches, origin }: Compared) {
  const article = ARTICLES[published.article];
  return html`<tr>
    <td>${published.label}${published.made ? html`<br><span class="muted">${MADE[published.made].full}</span>` : ''}</td>
    <td class="n">${published.printed}</td>
    <td class="n">${computed || '–'}</td>
    <td class="${matches ? 'ok' : 'no'}">${matches ? '✓ khớp' : '✗ lệch'}</td>
    <td>${origin.how}</td>
    <td class="muted">“${article.title}”, ${article.date}</td>
  </tr>`;
}

/** Figures under one heading each, in the order in which the headings first come. */
function grouped(of: (one: Compared) => string, compared: Figures): (readonly [string, Figures])[] {
  const names = [...new Set(compared.map(of))];
  return names.map((name) => [name, compared.filter((one) => of(one) === name)] as const);
}

const provinceOf = ({ published }: Compared): string =>
  PROVINCES.find(({ id }) => id === published.province)?.name ?? published.province;
const formOf = ({ published }: Compared): string =>
  builtIn(FORMS[published.where.kind])?.descriptors.name.vi ?? '';

const FORMS: Readonly<Record<Where['kind'], string>> = {
  total: 'inspection',
  tasks: 'tasks',
  leaders: 'tasks',
  cell: 'targets',
  gap: 'targets',
  met: 'targets',
};

const HEAD = html`<thead><tr><th class="what">Chỉ tiêu</th><th class="n">Công bố</th><th class="n">Tính được</th><th class="result">Kết quả</th><th class="how">Từ đâu mà có</th><th>Nguồn</th></tr></thead>`;

const table = (compared: Figures) =>
  html`<table>${HEAD}${grouped(({ origin }) => origin.place, compared).map(
    ([place, figures]) =>
      html`<tbody><tr><th colspan="6" scope="rowgroup">${place}</th></tr>${figures.map(line)}</tbody>`,
  )}</table>`;

const chapter = ([province, compared]: readonly [string, Figures]) =>
  html`<h2>Tỉnh ${province}</h2>${grouped(formOf, compared).map(
    ([form, figures]) => html`<h3>${form}</h3>${table(figures)}`,
  )}`;

/** A complete HTML page. */
export function figuresPage(compared: Figures) {
  const matching = compared.filter(({ matches }) => matches).length;
  return html`<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Số công bố và số tính được – Sổ Tỉnh</title><style>${STYLE}</style></head>
<body><p><a href="/desk">← Bảng của các cơ quan</a></p>
<h1>Số công bố và số tính được</h1>
<p>${matching}/${compared.length} số khớp. Mọi số tính được đều lấy từ máy chủ, sau khi các báo cáo đã gửi qua bảng. Số nào cộng từ nhiều báo cáo,
số nào chỉ đọc lại từ một báo cáo hay từ kế hoạch được giao, số nào bản trình diễn còn đếm hay trừ thêm, xem cột “Từ đâu mà có”.</p>
${grouped(provinceOf, compared).map(chapter)}</body></html>`;
}
