import { Command, CommanderError } from 'commander';
import { registerNginxCommand } from './nginx.command.js';

const bounded = ['--open-files', '4096'];

/** What the command prints, or the first line of its refusal. */
async function run(...args: string[]): Promise<string> {
  let written = '';
  const add = (text: string | Uint8Array) => {
    written += String(text);
    return true;
  };
  const write = jest.spyOn(process.stdout, 'write').mockImplementation(add);
  const program = new Command().exitOverride().configureOutput({ writeErr: add });
  registerNginxCommand(program);
  try {
    await program.parseAsync(['nginx', ...args], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    expect(written.split('\n')).toHaveLength(2);
  } finally {
    write.mockRestore();
  }
  return written;
}

/** The servers of an upstream, in their order; those that are asked last in brackets. */
const upstream = (text: string, name: string) => {
  const block = new RegExp(`upstream ${name} \\{([^}]*)\\}`).exec(text)?.[1] ?? '';
  const servers = block.matchAll(/server (\S+) max_fails=0( backup)?;/g);
  return [...servers].map(([, server, backup]) => (backup ? `(${server})` : server));
};

describe('palier nginx', () => {
  it('sends requests to each process, and those of a context to its pool', async () => {
    const text = await run('--api', 'api-3,api-4:3001', '--api', '[::1]', '--pool', 'auth=api-1,api-2', ...bounded);
    const [apis, pool] = [
      ['api-3:3000', 'api-4:3001', '[::1]:3000'],
      ['api-1:3000', 'api-2:3000'],
    ];
    const asked = (servers: string[]) => servers.map((server) => `(${server})`);
    expect(upstream(text, 'palier')).toEqual([...apis, ...asked(pool)]);
    expect(upstream(text, 'palier_auth')).toEqual([...pool, ...asked(apis)]);
    expect(text).toMatch(/map \$uri \$palier \{\n +default palier;\n +~\^\/v1\/auth\/ palier_auth;\n +\}/);
    expect(text).not.toContain('proxy_pass http://palier;');
  });

  it('lets a process be in several pools, and those of the pools answer everything where no others are named', async () => {
    const text = await run('--pool', 'auth=api-1,api-2', '--pool', 'catalog=api-2', ...bounded);
    expect(upstream(text, 'palier')).toEqual(['api-1:3000', 'api-2:3000']);
    expect(upstream(text, 'palier_auth')).toEqual(['api-1:3000', 'api-2:3000']);
    expect(upstream(text, 'palier_catalog')).toEqual(['api-2:3000', '(api-1:3000)']);
    expect(text).toMatch(/~\^\/v1\/catalog\/ palier_catalog;\n +~\^\/v1\/stores\/ palier_catalog;/);
  });

  it('sends a part of the clients to a canary, whatever they ask for, and none of the others in its place', async () => {
    const text = await run('--api', 'api-1', '--pool', 'auth=api-2', '--canary', 'api-3,api-4:3001=5', ...bounded);
    const others = ['api-1:3000', '(api-2:3000)'];
    expect(upstream(text, 'palier')).toEqual(others);
    expect(upstream(text, 'palier_canary')).toEqual(['api-3:3000', 'api-4:3001', '(api-1:3000)', '(api-2:3000)']);
    expect(text).toMatch(/split_clients \$palier_client \$palier_side \{\n +5% canary;\n +\* others;\n +\}/);
    expect(text).toContain('\n# Canary: 5 % of the clients.\n');
    expect(text).toMatch(
      /map \$palier_side\$uri \$palier \{\n +default palier;\n +~\^canary\/ palier_canary;\n +~\^others\/v1\/auth\/ palier_auth;\n +\}/,
    );
  });

  it('asks for no more open files than the machine grants, and for connections that fit into them', async () => {
    const hard = process.report.getReport() as { userLimits: { open_files: { hard: number | 'unlimited' } } };
    const granted = Math.min(65_536, Number.parseInt(String(hard.userLimits.open_files.hard), 10) || 65_536);
    const limits = (text: string) => /worker_rlimit_nofile (\d+);[\s\S]*worker_connections (\d+);/.exec(text)?.slice(1);
    expect(limits(await run('--api', 'api-1'))).toEqual([`${granted}`, `${Math.floor(granted / 4)}`]);
    expect(limits(await run('--api', 'api-1', ...bounded))).toEqual(['4096', '1024']);
  });

  it.each([
    ['no process', [], 'name the API processes'],
    ['an address without a host', ['--api', 'api-1,:3000'], 'needs a host'],
    ['an empty address', ['--api', 'api-1,'], 'needs a host'],
    ['a port that is too large', ['--api', 'api-1:65536'], 'from 1 to 65535'],
    ['port 0', ['--listen', '0'], 'from 1 to 65535'],
    ['a server twice', ['--api', 'api-1,api-1:3000'], 'api-1:3000 is there twice'],
    ['a server twice, in two options', ['--api', 'api-1', '--api', 'api-1'], 'api-1:3000 is there twice'],
    ['a directive in a server', ['--api', 'api-1; return 200'], 'nginx would interpret'],
    ['a variable in a server', ['--api', '$host'], 'nginx would interpret'],
    ['a socket', ['--api', 'unix:3000'], 'nginx would interpret'],
    ['a socket in capitals', ['--api', 'Unix:3000'], 'nginx would interpret'],
    ['an address of IPv6 without brackets', ['--api', '::1'], 'needs a host'],
    ['a context that does not exist', ['--pool', 'auht=api-1'], 'such as auth'],
    ['a context without requests of its own', ['--pool', 'tenants=api-1'], 'the name of a context'],
    ['a pool without servers', ['--pool', 'auth='], 'The pool auth needs a server'],
    ['a pool without a list', ['--pool', 'auth'], 'The pool auth needs a server'],
    ['a pool twice', ['--pool', 'auth=api-1', '--pool', 'auth=api-2'], 'The pool auth is there twice'],
    ['a server twice in a pool', ['--pool', 'auth=api-1,api-1'], 'is there twice'],
    ['a percentage without a canary', ['--api', 'a', '--canary', '0'], 'Write the servers of the canary'],
    ['a number above all, without a canary', ['--api', 'a', '--canary', '101'], 'Write the servers of the canary'],
    ['a part above all', ['--api', 'a', '--canary', 'new=101'], 'from 0 to 100'],
    ['a canary without a part', ['--api', 'a', '--canary', 'new='], 'from 0 to 100'],
    ['a canary without servers', ['--api', 'a', '--canary', '=5'], 'Write the servers of the canary'],
    ['a part of a client', ['--api', 'a', '--canary', 'new=2.5'], 'from 0 to 100'],
    ['a canary with a directive', ['--api', 'a', '--canary', 'new; return 200=5'], 'nginx would interpret'],
    ['two canaries', ['--api', 'a', '--canary', 'b=5', '--canary', 'c=5'], 'There is one canary'],
    ['a canary that answers all', ['--api', 'a', '--canary', 'a=5'], 'a:3000 cannot be a canary'],
    ['a place that is none', ['--api', 'a', '--listen', 'all:8080'], 'Write a port'],
    ['an address that is none', ['--api', 'a', '--listen', '127.0.0.256:8080'], 'Write a port'],
    ['an address of IPv4 in brackets', ['--api', 'a', '--listen', '[127.0.0.1]:8080'], 'Write a port'],
    ['a place twice', ['--api', 'a', '--listen', '8080,*:8080'], '8080 is there twice'],
    ['an address of IPv6 twice', ['--api', 'a', '--listen', '[::]:8080,[0::0]:8080'], '[::]:8080 is there twice'],
    ['a certificate without a key', ['--api', 'a', '--certificate', '/tls/a.pem'], 'add --key'],
    ['a key without a certificate', ['--api', 'a', '--key', '/tls/a.pem'], 'add --certificate'],
    ['a certificate without a name', ['--certificate', '/tls/a.pem', '--key', '/tls/a.key'], 'add --server-name'],
    ['http besides, without a certificate', ['--api', 'a', '--listen-http', '80'], 'is for https'],
    ['a name with a regular expression', ['--server-name', '~.*'], 'nginx would interpret'],
    ['a path with a variable', ['--certificate', '/tls/$name.pem'], 'absolute path'],
    ['a relative path', ['--storage', 'storage'], 'absolute path'],
    ['too few open files', ['--open-files', '100'], 'from 256'],
  ])('refuses in one sentence: %s', async (_, args, sentence) => {
    const said = await run(...args);
    expect(said).toMatch(/^error: .*\.\n$/);
    expect(said).toContain(sentence);
  });

  it('refuses one place for http and https', async () => {
    const tls = ['--api', 'a', '--certificate', '/tls/a.pem', '--key', '/tls/a.key', '--server-name', 'a.example'];
    expect(await run(...tls, '--listen', '80')).toContain('80 cannot be for http and https');
    for (const place of ['*:8443', '0.0.0.0:8443', '08443']) {
      const said = await run(...tls, '--listen', '8443', '--listen-http', place);
      expect(said).toContain('8443 cannot be for http and https');
    }
    const text = await run(...tls, ...bounded);
    expect(text).toMatch(/listen 80;\n +server_name a\.example;\n +return 308 https:\/\/\$host\$request_uri;/);
    expect(text).toContain('listen 443 ssl http2;');
  });
});
