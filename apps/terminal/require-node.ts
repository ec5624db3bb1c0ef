const OLDEST = 26;

/**
 * Ends the process with one line on a Node that is too old. An entry imports this alone, and everything else after it,
 * because what that is may not even parse there.
 *
 * @param again the command that brings its own Node
 */
export function requireNode(again: string): void {
  const { node } = process.versions;
  if (Number(node.split('.')[0]) >= OLDEST) return;
  process.stderr.write(
    `Palier needs Node ${OLDEST} or later, this is ${node}: run "${again}", which brings its own.\n`,
  );
  process.exit(1);
}
