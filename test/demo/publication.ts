/** The figures of 2021 are published before the reorganisation, and their files made again after it: the same to the byte. */
import { createHash } from 'node:crypto';
import type { Publication, PublicationHead } from '../../shared/wire-publication.ts';
import { PROVINCES, reviewerOf } from './import-files.ts';
import type { DemoService } from './service.ts';

const FILES = ['export.csv', 'export.xlsx'] as const;

interface File {
  readonly name: (typeof FILES)[number];
  readonly bytes: number;
  /** SHA-256, hex. */
  readonly hash: string;
}

export interface PublishedYear {
  readonly id: string;
  readonly files: readonly File[];
}

const writer = (): string => {
  const [province] = PROVINCES;
  if (!province) throw new Error('no province');
  return reviewerOf(province);
};

const filesOf = (service: DemoService, id: string): Promise<File[]> =>
  Promise.all(
    FILES.map(async (name) => {
      const bytes = await service.bytes(writer(), `/api/publications/${id}/${name}`);
      return { name, bytes: bytes.length, hash: createHash('sha256').update(bytes).digest('hex') };
    }),
  );

/** The province publishes the year 2021 as it was reported. */
export async function publishYear(service: DemoService): Promise<PublishedYear> {
  const { id } = await service.post<PublicationHead>(writer(), '/api/publications', {
    template: 'inspection',
    period: '2021',
    scope: 'hd.tinh-uy',
    status: 'official',
  });
  return { id, files: await filesOf(service, id) };
}

export interface Regenerated {
  readonly isSame: boolean;
  readonly words: readonly string[];
}

/** What the same publication gives now, beside what it gave when it was published. */
export async function regenerate(service: DemoService, { id, files }: PublishedYear): Promise<Regenerated> {
  const now = await filesOf(service, id);
  const { number, scopeName, at } = await service.get<Publication>(writer(), `/api/publications/${id}`);
  const same = now.map(({ hash }, index) => hash === files[index]?.hash);
  const [day = ''] = at.split('T');
  return {
    isSame: same.every(Boolean),
    words: [
      `Bản công bố số ${number} của ${scopeName} (${day.split('-').reverse().join('/')}), tải lại sau sáp nhập:`,
      ...now.map(
        ({ name, bytes, hash }, index) =>
          `  ${same[index] ? '✓' : '✗'} ${name}: ${bytes} byte, SHA-256 ${hash.slice(0, 12)}…, ${same[index] ? 'giống từng byte' : 'đã khác'}`,
      ),
    ],
  };
}
