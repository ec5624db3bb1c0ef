import { spawnSync } from 'node:child_process';
import { type Expected, expectedOf } from './expected.js';

/** A command of a page's `sh` block, as written, and what it is expected to do beyond ending with 0. */
export interface Step {
  /** The line in the page where it begins, from 1. */
  line: number;
  command: string;
  expected?: Expected;
}

/** The commands of a page's ```sh blocks that contain a `curl` or `npx palier`, in order. */
export function stepsOf(page: string): Step[] {
  return [...page.matchAll(/^```sh\n([\s\S]*?)^```/gm)].flatMap(({ 1: block = '', index }) =>
    /\b(curl|npx palier) /.test(block) ? stepsOfBlock(block, page.slice(0, index).split('\n').length + 1) : [],
  );
}

function stepsOfBlock(block: string, first: number): Step[] {
  const steps: Step[] = [];
  let begun: Step | undefined;
  for (const [i, text] of block.split('\n').entries()) {
    if (!begun) {
      const comment = /^# → (.*)$/.exec(text)?.[1];
      const last = steps.at(-1);
      if (comment && last) last.expected = expectedOf(comment);
      if (/^\s*(#|$)/.test(text)) continue;
      begun = { line: first + i, command: '' };
      steps.push(begun);
    }
    begun.command += `${text}\n`;
    if (isWhole(begun.command)) begun = undefined;
  }
  return steps;
}

/** Whether these lines are whole commands: bash complains of an open quote or loop, and warns of an open here-document. */
function isWhole(lines: string): boolean {
  if (lines.endsWith('\\\n')) return false;
  const env = { ...process.env, LC_ALL: 'C' };
  const { status, stderr } = spawnSync('bash', ['-n', '-c', lines], { env, encoding: 'utf8' });
  return status === 0 && stderr === '';
}
