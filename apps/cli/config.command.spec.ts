import { Command } from 'commander';
import { registerConfigCommands } from './config.command.js';

async function run(environment: Record<string, string>, ...args: string[]): Promise<string> {
  const written: string[] = [];
  const write = jest.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0);
  const before = process.env;
  process.env = environment;
  try {
    const program = new Command();
    registerConfigCommands(program);
    await program.parseAsync(['config', ...args], { from: 'user' });
  } finally {
    process.env = before;
    write.mockRestore();
  }
  return written.join('');
}

describe('palier config', () => {
  it('prints a line for each option, in columns', async () => {
    const lines = (await run({ PORT: '8080' })).trimEnd().split('\n');
    expect(lines).toContainEqual(expect.stringMatching(/^PORT +8080 +environment +The port of the API/));
    expect(lines).toContainEqual(expect.stringMatching(/^DRAIN_MS +2000 ms +default +How long/));
    expect(lines).toContainEqual(expect.stringMatching(/^DATABASE_URL +- +default +Your own PostgreSQL/));
    const short = lines.filter((line) => !line.startsWith('DATABASE'));
    expect(new Set(short.map((line) => line.search(/ (default|environment) /))).size).toBe(1);
  });

  it('masks secrets', async () => {
    const environment = { DATABASE_URL: 'postgres://app:s3cret@db/palier' };
    expect(await run(environment)).toContain('postgres://***@db/palier');
    expect(await run(environment, '--json')).not.toContain('s3cret');
  });

  it('prints JSON for machines', async () => {
    const rows = JSON.parse(await run({ PORT: '8080' }, '--json'));
    expect(rows).toContainEqual(expect.objectContaining({ name: 'PORT', value: '8080', source: 'environment' }));
  });

  it('reports every fault of the environment', async () => {
    await expect(run({ PORT: 'x', HOST: '?' })).rejects.toThrow(/HOST: "\?".*\n.*PORT: "x"|PORT: "x".*\n.*HOST: "\?"/);
  });
});
