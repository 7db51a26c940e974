/** The page of published figures beside the computed ones. */
import { html } from 'hono/html';
import type { Compared } from '../figures.ts';
import { ARTICLES } from '../published.ts';

const STYLE = `@import url(/desk/colours.css);
body{margin:24px auto;max-width:1100px;padding:0 16px;font:15px/22px Arial,sans-serif;color:var(--ink);background:var(--paper)}
table{border-collapse:collapse;width:100%}th,td{padding:6px 8px;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
th{position:sticky;top:0;background:var(--ground)}.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.ok{color:var(--done);font-weight:bold}.no{color:var(--error);font-weight:bold}.muted{color:var(--muted);font-size:13px}a{color:var(--action)}`;

function line({ published, computed, matches, coverage }: Compared) {
  const article = ARTICLES[published.article];
  return html`<tr>
    <td>${published.label}${published.split ? html`<br><span class="muted">Bài báo chỉ nêu số chung; phần chia cho đơn vị là giả định.</span>` : ''}</td>
    <td class="n">${published.printed}</td>
    <td class="n">${computed || '–'}</td>
    <td class="${matches ? 'ok' : 'no'}">${matches ? '✓ khớp' : '✗ lệch'}</td>
    <td>${coverage}</td>
    <td class="muted">${article.title}, ${article.date}</td>
  </tr>`;
}

/** A complete HTML page. */
export function figuresPage(compared: readonly Compared[]) {
  const matching = compared.filter(({ matches }) => matches).length;
  return html`<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Số công bố và số tính được – Sổ Tỉnh</title><style>${STYLE}</style></head>
<body><p><a href="/desk">← Bảng của các cơ quan</a></p>
<h1>Số công bố và số tính được</h1>
<p>${matching}/${compared.length} số khớp. Số tính được lấy từ máy chủ, cộng từ các báo cáo đã gửi qua bảng.</p>
<table><thead><tr><th>Chỉ tiêu</th><th class="n">Công bố</th><th class="n">Tính được</th><th>Kết quả</th><th>Độ phủ</th><th>Nguồn</th></tr></thead>
<tbody>${compared.map(line)}</tbody></table></body></html>`;
}
