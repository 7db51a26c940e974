/** Owns the "Tổng hợp" tab: the province's totals with their coverage, drawn for reading. */

import { showDate } from '../../shared/dates.ts';
import type { Coverage, Totals } from '../../shared/wire.ts';
import type { PlainTab, Ports } from './ports.ts';
import type { TotalsResult, Words } from './rpc.ts';
import { fetchForm, fetchTotals } from './server.ts';
import { needReport } from './session.ts';
import { COLUMNS, heading, NAMING_COLUMNS, totalsLines } from './totals-table.ts';

const NAME = 'Tổng hợp';

/** Draws the totals of this report's form and period into their own tab. */
export function pullTotals(ports: Ports): TotalsResult {
  const ref = needReport(ports);
  const form = fetchForm(ports, ref);
  const totals = fetchTotals(ports, ref);
  const words = coverageWords(totals.coverage);
  const found = totalsLines(form, totals);
  const lines = found.length > 0 ? found : [heading('', nothingWords(totals).vi)];
  const counted = totals.counts === 'accepted' ? 'chỉ báo cáo đã duyệt' : 'mọi báo cáo đã gửi hợp lệ';
  const tab: PlainTab = {
    name: NAME,
    title: `${form.template.descriptors.name.vi} – ${totals.scope.name} và các đơn vị trực thuộc – ${form.period.label.vi}`,
    subtitle: `${words.vi} · Tính ${counted} · Lấy ngày ${showDate(form.facts.today, 'vi')}`,
    header: COLUMNS.map((column) => column.header),
    rows: lines.map((line) => line.cells),
    numberFormats: lines.map((line) => line.formats),
    headings: lines.map((line) => line.heading),
    frozenColumns: NAMING_COLUMNS,
    widths: COLUMNS.map((column) => column.width),
  };
  return {
    sheetName: ports.workbook.drawPlain(tab),
    coverage: totals.coverage,
    words,
    rows: found.filter((line) => !line.heading).length,
    nothing: found.length > 0 ? null : nothingWords(totals),
  };
}

/** An empty table would look like a fault: it says why there is no figure yet. */
const nothingWords = ({ counts }: Totals): Words =>
  counts === 'accepted'
    ? {
        vi: 'Chưa có số: chưa báo cáo nào được duyệt. Biểu này chỉ cộng báo cáo đã duyệt.',
        en: 'No figures yet: no report is accepted. This form adds up accepted reports only.',
      }
    : {
        vi: 'Chưa có số: chưa báo cáo nào được gửi.',
        en: 'No figures yet: no report was sent.',
      };

/** "9/12 đơn vị đã gửi, 5 đã duyệt, 1 muộn". */
function coverageWords({ expected, received, accepted, late }: Coverage): Words {
  return {
    vi: `${received}/${expected} đơn vị đã gửi, ${accepted} đã duyệt, ${late} gửi chậm`,
    en: `${received} of ${expected} offices sent, ${accepted} accepted, ${late} late`,
  };
}
