/** Lists the project's source files and their imports, for the tests that guard its structure. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = normalize(join(dirname(fileURLToPath(import.meta.url)), '..', '..'));

const SKIPPED = new Set(['node_modules', 'dist', '.git', 'data', 'coverage', 'golden']);

/** Every file below a folder of the project, as paths relative to the root with forward slashes. */
export function filesBelow(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '.' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : filesBelow(path);
    return [path];
  });
}

export const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

/** Comments and string contents blanked, so that rules look at code only. */
export function codeOnly(source: string): string {
  return source
    .replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ' '))
    .replace(/(^|[^:])\/\/[^\n]*/g, '$1')
    .replace(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/g, "''");
}

/** Module specifiers a source imports; relative ones resolved to paths from the root. */
export function importsOf(path: string): string[] {
  const source = read(path).replace(/\/\*[\s\S]*?\*\//g, '');
  const found = [
    ...source.matchAll(
      /(?:^|\n)\s*(?:import|export)\s[^;]*?from\s+'([^']+)'|import\(\s*'([^']+)'\s*\)|(?:^|\n)\s*import\s+'([^']+)'/g,
    ),
  ];
  return found
    .map((match) => match[1] ?? match[2] ?? match[3] ?? '')
    .map((name) => (name.startsWith('.') ? normalize(join(dirname(path), name)) : name));
}

/** Names a source declares and gives to other files. */
export const exportedBy = (path: string): string[] => [
  ...new Set(
    [...read(path).matchAll(/^export (?:async )?(?:const|let|function\*?|type|interface|class) (\w+)/gm)].map(
      (match) => match[1] ?? '',
    ),
  ),
];

/** Names a source takes from other files, each as `file name`; a file taken whole as `file *`. */
export function takenBy(path: string): string[] {
  const source = read(path);
  const from = (name: string) => (name.startsWith('.') ? normalize(join(dirname(path), name)) : name);
  const named = [
    ...source.matchAll(/(?:import|export)\s+(?:type\s+)?\{([^}]*)\}\s*from\s*'([^']+)'/g),
  ].flatMap(([, names = '', file = '']) =>
    names
      .split(',')
      .map((one) =>
        one
          .trim()
          .replace(/^type\s+/, '')
          .replace(/\s+as\s+\w+$/, ''),
      )
      .map((name) => `${from(file)} ${name}`),
  );
  const whole = [...source.matchAll(/import\(\s*'([^']+)'|import \* as \w+ from '([^']+)'/g)];
  return [...named, ...whole.map(([, late, early]) => `${from(late ?? early ?? '')} *`)];
}
