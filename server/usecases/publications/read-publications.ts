/** Publications as a person may read them, and their files made again from what was frozen, the same to the byte. */
import { Problem } from '../../../shared/problem.ts';
import type { Publication, PublicationList } from '../../../shared/wire-publication.ts';
import type { FileWriter } from '../../exports/file-writer.ts';
import type { MadeFile } from '../../exports/made-file.ts';
import { sha256 } from '../../store/hash.ts';
import { enterPerson } from '../../store/people.ts';
import { type FrozenRow, selectPublication, selectPublicationPage } from '../../store/publications.ts';
import { entered, type Identity, readAsPerson, type UsecaseDeps } from '../enter.ts';
import { type PageQuery, pageFrom } from '../page.ts';
import { type FrozenFile, fileHash, frozenFrom, frozenJob } from './frozen.ts';
import { headFrom } from './publish.ts';

/** Throws `not_found`, and `publication_changed` where what is stored is not what was frozen. */
function frozenRow(deps: UsecaseDeps, identity: Identity, id: string): Promise<FrozenRow> {
  return readAsPerson(deps, identity, async (flights) => {
    const [people, [row]] = await flights.commit(
      enterPerson(flights, identity),
      selectPublication(flights, id),
    );
    entered(people[0]);
    if (row === undefined) throw new Problem('not_found');
    if (sha256(row.payload) !== row.payload_hash) throw new Problem('publication_changed');
    return row;
  });
}

export async function readPublication(
  deps: UsecaseDeps,
  identity: Identity,
  id: string,
): Promise<Publication> {
  const row = await frozenRow(deps, identity, id);
  const { templateHash, totals } = frozenFrom(row.payload);
  return {
    ...headFrom(row),
    templateHash,
    totals,
    files: { ...row.files },
  };
}

export function readPublications(
  deps: UsecaseDeps,
  identity: Identity,
  { cursor, limit }: PageQuery,
): Promise<PublicationList> {
  return readAsPerson(deps, identity, async (flights) => {
    const [people, rows] = await flights.commit(
      enterPerson(flights, identity),
      selectPublicationPage(flights, cursor, limit + 1),
    );
    entered(people[0]);
    const { page, next } = pageFrom(rows, limit, ({ id }) => id);
    return { items: page.map(headFrom), next };
  });
}

/** The file as it was published. Throws `export_changed` where this program would make another one of the same figures. */
export async function readPublicationFile(
  deps: UsecaseDeps,
  files: FileWriter,
  identity: Identity,
  of: { readonly id: string; readonly name: FrozenFile; readonly left: AbortSignal },
): Promise<MadeFile> {
  const row = await frozenRow(deps, identity, of.id);
  const made = await files.write(frozenJob(frozenFrom(row.payload), of.name), of.left);
  if (fileHash(made.body) !== row.files[of.name])
    throw new Problem('export_changed', { url: `/api/publications/${of.id}` });
  return made;
}
