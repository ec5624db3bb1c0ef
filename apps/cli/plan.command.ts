import { type Command, InvalidArgumentError, Option } from 'commander';
import { PALIER_VERSION } from '#platform/config';
import { grouped, type Output, print } from './output.js';
import { habits } from './plan/assumptions.js';
import { Capacity } from './plan/capacity.js';
import type { Wish } from './plan/demand.js';
import { makePlan } from './plan/make-plan.js';
import { assumptionsOf, planReport } from './plan/plan-report.js';
import { readPrices, staleDay } from './plan/price-list.js';
import { committed } from './plan/read-data.js';

interface Given extends Wish, Output {
  prices?: string;
  coefficients?: string;
}

/** `palier plan`: reads two files; opens no connection, and needs no settings. */
export function registerPlanCommand(program: Command): void {
  program
    .command('plan')
    .description('Plan machines and their price for tenants, users and requests, and show the arithmetic.')
    .requiredOption('--tenants <number>', 'number of tenants', between(1, 1e6, true))
    .requiredOption('--users <number>', 'users who are connected at the same time', between(1, 1e7, true))
    .requiredOption('--rps <number>', 'requests a second at the peak', between(0.001, 1e6, false))
    .addOption(new Option('--product <name>', 'the product').choices(Object.keys(habits)).makeOptionMandatory())
    .option('--prices <file>', 'a price list of your own (default: docs/prices.json)')
    .option(
      '--coefficients <file>',
      'figures of your own machine, as "npm run load -- --coefficients" writes them (default: docs/capacity.json)',
    )
    .option('--json', 'as JSON')
    .action(
      ({ prices = committed('prices.json'), coefficients = committed('capacity.json'), json, ...wish }: Given) => {
        try {
          const list = readPrices(prices);
          const capacity = Capacity.read(coefficients);
          const plan = makePlan(wish, capacity, list);
          const remarks = remarksOf(capacity, staleDay(list, Date.now()));
          const answer = { ...plan, assumptions: assumptionsOf(plan), remarks };
          print(answer, () => planReport(plan, remarks), { json });
        } catch (error) {
          process.stderr.write(`${(error as Error).message}\n`);
          process.exitCode = 1;
        }
      },
    );
}

function between(least: number, most: number, whole: boolean): (text: string) => number {
  return (text) => {
    const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
    if (value >= least && value <= most && (!whole || Number.isInteger(value))) return value;
    throw new InvalidArgumentError(
      `Write a ${whole ? 'whole ' : ''}number from ${grouped(least)} to ${grouped(most)} without separators, as in 2000.`,
    );
  };
}

function remarksOf({ version }: Capacity, stale: string | undefined): string[] {
  return [
    ...(version === PALIER_VERSION
      ? []
      : [`The coefficients were measured on Palier ${version}, and this is ${PALIER_VERSION}: measure them again.`]),
    ...(stale
      ? [`Look the prices up: the oldest is from ${stale}, more than 180 days ago. Give yours with --prices.`]
      : []),
  ];
}
