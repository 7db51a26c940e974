/** Zip archives as tests need them: honest ones, and ones that lie about a part. */
import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipPart {
  readonly name: string;
  readonly data: string | Uint8Array;
  /** Said in the directory instead of the truth. */
  readonly size?: number;
  readonly flags?: number;
  readonly method?: number;
  /** Said beside the data instead of the name. */
  readonly localName?: string;
  /** Where the data is said to lie: that of the part before. */
  readonly overlaps?: boolean;
}

function header(
  length: number,
  fields: readonly (readonly [at: number, bytes: 2 | 4, value: number])[],
): Buffer {
  const made = Buffer.alloc(length);
  for (const [at, bytes, value] of fields) {
    if (bytes === 2) made.writeUInt16LE(value, at);
    else made.writeUInt32LE(value, at);
  }
  return made;
}

export function zipOf(parts: readonly ZipPart[]): Uint8Array<ArrayBuffer> {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let at = 0;
  let before = 0;
  for (const { name, data, size, flags = 0, method = 8, localName = name, overlaps = false } of parts) {
    const plain = Buffer.from(data);
    const packed = method === 8 ? deflateRawSync(plain) : plain;
    const said = size ?? plain.length;
    const names = [Buffer.from(localName), Buffer.from(name)] as const;
    const start = overlaps ? before : at;
    locals.push(
      header(30, [
        [0, 4, 0x04034b50],
        [6, 2, flags],
        [8, 2, method],
        [14, 4, crc32(plain)],
        [18, 4, packed.length],
        [22, 4, said],
        [26, 2, names[0].length],
      ]),
      names[0],
      packed,
    );
    central.push(
      header(46, [
        [0, 4, 0x02014b50],
        [8, 2, flags],
        [10, 2, method],
        [16, 4, crc32(plain)],
        [20, 4, packed.length],
        [24, 4, said],
        [28, 2, names[1].length],
        [42, 4, start],
      ]),
      names[1],
    );
    before = at;
    at += 30 + names[0].length + packed.length;
  }
  const directory = Buffer.concat(central);
  const end = header(22, [
    [0, 4, 0x06054b50],
    [8, 2, parts.length],
    [10, 2, parts.length],
    [12, 4, directory.length],
    [16, 4, at],
  ]);
  return new Uint8Array(Buffer.concat([...locals, directory, end]));
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATION = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** The smallest workbook: one sheet with that XML in it, and any other parts. */
export const workbookParts = (sheetData: string, more: readonly ZipPart[] = []): readonly ZipPart[] => [
  {
    name: '[Content_Types].xml',
    data: '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
  },
  {
    name: '_rels/.rels',
    data: `<Relationships><Relationship Id="r1" Type="${RELATION}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  },
  {
    name: 'xl/workbook.xml',
    data: `<workbook xmlns="${MAIN}" xmlns:r="${RELATION}"><sheets><sheet name="Trang" sheetId="1" r:id="r1"/></sheets></workbook>`,
  },
  {
    name: 'xl/_rels/workbook.xml.rels',
    data: `<Relationships><Relationship Id="r1" Type="${RELATION}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="${RELATION}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
  },
  {
    name: 'xl/worksheets/sheet1.xml',
    data: `<worksheet xmlns="${MAIN}"><sheetData>${sheetData}</sheetData></worksheet>`,
  },
  ...more,
];
