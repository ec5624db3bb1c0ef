import { type Command, Option } from 'commander';
import { Degradation, DegradationChanges, DegradationProcesses } from '#platform/degradation';
import { degradationTables, setLine } from './degradation-tables.js';
import { duration, wholeNumber } from './options.js';
import { asJson, type Output } from './output.js';
import type { CliSession } from './session.js';

interface Given extends Output {
  reason: string;
  /** Seconds. */
  for?: number;
  /** Seconds. */
  hold?: number;
}

/** `palier degrade …`. */
export function registerDegradeCommand(program: Command, open: () => Promise<CliSession>): void {
  const command = program.command('degrade');
  command
    .description(
      'Set the degradation level: 0 cuts nothing, 1 to 3 refuse sheddable routes, 4 all but vital ones. Without a level, show that of each process and the last changes.',
    )
    .argument('[level]', '0 to 4', wholeNumber(0, 4))
    .option('--reason <text>', 'why, for the other operators', '')
    .option('--for <time>', 'after which it ends by itself, as in 10m; a week at most', duration({ hours: 168 }))
    .addOption(
      new Option('--hold <time>', 'for which it is in force whatever sensors call for, as in 30m; a day at most')
        .argParser(duration({ hours: 24 }))
        .conflicts('for'),
    )
    .addOption(new Option('--json', 'print JSON'))
    .action(async (level: number | undefined, given: Given) => {
      const seconds = given.hold ?? given.for;
      if (level === undefined && seconds !== undefined)
        command.error('error: name the level that is to last, as in palier degrade 2 --for 10m.');
      const { app } = await open();
      if (level === undefined) return show(app, given);
      const lasts = seconds === undefined ? undefined : { seconds, hold: given.hold !== undefined };
      const present = await app.get(Degradation).set(level, given.reason, lasts);
      process.stdout.write(given.json ? asJson(present) : setLine(present));
    });
}

async function show(app: CliSession['app'], { json }: Output): Promise<void> {
  const [asked, changes] = await Promise.all([app.get(DegradationProcesses).ask(), app.get(DegradationChanges).last()]);
  const shown = { byHand: app.get(Degradation).present, ...asked, changes };
  process.stdout.write(json ? asJson(shown) : degradationTables(shown));
}
