/**
 * `npm run drift`: every generated page must be the same as the committed one. `npm run docs` writes
 * them again. Each other module of this folder generates one page, `file`, relative to the root, and `render()`, its text,
 * from the build in `dist` or from the sources; or several by `renderAll()`, which are all of a `folder` where it names one.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { difference } from './difference/difference.mjs';

const write = process.argv.includes('--write');
process.chdir(fileURLToPath(new URL('../..', import.meta.url)));

let drifted = 0;
for (const name of readdirSync('test/drift').filter((name) => name.endsWith('.mjs') && name !== 'check.mjs')) {
  try {
    if (!(await agrees(name))) drifted += 1;
  } catch (error) {
    drifted += 1;
    console.log(`✗ test/drift/${name} generates no page: ${error.message}`);
  }
}

if (drifted > 0) console.log(`\n${drifted} drifted: run "npm run docs", read what changed, and commit it.`);
process.exit(drifted > 0 ? 1 : 0);

async function agrees(name) {
  const { file, render, folder, renderAll } = await import(new URL(name, import.meta.url));
  if (file && render) return isSame(file, await render());
  if (!renderAll) throw new Error('it exports no file and render(), nor renderAll().');
  const pages = await renderAll();
  const same = Object.entries(pages).map(([page, text]) => isSame(folder ? `${folder}/${page}` : page, text));
  const others = folder && existsSync(folder) ? readdirSync(folder).filter((page) => !(page in pages)) : [];
  return same.every(Boolean) && others.map((page) => isGone(`${folder}/${page}`)).every(Boolean);
}

function isSame(file, rendered) {
  const committed = existsSync(file) ? readFileSync(file, 'utf8') : '';
  if (rendered === committed) {
    console.log(`✓ ${file}`);
    return true;
  }
  if (write) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, rendered);
    console.log(`✓ ${file} written`);
    return true;
  }
  console.log(`✗ ${file} differs from what the code generates:\n${difference(committed, rendered)}`);
  return false;
}

/** Of a file that the code does not generate any more. */
function isGone(file) {
  if (write) rmSync(file);
  console.log(write ? `✓ ${file} deleted` : `✗ ${file} is not generated any more.`);
  return write;
}
