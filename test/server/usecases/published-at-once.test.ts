/** What a publication freezes is of one moment: who pushes while it is made is in its figures and its rules, or in neither. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FileWriter } from '../../../server/exports/file-writer.ts';
import { TemplateShelf } from '../../../server/store/templates.ts';
import type { Identity, UsecaseDeps } from '../../../server/usecases/enter.ts';
import { RuleShelf } from '../../../server/usecases/forms/rule-shelf.ts';
import { importProvince } from '../../../server/usecases/import/import-province.ts';
import { publish } from '../../../server/usecases/publications/publish.ts';
import { TerritoryShelf } from '../../../server/usecases/totals/territory-shelf.ts';
import type { Publication, PublicationHead } from '../../../shared/wire-publication.ts';
import { newKey, type TestApp, testApp, tinyPath, tinyPush } from '../../support/app.ts';
import { makeProvince, Q1, TINY } from '../../support/make.ts';

const A = (n: string) => ({ main: { a: { n }, c: { n: '9' } } });
const NEXT = { ...TINY, version: 2 };

let app: TestApp;
const files = new FileWriter();
beforeAll(async () => {
  app = await testApp(files);
});
afterAll(() => app.stop());

/** Calls `between` once, when the form is asked for the first time: what is read before is read, what follows is not. */
class WatchedShelf extends TemplateShelf {
  #between: (() => Promise<void>) | undefined;

  constructor(between: () => Promise<void>) {
    super();
    this.#between = between;
  }

  override async get(...asked: Parameters<TemplateShelf['get']>) {
    const between = this.#between;
    this.#between = undefined;
    await between?.();
    return super.get(...asked);
  }
}

test.each(['asWas', 'today'] as const)(
  'on %s, an office that submits on a newer version in the middle is wholly in it: its figure and its rules',
  async (basis) => {
    const id = await makeProvince(app.db, () => app.now, {
      id: basis.toLowerCase(),
      offices: { x1: 'p', x2: 'p' },
    });
    const owed = { template: 'tiny', version: 2, period: Q1.id, assigned: [], profile: null };
    const data = {
      province: { id, name: `Tỉnh ${id}` },
      templates: [{ template: TINY }, { template: NEXT }],
      assignments: [{ ...owed, unit: 'x2' }],
    };
    const moved = await importProvince({ db: app.db, clock: () => app.now }, data, { dryRun: false });
    expect(moved.faults).toEqual([]);
    const as = (person: string) => app.token(person, id);
    const push = (unit: string, n: string, templateVersion: number) =>
      app.post(tinyPath(unit, '/revisions'), tinyPush(A(n), 0, { templateVersion }), {
        as: as(`clerk.${unit}`),
        key: newKey(),
      });
    expect((await push('x1', '5', 1)).status).toBe(200);
    expect((await app.get('/api/me', as('writer'))).status).toBe(200);
    let between = 0;
    const deps: UsecaseDeps = {
      db: app.db,
      clock: () => app.now,
      shelf: new TemplateShelf(),
      rules: new RuleShelf(),
      territories: new TerritoryShelf(),
      retry: { random: () => 0, pause: () => Promise.resolve() },
      monotonic: () => 0,
      writes: { count: 0 },
    };
    const shelf = new WatchedShelf(async () => {
      between = (await push('x2', '7', 2)).status;
    });
    const identity: Identity = {
      iss: app.issuer.url,
      sub: `sub-${id}-writer`,
      email: `writer@${id}.gov.vn`,
      authoritative: true,
    };
    const request = {
      template: 'tiny',
      period: Q1.id,
      scope: 'p',
      counts: 'submitted',
      basis,
      status: 'preliminary',
    } as const;
    const answer = await publish({ deps: { ...deps, shelf }, files }, { identity, key: newKey(), request });
    expect(between).toBe(200);
    const head = JSON.parse(answer.body) as PublicationHead;
    const { body } = await app.get<Publication>(`/api/publications/${head.id}`, as('writer'));
    const value = body.totals.totals.find(({ row }) => row === 'a')?.value;
    expect([value, body.totals.coverage.received, body.rules]).toEqual(['12', 2, ['tiny@1', 'tiny@2']]);
  },
);
