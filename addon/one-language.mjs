/** Owns leaving the English words out of the page: they go into the script, and come when somebody asks for them. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { parse } from 'acorn';
import { fullAncestor } from 'acorn-walk';
import { transformSync } from 'esbuild';

const at = (path) => fileURLToPath(new URL(path, import.meta.url));

/** Words stand in these as `[vi, en]` or `both(vi, en)`. */
const CATALOGUES = [
  ...readdirSync(at('sidebar'))
    .filter((name) => /^words-.*\.ts$/.test(name) && name !== 'words-list.ts')
    .sort()
    .map((name) => at(`sidebar/${name}`)),
  at('../shared/issue-wording.ts'),
  at('../shared/issue-catalogue.ts'),
  at('../shared/rule-wording.ts'),
];

const isText = (node) => node?.type === 'Literal' && typeof node.value === 'string';
const isPair = (nodes) => nodes.length === 2 && nodes.every(isText);

/** Vietnamese and English of a node that says both; undefined for any other. What only looks like it would stay in the page. */
function pairIn(node, path) {
  const isBoth = node.type === 'CallExpression' && node.callee.name === 'both';
  const nodes = isBoth ? node.arguments : node.type === 'ArrayExpression' ? node.elements : [];
  if (isPair(nodes)) return nodes;
  if (isBoth || (nodes.length === 2 && nodes.some(isText)))
    throw new Error(`${path} holds a word that is not two plain texts: see position ${node.start}`);
  return undefined;
}

/** Words told while a module starts are told once and in the order they are written: they need no number of their own. */
const isLater = (ancestors) => ancestors.some(({ type }) => /Function|Method/.test(type));

/**
 * The catalogue without its English texts, which are added to `texts`; the page counts along, from a number told at the
 * head of each catalogue.
 */
function inVietnamese(path, texts) {
  const { code } = transformSync(readFileSync(path, 'utf8'), { loader: 'ts', charset: 'utf8' });
  const pairs = [];
  fullAncestor(parse(code, { ecmaVersion: 'latest', sourceType: 'module' }), (node, _state, ancestors) => {
    const pair = pairIn(node, path);
    if (!pair || pair[0].value === pair[1].value) return;
    if (isLater(ancestors)) throw new Error(`${path} makes a word in a function: see position ${node.start}`);
    pairs.push({ node, pair });
  });
  if (pairs.length === 0) throw new Error(`no word in two languages is found in ${path}`);
  pairs.sort((left, right) => left.node.start - right.node.start);
  let kept = `wordsFrom(${texts.length});\n`;
  let from = 0;
  for (const { node, pair } of pairs) {
    const name = node.type === 'ArrayExpression' ? 'wordPair' : 'wordBoth';
    kept += `${code.slice(from, node.start)}${name}(${pair[0].raw})`;
    from = node.end;
    texts.push(pair[1].value);
  }
  const source = JSON.stringify(at('sidebar/english.ts'));
  return `import { wordBoth, wordPair, wordsFrom } from ${source};\n${kept}${code.slice(from)}`;
}

function joined(texts) {
  const torn = texts.find((text) => text.includes('~'));
  if (torn !== undefined) throw new Error(`"~" stands between the English texts: ${torn}`);
  return texts.join('~');
}

/** @returns what the script answers with, and the plugin that leaves it out of the page: both of one build. */
export function oneLanguage() {
  const texts = [];
  const pages = new Map(CATALOGUES.map((path) => [path, inVietnamese(path, texts)]));
  const stamp = createHash('sha256').update(JSON.stringify(texts)).digest('hex').slice(0, 12);
  return {
    english: { stamp, packed: gzipSync(joined(texts), { level: 9 }).toString('base64') },
    plugin: {
      name: 'one-language',
      setup(build) {
        build.onLoad({ filter: /\.ts$/ }, ({ path }) => {
          const contents = pages.get(path);
          return contents === undefined ? undefined : { contents, loader: 'js', resolveDir: dirname(path) };
        });
      },
    },
  };
}
