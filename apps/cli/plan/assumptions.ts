/** The share of processors, memory and disk that stays free at the planned load. */
export const HEAD_ROOM = 0.3;
/** API time of a request where several API processes serve it, as times of that in one: readers in the drill took 1.5. */
export const SEVERAL_APIS = 1.5;
/** Cores that a process can count on: it uses one vCPU at a time, and a shared one may give half of a core. */
export const CORES_OF_PROCESS = 0.5;
/** Accounts per connected user. */
export const ACCOUNTS = 10;
/** Redis keeps each session with a replica. */
export const SESSION_COPIES = 2;
/** PostgreSQL's default `max_connections`, less ten for operators. */
export const MOST_CONNECTIONS = 90;
/** Memory of a connection in PostgreSQL. */
export const CONNECTION_MB = 10;
/** The share of its data that PostgreSQL keeps in memory. */
export const CACHED = 0.03;
/** Memory of an operating system. */
export const SYSTEM_GB = 0.5;
/** Machines up to which nobody needs Kubernetes. */
export const MACHINES_BY_HAND = 8;

const DAY = 86_400;

/** Work besides requests, a second. */
export interface SideWork {
  readonly coefficient: string;
  readonly what: string;
  /** A second, of each tenant, of each user who is connected, or of each account. */
  readonly each: number;
  readonly of: 'tenants' | 'users' | 'accounts';
}

/** The habits of the people of a product. */
export interface Habits {
  /** The mix of requests, as the coefficients name it. */
  readonly mix: string;
  readonly work?: SideWork;
  /** The rows that fill the disk. */
  readonly item: { readonly what: string; readonly aYear: number; readonly of: 'tenants' | 'accounts' };
  /** Both in words, for the answer. */
  readonly words: string;
}

/** By product. */
export const habits: Readonly<Record<string, Habits>> = {
  wistant: {
    mix: 'stores',
    work: { coefficient: 'storedEvent', what: 'events', each: 1 / 60, of: 'users' },
    item: { what: 'events', aYear: 2_000, of: 'accounts' },
    words: 'a visitor causes an event a minute, an account 2,000 a year',
  },
  veille: {
    mix: 'readers',
    work: { coefficient: 'fetchedFeed', what: 'fetched feeds', each: 20 / 1_800, of: 'tenants' },
    item: { what: 'posts', aYear: 14_600, of: 'tenants' },
    words: 'a team follows 20 feeds of its own, fetched every 30 minutes, with 2 posts a day each',
  },
  journeys: {
    mix: 'journal',
    item: { what: 'entries', aYear: 365, of: 'accounts' },
    words: 'an account writes one entry a day',
  },
  'etude-line': {
    mix: 'campus',
    item: { what: 'students', aYear: 1, of: 'accounts' },
    words: 'an account belongs to a student, who enrols once a year',
  },
  velo: {
    mix: 'riders',
    work: { coefficient: 'ride', what: 'rides', each: (10 * 100) / (365 * DAY), of: 'accounts' },
    item: { what: 'rides', aYear: 100, of: 'accounts' },
    words: 'a rider uploads 100 rides of an hour a year, ten times as many at the peak',
  },
};
