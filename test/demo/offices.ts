/** The offices of the demonstration: real names of district-level units and communes before 1 July 2025 (General Statistics Office list). */

export interface Office {
  readonly id: string;
  readonly name: string;
  readonly kind: 'tinh' | 'huyen' | 'co_so' | 'so_nganh';
  readonly parent: string | null;
  /** Code of the territory in the General Statistics Office list, where the office has one. */
  readonly code?: string;
  /** Share used when a province figure is split; made. */
  readonly weight: number;
}

const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[Đđ]/g, 'd')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-');

const district = (
  prefix: string,
  parent: string,
  code: string,
  kind: string,
  name: string,
  weight: number,
): Office => ({
  id: `${prefix}.${plain(name)}`,
  name: `${kind} ${name}`,
  kind: 'huyen',
  parent,
  code,
  weight,
});

const ROOT_HD = 'hd.tinh-uy';
const HD = (code: string, kind: string, name: string, weight: number) =>
  district('hd', ROOT_HD, code, kind, name, weight);

export const HAI_DUONG_DISTRICTS: readonly Office[] = [
  HD('288', 'Thành ủy', 'Hải Dương', 14),
  HD('290', 'Thành ủy', 'Chí Linh', 10),
  HD('291', 'Huyện ủy', 'Nam Sách', 7),
  HD('292', 'Thị ủy', 'Kinh Môn', 9),
  HD('293', 'Huyện ủy', 'Kim Thành', 8),
  HD('294', 'Huyện ủy', 'Thanh Hà', 8),
  HD('295', 'Huyện ủy', 'Cẩm Giàng', 8),
  HD('296', 'Huyện ủy', 'Bình Giang', 6),
  HD('297', 'Huyện ủy', 'Gia Lộc', 7),
  HD('298', 'Huyện ủy', 'Tứ Kỳ', 9),
  HD('299', 'Huyện ủy', 'Ninh Giang', 7),
  HD('300', 'Huyện ủy', 'Thanh Miện', 7),
];

const commune =
  (parent: string) =>
  (entry: string, index: number): Office => {
    const [code = '', name = ''] = entry.split('|');
    return {
      id: `${parent}.${plain(name)}`,
      name: `Đảng ủy ${name}`,
      kind: 'co_so',
      parent,
      code,
      weight: 3 + ((index * 5) % 7),
    };
  };

export const HAI_DUONG_CITY_COMMUNES: readonly Office[] = [
  '10507|phường Cẩm Thượng',
  '10510|phường Bình Hàn',
  '10513|phường Ngọc Châu',
  '10514|phường Nhị Châu',
  '10516|phường Quang Trung',
  '10519|phường Nguyễn Trãi',
  '10525|phường Trần Hưng Đạo',
  '10528|phường Trần Phú',
  '10531|phường Thanh Bình',
  '10532|phường Tân Bình',
  '10534|phường Lê Thanh Nghị',
  '10537|phường Hải Tân',
  '10540|phường Tứ Minh',
  '10543|phường Việt Hòa',
  '10660|phường Ái Quốc',
  '10663|xã An Thượng',
  '10672|phường Nam Đồng',
  '10822|xã Quyết Thắng',
  '10837|xã Tiền Tiến',
  '11002|phường Thạch Khôi',
  '11005|xã Liên Hồng',
  '11011|phường Tân Hưng',
  '11017|xã Gia Xuyên',
  '11077|xã Ngọc Sơn',
].map(commune('hd.hai-duong'));

export const TU_KY_COMMUNES: readonly Office[] = [
  '11074|thị trấn Tứ Kỳ',
  '11083|xã Đại Sơn',
  '11086|xã Hưng Đạo',
  '11092|xã Bình Lăng',
  '11095|xã Chí Minh',
  '11098|xã Kỳ Sơn',
  '11101|xã Quang Phục',
  '11113|xã Tân Kỳ',
  '11116|xã Quang Khải',
  '11119|xã Đại Hợp',
  '11122|xã Dân An',
  '11125|xã An Thanh',
  '11128|xã Minh Đức',
  '11131|xã Văn Tố',
  '11134|xã Quang Trung',
  '11140|xã Lạc Phượng',
  '11143|xã Tiên Động',
  '11146|xã Nguyên Giáp',
  '11149|xã Hà Kỳ',
  '11152|xã Hà Thanh',
].map(commune('hd.tu-ky'));

const body = (id: string, name: string): Office => ({
  id: `hd.${id}`,
  name,
  kind: 'so_nganh',
  parent: ROOT_HD,
  weight: 4,
});

/** Provincial bodies whose heads are named in the articles, and the rest gathered by block. */
export const HAI_DUONG_BODIES: readonly Office[] = [
  body('so-thong-tin', 'Sở Thông tin và Truyền thông'),
  body('so-nong-nghiep', 'Sở Nông nghiệp và Phát triển nông thôn'),
  body('so-tai-nguyen', 'Sở Tài nguyên và Môi trường'),
  body('ban-tuyen-giao', 'Ban Tuyên giáo Tỉnh ủy'),
  body('khoi-co-quan-dang', 'Khối cơ quan Đảng, đoàn thể tỉnh'),
  body('khoi-chinh-quyen', 'Khối sở, ngành tỉnh'),
  body('khoi-nganh-doc', 'Khối ngành dọc, lực lượng vũ trang'),
];

export const HAI_DUONG_ROOT: Office = {
  id: ROOT_HD,
  name: 'Tỉnh ủy Hải Dương',
  kind: 'tinh',
  parent: null,
  code: '30',
  weight: 6,
};

export const HAI_DUONG: readonly Office[] = [
  HAI_DUONG_ROOT,
  ...HAI_DUONG_DISTRICTS,
  ...HAI_DUONG_BODIES,
  ...HAI_DUONG_CITY_COMMUNES,
  ...TU_KY_COMMUNES,
];

const ROOT_VP = 'vp.tinh-uy';
const VP = (code: string, kind: string, name: string, weight: number) =>
  district('vp', ROOT_VP, code, kind, name, weight);

export const VINH_PHUC_ROOT: Office = {
  id: ROOT_VP,
  name: 'Tỉnh ủy Vĩnh Phúc',
  kind: 'tinh',
  parent: null,
  code: '26',
  weight: 6,
};

export const VINH_PHUC_DISTRICTS: readonly Office[] = [
  VP('243', 'Thành ủy', 'Vĩnh Yên', 8),
  VP('244', 'Thành ủy', 'Phúc Yên', 7),
  VP('246', 'Huyện ủy', 'Lập Thạch', 8),
  VP('247', 'Huyện ủy', 'Tam Dương', 7),
  VP('248', 'Huyện ủy', 'Tam Đảo', 6),
  VP('249', 'Huyện ủy', 'Bình Xuyên', 8),
  VP('251', 'Huyện ủy', 'Yên Lạc', 8),
  VP('252', 'Huyện ủy', 'Vĩnh Tường', 9),
  VP('253', 'Huyện ủy', 'Sông Lô', 6),
];

export const VINH_PHUC: readonly Office[] = [VINH_PHUC_ROOT, ...VINH_PHUC_DISTRICTS];
