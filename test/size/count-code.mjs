/**
 * Counts the product's lines of code, and fails above a bound.
 *
 *   node test/size/count-code.mjs                          # total, by top folder
 *   node test/size/count-code.mjs --by 2                   # by folder, two levels deep
 *   node test/size/count-code.mjs --by file libs/platform  # each file
 *   node test/size/count-code.mjs --max 86000              # exit code 1 above the bound
 *
 * Counts .ts .mjs .js .sql .sh in apps, libs and migrations, without specs. A line counts unless it is blank, holds nothing
 * but a comment, or belongs to an import. A line of a template literal counts whatever it looks like.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';

const extensions = new Set(['.ts', '.mjs', '.js', '.sql', '.sh']);
const ignoredFolders = new Set(['node_modules', 'dist', 'var', '.git']);
const ignoredFiles = /\.spec\.(ts|mjs|js)$/;

/** All files below a folder, or the file itself. */
function* files(path) {
  if (!existsSync(path)) return;
  if (statSync(path).isFile()) {
    if (extensions.has(extname(path)) && !ignoredFiles.test(path)) yield path;
    return;
  }
  for (const name of readdirSync(path).sort()) {
    if (!ignoredFolders.has(name)) yield* files(join(path, name));
  }
}

/** True where a template literal is open after the line. Good enough for formatted code; knows no nested templates. */
function opensTemplate(line, open) {
  let inside = open;
  let quote = '';
  for (let i = 0; i < line.length; i++) {
    const c = line[i];
    if (c === '\\') i++;
    else if (inside) inside = c !== '`';
    else if (quote) quote = c === quote ? '' : quote;
    else if (c === "'" || c === '"') quote = c;
    else if (c === '`') inside = true;
    else if (c === '/' && line[i + 1] === '/') break;
  }
  return inside;
}

export function countCode(text, extension) {
  const script = extension !== '.sql' && extension !== '.sh';
  const lineComment = { '.sql': '--', '.sh': '#' }[extension] ?? '//';
  let code = 0;
  let inComment = false;
  let inImport = false;
  let inTemplate = false;
  for (const raw of text.split('\n')) {
    const line = raw.trim();
    if (inTemplate) {
      if (line !== '') code++;
      inTemplate = opensTemplate(raw, true);
      continue;
    }
    if (line === '') continue;
    if (inComment) {
      inComment = !line.includes('*/');
      continue;
    }
    if (line.startsWith(lineComment)) continue;
    if (extension !== '.sh' && line.startsWith('/*')) {
      const end = line.indexOf('*/');
      inComment = end < 0;
      if (inComment || line.slice(end + 2).trim() === '') continue;
    }
    if (inImport) {
      inImport = !/['"];?$/.test(line);
      continue;
    }
    if (script && /^import[\s{'"*]/.test(line)) {
      inImport = !/['"]( with \{.*\})?;?$/.test(line);
      continue;
    }
    code++;
    if (script) inTemplate = opensTemplate(raw, false);
  }
  return code;
}

function main(args) {
  const option = (name) => (args.includes(name) ? args.splice(args.indexOf(name), 2)[1] : undefined);
  const by = option('--by') ?? '1';
  const max = option('--max');
  const roots = args.length > 0 ? args : ['apps', 'libs', 'migrations'];
  const totals = new Map();
  let total = 0;
  let read = 0;
  for (const root of roots) {
    for (const path of files(root)) {
      const lines = countCode(readFileSync(path, 'utf8'), extname(path));
      const name = by === 'file' ? path : path.split('/').slice(0, Number(by)).join('/');
      totals.set(name, (totals.get(name) ?? 0) + lines);
      total += lines;
      read++;
    }
  }
  for (const [name, lines] of [...totals].sort((a, b) => b[1] - a[1]))
    console.log(`${String(lines).padStart(7)}  ${name}`);
  console.log(`${String(total).padStart(7)}  lines of code in ${read} files`);
  if (max === undefined) return;
  if (!(total <= Number(max))) {
    console.error(
      `The product has ${total} lines of code; the bound is ${max}. Remove code, or move what only tests use to test/.`,
    );
    process.exitCode = 1;
  }
}

if (process.argv[1] === import.meta.filename) main(process.argv.slice(2));
