import { type Command, InvalidArgumentError } from 'commander';
import { backupDirectory } from '#platform/backup';
import { readSettings, type Settings, SettingsProblem } from '#platform/config';
import { attachEmbedded, migrate } from '#platform/database';
import { migrations } from '../../migrations/index.js';
import { bindSettings } from '../terminal/bind-settings.js';
import { type Diagnosis, fine, problem, type State, worstOf } from './doctor/diagnosis.js';
import { examine } from './doctor/examine.js';
import { columns } from './output.js';
import { type CliSession, openSession } from './session.js';

interface Options {
  json?: boolean;
  egress?: URL[];
}

const exitCodes: Record<State, number> = { fine: 0, advice: 0, warning: 2, problem: 1 };

/** `palier doctor`: changes nothing, needs no running server, and prints no secret. */
export function registerDoctorCommands(program: Command): void {
  program
    .command('doctor')
    .description(
      'Check every part and print a line per finding, with its remedy. Exit code 0 without findings (advice included), 1 for a problem, 2 when the worst is a warning.',
    )
    .option('--json', 'as JSON')
    .option('--egress <url...>', 'also try to connect to these hosts, such as https://example.com', addHost)
    .action(async ({ json, egress = [] }: Options) => {
      const diagnoses = await diagnose(process.env, egress);
      const state = worstOf(diagnoses);
      const text = json ? JSON.stringify({ state, findings: diagnoses }, null, 2) : lines(diagnoses);
      process.stdout.write(`${text}\n`);
      process.exitCode = exitCodes[state];
    });
}

function addHost(text: string, before: readonly URL[] = []): URL[] {
  if (!/^https?:\/\//.test(text) || !URL.canParse(text)) {
    throw new InvalidArgumentError('It must be the address of a host, such as https://example.com.');
  }
  return [...before, new URL(text)];
}

async function diagnose(env: NodeJS.ProcessEnv, egress: readonly URL[]): Promise<Diagnosis[]> {
  let chosen: Settings;
  try {
    chosen = readSettings(env);
  } catch (error) {
    // Until the environment is corrected nothing else can be checked.
    if (error instanceof SettingsProblem) return error.faults.map(fault);
    throw error;
  }
  const server = chosen.databaseUrl ? undefined : await attachEmbedded(chosen.dataDir);
  let session: Promise<CliSession> | undefined;
  try {
    // As every command does when it started the embedded database itself.
    if (server && !server.adopted) await migrate(server.urls.owner, migrations);
    const settings = server ? bindSettings(chosen, server.urls) : chosen;
    const bound = { ...env, DATABASE_URL: settings.databaseUrl, DATABASE_OWNER_URL: settings.databaseOwnerUrl };
    const installation = {
      settings,
      env,
      embedded: server !== undefined,
      stopped: server !== undefined && !server.adopted,
      backupDir: backupDirectory(settings),
      egress,
      application: async () => {
        session ??= openSession(bound);
        return (await session).app;
      },
    };
    return [fine('environment', 'Every setting can be read.'), ...(await examine(installation))];
  } finally {
    // An application that could not be opened has nothing to close.
    await session?.then(
      ({ close }) => close(),
      () => undefined,
    );
    await server?.stop();
  }
}

const fault = ({ message }: SettingsProblem['faults'][number]) =>
  problem('environment', message, 'Correct it; nothing else was checked.');

const labels: Record<State, string> = { fine: 'ok', advice: 'advice', warning: 'WARNING', problem: 'PROBLEM' };

function lines(diagnoses: readonly Diagnosis[]): string {
  const rows = diagnoses.flatMap(({ name, state, summary, remedy }) => [
    [labels[state], name, summary],
    ...(remedy ? [['', '', `→ ${remedy}`]] : []),
  ]);
  const count = (state: State) => diagnoses.filter((diagnosis) => diagnosis.state === state).length;
  const [problems, warnings, advice] = [count('problem'), count('warning'), count('advice')];
  const sum = `Problems: ${problems}, warnings: ${warnings}, advice: ${advice}.`;
  return `${columns(rows)}\n${sum}`;
}
