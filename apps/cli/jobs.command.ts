import { type Command, Option } from 'commander';
import { JobControl, type JobState, jobStates } from '#platform/jobs';
import { jobsTable, jobText, outcomeText, queuesTable, retriedText } from './jobs-table.js';
import { wholeNumber } from './options.js';
import { type Output, print } from './output.js';
import type { CliSession } from './session.js';

/** `palier jobs …`: what the operators' routes for queues do, from the terminal. */
export function registerJobsCommands(program: Command, open: () => Promise<CliSession>): void {
  const control = async () => (await open()).app.get(JobControl);
  const json = new Option('--json', 'print JSON');
  const jobs = program.command('jobs').description('The queues: which jobs wait or failed; retry or cancel them.');
  jobs
    .command('list')
    .description('Show the queues, or the jobs of one of them in one state.')
    .argument('[queue]', 'such as catalog.make-bundle')
    .addOption(new Option('--state <state>', 'the state').choices(jobStates).default('failed'))
    .option('--limit <n>', 'how many, 1 to 1000', wholeNumber(1, 1000), 20)
    .addOption(json)
    .action(async (queue: string | undefined, given: { state: JobState; limit: number } & Output) => {
      const found = await control();
      if (queue === undefined) {
        const queues = await found.queues();
        return print(queues, () => queuesTable(queues), given);
      }
      const listed = await found.list({ queue, state: given.state, offset: 0, limit: given.limit });
      return print(listed, () => jobsTable(listed), given);
    });
  jobs
    .command('show <queue> <id>')
    .description('Show one job: its payload, and why it failed.')
    .addOption(json)
    .action(async (queue: string, id: string, given: Output) => {
      const job = await (await control()).show(queue, id);
      print(job, () => jobText(job), given);
    });
  jobs
    .command('retry <queue> [id]')
    .description('Run a failed job again; without an id all failed jobs of the queue, 1,000 at most.')
    .action(async (queue: string, id: string | undefined) => {
      const found = await control();
      const retried = id === undefined ? await found.retryAll(queue) : (await found.retry(queue, id)) && 1;
      process.stdout.write(retriedText(retried));
    });
  jobs
    .command('cancel <queue> <id>')
    .description('Remove a job from its queue, or ask a running one to stop.')
    .action(async (queue: string, id: string) => {
      process.stdout.write(outcomeText(await (await control()).cancel(queue, id)));
    });
}
