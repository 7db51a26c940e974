/** Builds the add-on into addon/dist: one script, one page, one manifest, and nothing else. */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { minify } from 'terser';
import { oneLanguage } from './one-language.mjs';

const DEFAULT_SERVER = 'https://so-tinh.example.vn';
const LIMITS_KB = { 'Code.js': 250, 'Sidebar.html': 100 };
const at = (path) => fileURLToPath(new URL(path, import.meta.url));
/** Zod is 40 kB of a script that may have 250; docs/decisions/0023. */
const SCRIPT_ZOD = { zod: at('script-zod.ts') };

/** The server's address without a trailing slash; only https, or http on this machine. */
function serverAddress() {
  const url = new URL(process.env.SO_TINH_SERVER_URL ?? DEFAULT_SERVER);
  const local = url.hostname === 'localhost' || url.hostname === '127.0.0.1';
  if (url.protocol !== 'https:' && !local) throw new Error(`SO_TINH_SERVER_URL must be https: ${url.href}`);
  return url.href.replace(/\/+$/, '');
}

const script = {
  bundle: true,
  write: false,
  minify: true,
  legalComments: 'none',
  charset: 'utf8',
  target: 'es2019',
};

/** Terser takes another 8 kB off the script, which the bundler's own minifier leaves. */
const SMALLER = {
  compress: { passes: 3, ecma: 2019, unsafe_arrows: true, keep_fargs: false },
  format: { ecma: 2019 },
};

async function bundle(options) {
  const { outputFiles } = await build({ ...script, ...options });
  const [file] = outputFiles;
  return file.text;
}

async function bundleScript(options) {
  const { code } = await minify(await bundle(options), SMALLER);
  return code;
}

/** Names of entry.ts, which the metafile tells for ES modules only. */
async function entryNames(define) {
  const { metafile } = await build({
    ...script,
    alias: SCRIPT_ZOD,
    define,
    entryPoints: [at('entry.ts')],
    format: 'esm',
    platform: 'neutral',
    metafile: true,
  });
  return Object.values(metafile.outputs)
    .flatMap((output) => output.exports)
    .sort();
}

/** Menus, triggers and the sidebar call top-level functions, so each export gets a declaration of its own. */
async function buildCode(define) {
  const names = await entryNames(define);
  // Nobody outside may call a function whose name ends in "_".
  const ask = 'function ask_(a,n){return SoTinh.askedBy(a,SoTinh[n])}';
  const stub = (name) => `function ${name}(){return ask_(arguments,"${name}")}`;
  const stubs = [ask, ...names.filter((name) => name !== 'askedBy').map(stub)];
  return bundleScript({
    alias: SCRIPT_ZOD,
    define,
    entryPoints: [at('entry.ts')],
    format: 'iife',
    globalName: 'SoTinh',
    platform: 'neutral',
    footer: { js: stubs.join('\n') },
  });
}

/** The page with its style and script inlined; no "</script" or "</style" may end them early. */
async function buildSidebar(plugins) {
  const [html, style, code] = await Promise.all([
    readFile(at('sidebar/index.html'), 'utf8'),
    bundle({ entryPoints: [at('sidebar/styles.css')] }),
    bundleScript({ plugins, entryPoints: [at('sidebar/main.ts')], format: 'iife', platform: 'browser' }),
  ]);
  const inline = (page, tag, text) => {
    if (page.split(tag).length !== 2) throw new Error(`sidebar/index.html must hold exactly one ${tag}`);
    return page.replace(tag, () => text);
  };
  const styled = inline(
    html,
    '<link rel="stylesheet" href="styles.css">',
    `<style>${style.replace(/<\//g, '<\\/')}</style>`,
  );
  const safe = code.replace(/<\/(script)/gi, '<\\/$1').replace(/<!--/g, '<\\!--');
  return inline(styled, '<script src="main.ts"></script>', `<script>${safe}</script>`);
}

/** A script that would be taken for a template, or grow past its limit, must not reach anybody. */
function inspect(name, text) {
  if (text.includes('<?')) throw new Error(`${name} holds "<?", which HtmlService takes for a scriptlet`);
  const kilobytes = Buffer.byteLength(text) / 1000;
  const limit = LIMITS_KB[name];
  if (limit !== undefined && kilobytes > limit)
    throw new Error(`${name} has ${kilobytes.toFixed(1)} kB, more than ${limit}`);
  return `${name} ${kilobytes.toFixed(1)} kB`;
}

async function main() {
  const server = serverAddress();
  const manifest = JSON.parse(await readFile(at('appsscript.json'), 'utf8'));
  const { english, plugin } = oneLanguage();
  const [code, sidebar] = await Promise.all([
    buildCode({ SO_TINH_SERVER_URL: JSON.stringify(server), SO_TINH_ENGLISH: JSON.stringify(english) }),
    buildSidebar([plugin]),
  ]);
  const files = {
    'Code.js': code,
    'Sidebar.html': sidebar,
    'appsscript.json': `${JSON.stringify({ ...manifest, urlFetchWhitelist: [`${server}/`] }, null, 2)}\n`,
  };
  const sizes = Object.entries(files).map(([name, text]) => inspect(name, text));
  const dist = process.env.SO_TINH_ADDON_DIST ?? at('dist');
  await rm(dist, { recursive: true, force: true });
  await mkdir(dist, { recursive: true });
  for (const [name, text] of Object.entries(files)) await writeFile(`${dist}/${name}`, text);
  process.stdout.write(`${sizes.join(', ')}\n`);
}

await main();
