/** The page `/bien-nhan`: whoever holds a receipt types its number and code and reads whether the ledger agrees. No account. */
import { html } from 'hono/html';
import { showDate } from '../../shared/dates.ts';
import { dayInVietnam, timeInVietnam } from '../../shared/days.ts';
import { htmlReply, Reply, respond } from '../http/reply.ts';
import type { Routes } from '../http/routes.ts';
import type { UsecaseDeps } from '../usecases/enter.ts';
import { type HeldReceipt, holdsReceipt } from '../usecases/ledger/hold-receipt.ts';

const STYLE = `*{box-sizing:border-box}body{font:16px/1.5 system-ui,sans-serif;max-width:34rem;margin:2rem auto;padding:0 1rem;color:#1b1f24;background:#fff}
h1{font-size:1.5rem;line-height:1.25;margin:0 0 .5rem}p{margin:.5rem 0}.muted{color:#59636e}label{display:block;margin-top:1rem;font-weight:600}
input{width:100%;font:16px ui-monospace,monospace;padding:.6rem;border:1px solid #818b98;border-radius:6px}
input::placeholder{font-family:system-ui,sans-serif}
button{margin-top:1.25rem;font:600 16px system-ui,sans-serif;padding:.65rem 1.4rem;border:0;border-radius:6px;background:#0b57d0;color:#fff}
button:focus-visible,input:focus-visible{outline:3px solid #7cacf8;outline-offset:1px}
.said{margin:1.25rem 0;padding:.9rem 1rem;border-left:5px solid;border-radius:4px}.yes{border-color:#1a7f37;background:#eafbee}.no{border-color:#b42318;background:#fdeceb}
.said strong{font-size:1.15rem}
@media(prefers-color-scheme:dark){body{color:#e6edf3;background:#0d1117}.muted{color:#9198a1}.yes{background:#12261a}.no{background:#2d1515}}`;

type Part = ReturnType<typeof html>;

function spoken(held: HeldReceipt | undefined): Part {
  if (held === undefined) {
    return html`<div class="said no" role="status"><strong>Không khớp</strong>
<p>Không có biên nhận nào mang số và mã này. Hãy xem lại từng ký tự; nếu vẫn không khớp, hãy báo quản trị của tỉnh.</p>
<p class="muted" lang="en">No match: no receipt has this number and code. Check every character; if it still does not match, tell the province’s administrator.</p></div>`;
  }
  if (!held.intact) {
    return html`<div class="said no" role="status"><strong>Số liệu đã bị sửa</strong>
<p>Đúng là có biên nhận này, nhưng số liệu hoặc sổ trên máy chủ không còn như lúc nhận. Hãy giữ biên nhận và báo quản trị của tỉnh.</p>
<p class="muted" lang="en">Altered: this receipt exists, but what the server keeps is no longer what it received. Keep the receipt and tell the province’s administrator.</p></div>`;
  }
  const day = dayInVietnam(held.at);
  const time = timeInVietnam(held.at);
  return html`<div class="said yes" role="status"><strong>Khớp</strong>
<p>Lần gửi số ${held.revision}, nhận lúc ${time} ngày ${showDate(day, 'vi')} (giờ Việt Nam)${held.late ? ', gửi chậm' : ''}.</p>
<p class="muted" lang="en">Match: revision ${held.revision}, received ${showDate(day, 'en')} ${time} (Việt Nam time)${held.late ? ', late' : ''}.</p></div>`;
}

const page = (number: string, code: string, said: Part | ''): Part => html`<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Kiểm tra biên nhận · Sổ Tỉnh</title><style>${STYLE}</style></head><body>
<h1>Kiểm tra biên nhận</h1>
<p>Nhập số và mã ghi trên biên nhận để biết máy chủ có đúng lần gửi đó không.</p>
<p class="muted" lang="en">Check a receipt: type its number and code.</p>
${said}
<form method="get" action="/bien-nhan">
<label for="so">Số biên nhận <span class="muted" lang="en">· number</span></label>
<input id="so" name="so" value="${number}" placeholder="ST-2022-hai-duong-000127" required maxlength="120" autocomplete="off" autocapitalize="off" spellcheck="false">
<label for="ma">Mã kiểm tra <span class="muted" lang="en">· code</span></label>
<input id="ma" name="ma" value="${code}" placeholder="12 ký tự" required maxlength="64" autocomplete="off" autocapitalize="off" spellcheck="false">
<button type="submit">Kiểm tra</button>
</form></body></html>`;

export function receiptPageRoutes(routes: Routes, deps: UsecaseDeps): void {
  routes.page('/bien-nhan', async (c) => {
    const [number, code] = [c.req.query('so')?.trim() ?? '', c.req.query('ma')?.trim() ?? ''];
    const asked = number !== '' || code !== '';
    const said = asked ? spoken(await holdsReceipt(deps, number, code)) : '';
    const { body, headers } = htmlReply(await page(number, code, said));
    const policy =
      "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
    return respond(c.get('requestId'), new Reply(body, { ...headers, 'content-security-policy': policy }));
  });
}
