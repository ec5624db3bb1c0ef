import { concernOf, concernsOf, contextOf, contextsOf } from './modules.js';
import type { SourceTree, Violation } from './source-tree.js';

/** What a page of a concern says under a label, in one line. */
const entry = (text: string, label: string) =>
  text
    .split(/\n(?=- |\n|$)/)
    .find((part) => part.startsWith(`- **${label}**: `))
    ?.replaceAll(/\s+/g, ' ')
    .replace(/^.*?: /, '');

/**
 * Each concern of the platform has a page of a few lines: what it is for, what it costs, who uses it, and the file to read
 * first. `npm run docs` writes who uses it.
 */
export function concernPages(tree: SourceTree): Violation[] {
  return concernsOf(tree).flatMap((name) => {
    const file = `libs/platform/${name}/README.md`;
    if (!tree.has(file)) return [{ file, message: 'is missing: say what the concern is for, costs, and who uses it.' }];
    const text = tree.text(file);
    const first = /^\[.*\]\((.+)\)$/.exec(entry(text, 'Begin with') ?? '')?.[1] ?? '';
    return [
      ...(entry(text, 'Costs')
        ? []
        : [{ file, message: 'does not say what the concern costs: add `- **Costs**: …`.' }]),
      ...(entry(text, 'Used by') ? [] : [{ file, message: 'does not say who uses it: add `- **Used by**: …`.' }]),
      ...(tree.has(`libs/platform/${name}/${first}`)
        ? []
        : [{ file, message: 'does not name the file to read first: add `- **Begin with**: [file.ts](file.ts)`.' }]),
    ];
  });
}

/** The pages of the concerns by file, each with who uses it by the imports of the product, in lines of 125 characters at most. */
export function pagesWithUsers(tree: SourceTree): Record<string, string> {
  return Object.fromEntries(
    concernsOf(tree).map((name) => {
      const file = `libs/platform/${name}/README.md`;
      const users = wrapped(`- **Used by**: ${usersOf(tree, name)}`);
      return [file, tree.text(file).replace(/^- \*\*Used by\*\*: [\s\S]*?\n(?=- )/m, () => `${users}\n`)];
    }),
  );
}

/** Contexts, top folders of the product, other concerns; a sentence. */
function usersOf(tree: SourceTree, concern: string): string {
  const files = tree.sources().filter((file) => tree.imports(file).includes(`#platform/${concern}`));
  const among = (names: readonly (string | undefined)[]) =>
    [...new Set(names.filter((name) => name !== undefined))].sort();
  const inLibs = files.filter((file) => file.startsWith('libs/'));
  const contexts = among(inLibs.map(contextOf));
  const folders = among(files.filter((file) => !file.startsWith('libs/')).map((file) => file.split('/')[0]));
  const concerns = among(inLibs.map(concernOf)).filter((name) => name !== concern);
  const all = contexts.length === contextsOf(tree).length && contexts.length > 1;
  const outside = [...(all ? ['all contexts'] : contexts), ...folders].join(', ');
  const within = concerns.length > 0 ? `of the platform: ${concerns.join(', ')}` : '';
  return `${[outside, within].filter((part) => part !== '').join('; ')}.`;
}

function wrapped(text: string): string {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < 125) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(lines.length === 0 ? word : `  ${word}`);
  }
  return lines.join('\n');
}
