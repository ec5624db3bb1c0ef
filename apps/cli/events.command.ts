import { type Command, Option } from 'commander';
import { type DeadLetterDto, DeadLetters } from '#platform/events';
import { eventsTable, eventText } from './events-table.js';
import { wholeNumber } from './options.js';
import { type Output, print } from './output.js';
import type { CliSession } from './session.js';

const done = { retried: 'is delivered again:', dropped: 'is dropped:' };

/** `palier events …`: the dead letters, events that a subscriber failed to handle. */
export function registerEventsCommands(program: Command, open: () => Promise<CliSession>): void {
  const events = async () => (await open()).app.get(DeadLetters);
  const json = new Option('--json', 'print JSON');
  const say = (what: keyof typeof done, { id, type, subscriber }: DeadLetterDto) => {
    process.stdout.write(`${id} ${done[what]} ${type}, ${subscriber}\n`);
  };
  const command = program.command('events').description('Dead letters: events that a subscriber failed to handle.');
  command
    .command('list')
    .description('List them, the latest first.')
    .option('--limit <n>', 'how many, 1 to 1000', wholeNumber(1, 1000), 20)
    .addOption(json)
    .action(async (given: { limit: number } & Output) => {
      const found = await (await events()).list(given.limit);
      print(found, () => eventsTable(found), given);
    });
  command
    .command('show <id>')
    .description('Show one of them, with its error.')
    .addOption(json)
    .action(async (id: string, given: Output) => {
      const event = await (await events()).find(id);
      print(event, () => eventText(event), given);
    });
  command
    .command('retry <id>')
    .description('Have a running worker deliver one to its subscriber again.')
    .action(async (id: string) => say('retried', await (await events()).retry(id)));
  command
    .command('drop <id>')
    .description('Delete one: its subscriber never gets it.')
    .action(async (id: string) => say('dropped', await (await events()).drop(id)));
}
