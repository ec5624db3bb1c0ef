import type { Command } from 'commander';
import { Shards } from '#auth';
import { asJson } from './output.js';
import type { CliSession } from './session.js';
import { movedText, planTable, shardsTable } from './shards-table.js';

/** `palier shards …`: the distribution of sessions over the shards. */
export function registerShardsCommands(program: Command, open: () => Promise<CliSession>): void {
  const shards = async () => (await open()).app.get(Shards);
  const print = (text: string) => process.stdout.write(text);
  const group = program
    .command('shards')
    .description('The servers that hold sessions: slots, sessions, replicas.')
    .option('--json', 'as JSON')
    .action(async ({ json }: { json?: boolean }) => {
      const view = await (await shards()).view();
      print(json ? asJson(view) : shardsTable(view));
    });
  group
    .command('rebalance')
    .description('Balance the shards of a Redis Cluster while they serve; new primaries get their share.')
    .option('--dry-run', 'print which slots would move, and move nothing')
    .action(async ({ dryRun }: { dryRun?: boolean }) => {
      const found = await shards();
      const { plan, open: halfMoved } = await found.plan();
      print(planTable(plan, halfMoved));
      if (dryRun || (plan.moves.length === 0 && halfMoved === 0)) return;
      const stop = new AbortController();
      process.once('SIGINT', () => stop.abort());
      const startedAt = performance.now();
      const done = await found.rebalance({ signal: stop.signal });
      print(movedText(done, (performance.now() - startedAt) / 1000));
    });
}
