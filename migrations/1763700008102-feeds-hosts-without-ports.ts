import { functionsOf, migration } from '#platform/database';

/** The ports of a host are one machine: its sources are claimed two at a time and half a second apart, whatever their ports. */
export const FeedsHostsWithoutPorts1763700008102 = migration(
  functionsOf('feeds/sources/drop-port.sql'),
  `create trigger drop_port before insert or update on feeds.sources for each row
     when (new.host ~ ':[0-9]+$') execute function feeds.drop_port();
   update feeds.sources set host = host where host ~ ':[0-9]+$'`,
);
