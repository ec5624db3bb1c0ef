// Emits TypeScript as ES modules into `dist`, file by file, and copies the functions of the database. Types are not read:
// `npm run typecheck` checks them.
import { globSync, mkdirSync, readFileSync } from 'node:fs';
import { copyFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { transformFile } from '@swc/core';

const { include, exclude } = JSON.parse(readFileSync('tsconfig.build.json', 'utf8'));

/** The sources of the product, from the root: nothing for tests. */
export const sources = () =>
  globSync(
    include.map((folder) => `${folder}/**/*.{ts,sql}`),
    { exclude: [...exclude, '**/*.d.ts'] },
  );

/** Emits these sources, each with its source map; throws where one cannot be parsed, and says where. */
export async function emit(files) {
  for (const folder of new Set(files.map(dirname))) mkdirSync(join('dist', folder), { recursive: true });
  await Promise.all(files.map(emitFile));
}

async function emitFile(file) {
  if (file.endsWith('.sql')) return copyFile(file, join('dist', file));
  const output = join('dist', file.replace(/\.ts$/, '.js'));
  const { code, map } = await transformed(file, {
    swcrc: false,
    sourceMaps: true,
    // From the emitted file, for stacks.
    sourceFileName: join(dirname(output).replace(/[^/\\]+/g, '..'), file),
    jsc: {
      parser: { syntax: 'typescript', decorators: true },
      target: 'es2023',
      transform: { legacyDecorator: true, decoratorMetadata: true },
      keepClassNames: true,
    },
    module: { type: 'es6' },
  });
  const name = output.split(/[/\\]/).at(-1);
  await Promise.all([writeFile(output, `${code}//# sourceMappingURL=${name}.map\n`), writeFile(`${output}.map`, map)]);
}

/** Of an error, only what says where it is: a trace of the compiler itself follows. */
async function transformed(file, options) {
  try {
    return await transformFile(file, options);
  } catch ({ message }) {
    throw new Error(message.split('\n\nCaused by:')[0].trim());
  }
}
