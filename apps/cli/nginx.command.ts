import type { Command } from 'commander';
import { type Canary, canary } from './nginx/canary.js';
import { nginxConfiguration, type Pool } from './nginx/nginx-configuration.js';
import { poolNames, pools } from './nginx/pools.js';
import {
  absolutePath,
  grantedFiles,
  MOST_OPEN_FILES,
  openFiles,
  places,
  serverNames,
  servers,
} from './nginx/read-options.js';
import type { Tls } from './nginx/tls.js';

interface Given {
  api?: readonly string[];
  pool?: ReadonlyMap<string, Pool>;
  canary?: Canary;
  listen?: readonly string[];
  certificate?: string;
  key?: string;
  serverName?: readonly string[];
  listenHttp?: readonly string[];
  storage: string;
  openFiles?: number;
}

/** `palier nginx`: prints a file; opens no connection, and needs no settings. */
export function registerNginxCommand(program: Command): void {
  const command = program.command('nginx');
  command
    .description(
      'Print the configuration of an nginx before several API processes. Lists are separated by commas, or their option is repeated.',
    )
    .option(
      '--api <servers>',
      'the processes that answer what no pool takes, as in api-1,api-2:3001 (default: all of the pools)',
      servers,
    )
    .option(
      '--pool <context=servers>',
      `the processes for the requests of a context, as in auth=api-1,api-2; the others answer while none of these does. Contexts: ${poolNames.join(', ')}`,
      pools,
    )
    .option(
      '--canary <servers=percent>',
      'the processes of a new version, and the percentage of the clients that they answer, as in api-3=5; a client stays there while it grows',
      canary,
    )
    .option('--listen <places>', 'where it listens (default: 8080; with a certificate 443)', places)
    .option('--certificate <file>', 'the certificate with its chain, for https', absolutePath)
    .option('--key <file>', 'its key', absolutePath)
    .option(
      '--server-name <names>',
      'the names that are served; other names are refused with 421 (default: any; needed with a certificate)',
      serverNames,
    )
    .option('--listen-http <places>', 'with a certificate: where http is led to https (default: 80)', places)
    .option('--storage <folder>', 'the files that it sends for the APIs', absolutePath, '/var/lib/palier/storage')
    .option(
      '--open-files <number>',
      `how many files and connections a process of nginx may have open (default: the hard limit of this machine, ${MOST_OPEN_FILES} at most)`,
      openFiles,
    )
    .action((given: Given) => {
      const tls = tlsOf(given, (sentence) => command.error(`error: ${sentence}`));
      const inPools = [...new Set([...(given.pool?.values() ?? [])].flatMap((pool) => pool.servers))];
      const apis = given.api ?? inPools;
      if (apis.length === 0) command.error('error: name the API processes, as in palier nginx --api api-1,api-2.');
      const twice = given.canary?.servers.find((server) => apis.includes(server) || inPools.includes(server));
      if (twice) command.error(`error: ${twice} cannot be a canary and answer all clients: name it once.`);
      const { pool, listen = [tls ? '443' : '8080'], serverName, storage } = given;
      const both = listen.find((place) => tls?.listenHttp.includes(place));
      if (both) command.error(`error: ${both} cannot be for http and https: change --listen or --listen-http.`);
      const files = given.openFiles ?? grantedFiles();
      process.stdout.write(
        nginxConfiguration({
          apis,
          pools: pool,
          canary: given.canary,
          listen,
          serverNames: serverName,
          tls,
          storage,
          temporary: '/tmp',
          openFiles: files,
        }),
      );
    });
}

function tlsOf(given: Given, refuse: (sentence: string) => never): Tls | undefined {
  const { certificate, key, serverName, listenHttp = ['80'] } = given;
  if (certificate && key && serverName) return { certificate, key, listenHttp };
  if (certificate && key)
    refuse('http is led to https under the name of the request, so name those that are served: add --server-name.');
  if (certificate) refuse('the certificate needs its key: add --key.');
  if (key) refuse('the key needs its certificate: add --certificate.');
  if (given.listenHttp) refuse('--listen-http is for https: add --certificate and --key.');
  return undefined;
}
