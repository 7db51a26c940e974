/** Owns leaving out of the bundle what zod brings and nothing here calls; each cut fails the build once zod's text no longer fits it. */
import { readFile } from 'node:fs/promises';
import { parse } from 'acorn';
import { full } from 'acorn-walk';

const SCHEMAS = /[\\/]zod[\\/]v4[\\/]classic[\\/]schemas\.js$/;

/** Imported by name, zod comes as one object with every locale it has; as a namespace only what is used is bundled. */
const lightZod = {
  name: 'light-zod',
  setup(build) {
    build.onLoad({ filter: /[\\/](shared|addon)[\\/].*\.ts$/ }, async ({ path }) => ({
      loader: 'ts',
      contents: (await readFile(path, 'utf8')).replace(
        "import { z } from 'zod';",
        "import * as z from 'zod';",
      ),
    }));
  },
};

/** Zod's schemas name the writer of JSON schemas, 19 kB nobody here calls: each of its functions becomes one that throws. */
const withoutJsonSchema = {
  name: 'without-json-schema',
  setup(build) {
    const filter = /[\\/]zod[\\/]v4[\\/]core[\\/](to-json-schema|json-schema-processors)\.js$/;
    build.onLoad({ filter }, async ({ path }) => {
      const exported = /^export (?:const|function) (\w+)/gm;
      const names = [...(await readFile(path, 'utf8')).matchAll(exported)].map(([, name]) => name);
      const throwing = "const absent = () => { throw new Error('no JSON schema in this bundle'); };";
      return { contents: `${throwing}\n${names.map((name) => `export const ${name} = absent;`).join('\n')}` };
    });
  },
};

/** Zod's sentences, 3 kB of English nobody here is shown: the add-on speaks its own words, whatever zod found. */
const withoutSentences = {
  name: 'without-sentences',
  setup(build) {
    build.onLoad({ filter: /[\\/]zod[\\/]v4[\\/]locales[\\/]en\.js$/ }, () => ({
      contents: 'export default () => ({ localeError: ({ code }) => code });',
    }));
  },
};

/** What a schema refuses can be drawn as a tree, flattened or added to: here only whether it refuses is asked. */
const withoutErrorTrees = {
  name: 'without-error-trees',
  setup(build) {
    build.onLoad({ filter: /[\\/]zod[\\/]v4[\\/]classic[\\/]errors\.js$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      const trees = /\n {4}const proto = Object\.getPrototypeOf\(inst\);.*?(?=\n\};\nexport const ZodError)/s;
      if (!trees.test(text)) throw new Error('the methods of an error are no longer where they were in zod');
      return { contents: text.replace(trees, '') };
    });
  },
};

/**
 * What zod does beside checking: an object's check compiled with `new Function`, cycles, which nothing parsed from JSON has, and
 * JSON schemas. Its tools come as one object where they are imported by name.
 */
const CUTS = [
  ['import { util } from "../core/index.js";', 'import * as util from "../core/util.js";'],
  ['core.$ZodObjectJIT.init(', 'core.$ZodObject.init('],
  ['core.config({ memoizer: core.memoizer() });', ';'],
  [
    `            jsonSchema: {
                input: createStandardJSONSchemaMethod(this, "input"),
                output: createStandardJSONSchemaMethod(this, "output"),
            },
`,
    '',
  ],
];

function cut(text) {
  const lean = CUTS.reduce((left, [from, to]) => {
    if (!left.includes(from)) throw new Error(`zod no longer has this in its schemas: ${from}`);
    return left.replaceAll(from, to);
  }, text);
  return lean.replace(/^ {4}inst\._zod\.processJSONSchema = .*;$/gm, '');
}

/** The methods every schema has, as written in zod: an object of them is the last argument of `core.$constructor`. */
function methodsOf(tree) {
  const methods = [];
  full(tree, (node) => {
    if (node.type !== 'CallExpression' || node.callee.property?.name !== '$constructor') return;
    const [, , last] = node.arguments;
    const object = last?.type === 'CallExpression' ? last.arguments.at(-1) : last;
    if (object?.type === 'ObjectExpression') methods.push(...object.properties);
  });
  if (methods.length < 100) throw new Error('the methods of schemas are no longer where they were in zod');
  return methods;
}

const nameOf = ({ key }) => key.name ?? key.value;
/** A text that is to be an e-mail address or a JWT: none of ours is, though `email()` is also a method of something else. */
const FORMAT = /this\.check\((core\._\w+\(Zod|iso\.)/;
const CALL = /\.\s*([A-Za-z_]\w*)\s*\(/g;
const callsIn = (text) => [...text.matchAll(CALL)].map(([, name]) => name);

/** The text without the methods nobody names: not in `sources`, and not in what is left of zod's own schemas. */
function withoutUnnamed(text, sources) {
  const methods = methodsOf(parse(text, { ecmaVersion: 'latest', sourceType: 'module' }));
  const named = new Set(sources.flatMap(callsIn));
  const bodies = new Map(methods.map((method) => [method, callsIn(text.slice(method.start, method.end))]));
  let rest = '';
  let from = 0;
  for (const { start, end } of methods) {
    rest += text.slice(from, start);
    from = end;
  }
  for (const name of callsIn(rest + text.slice(from))) named.add(name);
  const isKept = (method) =>
    method.kind !== 'init' ||
    (named.has(nameOf(method)) && !FORMAT.test(text.slice(method.start, method.end)));
  for (let before = -1; before !== named.size; ) {
    before = named.size;
    for (const method of methods.filter(isKept)) for (const name of bodies.get(method)) named.add(name);
  }
  return methods
    .filter((method) => !isKept(method))
    .reverse()
    .reduce((left, { start, end }) => left.slice(0, start) + left.slice(end).replace(/^,/, ''), text);
}

/** @param sources files of the bundle besides zod's; undefined: methods stay. */
const leanSchemas = (sources) => ({
  name: 'lean-schemas',
  setup(build) {
    build.onLoad({ filter: SCHEMAS }, async ({ path }) => {
      const text = cut(await readFile(path, 'utf8'));
      if (sources === undefined) return { contents: text };
      const texts = await Promise.all(sources.map((file) => readFile(file, 'utf8')));
      return { contents: withoutUnnamed(text, texts) };
    });
  },
});

/** Plugins for esbuild, in order. @param sources files that may call a schema's methods, once they are known. */
export const trimZod = (sources) => [
  lightZod,
  withoutJsonSchema,
  withoutSentences,
  withoutErrorTrees,
  leanSchemas(sources),
];
