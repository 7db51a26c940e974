/**
 * The offices of the demonstration from 1 July 2025 on: the commune-level units of the old Hải Dương inside Hải Phòng, and the old
 * communes of the demonstration each was made of. Names, codes and successions: General Statistics Office lists of 18 July 2025
 * as kept by github.com/tranngocminhhieu/vietnamadminunits (MIT); the legal basis by its number only.
 */
import { HAI_DUONG_CITY_COMMUNES, type Office, TU_KY_COMMUNES } from './offices.ts';

/** First day of the new order, and last day of the old one. */
export const NEW_ORDER = '2025-07-01';
export const LAST_OF_OLD = '2025-06-30';
export const LAW = { provinces: 'NQ 202/2025/QH15', communes: 'NQ 1669/NQ-UBTVQH15' } as const;

export const HAI_PHONG_ROOT: Office = {
  id: 'hp.thanh-uy',
  name: 'Thành ủy Hải Phòng',
  kind: 'tinh',
  parent: null,
  code: '31',
  weight: 0,
};

/** code | name | codes of the old communes, where the demonstration knows them. */
const COMMUNES = [
  '10507|phường Thành Đông|10507 10510 10519 10663',
  '10525|phường Hải Dương|10513 10514 10516 10525',
  '10532|phường Lê Thanh Nghị|10528 10531 10532 10534',
  '10537|phường Tân Hưng|10528 10537 11011 11077',
  '10543|phường Việt Hòa|10540 10543',
  '10546|phường Chí Linh',
  '10549|phường Chu Văn An',
  '10552|phường Nguyễn Trãi',
  '10570|phường Trần Hưng Đạo',
  '10573|phường Trần Nhân Tông',
  '10603|phường Lê Đại Hành',
  '10606|xã Nam Sách',
  '10615|xã Hợp Tiến',
  '10633|xã Trần Phú',
  '10642|xã Thái Tân',
  '10645|xã An Phú',
  '10660|phường Ái Quốc|10660 10822',
  '10675|phường Kinh Môn',
  '10678|phường Bắc An Phụ',
  '10705|xã Nam An Phụ',
  '10714|phường Nhị Chiểu',
  '10726|phường Phạm Sư Mạnh',
  '10729|phường Trần Liễu',
  '10744|phường Nguyễn Đại Năng',
  '10750|xã Phú Thái',
  '10756|xã Lai Khê',
  '10792|xã An Thành',
  '10804|xã Kim Thành',
  '10813|xã Thanh Hà',
  '10816|xã Hà Bắc',
  '10837|phường Nam Đồng|10672 10837',
  '10843|xã Hà Nam',
  '10846|xã Hà Tây',
  '10882|xã Hà Đông',
  '10888|xã Cẩm Giang',
  '10891|phường Tứ Minh|10540',
  '10903|xã Cẩm Giàng',
  '10909|xã Tuệ Tĩnh',
  '10930|xã Mao Điền',
  '10945|xã Kẻ Sặt',
  '10966|xã Bình Giang',
  '10972|xã Đường An',
  '10993|xã Thượng Hồng',
  '10999|xã Gia Lộc',
  '11002|phường Thạch Khôi|11002 11005 11017',
  '11020|xã Yết Kiêu',
  '11050|xã Gia Phúc',
  '11065|xã Trường Tân',
  '11074|xã Tứ Kỳ|11074 11101 11116 11128',
  '11086|xã Đại Sơn|11083 11086 11092',
  '11113|xã Tân Kỳ|11086 11098 11113 11119 11122',
  '11131|xã Chí Minh|11095 11125 11131',
  '11140|xã Lạc Phượng|11134 11140 11143',
  '11146|xã Nguyên Giáp|11143 11146 11149 11152',
  '11164|xã Vĩnh Lại',
  '11167|xã Tân An',
  '11203|xã Ninh Giang',
  '11218|xã Hồng Châu',
  '11224|xã Khúc Thừa Dụ',
  '11239|xã Thanh Miện',
  '11242|xã Nguyễn Lương Bằng',
  '11254|xã Bắc Thanh Miện',
  '11257|xã Hải Hưng',
  '11284|xã Nam Thanh Miện',
  '11911|xã Nguyễn Bỉnh Khiêm',
];

interface NewOffice extends Office {
  /** Ids of the offices it took over from, wholly or in part. */
  readonly made: readonly string[];
}

const OLD = new Map([...HAI_DUONG_CITY_COMMUNES, ...TU_KY_COMMUNES].map(({ code, id }) => [code, id]));

export const NEW_COMMUNES: readonly NewOffice[] = COMMUNES.map((entry) => {
  const [code = '', name = '', olds = ''] = entry.split('|');
  return {
    id: `hp.${code}`,
    name: `Đảng ủy ${name}`,
    kind: 'co_so',
    parent: HAI_PHONG_ROOT.id,
    code,
    weight: 0,
    made: olds.split(' ').flatMap((old) => OLD.get(old) ?? []),
  };
});
