import { execFileSync } from 'node:child_process';

/**
 * The version that this one follows: the last tag before it, or without tags the commit before; or why there is none here.
 *
 * @returns {{ commit: string, name: string } | { skipped: string }}
 */
export function formerCommit(root) {
  const git = (...args) => {
    try {
      return execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
    } catch {
      return undefined;
    }
  };
  if (git('rev-parse', '--show-prefix') !== '')
    return { skipped: 'this tree is no Git clone, so it has no version before it.' };
  const tag = git('describe', '--tags', '--abbrev=0', 'HEAD~1');
  const commit = git('rev-parse', '--verify', '--quiet', `${tag ?? 'HEAD~1'}^{commit}`);
  if (commit) return { commit, name: tag ?? `the commit before (${commit.slice(0, 7)})` };
  const shallow = git('rev-parse', '--is-shallow-repository') === 'true';
  return {
    skipped: shallow
      ? 'this clone is shallow and lacks the commit before: "git fetch --deepen 1".'
      : 'there is no commit before this one.',
  };
}
