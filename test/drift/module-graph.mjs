import { readFileSync } from 'node:fs';
import '../support/sources.mjs';

const { SourceTree } = await import('../architecture/source-tree.ts');
const { picture } = await import('../architecture/picture.ts');

export const file = 'docs/architecture.md';

/** The page unchanged, except for a new picture between its two marks. */
export function render() {
  const drawn = `\n\`\`\`mermaid\n${picture(SourceTree.read(process.cwd(), ['libs']))}\n\`\`\`\n`;
  const marks = /(<!-- picture: npm run docs -->\n)[\s\S]*?(\n<!-- end of picture -->)/;
  const page = readFileSync(file, 'utf8');
  if (!marks.test(page)) throw new Error(`${file} lost the marks of its picture.`);
  return page.replace(marks, (_, start, end) => `${start}${drawn}${end}`);
}
