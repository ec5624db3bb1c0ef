import type { NetworkSize } from '../networks/networks-of.js';
import type { TryLimit } from './try-counters.js';

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** One account from one network: guesses from other networks do not count here. */
export const accountHere: Readonly<Record<NetworkSize, TryLimit>> = {
  host: { free: 10, windowSeconds: 15 * MINUTE },
  line: { free: 15, windowSeconds: 15 * MINUTE },
  site: { free: 20, windowSeconds: 15 * MINUTE },
};

/**
 * Failures at all accounts of all tenants from one network. A campus of tens of thousands of people, with their typing
 * errors, may share one address.
 */
export const failuresHere: Readonly<Record<NetworkSize, TryLimit>> = {
  host: { free: 1000, windowSeconds: 15 * MINUTE },
  line: { free: 1500, windowSeconds: 15 * MINUTE },
  site: { free: 2000, windowSeconds: 15 * MINUTE },
};

/**
 * One account from all unknown devices together: one comparison a minute, of which 40 may be saved up. So an hour has
 * at most 100, the limit of NIST SP 800-63B-4 §3.2.2. Any network may take 20 of the saved ones; the others, and the
 * one of each minute, are for sites that had few such turns recently.
 */
export const accountPace = { everySeconds: MINUTE, open: 20, saved: 40 } as const;

/** The turns of one site at one account: only sixty sites that guess continuously can take them all. */
export const sitePace = { everySeconds: HOUR, saved: 3 } as const;

/** One account from a known device of its user: attempts of others do not count here. */
export const knownDevice: TryLimit = { free: 10, windowSeconds: 15 * MINUTE };

/**
 * Sign-ins to one account, those that succeed included, from all its known devices together and from each site: more
 * than a person or a script begins, and few enough that one account's right password fills no hashing queue. Of the
 * devices together, since each sign-in without one makes another.
 */
export const signInsOfAccount: TryLimit = { free: 30, windowSeconds: MINUTE };
