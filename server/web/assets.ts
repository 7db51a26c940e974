/** The style sheet and the fonts of the pages, read once and served under the hash of what they say, so that browsers keep them. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Problem } from '../../shared/problem.ts';
import { Reply, respond } from '../http/reply.ts';
import type { Routes } from '../http/routes.ts';

const FONTS = ['be-vietnam-pro-vietnamese-400-normal.woff2', 'be-vietnam-pro-latin-400-normal.woff2'];
const KEPT = 'public, max-age=31536000, immutable';

interface Asset {
  readonly type: string;
  readonly body: string | Uint8Array<ArrayBuffer>;
}

const here = createRequire(import.meta.url);
const hashed = (name: string, body: string | Uint8Array): string =>
  `/trang/${createHash('sha256').update(body).digest('hex').slice(0, 12)}/${name}`;

function readAssets(): { readonly style: string; readonly all: ReadonlyMap<string, Asset> } {
  const all = new Map<string, Asset>();
  let css = readFileSync(new URL('pages.css', import.meta.url), 'utf8');
  for (const font of FONTS) {
    const body = new Uint8Array(readFileSync(here.resolve(`@fontsource/be-vietnam-pro/files/${font}`)));
    const path = hashed(font, body);
    all.set(path, { type: 'font/woff2', body });
    css = css.replace(`url("${font}")`, `url("${path}")`);
  }
  const style = hashed('pages.css', css);
  all.set(style, { type: 'text/css; charset=utf-8', body: css });
  return { style, all };
}

const ASSETS = readAssets();

/** Address of the style sheet. */
export const STYLE_SHEET = ASSETS.style;

export function assetRoutes(routes: Routes): void {
  routes.page('/trang/:hash/:name', (c) => {
    const asset = ASSETS.all.get(c.req.path);
    if (asset === undefined) throw new Problem('no_such_address');
    const headers = { 'content-type': asset.type, 'cache-control': KEPT };
    return respond(c.get('requestId'), new Reply(asset.body, headers));
  });
}
