/** What each option does, in French; the English sentences stand in the table of the settings. */
export const optionsInFrench: Readonly<Record<string, string>> = {
  HOST: 'L’adresse sur laquelle écoutent l’API et les métriques.',
  PORT: 'Le port de l’API ; 0 en prend un libre.',
  METRICS_PORT: 'Le port des métriques Prometheus, à part de l’API ; 0 les désactive.',
  PALIER_DATA_DIR: 'Où se trouvent le PostgreSQL embarqué et les fichiers locaux.',
  PALIER_ENVIRONMENT: 'Où tourne ce serveur ; les drapeaux peuvent en dépendre.',
  DATABASE_URL:
    'Votre PostgreSQL (16 ou plus), avec le rôle de l’application ; sans elle, un PostgreSQL embarqué démarre.',
  DATABASE_OWNER_URL: 'La même base avec son propriétaire, pour les migrations seulement.',
  DATABASE_DIRECT_URL:
    'La même base sans passer par un mandataire en mode transaction, pour LISTEN et pour les tâches sans Redis ; à défaut DATABASE_URL.',
  DATABASE_NAMED_STATEMENTS:
    'Où les instructions restent préparées : « direct », là où aucun mandataire ne s’interpose (DATABASE_DIRECT_URL absente, ou la même) ; « always », à travers lui aussi, pour PgBouncer 1.21 ou plus avec max_prepared_statements.',
  DATABASE_POOL_SIZE: 'Combien de connexions à la base un processus garde.',
  STATEMENT_TIMEOUT_MS: 'Au bout de combien de temps PostgreSQL annule une instruction.',
  LOCK_TIMEOUT_MS: 'Au bout de combien de temps une instruction cesse d’attendre un verrou.',
  REDIS_URL:
    'Un Redis qui n’évince rien (maxmemory-policy noeviction), pour les sessions et les tâches ; sans elle, PostgreSQL les garde.',
  REDIS_CACHE_URL:
    'Un Redis qui peut évincer, pour le cache que les processus partagent ; à défaut REDIS_URL. Avec REDIS_SENTINELS ou REDIS_CLUSTER, rien n’est partagé sans elle.',
  REDIS_SENTINELS:
    'Des Sentinels qui savent où est le primaire, sous la forme hôte:port, séparés par des virgules ; au lieu de REDIS_URL, pour les sessions et les tâches.',
  REDIS_SENTINEL_MASTER: 'Le nom que les Sentinels donnent à ce primaire.',
  REDIS_CLUSTER:
    'Quelques nœuds d’un Redis Cluster, sous la forme hôte:port, séparés par des virgules ; au lieu de REDIS_URL, pour les sessions et les tâches.',
  REDIS_USERNAME: 'L’utilisateur pour les Sentinels, leur primaire ou les nœuds du Cluster.',
  REDIS_PASSWORD: 'Le mot de passe de cet utilisateur.',
  REDIS_TLS: 'Si les Sentinels, leur primaire ou les nœuds du Cluster parlent TLS.',
  PUBLIC_URL:
    'L’adresse par laquelle clients et personnes joignent l’API, pour les liens des messages et comme émetteur des jetons ; à défaut http://127.0.0.1 avec PORT.',
  PALIER_MASTER_KEY:
    'Ce qui scelle les secrets que garde la base : 32 octets au hasard en base64url, les mêmes pour chaque processus ; à défaut le fichier « master.key » de PALIER_DATA_DIR, créé au premier démarrage.',
  MAIL_URL:
    'Le serveur SMTP par lequel partent les messages, comme smtps://utilisateur:mot-de-passe@hôte ; sans elle, ils arrivent dans le dossier « mail » de PALIER_DATA_DIR.',
  MAIL_DOMAIN: 'Le domaine des expéditeurs des messages.',
  REGION_HEADER:
    'L’en-tête par lequel un mandataire de confiance dit où se trouve un client, comme CF-IPCountry ; sans elle, les sessions n’ont pas de région.',
  PASSWORD_THREADS:
    'Combien de mots de passe un processus hache à la fois ; gardez un cœur libre pour le reste. Au-delà de 4, relevez aussi UV_THREADPOOL_SIZE.',
  PASSWORD_QUEUE:
    'Combien d’autres peuvent attendre : au plus la moitié venant d’un même réseau, un quart réservé aux appareils connus ; au-delà, la réponse est un refus 503 avec Retry-After.',
  JOB_CONCURRENCY: 'Combien de tâches d’une file un processus de travail exécute à la fois.',
  JOB_DEADLINE_MS:
    'Combien de temps les tâches en cours peuvent continuer après SIGTERM avant d’être rendues pour être refaites.',
  BACKUP_DIR: 'Où les sauvegardes sont écrites ; à défaut le dossier « backups » de PALIER_DATA_DIR.',
  BACKUP_EVERY_HOURS: 'Tous les combien le PostgreSQL embarqué est sauvegardé de lui-même ; 0 désactive.',
  BACKUP_KEEP: 'Combien de ces sauvegardes sont gardées, la plus ancienne partant la première.',
  TRUSTED_PROXIES:
    'Les mandataires dont X-Forwarded-For est cru ; pour tout autre, l’adresse est celle de la connexion.',
  RATE_LIMIT_REQUESTS: 'Combien de requêtes une adresse peut faire par fenêtre ; l’IPv6 compte par /64.',
  RATE_LIMIT_WINDOW_SECONDS: 'La durée de cette fenêtre.',
  BODY_LIMIT_BYTES: 'Le plus grand corps de requête.',
  HEADER_LIMIT_BYTES: 'La plus grande taille de la ligne de requête et des en-têtes réunis.',
  REQUEST_TIMEOUT_MS: 'Combien de temps un client peut mettre à envoyer une requête, puis attendre la réponse.',
  KEEP_ALIVE_TIMEOUT_MS:
    'Combien de temps une connexion inactive reste ouverte ; gardez-le au-dessus de celui du répartiteur de charge.',
  DRAIN_MS: 'Combien de temps le serveur répond encore après SIGTERM en se disant pas prêt.',
  CACHE_MEMORY_BYTES: 'La mémoire que les réponses conservées peuvent prendre au plus.',
  LOG_LEVEL: 'La ligne de journal la moins grave qui soit écrite.',
  OTEL_EXPORTER_OTLP_ENDPOINT:
    'L’URL de base d’un collecteur OpenTelemetry (OTLP sur HTTP) ; sans elle, rien n’est tracé.',
  OTEL_SERVICE_NAME: 'Le nom de ce service dans les traces.',
};

export const unitsInFrench: Readonly<Record<string, string>> = {
  connections: 'connexions',
  requests: 'requêtes',
  bytes: 'octets',
  jobs: 'tâches',
  backups: 'sauvegardes',
  threads: 'fils',
  passwords: 'mots de passe',
};
