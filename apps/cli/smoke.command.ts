import type { Command } from 'commander';
import { webAddress } from './options.js';
import { asJson, type Output } from './output.js';
import { type SmokeOptions, smokeTest } from './smoke/smoke-test.js';

/** `palier smoke`: needs no settings and no database, only the address that clients use. */
export function registerSmokeCommand(program: Command): void {
  const command = program.command('smoke');
  command
    .description(
      'Try a deployment from outside, in ten seconds at most, and print a line per step. Exit code 0, 1 where a step failed, 2 where nothing answers. With SMOKE_EMAIL and SMOKE_PASSWORD, an account of the tenant, it also signs in, changes the name of the account and back, and signs out.',
    )
    .requiredOption('--url <url>', 'where clients reach it, as in https://api.example', webAddress)
    .option('--expect-version <version>', 'fail where another version answers')
    .option('--tenant <slug>', 'the tenant whose pages are read (default: the first store that the home page names)')
    .option('--json', 'the steps as JSON, at the end')
    .action(async ({ json, ...given }: SmokeOptions & Output) => {
      const { state, ms, steps } = await smokeTest(command, given, json);
      if (json) process.stdout.write(asJson({ state, url: given.url, ms, steps }));
      process.exitCode = { passed: 0, failed: 1, unreachable: 2 }[state];
    });
}
