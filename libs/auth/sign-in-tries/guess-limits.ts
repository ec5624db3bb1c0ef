import type { NetworkSize } from '../networks/networks-of.js';
import type { TryLimit } from './try-counters.js';

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** One account from one network: whoever else guesses at it elsewhere does not fill this one. */
export const accountHere: Readonly<Record<NetworkSize, TryLimit>> = {
  host: { free: 10, windowSeconds: 15 * MINUTE },
  line: { free: 15, windowSeconds: 15 * MINUTE },
  site: { free: 20, windowSeconds: 15 * MINUTE },
};

/**
 * Failures at all accounts of all tenants from one network: a campus of tens of thousands, with its slips of the
 * finger, may be one address.
 */
export const failuresHere: Readonly<Record<NetworkSize, TryLimit>> = {
  host: { free: 1000, windowSeconds: 15 * MINUTE },
  line: { free: 1500, windowSeconds: 15 * MINUTE },
  site: { free: 2000, windowSeconds: 15 * MINUTE },
};

/**
 * One account from all unknown devices together: a comparison a minute, of which 40 may be saved up. So no hour sees
 * more than 100, which is the number that NIST SP 800-63B-4 §3.2.2 names. Whoever comes first takes 20 of those
 * saved up; the others, and what comes each minute, are for sites that had few such turns lately.
 */
export const accountPace = { everySeconds: MINUTE, open: 20, saved: 40 } as const;

/** Those turns of one site at one account: sixty sites must guess without rest to take them all. */
export const sitePace = { everySeconds: HOUR, saved: 3 } as const;

/** One account from a device that is known to be its user's: nothing that others do counts here. */
export const knownDevice: TryLimit = { free: 10, windowSeconds: 15 * MINUTE };

/**
 * Sign-ins to one account, those that succeed included, from all its known devices together and from each site: more
 * than a person or a script begins, and few enough that one account's right password fills no hashing queue. Of the
 * devices together, since each sign-in without one makes another.
 */
export const signInsOfAccount: TryLimit = { free: 30, windowSeconds: MINUTE };
