import { readFileSync } from 'node:fs';
import { transform } from 'esbuild';

export const file = 'libs/analytics/page-script/page-1.ts';

const source = 'libs/analytics/page-script/page-script.js';

/** Committed and not made by the build: the pages that name its digest would refuse what another minifier makes. */
export async function render() {
  const { code } = await transform(readFileSync(source, 'utf8'), { minify: true, target: 'es2020' });
  const text = code.trim().replace(/[\\']/g, '\\$&');
  return `/** Made of page-script.js by \`npm run docs\`; the digest of these bytes stands in pages. */\nexport const page1 =\n  '${text}';\n`;
}
