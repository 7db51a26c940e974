/** The page of figures says whose each figure is, and how the service came by it. */
import { expect, test } from 'vitest';
import { figuresPage } from './desk/figures-page.ts';
import type { Compared } from './figures.ts';
import { MADE, PUBLISHED } from './published.ts';

function compared(id: string, place: string, how: string): Compared {
  const published = PUBLISHED.find((one) => one.id === id);
  if (!published) throw new Error(`no figure ${id}`);
  return { published, computed: published.printed, matches: true, origin: { place, how } };
}

test('figures stand under their province, form and office, each with where it comes from', async () => {
  const page = String(
    await figuresPage([
      compared('2021.DH.DV.UB', 'Tỉnh ủy Hải Dương, Năm 2021', 'Cộng số của 13 báo cáo'),
      compared('targets.hd.11-14', 'Tỉnh ủy Hải Dương, Năm 2021', 'Máy chủ đếm 14 đánh giá công bố'),
      compared(
        'targets.vp.tcd-tu',
        'Huyện ủy Tam Đảo, Năm 2021',
        'Máy chủ đọc ra từ kế hoạch giao cho 1 đơn vị',
      ),
      compared('targets.hd.grdp-2021', 'Tỉnh ủy Hải Dương, Năm 2021', 'Đọc lại một ô của 1 báo cáo'),
    ]),
  );
  const order = [
    'Tỉnh Hải Dương',
    'Thống kê kiểm tra, giám sát, kỷ luật',
    MADE.split.full,
    'Cộng số của 13 báo cáo',
    'Giao và thực hiện chỉ tiêu',
    'Tỉnh ủy Hải Dương, Năm 2021',
    MADE.verdicts.full,
    'Máy chủ đếm 14 đánh giá công bố',
    'GRDP năm 2021',
    'Đọc lại một ô của 1 báo cáo',
    'Tỉnh Vĩnh Phúc',
    'Huyện ủy Tam Đảo, Năm 2021',
    'Máy chủ đọc ra từ kế hoạch giao cho 1 đơn vị',
  ];
  let from = 0;
  for (const text of order) {
    const at = page.indexOf(text, from);
    expect(at, text).toBeGreaterThanOrEqual(from);
    from = at;
  }
  expect(page).toContain('4/4 số khớp');
});
