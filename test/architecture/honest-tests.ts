import type { SourceTree, Violation } from './source-tree.js';
import { timedTests } from './timed-tests.js';

/**
 * An integration spec says in its header what is real and what is faked; no spec is switched off, runs alone, or
 * depends on how fast the machine is.
 */
export function honestTests(tree: SourceTree): Violation[] {
  return tree.paths(/\.spec\.ts$/).flatMap((file) => {
    const text = tree.text(file);
    const header = /\/\*\*?[\s\S]*?\*\/|^(\/\/.*\n)+/m.exec(text)?.[0] ?? '';
    return [
      ...(/\.(int|deep)\.spec\.ts$/.test(file) && !(/\breal\b/i.test(header) && /\bfak(ed?|es)\b/i.test(header))
        ? [{ file, message: 'does not say what is real and what is faked: begin it with // Real: … Faked: …' }]
        : []),
      ...(/^\s*(?:(?:it|test|describe)\.(?:only|skip|todo)|x(?:it|describe)|f(?:it|describe))\b/m.test(text)
        ? [{ file, message: 'switches tests off: make them pass, or delete them.' }]
        : []),
      ...timedTests(file, text),
    ];
  });
}
