import { defineProblems, problem } from '#platform/problems';

export const shardProblems = defineProblems('auth', {
  shards_unreachable: problem(503, 'No shard answers', 'Aucun fragment ne répond', {
    en: 'Redis did not answer. Try again in a moment.',
    fr: 'Redis n’a pas répondu. Réessayez dans un instant.',
    operators: {
      en: 'Check that its nodes run and that REDIS_CLUSTER, REDIS_SENTINELS or REDIS_URL names them.',
      fr: 'Vérifiez que ses nœuds tournent et que REDIS_CLUSTER, REDIS_SENTINELS ou REDIS_URL les nomme.',
    },
  }),
  shards_not_clustered: problem(409, 'Nothing to rebalance', 'Il n’y a rien à rééquilibrer', {
    en: 'Sessions are not in a Redis Cluster, so there are no slots to move.',
    fr: 'Les sessions ne sont pas dans un Redis Cluster : il n’y a pas de slots à déplacer.',
  }),
  shards_unhealthy: problem(503, 'A shard is down', 'Un fragment est en panne', {
    en: 'A primary of the Redis Cluster does not answer. Try again once the cluster is whole.',
    fr: 'Un primaire du Redis Cluster ne répond pas. Réessayez quand le cluster sera complet.',
    operators: { en: 'It is {address}.', fr: 'C’est {address}.' },
  }),
  shards_being_rebalanced: problem(409, 'Another rebalancing is running', 'Un autre rééquilibrage est en cours', {
    en: 'Only one process may move slots at a time. Try again once it has ended; if it died, its lock expires within 30 seconds.',
    fr: 'Un seul processus peut déplacer des slots à la fois. Réessayez quand il aura terminé ; s’il a été tué, son verrou expire en 30 secondes.',
  }),
});
