/** Generated from openapi.json by `npm run docs`: the types of the API for a client in TypeScript. */

export interface paths {
    "/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read what works and what is cut
         * @description As a page where `Accept` has `text/html`. As the process that answers sees it.
         */
        get: operations["readStatus"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether the process answers
         * @description If it does not answer, restart it.
         */
        get: operations["readLiveness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/startup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the process has started */
        get: operations["readStartup"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether the process accepts requests
         * @description It may accept them while degraded.
         */
        get: operations["readReadiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/platform/flags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the feature flags, by name */
        get: operations["listFlags"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/platform/flags/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a feature flag */
        get: operations["readFlag"];
        /**
         * Set a feature flag, at the version that If-Match names
         * @description In force in every process within a second.
         */
        put: operations["writeFlag"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/platform/flags/{name}/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the changes of a feature flag, the latest first
         * @description Who changed it, why, and to what, from the audit of the deployment.
         */
        get: operations["listFlagChanges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/platform/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the dead letters, the latest first
         * @description Events that a subscriber could not process in five tries. Later events of their subjects were delivered.
         */
        get: operations["listEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/platform/events/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a dead letter */
        get: operations["readEvent"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/platform/events/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Deliver a dead letter to its subscriber again
         * @description A worker delivers it, with five new tries; if they fail too, it is a dead letter again under another id.
         */
        post: operations["retryEvent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/platform/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List who did what, the latest first
         * @description The audit lines of one tenant, or of the platform. `palier audit verify` checks that they were not altered.
         */
        get: operations["listAuditLines"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List operations, the newest first
         * @description Those of the tenant, and those that the caller began for themselves, such as an export of their data. Operations are stored for 30 days.
         */
        get: operations["listOperations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read an operation
         * @description What a user began for themselves is found by nobody else. Until it has ended, Retry-After says when to read it again.
         */
        get: operations["readOperation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operations/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask an operation to stop
         * @description Requires the permission that starting it required, or `operations.administer` for what another user began for themselves: its result and error are not shown then. Answers 202 until the operation has stopped, and 200 when it has ended in any state.
         */
        post: operations["cancelOperation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operations/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow an operation by Server-Sent Events
         * @description Each `operation` event holds the present state of the operation; the first is sent at once. The stream ends with the operation, or when the client would be refused. One user or key may have 10 open streams. A client that reconnects with Last-Event-ID gets the later events, and 204 when the operation has ended and there are none.
         */
        get: operations["followOperation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/platform/queues": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the queues with their numbers of jobs, by name */
        get: operations["listQueues"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/platform/queues/{queue}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Run the failed jobs of a queue again, 1,000 at most */
        post: operations["retryQueue"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/platform/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the jobs of a queue in one state
         * @description Waiting jobs are in the order in which they will run, ended jobs the latest first.
         */
        get: operations["listJobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/platform/jobs/{queue}/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a job, with its payload and the reason of its failure */
        get: operations["readJob"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/platform/jobs/{queue}/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Run a failed job again, with all its tries */
        post: operations["retryJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/platform/jobs/{queue}/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Remove a job from its queue, or ask it to stop */
        post: operations["cancelJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/platform/degradation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the degradation level
         * @description Asks every process for its own, for a second at most.
         */
        get: operations["readDegradation"];
        /**
         * Set the degradation level
         * @description In force in every process within a second.
         */
        put: operations["writeDegradation"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/.well-known/signature-keys.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the public keys that verify signatures of bundles and receipts
         * @description A JWK set, as `palier bundle verify` and `palier tenant verify-receipt` read it by `--keys`. It has the former keys too. Cache it for a minute at most: a new key is published here a minute before it signs.
         */
        get: operations["readSignatureKeys"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow what changes for the caller by Server-Sent Events
         * @description Sends what changes for the user and in the tenant: `profile.changed` (`{}`), `operation.changed` (`{ id, kind, state }`), which of what a user began for themselves only they get, and `unread.changed` (`{}`). An event is a hint, after which the client reads what it shows; the same may come twice, with the same id. The event `reset` says that events may be missing: read everything again that is shown. A client that reconnects with Last-Event-ID gets what it has missed for up to two minutes, five with Redis. The stream ends when the client would be refused, so with its access token. One user or key may have 10 open streams.
         */
        get: operations["followOwnEvent"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the webhooks of the tenant, the newest first. */
        get: operations["listWebhooks"];
        put?: never;
        /** Create a webhook. Only this answer shows its secret. A tenant has 20 at most. */
        post: operations["createWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the events that webhooks of the tenant may ask for. */
        get: operations["listWebhookEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a webhook. */
        get: operations["readWebhook"];
        put?: never;
        post?: never;
        /** Delete a webhook and its deliveries, at the version given by If-Match. */
        delete: operations["deleteWebhook"];
        options?: never;
        head?: never;
        /** Change, disable or enable a webhook, at the version given by If-Match. Messages that waited are sent once it is enabled. */
        patch: operations["changeWebhook"];
        trace?: never;
    };
    "/v1/webhooks/{id}/rotate-secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give a webhook a new secret. Messages have a signature of each until the overlap is over. */
        post: operations["rotateWebhookSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List what was sent to a webhook within 30 days, the latest first. */
        get: operations["listWebhookDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{id}/deliveries/{deliveryId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a delivery with its tries. */
        get: operations["readWebhookDelivery"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a message of the type `webhook.test`, as every webhook gets it. */
        post: operations["testWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{id}/deliveries/{deliveryId}/redeliver": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a message again, now and with the same id. One that waits for an earlier one of its subject still does. */
        post: operations["redeliverWebhookDelivery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/platform/tenants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List tenants, with a search by name and slug. */
        get: operations["listTenants"];
        put?: never;
        /** Create a tenant. */
        post: operations["createTenant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/platform/tenants/{slug}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read one tenant. */
        get: operations["readTenant"];
        put?: never;
        post?: never;
        /**
         * Delete a tenant at the version that If-Match names: within a second all its routes answer 404,
         *     and after the grace period it is purged. A deleted tenant does not change.
         */
        delete: operations["deleteTenant"];
        options?: never;
        head?: never;
        /**
         * Change a tenant's name, plan, origins, networks or settings, at the version that If-Match names. What is so already
         *     makes no new version.
         */
        patch: operations["updateTenant"];
        trace?: never;
    };
    "/v1/platform/tenants/{slug}/suspend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Suspend a tenant: within a second all its routes answer 403. A suspended tenant does not change. */
        post: operations["suspendTenant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/platform/tenants/{slug}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Serve a suspended tenant again. An active tenant does not change. */
        post: operations["resumeTenant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/platform/tenants/{slug}/undelete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Restore a deleted tenant, until its purge begins. A tenant that is not deleted does not change. */
        post: operations["undeleteTenant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/platform/products": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the products: what each is, and which routes its tenants have. */
        get: operations["listPlatformProducts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenant": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read my tenant: its name, language, time zone and branding. */
        get: operations["readSetting"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/platform/tenants/{slug}/purge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read the progress of a tenant's purge, and its receipt once it has ended. */
        get: operations["readPurge"];
        put?: never;
        /** Purge a deleted tenant now, without waiting for the end of its grace period. It cannot be restored. */
        post: operations["beginPurge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/platform/tenants/{slug}/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a tenant's use of the quotas of its plan. */
        get: operations["readUsage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/platform/tenants/{slug}/metering": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read what a tenant used in a month. Each process adds its counts every second and when it ends. */
        get: operations["readMetering"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/retention": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List how long the tenant keeps rows, where it may choose. */
        get: operations["listRetention"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/retention/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Choose how long the tenant keeps rows of one kind. Older rows are deleted within minutes, for good. */
        put: operations["chooseRetention"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/{tenant}/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in
         * @description An unknown address, an unconfirmed address and a wrong password get the same answer after the same time. `X-Degraded: sessions=unreplicated` means that only one server has stored the session so far.
         */
        post: operations["signIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/{tenant}/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Refresh a session
         * @description Exchanges a refresh token for an access token and the next refresh token. The same token again within 10 seconds is a retry and gets the same successor; later it ends the whole session.
         */
        post: operations["refreshSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/{tenant}/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign out
         * @description Ends the session of a refresh token and revokes its access tokens at once. A token without a session gets the same answer.
         */
        post: operations["signOut"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the devices on which you are signed in, the latest seen first */
        get: operations["listMySessions"];
        put?: never;
        post?: never;
        /**
         * Sign out on all other devices
         * @description The session of this request stays. All your personal keys are revoked: whoever had a session may have made one.
         */
        delete: operations["endMyOtherSessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Sign out on one device
         * @description Its access tokens are revoked at once.
         */
        delete: operations["endMySession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/platform/auth/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the sessions of a tenant, or of one of its users */
        get: operations["listTenantSessions"];
        put?: never;
        post?: never;
        /**
         * End all sessions of a tenant, or of one of its users
         * @description Their access tokens are void at once, in every process, and the personal keys of these users are revoked; keys of the tenant stay. Operators end those of operators whose role they could give.
         */
        delete: operations["endTenantSessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/platform/auth/regions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Count the active sessions, by region */
        get: operations["listSessionRegions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/platform/auth/shards": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the shards that store sessions: slots, sessions, replicas, and the number and duration of validations
         * @description With a Redis Cluster each shard is a primary with its replicas; otherwise there is one shard.
         */
        get: operations["listShards"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/{tenant}/register": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Register, where the product lets anyone join. A mail explains the next step, also where the address has an account. */
        post: operations["registerUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/{tenant}/verify-email": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Confirm an e-mail address with the secret of the mailed link, which works once. This takes a seat of the plan. */
        post: operations["verifyEmail"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/{tenant}/verify-email/resend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Request the confirmation link again; the answer is the same for every address. */
        post: operations["resendVerification"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/{tenant}/password/forgot": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Request a mailed link to choose a new password; the answer is the same for every address. */
        post: operations["forgotPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/{tenant}/password/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Choose a new password with the secret of the mailed link; every session of the user ends, their personal keys are revoked, and a cookie makes this device known. */
        post: operations["resetPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Change my password; every session but the current one ends, and my personal keys are revoked. */
        post: operations["changeOwnPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/{tenant}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read what an application needs to know about a tenant to let its users sign in. */
        get: operations["readRealm"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the API keys, the newest first
         * @description Personal keys of users are among them; revoked keys are left out.
         */
        get: operations["listKeys"];
        put?: never;
        /**
         * Create an API key
         * @description Only this answer shows the key.
         */
        post: operations["createKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys/{id}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Replace a key by a new one
         * @description The old key works until the overlap is over, so that its clients can be updated one by one.
         */
        post: operations["rotateKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke a key
         * @description It is refused from the next request on.
         */
        delete: operations["revokeKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List my keys, the newest first. */
        get: operations["listPersonalKeys"];
        put?: never;
        /** Create a key that acts as me, for one program. Only this answer shows it; it may do what its scopes and my role allow. A mail tells me of it. */
        post: operations["createPersonalKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revoke a key of mine. It is refused from the next request on. */
        delete: operations["revokePersonalKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/.well-known/jwks.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the public keys that verify access tokens
         * @description Cache them for a minute at most: a new key is published here a minute before it signs.
         */
        get: operations["readSigningKeys"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read my profile: account, tenant and permissions. */
        get: operations["readProfile"];
        put?: never;
        post?: never;
        /** Ask for the erasure of my account and of all data about me, in seven days. All my sessions end at once. */
        delete: operations["eraseProfile"];
        options?: never;
        head?: never;
        /** Change my name or language, at the version given by If-Match. What is so already makes no new version. */
        patch: operations["changeProfile"];
        trace?: never;
    };
    "/v1/me/exports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for an export of all data about me. The result of the operation says where it is, for seven days; the next export
         *     replaces it. While one is being made, the answer is its operation. Five can be begun in 24 hours, cancelled ones included.
         */
        post: operations["beginExport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/exports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read an export of all data about me: a ZIP of `data.jsonl`, with lines `{"table": …, "row": {…}}`, and of the files that
         *     rows in it name, as `files/<digest>.<extension>` of their media type. Those that can no longer be found, or are damaged,
         *     are listed in `missing.txt`.
         */
        get: operations["readExport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the members, with a search by the beginning of an address, a name or a family name. */
        get: operations["listMembers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the permissions of each of the four roles. */
        get: operations["listRoles"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read one member. */
        get: operations["readMember"];
        put?: never;
        post?: never;
        /**
         * Remove a member: their sessions end at once, and their address may be registered again. What they wrote stays: to
         *     delete that too, ask for their erasure.
         */
        delete: operations["deleteMember"];
        options?: never;
        head?: never;
        /**
         * Change a member's role or name, at the version given by If-Match. A new role revokes their tokens at once. What is
         *     so already makes no new version.
         */
        patch: operations["changeMember"];
        trace?: never;
    };
    "/v1/members/{id}/deactivate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Deactivate a member: their sessions end at once, and they cannot sign in. A deactivated member stays unchanged, but can
         *     no longer cancel an erasure that they asked for.
         */
        post: operations["deactivateMember"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{id}/reactivate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let a deactivated member sign in again. A member who is not deactivated stays unchanged. */
        post: operations["reactivateMember"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/{id}/erasure": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read the erasure of a person. */
        get: operations["readErasure"];
        put?: never;
        /**
         * Ask for the erasure of a person, member or not any more. Their access ends at once; after the grace period all data
         *     about them is deleted or loses their name, for good.
         */
        post: operations["requestErasure"];
        /** Cancel an erasure during its grace period. The member stays deactivated until you reactivate them. */
        delete: operations["cancelErasure"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/{tenant}/erasure/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel the erasure that I asked for, with the secret of the link in the mail about it. It works once, until the grace
         *     period ends; afterwards I may sign in again.
         */
        post: operations["cancelOwnErasure"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the open invitations, the newest first. */
        get: operations["listInvitations"];
        put?: never;
        /** Invite a person by mail. An open invitation of the same address is replaced. */
        post: operations["inviteMember"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/invitations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revoke an invitation: its link no longer works. */
        delete: operations["revokeInvitation"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/platform/auth/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Invite a person to a tenant, for example as its first owner, or to the operators with the tenant `platform`. There
         *     you can only give roles that may do no more than you. The invitation is revoked once you may no longer invite.
         */
        post: operations["inviteToTenant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/{tenant}/invitations/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Accept an invitation by the secret of its link, with a name and a password. Then log in. */
        post: operations["acceptInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/ingest/{tenant}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Store up to 1,000 events. The answer comes once they are committed: send a batch that was not answered again, unchanged,
         *     since an event is stored once by `occurredAt` and `id`. Events that break a rule are listed in the answer, and the others
         *     are stored.
         */
        post: operations["receiveIngest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/ingest/page-1.js": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Load the script by which web pages send events: the documentation of events has its tag. What this address answers never
         *     changes, so that `integrity` holds for good.
         */
        get: operations["readPageScript"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/analytics/ledger": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List what became of the events that came in, by hour and key, the newest first. */
        get: operations["listLedger"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/analytics/quarantine": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the events that were rejected in the last seven days, the newest first: up to 500 an hour of each process. */
        get: operations["listQuarantine"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/analytics/subjects/{subject}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Erase somebody without an account from the events: another id, nobody’s, takes the place of the subject, and their
         *     rejected events are deleted. The result of the operation says how many `events` and `rejected` there were. Events that
         *     come later are stored as they are sent. Where the operation failed or was cancelled, erase the subject again. The
         *     erasure of a member covers the events whose subject is their id.
         */
        delete: operations["eraseSubject"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/analytics/names": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the names of events that came in the last 30 days, with the properties whose values are counted. */
        get: operations["listNames"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/analytics/names/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Declare the properties of a name whose values are counted: of events that are stored from then on, up to 200 values a day. */
        put: operations["declareProperties"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/analytics/series": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read how often something happened: by minute, hour, day, week or month, beside the period before. */
        get: operations["readSeries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/analytics/breakdown": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read how the events of a period are spread over names, kinds of client, countries, or the values of a property. */
        get: operations["readBreakdown"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/analytics/uniques": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read how many different subjects had events in a period. Events are counted within about a minute after they came,
         *     which `freshTo` tells. After a change of the time zone the days are made anew: 503 until those of the period are.
         */
        get: operations["readUniques"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/analytics/query": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Answer up to 12 questions of a dashboard, each with a status of its own. */
        post: operations["answerQuestions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/analytics/overview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read what happened in a period of up to 400 days, beside the period before: by day, name, kind of client and country. */
        get: operations["readOverview"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/analytics/funnels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Count how many subjects made up to five steps one after the other. A subject begins with its first event of the first step
         *     in the period; of each later step its earliest event counts that is after the step before and `within` the time. The result
         *     of the operation says where the answer is, for a day. Two may be at work at a time.
         */
        post: operations["countFunnel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/analytics/funnels/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read how many subjects made the steps of a funnel, for a day, under the id of its operation. */
        get: operations["readFunnel"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/analytics/retention": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Count how many subjects came back in later weeks, by the week of their first event in the period: up to 13 whole weeks,
         *     each from Monday to Sunday. The result of the operation says where the answer is, for a day. Two may be at work at a time.
         */
        post: operations["countRetention"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/analytics/retention/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read how many subjects came back, for a day, under the id of the operation. */
        get: operations["readRetention"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/analytics/exports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Export the events of at most 31 days as CSV or NDJSON, in order of `occurredAt` and `id`, with their subjects. The result of
         *     the operation says where the file is, for a day or until three newer ones are there. One may be at work at a time.
         */
        post: operations["exportEvents"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/analytics/exports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download exported events, under the id of the operation. In a CSV, which follows RFC 4180, an apostrophe stands before what a
         *     spreadsheet would take for a formula; NDJSON has each event as it is stored.
         */
        get: operations["downloadEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/analytics/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow how many events came in the last five minutes by Server-Sent Events
         * @description Sends `counts` at once, and every two seconds where they have changed: how many events were stored in the last `seconds`, by their 50 most frequent names. Each event replaces the one before it. The counts are those that the servers have in memory, and approximate: a batch of which a part was stored before counts whole, and a server that starts anew begins at none. Under overload the stream ends first.
         */
        get: operations["followLive"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/campus/students": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List enrolled students, the newest enrolment first: to staff those of their places, to professors those of the programmes
         *     and levels of their subjects, to students none.
         */
        get: operations["listStudents"];
        put?: never;
        /** Add a student. Staff enrol them in one of their places. */
        post: operations["createStudent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/campus/students/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a student, with the enrolments that are within the scope of the caller. */
        get: operations["readStudent"];
        /** Change a student, at the version given by If-Match. */
        put: operations["changeStudent"];
        post?: never;
        /** Delete a student with all enrolments, at the version given by If-Match. */
        delete: operations["deleteStudent"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/campus/students/{id}/enrolments/{year}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Enrol a student in a year, or change where they are enrolled in it, at the version of the enrolment given by If-Match;
         *     `*` for the first of the year. Staff do so where they have both the former and the new place.
         */
        put: operations["enrolStudent"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/campus/professors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List professors: to staff those who teach in their places, to professors and students none. */
        get: operations["listProfessors"];
        put?: never;
        /** Add a professor. */
        post: operations["createProfessor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/campus/professors/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a professor. */
        get: operations["readProfessor"];
        /** Change a professor and what they teach, at the version given by If-Match. */
        put: operations["changeProfessor"];
        post?: never;
        /** Delete a professor, at the version given by If-Match. */
        delete: operations["deleteProfessor"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/campus/staff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the staff of the tenant, by name. */
        get: operations["listStaff"];
        put?: never;
        /** Add a member of the staff. */
        post: operations["createStaff"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/campus/staff/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a member of the staff. */
        get: operations["readStaff"];
        /** Change a member of the staff and their places, at the version given by If-Match. */
        put: operations["changeStaff"];
        post?: never;
        /** Delete a member of the staff, at the version given by If-Match. */
        delete: operations["deleteStaff"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stores/{tenant}/apps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List a store's apps. */
        get: operations["listApps"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stores/{tenant}/apps/{slug}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read one app, with its description, tags and files. */
        get: operations["readApp"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stores/{tenant}/apps/{slug}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the published versions of an app, with their changelogs. */
        get: operations["versionsApp"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stores/{tenant}/facets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Count the tags, licences and authors of the selected apps. */
        get: operations["facetsSearch"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stores/{tenant}/suggestions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Suggest apps while somebody types. */
        get: operations["suggestionsSearch"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stores/{tenant}/tags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List a store's tags, with the number of apps of each. */
        get: operations["listTags"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stores/{tenant}/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read what was published, yanked, changed and removed, in the order in which it came into force. Who asks with the last
         *     `page.next` misses nothing and reads nothing twice. To begin a copy, read to the end first, then all apps, and go on from
         *     there. Changes are kept for 90 days.
         */
        get: operations["listChanges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stores/{tenant}/changes.atom": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow a store in a feed reader: its 50 newest changes as an Atom feed (RFC 4287), the last first, in the language of the
         *     store. Whoever must miss none reads `/v1/stores/{tenant}/changes`.
         */
        get: operations["followChanges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/catalog/apps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the tenant’s apps, those that were changed last first. */
        get: operations["listStudio"];
        put?: never;
        /** Create an app. The store shows it once a version is published. */
        post: operations["createStudio"];
        delete?: never;
        options?: never;
        head?: never;
        /** Change up to 100 apps, each by itself: the answer says what became of each. */
        patch: operations["changeSome"];
        trace?: never;
    };
    "/v1/catalog/apps/{slug}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read an app. */
        get: operations["readStudio"];
        put?: never;
        post?: never;
        /**
         * Delete an app with its versions and files, for good. The store leaves it out at once. Where the operation failed or was
         *     cancelled, delete the app again.
         */
        delete: operations["deleteStudio"];
        options?: never;
        head?: never;
        /** Change what an app’s page shows, at the revision given by If-Match. What is so already makes no new revision. */
        patch: operations["changeStudio"];
        trace?: never;
    };
    "/v1/catalog/apps/{slug}/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Leave an app out of the store. Its versions stay, and their links work until they expire. */
        post: operations["archiveStudio"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/catalog/apps/{slug}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Show an archived app in the store again. */
        post: operations["restoreStudio"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/catalog/apps/{slug}/activity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read how often an app was viewed and downloaded, day by day. What is counted shows within seconds, and is kept for two
         *     years. What a browser or a proxy keeps and does not ask for again is not counted.
         */
        get: operations["readActivity"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/catalog/apps/{slug}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List an app’s versions, the newest first. */
        get: operations["listVersions"];
        put?: never;
        /** Begin a version: a draft without files. */
        post: operations["createVersion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/catalog/apps/{slug}/versions/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a version. */
        get: operations["readVersion"];
        put?: never;
        post?: never;
        /** Delete a draft with its files. */
        delete: operations["deleteVersion"];
        options?: never;
        head?: never;
        /** Change the changelog of a version, at the revision given by If-Match. */
        patch: operations["changeVersion"];
        trace?: never;
    };
    "/v1/catalog/apps/{slug}/versions/{version}/publish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Publish a draft: its files are checked, and then it can be downloaded. The trace of the version says why a check failed.
         *     With `wait` the answer is 200 with the operation where it ends within that time.
         */
        post: operations["publishVersion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/catalog/apps/{slug}/versions/{version}/yank": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Withdraw a published version. The store shows the highest one that is left. */
        post: operations["yankVersion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/catalog/apps/{slug}/versions/{version}/steps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the steps of a version’s publication, the latest first: who, when, and why it failed. */
        get: operations["listSteps"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/catalog/apps/{slug}/versions/{version}/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the files of a version, by path, with the SHA-256 of each: an upload of many files that was cut off goes on with
         *     those that are missing.
         */
        get: operations["listFiles"];
        /**
         * Upload a file of a draft, in place of one with the same path. With Content-Digest, a body that arrived otherwise is
         *     refused. Whatever is cut off leaves nothing: send it again.
         */
        put: operations["uploadFile"];
        post?: never;
        /** Delete a file of a draft. */
        delete: operations["deleteFile"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/catalog/apps/{slug}/versions/{version}/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Upload all files of a draft as a ZIP or a gzipped tar, in place of those that it has. Where all entries of a tar are in the
         *     folder `package`, as `npm pack` has it, their paths are those within it. A worker checks and unpacks the archive: where an
         *     entry is refused, the operation fails and names it, and the draft stays as it was. The bytes tell the two formats, not the
         *     type. With `wait` the answer is 200 with the operation where it ends within that time.
         */
        post: operations["unpackFile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stores/{tenant}/apps/{slug}/downloads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Get a link to the ZIP of an app. Where nobody asked for that version lately, the ZIP is made first: the answer is 202 with
         *     an operation, whoever else asks gets the same one, and once it has succeeded this request answers 200.
         */
        post: operations["requestDownload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stores/{tenant}/operations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read an operation that makes a ZIP. Until it has ended, Retry-After says when to read it again. */
        get: operations["readBundleOperation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stores/{tenant}/downloads/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download the ZIP of a link. A part is answered for a Range, so that a download goes on where it was cut off. Where the
         *     server keeps files in a bucket, the answer is a redirect to it.
         */
        get: operations["downloadBundle"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/catalog/apps/{slug}/images": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read where the icon and the screenshots of an app are. */
        get: operations["readImages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/catalog/apps/{slug}/icon": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Upload the icon of an app, in place of the one that it has: PNG, JPEG or WebP of up to 25 million pixels and 16,383 a
         *     side. It is converted to WebP and centred on a transparent square; of an animation the first frame stays, and
         *     of metadata nothing.
         */
        put: operations["setIcon"];
        post?: never;
        /** Delete the icon of an app. */
        delete: operations["deleteIcon"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/catalog/apps/{slug}/screenshots": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Upload a screenshot of an app, of which there may be eight. It is converted as an icon is, but never enlarged. */
        post: operations["addScreenshot"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/catalog/apps/{slug}/screenshots/order": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Put the screenshots of an app in order. */
        put: operations["orderScreenshots"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/catalog/apps/{slug}/screenshots/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Delete a screenshot. */
        delete: operations["deleteScreenshot"];
        options?: never;
        head?: never;
        /** Say what a screenshot shows. */
        patch: operations["captionScreenshot"];
        trace?: never;
    };
    "/v1/stores/{tenant}/images/{file}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read an image of a store, by a URL that an app’s page or list has. It never changes, and pages of any origin may show it.
         *     Where the server keeps files in a bucket, the answer is a redirect to it.
         */
        get: operations["readImage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stores/{tenant}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow the changes of a store by Server-Sent Events
         * @description Sends `app.changed` (`{ slug }`) when an app of the store appears, changes or disappears, and `apps.changed` (`{}`) when many do. An event is a hint, after which the client reads what it shows; the same may come twice, with the same id. The event `reset` says that events may be missing: read everything again that is shown. A client that reconnects with Last-Event-ID gets what it has missed for up to two minutes, five with Redis. One address may have 20 open streams.
         */
        get: operations["followStoreEvent"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/feeds/subscriptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the feeds that the tenant follows, with the health of each. */
        get: operations["listSubscriptions"];
        put?: never;
        /**
         * Subscribe to a feed, or to the feed of a site. The result of the operation is `{ subscriptionId }`, or where the site has
         *     several feeds `{ choices: [{ url, title }] }`, of which the client subscribes to those that it wants.
         */
        post: operations["createSubscription"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/feeds/subscriptions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a subscription. */
        get: operations["readSubscription"];
        put?: never;
        post?: never;
        /**
         * Unsubscribe from a feed, at the version given by If-Match. Its posts are deleted with it. The filters for this subscription
         *     alone end with it, and their marks.
         */
        delete: operations["deleteSubscription"];
        options?: never;
        head?: never;
        /** Change, pause or resume a subscription, at the version given by If-Match. */
        patch: operations["changeSubscription"];
        trace?: never;
    };
    "/v1/feeds/folders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the folders, by name. */
        get: operations["listFolders"];
        put?: never;
        /** Create a folder. */
        post: operations["createFolder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/feeds/folders/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Rename a folder, at the version given by If-Match. */
        put: operations["renameFolder"];
        post?: never;
        /**
         * Delete a folder, at the version given by If-Match. Its feeds stay, in no folder. The filters for this folder alone end with
         *     it, and their marks.
         */
        delete: operations["deleteFolder"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/feeds/filters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the filters, by name. */
        get: operations["listFilters"];
        put?: never;
        /** Create a filter. */
        post: operations["createFilter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/feeds/filters/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Replace a filter, at the version given by If-Match. Posts that it marked keep the mark. */
        put: operations["replaceFilter"];
        post?: never;
        /** Delete a filter, at the version given by If-Match. Posts that it marked stay, without the mark. */
        delete: operations["deleteFilter"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/feeds/labels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the labels of the caller, by name. */
        get: operations["listLabels"];
        put?: never;
        /** Create a label. */
        post: operations["createLabel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/feeds/labels/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Rename a label, at the version given by If-Match. */
        put: operations["renameLabel"];
        post?: never;
        /** Delete a label, at the version given by If-Match. Its posts lose it. */
        delete: operations["deleteLabel"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/feeds/unread": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Count the unread posts of each subscription and folder. */
        get: operations["unreadReading"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/feeds/posts/states": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Mark posts as read, unread, starred or not starred, and give them labels or take some. */
        post: operations["setStates"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/feeds/posts/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Mark all posts up to a position or a moment as read, or those of a subscription or folder. */
        post: operations["markRead"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/feeds/posts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the posts, or search them. */
        get: operations["listPosts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/feeds/posts/{id}/neighbours": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read the posts before and after one, in the list that the filters select. */
        get: operations["neighboursPost"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/feeds/posts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a post, with what its edits replaced. */
        get: operations["readPost"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/feeds/opml": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Export what the tenant follows as OPML 2.0, with its folders and without credentials. */
        get: operations["exportOpml"];
        put?: never;
        /**
         * Import the feeds of an OPML file, with their folders. The result of the operation says how many were `added`, `known` and
         *     `refused`; what became of each line is at `/v1/feeds/imports/{id}/lines`, under the id of the operation, for 30 days.
         */
        post: operations["importOpml"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/feeds/imports/{id}/lines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List what became of the lines of an imported file. */
        get: operations["linesOpml"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/feeds/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the feeds that fail: three fetches in a row did, or the server says that the feed is gone for good. */
        get: operations["listHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/feeds/health/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Count the feeds that are fine, and those that fail. */
        get: operations["countsHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/feeds/subscriptions/{id}/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read the health of a feed, with its last 30 days. */
        get: operations["readHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/journal/entries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List my entries, the latest day first. */
        get: operations["listEntries"];
        put?: never;
        /** Write an entry, for today or for an earlier day. */
        post: operations["createEntry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/journal/entries/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read one of my entries. */
        get: operations["readEntry"];
        /** Replace what an entry says, at the version given by If-Match. What it said before stays readable under `versions`. */
        put: operations["replaceEntry"];
        post?: never;
        /** Delete an entry, at the version given by If-Match, with its former versions and files: nothing of it is left. */
        delete: operations["deleteEntry"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/journal/entries/{id}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read what one of my entries said before it changed, the last version first. */
        get: operations["listEntryVersions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/journal/entries/{entry}/attachments/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Download a file of one of my entries. An answer that is cut off was damaged on the server. */
        get: operations["readAttachment"];
        /**
         * Upload a file of one of my entries, under a UUIDv7 that the device made. It never changes: the same upload again is
         *     answered like the first. An entry has at most 20 files, which it shows where its `attachments` name them.
         */
        put: operations["uploadAttachment"];
        post?: never;
        /** Delete a file of one of my entries. What the entry says stays as it is. */
        delete: operations["deleteAttachment"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/journal/addictions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List what I recover from, by the first day without it. */
        get: operations["listAddictions"];
        put?: never;
        /** Note what I recover from. */
        post: operations["createAddiction"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/journal/addictions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read one of my addictions. */
        get: operations["readAddiction"];
        /** Replace what is noted of an addiction, at the version given by If-Match. */
        put: operations["replaceAddiction"];
        post?: never;
        /** Delete an addiction with its relapses, at the version given by If-Match. Entries about it stay. */
        delete: operations["deleteAddiction"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/journal/relapses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List my relapses, the latest first. */
        get: operations["listRelapses"];
        put?: never;
        /** Note a relapse. */
        post: operations["createRelapse"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/journal/relapses/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read one of my relapses. */
        get: operations["readRelapse"];
        /** Replace what is noted of a relapse, at the version given by If-Match. */
        put: operations["replaceRelapse"];
        post?: never;
        /** Delete a relapse, at the version given by If-Match. */
        delete: operations["deleteRelapse"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/journal/sync": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send what a device changed, perhaps offline, and read what other devices changed. A request whose answer was lost is sent
         *     again as it was: nothing is applied twice. The event `journal.changed` of GET /v1/events says when to ask again.
         */
        post: operations["syncJournal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/journal/progress": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read how my recovery goes: trends of scores, days with entries and relapses, streaks, savings and milestones. */
        get: operations["readProgress"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/journal/profile": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read how I want my journal; at version 0 while I chose nothing. */
        get: operations["readJournalProfile"];
        /** Choose how I want my journal, at the version given by If-Match: `"v0"` for the first time. */
        put: operations["replaceJournalProfile"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/journal/reminders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List my reminders, by their time of the day. */
        get: operations["listReminders"];
        put?: never;
        /** Have myself reminded. At most ten reminders are kept. */
        post: operations["createReminder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/journal/reminders/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Replace a reminder, or turn it on or off, at the version given by If-Match. */
        put: operations["replaceReminder"];
        post?: never;
        /** Delete a reminder, at the version given by If-Match. */
        delete: operations["deleteReminder"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/journal/products": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List what the tenant sells or sold, by SKU. */
        get: operations["listProducts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/journal/products/{sku}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Create or replace a product. What was bought before keeps its period. Once a product is on sale, premium is asked for of
         *     everybody who has not bought it, from `premiumFrom` of the answer on: 30 days after the first one was put on sale, unless
         *     you give another date.
         */
        put: operations["putProduct"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/journal/payment-providers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the payment providers that are set up, without their secrets. */
        get: operations["listPaymentProviders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/journal/payment-providers/app-store": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Set up the App Store, or replace its settings. */
        put: operations["putAppStore"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/journal/payment-providers/stripe": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Set up Stripe, or replace its secret. */
        put: operations["putStripe"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/journal/purchases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List my payments, the latest first. */
        get: operations["listPurchases"];
        put?: never;
        /** Hand in the receipt of a purchase that I made. One that is known already is answered as it is now. */
        post: operations["claimPurchase"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/journal/entitlements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read what I may use. It is kept for five minutes: compare `until` with the time. */
        get: operations["entitledPurchase"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/ingest/{tenant}/purchases/{provider}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Deliver an event: a notification of the App Store (V2), or an event of Stripe. The signature covers the bytes of the body.
         *     One that was delivered before, or changes nothing here, is acknowledged: GET /v1/journal/payment-events says why.
         */
        post: operations["deliverPaymentEvent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/journal/payment-events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the events that payment providers delivered to the tenant, the latest first: what became of each, and why. */
        get: operations["listPaymentEventList"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        ProductStatus: {
            /** @example wistant */
            product: string;
            /** @example Wistant Studio */
            name: string;
            /**
             * @description `works`, or `reduced` while something of it is cut.
             * @example reduced
             */
            state: string;
            /**
             * @description What is cut, in the language of the request.
             * @example [
             *       "Live counts of events are not streamed; open streams end."
             *     ]
             */
            cut: string[];
        };
        StatusDay: {
            /** @example 2026-01-15 */
            day: string;
            /**
             * @description The greatest degradation level of the day, 0 to 4.
             * @example 2
             */
            level: number;
        };
        Status: {
            /**
             * @description The degradation level, 0 to 4; at 0 nothing is cut.
             * @example 1
             */
            level: number;
            /**
             * Format: date-time
             * @description Since when it is in force.
             * @example 2026-01-15T09:30:00.000Z
             */
            since: string;
            products: components["schemas"]["ProductStatus"][];
            /** @description The last 90 days, the earliest first; null while they cannot be read. */
            days: components["schemas"]["StatusDay"][] | null;
        };
        Liveness: {
            /** @example ok */
            status: string;
        };
        Readiness: {
            /**
             * @description `ok`, or `degraded` while a part is degraded and requests are still served.
             * @example ok
             */
            status: string;
            /**
             * @description The degraded parts; empty when there is none.
             * @example []
             */
            degraded: string[];
            /**
             * @description The status of every checked part: `up` or `degraded`. `sessions` is there where Redis holds them.
             * @example {
             *       "process": "up",
             *       "directory": "up",
             *       "database": "up",
             *       "disk": "up",
             *       "workers": "up",
             *       "storage": "up"
             *     }
             */
            parts: {
                [key: string]: string;
            };
        };
        Flag: {
            /** @example catalog.tags */
            name: string;
            /**
             * @description What it turns on, in English.
             * @example The tags of a store, with their counts.
             */
            about: string;
            /**
             * @description Whether it is on while no operator has set it.
             * @example true
             */
            byDefault: boolean;
            /** @example true */
            enabled: boolean;
            /** @example 25 */
            percentage: number;
            /**
             * @example tenants
             * @enum {string}
             */
            percentageOf: "tenants" | "users";
            /**
             * @example [
             *       "development"
             *     ]
             */
            environmentsOn: string[];
            /** @example [] */
            environmentsOff: string[];
            /**
             * @example [
             *       "pro"
             *     ]
             */
            plansOn: string[];
            /** @example [] */
            plansOff: string[];
            /**
             * @example [
             *       "0197a1b2-7c3d-7e4f-8a5b-6c7d8e9fa0b1"
             *     ]
             */
            tenantsOn: string[];
            /** @example [] */
            tenantsOff: string[];
            /** @example [] */
            usersOn: string[];
            /** @example [] */
            usersOff: string[];
            /**
             * @description The reason for the latest change; empty where none was given.
             * @example a quarter of the stores try the tags
             */
            reason: string;
            /**
             * @description Grows with each change; 0 while no operator has set the flag. The ETag holds it.
             * @example 3
             */
            version: number;
        };
        Page: {
            /** @description The cursor of the next step; null at the end, and in page mode. */
            next: string | null;
            /** @description How many items were asked for, 1 to 100. */
            size: number;
            /** @description The number of this page, from 1. */
            number?: number;
            /** @description How many items the whole list has. */
            totalItems?: number;
            /** @description How many pages the whole list has. */
            totalPages?: number;
            /**
             * @description Whether the totals were counted or are the planner's estimate.
             * @enum {string}
             */
            totalKind?: "exact" | "estimated";
        };
        Flags: {
            data: components["schemas"]["Flag"][];
            page: components["schemas"]["Page"];
        };
        FlagChange: {
            /**
             * Format: uuid
             * @example 0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f
             */
            id: string;
            /** Format: date-time */
            at: string;
            /**
             * @description `operator`, `command` (the command line) or `member`.
             * @example command
             * @enum {string}
             */
            actorKind: "key" | "operator" | "member" | "event" | "command" | "job";
            /**
             * @description The id of the operator or key; the name of the system's user at the command line.
             * @example palier
             */
            actorId: string;
            /**
             * @description `cleared` where the default came into force again.
             * @example set
             * @enum {string}
             */
            change: "set" | "cleared";
            /**
             * @description Empty where none was given.
             * @example a quarter of the stores try the tags
             */
            reason: string;
            /**
             * @description The setting after the change, with the number of tenants and users in each list; null once it was cleared.
             * @example {
             *       "enabled": true,
             *       "percentage": 25,
             *       "percentageOf": "tenants",
             *       "plansOn": "pro",
             *       "usersOff": 0
             *     }
             */
            setting: {
                [key: string]: unknown;
            } | null;
        };
        FlagChanges: {
            data: components["schemas"]["FlagChange"][];
            page: components["schemas"]["Page"];
        };
        FlagSetting: {
            /**
             * @description Whether the flag is on for all that no list names.
             * @example true
             */
            enabled: boolean;
            /**
             * @description The percentage of tenants or users for which an enabled flag is on, 0 to 100; 100 when omitted. One that grows only adds.
             * @example 25
             */
            percentage?: number;
            /**
             * @description Over what the percentage distributes; `tenants` when omitted. For callers who are no user, such as keys that are not
             *     personal, a percentage of users below 100 is off.
             * @example tenants
             * @enum {string}
             */
            percentageOf?: "tenants" | "users";
            /**
             * @description Environments where it is on, whatever the value of `enabled`.
             * @example [
             *       "development"
             *     ]
             */
            environmentsOn?: ("development" | "staging" | "production")[];
            /**
             * @description Environments where it is off.
             * @example []
             */
            environmentsOff?: ("development" | "staging" | "production")[];
            /**
             * @description Plans of tenants for which it is on, whatever the fields above.
             * @example [
             *       "pro"
             *     ]
             */
            plansOn?: ("free" | "starter" | "pro" | "enterprise")[];
            /**
             * @description Plans for which it is off.
             * @example []
             */
            plansOff?: ("free" | "starter" | "pro" | "enterprise")[];
            /**
             * @description Ids of tenants for which it is on, whatever the fields above; at most 1,000.
             * @example [
             *       "0197a1b2-7c3d-7e4f-8a5b-6c7d8e9fa0b1"
             *     ]
             */
            tenantsOn?: string[];
            /**
             * @description Ids of tenants for which it is off; at most 1,000.
             * @example []
             */
            tenantsOff?: string[];
            /**
             * @description Ids of users for which it is on, whatever the other fields; at most 1,000.
             * @example []
             */
            usersOn?: string[];
            /**
             * @description Ids of users for which it is off; at most 1,000.
             * @example []
             */
            usersOff?: string[];
            /**
             * @description Why it changes, for other operators. It is kept with the audit, so name no persons.
             * @example a quarter of the stores try the tags
             */
            reason?: string;
        };
        EventError: {
            /**
             * @description A problem's code, a SQLSTATE or an error's name.
             * @example 23505
             */
            code: string;
            /**
             * @description At most 300 characters; empty where the message would quote a value.
             * @example duplicate key value violates unique constraint \entries_pkey\
             */
            message: string;
        };
        DeadLetter: {
            /**
             * Format: uuid
             * @description The id of this dead letter, one per event and subscriber; `eventId` is the id of the event.
             * @example 0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f
             */
            id: string;
            /**
             * Format: uuid
             * @example 0198c2f4-6a11-7d02-8f4c-5b8e7d6c1a20
             */
            eventId: string;
            /**
             * Format: uuid
             * @example 0197a1b2-7c3d-7e4f-8a5b-6c7d8e9fa0b1
             */
            tenantId: string;
            /** @example catalog.app.published */
            type: string;
            /** @example 1 */
            version: number;
            /**
             * @description The id of the thing that the event is about.
             * @example nestjs-common
             */
            subject: string;
            /** @example analytics.count-apps */
            subscriber: string;
            /** @example 5 */
            tries: number;
            error: components["schemas"]["EventError"];
            /** Format: date-time */
            occurredAt: string;
            /**
             * Format: date-time
             * @description When it became a dead letter.
             */
            createdAt: string;
        };
        DeadLetters: {
            data: components["schemas"]["DeadLetter"][];
            page: components["schemas"]["Page"];
        };
        AuditLine: {
            /**
             * Format: uuid
             * @example 0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f
             */
            id: string;
            /**
             * Format: date-time
             * @description To the millisecond.
             */
            at: string;
            /**
             * @description `operator`, `member`, `command` (the command line), `job` or `event`.
             * @example command
             * @enum {string}
             */
            actorKind: "key" | "operator" | "member" | "event" | "command" | "job";
            /**
             * @description The id of the operator, member, key, job or event; the name of the command line.
             * @example palier
             */
            actorId: string;
            /** @example flags.flag.set */
            action: string;
            /** @example flag */
            targetKind: string;
            /** @example catalog.tags */
            targetId: string;
            /** @description Ids, numbers and words of a closed list, and of a flag the reason that its operator gave; null where there are no details. */
            details: {
                [key: string]: unknown;
            } | null;
            /** @description The id of the request; null where the action was not a request. */
            requestId: string | null;
            /**
             * @description Its place in its tenant's audit chain, from 1; null until it is chained, about ten seconds later.
             * @example 42
             */
            seq: number | null;
        };
        AuditLines: {
            data: components["schemas"]["AuditLine"][];
            page: components["schemas"]["Page"];
        };
        OperationError: {
            /**
             * @description Stable, like the code of a problem; a client may act on it.
             * @example internal_error
             */
            code: string;
            /** @description What happened and what to do next, in French or English by Accept-Language. */
            detail: string;
        };
        Operation: {
            /**
             * Format: uuid
             * @example 019a7d0c-8b5e-7c3a-9f21-4f6d2e8b1a90
             */
            id: string;
            /**
             * @description The kind of work.
             * @example tenants.purge
             */
            kind: string;
            /**
             * @description `queued`, `running` and `cancelling` are followed by another state; the others are final.
             * @enum {string}
             */
            state: "succeeded" | "failed" | "cancelled" | "running" | "queued" | "cancelling";
            /**
             * @description The completed part, from 0 to 1.
             * @example 0.4
             */
            progress: number;
            /** @description The result, once it succeeded; its members depend on the kind. */
            result: {
                [key: string]: unknown;
            } | null;
            /** @description The reason of the failure, once it failed. */
            error: components["schemas"]["OperationError"] | null;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        Operations: {
            data: components["schemas"]["Operation"][];
            page: components["schemas"]["Page"];
        };
        Queue: {
            /** @example catalog.make-bundle */
            queue: string;
            /**
             * @description Jobs that are ready to run.
             * @example 12
             */
            waiting: number;
            /**
             * @description Jobs that wait for their scheduled time or their next try.
             * @example 0
             */
            delayed: number;
            /**
             * @description Jobs that are running.
             * @example 5
             */
            active: number;
            /**
             * @description Jobs that failed in all their tries; the last 10,000 are stored.
             * @example 1
             */
            failed: number;
            /**
             * @description Jobs that ended within the last hour.
             * @example 230
             */
            completed: number;
            /**
             * @description How long the oldest waiting job has waited, in seconds; null where none waits.
             * @example 3.2
             */
            oldestWaitingSeconds: number | null;
        };
        Queues: {
            data: components["schemas"]["Queue"][];
            page: components["schemas"]["Page"];
        };
        RetriedJobs: {
            /** @example 12 */
            retried: number;
        };
        Job: {
            /**
             * @description A UUID; of a job that runs on a schedule, the name of the schedule and the time in milliseconds.
             * @example repeat:tenants.find-due-purges:1763719200000
             */
            id: string;
            /** @example catalog.make-bundle */
            queue: string;
            /**
             * Format: uuid
             * @example 0197a1b2-7c3d-7e4f-8a5b-6c7d8e9fa0b1
             */
            tenantId: string;
            /**
             * @description `waiting`, `delayed`, `active`, `failed`, `completed` or `cancelled`.
             * @example failed
             * @enum {string}
             */
            state: "active" | "waiting" | "failed" | "completed" | "delayed" | "cancelled";
            /**
             * @description From 0 to 1.
             * @example 0.5
             */
            progress: number;
            /**
             * @description The number of tries that have ended.
             * @example 3
             */
            tries: number;
            /** @example 3 */
            triesAllowed: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            startedAt: string | null;
            /** Format: date-time */
            endedAt: string | null;
            /**
             * @description The reason why its last try failed.
             * @example The bundle is larger than its quota.
             */
            failure: string | null;
        };
        Jobs: {
            data: components["schemas"]["Job"][];
            page: components["schemas"]["Page"];
        };
        JobDetails: {
            /**
             * @description A UUID; of a job that runs on a schedule, the name of the schedule and the time in milliseconds.
             * @example repeat:tenants.find-due-purges:1763719200000
             */
            id: string;
            /** @example catalog.make-bundle */
            queue: string;
            /**
             * Format: uuid
             * @example 0197a1b2-7c3d-7e4f-8a5b-6c7d8e9fa0b1
             */
            tenantId: string;
            /**
             * @description `waiting`, `delayed`, `active`, `failed`, `completed` or `cancelled`.
             * @example failed
             * @enum {string}
             */
            state: "active" | "waiting" | "failed" | "completed" | "delayed" | "cancelled";
            /**
             * @description From 0 to 1.
             * @example 0.5
             */
            progress: number;
            /**
             * @description The number of tries that have ended.
             * @example 3
             */
            tries: number;
            /** @example 3 */
            triesAllowed: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            startedAt: string | null;
            /** Format: date-time */
            endedAt: string | null;
            /**
             * @description The reason why its last try failed.
             * @example The bundle is larger than its quota.
             */
            failure: string | null;
            /** @description The input of the job: ids. */
            payload: Record<string, never>;
            /** @description The result that it returned. */
            result: Record<string, never> | null;
            /** @description The stack of each failed try, the oldest first. */
            stacks: string[];
            /** @description The trace of the request that enqueued it, in W3C form. */
            traceparent: string | null;
        };
        CancelledJob: {
            /**
             * @description `removed` from its queue; `asked` to stop, because it runs; or `gone`, because it had ended.
             * @example removed
             * @enum {string}
             */
            outcome: "gone" | "removed" | "asked";
        };
        ProcessDegradation: {
            /**
             * @description Its host and its number there.
             * @example api-1 4711
             */
            process: string;
            /**
             * @description 0 to 4.
             * @example 2
             */
            level: number;
            /**
             * @description As of the deployment.
             * @example event_loop
             */
            cause: string | null;
            /**
             * Format: date-time
             * @example 2026-01-15T09:30:00.000Z
             */
            since: string;
        };
        DegradationChange: {
            /**
             * Format: date-time
             * @example 2026-01-15T09:30:00.000Z
             */
            at: string;
            /**
             * @description The process whose own level changed; null for what an operator set and what all processes share.
             * @example api-1 4711
             */
            process: string | null;
            /**
             * @description 0 to 4.
             * @example 0
             */
            before: number;
            /**
             * @description 0 to 4.
             * @example 2
             */
            after: number;
            /** @example event_loop */
            cause: string;
            /**
             * @description Of the operator, or what the sensor read.
             * @example event_loop 620 ms
             */
            reason: string;
        };
        DegradationOverview: {
            /** @description The processes that answered within a second, in order of name. */
            processes: components["schemas"]["ProcessDegradation"][];
            /**
             * @description How many others are connected to the database and did not answer.
             * @example 0
             */
            silent: number;
            /** @description The last hundred of the last 90 days, the latest first. */
            changes: components["schemas"]["DegradationChange"][];
            /**
             * @description 0 to 4.
             * @example 1
             */
            level: number;
            /**
             * @description `manual` where an operator has set it, or the sensor that calls for it: `event_loop`, `connection_wait`, `oldest_job`,
             *     `breakers` or `full_disk`. Null at level 0, unless an operator holds it there.
             * @example manual
             */
            cause: string | null;
            /**
             * @description Of the operator who has set a level.
             * @example the crowd of the launch
             */
            reason: string;
            /**
             * Format: date-time
             * @description When this level was reached.
             * @example 2026-01-15T09:30:00.000Z
             */
            since: string;
            /** @description Whether what an operator has set is in force alone. */
            hold: boolean;
            /**
             * Format: date-time
             * @description When what an operator has set ends by itself; null where it does not.
             * @example 2026-01-15T10:00:00.000Z
             */
            endsAt: string | null;
        };
        SetDegradation: {
            /**
             * @description From 0 to 4: 0 cuts nothing, 1 refuses sheddable routes, 4 all but vital routes.
             * @example 1
             */
            level: number;
            /**
             * @description The reason, for other operators.
             * @example the crowd of the launch
             */
            reason?: string;
            /**
             * @description After how many seconds it ends by itself, a week at most. Left out, it stays until another is set.
             * @example 600
             */
            forSeconds?: number;
            /**
             * @description Whether it is in force alone until it ends, whatever the sensors call for. It then needs `forSeconds`, a day at most. By
             *     default the greatest level is in force.
             * @example true
             */
            hold?: boolean;
        };
        Degradation: {
            /**
             * @description 0 to 4.
             * @example 1
             */
            level: number;
            /**
             * @description `manual` where an operator has set it, or the sensor that calls for it: `event_loop`, `connection_wait`, `oldest_job`,
             *     `breakers` or `full_disk`. Null at level 0, unless an operator holds it there.
             * @example manual
             */
            cause: string | null;
            /**
             * @description Of the operator who has set a level.
             * @example the crowd of the launch
             */
            reason: string;
            /**
             * Format: date-time
             * @description When this level was reached.
             * @example 2026-01-15T09:30:00.000Z
             */
            since: string;
            /** @description Whether what an operator has set is in force alone. */
            hold: boolean;
            /**
             * Format: date-time
             * @description When what an operator has set ends by itself; null where it does not.
             * @example 2026-01-15T10:00:00.000Z
             */
            endsAt: string | null;
        };
        SignatureKey: {
            /**
             * @example OKP
             * @enum {string}
             */
            kty: "OKP";
            /**
             * @example Ed25519
             * @enum {string}
             */
            crv: "Ed25519";
            /** @example 11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo */
            x: string;
            /**
             * @description The `keyId` of signatures: the RFC 7638 thumbprint of the key.
             * @example kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k
             */
            kid: string;
            /**
             * @example sig
             * @enum {string}
             */
            use: "sig";
            /**
             * @example Ed25519
             * @enum {string}
             */
            alg: "Ed25519";
        };
        SignatureKeys: {
            keys: components["schemas"]["SignatureKey"][];
        };
        Webhook: {
            /**
             * Format: uuid
             * @example 0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f
             */
            id: string;
            /**
             * @example standard
             * @enum {string}
             */
            form: "standard" | "slack" | "discord";
            /**
             * @description Where messages go; `…` stands for what may be secret in it.
             * @example https://hooks.example/palier
             */
            url: string;
            /**
             * @example [
             *       "auth.member.joined"
             *     ]
             */
            events: string[];
            /** @example The chat of the team */
            description: string;
            /**
             * Format: date-time
             * @description Since when nothing is sent to it.
             */
            disabledAt: string | null;
            /**
             * @description `asked` by a person; `gone` where the receiver answered 410; `failing` where every try of five days failed.
             * @enum {string|null}
             */
            disabledReason: "gone" | "asked" | "failing" | null;
            /**
             * Format: date-time
             * @description Since when every try failed.
             */
            failingSince: string | null;
            /** Format: date-time */
            succeededAt: string | null;
            /**
             * @description How many messages were not sent, as 10,000 waited already. Forgotten 30 days after the last one.
             * @example 0
             */
            refused: number;
            /**
             * Format: date-time
             * @description When the first of these was refused.
             */
            refusedSince: string | null;
            /**
             * Format: date-time
             * @description When the last of these was refused.
             */
            refusedAt: string | null;
            /**
             * Format: date-time
             * @description Until when the former secret signs messages, too.
             */
            formerUntil: string | null;
            /**
             * @description One more with each change.
             * @example 1
             */
            version: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        Webhooks: {
            data: components["schemas"]["Webhook"][];
            page: components["schemas"]["Page"];
        };
        WebhookEvent: {
            /** @example auth.member.joined */
            type: string;
            /**
             * @description One more where receivers must change.
             * @example 1
             */
            version: number;
            /** @description When it is sent, in French or English by Accept-Language. */
            description: string;
            /** @description A body of the form `standard`; only `data` differs between events. */
            example: {
                [key: string]: unknown;
            };
        };
        WebhookEvents: {
            data: components["schemas"]["WebhookEvent"][];
        };
        NewWebhook: {
            /**
             * @description An https address, up to 2,000 characters, without a name and password in it; by http only for tenants that may reach
             *     networks of their own. Stored encrypted.
             * @example https://hooks.example/palier
             */
            url: string;
            /**
             * @description 1 to 50 types of events, as `GET /v1/webhooks/events` lists them.
             * @example [
             *       "auth.member.joined"
             *     ]
             */
            events: string[];
            /**
             * @description How messages are written: `standard` (by default) as standardwebhooks.com says, signed; `slack` and `discord` as their
             *     incoming webhooks take them, not signed. It never changes.
             * @example standard
             * @enum {string}
             */
            form?: "standard" | "slack" | "discord";
            /**
             * @description Up to 300 characters.
             * @example The chat of the team
             */
            description?: string;
        };
        NewWebhookAnswer: {
            /**
             * Format: uuid
             * @example 0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f
             */
            id: string;
            /**
             * @example standard
             * @enum {string}
             */
            form: "standard" | "slack" | "discord";
            /**
             * @description Where messages go; `…` stands for what may be secret in it.
             * @example https://hooks.example/palier
             */
            url: string;
            /**
             * @example [
             *       "auth.member.joined"
             *     ]
             */
            events: string[];
            /** @example The chat of the team */
            description: string;
            /**
             * Format: date-time
             * @description Since when nothing is sent to it.
             */
            disabledAt: string | null;
            /**
             * @description `asked` by a person; `gone` where the receiver answered 410; `failing` where every try of five days failed.
             * @enum {string|null}
             */
            disabledReason: "gone" | "asked" | "failing" | null;
            /**
             * Format: date-time
             * @description Since when every try failed.
             */
            failingSince: string | null;
            /** Format: date-time */
            succeededAt: string | null;
            /**
             * @description How many messages were not sent, as 10,000 waited already. Forgotten 30 days after the last one.
             * @example 0
             */
            refused: number;
            /**
             * Format: date-time
             * @description When the first of these was refused.
             */
            refusedSince: string | null;
            /**
             * Format: date-time
             * @description When the last of these was refused.
             */
            refusedAt: string | null;
            /**
             * Format: date-time
             * @description Until when the former secret signs messages, too.
             */
            formerUntil: string | null;
            /**
             * @description One more with each change.
             * @example 1
             */
            version: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
            /**
             * @description Verifies signatures; null where messages are not signed.
             * @example whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw
             */
            secret: string | null;
        };
        WebhookChanges: {
            /**
             * @description As for a new one.
             * @example https://hooks.example/palier
             */
            url?: string;
            /**
             * @description 1 to 50 types of events.
             * @example [
             *       "auth.member.joined"
             *     ]
             */
            events?: string[];
            /**
             * @description Up to 300 characters.
             * @example The chat of the team
             */
            description?: string;
            /** @description Whether nothing is sent to it. False also enables one that was disabled because it failed. */
            disabled?: boolean;
        };
        SecretRotation: {
            /**
             * @description How many hours the former secret signs messages, too, 0 to 168; 24 by default.
             * @example 24
             */
            overlapHours?: number;
        };
        WebhookDelivery: {
            /**
             * Format: uuid
             * @example 0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f
             */
            id: string;
            /**
             * @description The `webhook-id` of all its tries, and of the same message to other webhooks.
             * @example msg_0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e60
             */
            messageId: string;
            /** @example auth.member.joined */
            type: string;
            /**
             * @description `pending` until it is `delivered`, or `failed` and given up.
             * @enum {string}
             */
            state: "pending" | "delivered" | "failed";
            /**
             * @description Those that count for the pause until the next one; a message that is sent again begins anew.
             * @example 1
             */
            tries: number;
            /**
             * Format: date-time
             * @description When it is tried next; null while it waits for an earlier one of its subject, and once it has ended.
             */
            dueAt: string | null;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            endedAt: string | null;
        };
        WebhookDeliveries: {
            data: components["schemas"]["WebhookDelivery"][];
            page: components["schemas"]["Page"];
        };
        WebhookFailure: {
            /** @example answer_timeout */
            code: string;
            /** @description In plain words, in French or English by Accept-Language. */
            detail: string;
        };
        WebhookAttempt: {
            /** Format: date-time */
            at: string;
            /**
             * @description What the receiver answered; null where it did not.
             * @example 204
             */
            status: number | null;
            /** @description Null where the receiver took the message. */
            failure: components["schemas"]["WebhookFailure"] | null;
            /** @example 120 */
            durationMs: number;
            /**
             * @description The first kilobyte of the answer, as text.
             * @example
             */
            answer: string | null;
        };
        WebhookDeliveryDetails: {
            /**
             * Format: uuid
             * @example 0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f
             */
            id: string;
            /**
             * @description The `webhook-id` of all its tries, and of the same message to other webhooks.
             * @example msg_0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e60
             */
            messageId: string;
            /** @example auth.member.joined */
            type: string;
            /**
             * @description `pending` until it is `delivered`, or `failed` and given up.
             * @enum {string}
             */
            state: "pending" | "delivered" | "failed";
            /**
             * @description Those that count for the pause until the next one; a message that is sent again begins anew.
             * @example 1
             */
            tries: number;
            /**
             * Format: date-time
             * @description When it is tried next; null while it waits for an earlier one of its subject, and once it has ended.
             */
            dueAt: string | null;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            endedAt: string | null;
            /** @description What is sent. */
            body: {
                [key: string]: unknown;
            };
            /** @description The last 20 tries, the oldest first. */
            attempts: components["schemas"]["WebhookAttempt"][];
        };
        BrandingChoice: {
            /**
             * @description 1 to 120 characters; the tenant's name by default.
             * @example Lumière
             */
            displayName?: string | null;
            /**
             * @description As `#rrggbb`, dark enough for white text on it (WCAG AA); the product's by default.
             * @example #5b3df5
             */
            colour?: string | null;
            /**
             * @description An `https://` address of at most 2,000 characters; none by default.
             * @example https://atelier-lumiere.example/logo.svg
             */
            logoUrl?: string | null;
        };
        NewTenant: {
            /**
             * @description Its name in URLs: 2 to 63 lower-case letters, digits and single hyphens. It never changes.
             * @example atelier-lumiere
             */
            slug: string;
            /**
             * @description Its name for people, 1 to 120 characters.
             * @example Atelier Lumière
             */
            name: string;
            /**
             * @description Its product: `wistant`, `veille`, `journeys`, `etude-line` or `velo`. It never changes.
             * @example wistant
             * @enum {string}
             */
            product: "wistant" | "veille" | "journeys" | "etude-line" | "velo";
            /**
             * @description `free`, `starter`, `pro` or `enterprise`; `free` by default.
             * @example starter
             * @enum {string}
             */
            plan?: "free" | "starter" | "pro" | "enterprise";
            /**
             * @description The web origins that may call its routes from a browser, at most 20; none by default. Repeats are kept once.
             * @example [
             *       "https://atelier-lumiere.example"
             *     ]
             */
            origins?: string[];
            /**
             * @description The networks beyond the public ones that requests for this tenant may reach, in CIDR form, at most 20; none by default.
             *     At least /8 for IPv4 and /16 for IPv6. Host bits are set to zero, and repeats are kept once.
             * @example [
             *       "10.20.0.0/16",
             *       "fd12:3456::/48"
             *     ]
             */
            networks?: string[];
            /**
             * @description The language of members without their own choice, `en` or `fr`; the product's by default.
             * @example fr
             * @enum {string|null}
             */
            locale?: "en" | "fr" | null;
            /**
             * @description A time zone of the IANA database; the product's by default.
             * @example Europe/Paris
             */
            timeZone?: string | null;
            /** @description The branding that its members see. */
            branding?: components["schemas"]["BrandingChoice"];
        };
        Branding: {
            /** @example Atelier Lumière */
            displayName: string;
            /**
             * @description Dark enough for white text on it (WCAG AA).
             * @example #5b3df5
             */
            colour: string;
            /** @example https://atelier-lumiere.example/logo.svg */
            logoUrl: string | null;
        };
        Tenant: {
            /**
             * Format: uuid
             * @example 0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f
             */
            id: string;
            /** @example atelier-lumiere */
            slug: string;
            /** @example Atelier Lumière */
            name: string;
            /** @example wistant */
            product: string;
            /** @example starter */
            plan: string;
            /**
             * @description All routes of a suspended tenant answer 403 `tenant_suspended`; those of one that is being
             *     deleted 404 `tenant_not_found`, as for an unknown tenant.
             * @example active
             * @enum {string}
             */
            state: "active" | "suspended" | "purging" | "purged" | "deleting";
            /**
             * @example [
             *       "https://atelier-lumiere.example"
             *     ]
             */
            origins: string[];
            /**
             * @description The networks beyond the public ones that requests for this tenant may reach, in CIDR form, as the operator allows.
             * @example [
             *       "10.20.0.0/16",
             *       "fd12:3456::/48"
             *     ]
             */
            networks: string[];
            /**
             * @example fr
             * @enum {string}
             */
            locale: "en" | "fr";
            /** @example Europe/Paris */
            timeZone: string;
            branding: components["schemas"]["Branding"];
            /**
             * Format: date-time
             * @description Null while the tenant is not suspended.
             */
            suspendedAt: string | null;
            /** @description Null where no reason was given, and while the tenant is not suspended. */
            suspensionReason: string | null;
            /**
             * Format: date-time
             * @description Null while the tenant is not deleted.
             */
            deletedAt: string | null;
            /**
             * Format: date-time
             * @description The time from which a deleted tenant is purged; until then it can be restored. Null while it is not deleted.
             */
            purgeAt: string | null;
            /**
             * @description Grows by one with each change, from 1; the ETag holds it.
             * @example 3
             */
            version: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        Tenants: {
            data: components["schemas"]["Tenant"][];
            page: components["schemas"]["Page"];
        };
        TenantChanges: {
            /**
             * @description Its name for people, 1 to 120 characters.
             * @example Atelier Lumière et Fils
             */
            name?: string;
            /**
             * @description `free`, `starter`, `pro` or `enterprise`.
             * @example pro
             * @enum {string}
             */
            plan?: "free" | "starter" | "pro" | "enterprise";
            /**
             * @description All the web origins that may call its routes from a browser, at most 20. Repeats are kept once.
             * @example [
             *       "https://atelier-lumiere.example"
             *     ]
             */
            origins?: string[];
            /**
             * @description All the networks beyond the public ones that requests for this tenant may reach, in CIDR form, at most 20. At least
             *     /8 for IPv4 and /16 for IPv6. Host bits are set to zero, and repeats are kept once.
             * @example [
             *       "10.20.0.0/16",
             *       "fd12:3456::/48"
             *     ]
             */
            networks?: string[];
            /**
             * @description The language of members without their own choice, `en` or `fr`; the product's by default.
             * @example fr
             * @enum {string|null}
             */
            locale?: "en" | "fr" | null;
            /**
             * @description A time zone of the IANA database; the product's by default.
             * @example Europe/Paris
             */
            timeZone?: string | null;
            /** @description The branding that its members see. */
            branding?: components["schemas"]["BrandingChoice"];
        };
        Suspension: {
            /**
             * @description The reason, for operators, 1 to 500 characters.
             * @example Unpaid since September.
             */
            reason?: string;
        };
        PlatformProduct: {
            /**
             * @description As in `product` of a tenant.
             * @example wistant
             */
            id: string;
            /** @example Wistant Studio */
            name: string;
            /**
             * @description What it is, in the language of the request.
             * @example An app store: a few people publish applications, and anyone browses and downloads them.
             */
            about: string;
            /**
             * @description The groups of routes that its tenants have beside sign-in, members and settings, which all have; other routes of a tenant
             *     answer 404 `context_not_served`.
             * @example [
             *       "catalog"
             *     ]
             */
            contexts: string[];
            /**
             * @description Who may become a member of a tenant: anyone, invited people only, or people whom an operator adds.
             * @example open
             * @enum {string}
             */
            registration: "open" | "closed" | "invitation";
        };
        PlatformProducts: {
            data: components["schemas"]["PlatformProduct"][];
        };
        OwnTenant: {
            /** @example atelier-lumiere */
            slug: string;
            /** @example Atelier Lumière */
            name: string;
            /** @example wistant */
            product: string;
            /**
             * @example fr
             * @enum {string}
             */
            locale: "en" | "fr";
            /** @example Europe/Paris */
            timeZone: string;
            branding: components["schemas"]["Branding"];
        };
        PurgeReceipt: {
            /**
             * Format: uuid
             * @example 0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f
             */
            id: string;
            /**
             * Format: uuid
             * @example 0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5e
             */
            tenantId: string;
            /** @example atelier-lumiere */
            slug: string;
            /**
             * @description The actor who started the purge: a kind and an id, never a name.
             * @example operator:0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e50
             */
            askedBy: string;
            /** Format: date-time */
            beganAt: string;
            /** Format: date-time */
            endedAt: string;
            /**
             * @description Rows deleted, by table.
             * @example {
             *       "catalog.apps": 1200,
             *       "catalog.app_tags": 3600
             *     }
             */
            counts: {
                [key: string]: number;
            };
            /**
             * @description Rows that are retained, by table: the audit trail, the metering, and the purge's own.
             * @example {
             *       "tenants.metering": 4
             *     }
             */
            kept: {
                [key: string]: number;
            };
            /**
             * @description SHA-256 of one line of JSON: the members but `sha256`, `keyId` and `signature`, with the keys in order of name, also in
             *     `counts` and `kept`.
             * @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
             */
            sha256: string;
            /**
             * @description The `kid` of a key in `/.well-known/signature-keys.json`. Null for a receipt that was made before receipts were signed.
             * @example kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k
             */
            keyId: string | null;
            /**
             * @description The Ed25519 signature, 64 bytes as base64url, of the line `palier purge receipt v1`, a line feed, and the line of JSON whose
             *     digest is `sha256`, without a line break at its end. Null for a receipt that was made before receipts were signed.
             * @example Ke7Q9dDgCUWuMYCBn1ndkPk3LtDAyg3CNOfQCtNYwOSHCdpLUyNPDqzvCqTm4m7hwyL0gAUX1ZqOoWOnXNjrAw
             */
            signature: string | null;
        };
        Purge: {
            /**
             * Format: uuid
             * @example 0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f
             */
            id: string;
            /** @example atelier-lumiere */
            slug: string;
            /** @example operator:0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e50 */
            askedBy: string;
            /** Format: date-time */
            beganAt: string;
            /**
             * Format: date-time
             * @description Null until the purge has ended.
             */
            endedAt: string | null;
            /**
             * @description Rows deleted so far, by table.
             * @example {
             *       "catalog.apps": 1200
             *     }
             */
            counts: {
                [key: string]: number;
            };
            /** @description Null until the purge has ended. */
            receipt: components["schemas"]["PurgeReceipt"] | null;
        };
        QuotaUse: {
            /** @example apps */
            quota: string;
            /**
             * @description The present use, or the use since midnight (UTC); null for requests a second, which each process
             *     counts alone, for what each person has of their own, and for days that rows are kept.
             * @example 37
             */
            used: number | null;
            /**
             * @description The limit of the plan; null where there is no limit.
             * @example 50
             */
            limit: number | null;
        };
        Usage: {
            /** @description In order of quota. */
            data: components["schemas"]["QuotaUse"][];
        };
        Metered: {
            /**
             * @description `requests`, `errors`, `bytes`, `events`, `aiRequests`; or a capacity quota, as in `apps`, at its highest.
             * @example requests
             */
            measure: string;
            /** @example 120400 */
            value: number;
        };
        Metering: {
            /** @example 2026-11 */
            month: string;
            /** @description In order of measure; measures without use are left out. */
            data: components["schemas"]["Metered"][];
        };
        Retention: {
            /** @example auth.known_devices */
            name: string;
            /**
             * @description What a row is.
             * @example A device that a user signed in from, by the hash of its cookie.
             */
            holds: string;
            /**
             * @description After how many days a row is deleted.
             * @example 90
             */
            days: number;
            /**
             * @description The fewest days that you may choose.
             * @example 30
             */
            shortest: number;
            /**
             * @description The most days that you may choose, as your plan allows, and the default.
             * @example 180
             */
            longest: number;
        };
        Retentions: {
            /** @description In order of name. */
            data: components["schemas"]["Retention"][];
        };
        RetentionChoice: {
            /**
             * @description In days, from `shortest` to `longest`; null for the longest.
             * @example 90
             */
            days: number | null;
        };
        Login: {
            /**
             * Format: email
             * @example camille@atelier-lumiere.example
             */
            email: string;
            /** @example une phrase que je retiens */
            password: string;
            /**
             * @description The `deviceToken` from an earlier sign-in on this device: with it, failed tries of others do not slow down
             *     this sign-in.
             */
            deviceToken?: string;
            /**
             * @description `body` (by default) for applications that can store secrets; `cookie` for browsers: refresh token and device
             *     token are then HttpOnly cookies instead of fields.
             * @example body
             * @enum {string}
             */
            transport?: "body" | "cookie";
        };
        SignedInUser: {
            /**
             * Format: uuid
             * @example 0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f
             */
            id: string;
            /**
             * Format: email
             * @description Only in the answer to a sign-in, not to a refresh.
             * @example camille@atelier-lumiere.example
             */
            email?: string;
            /** @example Camille Martin */
            name: string;
            /**
             * @example member
             * @enum {string}
             */
            role: "owner" | "member" | "editor" | "admin";
        };
        Tokens: {
            /**
             * @description A JWT (RFC 9068) for `Authorization: Bearer`.
             * @example eyJhbGciOiJFUzI1NiIsInR5cCI6ImF0K2p3dCIsImtpZCI6IjEifQ.e30.c2ln
             */
            accessToken: string;
            /**
             * @example Bearer
             * @enum {string}
             */
            tokenType: "Bearer";
            /**
             * @description The lifetime of the access token, in seconds.
             * @example 600
             */
            expiresIn: number;
            /** @description For the next `POST refresh`; it works once. Not present where it is sent as a cookie. */
            refreshToken?: string;
            /** @description To be stored on this device for later sign-ins. Not present where it is sent as a cookie, or for a known device. */
            deviceToken?: string;
            user: components["schemas"]["SignedInUser"];
        };
        Refresh: {
            /** @description The refresh token of the last answer. */
            refreshToken?: string;
        };
        Session: {
            /**
             * Format: uuid
             * @example 0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f
             */
            id: string;
            /**
             * @description The User-Agent; empty where there is none.
             * @example Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0
             */
            device: string;
            /**
             * @description Where it was last seen: an IPv4 address or an IPv6 /64.
             * @example 203.0.113.7
             */
            address: string;
            /**
             * @description As given by a trusted proxy; null where none gives one.
             * @example FR
             */
            region: string | null;
            /** Format: date-time */
            beganAt: string;
            /**
             * Format: date-time
             * @description When it was last refreshed.
             */
            lastSeenAt: string;
            /**
             * Format: date-time
             * @description 30 days after it was last refreshed, 180 days after it began at the latest.
             */
            expiresAt: string;
            /**
             * @description Whether it is the session of this request.
             * @example true
             */
            current: boolean;
        };
        MySessions: {
            data: components["schemas"]["Session"][];
        };
        Ended: {
            /** @example 2 */
            ended: number;
            /** @example 1 */
            revokedKeys: number;
        };
        TenantSession: {
            /**
             * Format: uuid
             * @example 0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f
             */
            id: string;
            /**
             * Format: uuid
             * @example 0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e60
             */
            userId: string;
            /**
             * @example member
             * @enum {string}
             */
            role: "owner" | "member" | "editor" | "admin";
            /** @example Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0 */
            device: string;
            /** @example 203.0.113.7 */
            address: string;
            /**
             * @description As given by a trusted proxy; null where none gives one.
             * @example FR
             */
            region: string | null;
            /** Format: date-time */
            beganAt: string;
            /** Format: date-time */
            lastSeenAt: string;
            /** Format: date-time */
            expiresAt: string;
        };
        TenantSessions: {
            data: components["schemas"]["TenantSession"][];
            page: components["schemas"]["Page"];
        };
        Region: {
            /**
             * @description As given by a trusted proxy; null for sessions without one.
             * @example FR
             */
            region: string | null;
            /** @example 1250 */
            sessions: number;
        };
        Regions: {
            data: components["schemas"]["Region"][];
            /**
             * Format: date-time
             * @description About a minute ago at most; null where sessions are in Redis and no worker has counted them yet.
             */
            countedAt: string | null;
        };
        ShardReplica: {
            /** @example 10.0.0.14:6379 */
            address: string;
            /** @description Whether it follows; false during a full synchronisation, or when it is unreachable. */
            following: boolean;
            /**
             * @description Bytes of writes that it has not confirmed; null where unknown.
             * @example 0
             */
            lagBytes: number | null;
            /**
             * @description Seconds since its last acknowledgement; null where unknown.
             * @example 1
             */
            lagSeconds: number | null;
        };
        SlotRange: {
            /** @example 0 */
            first: number;
            /** @example 4095 */
            last: number;
        };
        ShardValidations: {
            /**
             * @description Since the process started.
             * @example 120345
             */
            count: number;
            /**
             * @description Per second, since the previous reading or since the process started.
             * @example 512.5
             */
            perSecond: number;
            /**
             * @description The upper bound of the median's bucket, in milliseconds; null without a validation, or beyond 250.
             * @example 0.5
             */
            p50Ms: number | null;
            /**
             * @description The same for the 99th percentile.
             * @example 2.5
             */
            p99Ms: number | null;
        };
        Shard: {
            /**
             * @description The id of the node in a Redis Cluster; a failover changes it.
             * @example 07c37dfeb235213a872192d90877d0cd55635b91
             */
            id: string;
            /** @example 10.0.0.11:6379 */
            address: string;
            /**
             * @description Always the primary: its replicas are in `replicas`.
             * @enum {string}
             */
            role: "primary";
            /** @description Whether it answered this request. */
            answers: boolean;
            replicas: components["schemas"]["ShardReplica"][];
            /**
             * @description The number of its slots, of 16,384; null without a Cluster.
             * @example 4096
             */
            slots: number | null;
            /** @description The ranges of its slots. */
            ranges: components["schemas"]["SlotRange"][];
            /**
             * @description Slots that are being moved to it or from it.
             * @example 0
             */
            open: number;
            /**
             * @description Active sessions as of `countedAt`; null before the first count, which a worker makes every minute.
             * @example 2514
             */
            sessions: number | null;
            /** Format: date-time */
            countedAt: string | null;
            validations: components["schemas"]["ShardValidations"];
        };
        Shards: {
            /**
             * @example cluster
             * @enum {string}
             */
            topology: "postgres" | "cluster" | "single" | "sentinel";
            shards: components["schemas"]["Shard"][];
        };
        Registration: {
            /**
             * Format: email
             * @description The address, to which a confirmation link is mailed; at most 254 characters, upper and lower case are equal.
             * @example camille@example.org
             */
            email: string;
            /**
             * @description 1 to 100 characters, on one line.
             * @example Camille Roux
             */
            name: string;
            /**
             * @description 15 to 128 characters; neither a common password nor made of the address, the user's name or the service's name.
             * @example quatre chevaux mangent des poires
             */
            password: string;
            /**
             * @description The language of the mails, `en` or `fr`; the tenant's by default.
             * @example fr
             * @enum {string}
             */
            locale?: "en" | "fr";
        };
        CheckMail: {
            /**
             * @example check_mail
             * @enum {string}
             */
            status: "check_mail";
        };
        Verification: {
            /** @example AZrPzX1afB2bPE1ub4CRos3s0qWb8nqkO2mV1t5XH9dYl0cJr7uSpTgEwFyLhKaN */
            token: string;
            /**
             * @description Takes the place of the one that was registered: whoever opens the link may be another than who registered. By the
             *     rules of a registration; left out, the registered one stays.
             * @example quatre chevaux mangent des poires
             */
            password?: string;
        };
        Verified: {
            /**
             * @example verified
             * @enum {string}
             */
            status: "verified";
        };
        Address: {
            /**
             * Format: email
             * @example camille@example.org
             */
            email: string;
        };
        PasswordReset: {
            /**
             * @description The secret of the mailed link: the part after its `#`.
             * @example AZrPzX1afB2bPE1ub4CRos3s0qWb8nqkO2mV1t5XH9dYl0cJr7uSpTgEwFyLhKaN
             */
            token: string;
            /**
             * @description 15 to 128 characters; neither a common password nor made of the address, the user's name or the service's name.
             * @example quatre chevaux mangent des poires
             */
            password: string;
        };
        PasswordChange: {
            /** @example trois lampes bleues sur le balcon */
            currentPassword: string;
            /**
             * @description 15 to 128 characters; neither a common password nor made of the address, the user's name or the service's name.
             * @example quatre chevaux mangent des poires
             */
            newPassword: string;
        };
        PasswordRules: {
            /**
             * @description The least number of characters.
             * @example 15
             */
            minLength: number;
            /**
             * @description The greatest number of characters.
             * @example 128
             */
            maxLength: number;
        };
        RealmBranding: {
            /** @example Atelier Lumière */
            displayName: string;
            /** @example #5b3df5 */
            colour: string;
        };
        Realm: {
            /**
             * @description Who may become a member: anyone (`open`), invited people (`invitation`), or only users whom an administrator creates (`closed`).
             * @example open
             * @enum {string}
             */
            registration: "open" | "closed" | "invitation";
            password: components["schemas"]["PasswordRules"];
            /**
             * @description The `iss` claim of the tenant's access tokens.
             * @example https://api.example/v1/auth/atelier-lumiere
             */
            issuer: string;
            /**
             * @description The address of the keys that verify the tenant's access tokens.
             * @example https://api.example/.well-known/jwks.json
             */
            jwksUri: string;
            /**
             * @description The language of users who chose none, `en` or `fr`.
             * @example fr
             * @enum {string}
             */
            locale: "en" | "fr";
            branding: components["schemas"]["RealmBranding"];
        };
        Key: {
            /**
             * Format: uuid
             * @example 0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f
             */
            id: string;
            /** @example Nightly import */
            name: string;
            /**
             * @description `secret` and `publishable` keys act for the tenant, `personal` ones as the user who made them.
             * @example secret
             * @enum {string}
             */
            kind: "secret" | "publishable" | "personal";
            /**
             * @description What the key begins with.
             * @example palier_sk_aayyyl3q57rvkzwpm5d4tjk4svq7mabcdefgh
             */
            prefix: string;
            /**
             * @example [
             *       "members.read"
             *     ]
             */
            scopes: string[];
            /** Format: date-time */
            createdAt: string;
            /**
             * Format: date-time
             * @description Null where it never expires.
             */
            expiresAt: string | null;
            /**
             * Format: date-time
             * @description At most a minute old; null before the first use.
             */
            lastUsedAt: string | null;
            /**
             * Format: uuid
             * @description The id of the user who made it, deleted or not: but for personal ones, keys belong to the tenant and outlive their maker.
             * @example 0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e60
             */
            madeBy: string;
            /**
             * Format: uuid
             * @description The key that replaces it; null until it is rotated.
             * @example 0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e61
             */
            successorId: string | null;
        };
        Keys: {
            data: components["schemas"]["Key"][];
            page: components["schemas"]["Page"];
        };
        NewKey: {
            /**
             * @description `secret` for servers; `publishable` for apps and web pages, where everyone can read it: it can only send events.
             * @example secret
             * @enum {string}
             */
            kind: "publishable" | "secret";
            /**
             * @description What it is for, 1 to 100 characters in one line.
             * @example Nightly import
             */
            name: string;
            /**
             * @description 1 to 50 permissions that you hold yourself; those that a key of this kind may not have are refused.
             * @example [
             *       "feeds.read"
             *     ]
             */
            scopes: string[];
            /**
             * Format: date-time
             * @description When it expires, RFC 3339; never by default.
             * @example 2099-01-01T00:00:00.000Z
             */
            expiresAt?: string;
        };
        NewKeyAnswer: {
            /**
             * Format: uuid
             * @example 0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f
             */
            id: string;
            /** @example Nightly import */
            name: string;
            /**
             * @description `secret` and `publishable` keys act for the tenant, `personal` ones as the user who made them.
             * @example secret
             * @enum {string}
             */
            kind: "secret" | "publishable" | "personal";
            /**
             * @description What the key begins with.
             * @example palier_sk_aayyyl3q57rvkzwpm5d4tjk4svq7mabcdefgh
             */
            prefix: string;
            /**
             * @example [
             *       "members.read"
             *     ]
             */
            scopes: string[];
            /** Format: date-time */
            createdAt: string;
            /**
             * Format: date-time
             * @description Null where it never expires.
             */
            expiresAt: string | null;
            /**
             * Format: date-time
             * @description At most a minute old; null before the first use.
             */
            lastUsedAt: string | null;
            /**
             * Format: uuid
             * @description The id of the user who made it, deleted or not: but for personal ones, keys belong to the tenant and outlive their maker.
             * @example 0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e60
             */
            madeBy: string;
            /**
             * Format: uuid
             * @description The key that replaces it; null until it is rotated.
             * @example 0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e61
             */
            successorId: string | null;
            /**
             * @description The key itself, shown this once: send it as `Authorization: Bearer`.
             * @example palier_sk_aayyyl3q57rvkzwpm5d4tjk4svq7mabcdefgh_…
             */
            key: string;
        };
        Rotation: {
            /**
             * @description How many hours the old key still works, 0 to 168; 24 by default. With 0 it is refused at once.
             * @example 24
             */
            overlapHours?: number;
        };
        NewPersonalKey: {
            /**
             * @description What it is for, 1 to 100 characters in one line.
             * @example Nightly import
             */
            name: string;
            /**
             * @description 1 to 50 permissions that you hold yourself; those that a key of this kind may not have are refused.
             * @example [
             *       "feeds.read"
             *     ]
             */
            scopes: string[];
            /**
             * Format: date-time
             * @description When it expires, RFC 3339; never by default.
             * @example 2099-01-01T00:00:00.000Z
             */
            expiresAt?: string;
        };
        Jwk: {
            /**
             * @example EC
             * @enum {string}
             */
            kty: "EC";
            /**
             * @example P-256
             * @enum {string}
             */
            crv: "P-256";
            /** @example NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs */
            x: string;
            /** @example 6kJBrK8-vxGPmR9YmGBSN4OL0dOvYPf3vpwYVlMjJ8k */
            y: string;
            /**
             * @description The id in the header of tokens: the RFC 7638 thumbprint of the key.
             * @example cn-I_WNMClehiVp51i_0VpOENW1upEerA8sEam5hn-s
             */
            kid: string;
            /**
             * @example sig
             * @enum {string}
             */
            use: "sig";
            /**
             * @example ES256
             * @enum {string}
             */
            alg: "ES256";
        };
        Jwks: {
            keys: components["schemas"]["Jwk"][];
        };
        ProfileTenant: {
            /** @example atelier-lumiere */
            slug: string;
            /** @example Atelier Lumière */
            name: string;
            /** @example wistant */
            product: string;
        };
        Profile: {
            /**
             * Format: uuid
             * @example 0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f
             */
            id: string;
            /**
             * Format: email
             * @example jeanne@atelier-lumiere.example
             */
            email: string;
            /** @example Jeanne Martin */
            name: string;
            /**
             * @example editor
             * @enum {string}
             */
            role: "owner" | "member" | "editor" | "admin";
            /**
             * @description The language that the user chose; null for the tenant's language.
             * @example fr
             * @enum {string|null}
             */
            locale: "en" | "fr" | null;
            /**
             * @description The permissions of this access token, in order of name.
             * @example [
             *       "me.read",
             *       "me.write"
             *     ]
             */
            permissions: string[];
            tenant: components["schemas"]["ProfileTenant"];
            /**
             * Format: uuid
             * @example 0198c2f5-1a2b-7c3d-8e4f-5a6b7c8d9e0f
             */
            sessionId: string;
            /**
             * Format: date-time
             * @example 2026-01-15T09:30:00.000Z
             */
            createdAt: string;
            /**
             * @description Starts at 1 and increases by one with each change; the ETag holds it.
             * @example 2
             */
            version: number;
        };
        ProfileChanges: {
            /**
             * @description Your display name, 1 to 100 characters on one line.
             * @example Jeanne Martin
             */
            name?: string;
            /**
             * @description The language of mails to you, `en` or `fr`; null for the tenant's language.
             * @example fr
             * @enum {string|null}
             */
            locale?: "en" | "fr" | null;
        };
        Farewell: {
            /**
             * @description Your password, so that nobody can do this with a device that you left signed in.
             * @example quatre mots pris au hasard
             */
            password: string;
        };
        Erasure: {
            /**
             * Format: uuid
             * @example 0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f
             */
            userId: string;
            /**
             * @description `pending` until it is due, then `erasing`, then `erased`.
             * @enum {string}
             */
            state: "pending" | "erased" | "erasing";
            /** Format: date-time */
            askedAt: string;
            /**
             * Format: date-time
             * @description When the grace period ends.
             */
            dueAt: string;
            /**
             * Format: date-time
             * @description Null until the erasure has ended, about a quarter of an hour after it began.
             */
            erasedAt: string | null;
            /**
             * @description Rows changed so far, by table and effect.
             * @example {
             *       "auth.users delete": 1,
             *       "auth.api_keys detach": 2
             *     }
             */
            counts: {
                [key: string]: number;
            };
        };
        Member: {
            /**
             * Format: uuid
             * @example 0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f
             */
            id: string;
            /**
             * Format: email
             * @example jeanne@atelier-lumiere.example
             */
            email: string;
            /** @example Jeanne Martin */
            name: string;
            /**
             * @example editor
             * @enum {string}
             */
            role: "owner" | "member" | "editor" | "admin";
            /**
             * @description `unverified` until the address is proven: such a user takes no seat and is deleted after seven days. `deactivated` users cannot sign in.
             * @example active
             * @enum {string}
             */
            state: "active" | "deactivated" | "unverified";
            /**
             * @description The language that the user chose; null for the tenant's language.
             * @example fr
             * @enum {string|null}
             */
            locale: "en" | "fr" | null;
            /**
             * Format: date-time
             * @example 2026-01-15T09:30:00.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description Null before the first sign-in.
             * @example 2026-03-08T06:00:00.000Z
             */
            lastSignInAt: string | null;
            /**
             * @description Starts at 1 and increases by one with each change; the ETag holds it.
             * @example 2
             */
            version: number;
        };
        Members: {
            data: components["schemas"]["Member"][];
            page: components["schemas"]["Page"];
        };
        Role: {
            /**
             * @example editor
             * @enum {string}
             */
            role: "owner" | "member" | "editor" | "admin";
            /**
             * @description In order of name.
             * @example [
             *       "me.read",
             *       "me.write"
             *     ]
             */
            permissions: string[];
        };
        Roles: {
            data: components["schemas"]["Role"][];
        };
        MemberChanges: {
            /**
             * @description `member`, `editor`, `admin` or `owner`.
             * @example editor
             * @enum {string}
             */
            role?: "member" | "editor" | "admin" | "owner";
            /**
             * @description The display name, 1 to 100 characters on one line.
             * @example Jeanne Martin
             */
            name?: string;
        };
        ErasureRequest: {
            /**
             * @description Days before the erasure begins, during which it can be cancelled: 0 to 30, 7 by default.
             * @example 7
             */
            graceDays?: number;
        };
        ErasureCancellation: {
            /** @example AZrPzX1afB2bPE1ub4CRos3s0qWb8nqkO2mV1t5XH9dYl0cJr7uSpTgEwFyLhKaN */
            token: string;
        };
        Invitation: {
            /**
             * Format: uuid
             * @example 0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f
             */
            id: string;
            /**
             * Format: email
             * @example jeanne@atelier-lumiere.example
             */
            email: string;
            /**
             * @example editor
             * @enum {string}
             */
            role: "owner" | "member" | "editor" | "admin";
            /**
             * @description The language of the mail; null for the tenant's language.
             * @example fr
             * @enum {string|null}
             */
            locale: "en" | "fr" | null;
            /**
             * Format: uuid
             * @description The id of the user who invited; null for an operator, a key, or a deleted user.
             * @example 0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f
             */
            invitedBy: string | null;
            /** Format: date-time */
            createdAt: string;
            /**
             * Format: date-time
             * @description Seven days after it was sent; its link stops working then.
             */
            expiresAt: string;
        };
        Invitations: {
            data: components["schemas"]["Invitation"][];
            page: components["schemas"]["Page"];
        };
        NewInvitation: {
            /**
             * Format: email
             * @description The address to which the link is mailed.
             * @example jeanne@atelier-lumiere.example
             */
            email: string;
            /**
             * @description The role that the person gets: `member`, `editor`, `admin` or `owner`.
             * @example editor
             * @enum {string}
             */
            role: "member" | "editor" | "admin" | "owner";
            /**
             * @description The language of the mail, `en` or `fr`; the tenant's by default.
             * @example fr
             * @enum {string}
             */
            locale?: "en" | "fr";
        };
        TenantInvitation: {
            /**
             * Format: email
             * @description The address to which the link is mailed.
             * @example jeanne@atelier-lumiere.example
             */
            email: string;
            /**
             * @description The role that the person gets: `member`, `editor`, `admin` or `owner`.
             * @example editor
             * @enum {string}
             */
            role: "member" | "editor" | "admin" | "owner";
            /**
             * @description The language of the mail, `en` or `fr`; the tenant's by default.
             * @example fr
             * @enum {string}
             */
            locale?: "en" | "fr";
            /**
             * @description The slug of the tenant; `platform` for the operators themselves.
             * @example atelier-lumiere
             */
            tenant: string;
        };
        Acceptance: {
            /**
             * @description The secret of the mailed link: the part after its `#`.
             * @example AZrPzX1afB2bPE1ub4CRos3s0qWb8nqkO2mV1t5XH9dYl0cJr7uSpTgEwFyLhKaN
             */
            token: string;
            /**
             * @description The display name, 1 to 100 characters on one line.
             * @example Jeanne Martin
             */
            name: string;
            /**
             * @description 15 to 128 characters; common passwords are refused.
             * @example quatre mots pris au hasard
             */
            password: string;
        };
        Accepted: {
            /**
             * Format: uuid
             * @example 0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f
             */
            id: string;
            /**
             * Format: email
             * @example jeanne@atelier-lumiere.example
             */
            email: string;
            /** @example Jeanne Martin */
            name: string;
            /**
             * @example editor
             * @enum {string}
             */
            role: "owner" | "member" | "editor" | "admin";
        };
        Event: {
            /**
             * Format: uuid
             * @description A UUID of any version that the client made. An event sent again with the same id and `occurredAt` is counted once.
             * @example 0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e61
             */
            id: string;
            /**
             * @description What happened, in 1 to 100 characters: letters and digits of any script and `_ . : / $ -`, with spaces only between them.
             *     It begins with a letter, a digit, `_` or `$`.
             * @example app_downloaded
             */
            name: string;
            /**
             * Format: date-time
             * @description When it happened, by the clock of the client: at most 7 days ago and 5 minutes ahead of the server. Three digits of a
             *     fraction of a second are kept. Leap seconds are refused.
             * @example 2026-11-25T10:15:30.123Z
             */
            occurredAt: string;
            /**
             * @description Whom it is about, by an id of the product's own, in 1 to 200 characters.
             * @example u-1842
             */
            subject?: string | null;
            /**
             * @description The visit or the start of the app that it belongs to, in 1 to 200 characters.
             * @example 6f1c0a
             */
            session?: string | null;
            /**
             * @description What else is known of it: at most 50 texts of up to 1,000 characters, numbers, booleans and nulls, under names of 1 to
             *     100 characters. Numbers are kept as JavaScript has them, with 15 to 17 digits.
             * @example {
             *       "appId": "a-17",
             *       "price": 4.5,
             *       "trial": false
             *     }
             */
            properties?: {
                [key: string]: string | number | boolean | null;
            } | null;
        };
        RejectedEvent: {
            /**
             * @description Its place in the request, from 0.
             * @example 3
             */
            index: number;
            /**
             * @description Why, as in `too_old`; the documentation of events lists all codes.
             * @example nested_value
             * @enum {string}
             */
            code: "invalid_json" | "unknown_field" | "not_an_object" | "missing" | "not_a_string" | "too_long" | "bad_length" | "not_a_uuid" | "not_a_date" | "nul_character" | "lone_surrogate" | "forbidden_key" | "invalid_name" | "too_old" | "in_future" | "too_many_properties" | "bad_property_name" | "nested_value" | "not_finite" | "too_many_names" | "looks_like_email";
            /**
             * @description A JSON pointer to the fault.
             * @example /3/properties/price
             */
            pointer: string;
        };
        IngestAnswer: {
            /**
             * Format: uuid
             * @description The id of the request, by which its rejected events are listed.
             * @example 019ab3a0-7c00-7000-8000-0000000000b1
             */
            id: string;
            /**
             * @description Events that were stored, and are there from now on.
             * @example 498
             */
            accepted: number;
            /**
             * @description Events that were stored before, or several times in the batch.
             * @example 1
             */
            duplicates: number;
            /**
             * @description Events that the server left out because it is overloaded; do not send them again.
             * @example 0
             */
            sampled: number;
            /** @description In the order of the request. */
            rejected: components["schemas"]["RejectedEvent"][];
        };
        LedgerLine: {
            /**
             * Format: date-time
             * @description The beginning of the hour of receipt.
             * @example 2026-01-15T09:00:00.000Z
             */
            hour: string;
            /**
             * Format: uuid
             * @description The API key; zeros for what signed-in users sent, and `f` throughout for what the product itself counted.
             * @example 019ab3a0-7c00-7000-8000-0000000000b2
             */
            keyId: string;
            /** @example 510 */
            received: number;
            /** @example 500 */
            stored: number;
            /**
             * @description Events that were stored before.
             * @example 6
             */
            duplicates: number;
            /**
             * @description Events that broke a rule.
             * @example 4
             */
            rejected: number;
            /**
             * @description Events that were left out because the server was overloaded.
             * @example 0
             */
            sampled: number;
        };
        Ledger: {
            data: components["schemas"]["LedgerLine"][];
            page: components["schemas"]["Page"];
        };
        QuarantinedEvent: {
            /**
             * Format: uuid
             * @description The id that the request was answered with.
             * @example 019ab3a0-7c00-7000-8000-0000000000b1
             */
            receipt: string;
            /**
             * @description Its place in the request, from 0.
             * @example 3
             */
            index: number;
            /**
             * Format: date-time
             * @example 2026-01-15T09:30:00.123Z
             */
            receivedAt: string;
            /**
             * Format: uuid
             * @description The API key; zeros for what signed-in users sent.
             * @example 019ab3a0-7c00-7000-8000-0000000000b2
             */
            keyId: string;
            /**
             * @description Why.
             * @example nested_value
             */
            code: string;
            /**
             * @description A JSON pointer to the fault.
             * @example /3/properties/price
             */
            pointer: string;
            /**
             * @description The event as it was sent, its first 2 KB.
             * @example {id:019ab3a0-7c00-7000-8000-0000000000b3,name:app.opened}
             */
            text: string;
        };
        Quarantine: {
            data: components["schemas"]["QuarantinedEvent"][];
            page: components["schemas"]["Page"];
        };
        EventName: {
            /** @example app.installed */
            name: string;
            /**
             * @description The last day (UTC) on which events of this name came; null where none did for 30 days.
             * @example 2026-01-15
             */
            seenOn: string | null;
            /**
             * @description The properties whose values are counted.
             * @example [
             *       "plan"
             *     ]
             */
            properties: string[];
        };
        EventNames: {
            data: components["schemas"]["EventName"][];
            page: components["schemas"]["Page"];
        };
        CountedProperties: {
            /**
             * @description Up to 5 properties whose values are counted from then on, each of 1 to 100 characters. What was counted of others before stays.
             * @example [
             *       "plan"
             *     ]
             */
            properties: string[];
        };
        SeriesPoint: {
            /**
             * @description When it begins: a day, or a moment for hours and minutes. The first week and month begin with the period.
             * @example 2026-01-15
             */
            start: string;
            /** @example 1830 */
            events: number;
            /**
             * @description As long before as the period is.
             * @example 1760
             */
            before: number;
        };
        SeriesTotals: {
            /** @example 56210 */
            events: number;
            /** @example 51020 */
            before: number;
        };
        Series: {
            /** @description Each unit of the period, the first one first. */
            data: components["schemas"]["SeriesPoint"][];
            totals: components["schemas"]["SeriesTotals"];
            /**
             * @description In which days begin.
             * @example Europe/Paris
             */
            timeZone: string;
            /**
             * Format: date-time
             * @description Events that were acknowledged before are counted.
             * @example 2026-01-15T09:30:00.123Z
             */
            freshTo: string;
            /**
             * @description `exact`; `estimated`, within `margin`; or `sampled`, where the server was overloaded in the period and took only a `share`
             *     of its events.
             * @enum {string}
             */
            exactness: "sampled" | "exact" | "estimated";
            /**
             * @description By how much an estimate may be too high or too low, in 95 of 100 cases.
             * @example 1200
             */
            margin?: number;
            /**
             * @description Of the events that were sent, those that were stored: above 0 and below 1.
             * @example 0.1
             */
            share?: number;
        };
        BreakdownValue: {
            /**
             * @description Empty where the event has none; `(other)` for what came when a day had 200 values of the property already.
             * @example browser
             */
            value: string;
            /** @example 1830 */
            events: number;
        };
        Breakdown: {
            /** @description The most frequent first. */
            data: components["schemas"]["BreakdownValue"][];
            /**
             * @description All events of the period. Those that came before a property was declared have no value of it.
             * @example 56210
             */
            total: number;
            /**
             * @description In which days begin.
             * @example Europe/Paris
             */
            timeZone: string;
            /**
             * Format: date-time
             * @description Events that were acknowledged before are counted.
             * @example 2026-01-15T09:30:00.123Z
             */
            freshTo: string;
            /**
             * @description `exact`; `estimated`, within `margin`; or `sampled`, where the server was overloaded in the period and took only a `share`
             *     of its events.
             * @enum {string}
             */
            exactness: "sampled" | "exact" | "estimated";
            /**
             * @description By how much an estimate may be too high or too low, in 95 of 100 cases.
             * @example 1200
             */
            margin?: number;
            /**
             * @description Of the events that were sent, those that were stored: above 0 and below 1.
             * @example 0.1
             */
            share?: number;
        };
        Uniques: {
            /**
             * @description Exact where the subjects of all days together are up to 500,000.
             * @example 1830
             */
            subjects: number;
            /**
             * @description In which days begin.
             * @example Europe/Paris
             */
            timeZone: string;
            /**
             * Format: date-time
             * @description Events that were acknowledged before are counted.
             * @example 2026-01-15T09:30:00.123Z
             */
            freshTo: string;
            /**
             * @description `exact`; `estimated`, within `margin`; or `sampled`, where the server was overloaded in the period and took only a `share`
             *     of its events.
             * @enum {string}
             */
            exactness: "sampled" | "exact" | "estimated";
            /**
             * @description By how much an estimate may be too high or too low, in 95 of 100 cases.
             * @example 1200
             */
            margin?: number;
            /**
             * @description Of the events that were sent, those that were stored: above 0 and below 1.
             * @example 0.1
             */
            share?: number;
        };
        Question: {
            /**
             * @description The most frequent, 1 to 200; 20 by default.
             * @example 20
             */
            limit?: number;
            /**
             * @description As the route of that name.
             * @enum {string}
             */
            kind: "series" | "breakdown" | "uniques";
            /**
             * @description The first day; by default 29 days before the last.
             * @example 2026-01-01
             */
            from?: string;
            /**
             * @description The last day, which counts too; today by default.
             * @example 2026-01-31
             */
            to?: string;
            /**
             * @description Of events of this name; of all by default. Values of a property are of one name.
             * @example app.installed
             */
            name?: string;
            /**
             * @description `day` by default: up to 1,100 days by `day`, `week` (from Monday on) and `month`, 31 by `hour`; `minute` is of the last hour
             *     and takes no period.
             * @enum {string}
             */
            unit?: "minute" | "hour" | "day" | "week" | "month";
            /**
             * @description `name`, `client`, `country`, or a property that is counted, as in `properties.plan`; `name` by default.
             * @example client
             */
            by?: string;
        };
        DashboardQuestions: {
            /**
             * @description 1 to 12.
             * @example [
             *       {
             *         "kind": "series",
             *         "name": "app.installed",
             *         "unit": "day"
             *       },
             *       {
             *         "kind": "breakdown",
             *         "by": "client"
             *       }
             *     ]
             */
            questions: components["schemas"]["Question"][];
        };
        ItemProblem: {
            /** @example app_not_found */
            code: string;
            /** @description What happened and what to do next, in French or English by Accept-Language. */
            detail: string;
        };
        DashboardAnswer: {
            /**
             * @description As the status of a request for this question alone.
             * @example 200
             */
            status: number;
            /** @description The answer to a question of this kind; null for other kinds, and where there is a problem. */
            series: components["schemas"]["Series"] | null;
            /** @description As `series`. */
            breakdown: components["schemas"]["Breakdown"] | null;
            /** @description As `series`. */
            uniques: components["schemas"]["Uniques"] | null;
            /** @description Why there is no answer; null where there is one. */
            problem: components["schemas"]["ItemProblem"] | null;
        };
        DashboardAnswers: {
            data: components["schemas"]["DashboardAnswer"][];
        };
        Overview: {
            totals: components["schemas"]["SeriesTotals"];
            /** @description Each day of the period, the first one first. */
            days: components["schemas"]["SeriesPoint"][];
            /** @description The five most frequent names, the most frequent first. */
            names: components["schemas"]["BreakdownValue"][];
            /** @description Kinds of client; what the product itself counts has none. */
            clients: components["schemas"]["BreakdownValue"][];
            /** @description The 20 most frequent countries; what the product itself counts has none. */
            countries: components["schemas"]["BreakdownValue"][];
            /**
             * @description In which days begin.
             * @example Europe/Paris
             */
            timeZone: string;
            /**
             * Format: date-time
             * @description Events that were acknowledged before are counted.
             * @example 2026-01-15T09:30:00.123Z
             */
            freshTo: string;
            /**
             * @description `exact`; `estimated`, within `margin`; or `sampled`, where the server was overloaded in the period and took only a `share`
             *     of its events.
             * @enum {string}
             */
            exactness: "sampled" | "exact" | "estimated";
            /**
             * @description By how much an estimate may be too high or too low, in 95 of 100 cases.
             * @example 1200
             */
            margin?: number;
            /**
             * @description Of the events that were sent, those that were stored: above 0 and below 1.
             * @example 0.1
             */
            share?: number;
        };
        AskFunnel: {
            /**
             * @description The names of its events, in order. A name may come again.
             * @example [
             *       "app.viewed",
             *       "app.installed"
             *     ]
             */
            steps: string[];
            /**
             * @description Seconds from the first step to the last, at most; 31 days by default, and so the whole period.
             * @example 86400
             */
            within?: number;
            /**
             * @description The first day.
             * @example 2026-01-05
             */
            from: string;
            /**
             * @description The last day, which counts too.
             * @example 2026-01-18
             */
            to: string;
        };
        FunnelStep: {
            /** @example app.viewed */
            name: string;
            /**
             * @description Subjects that made it and all before it.
             * @example 1200
             */
            subjects: number;
        };
        Funnel: {
            steps: components["schemas"]["FunnelStep"][];
            /**
             * @description In which days begin.
             * @example Europe/Paris
             */
            timeZone: string;
            /**
             * Format: date-time
             * @description Events that were acknowledged before are counted.
             * @example 2026-01-15T09:30:00.123Z
             */
            freshTo: string;
            /**
             * @description `exact`; `estimated`, within `margin`; or `sampled`, where the server was overloaded in the period and took only a `share`
             *     of its events.
             * @enum {string}
             */
            exactness: "sampled" | "exact" | "estimated";
            /**
             * @description By how much an estimate may be too high or too low, in 95 of 100 cases.
             * @example 1200
             */
            margin?: number;
            /**
             * @description Of the events that were sent, those that were stored: above 0 and below 1.
             * @example 0.1
             */
            share?: number;
        };
        AskRetention: {
            /**
             * @description Only events of this name.
             * @example app.opened
             */
            name?: string;
            /**
             * @description The first day.
             * @example 2026-01-05
             */
            from: string;
            /**
             * @description The last day, which counts too.
             * @example 2026-01-18
             */
            to: string;
        };
        Cohort: {
            /**
             * @description The Monday.
             * @example 2026-01-05
             */
            week: string;
            /** @example 340 */
            subjects: number;
            /**
             * @description How many of them have events in each later week of the period, in order.
             * @example [
             *       120
             *     ]
             */
            returned: number[];
        };
        WeeklyRetention: {
            cohorts: components["schemas"]["Cohort"][];
            /**
             * @description In which days begin.
             * @example Europe/Paris
             */
            timeZone: string;
            /**
             * Format: date-time
             * @description Events that were acknowledged before are counted.
             * @example 2026-01-15T09:30:00.123Z
             */
            freshTo: string;
            /**
             * @description `exact`; `estimated`, within `margin`; or `sampled`, where the server was overloaded in the period and took only a `share`
             *     of its events.
             * @enum {string}
             */
            exactness: "sampled" | "exact" | "estimated";
            /**
             * @description By how much an estimate may be too high or too low, in 95 of 100 cases.
             * @example 1200
             */
            margin?: number;
            /**
             * @description Of the events that were sent, those that were stored: above 0 and below 1.
             * @example 0.1
             */
            share?: number;
        };
        AskExport: {
            /**
             * @example csv
             * @enum {string}
             */
            format: "csv" | "ndjson";
            /**
             * @description Only events of these names.
             * @example [
             *       "app.installed"
             *     ]
             */
            names?: string[];
            /**
             * @description The first day.
             * @example 2026-01-05
             */
            from: string;
            /**
             * @description The last day, which counts too.
             * @example 2026-01-18
             */
            to: string;
        };
        EnrolledStudent: {
            /** @enum {string} */
            level: "L1" | "L2" | "L3" | "M1" | "M2" | "D";
            /** @enum {string} */
            state: "active" | "suspended" | "left";
            /**
             * Format: uuid
             * @example 0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e64
             */
            studentId: string;
            /** @example 22104711 */
            number: string;
            /** @example Chloé Martin */
            name: string;
            /**
             * Format: email
             * @example chloe.martin@univ.example
             */
            email: string;
            /** Format: date-time */
            createdAt: string;
            /**
             * Format: uuid
             * @example 0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f
             */
            id: string;
            /**
             * Format: uuid
             * @example 0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e60
             */
            yearId: string;
            /**
             * Format: uuid
             * @example 0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e61
             */
            universityId: string;
            /**
             * Format: uuid
             * @example 0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e62
             */
            ufrId: string;
            /**
             * Format: uuid
             * @example 0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e63
             */
            programmeId: string;
            /**
             * @description One more with each change.
             * @example 1
             */
            version: number;
        };
        Students: {
            data: components["schemas"]["EnrolledStudent"][];
            page: components["schemas"]["Page"];
        };
        Enrolment: {
            /** @enum {string} */
            level: "L1" | "L2" | "L3" | "M1" | "M2" | "D";
            /** @enum {string} */
            state: "active" | "suspended" | "left";
            /**
             * Format: uuid
             * @example 0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f
             */
            id: string;
            /**
             * Format: uuid
             * @example 0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e60
             */
            yearId: string;
            /**
             * Format: uuid
             * @example 0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e61
             */
            universityId: string;
            /**
             * Format: uuid
             * @example 0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e62
             */
            ufrId: string;
            /**
             * Format: uuid
             * @example 0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e63
             */
            programmeId: string;
            /**
             * @description One more with each change.
             * @example 1
             */
            version: number;
        };
        Student: {
            enrolments: components["schemas"]["Enrolment"][];
            /** @example 22104711 */
            number: string;
            /**
             * Format: uuid
             * @example 0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f
             */
            id: string;
            /** @example Chloé Martin */
            name: string;
            /**
             * Format: email
             * @example chloe.martin@univ.example
             */
            email: string;
            /**
             * @description One more with each change.
             * @example 1
             */
            version: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        NewEnrolment: {
            /**
             * @description One of the levels of the programme.
             * @example L1
             * @enum {string}
             */
            level: "L1" | "L2" | "L3" | "M1" | "M2" | "D";
            /**
             * @description `active` by default.
             * @enum {string}
             */
            state?: "active" | "suspended" | "left";
            /**
             * Format: uuid
             * @example 018f0000-0000-7000-8000-000000000009
             */
            yearId: string;
            /**
             * Format: uuid
             * @example 018f0000-0000-7000-8000-000000000009
             */
            programmeId: string;
        };
        NewStudent: {
            /** @description Staff must give one, in one of their places. */
            enrolment?: components["schemas"]["NewEnrolment"];
            /**
             * @description 1 to 50 characters, which no other student has.
             * @example 22104711
             */
            number: string;
            /**
             * @description 1 to 200 characters.
             * @example Chloé Martin
             */
            name: string;
            /**
             * Format: email
             * @description An address that no other one of them has, whatever its case.
             * @example chloe.martin@univ.example
             */
            email: string;
        };
        StudentContent: {
            /**
             * @description 1 to 50 characters, which no other student has.
             * @example 22104711
             */
            number: string;
            /**
             * @description 1 to 200 characters.
             * @example Chloé Martin
             */
            name: string;
            /**
             * Format: email
             * @description An address that no other one of them has, whatever its case.
             * @example chloe.martin@univ.example
             */
            email: string;
        };
        EnrolmentContent: {
            /**
             * @description One of the levels of the programme.
             * @example L1
             * @enum {string}
             */
            level: "L1" | "L2" | "L3" | "M1" | "M2" | "D";
            /**
             * @description `active` by default.
             * @enum {string}
             */
            state?: "active" | "suspended" | "left";
            /**
             * Format: uuid
             * @example 018f0000-0000-7000-8000-000000000009
             */
            programmeId: string;
        };
        Professor: {
            /**
             * @example [
             *       "0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e60"
             *     ]
             */
            subjectIds: string[];
            /**
             * Format: uuid
             * @example 0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f
             */
            id: string;
            /** @example Chloé Martin */
            name: string;
            /**
             * Format: email
             * @example chloe.martin@univ.example
             */
            email: string;
            /**
             * @description One more with each change.
             * @example 1
             */
            version: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        Professors: {
            data: components["schemas"]["Professor"][];
            page: components["schemas"]["Page"];
        };
        ProfessorContent: {
            /**
             * @description The subjects that they teach, at any universities; up to 200.
             * @example []
             */
            subjectIds: string[];
            /**
             * @description 1 to 200 characters.
             * @example Chloé Martin
             */
            name: string;
            /**
             * Format: email
             * @description An address that no other one of them has, whatever its case.
             * @example chloe.martin@univ.example
             */
            email: string;
        };
        StaffPlace: {
            /**
             * Format: uuid
             * @example 018f0000-0000-7000-8000-000000000009
             */
            universityId: string;
            /**
             * Format: uuid
             * @description A UFR of it; null, or left out, for the whole university.
             * @example 018f0000-0000-7000-8000-000000000009
             */
            ufrId?: string | null;
        };
        StaffMember: {
            places: components["schemas"]["StaffPlace"][];
            /**
             * Format: uuid
             * @example 0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f
             */
            id: string;
            /** @example Chloé Martin */
            name: string;
            /**
             * Format: email
             * @example chloe.martin@univ.example
             */
            email: string;
            /**
             * @description One more with each change.
             * @example 1
             */
            version: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        Staff: {
            data: components["schemas"]["StaffMember"][];
            page: components["schemas"]["Page"];
        };
        StaffContent: {
            /**
             * @description The universities and UFRs whose students they keep; 1 to 100, each once.
             * @example [
             *       {
             *         "universityId": "018f0000-0000-7000-8000-000000000009",
             *         "ufrId": null
             *       }
             *     ]
             */
            places: components["schemas"]["StaffPlace"][];
            /**
             * @description 1 to 200 characters.
             * @example Chloé Martin
             */
            name: string;
            /**
             * Format: email
             * @description An address that no other one of them has, whatever its case.
             * @example chloe.martin@univ.example
             */
            email: string;
        };
        ImageUrls: {
            /**
             * @description Of an icon 64 pixels square, of a screenshot up to 320 wide.
             * @example https://api.example/v1/stores/wistant/images/3q2-7wAR.webp
             */
            small: string;
            /**
             * @description Of an icon 128 pixels square, of a screenshot up to 960 wide.
             * @example https://api.example/v1/stores/wistant/images/Tn5z3q2-.webp
             */
            medium: string;
            /**
             * @description Of an icon 512 pixels square, of a screenshot up to 1,920 wide.
             * @example https://api.example/v1/stores/wistant/images/9AbzTn5z.webp
             */
            large: string;
        };
        App: {
            /**
             * @description Whether the version that the store shows can be downloaded: `ready`; `pending`, its files are still being kept; `too_large`,
             *     they are larger than what the import keeps; `not_kept`, only their names and sizes are known.
             * @example ready
             * @enum {string}
             */
            download: "ready" | "pending" | "too_large" | "not_kept";
            /**
             * Format: uuid
             * @example 0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f
             */
            id: string;
            /**
             * @description Its name in URLs, unique in its store; it never changes.
             * @example nestjs-common
             */
            slug: string;
            /** @example @nestjs/common */
            name: string;
            /**
             * @description One line, up to 280 characters.
             * @example Nest - modern, fast, powerful node.js web framework (@common)
             */
            summary: string;
            /**
             * @description Up to 20, in alphabetical order.
             * @example [
             *       "framework",
             *       "nodejs"
             *     ]
             */
            tags: string[];
            /** @example MIT */
            licence: string | null;
            /** @example Kamil Mysliwiec */
            author: string | null;
            /** @example 12.5.1 */
            version: string;
            icon: components["schemas"]["ImageUrls"] | null;
            /**
             * Format: date-time
             * @example 2026-01-15T09:30:00.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @example 2026-01-15T09:30:00.000Z
             */
            updatedAt: string;
            /**
             * @description `similar`: a guess of a search, since the app does not have the words, but its name resembles them. Others do not have it.
             * @enum {string}
             */
            matched?: "similar";
        };
        Apps: {
            data: components["schemas"]["App"][];
            page: components["schemas"]["Page"];
        };
        Screenshot: {
            /**
             * @description Of an icon 64 pixels square, of a screenshot up to 320 wide.
             * @example https://api.example/v1/stores/wistant/images/3q2-7wAR.webp
             */
            small: string;
            /**
             * @description Of an icon 128 pixels square, of a screenshot up to 960 wide.
             * @example https://api.example/v1/stores/wistant/images/Tn5z3q2-.webp
             */
            medium: string;
            /**
             * @description Of an icon 512 pixels square, of a screenshot up to 1,920 wide.
             * @example https://api.example/v1/stores/wistant/images/9AbzTn5z.webp
             */
            large: string;
            /**
             * Format: uuid
             * @example 0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f
             */
            id: string;
            /**
             * @description Of the large one, in pixels.
             * @example 1920
             */
            width: number;
            /**
             * @description Of the large one, in pixels.
             * @example 1080
             */
            height: number;
            /**
             * @description What it shows, for those who cannot see it.
             * @example The list of notes, offline
             */
            caption: string | null;
        };
        File: {
            /** @example src/index.js */
            path: string;
            /** @example 1024 */
            bytes: number;
        };
        AppDetail: {
            /**
             * @description Whether the version that the store shows can be downloaded: `ready`; `pending`, its files are still being kept; `too_large`,
             *     they are larger than what the import keeps; `not_kept`, only their names and sizes are known.
             * @example ready
             * @enum {string}
             */
            download: "ready" | "pending" | "too_large" | "not_kept";
            /**
             * Format: uuid
             * @example 0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f
             */
            id: string;
            /**
             * @description Its name in URLs, unique in its store; it never changes.
             * @example nestjs-common
             */
            slug: string;
            /** @example @nestjs/common */
            name: string;
            /**
             * @description One line, up to 280 characters.
             * @example Nest - modern, fast, powerful node.js web framework (@common)
             */
            summary: string;
            /**
             * @description Up to 20, in alphabetical order.
             * @example [
             *       "framework",
             *       "nodejs"
             *     ]
             */
            tags: string[];
            /** @example MIT */
            licence: string | null;
            /** @example Kamil Mysliwiec */
            author: string | null;
            /** @example 12.5.1 */
            version: string;
            icon: components["schemas"]["ImageUrls"] | null;
            /**
             * Format: date-time
             * @example 2026-01-15T09:30:00.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @example 2026-01-15T09:30:00.000Z
             */
            updatedAt: string;
            /**
             * @description Markdown as its author wrote it, up to 64 KB; not safe to show as HTML.
             * @example # Nest
             */
            description: string;
            /**
             * @description An http or https address.
             * @example https://nestjs.com
             */
            homepage: string | null;
            /** @description In the order in which they are shown. */
            screenshots: components["schemas"]["Screenshot"][];
            /** @description Of its version, the first 10,000 by path. */
            files: components["schemas"]["File"][];
            /**
             * @description The number of all its files.
             * @example 12
             */
            fileCount: number;
            /**
             * @description The size of all its files.
             * @example 48231
             */
            bytes: number;
            /**
             * @description How often it was downloaded, as of some minutes ago.
             * @example 1204
             */
            downloads: number;
            /** @description Whether its files are kept, so that it can be downloaded; where not, `download` says why. */
            downloadable: boolean;
        };
        AppVersion: {
            /** @example 1.2.0 */
            version: string;
            /**
             * @description Markdown as its author wrote it; not safe to show as HTML.
             * @example - Works offline
             */
            changelog: string;
            /**
             * @description The number of its files.
             * @example 12
             */
            fileCount: number;
            /**
             * @description The size of all its files.
             * @example 48231
             */
            bytes: number;
            /** @description Whether its files are kept, so that it can be downloaded. */
            downloadable: boolean;
            /**
             * Format: date-time
             * @example 2026-01-15T09:30:00.000Z
             */
            publishedAt: string;
        };
        AppVersions: {
            data: components["schemas"]["AppVersion"][];
            page: components["schemas"]["Page"];
        };
        FacetValue: {
            /** @example MIT */
            value: string;
            /** @example 412 */
            apps: number;
        };
        Facets: {
            /**
             * @description The number of selected apps.
             * @example 699
             */
            apps: number;
            /** @description The 20 tags that most of them have, the most frequent first. */
            tags: components["schemas"]["FacetValue"][];
            /** @description The 20 most frequent licences. */
            licences: components["schemas"]["FacetValue"][];
            /** @description The 20 most frequent authors. */
            authors: components["schemas"]["FacetValue"][];
        };
        Suggestion: {
            /** @example nestjs-common */
            slug: string;
            /** @example @nestjs/common */
            name: string;
            /**
             * @description `similar`: a guess, since the name does not begin with what was typed, but resembles it. Others do not have it.
             * @enum {string}
             */
            matched?: "similar";
        };
        Suggestions: {
            data: components["schemas"]["Suggestion"][];
        };
        Tag: {
            /** @example framework */
            tag: string;
            /**
             * @description The exact number of apps with this tag.
             * @example 12
             */
            apps: number;
        };
        Tags: {
            data: components["schemas"]["Tag"][];
            page: components["schemas"]["Page"];
        };
        Change: {
            /**
             * @description `published` and `yanked` name the version; which one the app's page shows may have changed with it. `changed`: its page
             *     or the changelog of a published version shows something else, or the app is in the store again. `removed`: the store has
             *     neither the app nor its versions any more.
             * @example published
             * @enum {string}
             */
            kind: "published" | "yanked" | "changed" | "removed";
            /**
             * @description Its number in the store, one more than that of the change before it.
             * @example 1284
             */
            position: number;
            /**
             * @description The slug of the app.
             * @example nestjs-common
             */
            app: string;
            /**
             * @description Of `published` and `yanked`; null of others.
             * @example 12.5.1
             */
            version: string | null;
            /**
             * Format: date-time
             * @description Never earlier than that of the change before it, unless the clock of the server was set back.
             */
            at: string;
        };
        ChangesPage: {
            /**
             * @description The `since` of the next request. It is given at the end, too: it then finds what changes from now on.
             * @example WyJaMXhxT3BBUSIsMTI4NF0
             */
            next: string;
        };
        Changes: {
            data: components["schemas"]["Change"][];
            page: components["schemas"]["ChangesPage"];
        };
        StudioApp: {
            /**
             * Format: uuid
             * @example 0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f
             */
            id: string;
            /** @example carnet */
            slug: string;
            /** @example Carnet */
            name: string;
            /** @example A notebook that works offline */
            summary: string;
            /**
             * @description In alphabetical order.
             * @example [
             *       "notes",
             *       "offline"
             *     ]
             */
            tags: string[];
            /** @example MIT */
            licence: string | null;
            /** @example Atelier Lumière */
            author: string | null;
            /**
             * @description The version that the store shows; null before one is published.
             * @example 1.2.0
             */
            version: string | null;
            /** @description Whether the store shows it: it has a published version and is not archived. */
            listed: boolean;
            /** @description Whether the store leaves it out. */
            archived: boolean;
            /** @description Whether it is being deleted, so that nothing of it can be changed. */
            deleting: boolean;
            /**
             * @description Starts at 1 and increases by one with each change; the ETag holds it.
             * @example 2
             */
            revision: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        StudioApps: {
            data: components["schemas"]["StudioApp"][];
            page: components["schemas"]["Page"];
        };
        StudioAppDetail: {
            /**
             * Format: uuid
             * @example 0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f
             */
            id: string;
            /** @example carnet */
            slug: string;
            /** @example Carnet */
            name: string;
            /** @example A notebook that works offline */
            summary: string;
            /**
             * @description In alphabetical order.
             * @example [
             *       "notes",
             *       "offline"
             *     ]
             */
            tags: string[];
            /** @example MIT */
            licence: string | null;
            /** @example Atelier Lumière */
            author: string | null;
            /**
             * @description The version that the store shows; null before one is published.
             * @example 1.2.0
             */
            version: string | null;
            /** @description Whether the store shows it: it has a published version and is not archived. */
            listed: boolean;
            /** @description Whether the store leaves it out. */
            archived: boolean;
            /** @description Whether it is being deleted, so that nothing of it can be changed. */
            deleting: boolean;
            /**
             * @description Starts at 1 and increases by one with each change; the ETag holds it.
             * @example 2
             */
            revision: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
            /** @example # Carnet */
            description: string;
            /** @example https://carnet.example */
            homepage: string | null;
        };
        NewApp: {
            /**
             * @description Its name in URLs, which never changes: up to 100 lower-case letters, digits and single hyphens.
             * @example carnet
             */
            slug: string;
            /**
             * @description 1 to 214 characters on one line.
             * @example Carnet
             */
            name: string;
            /**
             * @description Up to 280 characters on one line.
             * @example A notebook that works offline
             */
            summary?: string;
            /**
             * @description Markdown, up to 64 KB of UTF-8.
             * @example # Carnet
             */
            description?: string;
            /**
             * @description Up to 20, each 1 to 50 characters, lower-case, without spaces and commas.
             * @example [
             *       "notes",
             *       "offline"
             *     ]
             */
            tags?: string[];
            /**
             * @description Up to 100 characters on one line; null for none.
             * @example MIT
             */
            licence?: string | null;
            /**
             * @description Up to 200 characters on one line; null for none.
             * @example Atelier Lumière
             */
            author?: string | null;
            /**
             * @description An http or https address of up to 2,000 characters; null for none.
             * @example https://carnet.example
             */
            homepage?: string | null;
        };
        AppTexts: {
            /**
             * @description 1 to 214 characters on one line.
             * @example Carnet
             */
            name?: string;
            /**
             * @description Up to 280 characters on one line.
             * @example A notebook that works offline
             */
            summary?: string;
            /**
             * @description Markdown, up to 64 KB of UTF-8.
             * @example # Carnet
             */
            description?: string;
            /**
             * @description Up to 20, each 1 to 50 characters, lower-case, without spaces and commas.
             * @example [
             *       "notes",
             *       "offline"
             *     ]
             */
            tags?: string[];
            /**
             * @description Up to 100 characters on one line; null for none.
             * @example MIT
             */
            licence?: string | null;
            /**
             * @description Up to 200 characters on one line; null for none.
             * @example Atelier Lumière
             */
            author?: string | null;
            /**
             * @description An http or https address of up to 2,000 characters; null for none.
             * @example https://carnet.example
             */
            homepage?: string | null;
        };
        AppChange: {
            /**
             * @description 1 to 214 characters on one line.
             * @example Carnet
             */
            name?: string;
            /**
             * @description Up to 280 characters on one line.
             * @example A notebook that works offline
             */
            summary?: string;
            /**
             * @description Markdown, up to 64 KB of UTF-8.
             * @example # Carnet
             */
            description?: string;
            /**
             * @description Up to 20, each 1 to 50 characters, lower-case, without spaces and commas.
             * @example [
             *       "notes",
             *       "offline"
             *     ]
             */
            tags?: string[];
            /**
             * @description Up to 100 characters on one line; null for none.
             * @example MIT
             */
            licence?: string | null;
            /**
             * @description Up to 200 characters on one line; null for none.
             * @example Atelier Lumière
             */
            author?: string | null;
            /**
             * @description An http or https address of up to 2,000 characters; null for none.
             * @example https://carnet.example
             */
            homepage?: string | null;
            /**
             * @description The app to change.
             * @example carnet
             */
            slug: string;
            /** @description Whether the store leaves it out. */
            archived?: boolean;
            /** @description The revision that you read; at another one the app is not changed. By default any will do. */
            revision?: number;
        };
        AppChanges: {
            /**
             * @description 1 to 100, of different apps.
             * @example [
             *       {
             *         "slug": "carnet",
             *         "summary": "A notebook"
             *       }
             *     ]
             */
            apps: components["schemas"]["AppChange"][];
        };
        AppResult: {
            /** @example carnet */
            slug: string;
            /**
             * @description As the status of a request for this app alone.
             * @example 200
             */
            status: number;
            /** @description The app as it is now; null where it was not changed because of a problem. */
            app: components["schemas"]["StudioAppDetail"] | null;
            /** @description Why it was not changed; null where it was. */
            problem: components["schemas"]["ItemProblem"] | null;
        };
        AppResults: {
            data: components["schemas"]["AppResult"][];
        };
        ActivityDay: {
            /**
             * @description Of UTC.
             * @example 2026-01-31
             */
            day: string;
            /**
             * @description How often the app’s public page was read.
             * @example 120400
             */
            views: number;
            /**
             * @description How many links to the app were used; each counts once.
             * @example 1830
             */
            downloads: number;
        };
        ActivityTotals: {
            /**
             * @description How often the app’s public page was read.
             * @example 120400
             */
            views: number;
            /**
             * @description How many links to the app were used; each counts once.
             * @example 1830
             */
            downloads: number;
        };
        Activity: {
            /** @example 2026-01-01 */
            from: string;
            /** @example 2026-01-31 */
            to: string;
            /** @description Each day of the period, the first one first. */
            data: components["schemas"]["ActivityDay"][];
            /** @description Of all these days. */
            totals: components["schemas"]["ActivityTotals"];
        };
        Version: {
            /**
             * Format: uuid
             * @example 0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e60
             */
            id: string;
            /** @example 1.2.0 */
            version: string;
            /**
             * @description `draft`: its files may change; `checking`: its files are being checked; `published`: it can be downloaded; `yanked`: it
             *     was withdrawn.
             * @example published
             * @enum {string}
             */
            state: "published" | "draft" | "checking" | "yanked";
            /** @example - Works offline */
            changelog: string;
            /** @example 12 */
            fileCount: number;
            /**
             * @description Of all its files.
             * @example 48231
             */
            bytes: number;
            /**
             * Format: uuid
             * @description The operation that was started last for it: of an archive, or of its check.
             * @example 0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e61
             */
            operationId: string | null;
            /** @example It loses notes on old phones */
            yankReason: string | null;
            /**
             * @description Starts at 1 and increases by one with each change; the ETag holds it.
             * @example 2
             */
            revision: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
            /** Format: date-time */
            publishedAt: string | null;
        };
        Versions: {
            data: components["schemas"]["Version"][];
            page: components["schemas"]["Page"];
        };
        NewVersion: {
            /**
             * @description By Semantic Versioning 2.0.0, up to 100 characters; never used before in this app.
             * @example 1.2.0
             */
            version: string;
            /**
             * @description Markdown, up to 20,000 characters.
             * @example - Works offline
             */
            changelog?: string;
        };
        VersionChanges: {
            /**
             * @description Markdown, up to 20,000 characters.
             * @example - Works offline, on trains too
             */
            changelog: string;
        };
        Yank: {
            /**
             * @description 1 to 500 characters, for the people of the studio.
             * @example It loses notes on old phones
             */
            reason: string;
        };
        StepProblem: {
            /** @example version_without_files */
            code: string;
            /** @description What happened and what to do next, in French or English by Accept-Language. */
            detail: string;
        };
        Step: {
            /**
             * Format: uuid
             * @example 0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e62
             */
            id: string;
            /**
             * @example published
             * @enum {string}
             */
            step: "created" | "published" | "checking" | "yanked" | "unpacked" | "unpacking-failed" | "check-failed" | "imported";
            /**
             * @description Who took it: a `member`, an API `key`, a `command`, a `job` or an `operator`.
             * @example member
             */
            actorKind: string;
            /**
             * Format: uuid
             * @description The id of that member, key or operator, or of the operation of that job; null for others, and once the person is erased.
             * @example 0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e63
             */
            actorId: string | null;
            /** @description Why it failed; null where it did not. */
            problem: components["schemas"]["StepProblem"] | null;
            /** @example It loses notes on old phones */
            note: string | null;
            /** Format: date-time */
            takenAt: string;
        };
        Steps: {
            data: components["schemas"]["Step"][];
            page: components["schemas"]["Page"];
        };
        VersionFile: {
            /** @example src/index.js */
            path: string;
            /** @example 1024 */
            bytes: number;
            /**
             * @description The SHA-256 of its content, in hexadecimal; null where only its name is known.
             * @example b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9
             */
            digest: string | null;
        };
        Files: {
            data: components["schemas"]["VersionFile"][];
            page: components["schemas"]["Page"];
        };
        Download: {
            /**
             * @description The version; by default the one that the store shows.
             * @example 1.2.0
             */
            version?: string;
        };
        BundleSignature: {
            /**
             * @example Ed25519
             * @enum {string}
             */
            algorithm: "Ed25519";
            /**
             * @description The `kid` of a key in `/.well-known/signature-keys.json`.
             * @example kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k
             */
            keyId: string;
            /**
             * @description Of the manifest that is signed.
             * @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
             */
            manifestSha256: string;
            /**
             * @description Over the line `palier bundle manifest v2`, a line feed, and the manifest, which names the store: 64 bytes as base64url.
             * @example Ke7Q9dDgCUWuMYCBn1ndkPk3LtDAyg3CNOfQCtNYwOSHCdpLUyNPDqzvCqTm4m7hwyL0gAUX1ZqOoWOnXNjrAw
             */
            signature: string;
        };
        DownloadLink: {
            /**
             * @description Where the file is, for whoever has this link; it answers ranges. The bytes at the link never change.
             * @example https://api.example.org/v1/stores/wistant/downloads/AZrE
             */
            url: string;
            /**
             * Format: date-time
             * @description Until when the link works, an hour from now. A download that has begun goes on.
             */
            expiresAt: string;
            /** @example 1.2.0 */
            version: string;
            /**
             * @description Of the ZIP.
             * @example 48231
             */
            bytes: number;
            /**
             * @description The SHA-256 of the ZIP, in hexadecimal.
             * @example b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9
             */
            digest: string;
            /**
             * @description The SHA-256 of its manifest, which lists its files: the identity of what it holds.
             * @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
             */
            manifestDigest: string;
            signature: components["schemas"]["BundleSignature"];
            /** @example notes-1.2.0.zip */
            fileName: string;
        };
        Images: {
            icon: components["schemas"]["ImageUrls"] | null;
            /** @description In the order in which they are shown. */
            screenshots: components["schemas"]["Screenshot"][];
        };
        ScreenshotOrder: {
            /**
             * @description Each screenshot of the app once, the first to show first.
             * @example [
             *       "0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f"
             *     ]
             */
            ids: string[];
        };
        Caption: {
            /**
             * @description For those who cannot see it: 1 to 200 characters on one line; null for none.
             * @example The list of notes, offline
             */
            caption: string | null;
        };
        Subscription: {
            /**
             * Format: uuid
             * @example 0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f
             */
            id: string;
            /**
             * @description Where it is fetched; another address once the feed moved for good.
             * @example https://weather.example/feed.xml
             */
            url: string;
            /**
             * @description The page that the feed belongs to.
             * @example https://weather.example/
             */
            siteUrl: string | null;
            /** @example The weather */
            title: string;
            /**
             * Format: uuid
             * @example 0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e60
             */
            folderId: string | null;
            /**
             * @example [
             *       "weather"
             *     ]
             */
            tags: string[];
            /** @description Whether it is fetched for this tenant alone: with its authorization, or in its networks. */
            private: boolean;
            paused: boolean;
            /**
             * @description Minutes between two fetches at most, 15 to 10,080; null for the rhythm of the feed.
             * @example 60
             */
            intervalMinutes: number | null;
            /**
             * @description `new` before the first fetch; `ended` where the server says that the feed is gone for good.
             * @example fine
             * @enum {string}
             */
            state: "ended" | "paused" | "failing" | "new" | "fine";
            /**
             * Format: date-time
             * @description When it was fetched last, also in vain.
             */
            triedAt: string | null;
            /**
             * Format: date-time
             * @description When it was fetched last and could be read.
             */
            succeededAt: string | null;
            /**
             * Format: date-time
             * @description Since when every fetch failed.
             */
            failingSince: string | null;
            /**
             * @description The code of what the last fetch failed of, as in `/docs/errors`.
             * @example answer_timeout
             */
            error: string | null;
            /**
             * @description One more with each change.
             * @example 1
             */
            version: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        Subscriptions: {
            data: components["schemas"]["Subscription"][];
            page: components["schemas"]["Page"];
        };
        NewSubscription: {
            /**
             * @description The http or https address of a feed, or of a site that names its feeds, up to 2,000 characters. A name and password in it
             *     become its authorization.
             * @example https://weather.example/feed.xml
             */
            url: string;
            /**
             * @description The Authorization header of its requests, up to 2,000 characters of ASCII. Stored encrypted and never answered; the feed is
             *     then fetched for this tenant alone.
             * @example Bearer 3f2a
             */
            authorization?: string;
            /**
             * @description The tenant’s own title, of 1 to 300 characters without control characters; null for that of the feed.
             * @example The weather
             */
            title?: string | null;
            /**
             * Format: uuid
             * @description The folder that it is in; null for none.
             * @example 0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f
             */
            folderId?: string | null;
            /**
             * @description Up to 20, each 1 to 50 characters, lower-case, without spaces and commas.
             * @example [
             *       "weather"
             *     ]
             */
            tags?: string[];
            /**
             * @description How often it is fetched at least: every 15 to 10,080 minutes; null for the rhythm of the feed.
             * @example 60
             */
            intervalMinutes?: number | null;
        };
        SubscriptionChanges: {
            /** @description Whether it is fetched no more, until it is resumed. */
            paused?: boolean;
            /**
             * @description The tenant’s own title, of 1 to 300 characters without control characters; null for that of the feed.
             * @example The weather
             */
            title?: string | null;
            /**
             * Format: uuid
             * @description The folder that it is in; null for none.
             * @example 0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f
             */
            folderId?: string | null;
            /**
             * @description Up to 20, each 1 to 50 characters, lower-case, without spaces and commas.
             * @example [
             *       "weather"
             *     ]
             */
            tags?: string[];
            /**
             * @description How often it is fetched at least: every 15 to 10,080 minutes; null for the rhythm of the feed.
             * @example 60
             */
            intervalMinutes?: number | null;
        };
        Folder: {
            /**
             * Format: uuid
             * @example 0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f
             */
            id: string;
            /** @example Weather */
            name: string;
            /**
             * @description One more with each change.
             * @example 1
             */
            version: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        Folders: {
            data: components["schemas"]["Folder"][];
            page: components["schemas"]["Page"];
        };
        FolderContent: {
            /**
             * @description 1 to 100 characters without control characters, which no other folder has, whatever their case.
             * @example Weather
             */
            name: string;
        };
        Filter: {
            /**
             * Format: uuid
             * @example 0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f
             */
            id: string;
            /** @example No advertisements */
            name: string;
            /**
             * @example drop
             * @enum {string}
             */
            action: "drop" | "keep" | "mark";
            /**
             * Format: uuid
             * @example 0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e60
             */
            subscriptionId: string | null;
            /**
             * Format: uuid
             * @example 0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e61
             */
            folderId: string | null;
            /**
             * @example [
             *       "title"
             *     ]
             */
            fields: string[];
            /**
             * @example [
             *       "advertisement",
             *       "sponsored by"
             *     ]
             */
            terms: string[];
            /**
             * @description One more with each change.
             * @example 1
             */
            version: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        Filters: {
            data: components["schemas"]["Filter"][];
            page: components["schemas"]["Page"];
        };
        FilterContent: {
            /**
             * @description 1 to 100 characters, which no other filter has, whatever their case.
             * @example No advertisements
             */
            name: string;
            /**
             * @description `drop` does not store posts that match. `keep` does not store posts that match no filter with `keep`. `mark` stores posts
             *     that match with its mark: they are listed by it, and webhooks tell of them. A post that is dropped by one filter is not kept
             *     by another.
             * @example drop
             * @enum {string}
             */
            action: "keep" | "drop" | "mark";
            /**
             * Format: uuid
             * @description Only posts of the subscription with this id.
             */
            subscriptionId?: string | null;
            /**
             * Format: uuid
             * @description Only posts of subscriptions in the folder with this id.
             */
            folderId?: string | null;
            /**
             * @description Where the terms are looked for; in `title` and `content` by default. Of the content, the first 10,000 characters.
             * @example [
             *       "title"
             *     ]
             */
            fields?: ("title" | "author" | "tags" | "content" | "url")[];
            /**
             * @description A post matches that contains one of these, without regard to case and accents. Without terms all posts match.
             * @example [
             *       "advertisement",
             *       "sponsored by"
             *     ]
             */
            terms: string[];
        };
        Label: {
            /**
             * Format: uuid
             * @example 0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f
             */
            id: string;
            /** @example To translate */
            name: string;
            /**
             * @description One more with each change.
             * @example 1
             */
            version: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        Labels: {
            data: components["schemas"]["Label"][];
            page: components["schemas"]["Page"];
        };
        LabelContent: {
            /**
             * @description 1 to 100 characters, which no other label of the caller has, whatever their case.
             * @example To translate
             */
            name: string;
        };
        UnreadCount: {
            /**
             * Format: uuid
             * @example 0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e60
             */
            id: string;
            /** @example 3 */
            unread: number;
        };
        UnreadCounts: {
            /** @example 3 */
            unread: number;
            /**
             * @description The number of the last post that was counted; send it as `upTo` to mark what was counted, and nothing that came later.
             * @example 4711
             */
            position: number;
            subscriptions: components["schemas"]["UnreadCount"][];
            folders: components["schemas"]["UnreadCount"][];
        };
        PostStates: {
            /**
             * @description Posts, at most 500.
             * @example [
             *       "0198c2f4-7f3e-8c55-8b1e-3b1c9a2d4e5f"
             *     ]
             */
            posts: string[];
            /**
             * @description Whether the caller has read them; left out, that stays.
             * @example true
             */
            read?: boolean;
            /**
             * @description Whether the caller has starred them; left out, that stays.
             * @example false
             */
            starred?: boolean;
            /** @description The ids of labels that the caller gives them, at most 20. */
            addLabels?: string[];
            /** @description The ids of labels that the caller takes from them, at most 20. */
            removeLabels?: string[];
        };
        PostStateResult: {
            /**
             * Format: uuid
             * @example 0198c2f4-7f3e-8c55-8b1e-3b1c9a2d4e5f
             */
            id: string;
            /**
             * @description As the status of a request for this post alone: 404 where there is none, or not any more.
             * @example 200
             */
            status: number;
        };
        PostStateResults: {
            data: components["schemas"]["PostStateResult"][];
        };
        ReadPosts: {
            /**
             * @description Up to the post with this number, as `position` of the unread counts says: posts that came since then stay unread.
             * @example 4711
             */
            upTo?: number;
            /**
             * Format: date-time
             * @description Those received until then; without it and `upTo`, all.
             */
            receivedUntil?: string;
            /**
             * Format: uuid
             * @description Only those of the subscription with this id.
             */
            subscription?: string;
            /**
             * Format: uuid
             * @description Only those of subscriptions in the folder with this id.
             */
            folder?: string;
        };
        Post: {
            /**
             * Format: uuid
             * @example 0198c2f4-7f3e-8c55-8b1e-3b1c9a2d4e5f
             */
            id: string;
            /**
             * Format: uuid
             * @example 0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e60
             */
            subscriptionId: string;
            /** @example https://weather.example/2026-03-08 */
            url: string | null;
            /** @example Sunday stays dry */
            title: string;
            /** @example Anna Martin */
            author: string | null;
            /**
             * @description The beginning of its text, up to 300 characters.
             * @example Clouds in the morning, sun from noon on.
             */
            excerpt: string;
            /** @example https://weather.example/2026-03-08.jpg */
            image: string | null;
            /**
             * @example [
             *       "forecast"
             *     ]
             */
            tags: string[];
            /**
             * Format: date-time
             * @description As the feed says; null where it does not.
             * @example 2026-03-08T06:00:00.000Z
             */
            publishedAt: string | null;
            /**
             * Format: date-time
             * @description What it is sorted by: when it was published, or received where that is unknown or in the future.
             * @example 2026-03-08T06:00:00.000Z
             */
            sortedAt: string;
            /**
             * Format: date-time
             * @example 2026-03-08T06:12:30.250Z
             */
            receivedAt: string;
            /**
             * @description One more with each edit by its author.
             * @example 1
             */
            version: number;
            /** @description Whether the caller has read it; false for a key that acts as no user. */
            read: boolean;
            /** @description Whether the caller has starred it; false for a key that acts as no user. */
            starred: boolean;
            /** @description The ids of the labels that the caller gave it; none for a key. */
            labels: string[];
            /** @description The ids of the filters that marked it. */
            marks: string[];
        };
        Posts: {
            data: components["schemas"]["Post"][];
            page: components["schemas"]["Page"];
        };
        PostNeighbours: {
            /** @description The one before it. */
            previous: components["schemas"]["Post"] | null;
            /** @description The one after it. */
            next: components["schemas"]["Post"] | null;
        };
        PostAttachment: {
            /** @example https://weather.example/2026-03-08.mp3 */
            url: string;
            /** @example audio/mpeg */
            type: string | null;
            /** @example 4200000 */
            bytes: number | null;
            /**
             * @description How long it lasts.
             * @example 1800
             */
            seconds: number | null;
        };
        PostVersion: {
            /** @example 1 */
            version: number;
            /** @example https://weather.example/2026-03-08 */
            url: string | null;
            /** @example Sunday stays wet */
            title: string;
            /** @example Anna Martin */
            author: string | null;
            /**
             * @description HTML without scripts, styles and forms.
             * @example <p>Rain all day.</p>
             */
            content: string;
            /**
             * Format: date-time
             * @example 2026-03-08T05:40:00.000Z
             */
            receivedAt: string;
        };
        PostDetail: {
            /**
             * Format: uuid
             * @example 0198c2f4-7f3e-8c55-8b1e-3b1c9a2d4e5f
             */
            id: string;
            /**
             * Format: uuid
             * @example 0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e60
             */
            subscriptionId: string;
            /** @example https://weather.example/2026-03-08 */
            url: string | null;
            /** @example Sunday stays dry */
            title: string;
            /** @example Anna Martin */
            author: string | null;
            /**
             * @description The beginning of its text, up to 300 characters.
             * @example Clouds in the morning, sun from noon on.
             */
            excerpt: string;
            /** @example https://weather.example/2026-03-08.jpg */
            image: string | null;
            /**
             * @example [
             *       "forecast"
             *     ]
             */
            tags: string[];
            /**
             * Format: date-time
             * @description As the feed says; null where it does not.
             * @example 2026-03-08T06:00:00.000Z
             */
            publishedAt: string | null;
            /**
             * Format: date-time
             * @description What it is sorted by: when it was published, or received where that is unknown or in the future.
             * @example 2026-03-08T06:00:00.000Z
             */
            sortedAt: string;
            /**
             * Format: date-time
             * @example 2026-03-08T06:12:30.250Z
             */
            receivedAt: string;
            /**
             * @description One more with each edit by its author.
             * @example 1
             */
            version: number;
            /** @description Whether the caller has read it; false for a key that acts as no user. */
            read: boolean;
            /** @description Whether the caller has starred it; false for a key that acts as no user. */
            starred: boolean;
            /** @description The ids of the labels that the caller gave it; none for a key. */
            labels: string[];
            /** @description The ids of the filters that marked it. */
            marks: string[];
            /**
             * @description HTML without scripts, styles and forms.
             * @example <p>Clouds in the morning, sun from noon on.</p>
             */
            content: string;
            attachments: components["schemas"]["PostAttachment"][];
            /** @description Up to 10 earlier versions, the latest first. */
            versions: components["schemas"]["PostVersion"][];
        };
        ImportLine: {
            /**
             * @description Its place in the file, from 1.
             * @example 1
             */
            line: number;
            /** @example https://weather.example/feed.xml */
            url: string;
            /** @example The weather */
            title: string | null;
            /** @example Weather */
            folder: string | null;
            /**
             * @description `known` where the tenant follows the feed already.
             * @example added
             * @enum {string}
             */
            status: "waiting" | "refused" | "added" | "known";
            /**
             * @description The code of the problem that refused it, as in `/docs/errors`.
             * @example invalid_feed_address
             */
            error: string | null;
            /**
             * Format: uuid
             * @example 0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f
             */
            subscriptionId: string | null;
        };
        ImportLines: {
            data: components["schemas"]["ImportLine"][];
            page: components["schemas"]["Page"];
        };
        FailureReason: {
            /**
             * @description The code of the problem, as in `/docs/errors`.
             * @example answer_timeout
             */
            code: string;
            /**
             * @description What happened and what to do next, in French or English by Accept-Language.
             * @example The server of the feed answers too slowly. It is tried again later; tell its publisher if this lasts.
             */
            detail: string;
        };
        FailingFeed: {
            /**
             * Format: uuid
             * @description Of the subscription.
             * @example 0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f
             */
            id: string;
            /** @example The weather */
            title: string;
            /**
             * Format: uuid
             * @example 0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e60
             */
            folderId: string | null;
            /**
             * @description `ended` where the server says that the feed is gone for good.
             * @example failing
             * @enum {string}
             */
            state: "ended" | "failing";
            /**
             * Format: date-time
             * @description Since when every fetch failed.
             */
            since: string;
            /**
             * @description As in the health of the subscription.
             * @example 40
             */
            score: number | null;
            /**
             * Format: date-time
             * @description When it is fetched next; null once it has ended.
             */
            nextTryAt: string | null;
            /** @description Why the last fetch failed; null where it has just succeeded. */
            reason: components["schemas"]["FailureReason"] | null;
        };
        FailingFeeds: {
            data: components["schemas"]["FailingFeed"][];
            page: components["schemas"]["Page"];
        };
        HealthCounts: {
            /**
             * @description Not fetched yet.
             * @example 1
             */
            new: number;
            /** @example 40 */
            fine: number;
            /** @example 2 */
            failing: number;
            /** @example 1 */
            ended: number;
            /** @example 0 */
            paused: number;
        };
        FeedDay: {
            /**
             * @description Of UTC.
             * @example 2026-11-21
             */
            day: string;
            /** @example 24 */
            fetches: number;
            /** @example 1 */
            failures: number;
            /**
             * @description Posts that were in the feed for the first time.
             * @example 3
             */
            newPosts: number;
            /**
             * @description How long the slowest fetch took, until its answer was read.
             * @example 350
             */
            slowestMs: number;
        };
        FeedHealth: {
            /**
             * Format: uuid
             * @example 0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f
             */
            subscriptionId: string;
            /**
             * @description As in the subscription: `failing` from the first fetch on that fails.
             * @example fine
             * @enum {string}
             */
            state: "ended" | "paused" | "failing" | "new" | "fine";
            /**
             * @description 0 to 100: the share of the fetches of these days that succeeded, where each day counts a tenth less than the one after it.
             *     100 or 0 by the last fetch alone while there is no day yet; null before the first fetch.
             * @example 97
             */
            score: number | null;
            /**
             * Format: date-time
             * @description From when on this is known: the first fetch since the tenant followed or resumed the feed.
             */
            healthSince: string | null;
            /**
             * Format: date-time
             * @description When it was fetched last, also in vain.
             */
            triedAt: string | null;
            /**
             * Format: date-time
             * @description When it was fetched last and could be read.
             */
            succeededAt: string | null;
            /**
             * Format: date-time
             * @description When it is fetched next; null before the first fetch, while it is paused, and once it has ended.
             */
            nextTryAt: string | null;
            /**
             * Format: date-time
             * @description Since when every fetch failed.
             */
            failingSince: string | null;
            /** @description Why the last fetch failed; null where it succeeded. */
            reason: components["schemas"]["FailureReason"] | null;
            /** @description The last 30 days in order, those with fetches, from the day after `healthSince` on. */
            days: components["schemas"]["FeedDay"][];
        };
        Scores: {
            /** @example 3 */
            anxiety?: number;
            /** @example 4 */
            craving?: number;
            /** @example 6 */
            energy?: number;
            /**
             * @description How well, and not how long.
             * @example 7
             */
            sleep?: number;
        };
        Entry: {
            /**
             * Format: uuid
             * @example 0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f
             */
            id: string;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
            /** @example 2026-01-15 */
            day: string;
            /**
             * @description From 1 to 10; null where it was not noted.
             * @example 7
             */
            mood: number | null;
            /** @description Those that were noted. */
            scores: components["schemas"]["Scores"];
            /**
             * @example [
             *       "work",
             *       "family"
             *     ]
             */
            tags: string[];
            /**
             * @description Ids of addictions; of one that was deleted since, too.
             * @example [
             *       "0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f"
             *     ]
             */
            addictions: string[];
            /**
             * @description Ids of files; of one that is not there yet, or was deleted since, too.
             * @example [
             *       "0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e62"
             *     ]
             */
            attachments: string[];
            /**
             * @description Markdown.
             * @example A calm day. I called Marie before the evening.
             */
            reflection: string;
            /**
             * @description One more with each change.
             * @example 1
             */
            version: number;
        };
        Entries: {
            data: components["schemas"]["Entry"][];
            page: components["schemas"]["Page"];
        };
        EntryVersion: {
            /** Format: date-time */
            writtenAt: string;
            /** @example 2026-01-15 */
            day: string;
            /**
             * @description From 1 to 10; null where it was not noted.
             * @example 7
             */
            mood: number | null;
            /** @description Those that were noted. */
            scores: components["schemas"]["Scores"];
            /**
             * @example [
             *       "work",
             *       "family"
             *     ]
             */
            tags: string[];
            /**
             * @description Ids of addictions; of one that was deleted since, too.
             * @example [
             *       "0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f"
             *     ]
             */
            addictions: string[];
            /**
             * @description Ids of files; of one that is not there yet, or was deleted since, too.
             * @example [
             *       "0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e62"
             *     ]
             */
            attachments: string[];
            /**
             * @description Markdown.
             * @example A calm day. I called Marie before the evening.
             */
            reflection: string;
            /**
             * @description One more with each change.
             * @example 1
             */
            version: number;
        };
        EntryVersions: {
            data: components["schemas"]["EntryVersion"][];
            page: components["schemas"]["Page"];
        };
        NewEntry: {
            /**
             * Format: uuid
             * @description A UUIDv7 that the client made, for instance while it was offline; by default the server makes one.
             * @example 0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f
             */
            id?: string;
            /**
             * @description The day that it is about, by the person’s calendar: as far back as entries are kept.
             * @example 2026-01-15
             */
            day: string;
            /**
             * @description From 1, very bad, to 10, very good.
             * @example 7
             */
            mood?: number;
            scores?: components["schemas"]["Scores"];
            /**
             * @description Up to 20, each 1 to 50 characters. They are stored unencrypted, as the scores are, so that they can be searched.
             * @example [
             *       "work",
             *       "family"
             *     ]
             */
            tags?: string[];
            /**
             * @description Up to 20 ids of addictions that it is about.
             * @example [
             *       "0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f"
             *     ]
             */
            addictions?: string[];
            /**
             * @description Up to 10 ids of files that it shows, in their order: UUIDv7 that the device made, each uploaded before or later.
             * @example [
             *       "0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e62"
             *     ]
             */
            attachments?: string[];
            /**
             * @description Markdown of up to 20,000 characters, stored encrypted.
             * @example A calm day. I called Marie before the evening.
             */
            reflection?: string;
        };
        EntryContent: {
            /**
             * @description The day that it is about, by the person’s calendar: as far back as entries are kept.
             * @example 2026-01-15
             */
            day: string;
            /**
             * @description From 1, very bad, to 10, very good.
             * @example 7
             */
            mood?: number;
            scores?: components["schemas"]["Scores"];
            /**
             * @description Up to 20, each 1 to 50 characters. They are stored unencrypted, as the scores are, so that they can be searched.
             * @example [
             *       "work",
             *       "family"
             *     ]
             */
            tags?: string[];
            /**
             * @description Up to 20 ids of addictions that it is about.
             * @example [
             *       "0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f"
             *     ]
             */
            addictions?: string[];
            /**
             * @description Up to 10 ids of files that it shows, in their order: UUIDv7 that the device made, each uploaded before or later.
             * @example [
             *       "0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e62"
             *     ]
             */
            attachments?: string[];
            /**
             * @description Markdown of up to 20,000 characters, stored encrypted.
             * @example A calm day. I called Marie before the evening.
             */
            reflection?: string;
        };
        Attachment: {
            /**
             * Format: uuid
             * @example 0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e62
             */
            id: string;
            /** @example image/jpeg */
            mediaType: string;
            /**
             * @description The length of its content.
             * @example 482133
             */
            bytes: number;
            /** Format: date-time */
            createdAt: string;
        };
        Addiction: {
            /**
             * Format: uuid
             * @example 0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f
             */
            id: string;
            /** @example alcohol */
            kind: string;
            /** @example Wine in the evening */
            name: string;
            /** @example 2026-01-15 */
            start: string;
            /** @example 90 */
            goalDays: number | null;
            /** @example 850 */
            dailyCostMinor: number | null;
            /** @example EUR */
            currency: string | null;
            /** @example 120 */
            dailyMinutes: number | null;
            /** @example To be there for my children. */
            motivation: string;
            /**
             * @description One more with each change.
             * @example 1
             */
            version: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        Addictions: {
            data: components["schemas"]["Addiction"][];
            page: components["schemas"]["Page"];
        };
        NewAddiction: {
            /**
             * Format: uuid
             * @description A UUIDv7 that the client made; by default the server makes one.
             * @example 0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f
             */
            id?: string;
            /**
             * @example alcohol
             * @enum {string}
             */
            kind: "alcohol" | "tobacco" | "cannabis" | "opioids" | "stimulants" | "medicines" | "gambling" | "screens" | "food" | "other";
            /**
             * @description The person’s own word for it, of up to 100 characters, stored encrypted.
             * @example Wine in the evening
             */
            name?: string;
            /**
             * @description The first day without it, since 1900.
             * @example 2026-01-15
             */
            start: string;
            /**
             * @description How many days without it are aimed at, 1 to 36,500.
             * @example 90
             */
            goalDays?: number;
            /**
             * @description What it cost a day, in the smallest unit of the currency, as in cents: up to 10,000,000.
             * @example 850
             */
            dailyCostMinor?: number;
            /**
             * @description Of ISO 4217; with `dailyCostMinor` alone.
             * @example EUR
             */
            currency?: string;
            /**
             * @description How many minutes a day it took, 0 to 1,440.
             * @example 120
             */
            dailyMinutes?: number;
            /**
             * @description Why to recover: up to 5,000 characters, stored encrypted.
             * @example To be there for my children.
             */
            motivation?: string;
        };
        AddictionContent: {
            /**
             * @example alcohol
             * @enum {string}
             */
            kind: "alcohol" | "tobacco" | "cannabis" | "opioids" | "stimulants" | "medicines" | "gambling" | "screens" | "food" | "other";
            /**
             * @description The person’s own word for it, of up to 100 characters, stored encrypted.
             * @example Wine in the evening
             */
            name?: string;
            /**
             * @description The first day without it, since 1900.
             * @example 2026-01-15
             */
            start: string;
            /**
             * @description How many days without it are aimed at, 1 to 36,500.
             * @example 90
             */
            goalDays?: number;
            /**
             * @description What it cost a day, in the smallest unit of the currency, as in cents: up to 10,000,000.
             * @example 850
             */
            dailyCostMinor?: number;
            /**
             * @description Of ISO 4217; with `dailyCostMinor` alone.
             * @example EUR
             */
            currency?: string;
            /**
             * @description How many minutes a day it took, 0 to 1,440.
             * @example 120
             */
            dailyMinutes?: number;
            /**
             * @description Why to recover: up to 5,000 characters, stored encrypted.
             * @example To be there for my children.
             */
            motivation?: string;
        };
        Relapse: {
            /**
             * Format: uuid
             * @example 0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f
             */
            id: string;
            /**
             * Format: uuid
             * @description The addiction, which another device may not have sent yet.
             * @example 0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e60
             */
            addictionId: string;
            /** @example 2026-03-08 */
            day: string;
            /** @example After a hard week at work. */
            note: string;
            /**
             * @description One more with each change.
             * @example 1
             */
            version: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        Relapses: {
            data: components["schemas"]["Relapse"][];
            page: components["schemas"]["Page"];
        };
        NewRelapse: {
            /**
             * Format: uuid
             * @description A UUIDv7 that the client made; by default the server makes one.
             * @example 0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f
             */
            id?: string;
            /**
             * Format: uuid
             * @description Into what.
             * @example 0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f
             */
            addictionId: string;
            /**
             * @description By the person’s calendar, since 1900. Of a day with two, one counts.
             * @example 2026-03-08
             */
            day: string;
            /**
             * @description Up to 5,000 characters, stored encrypted.
             * @example After a hard week at work.
             */
            note?: string;
        };
        RelapseContent: {
            /**
             * Format: uuid
             * @description Into what.
             * @example 0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f
             */
            addictionId: string;
            /**
             * @description By the person’s calendar, since 1900. Of a day with two, one counts.
             * @example 2026-03-08
             */
            day: string;
            /**
             * @description Up to 5,000 characters, stored encrypted.
             * @example After a hard week at work.
             */
            note?: string;
        };
        SyncChange: {
            /**
             * Format: uuid
             * @description A UUID that the device made for this change. Sent again, the change is not applied again, for 90 days.
             * @example 0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e61
             */
            changeId?: string;
            /**
             * @example relapse
             * @enum {string}
             */
            kind?: "entry" | "addiction" | "relapse";
            /**
             * Format: uuid
             * @description Of the record: a UUIDv7 that the device made when it created it.
             * @example 0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f
             */
            id?: string;
            /**
             * @description The version that the device changed: 0 where it created the record.
             * @example 0
             */
            baseVersion?: number;
            /** @description What the record says from now on, as in its POST; without it the record is deleted. */
            content?: components["schemas"]["EntryContent"] | components["schemas"]["AddictionContent"] | components["schemas"]["RelapseContent"];
        };
        Sync: {
            /** @description `next` of the last answer; left out to read everything. */
            since?: string;
            /**
             * @description Up to 100 changes, in the order in which they were made. A change with a fault is refused in `results`, and the others are
             *     applied. Only what no operation accepts refuses the whole request, with 400 `validation_failed`: U+0000 or half of a
             *     surrogate pair in a text or a name, a name such as `__proto__` or `constructor`, an object of more than 200 members, or an
             *     array of more than 1,000 items. Each pointer in `errors`, of which there are up to 50, then begins with `/changes/` and the
             *     place of the change, from 0: take these changes out, with later ones of the same records, and send the rest.
             *
             *     The request may have 1,048,576 bytes, unless the operator has set another limit, and 20,000 members and items in all. With
             *     413 `body_too_large`, whose `limit` is that of the bytes, or 400 with the code `too_many_values`, send fewer changes at a time.
             * @example []
             */
            changes?: components["schemas"]["SyncChange"][];
            /** @description How many changes of other devices are answered at most, 1 to 100; 100 by default. */
            limit?: number;
        };
        SyncFault: {
            /**
             * @description A JSON pointer into the request.
             * @example /changes/0/content/day
             */
            pointer: string;
            /** @example invalid_day */
            code: string;
            detail: string;
        };
        SyncProblem: {
            /** @example validation_failed */
            code: string;
            /** @description What happened and what to do next, in French or English by Accept-Language. */
            detail: string;
            errors: components["schemas"]["SyncFault"][];
        };
        SyncResult: {
            /**
             * @description `applied`: it is in the journal, now or since it was sent before. `conflict`: another device changed the record first; keep
             *     your version, let the person merge both, and send the result with `version` as its `baseVersion`. `refused`: correct it, or with
             *     the code `quota_exceeded` keep it, and send it again once there is room.
             * @example applied
             * @enum {string}
             */
            status: "applied" | "conflict" | "refused";
            /** @description In a conflict, what the record says on the server; null where it was deleted there. */
            current: components["schemas"]["Entry"] | components["schemas"]["Addiction"] | components["schemas"]["Relapse"] | null;
            /**
             * @description The version of the record after the change or, in a conflict, that of the server; null where it was refused.
             * @example 1
             */
            version: number | null;
            /** @description Why it was refused; else null. */
            problem: components["schemas"]["SyncProblem"] | null;
        };
        SyncedRecord: {
            /**
             * @example relapse
             * @enum {string}
             */
            kind: "entry" | "addiction" | "relapse";
            /** @description What it says; null where it was deleted, as relapses are with their addiction. */
            record: components["schemas"]["Entry"] | components["schemas"]["Addiction"] | components["schemas"]["Relapse"] | null;
            /**
             * Format: uuid
             * @example 0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f
             */
            id: string;
            /** @example 3 */
            version: number;
        };
        SyncAnswer: {
            /** @description One for each change of the request, in its order. */
            results: components["schemas"]["SyncResult"][];
            /** @description What the device does not know yet, in the order in which it changed. */
            changes: components["schemas"]["SyncedRecord"][];
            /**
             * @description The `since` of the next request.
             * @example WyJhYmNkZWZnaCIsMTIsIjIwMjYtMTEtMjJUMDA6MDA6MDAuMDAwWiJd
             */
            next: string;
            /** @description Whether there is more: ask again at once. */
            more: boolean;
            /**
             * @description Whether `since` had expired (89 days), or the journal came back from a backup, and `changes` begin with the first record.
             *     What comes then counts, at whatever version; the device forgets each record that does not come before `more` is false.
             *     A record whose change a request since then applied has come with its result. Changes that the device has not sent yet are
             *     compared anew: it has the person merge each with what came in `changes`, and sends it with that version as its
             *     `baseVersion`, or as a new record where nothing came. Until `more` is false, changes of other records than those that the
             *     request creates are a `conflict`.
             */
            resync: boolean;
            /**
             * @description Entries of earlier days are not kept: the device deletes them, too.
             * @example 2024-01-16
             */
            keptSince: string;
        };
        Trend: {
            /**
             * @description Its first day.
             * @example 2026-01-12
             */
            start: string;
            /** @example 5 */
            entries: number;
            /** @example 6.4 */
            mood: number | null;
            /** @example 3.2 */
            anxiety: number | null;
            /** @example 2.25 */
            craving: number | null;
            /** @example 5.5 */
            energy: number | null;
            /** @example 7.1 */
            sleep: number | null;
        };
        CalendarDay: {
            /** @example 2026-01-15 */
            day: string;
            /** @example 1 */
            entries: number;
            /** @example 0 */
            relapses: number;
        };
        JournalTotals: {
            /** @example 120 */
            entries: number;
            /**
             * @description With an entry.
             * @example 98
             */
            days: number;
            /**
             * @description Days in a row with an entry, up to today or yesterday.
             * @example 12
             */
            currentStreak: number;
            /** @example 41 */
            longestStreak: number;
            /**
             * @description The numbers of entries that were reached.
             * @example [
             *       1,
             *       10,
             *       50,
             *       100
             *     ]
             */
            milestones: number[];
            /** @example 250 */
            nextMilestone: number | null;
        };
        Recovery: {
            /**
             * Format: uuid
             * @example 0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f
             */
            addictionId: string;
            /** @example alcohol */
            kind: string;
            /** @example 2026-01-15 */
            start: string;
            /**
             * @description Days without it up to today, with today.
             * @example 12
             */
            currentStreak: number;
            /** @example 61 */
            longestStreak: number;
            /**
             * @description Days without it since the start.
             * @example 140
             */
            days: number;
            /**
             * @description Days with a relapse.
             * @example 2
             */
            relapses: number;
            /** @example 90 */
            goalDays: number | null;
            /**
             * @description The share of the goal that the current streak is, 0 to 1 in hundredths, rounded down; null without a goal.
             * @example 0.13
             */
            goal: number | null;
            /**
             * @description What was not spent, in the smallest unit of the currency.
             * @example 119000
             */
            savedMinor: number | null;
            /** @example EUR */
            currency: string | null;
            /** @example 16800 */
            savedMinutes: number | null;
            /**
             * @description The days in a row that were reached.
             * @example [
             *       1,
             *       3,
             *       7,
             *       14,
             *       30,
             *       60
             *     ]
             */
            milestones: number[];
            /** @example 90 */
            nextMilestone: number | null;
        };
        Progress: {
            /** @enum {string} */
            unit: "day" | "week" | "month";
            /**
             * @description In the time zone of the tenant.
             * @example 2026-01-31
             */
            today: string;
            /** @example 2026-01-01 */
            from: string;
            /** @example 2026-01-31 */
            to: string;
            /** @description Of the units of the period that have an entry, the first one first. */
            trends: components["schemas"]["Trend"][];
            /** @description The days of the period with an entry or a relapse, the first one first. */
            calendar: components["schemas"]["CalendarDay"][];
            totals: components["schemas"]["JournalTotals"];
            /** @description Of each addiction, by its start. */
            recoveries: components["schemas"]["Recovery"][];
        };
        JournalProfile: {
            /** @example Sam */
            nickname: string;
            /**
             * @description Null for the time zone of the tenant.
             * @example Europe/Paris
             */
            timeZone: string | null;
            /**
             * @example monday
             * @enum {string}
             */
            weekStart: "monday" | "sunday";
            /** @example 5 */
            syncBatchSize: number;
            /**
             * @description 0 until something is chosen, then one more with each change.
             * @example 1
             */
            version: number;
        };
        JournalProfileContent: {
            /**
             * @description How the person wants to be called, 1 to 50 characters, stored encrypted.
             * @example Sam
             */
            nickname?: string;
            /**
             * @description A time zone of the IANA database; null, or left out, for that of the tenant.
             * @example Europe/Paris
             */
            timeZone?: string | null;
            /**
             * @description The first day of the week; `monday` by default.
             * @enum {string}
             */
            weekStart?: "monday" | "sunday";
            /**
             * @description How many changes a device sends at once, 1 to 100; 5 by default.
             * @example 5
             */
            syncBatchSize?: number;
        };
        Reminder: {
            /**
             * Format: uuid
             * @example 0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f
             */
            id: string;
            /** @example 08:30 */
            time: string;
            /**
             * @description In their order.
             * @example [
             *       1,
             *       2,
             *       3,
             *       4,
             *       5
             *     ]
             */
            weekdays: number[];
            enabled: boolean;
            /**
             * @example [
             *       "mail"
             *     ]
             */
            channels: ("mail" | "event")[];
            /**
             * Format: date-time
             * @description When it is sent next; null while it is off.
             */
            nextAt: string | null;
            /**
             * @description One more with each change.
             * @example 1
             */
            version: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        Reminders: {
            data: components["schemas"]["Reminder"][];
            page: components["schemas"]["Page"];
        };
        ReminderContent: {
            /**
             * @description By the clocks of the person’s time zone. A time that clocks skip is the moment at which they do; of a time that they show
             *     twice, the first counts.
             * @example 08:30
             */
            time: string;
            /**
             * @description By ISO 8601: 1 for Monday to 7 for Sunday, each once.
             * @example [
             *       1,
             *       2,
             *       3,
             *       4,
             *       5
             *     ]
             */
            weekdays: number[];
            /** @description Whether it is on; so it is by default. */
            enabled?: boolean;
            /**
             * @description By `mail` (default), as an `event` of GET /v1/events, or both.
             * @example [
             *       "mail"
             *     ]
             */
            channels?: ("mail" | "event")[];
        };
        Product: {
            /**
             * @description 1 to 120 characters, in English.
             * @example Premium, monthly
             */
            nameEn: string;
            /**
             * @description 1 to 120 characters, in French.
             * @example Premium, mensuel
             */
            nameFr: string;
            /**
             * @description The price that clients show, in minor units of the currency: 499 for 4.99 euros.
             * @example 499
             */
            priceMinor: number;
            /**
             * @description An ISO 4217 code.
             * @example EUR
             */
            currency: string;
            /**
             * @description For how long it is bought; `month` and `year` may be renewed.
             * @example month
             * @enum {string}
             */
            period: "month" | "year" | "lifetime";
            /**
             * @description Whether clients offer it. Those who bought it keep it in any case, and may renew it.
             * @example true
             */
            onSale: boolean;
            /** @example premium-monthly */
            sku: string;
            /**
             * @description Null where it is not sold in the App Store.
             * @example org.example.journal.premium.monthly
             */
            appStoreId: string | null;
            /**
             * @description Null where it is not sold with Stripe.
             * @example price_1QLb2rJ3fTxYzA
             */
            stripePriceId: string | null;
            /**
             * Format: date-time
             * @description From when premium is asked for of those who have not bought it; until then everybody keeps it. Null where the product is not
             *     on sale, or was before there were such dates.
             */
            premiumFrom: string | null;
        };
        Products: {
            data: components["schemas"]["Product"][];
            page: components["schemas"]["Page"];
        };
        ProductContent: {
            /**
             * @description 1 to 120 characters, in English.
             * @example Premium, monthly
             */
            nameEn: string;
            /**
             * @description 1 to 120 characters, in French.
             * @example Premium, mensuel
             */
            nameFr: string;
            /**
             * @description The price that clients show, in minor units of the currency: 499 for 4.99 euros.
             * @example 499
             */
            priceMinor: number;
            /**
             * @description An ISO 4217 code.
             * @example EUR
             */
            currency: string;
            /**
             * @description For how long it is bought; `month` and `year` may be renewed.
             * @example month
             * @enum {string}
             */
            period: "month" | "year" | "lifetime";
            /**
             * @description Its product id in the App Store; left out where it is not sold there.
             * @example org.example.journal.premium.monthly
             */
            appStoreId?: string;
            /**
             * @description The id of its price in Stripe; left out where it is not sold there.
             * @example price_1QLb2rJ3fTxYzA
             */
            stripePriceId?: string;
            /**
             * @description Whether clients offer it. Those who bought it keep it in any case, and may renew it.
             * @example true
             */
            onSale: boolean;
            /**
             * Format: date-time
             * @description From when premium is asked for of those who have not bought it; until then everybody keeps it. It counts for all products
             *     on sale. Left out, it stays as it is, and is in 30 days with the first product on sale. One that has passed counts at once.
             * @example 2026-12-24T00:00:00Z
             */
            premiumFrom?: string;
        };
        PaymentProvider: {
            /** @enum {string} */
            provider: "app-store" | "stripe";
            /**
             * @description Null for Stripe.
             * @example org.example.journal
             */
            bundleId: string | null;
            /** @description Null for Stripe. */
            sandbox: boolean | null;
            /** @description Null for Stripe, and where it is Apple’s. */
            rootCertificate: string | null;
            /** Format: date-time */
            updatedAt: string;
        };
        PaymentProviders: {
            /** @description In order of name. */
            data: components["schemas"]["PaymentProvider"][];
        };
        AppStoreSettings: {
            /**
             * @description The bundle id of the app. Its Server Notifications V2 go to `/v1/ingest/{tenant}/purchases/app-store`.
             * @example org.example.journal
             */
            bundleId: string;
            /**
             * @description Whether purchases in the sandbox count too, which cost nothing: for tests, and for Apple’s review of an app.
             * @example false
             */
            sandbox: boolean;
            /** @description The root that certificates must lead to, in PEM; Apple Root CA - G3 by default. */
            rootCertificate?: string;
        };
        StripeSettings: {
            /**
             * @description The signing secret of the webhook endpoint `/v1/ingest/{tenant}/purchases/stripe`. It is never answered back.
             * @example whsec_the_secret_of_an_example
             */
            webhookSecret: string;
        };
        Purchase: {
            /**
             * Format: uuid
             * @example 0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f
             */
            id: string;
            /** @enum {string} */
            provider: "app-store" | "stripe";
            /**
             * @description As the provider names it.
             * @example 2000000123456789
             */
            transactionId: string;
            /** @example premium-monthly */
            sku: string;
            /**
             * @description What was paid, in minor units of the currency; null where the provider did not say.
             * @example 499
             */
            amountMinor: number | null;
            /**
             * @description An ISO 4217 code.
             * @example EUR
             */
            currency: string | null;
            /** Format: date-time */
            boughtAt: string;
            /**
             * Format: date-time
             * @description Null for a lifetime.
             */
            validUntil: string | null;
            /**
             * Format: date-time
             * @description Null where it was not paid back.
             */
            refundedAt: string | null;
        };
        Purchases: {
            data: components["schemas"]["Purchase"][];
            page: components["schemas"]["Page"];
        };
        Receipt: {
            /**
             * @description Who signed it. Stripe gives no receipts: its purchases come by themselves.
             * @example app-store
             * @enum {string}
             */
            provider: "app-store" | "stripe";
            /**
             * @description Of the App Store the signed transaction, `jwsRepresentation` of StoreKit 2, bought with my id as `appAccountToken`.
             * @example eyJhbGciOiJFUzI1NiIsIng1YyI6W119.e30.c2lnbmF0dXJl
             */
            receipt: string;
        };
        Premium: {
            active: boolean;
            /**
             * Format: date-time
             * @description The end of what was paid, also once it has passed; null for no end, and where nothing was ever paid. Where premium is still
             *     included, the date from which it is asked for, if that is later.
             */
            until: string | null;
        };
        Entitlements: {
            /** @description Active for everyone where the tenant sells nothing, and until the `premiumFrom` of its products. */
            premium: components["schemas"]["Premium"];
        };
        PaymentEvent: {
            /**
             * @description As the provider names it: it shows the whole event under this id.
             * @example evt_1QLb2rJ3fTxYzA
             */
            id: string;
            /** @enum {string} */
            provider: "app-store" | "stripe";
            /**
             * @description As the provider names it; null for events of before.
             * @example invoice.paid
             */
            type: string | null;
            /**
             * @description `applied`, `ignored` for good, `waiting` for the event that says whom it is about, or `failed`: have the provider deliver
             *     such an event again once what its reason names is mended.
             * @enum {string}
             */
            state: "waiting" | "failed" | "applied" | "ignored";
            /**
             * @description Null for an event that was applied. `type_unused`: events of this type change nothing here. `no_purchase`: it says nothing of a
             *     payment that is complete, such as a checkout that is not paid yet, a refund of a part, or a payment without `sku` in its
             *     metadata. `sandbox`: its environment does not count here. `person_erased`: its person was erased. `person_unknown`: no event
             *     has named the user yet. `product_unknown`: the tenant has no product with the id in `product`.
             * @example product_unknown
             * @enum {string|null}
             */
            reason: "person_erased" | "product_unknown" | "type_unused" | "no_purchase" | "sandbox" | "person_unknown" | null;
            /**
             * @description The id of the product that the tenant does not have; null for other reasons.
             * @example price_1QLb2rJ3fTxYzA
             */
            product: string | null;
            /**
             * Format: date-time
             * @description When it was delivered last.
             */
            receivedAt: string;
        };
        PaymentEvents: {
            data: components["schemas"]["PaymentEvent"][];
            page: components["schemas"]["Page"];
        };
        /** @description One fault of a request. */
        FieldError: {
            /**
             * @description A JSON pointer (RFC 6901) to the value.
             * @example /name
             */
            pointer: string;
            /** @enum {string} */
            in: "body" | "query" | "path" | "header";
            /**
             * @description What is wrong, stable.
             * @example too_long
             */
            code: string;
            /**
             * @description What is wrong, in words.
             * @example must have at most 80 characters
             */
            detail: string;
        };
        /** @description Why a request was not fulfilled (RFC 9457), in French or English by Accept-Language. */
        Problem: {
            /**
             * Format: uri-reference
             * @description Where this problem is explained.
             */
            type: string;
            title: string;
            status: number;
            /** @description What happened and what to do next. */
            detail: string;
            /**
             * Format: uri-reference
             * @description The path of the request.
             */
            instance?: string;
            /** @description Stable; a client may act on it. */
            code: string;
            /** @description The id of the request, for support; also in X-Request-Id. */
            requestId: string;
            errors?: components["schemas"]["FieldError"][];
        };
    };
    responses: {
        /** @description Bad Request */
        "400.content_digest_mismatch.empty_body.event_not_signed.incomplete_body.invalid_content_digest.invalid_url.malformed_request.validation_failed": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "content_digest_mismatch" | "empty_body" | "event_not_signed" | "incomplete_body" | "invalid_content_digest" | "invalid_url" | "malformed_request" | "validation_failed";
                };
            };
        };
        /** @description Bad Request */
        "400.content_digest_mismatch.empty_body.incomplete_body.invalid_content_digest.invalid_url.malformed_request.validation_failed": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "content_digest_mismatch" | "empty_body" | "incomplete_body" | "invalid_content_digest" | "invalid_url" | "malformed_request" | "validation_failed";
                };
            };
        };
        /** @description Bad Request */
        "400.content_digest_mismatch.incomplete_body.invalid_content_digest.invalid_url.malformed_request.validation_failed": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "content_digest_mismatch" | "incomplete_body" | "invalid_content_digest" | "invalid_url" | "malformed_request" | "validation_failed";
                };
            };
        };
        /** @description Bad Request */
        "400.credential_in_url.empty_body.incomplete_body.invalid_gzip.invalid_json.invalid_url.invalid_utf8.json_too_deep.malformed_request.no_events.not_events.validation_failed": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "credential_in_url" | "empty_body" | "incomplete_body" | "invalid_gzip" | "invalid_json" | "invalid_url" | "invalid_utf8" | "json_too_deep" | "malformed_request" | "no_events" | "not_events" | "validation_failed";
                };
            };
        };
        /** @description Bad Request */
        "400.day_not_kept.empty_body.incomplete_body.invalid_idempotency_key.invalid_json.invalid_url.invalid_utf8.json_too_deep.malformed_request.validation_failed": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "day_not_kept" | "empty_body" | "incomplete_body" | "invalid_idempotency_key" | "invalid_json" | "invalid_url" | "invalid_utf8" | "json_too_deep" | "malformed_request" | "validation_failed";
                };
            };
        };
        /** @description Bad Request */
        "400.day_not_kept.empty_body.incomplete_body.invalid_json.invalid_url.invalid_utf8.json_too_deep.malformed_request.validation_failed": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "day_not_kept" | "empty_body" | "incomplete_body" | "invalid_json" | "invalid_url" | "invalid_utf8" | "json_too_deep" | "malformed_request" | "validation_failed";
                };
            };
        };
        /** @description Bad Request */
        "400.day_out_of_range.empty_body.incomplete_body.invalid_idempotency_key.invalid_json.invalid_url.invalid_utf8.json_too_deep.malformed_request.validation_failed": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "day_out_of_range" | "empty_body" | "incomplete_body" | "invalid_idempotency_key" | "invalid_json" | "invalid_url" | "invalid_utf8" | "json_too_deep" | "malformed_request" | "validation_failed";
                };
            };
        };
        /** @description Bad Request */
        "400.day_out_of_range.empty_body.incomplete_body.invalid_json.invalid_url.invalid_utf8.json_too_deep.malformed_request.validation_failed": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "day_out_of_range" | "empty_body" | "incomplete_body" | "invalid_json" | "invalid_url" | "invalid_utf8" | "json_too_deep" | "malformed_request" | "validation_failed";
                };
            };
        };
        /** @description Bad Request */
        "400.email_token_invalid.empty_body.incomplete_body.invalid_json.invalid_url.invalid_utf8.json_too_deep.malformed_request.validation_failed.weak_password": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "email_token_invalid" | "empty_body" | "incomplete_body" | "invalid_json" | "invalid_url" | "invalid_utf8" | "json_too_deep" | "malformed_request" | "validation_failed" | "weak_password";
                };
            };
        };
        /** @description Bad Request */
        "400.empty_body.erasure_link_invalid.incomplete_body.invalid_json.invalid_url.invalid_utf8.json_too_deep.malformed_request.validation_failed": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "empty_body" | "erasure_link_invalid" | "incomplete_body" | "invalid_json" | "invalid_url" | "invalid_utf8" | "json_too_deep" | "malformed_request" | "validation_failed";
                };
            };
        };
        /** @description Bad Request */
        "400.empty_body.incomplete_body.invalid_cursor.invalid_json.invalid_url.invalid_utf8.json_too_deep.malformed_request.validation_failed": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "empty_body" | "incomplete_body" | "invalid_cursor" | "invalid_json" | "invalid_url" | "invalid_utf8" | "json_too_deep" | "malformed_request" | "validation_failed";
                };
            };
        };
        /** @description Bad Request */
        "400.empty_body.incomplete_body.invalid_feed_address.invalid_idempotency_key.invalid_json.invalid_url.invalid_utf8.json_too_deep.malformed_request.validation_failed": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "empty_body" | "incomplete_body" | "invalid_feed_address" | "invalid_idempotency_key" | "invalid_json" | "invalid_url" | "invalid_utf8" | "json_too_deep" | "malformed_request" | "validation_failed";
                };
            };
        };
        /** @description Bad Request */
        "400.empty_body.incomplete_body.invalid_idempotency_key.invalid_json.invalid_tenant.invalid_url.invalid_utf8.json_too_deep.malformed_request.validation_failed": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "empty_body" | "incomplete_body" | "invalid_idempotency_key" | "invalid_json" | "invalid_tenant" | "invalid_url" | "invalid_utf8" | "json_too_deep" | "malformed_request" | "validation_failed";
                };
            };
        };
        /** @description Bad Request */
        "400.empty_body.incomplete_body.invalid_idempotency_key.invalid_json.invalid_url.invalid_utf8.invalid_webhook_url.json_too_deep.malformed_request.validation_failed": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "empty_body" | "incomplete_body" | "invalid_idempotency_key" | "invalid_json" | "invalid_url" | "invalid_utf8" | "invalid_webhook_url" | "json_too_deep" | "malformed_request" | "validation_failed";
                };
            };
        };
        /** @description Bad Request */
        "400.empty_body.incomplete_body.invalid_idempotency_key.invalid_json.invalid_url.invalid_utf8.json_too_deep.key_expiry_past.key_scope_refused.malformed_request.validation_failed": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "empty_body" | "incomplete_body" | "invalid_idempotency_key" | "invalid_json" | "invalid_url" | "invalid_utf8" | "json_too_deep" | "key_expiry_past" | "key_scope_refused" | "malformed_request" | "validation_failed";
                };
            };
        };
        /** @description Bad Request */
        "400.empty_body.incomplete_body.invalid_idempotency_key.invalid_json.invalid_url.invalid_utf8.json_too_deep.key_scope_refused.malformed_request.validation_failed": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "empty_body" | "incomplete_body" | "invalid_idempotency_key" | "invalid_json" | "invalid_url" | "invalid_utf8" | "json_too_deep" | "key_scope_refused" | "malformed_request" | "validation_failed";
                };
            };
        };
        /** @description Bad Request */
        "400.empty_body.incomplete_body.invalid_idempotency_key.invalid_json.invalid_url.invalid_utf8.json_too_deep.malformed_request.not_whole_weeks.period_backwards.validation_failed": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "empty_body" | "incomplete_body" | "invalid_idempotency_key" | "invalid_json" | "invalid_url" | "invalid_utf8" | "json_too_deep" | "malformed_request" | "not_whole_weeks" | "period_backwards" | "validation_failed";
                };
            };
        };
        /** @description Bad Request */
        "400.empty_body.incomplete_body.invalid_idempotency_key.invalid_json.invalid_url.invalid_utf8.json_too_deep.malformed_request.period_backwards.validation_failed": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "empty_body" | "incomplete_body" | "invalid_idempotency_key" | "invalid_json" | "invalid_url" | "invalid_utf8" | "json_too_deep" | "malformed_request" | "period_backwards" | "validation_failed";
                };
            };
        };
        /** @description Bad Request */
        "400.empty_body.incomplete_body.invalid_idempotency_key.invalid_json.invalid_url.invalid_utf8.json_too_deep.malformed_request.validation_failed": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "empty_body" | "incomplete_body" | "invalid_idempotency_key" | "invalid_json" | "invalid_url" | "invalid_utf8" | "json_too_deep" | "malformed_request" | "validation_failed";
                };
            };
        };
        /** @description Bad Request */
        "400.empty_body.incomplete_body.invalid_json.invalid_sku.invalid_url.invalid_utf8.json_too_deep.malformed_request.validation_failed": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "empty_body" | "incomplete_body" | "invalid_json" | "invalid_sku" | "invalid_url" | "invalid_utf8" | "json_too_deep" | "malformed_request" | "validation_failed";
                };
            };
        };
        /** @description Bad Request */
        "400.empty_body.incomplete_body.invalid_json.invalid_tenant.invalid_url.invalid_utf8.json_too_deep.malformed_request.validation_failed": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "empty_body" | "incomplete_body" | "invalid_json" | "invalid_tenant" | "invalid_url" | "invalid_utf8" | "json_too_deep" | "malformed_request" | "validation_failed";
                };
            };
        };
        /** @description Bad Request */
        "400.empty_body.incomplete_body.invalid_json.invalid_url.invalid_utf8.invalid_webhook_url.json_too_deep.malformed_request.validation_failed": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "empty_body" | "incomplete_body" | "invalid_json" | "invalid_url" | "invalid_utf8" | "invalid_webhook_url" | "json_too_deep" | "malformed_request" | "validation_failed";
                };
            };
        };
        /** @description Bad Request */
        "400.empty_body.incomplete_body.invalid_json.invalid_url.invalid_utf8.invitation_void.json_too_deep.malformed_request.validation_failed.weak_password": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "empty_body" | "incomplete_body" | "invalid_json" | "invalid_url" | "invalid_utf8" | "invitation_void" | "json_too_deep" | "malformed_request" | "validation_failed" | "weak_password";
                };
            };
        };
        /** @description Bad Request */
        "400.empty_body.incomplete_body.invalid_json.invalid_url.invalid_utf8.json_too_deep.malformed_request.retention_out_of_range.validation_failed": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "empty_body" | "incomplete_body" | "invalid_json" | "invalid_url" | "invalid_utf8" | "json_too_deep" | "malformed_request" | "retention_out_of_range" | "validation_failed";
                };
            };
        };
        /** @description Bad Request */
        "400.empty_body.incomplete_body.invalid_json.invalid_url.invalid_utf8.json_too_deep.malformed_request.validation_failed": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "empty_body" | "incomplete_body" | "invalid_json" | "invalid_url" | "invalid_utf8" | "json_too_deep" | "malformed_request" | "validation_failed";
                };
            };
        };
        /** @description Bad Request */
        "400.empty_body.incomplete_body.invalid_json.invalid_url.invalid_utf8.json_too_deep.malformed_request.validation_failed.weak_password": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "empty_body" | "incomplete_body" | "invalid_json" | "invalid_url" | "invalid_utf8" | "json_too_deep" | "malformed_request" | "validation_failed" | "weak_password";
                };
            };
        };
        /** @description Bad Request */
        "400.incomplete_body.invalid_idempotency_key.invalid_url.malformed_request.validation_failed": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "incomplete_body" | "invalid_idempotency_key" | "invalid_url" | "malformed_request" | "validation_failed";
                };
            };
        };
        /** @description Bad Request */
        "400.incomplete_body.invalid_url.malformed_request.validation_failed": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "incomplete_body" | "invalid_url" | "malformed_request" | "validation_failed";
                };
            };
        };
        /** @description Bad Request */
        "400.invalid_cursor.invalid_url.malformed_request.mixed_pagination.page_out_of_reach.validation_failed": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "invalid_cursor" | "invalid_url" | "malformed_request" | "mixed_pagination" | "page_out_of_reach" | "validation_failed";
                };
            };
        };
        /** @description Bad Request */
        "400.invalid_cursor.invalid_url.malformed_request.mixed_pagination.validation_failed": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "invalid_cursor" | "invalid_url" | "malformed_request" | "mixed_pagination" | "validation_failed";
                };
            };
        };
        /** @description Bad Request */
        "400.invalid_cursor.invalid_url.malformed_request.validation_failed": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "invalid_cursor" | "invalid_url" | "malformed_request" | "validation_failed";
                };
            };
        };
        /** @description Bad Request */
        "400.invalid_url.malformed_request.period_backwards.validation_failed": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "invalid_url" | "malformed_request" | "period_backwards" | "validation_failed";
                };
            };
        };
        /** @description Bad Request */
        "400.invalid_url.malformed_request.period_invalid.validation_failed": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "invalid_url" | "malformed_request" | "period_invalid" | "validation_failed";
                };
            };
        };
        /** @description Bad Request */
        "400.invalid_url.malformed_request.progress_period_invalid.validation_failed": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "invalid_url" | "malformed_request" | "progress_period_invalid" | "validation_failed";
                };
            };
        };
        /** @description Bad Request */
        "400.invalid_url.malformed_request.validation_failed": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "invalid_url" | "malformed_request" | "validation_failed";
                };
            };
        };
        /** @description Unauthorized */
        "401.refresh_refused": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "refresh_refused";
                };
            };
        };
        /** @description Unauthorized */
        "401.sign_in_refused": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "sign_in_refused";
                };
            };
        };
        /** @description Unauthorized */
        "401.unauthenticated": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "unauthenticated";
                };
            };
        };
        /** @description Payment Required */
        "402.premium_required.quota_exceeded": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "premium_required" | "quota_exceeded";
                };
            };
        };
        /** @description Payment Required */
        "402.quota_exceeded": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "quota_exceeded";
                };
            };
        };
        /** @description Forbidden */
        "403.cookie_not_trusted.tenant_suspended": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "cookie_not_trusted" | "tenant_suspended";
                };
            };
        };
        /** @description Forbidden */
        "403.forbidden": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "forbidden";
                };
            };
        };
        /** @description Forbidden */
        "403.forbidden.keys_of_operators.no_account.no_longer_allowed.tenant_suspended": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "forbidden" | "keys_of_operators" | "no_account" | "no_longer_allowed" | "tenant_suspended";
                };
            };
        };
        /** @description Forbidden */
        "403.forbidden.keys_of_operators.no_longer_allowed.personal_key.tenant_suspended": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "forbidden" | "keys_of_operators" | "no_longer_allowed" | "personal_key" | "tenant_suspended";
                };
            };
        };
        /** @description Forbidden */
        "403.forbidden.keys_of_operators.no_longer_allowed.tenant_suspended": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "forbidden" | "keys_of_operators" | "no_longer_allowed" | "tenant_suspended";
                };
            };
        };
        /** @description Forbidden */
        "403.forbidden.no_account.no_longer_allowed.tenant_suspended.wrong_password": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "forbidden" | "no_account" | "no_longer_allowed" | "tenant_suspended" | "wrong_password";
                };
            };
        };
        /** @description Forbidden */
        "403.forbidden.no_account.receipt_of_another.tenant_credential_required.tenant_suspended": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "forbidden" | "no_account" | "receipt_of_another" | "tenant_credential_required" | "tenant_suspended";
                };
            };
        };
        /** @description Forbidden */
        "403.forbidden.no_account.tenant_credential_required.tenant_suspended": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "forbidden" | "no_account" | "tenant_credential_required" | "tenant_suspended";
                };
            };
        };
        /** @description Forbidden */
        "403.forbidden.no_account.tenant_suspended": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "forbidden" | "no_account" | "tenant_suspended";
                };
            };
        };
        /** @description Forbidden */
        "403.forbidden.no_account.tenant_suspended.wrong_password": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "forbidden" | "no_account" | "tenant_suspended" | "wrong_password";
                };
            };
        };
        /** @description Forbidden */
        "403.forbidden.no_campus_scope.students_read_only.tenant_credential_required.tenant_suspended": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "forbidden" | "no_campus_scope" | "students_read_only" | "tenant_credential_required" | "tenant_suspended";
                };
            };
        };
        /** @description Forbidden */
        "403.forbidden.no_campus_scope.tenant_credential_required.tenant_suspended": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "forbidden" | "no_campus_scope" | "tenant_credential_required" | "tenant_suspended";
                };
            };
        };
        /** @description Forbidden */
        "403.forbidden.no_longer_allowed.role_too_high": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "forbidden" | "no_longer_allowed" | "role_too_high";
                };
            };
        };
        /** @description Forbidden */
        "403.forbidden.no_longer_allowed.role_too_high.tenant_suspended": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "forbidden" | "no_longer_allowed" | "role_too_high" | "tenant_suspended";
                };
            };
        };
        /** @description Forbidden */
        "403.forbidden.origin_not_allowed.tenant_suspended": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "forbidden" | "origin_not_allowed" | "tenant_suspended";
                };
            };
        };
        /** @description Forbidden */
        "403.forbidden.role_too_high": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "forbidden" | "role_too_high";
                };
            };
        };
        /** @description Forbidden */
        "403.forbidden.tenant_credential_required.tenant_suspended": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "forbidden" | "tenant_credential_required" | "tenant_suspended";
                };
            };
        };
        /** @description Forbidden */
        "403.forbidden.tenant_suspended": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "forbidden" | "tenant_suspended";
                };
            };
        };
        /** @description Forbidden */
        "403.registration_by_invitation.registration_closed.tenant_suspended": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "registration_by_invitation" | "registration_closed" | "tenant_suspended";
                };
            };
        };
        /** @description Forbidden */
        "403.tenant_suspended": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "tenant_suspended";
                };
            };
        };
        /** @description Not Found */
        "404.addiction_not_found.context_not_served": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "addiction_not_found" | "context_not_served";
                };
            };
        };
        /** @description Not Found */
        "404.answer_not_found.context_not_served": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "answer_not_found" | "context_not_served";
                };
            };
        };
        /** @description Not Found */
        "404.app_not_found.context_not_served": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "app_not_found" | "context_not_served";
                };
            };
        };
        /** @description Not Found */
        "404.app_not_found.context_not_served.image_not_found": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "app_not_found" | "context_not_served" | "image_not_found";
                };
            };
        };
        /** @description Not Found */
        "404.app_not_found.context_not_served.tenant_not_found": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "app_not_found" | "context_not_served" | "tenant_not_found";
                };
            };
        };
        /** @description Not Found */
        "404.app_not_found.context_not_served.tenant_not_found.version_not_found": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "app_not_found" | "context_not_served" | "tenant_not_found" | "version_not_found";
                };
            };
        };
        /** @description Not Found */
        "404.attachment_not_found.context_not_served": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "attachment_not_found" | "context_not_served";
                };
            };
        };
        /** @description Not Found */
        "404.bundle_evicted.context_not_served.link_not_found.tenant_not_found": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "bundle_evicted" | "context_not_served" | "link_not_found" | "tenant_not_found";
                };
            };
        };
        /** @description Not Found */
        "404.context_not_served": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "context_not_served";
                };
            };
        };
        /** @description Not Found */
        "404.context_not_served.enrolment_not_found.programme_not_found.student_not_found.year_not_found": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "context_not_served" | "enrolment_not_found" | "programme_not_found" | "student_not_found" | "year_not_found";
                };
            };
        };
        /** @description Not Found */
        "404.context_not_served.entry_not_found": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "context_not_served" | "entry_not_found";
                };
            };
        };
        /** @description Not Found */
        "404.context_not_served.events_export_not_found": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "context_not_served" | "events_export_not_found";
                };
            };
        };
        /** @description Not Found */
        "404.context_not_served.feature_disabled": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "context_not_served" | "feature_disabled";
                };
            };
        };
        /** @description Not Found */
        "404.context_not_served.feature_disabled.tenant_not_found": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "context_not_served" | "feature_disabled" | "tenant_not_found";
                };
            };
        };
        /** @description Not Found */
        "404.context_not_served.file_not_found.version_not_found": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "context_not_served" | "file_not_found" | "version_not_found";
                };
            };
        };
        /** @description Not Found */
        "404.context_not_served.filter_not_found": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "context_not_served" | "filter_not_found";
                };
            };
        };
        /** @description Not Found */
        "404.context_not_served.folder_not_found": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "context_not_served" | "folder_not_found";
                };
            };
        };
        /** @description Not Found */
        "404.context_not_served.image_not_found.tenant_not_found": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "context_not_served" | "image_not_found" | "tenant_not_found";
                };
            };
        };
        /** @description Not Found */
        "404.context_not_served.import_not_found": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "context_not_served" | "import_not_found";
                };
            };
        };
        /** @description Not Found */
        "404.context_not_served.label_not_found": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "context_not_served" | "label_not_found";
                };
            };
        };
        /** @description Not Found */
        "404.context_not_served.operation_not_found.tenant_not_found": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "context_not_served" | "operation_not_found" | "tenant_not_found";
                };
            };
        };
        /** @description Not Found */
        "404.context_not_served.payment_provider_not_found.tenant_not_found": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "context_not_served" | "payment_provider_not_found" | "tenant_not_found";
                };
            };
        };
        /** @description Not Found */
        "404.context_not_served.post_not_found": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "context_not_served" | "post_not_found";
                };
            };
        };
        /** @description Not Found */
        "404.context_not_served.professor_not_found": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "context_not_served" | "professor_not_found";
                };
            };
        };
        /** @description Not Found */
        "404.context_not_served.programme_not_found.year_not_found": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "context_not_served" | "programme_not_found" | "year_not_found";
                };
            };
        };
        /** @description Not Found */
        "404.context_not_served.relapse_not_found": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "context_not_served" | "relapse_not_found";
                };
            };
        };
        /** @description Not Found */
        "404.context_not_served.reminder_not_found": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "context_not_served" | "reminder_not_found";
                };
            };
        };
        /** @description Not Found */
        "404.context_not_served.staff_not_found": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "context_not_served" | "staff_not_found";
                };
            };
        };
        /** @description Not Found */
        "404.context_not_served.student_not_found": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "context_not_served" | "student_not_found";
                };
            };
        };
        /** @description Not Found */
        "404.context_not_served.subscription_not_found": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "context_not_served" | "subscription_not_found";
                };
            };
        };
        /** @description Not Found */
        "404.context_not_served.tenant_not_found": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "context_not_served" | "tenant_not_found";
                };
            };
        };
        /** @description Not Found */
        "404.context_not_served.version_not_found": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "context_not_served" | "version_not_found";
                };
            };
        };
        /** @description Not Found */
        "404.erasure_not_found": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "erasure_not_found";
                };
            };
        };
        /** @description Not Found */
        "404.erasure_not_found.tenant_not_found": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "erasure_not_found" | "tenant_not_found";
                };
            };
        };
        /** @description Not Found */
        "404.event_not_found": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "event_not_found";
                };
            };
        };
        /** @description Not Found */
        "404.export_not_found": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "export_not_found";
                };
            };
        };
        /** @description Not Found */
        "404.flag_not_found": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "flag_not_found";
                };
            };
        };
        /** @description Not Found */
        "404.invitation_not_found": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "invitation_not_found";
                };
            };
        };
        /** @description Not Found */
        "404.job_not_found.queue_not_found": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "job_not_found" | "queue_not_found";
                };
            };
        };
        /** @description Not Found */
        "404.key_not_found": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "key_not_found";
                };
            };
        };
        /** @description Not Found */
        "404.member_not_found": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "member_not_found";
                };
            };
        };
        /** @description Not Found */
        "404.operation_not_found": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "operation_not_found";
                };
            };
        };
        /** @description Not Found */
        "404.person_not_found": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "person_not_found";
                };
            };
        };
        /** @description Not Found */
        "404.purge_not_found.tenant_not_found": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "purge_not_found" | "tenant_not_found";
                };
            };
        };
        /** @description Not Found */
        "404.queue_not_found": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "queue_not_found";
                };
            };
        };
        /** @description Not Found */
        "404.retention_not_found": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "retention_not_found";
                };
            };
        };
        /** @description Not Found */
        "404.session_not_found": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "session_not_found";
                };
            };
        };
        /** @description Not Found */
        "404.tenant_not_found": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "tenant_not_found";
                };
            };
        };
        /** @description Not Found */
        "404.webhook_delivery_not_found.webhook_not_found": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "webhook_delivery_not_found" | "webhook_not_found";
                };
            };
        };
        /** @description Not Found */
        "404.webhook_not_found": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "webhook_not_found";
                };
            };
        };
        /** @description Method Not Allowed */
        "405.method_not_allowed": {
            headers: {
                /** @description The methods of this path. */
                Allow?: string;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "method_not_allowed";
                };
            };
        };
        /** @description Request Timeout */
        "408.request_timeout": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "request_timeout";
                };
            };
        };
        /** @description Conflict */
        "409.address_taken": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "address_taken";
                };
            };
        };
        /** @description Conflict */
        "409.address_taken.idempotency_answer_not_kept.idempotency_in_flight": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "address_taken" | "idempotency_answer_not_kept" | "idempotency_in_flight";
                };
            };
        };
        /** @description Conflict */
        "409.address_taken.idempotency_answer_not_kept.idempotency_in_flight.student_number_taken": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "address_taken" | "idempotency_answer_not_kept" | "idempotency_in_flight" | "student_number_taken";
                };
            };
        };
        /** @description Conflict */
        "409.address_taken.student_number_taken": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "address_taken" | "student_number_taken";
                };
            };
        };
        /** @description Conflict */
        "409.already_member.idempotency_answer_not_kept.idempotency_in_flight": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "already_member" | "idempotency_answer_not_kept" | "idempotency_in_flight";
                };
            };
        };
        /** @description Conflict */
        "409.already_subscribed.idempotency_answer_not_kept.idempotency_in_flight": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "already_subscribed" | "idempotency_answer_not_kept" | "idempotency_in_flight";
                };
            };
        };
        /** @description Conflict */
        "409.app_deleting": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "app_deleting";
                };
            };
        };
        /** @description Conflict */
        "409.app_deleting.idempotency_answer_not_kept.idempotency_in_flight.version_busy.version_not_draft.version_without_files": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "app_deleting" | "idempotency_answer_not_kept" | "idempotency_in_flight" | "version_busy" | "version_not_draft" | "version_without_files";
                };
            };
        };
        /** @description Conflict */
        "409.app_deleting.idempotency_answer_not_kept.idempotency_in_flight.version_exists": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "app_deleting" | "idempotency_answer_not_kept" | "idempotency_in_flight" | "version_exists";
                };
            };
        };
        /** @description Conflict */
        "409.app_deleting.path_clashes.version_busy.version_not_draft": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "app_deleting" | "path_clashes" | "version_busy" | "version_not_draft";
                };
            };
        };
        /** @description Conflict */
        "409.app_deleting.screenshots_differ": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "app_deleting" | "screenshots_differ";
                };
            };
        };
        /** @description Conflict */
        "409.app_deleting.too_many_screenshots": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "app_deleting" | "too_many_screenshots";
                };
            };
        };
        /** @description Conflict */
        "409.app_deleting.version_busy.version_not_draft": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "app_deleting" | "version_busy" | "version_not_draft";
                };
            };
        };
        /** @description Conflict */
        "409.app_deleting.version_not_published": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "app_deleting" | "version_not_published";
                };
            };
        };
        /** @description Conflict */
        "409.app_slug_taken.idempotency_answer_not_kept.idempotency_in_flight": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "app_slug_taken" | "idempotency_answer_not_kept" | "idempotency_in_flight";
                };
            };
        };
        /** @description Conflict */
        "409.attachment_differs.too_many_attachments": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "attachment_differs" | "too_many_attachments";
                };
            };
        };
        /** @description Conflict */
        "409.erasure_begun": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "erasure_begun";
                };
            };
        };
        /** @description Conflict */
        "409.erasure_begun.own_account": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "erasure_begun" | "own_account";
                };
            };
        };
        /** @description Conflict */
        "409.erasure_pending.own_account": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "erasure_pending" | "own_account";
                };
            };
        };
        /** @description Conflict */
        "409.filter_name_taken": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "filter_name_taken";
                };
            };
        };
        /** @description Conflict */
        "409.filter_name_taken.idempotency_answer_not_kept.idempotency_in_flight.too_many_filters": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "filter_name_taken" | "idempotency_answer_not_kept" | "idempotency_in_flight" | "too_many_filters";
                };
            };
        };
        /** @description Conflict */
        "409.folder_name_taken": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "folder_name_taken";
                };
            };
        };
        /** @description Conflict */
        "409.folder_name_taken.idempotency_answer_not_kept.idempotency_in_flight": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "folder_name_taken" | "idempotency_answer_not_kept" | "idempotency_in_flight";
                };
            };
        };
        /** @description Conflict */
        "409.id_taken.idempotency_answer_not_kept.idempotency_in_flight": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "id_taken" | "idempotency_answer_not_kept" | "idempotency_in_flight";
                };
            };
        };
        /** @description Conflict */
        "409.idempotency_answer_not_kept.idempotency_in_flight": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "idempotency_answer_not_kept" | "idempotency_in_flight";
                };
            };
        };
        /** @description Conflict */
        "409.idempotency_answer_not_kept.idempotency_in_flight.key_replaced.too_many_keys": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "idempotency_answer_not_kept" | "idempotency_in_flight" | "key_replaced" | "too_many_keys";
                };
            };
        };
        /** @description Conflict */
        "409.idempotency_answer_not_kept.idempotency_in_flight.label_name_taken.too_many_labels": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "idempotency_answer_not_kept" | "idempotency_in_flight" | "label_name_taken" | "too_many_labels";
                };
            };
        };
        /** @description Conflict */
        "409.idempotency_answer_not_kept.idempotency_in_flight.tenant_not_deleted": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "idempotency_answer_not_kept" | "idempotency_in_flight" | "tenant_not_deleted";
                };
            };
        };
        /** @description Conflict */
        "409.idempotency_answer_not_kept.idempotency_in_flight.tenant_slug_taken": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "idempotency_answer_not_kept" | "idempotency_in_flight" | "tenant_slug_taken";
                };
            };
        };
        /** @description Conflict */
        "409.idempotency_answer_not_kept.idempotency_in_flight.too_many_keys": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "idempotency_answer_not_kept" | "idempotency_in_flight" | "too_many_keys";
                };
            };
        };
        /** @description Conflict */
        "409.idempotency_answer_not_kept.idempotency_in_flight.too_many_personal_keys": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "idempotency_answer_not_kept" | "idempotency_in_flight" | "too_many_personal_keys";
                };
            };
        };
        /** @description Conflict */
        "409.idempotency_answer_not_kept.idempotency_in_flight.too_many_reminders": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "idempotency_answer_not_kept" | "idempotency_in_flight" | "too_many_reminders";
                };
            };
        };
        /** @description Conflict */
        "409.idempotency_answer_not_kept.idempotency_in_flight.too_many_waiting_messages.webhook_disabled": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "idempotency_answer_not_kept" | "idempotency_in_flight" | "too_many_waiting_messages" | "webhook_disabled";
                };
            };
        };
        /** @description Conflict */
        "409.idempotency_answer_not_kept.idempotency_in_flight.too_many_webhooks": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "idempotency_answer_not_kept" | "idempotency_in_flight" | "too_many_webhooks";
                };
            };
        };
        /** @description Conflict */
        "409.idempotency_answer_not_kept.idempotency_in_flight.webhook_not_signed": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "idempotency_answer_not_kept" | "idempotency_in_flight" | "webhook_not_signed";
                };
            };
        };
        /** @description Conflict */
        "409.job_not_failed": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "job_not_failed";
                };
            };
        };
        /** @description Conflict */
        "409.label_name_taken": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "label_name_taken";
                };
            };
        };
        /** @description Conflict */
        "409.last_owner": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "last_owner";
                };
            };
        };
        /** @description Conflict */
        "409.last_owner.own_account": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "last_owner" | "own_account";
                };
            };
        };
        /** @description Conflict */
        "409.product_id_taken": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "product_id_taken";
                };
            };
        };
        /** @description Conflict */
        "409.sign_in_overtaken": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "sign_in_overtaken";
                };
            };
        };
        /** @description Conflict */
        "409.tenant_deleted": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "tenant_deleted";
                };
            };
        };
        /** @description Conflict */
        "409.version_not_kept": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "version_not_kept";
                };
            };
        };
        /** @description Gone */
        "410.changes_expired": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "changes_expired";
                };
            };
        };
        /** @description Gone */
        "410.link_expired": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "link_expired";
                };
            };
        };
        /** @description Gone */
        "410.version_yanked": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "version_yanked";
                };
            };
        };
        /** @description Precondition Failed */
        "412.precondition_failed": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "precondition_failed";
                };
            };
        };
        /** @description Payload Too Large */
        "413.body_too_large": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "body_too_large";
                };
            };
        };
        /** @description Payload Too Large */
        "413.body_too_large.too_many_events.too_many_values": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "body_too_large" | "too_many_events" | "too_many_values";
                };
            };
        };
        /** @description URI Too Long */
        "414.url_too_long": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "url_too_long";
                };
            };
        };
        /** @description Unsupported Media Type */
        "415.unsupported_encoding.unsupported_media_type": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "unsupported_encoding" | "unsupported_media_type";
                };
            };
        };
        /** @description Unsupported Media Type */
        "415.unsupported_media_type": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "unsupported_media_type";
                };
            };
        };
        /** @description Range Not Satisfiable */
        "416.range_not_satisfiable": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "range_not_satisfiable";
                };
            };
        };
        /** @description Unprocessable Entity */
        "422.destination_refused.idempotency_key_reused.unknown_webhook_event": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "destination_refused" | "idempotency_key_reused" | "unknown_webhook_event";
                };
            };
        };
        /** @description Unprocessable Entity */
        "422.destination_refused.unknown_webhook_event": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "destination_refused" | "unknown_webhook_event";
                };
            };
        };
        /** @description Unprocessable Entity */
        "422.enrolment_required.idempotency_key_reused.level_not_offered": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "enrolment_required" | "idempotency_key_reused" | "level_not_offered";
                };
            };
        };
        /** @description Unprocessable Entity */
        "422.feed_parse_timeout.opml_malformed.opml_too_large": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "feed_parse_timeout" | "opml_malformed" | "opml_too_large";
                };
            };
        };
        /** @description Unprocessable Entity */
        "422.flag_without_users": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "flag_without_users";
                };
            };
        };
        /** @description Unprocessable Entity */
        "422.idempotency_key_reused": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "idempotency_key_reused";
                };
            };
        };
        /** @description Unprocessable Entity */
        "422.idempotency_key_reused.product_unknown.receipt_refused": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "idempotency_key_reused" | "product_unknown" | "receipt_refused";
                };
            };
        };
        /** @description Unprocessable Entity */
        "422.idempotency_key_reused.question_too_large": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "idempotency_key_reused" | "question_too_large";
                };
            };
        };
        /** @description Unprocessable Entity */
        "422.idempotency_key_reused.unknown_folder": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "idempotency_key_reused" | "unknown_folder";
                };
            };
        };
        /** @description Unprocessable Entity */
        "422.idempotency_key_reused.unknown_folder.unknown_subscription": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "idempotency_key_reused" | "unknown_folder" | "unknown_subscription";
                };
            };
        };
        /** @description Unprocessable Entity */
        "422.idempotency_key_reused.unknown_place": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "idempotency_key_reused" | "unknown_place";
                };
            };
        };
        /** @description Unprocessable Entity */
        "422.idempotency_key_reused.unknown_subject": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "idempotency_key_reused" | "unknown_subject";
                };
            };
        };
        /** @description Unprocessable Entity */
        "422.image_refused": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "image_refused";
                };
            };
        };
        /** @description Unprocessable Entity */
        "422.level_not_offered": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "level_not_offered";
                };
            };
        };
        /** @description Unprocessable Entity */
        "422.name_required.property_not_counted.question_too_large": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "name_required" | "property_not_counted" | "question_too_large";
                };
            };
        };
        /** @description Unprocessable Entity */
        "422.path_refused.too_many_files": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "path_refused" | "too_many_files";
                };
            };
        };
        /** @description Unprocessable Entity */
        "422.question_too_large": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "question_too_large";
                };
            };
        };
        /** @description Unprocessable Entity */
        "422.too_many_counted_names": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "too_many_counted_names";
                };
            };
        };
        /** @description Unprocessable Entity */
        "422.unknown_folder": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "unknown_folder";
                };
            };
        };
        /** @description Unprocessable Entity */
        "422.unknown_folder.unknown_subscription": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "unknown_folder" | "unknown_subscription";
                };
            };
        };
        /** @description Unprocessable Entity */
        "422.unknown_label": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "unknown_label";
                };
            };
        };
        /** @description Unprocessable Entity */
        "422.unknown_place": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "unknown_place";
                };
            };
        };
        /** @description Unprocessable Entity */
        "422.unknown_subject": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "unknown_subject";
                };
            };
        };
        /** @description Precondition Required */
        "428.precondition_required": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "precondition_required";
                };
            };
        };
        /** @description Too Many Requests */
        "429.event_streams_full.rate_limited.rate_quota_exceeded": {
            headers: {
                /** @description When to try again, in seconds. */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "event_streams_full" | "rate_limited" | "rate_quota_exceeded";
                };
            };
        };
        /** @description Too Many Requests */
        "429.operations_at_work.rate_limited.rate_quota_exceeded": {
            headers: {
                /** @description When to try again, in seconds. */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "operations_at_work" | "rate_limited" | "rate_quota_exceeded";
                };
            };
        };
        /** @description Too Many Requests */
        "429.rate_limited": {
            headers: {
                /** @description When to try again, in seconds. */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "rate_limited";
                };
            };
        };
        /** @description Too Many Requests */
        "429.rate_limited.rate_quota_exceeded": {
            headers: {
                /** @description When to try again, in seconds. */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "rate_limited" | "rate_quota_exceeded";
                };
            };
        };
        /** @description Too Many Requests */
        "429.rate_limited.rate_quota_exceeded.throttled": {
            headers: {
                /** @description When to try again, in seconds. */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "rate_limited" | "rate_quota_exceeded" | "throttled";
                };
            };
        };
        /** @description Too Many Requests */
        "429.rate_limited.rate_quota_exceeded.too_many_attempts": {
            headers: {
                /** @description When to try again, in seconds. */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "rate_limited" | "rate_quota_exceeded" | "too_many_attempts";
                };
            };
        };
        /** @description Too Many Requests */
        "429.rate_limited.rate_quota_exceeded.too_many_operations": {
            headers: {
                /** @description When to try again, in seconds. */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "rate_limited" | "rate_quota_exceeded" | "too_many_operations";
                };
            };
        };
        /** @description Too Many Requests */
        "429.rate_limited.rate_quota_exceeded.too_many_uploads": {
            headers: {
                /** @description When to try again, in seconds. */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "rate_limited" | "rate_quota_exceeded" | "too_many_uploads";
                };
            };
        };
        /** @description Too Many Requests */
        "429.rate_limited.rate_quota_exceeded.too_many_waiting_events": {
            headers: {
                /** @description When to try again, in seconds. */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "rate_limited" | "rate_quota_exceeded" | "too_many_waiting_events";
                };
            };
        };
        /** @description Too Many Requests */
        "429.rate_limited.throttled": {
            headers: {
                /** @description When to try again, in seconds. */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "rate_limited" | "throttled";
                };
            };
        };
        /** @description Request Header Fields Too Large */
        "431.headers_too_large": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "headers_too_large";
                };
            };
        };
        /** @description Internal Server Error */
        "500.internal_error": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "internal_error";
                };
            };
        };
        /** @description Service Unavailable */
        "503.database_busy.database_contention.database_unavailable.degraded.handler_timeout.overloaded.query_timeout.writes_paused": {
            headers: {
                /** @description When to try again, in seconds. */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "database_busy" | "database_contention" | "database_unavailable" | "degraded" | "handler_timeout" | "overloaded" | "query_timeout" | "writes_paused";
                };
            };
        };
        /** @description Service Unavailable */
        "503.database_busy.database_contention.database_unavailable.documents_busy.handler_timeout.overloaded.query_timeout.writes_paused": {
            headers: {
                /** @description When to try again, in seconds. */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "database_busy" | "database_contention" | "database_unavailable" | "documents_busy" | "handler_timeout" | "overloaded" | "query_timeout" | "writes_paused";
                };
            };
        };
        /** @description Service Unavailable */
        "503.database_busy.database_contention.database_unavailable.events_delayed.handler_timeout.overloaded.query_timeout.writes_paused": {
            headers: {
                /** @description When to try again, in seconds. */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "database_busy" | "database_contention" | "database_unavailable" | "events_delayed" | "handler_timeout" | "overloaded" | "query_timeout" | "writes_paused";
                };
            };
        };
        /** @description Service Unavailable */
        "503.database_busy.database_contention.database_unavailable.handler_timeout.images_busy.overloaded.query_timeout.storage_unavailable.writes_paused": {
            headers: {
                /** @description When to try again, in seconds. */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "database_busy" | "database_contention" | "database_unavailable" | "handler_timeout" | "images_busy" | "overloaded" | "query_timeout" | "storage_unavailable" | "writes_paused";
                };
            };
        };
        /** @description Service Unavailable */
        "503.database_busy.database_contention.database_unavailable.handler_timeout.journal_sealed.overloaded.query_timeout.storage_unavailable.writes_paused": {
            headers: {
                /** @description When to try again, in seconds. */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "database_busy" | "database_contention" | "database_unavailable" | "handler_timeout" | "journal_sealed" | "overloaded" | "query_timeout" | "storage_unavailable" | "writes_paused";
                };
            };
        };
        /** @description Service Unavailable */
        "503.database_busy.database_contention.database_unavailable.handler_timeout.journal_sealed.overloaded.query_timeout.writes_paused": {
            headers: {
                /** @description When to try again, in seconds. */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "database_busy" | "database_contention" | "database_unavailable" | "handler_timeout" | "journal_sealed" | "overloaded" | "query_timeout" | "writes_paused";
                };
            };
        };
        /** @description Service Unavailable */
        "503.database_busy.database_contention.database_unavailable.handler_timeout.no_signing_key.overloaded.query_timeout.sessions_unavailable.sign_in_busy.writes_paused": {
            headers: {
                /** @description When to try again, in seconds. */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "database_busy" | "database_contention" | "database_unavailable" | "handler_timeout" | "no_signing_key" | "overloaded" | "query_timeout" | "sessions_unavailable" | "sign_in_busy" | "writes_paused";
                };
            };
        };
        /** @description Service Unavailable */
        "503.database_busy.database_contention.database_unavailable.handler_timeout.no_signing_key.overloaded.query_timeout.sessions_unavailable.writes_paused": {
            headers: {
                /** @description When to try again, in seconds. */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "database_busy" | "database_contention" | "database_unavailable" | "handler_timeout" | "no_signing_key" | "overloaded" | "query_timeout" | "sessions_unavailable" | "writes_paused";
                };
            };
        };
        /** @description Service Unavailable */
        "503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.provider_secret_sealed.query_timeout.writes_paused": {
            headers: {
                /** @description When to try again, in seconds. */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "database_busy" | "database_contention" | "database_unavailable" | "handler_timeout" | "overloaded" | "provider_secret_sealed" | "query_timeout" | "writes_paused";
                };
            };
        };
        /** @description Service Unavailable */
        "503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.queues_unavailable.revocation_unknown.writes_paused": {
            headers: {
                /** @description When to try again, in seconds. */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "database_busy" | "database_contention" | "database_unavailable" | "handler_timeout" | "overloaded" | "query_timeout" | "queues_unavailable" | "revocation_unknown" | "writes_paused";
                };
            };
        };
        /** @description Service Unavailable */
        "503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.queues_unavailable.writes_paused": {
            headers: {
                /** @description When to try again, in seconds. */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "database_busy" | "database_contention" | "database_unavailable" | "handler_timeout" | "overloaded" | "query_timeout" | "queues_unavailable" | "writes_paused";
                };
            };
        };
        /** @description Service Unavailable */
        "503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.revocation_not_told.revocation_unknown.sessions_unavailable.sign_in_busy.writes_paused": {
            headers: {
                /** @description When to try again, in seconds. */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "database_busy" | "database_contention" | "database_unavailable" | "handler_timeout" | "overloaded" | "query_timeout" | "revocation_not_told" | "revocation_unknown" | "sessions_unavailable" | "sign_in_busy" | "writes_paused";
                };
            };
        };
        /** @description Service Unavailable */
        "503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.revocation_not_told.revocation_unknown.sessions_unavailable.writes_paused": {
            headers: {
                /** @description When to try again, in seconds. */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "database_busy" | "database_contention" | "database_unavailable" | "handler_timeout" | "overloaded" | "query_timeout" | "revocation_not_told" | "revocation_unknown" | "sessions_unavailable" | "writes_paused";
                };
            };
        };
        /** @description Service Unavailable */
        "503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.revocation_not_told.sessions_unavailable.sign_in_busy.writes_paused": {
            headers: {
                /** @description When to try again, in seconds. */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "database_busy" | "database_contention" | "database_unavailable" | "handler_timeout" | "overloaded" | "query_timeout" | "revocation_not_told" | "sessions_unavailable" | "sign_in_busy" | "writes_paused";
                };
            };
        };
        /** @description Service Unavailable */
        "503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.revocation_not_told.sessions_unavailable.writes_paused": {
            headers: {
                /** @description When to try again, in seconds. */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "database_busy" | "database_contention" | "database_unavailable" | "handler_timeout" | "overloaded" | "query_timeout" | "revocation_not_told" | "sessions_unavailable" | "writes_paused";
                };
            };
        };
        /** @description Service Unavailable */
        "503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.revocation_unknown.sessions_unavailable.writes_paused": {
            headers: {
                /** @description When to try again, in seconds. */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "database_busy" | "database_contention" | "database_unavailable" | "handler_timeout" | "overloaded" | "query_timeout" | "revocation_unknown" | "sessions_unavailable" | "writes_paused";
                };
            };
        };
        /** @description Service Unavailable */
        "503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.revocation_unknown.sign_in_busy.writes_paused": {
            headers: {
                /** @description When to try again, in seconds. */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "database_busy" | "database_contention" | "database_unavailable" | "handler_timeout" | "overloaded" | "query_timeout" | "revocation_unknown" | "sign_in_busy" | "writes_paused";
                };
            };
        };
        /** @description Service Unavailable */
        "503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.revocation_unknown.writes_paused": {
            headers: {
                /** @description When to try again, in seconds. */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "database_busy" | "database_contention" | "database_unavailable" | "handler_timeout" | "overloaded" | "query_timeout" | "revocation_unknown" | "writes_paused";
                };
            };
        };
        /** @description Service Unavailable */
        "503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.sign_in_busy.writes_paused": {
            headers: {
                /** @description When to try again, in seconds. */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "database_busy" | "database_contention" | "database_unavailable" | "handler_timeout" | "overloaded" | "query_timeout" | "sign_in_busy" | "writes_paused";
                };
            };
        };
        /** @description Service Unavailable */
        "503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.storage_unavailable.writes_paused": {
            headers: {
                /** @description When to try again, in seconds. */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "database_busy" | "database_contention" | "database_unavailable" | "handler_timeout" | "overloaded" | "query_timeout" | "storage_unavailable" | "writes_paused";
                };
            };
        };
        /** @description Service Unavailable */
        "503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.writes_paused": {
            headers: {
                /** @description When to try again, in seconds. */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "database_busy" | "database_contention" | "database_unavailable" | "handler_timeout" | "overloaded" | "query_timeout" | "writes_paused";
                };
            };
        };
        /** @description Service Unavailable */
        "503.database_busy.database_unavailable.days_being_made.handler_timeout.overloaded.query_timeout.questions_busy": {
            headers: {
                /** @description When to try again, in seconds. */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "database_busy" | "database_unavailable" | "days_being_made" | "handler_timeout" | "overloaded" | "query_timeout" | "questions_busy";
                };
            };
        };
        /** @description Service Unavailable */
        "503.database_busy.database_unavailable.handler_timeout.journal_sealed.overloaded.query_timeout": {
            headers: {
                /** @description When to try again, in seconds. */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "database_busy" | "database_unavailable" | "handler_timeout" | "journal_sealed" | "overloaded" | "query_timeout";
                };
            };
        };
        /** @description Service Unavailable */
        "503.database_busy.database_unavailable.handler_timeout.journal_sealed.overloaded.query_timeout.storage_unavailable": {
            headers: {
                /** @description When to try again, in seconds. */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "database_busy" | "database_unavailable" | "handler_timeout" | "journal_sealed" | "overloaded" | "query_timeout" | "storage_unavailable";
                };
            };
        };
        /** @description Service Unavailable */
        "503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout": {
            headers: {
                /** @description When to try again, in seconds. */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "database_busy" | "database_unavailable" | "handler_timeout" | "overloaded" | "query_timeout";
                };
            };
        };
        /** @description Service Unavailable */
        "503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout.questions_busy": {
            headers: {
                /** @description When to try again, in seconds. */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "database_busy" | "database_unavailable" | "handler_timeout" | "overloaded" | "query_timeout" | "questions_busy";
                };
            };
        };
        /** @description Service Unavailable */
        "503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout.queues_unavailable.revocation_unknown": {
            headers: {
                /** @description When to try again, in seconds. */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "database_busy" | "database_unavailable" | "handler_timeout" | "overloaded" | "query_timeout" | "queues_unavailable" | "revocation_unknown";
                };
            };
        };
        /** @description Service Unavailable */
        "503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout.revocation_unknown": {
            headers: {
                /** @description When to try again, in seconds. */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "database_busy" | "database_unavailable" | "handler_timeout" | "overloaded" | "query_timeout" | "revocation_unknown";
                };
            };
        };
        /** @description Service Unavailable */
        "503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout.revocation_unknown.sessions_unavailable": {
            headers: {
                /** @description When to try again, in seconds. */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "database_busy" | "database_unavailable" | "handler_timeout" | "overloaded" | "query_timeout" | "revocation_unknown" | "sessions_unavailable";
                };
            };
        };
        /** @description Service Unavailable */
        "503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout.revocation_unknown.sessions_unavailable.shards_unreachable": {
            headers: {
                /** @description When to try again, in seconds. */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "database_busy" | "database_unavailable" | "handler_timeout" | "overloaded" | "query_timeout" | "revocation_unknown" | "sessions_unavailable" | "shards_unreachable";
                };
            };
        };
        /** @description Service Unavailable */
        "503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout.search_busy": {
            headers: {
                /** @description When to try again, in seconds. */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "database_busy" | "database_unavailable" | "handler_timeout" | "overloaded" | "query_timeout" | "search_busy";
                };
            };
        };
        /** @description Service Unavailable */
        "503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout.sessions_unavailable": {
            headers: {
                /** @description When to try again, in seconds. */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "database_busy" | "database_unavailable" | "handler_timeout" | "overloaded" | "query_timeout" | "sessions_unavailable";
                };
            };
        };
        /** @description Service Unavailable */
        "503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout.storage_unavailable": {
            headers: {
                /** @description When to try again, in seconds. */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "database_busy" | "database_unavailable" | "handler_timeout" | "overloaded" | "query_timeout" | "storage_unavailable";
                };
            };
        };
        /** @description Service Unavailable */
        "503.handler_timeout": {
            headers: {
                /** @description When to try again, in seconds. */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "handler_timeout";
                };
            };
        };
        /** @description Service Unavailable */
        "503.handler_timeout.not_ready": {
            headers: {
                /** @description When to try again, in seconds. */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "handler_timeout" | "not_ready";
                };
            };
        };
        /** @description Service Unavailable */
        "503.handler_timeout.overloaded": {
            headers: {
                /** @description When to try again, in seconds. */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "handler_timeout" | "overloaded";
                };
            };
        };
        /** @description Service Unavailable */
        "503.handler_timeout.storage_unavailable": {
            headers: {
                /** @description When to try again, in seconds. */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "handler_timeout" | "storage_unavailable";
                };
            };
        };
        /** @description Insufficient Storage */
        "507.storage_full": {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code: "storage_full";
                };
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    readStatus: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Status"];
                };
            };
            400: components["responses"]["400.invalid_url.malformed_request.validation_failed"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.handler_timeout"];
        };
    };
    readLiveness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Liveness"];
                };
            };
            400: components["responses"]["400.invalid_url.malformed_request.validation_failed"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.handler_timeout"];
        };
    };
    readStartup: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Liveness"];
                };
            };
            400: components["responses"]["400.invalid_url.malformed_request.validation_failed"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.handler_timeout.not_ready"];
        };
    };
    readReadiness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Readiness"];
                };
            };
            400: components["responses"]["400.invalid_url.malformed_request.validation_failed"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.handler_timeout.not_ready"];
        };
    };
    listFlags: {
        parameters: {
            query?: {
                /** @description How many items a cursor step returns, 1 to 100; 20 by default. */
                limit?: number;
                /** @description The number of a page, from 1; chooses pages instead of cursors. */
                page?: number;
                /** @description How many items a page has, 1 to 100; 20 by default. */
                pageSize?: number;
                /** @description Where to continue: `page.next` of the previous answer. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The next step of the list, with `rel="next"` (RFC 8288); not sent at the end. */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Flags"];
                };
            };
            400: components["responses"]["400.invalid_cursor.invalid_url.malformed_request.mixed_pagination.page_out_of_reach.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout.revocation_unknown"];
        };
    };
    readFlag: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Flag"];
                };
            };
            /** @description Not Modified: the ETag of If-None-Match is still current. */
            304: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden"];
            404: components["responses"]["404.flag_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout.revocation_unknown"];
        };
    };
    writeFlag: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of the version that you read, as in `"v3"`; a list of them, or `*` for any version. */
                "If-Match": string;
            };
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FlagSetting"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Flag"];
                };
            };
            400: components["responses"]["400.empty_body.incomplete_body.invalid_json.invalid_url.invalid_utf8.json_too_deep.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden"];
            404: components["responses"]["404.flag_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            412: components["responses"]["412.precondition_failed"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.flag_without_users"];
            428: components["responses"]["428.precondition_required"];
            429: components["responses"]["429.rate_limited"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.revocation_unknown.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    listFlagChanges: {
        parameters: {
            query?: {
                /** @description How many items a cursor step returns, 1 to 100; 20 by default. */
                limit?: number;
                /** @description The number of a page, from 1; chooses pages instead of cursors. */
                page?: number;
                /** @description How many items a page has, 1 to 100; 20 by default. */
                pageSize?: number;
                /** @description Where to continue: `page.next` of the previous answer. */
                cursor?: string;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The next step of the list, with `rel="next"` (RFC 8288); not sent at the end. */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FlagChanges"];
                };
            };
            400: components["responses"]["400.invalid_cursor.invalid_url.malformed_request.mixed_pagination.page_out_of_reach.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden"];
            404: components["responses"]["404.flag_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout.revocation_unknown"];
        };
    };
    listEvents: {
        parameters: {
            query?: {
                /** @description How many items a cursor step returns, 1 to 100; 20 by default. */
                limit?: number;
                /** @description The number of a page, from 1; chooses pages instead of cursors. */
                page?: number;
                /** @description How many items a page has, 1 to 100; 20 by default. */
                pageSize?: number;
                /** @description Where to continue: `page.next` of the previous answer. */
                cursor?: string;
                /** @description The latest dead letter first, which is the only order. */
                sort?: "-createdAt";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The next step of the list, with `rel="next"` (RFC 8288); not sent at the end. */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeadLetters"];
                };
            };
            400: components["responses"]["400.invalid_cursor.invalid_url.malformed_request.mixed_pagination.page_out_of_reach.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout.revocation_unknown"];
        };
    };
    readEvent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeadLetter"];
                };
            };
            400: components["responses"]["400.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden"];
            404: components["responses"]["404.event_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout.revocation_unknown"];
        };
    };
    retryEvent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeadLetter"];
                };
            };
            400: components["responses"]["400.incomplete_body.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden"];
            404: components["responses"]["404.event_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.revocation_unknown.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    listAuditLines: {
        parameters: {
            query?: {
                /** @description How many items a cursor step returns, 1 to 100; 20 by default. */
                limit?: number;
                /** @description The number of a page, from 1; chooses pages instead of cursors. */
                page?: number;
                /** @description How many items a page has, 1 to 100; 20 by default. */
                pageSize?: number;
                /** @description Where to continue: `page.next` of the previous answer. */
                cursor?: string;
                /** @description A tenant's slug, or its id if the tenant was deleted; without it, the lines of the platform. */
                tenant?: string;
                /** @description Only lines of this action, as in `flags.flag.set`. */
                action?: string;
                /** @description Only lines of the actor with this id. */
                actor?: string;
                /** @description Only lines about the target with this id. */
                target?: string;
                /** @description Only lines from this moment on, as in `2026-01-15T09:30:00Z`. */
                since?: string;
                /** @description Only lines before this moment, as in `2026-01-16T00:00:00Z`. */
                until?: string;
                /** @description The latest first, which is the only order. */
                sort?: "-at";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The next step of the list, with `rel="next"` (RFC 8288); not sent at the end. */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditLines"];
                };
            };
            400: components["responses"]["400.invalid_cursor.invalid_url.malformed_request.mixed_pagination.page_out_of_reach.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden"];
            404: components["responses"]["404.tenant_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout.revocation_unknown"];
        };
    };
    listOperations: {
        parameters: {
            query?: {
                /** @description How many items a cursor step returns, 1 to 100; 20 by default. */
                limit?: number;
                /** @description The number of a page, from 1; chooses pages instead of cursors. */
                page?: number;
                /** @description How many items a page has, 1 to 100; 20 by default. */
                pageSize?: number;
                /** @description Where to continue: `page.next` of the previous answer. */
                cursor?: string;
                /** @description Only operations in this state. */
                state?: "queued" | "running" | "succeeded" | "failed" | "cancelling" | "cancelled";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The next step of the list, with `rel="next"` (RFC 8288); not sent at the end. */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Operations"];
                };
            };
            400: components["responses"]["400.invalid_cursor.invalid_url.malformed_request.mixed_pagination.page_out_of_reach.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_suspended"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout"];
        };
    };
    readOperation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Operation"];
                };
            };
            /** @description Not Modified: the ETag of If-None-Match is still current. */
            304: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_suspended"];
            404: components["responses"]["404.operation_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout"];
        };
    };
    cancelOperation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The operation has ended, before this request or by it. */
            200: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Operation"];
                };
            };
            /** @description The operation is asked to stop, and has not stopped yet. */
            202: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description The path of what was created or started. */
                    Location?: string;
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Operation"];
                };
            };
            400: components["responses"]["400.incomplete_body.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_suspended"];
            404: components["responses"]["404.operation_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.queues_unavailable.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    followOperation: {
        parameters: {
            query?: never;
            header?: {
                /** @description The id of the last event that the client received. */
                "Last-Event-ID"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Events as they happen, each of one of these forms. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": {
                        /** @description Send it as Last-Event-ID to resume after it. */
                        id: string;
                        /** @enum {string} */
                        event: "operation";
                        data: string;
                    };
                };
            };
            /** @description The operation has ended, and the client has received its last event. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_suspended"];
            404: components["responses"]["404.operation_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.event_streams_full.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout"];
        };
    };
    listQueues: {
        parameters: {
            query?: {
                /** @description How many items a cursor step returns, 1 to 100; 20 by default. */
                limit?: number;
                /** @description The number of a page, from 1; chooses pages instead of cursors. */
                page?: number;
                /** @description How many items a page has, 1 to 100; 20 by default. */
                pageSize?: number;
                /** @description Where to continue: `page.next` of the previous answer. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The next step of the list, with `rel="next"` (RFC 8288); not sent at the end. */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Queues"];
                };
            };
            400: components["responses"]["400.invalid_cursor.invalid_url.malformed_request.mixed_pagination.page_out_of_reach.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout.queues_unavailable.revocation_unknown"];
        };
    };
    retryQueue: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                queue: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RetriedJobs"];
                };
            };
            400: components["responses"]["400.incomplete_body.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden"];
            404: components["responses"]["404.queue_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.queues_unavailable.revocation_unknown.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    listJobs: {
        parameters: {
            query: {
                /** @description How many items a cursor step returns, 1 to 100; 20 by default. */
                limit?: number;
                /** @description The number of a page, from 1; chooses pages instead of cursors. */
                page?: number;
                /** @description How many items a page has, 1 to 100; 20 by default. */
                pageSize?: number;
                /** @description Where to continue: `page.next` of the previous answer. */
                cursor?: string;
                /** @description The queue, as in `catalog.make-bundle`. */
                queue: string;
                /** @description The state: `waiting`, `delayed`, `active`, `failed` or `completed`, which includes cancelled jobs. */
                state: "waiting" | "delayed" | "active" | "failed" | "completed";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The next step of the list, with `rel="next"` (RFC 8288); not sent at the end. */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Jobs"];
                };
            };
            400: components["responses"]["400.invalid_cursor.invalid_url.malformed_request.mixed_pagination.page_out_of_reach.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden"];
            404: components["responses"]["404.queue_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout.queues_unavailable.revocation_unknown"];
        };
    };
    readJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                queue: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobDetails"];
                };
            };
            400: components["responses"]["400.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden"];
            404: components["responses"]["404.job_not_found.queue_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout.queues_unavailable.revocation_unknown"];
        };
    };
    retryJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                queue: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobDetails"];
                };
            };
            400: components["responses"]["400.incomplete_body.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden"];
            404: components["responses"]["404.job_not_found.queue_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            409: components["responses"]["409.job_not_failed"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.queues_unavailable.revocation_unknown.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    cancelJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                queue: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CancelledJob"];
                };
            };
            400: components["responses"]["400.incomplete_body.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden"];
            404: components["responses"]["404.queue_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.queues_unavailable.revocation_unknown.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    readDegradation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DegradationOverview"];
                };
            };
            400: components["responses"]["400.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout.revocation_unknown"];
        };
    };
    writeDegradation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetDegradation"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Degradation"];
                };
            };
            400: components["responses"]["400.empty_body.incomplete_body.invalid_json.invalid_url.invalid_utf8.json_too_deep.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            415: components["responses"]["415.unsupported_media_type"];
            429: components["responses"]["429.rate_limited"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.revocation_unknown.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    readSignatureKeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignatureKeys"];
                };
            };
            /** @description Not Modified: the ETag of If-None-Match is still current. */
            304: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.invalid_url.malformed_request.validation_failed"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout"];
        };
    };
    followOwnEvent: {
        parameters: {
            query?: never;
            header?: {
                /** @description The id of the last event that the client received. */
                "Last-Event-ID"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Events as they happen, each of one of these forms. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": {
                        /** @description Send it as Last-Event-ID to resume after it. */
                        id: string;
                        /** @enum {string} */
                        event: "profile.changed";
                        data: string;
                    } | {
                        /** @description Send it as Last-Event-ID to resume after it. */
                        id: string;
                        /** @enum {string} */
                        event: "unread.changed";
                        data: string;
                    } | {
                        /** @description Send it as Last-Event-ID to resume after it. */
                        id: string;
                        /** @enum {string} */
                        event: "operation.changed";
                        data: string;
                    } | {
                        /** @description Send it as Last-Event-ID to resume after it. */
                        id: string;
                        /** @enum {string} */
                        event: "reset";
                        data: string;
                    };
                };
            };
            400: components["responses"]["400.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_suspended"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.event_streams_full.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout"];
        };
    };
    listWebhooks: {
        parameters: {
            query?: {
                /** @description How many items a cursor step returns, 1 to 100; 20 by default. */
                limit?: number;
                /** @description The number of a page, from 1; chooses pages instead of cursors. */
                page?: number;
                /** @description How many items a page has, 1 to 100; 20 by default. */
                pageSize?: number;
                /** @description Where to continue: `page.next` of the previous answer. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The next step of the list, with `rel="next"` (RFC 8288); not sent at the end. */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhooks"];
                };
            };
            400: components["responses"]["400.invalid_cursor.invalid_url.malformed_request.mixed_pagination.page_out_of_reach.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_suspended"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout"];
        };
    };
    createWebhook: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat: for 24 hours the same key and body are refused with 409, since the answer holds a secret and is not kept. Visible ASCII; a UUID is best. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewWebhook"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewWebhookAnswer"];
                };
            };
            400: components["responses"]["400.empty_body.incomplete_body.invalid_idempotency_key.invalid_json.invalid_url.invalid_utf8.invalid_webhook_url.json_too_deep.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_suspended"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            409: components["responses"]["409.idempotency_answer_not_kept.idempotency_in_flight.too_many_webhooks"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.destination_refused.idempotency_key_reused.unknown_webhook_event"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    listWebhookEvents: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEvents"];
                };
            };
            400: components["responses"]["400.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_suspended"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout"];
        };
    };
    readWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            /** @description Not Modified: the ETag of If-None-Match is still current. */
            304: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_suspended"];
            404: components["responses"]["404.webhook_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout"];
        };
    };
    deleteWebhook: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of the version that you read, as in `"v3"`; a list of them, or `*` for any version. */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.incomplete_body.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_suspended"];
            404: components["responses"]["404.webhook_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            412: components["responses"]["412.precondition_failed"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            428: components["responses"]["428.precondition_required"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    changeWebhook: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of the version that you read, as in `"v3"`; a list of them, or `*` for any version. */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["WebhookChanges"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            400: components["responses"]["400.empty_body.incomplete_body.invalid_json.invalid_url.invalid_utf8.invalid_webhook_url.json_too_deep.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_suspended"];
            404: components["responses"]["404.webhook_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            412: components["responses"]["412.precondition_failed"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.destination_refused.unknown_webhook_event"];
            428: components["responses"]["428.precondition_required"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    rotateWebhookSecret: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat: for 24 hours the same key and body are refused with 409, since the answer holds a secret and is not kept. Visible ASCII; a UUID is best. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["SecretRotation"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewWebhookAnswer"];
                };
            };
            400: components["responses"]["400.empty_body.incomplete_body.invalid_idempotency_key.invalid_json.invalid_url.invalid_utf8.json_too_deep.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_suspended"];
            404: components["responses"]["404.webhook_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            409: components["responses"]["409.idempotency_answer_not_kept.idempotency_in_flight.webhook_not_signed"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.idempotency_key_reused"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    listWebhookDeliveries: {
        parameters: {
            query?: {
                /** @description How many items a cursor step returns, 1 to 100; 20 by default. */
                limit?: number;
                /** @description The number of a page, from 1; chooses pages instead of cursors. */
                page?: number;
                /** @description How many items a page has, 1 to 100; 20 by default. */
                pageSize?: number;
                /** @description Where to continue: `page.next` of the previous answer. */
                cursor?: string;
                /** @description Only deliveries in this state. */
                state?: "pending" | "delivered" | "failed";
                /** @description The latest first, which is the only order. */
                sort?: "-createdAt";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The next step of the list, with `rel="next"` (RFC 8288); not sent at the end. */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDeliveries"];
                };
            };
            400: components["responses"]["400.invalid_cursor.invalid_url.malformed_request.mixed_pagination.page_out_of_reach.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_suspended"];
            404: components["responses"]["404.webhook_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout"];
        };
    };
    readWebhookDelivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                deliveryId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDeliveryDetails"];
                };
            };
            400: components["responses"]["400.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_suspended"];
            404: components["responses"]["404.webhook_delivery_not_found.webhook_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout"];
        };
    };
    testWebhook: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat: for 24 hours the same key and body get the first answer again, with `Idempotency-Replayed: true`. Visible ASCII; a UUID is best. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDeliveryDetails"];
                };
            };
            400: components["responses"]["400.incomplete_body.invalid_idempotency_key.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_suspended"];
            404: components["responses"]["404.webhook_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            409: components["responses"]["409.idempotency_answer_not_kept.idempotency_in_flight.too_many_waiting_messages.webhook_disabled"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            422: components["responses"]["422.idempotency_key_reused"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    redeliverWebhookDelivery: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat: for 24 hours the same key and body get the first answer again, with `Idempotency-Replayed: true`. Visible ASCII; a UUID is best. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
                deliveryId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDeliveryDetails"];
                };
            };
            400: components["responses"]["400.incomplete_body.invalid_idempotency_key.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_suspended"];
            404: components["responses"]["404.webhook_delivery_not_found.webhook_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            409: components["responses"]["409.idempotency_answer_not_kept.idempotency_in_flight.too_many_waiting_messages.webhook_disabled"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            422: components["responses"]["422.idempotency_key_reused"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    listTenants: {
        parameters: {
            query?: {
                /** @description How many items a cursor step returns, 1 to 100; 20 by default. */
                limit?: number;
                /** @description The number of a page, from 1; chooses pages instead of cursors. */
                page?: number;
                /** @description How many items a page has, 1 to 100; 20 by default. */
                pageSize?: number;
                /** @description Where to continue: `page.next` of the previous answer. */
                cursor?: string;
                /** @description Part of a name or slug, up to 100 characters, as in `lumiere`; case and accents are ignored. */
                search?: string;
                /** @description Only tenants of this product. */
                product?: "wistant" | "veille" | "journeys" | "etude-line" | "velo";
                /** @description Only tenants on this plan. */
                plan?: "free" | "starter" | "pro" | "enterprise";
                /** @description Only tenants in this state: `active`, `suspended`, `deleting`, `purging` or `purged`. */
                state?: "active" | "suspended" | "deleting" | "purging" | "purged";
                /** @description By name or by creation, `-` for descending; `name` by default. Case and accents are ignored. */
                sort?: "name" | "-name" | "createdAt" | "-createdAt";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The next step of the list, with `rel="next"` (RFC 8288); not sent at the end. */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tenants"];
                };
            };
            400: components["responses"]["400.invalid_cursor.invalid_url.malformed_request.mixed_pagination.page_out_of_reach.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout.revocation_unknown"];
        };
    };
    createTenant: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat: for 24 hours the same key and body get the first answer again, with `Idempotency-Replayed: true`. Visible ASCII; a UUID is best. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewTenant"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description The path of what was created or started. */
                    Location?: string;
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tenant"];
                };
            };
            400: components["responses"]["400.empty_body.incomplete_body.invalid_idempotency_key.invalid_json.invalid_tenant.invalid_url.invalid_utf8.json_too_deep.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            409: components["responses"]["409.idempotency_answer_not_kept.idempotency_in_flight.tenant_slug_taken"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.idempotency_key_reused"];
            429: components["responses"]["429.rate_limited"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.revocation_unknown.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    readTenant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tenant"];
                };
            };
            /** @description Not Modified: the ETag of If-None-Match is still current. */
            304: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden"];
            404: components["responses"]["404.tenant_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout.revocation_unknown"];
        };
    };
    deleteTenant: {
        parameters: {
            query?: {
                /** @description Days until it is purged, 0 to 90; 30 by default. Until then it can be restored. */
                graceDays?: number;
            };
            header: {
                /** @description The ETag of the version that you read, as in `"v3"`; a list of them, or `*` for any version. */
                "If-Match": string;
            };
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tenant"];
                };
            };
            400: components["responses"]["400.incomplete_body.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden"];
            404: components["responses"]["404.tenant_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            412: components["responses"]["412.precondition_failed"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            428: components["responses"]["428.precondition_required"];
            429: components["responses"]["429.rate_limited"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.revocation_unknown.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    updateTenant: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of the version that you read, as in `"v3"`; a list of them, or `*` for any version. */
                "If-Match": string;
            };
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["TenantChanges"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tenant"];
                };
            };
            400: components["responses"]["400.empty_body.incomplete_body.invalid_json.invalid_tenant.invalid_url.invalid_utf8.json_too_deep.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden"];
            404: components["responses"]["404.tenant_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            409: components["responses"]["409.tenant_deleted"];
            412: components["responses"]["412.precondition_failed"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            415: components["responses"]["415.unsupported_media_type"];
            428: components["responses"]["428.precondition_required"];
            429: components["responses"]["429.rate_limited"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.revocation_unknown.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    suspendTenant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Suspension"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tenant"];
                };
            };
            400: components["responses"]["400.empty_body.incomplete_body.invalid_json.invalid_tenant.invalid_url.invalid_utf8.json_too_deep.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden"];
            404: components["responses"]["404.tenant_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            409: components["responses"]["409.tenant_deleted"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            415: components["responses"]["415.unsupported_media_type"];
            429: components["responses"]["429.rate_limited"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.revocation_unknown.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    resumeTenant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tenant"];
                };
            };
            400: components["responses"]["400.incomplete_body.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden"];
            404: components["responses"]["404.tenant_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            409: components["responses"]["409.tenant_deleted"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.revocation_unknown.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    undeleteTenant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tenant"];
                };
            };
            400: components["responses"]["400.incomplete_body.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden"];
            404: components["responses"]["404.tenant_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            409: components["responses"]["409.tenant_deleted"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.revocation_unknown.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    listPlatformProducts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlatformProducts"];
                };
            };
            400: components["responses"]["400.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout.revocation_unknown"];
        };
    };
    readSetting: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `Palier-Wrote` of your last write: no answer is older than it. */
                "Palier-Wrote"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description The result of the cache look-up (RFC 9211). */
                    "Cache-Status"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnTenant"];
                };
            };
            /** @description Not Modified: the ETag of If-None-Match is still current. */
            304: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description The result of the cache look-up (RFC 9211). */
                    "Cache-Status"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.tenant_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout"];
        };
    };
    readPurge: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Purge"];
                };
            };
            400: components["responses"]["400.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden"];
            404: components["responses"]["404.purge_not_found.tenant_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout.revocation_unknown"];
        };
    };
    beginPurge: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat: for 24 hours the same key and body get the first answer again, with `Idempotency-Replayed: true`. Visible ASCII; a UUID is best. */
                "Idempotency-Key"?: string;
            };
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description The path of what was created or started. */
                    Location?: string;
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Operation"];
                };
            };
            400: components["responses"]["400.incomplete_body.invalid_idempotency_key.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden"];
            404: components["responses"]["404.tenant_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            409: components["responses"]["409.idempotency_answer_not_kept.idempotency_in_flight.tenant_not_deleted"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            422: components["responses"]["422.idempotency_key_reused"];
            429: components["responses"]["429.rate_limited"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.revocation_unknown.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    readUsage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Usage"];
                };
            };
            400: components["responses"]["400.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden"];
            404: components["responses"]["404.tenant_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout.revocation_unknown"];
        };
    };
    readMetering: {
        parameters: {
            query?: {
                /** @description A month of UTC, as in `2026-11`; the current month by default. */
                month?: string;
            };
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Metering"];
                };
            };
            400: components["responses"]["400.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden"];
            404: components["responses"]["404.tenant_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout.revocation_unknown"];
        };
    };
    listRetention: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Retentions"];
                };
            };
            400: components["responses"]["400.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_credential_required.tenant_suspended"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout"];
        };
    };
    chooseRetention: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RetentionChoice"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Retention"];
                };
            };
            400: components["responses"]["400.empty_body.incomplete_body.invalid_json.invalid_url.invalid_utf8.json_too_deep.malformed_request.retention_out_of_range.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.retention_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            415: components["responses"]["415.unsupported_media_type"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.revocation_unknown.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    signIn: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The slug of the tenant.
                 * @example wistant
                 */
                tenant: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Login"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tokens"];
                };
            };
            400: components["responses"]["400.empty_body.incomplete_body.invalid_json.invalid_url.invalid_utf8.json_too_deep.malformed_request.validation_failed"];
            401: components["responses"]["401.sign_in_refused"];
            403: components["responses"]["403.cookie_not_trusted.tenant_suspended"];
            404: components["responses"]["404.tenant_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            409: components["responses"]["409.sign_in_overtaken"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            415: components["responses"]["415.unsupported_media_type"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded.too_many_attempts"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.no_signing_key.overloaded.query_timeout.sessions_unavailable.sign_in_busy.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    refreshSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The slug of the tenant.
                 * @example wistant
                 */
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Refresh"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tokens"];
                };
            };
            400: components["responses"]["400.empty_body.incomplete_body.invalid_json.invalid_url.invalid_utf8.json_too_deep.malformed_request.validation_failed"];
            401: components["responses"]["401.refresh_refused"];
            403: components["responses"]["403.cookie_not_trusted.tenant_suspended"];
            404: components["responses"]["404.tenant_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            415: components["responses"]["415.unsupported_media_type"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.no_signing_key.overloaded.query_timeout.sessions_unavailable.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    signOut: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The slug of the tenant.
                 * @example wistant
                 */
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Refresh"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.empty_body.incomplete_body.invalid_json.invalid_url.invalid_utf8.json_too_deep.malformed_request.validation_failed"];
            403: components["responses"]["403.cookie_not_trusted.tenant_suspended"];
            404: components["responses"]["404.tenant_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            415: components["responses"]["415.unsupported_media_type"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.revocation_not_told.sessions_unavailable.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    listMySessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MySessions"];
                };
            };
            400: components["responses"]["400.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.no_account.tenant_suspended"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout.sessions_unavailable"];
        };
    };
    endMyOtherSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ended"];
                };
            };
            400: components["responses"]["400.incomplete_body.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.no_account.tenant_suspended"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.revocation_not_told.sessions_unavailable.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    endMySession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.incomplete_body.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.no_account.tenant_suspended"];
            404: components["responses"]["404.session_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.revocation_not_told.sessions_unavailable.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    listTenantSessions: {
        parameters: {
            query: {
                /** @description How many sessions to return, 1 to 100; 20 by default. The sessions of one user are all returned at once. */
                limit?: number;
                /** @description Where to continue: `page.next` of the previous answer. */
                cursor?: string;
                /** @description The slug of a tenant, or `platform` for the operators'. */
                tenant: string;
                /** @description The id of one of its users. */
                user?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The next step of the list, with `rel="next"` (RFC 8288); not sent at the end. */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TenantSessions"];
                };
            };
            400: components["responses"]["400.invalid_cursor.invalid_url.malformed_request.mixed_pagination.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden"];
            404: components["responses"]["404.tenant_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout.revocation_unknown.sessions_unavailable"];
        };
    };
    endTenantSessions: {
        parameters: {
            query: {
                /** @description The slug of a tenant, or `platform` for the operators'. */
                tenant: string;
                /** @description The id of one of its users. */
                user?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ended"];
                };
            };
            400: components["responses"]["400.incomplete_body.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.role_too_high"];
            404: components["responses"]["404.tenant_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.revocation_not_told.revocation_unknown.sessions_unavailable.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    listSessionRegions: {
        parameters: {
            query?: {
                /** @description The slug of a tenant; all tenants by default. */
                tenant?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Regions"];
                };
            };
            400: components["responses"]["400.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden"];
            404: components["responses"]["404.tenant_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout.revocation_unknown.sessions_unavailable"];
        };
    };
    listShards: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Shards"];
                };
            };
            400: components["responses"]["400.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout.revocation_unknown.sessions_unavailable.shards_unreachable"];
        };
    };
    registerUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The slug of the tenant.
                 * @example wistant
                 */
                tenant: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Registration"];
            };
        };
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CheckMail"];
                };
            };
            400: components["responses"]["400.empty_body.incomplete_body.invalid_json.invalid_url.invalid_utf8.json_too_deep.malformed_request.validation_failed.weak_password"];
            403: components["responses"]["403.registration_by_invitation.registration_closed.tenant_suspended"];
            404: components["responses"]["404.tenant_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            415: components["responses"]["415.unsupported_media_type"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded.throttled"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.sign_in_busy.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    verifyEmail: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The slug of the tenant.
                 * @example wistant
                 */
                tenant: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Verification"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Verified"];
                };
            };
            400: components["responses"]["400.email_token_invalid.empty_body.incomplete_body.invalid_json.invalid_url.invalid_utf8.json_too_deep.malformed_request.validation_failed.weak_password"];
            402: components["responses"]["402.quota_exceeded"];
            403: components["responses"]["403.tenant_suspended"];
            404: components["responses"]["404.tenant_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            415: components["responses"]["415.unsupported_media_type"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.sign_in_busy.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    resendVerification: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The slug of the tenant.
                 * @example wistant
                 */
                tenant: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Address"];
            };
        };
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CheckMail"];
                };
            };
            400: components["responses"]["400.empty_body.incomplete_body.invalid_json.invalid_url.invalid_utf8.json_too_deep.malformed_request.validation_failed"];
            403: components["responses"]["403.tenant_suspended"];
            404: components["responses"]["404.tenant_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            415: components["responses"]["415.unsupported_media_type"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded.throttled"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    forgotPassword: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The slug of the tenant.
                 * @example wistant
                 */
                tenant: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Address"];
            };
        };
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CheckMail"];
                };
            };
            400: components["responses"]["400.empty_body.incomplete_body.invalid_json.invalid_url.invalid_utf8.json_too_deep.malformed_request.validation_failed"];
            403: components["responses"]["403.tenant_suspended"];
            404: components["responses"]["404.tenant_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            415: components["responses"]["415.unsupported_media_type"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded.throttled"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    resetPassword: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The slug of the tenant.
                 * @example wistant
                 */
                tenant: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordReset"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.email_token_invalid.empty_body.incomplete_body.invalid_json.invalid_url.invalid_utf8.json_too_deep.malformed_request.validation_failed.weak_password"];
            402: components["responses"]["402.quota_exceeded"];
            403: components["responses"]["403.tenant_suspended"];
            404: components["responses"]["404.tenant_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            415: components["responses"]["415.unsupported_media_type"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.revocation_not_told.sessions_unavailable.sign_in_busy.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    changeOwnPassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordChange"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.empty_body.incomplete_body.invalid_json.invalid_url.invalid_utf8.json_too_deep.malformed_request.validation_failed.weak_password"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.no_account.tenant_suspended.wrong_password"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            415: components["responses"]["415.unsupported_media_type"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded.throttled"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.revocation_not_told.revocation_unknown.sessions_unavailable.sign_in_busy.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    readRealm: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `Palier-Wrote` of your last write: no answer is older than it. */
                "Palier-Wrote"?: string;
            };
            path: {
                /**
                 * @description The slug of the tenant.
                 * @example wistant
                 */
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description The result of the cache look-up (RFC 9211). */
                    "Cache-Status"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Realm"];
                };
            };
            /** @description Not Modified: the ETag of If-None-Match is still current. */
            304: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description The result of the cache look-up (RFC 9211). */
                    "Cache-Status"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.invalid_url.malformed_request.validation_failed"];
            403: components["responses"]["403.tenant_suspended"];
            404: components["responses"]["404.tenant_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout"];
        };
    };
    listKeys: {
        parameters: {
            query?: {
                /** @description How many items a cursor step returns, 1 to 100; 20 by default. */
                limit?: number;
                /** @description The number of a page, from 1; chooses pages instead of cursors. */
                page?: number;
                /** @description How many items a page has, 1 to 100; 20 by default. */
                pageSize?: number;
                /** @description Where to continue: `page.next` of the previous answer. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The next step of the list, with `rel="next"` (RFC 8288); not sent at the end. */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Keys"];
                };
            };
            400: components["responses"]["400.invalid_cursor.invalid_url.malformed_request.mixed_pagination.page_out_of_reach.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_suspended"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout.revocation_unknown"];
        };
    };
    createKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat: for 24 hours the same key and body are refused with 409, since the answer holds a secret and is not kept. Visible ASCII; a UUID is best. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewKey"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewKeyAnswer"];
                };
            };
            400: components["responses"]["400.empty_body.incomplete_body.invalid_idempotency_key.invalid_json.invalid_url.invalid_utf8.json_too_deep.key_expiry_past.key_scope_refused.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.keys_of_operators.no_longer_allowed.tenant_suspended"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            409: components["responses"]["409.idempotency_answer_not_kept.idempotency_in_flight.too_many_keys"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.idempotency_key_reused"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.revocation_unknown.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    rotateKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat: for 24 hours the same key and body are refused with 409, since the answer holds a secret and is not kept. Visible ASCII; a UUID is best. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Rotation"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewKeyAnswer"];
                };
            };
            400: components["responses"]["400.empty_body.incomplete_body.invalid_idempotency_key.invalid_json.invalid_url.invalid_utf8.json_too_deep.key_scope_refused.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.keys_of_operators.no_longer_allowed.personal_key.tenant_suspended"];
            404: components["responses"]["404.key_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            409: components["responses"]["409.idempotency_answer_not_kept.idempotency_in_flight.key_replaced.too_many_keys"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.idempotency_key_reused"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.revocation_unknown.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    revokeKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.incomplete_body.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_suspended"];
            404: components["responses"]["404.key_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.revocation_unknown.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    listPersonalKeys: {
        parameters: {
            query?: {
                /** @description How many items a cursor step returns, 1 to 100; 20 by default. */
                limit?: number;
                /** @description The number of a page, from 1; chooses pages instead of cursors. */
                page?: number;
                /** @description How many items a page has, 1 to 100; 20 by default. */
                pageSize?: number;
                /** @description Where to continue: `page.next` of the previous answer. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The next step of the list, with `rel="next"` (RFC 8288); not sent at the end. */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Keys"];
                };
            };
            400: components["responses"]["400.invalid_cursor.invalid_url.malformed_request.mixed_pagination.page_out_of_reach.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.no_account.tenant_suspended"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout"];
        };
    };
    createPersonalKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat: for 24 hours the same key and body are refused with 409, since the answer holds a secret and is not kept. Visible ASCII; a UUID is best. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPersonalKey"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewKeyAnswer"];
                };
            };
            400: components["responses"]["400.empty_body.incomplete_body.invalid_idempotency_key.invalid_json.invalid_url.invalid_utf8.json_too_deep.key_expiry_past.key_scope_refused.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.keys_of_operators.no_account.no_longer_allowed.tenant_suspended"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            409: components["responses"]["409.idempotency_answer_not_kept.idempotency_in_flight.too_many_personal_keys"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.idempotency_key_reused"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.revocation_unknown.sessions_unavailable.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    revokePersonalKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.incomplete_body.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.no_account.tenant_suspended"];
            404: components["responses"]["404.key_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.revocation_unknown.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    readSigningKeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Jwks"];
                };
            };
            /** @description Not Modified: the ETag of If-None-Match is still current. */
            304: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.invalid_url.malformed_request.validation_failed"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout"];
        };
    };
    readProfile: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `Palier-Wrote` of your last write: no answer is older than it. */
                "Palier-Wrote"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description The result of the cache look-up (RFC 9211). */
                    "Cache-Status"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Profile"];
                };
            };
            /** @description Not Modified: the ETag of If-None-Match is still current. */
            304: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description The result of the cache look-up (RFC 9211). */
                    "Cache-Status"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.no_account.tenant_suspended"];
            404: components["responses"]["404.member_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout"];
        };
    };
    eraseProfile: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Farewell"];
            };
        };
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Erasure"];
                };
            };
            400: components["responses"]["400.empty_body.incomplete_body.invalid_json.invalid_url.invalid_utf8.json_too_deep.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.no_account.no_longer_allowed.tenant_suspended.wrong_password"];
            404: components["responses"]["404.member_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            409: components["responses"]["409.last_owner"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            415: components["responses"]["415.unsupported_media_type"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded.throttled"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.revocation_unknown.sign_in_busy.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    changeProfile: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of the version that you read, as in `"v3"`; a list of them, or `*` for any version. */
                "If-Match": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ProfileChanges"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Profile"];
                };
            };
            400: components["responses"]["400.empty_body.incomplete_body.invalid_json.invalid_url.invalid_utf8.json_too_deep.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.no_account.tenant_suspended"];
            404: components["responses"]["404.member_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            412: components["responses"]["412.precondition_failed"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            415: components["responses"]["415.unsupported_media_type"];
            428: components["responses"]["428.precondition_required"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    beginExport: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat: for 24 hours the same key and body get the first answer again, with `Idempotency-Replayed: true`. Visible ASCII; a UUID is best. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description The path of what was created or started. */
                    Location?: string;
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Operation"];
                };
            };
            400: components["responses"]["400.incomplete_body.invalid_idempotency_key.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.no_account.tenant_suspended"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            409: components["responses"]["409.idempotency_answer_not_kept.idempotency_in_flight"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            422: components["responses"]["422.idempotency_key_reused"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded.too_many_operations"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.revocation_unknown.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    readExport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/zip": string;
                };
            };
            400: components["responses"]["400.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.no_account.tenant_suspended"];
            404: components["responses"]["404.export_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout.revocation_unknown"];
        };
    };
    listMembers: {
        parameters: {
            query?: {
                /** @description How many items a cursor step returns, 1 to 100; 20 by default. */
                limit?: number;
                /** @description The number of a page, from 1; chooses pages instead of cursors. */
                page?: number;
                /** @description How many items a page has, 1 to 100; 20 by default. */
                pageSize?: number;
                /** @description Where to continue: `page.next` of the previous answer. */
                cursor?: string;
                /** @description The beginning of an address, of a name or of its last word, up to 100 characters; case and accents are ignored. */
                search?: string;
                /** @description Only members of this role: `member`, `editor`, `admin` or `owner`. */
                role?: "member" | "editor" | "admin" | "owner";
                /** @description Only members in this state: `unverified`, `active` or `deactivated`. */
                state?: "unverified" | "active" | "deactivated";
                /** @description By creation, name, address or last sign-in, `-` for descending; `name` by default. */
                sort?: "createdAt" | "-createdAt" | "name" | "email" | "-lastSignInAt";
            };
            header?: {
                /** @description The `Palier-Wrote` of your last write: no answer is older than it. */
                "Palier-Wrote"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description The result of the cache look-up (RFC 9211). */
                    "Cache-Status"?: string;
                    /** @description The next step of the list, with `rel="next"` (RFC 8288); not sent at the end. */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Members"];
                };
            };
            /** @description Not Modified: the ETag of If-None-Match is still current. */
            304: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description The result of the cache look-up (RFC 9211). */
                    "Cache-Status"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.invalid_cursor.invalid_url.malformed_request.mixed_pagination.page_out_of_reach.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_suspended"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout.revocation_unknown"];
        };
    };
    listRoles: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `Palier-Wrote` of your last write: no answer is older than it. */
                "Palier-Wrote"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description The result of the cache look-up (RFC 9211). */
                    "Cache-Status"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Roles"];
                };
            };
            /** @description Not Modified: the ETag of If-None-Match is still current. */
            304: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description The result of the cache look-up (RFC 9211). */
                    "Cache-Status"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_suspended"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout.revocation_unknown"];
        };
    };
    readMember: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Member"];
                };
            };
            /** @description Not Modified: the ETag of If-None-Match is still current. */
            304: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_suspended"];
            404: components["responses"]["404.member_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout.revocation_unknown"];
        };
    };
    deleteMember: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.incomplete_body.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.no_longer_allowed.role_too_high.tenant_suspended"];
            404: components["responses"]["404.member_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            409: components["responses"]["409.last_owner.own_account"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.revocation_unknown.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    changeMember: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of the version that you read, as in `"v3"`; a list of them, or `*` for any version. */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["MemberChanges"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Member"];
                };
            };
            400: components["responses"]["400.empty_body.incomplete_body.invalid_json.invalid_url.invalid_utf8.json_too_deep.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.no_longer_allowed.role_too_high.tenant_suspended"];
            404: components["responses"]["404.member_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            409: components["responses"]["409.last_owner.own_account"];
            412: components["responses"]["412.precondition_failed"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            415: components["responses"]["415.unsupported_media_type"];
            428: components["responses"]["428.precondition_required"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.revocation_unknown.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    deactivateMember: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Member"];
                };
            };
            400: components["responses"]["400.incomplete_body.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.no_longer_allowed.role_too_high.tenant_suspended"];
            404: components["responses"]["404.member_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            409: components["responses"]["409.last_owner.own_account"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.revocation_unknown.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    reactivateMember: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Member"];
                };
            };
            400: components["responses"]["400.incomplete_body.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.no_longer_allowed.role_too_high.tenant_suspended"];
            404: components["responses"]["404.member_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            409: components["responses"]["409.erasure_pending.own_account"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.revocation_unknown.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    readErasure: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Erasure"];
                };
            };
            400: components["responses"]["400.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_suspended"];
            404: components["responses"]["404.erasure_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout.revocation_unknown"];
        };
    };
    requestErasure: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ErasureRequest"];
            };
        };
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Erasure"];
                };
            };
            400: components["responses"]["400.empty_body.incomplete_body.invalid_json.invalid_url.invalid_utf8.json_too_deep.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.no_longer_allowed.role_too_high.tenant_suspended"];
            404: components["responses"]["404.person_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            409: components["responses"]["409.last_owner.own_account"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            415: components["responses"]["415.unsupported_media_type"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.revocation_unknown.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    cancelErasure: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.incomplete_body.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.no_longer_allowed.role_too_high.tenant_suspended"];
            404: components["responses"]["404.erasure_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            409: components["responses"]["409.erasure_begun.own_account"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.revocation_unknown.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    cancelOwnErasure: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The slug of the tenant.
                 * @example wistant
                 */
                tenant: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ErasureCancellation"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.empty_body.erasure_link_invalid.incomplete_body.invalid_json.invalid_url.invalid_utf8.json_too_deep.malformed_request.validation_failed"];
            403: components["responses"]["403.tenant_suspended"];
            404: components["responses"]["404.erasure_not_found.tenant_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            409: components["responses"]["409.erasure_begun"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            415: components["responses"]["415.unsupported_media_type"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    listInvitations: {
        parameters: {
            query?: {
                /** @description How many items a cursor step returns, 1 to 100; 20 by default. */
                limit?: number;
                /** @description The number of a page, from 1; chooses pages instead of cursors. */
                page?: number;
                /** @description How many items a page has, 1 to 100; 20 by default. */
                pageSize?: number;
                /** @description Where to continue: `page.next` of the previous answer. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The next step of the list, with `rel="next"` (RFC 8288); not sent at the end. */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Invitations"];
                };
            };
            400: components["responses"]["400.invalid_cursor.invalid_url.malformed_request.mixed_pagination.page_out_of_reach.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_suspended"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout.revocation_unknown"];
        };
    };
    inviteMember: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat: for 24 hours the same key and body get the first answer again, with `Idempotency-Replayed: true`. Visible ASCII; a UUID is best. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewInvitation"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Invitation"];
                };
            };
            400: components["responses"]["400.empty_body.incomplete_body.invalid_idempotency_key.invalid_json.invalid_url.invalid_utf8.json_too_deep.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.no_longer_allowed.role_too_high.tenant_suspended"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            409: components["responses"]["409.already_member.idempotency_answer_not_kept.idempotency_in_flight"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.idempotency_key_reused"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded.throttled"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.revocation_unknown.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    revokeInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.incomplete_body.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_suspended"];
            404: components["responses"]["404.invitation_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.revocation_unknown.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    inviteToTenant: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat: for 24 hours the same key and body get the first answer again, with `Idempotency-Replayed: true`. Visible ASCII; a UUID is best. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TenantInvitation"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Invitation"];
                };
            };
            400: components["responses"]["400.empty_body.incomplete_body.invalid_idempotency_key.invalid_json.invalid_url.invalid_utf8.json_too_deep.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.no_longer_allowed.role_too_high"];
            404: components["responses"]["404.tenant_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            409: components["responses"]["409.already_member.idempotency_answer_not_kept.idempotency_in_flight"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.idempotency_key_reused"];
            429: components["responses"]["429.rate_limited.throttled"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.revocation_unknown.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    acceptInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The slug of the tenant.
                 * @example wistant
                 */
                tenant: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Acceptance"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Accepted"];
                };
            };
            400: components["responses"]["400.empty_body.incomplete_body.invalid_json.invalid_url.invalid_utf8.invitation_void.json_too_deep.malformed_request.validation_failed.weak_password"];
            402: components["responses"]["402.quota_exceeded"];
            403: components["responses"]["403.tenant_suspended"];
            404: components["responses"]["404.tenant_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            415: components["responses"]["415.unsupported_media_type"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.sign_in_busy.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    receiveIngest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The slug of the tenant.
                 * @example wistant
                 */
                tenant: string;
            };
            cookie?: never;
        };
        /** @description At most 1048576 bytes, with Content-Encoding: gzip or without; at most 4194304 unpacked. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["Event"][];
                "application/x-ndjson": string;
                "text/plain": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IngestAnswer"];
                };
            };
            400: components["responses"]["400.credential_in_url.empty_body.incomplete_body.invalid_gzip.invalid_json.invalid_url.invalid_utf8.json_too_deep.malformed_request.no_events.not_events.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.origin_not_allowed.tenant_suspended"];
            404: components["responses"]["404.context_not_served.tenant_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            413: components["responses"]["413.body_too_large.too_many_events.too_many_values"];
            414: components["responses"]["414.url_too_long"];
            415: components["responses"]["415.unsupported_encoding.unsupported_media_type"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded.too_many_waiting_events"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.events_delayed.handler_timeout.overloaded.query_timeout.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    readPageScript: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/javascript": string;
                };
            };
            400: components["responses"]["400.invalid_url.malformed_request.validation_failed"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.handler_timeout.overloaded"];
        };
    };
    listLedger: {
        parameters: {
            query?: {
                /** @description How many items a cursor step returns, 1 to 100; 20 by default. */
                limit?: number;
                /** @description The number of a page, from 1; chooses pages instead of cursors. */
                page?: number;
                /** @description How many items a page has, 1 to 100; 20 by default. */
                pageSize?: number;
                /** @description Where to continue: `page.next` of the previous answer. */
                cursor?: string;
                /** @description Only hours that begin then or later. */
                from?: string;
                /** @description Only hours that begin earlier. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The next step of the list, with `rel="next"` (RFC 8288); not sent at the end. */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ledger"];
                };
            };
            400: components["responses"]["400.invalid_cursor.invalid_url.malformed_request.mixed_pagination.page_out_of_reach.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout"];
        };
    };
    listQuarantine: {
        parameters: {
            query?: {
                /** @description How many items a cursor step returns, 1 to 100; 20 by default. */
                limit?: number;
                /** @description The number of a page, from 1; chooses pages instead of cursors. */
                page?: number;
                /** @description How many items a page has, 1 to 100; 20 by default. */
                pageSize?: number;
                /** @description Where to continue: `page.next` of the previous answer. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The next step of the list, with `rel="next"` (RFC 8288); not sent at the end. */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Quarantine"];
                };
            };
            400: components["responses"]["400.invalid_cursor.invalid_url.malformed_request.mixed_pagination.page_out_of_reach.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout"];
        };
    };
    eraseSubject: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The subject of events, percent-encoded. */
                subject: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description The path of what was created or started. */
                    Location?: string;
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Operation"];
                };
            };
            400: components["responses"]["400.incomplete_body.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    listNames: {
        parameters: {
            query?: {
                /** @description How many items a cursor step returns, 1 to 100; 20 by default. */
                limit?: number;
                /** @description The number of a page, from 1; chooses pages instead of cursors. */
                page?: number;
                /** @description How many items a page has, 1 to 100; 20 by default. */
                pageSize?: number;
                /** @description Where to continue: `page.next` of the previous answer. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The next step of the list, with `rel="next"` (RFC 8288); not sent at the end. */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventNames"];
                };
            };
            400: components["responses"]["400.invalid_cursor.invalid_url.malformed_request.mixed_pagination.page_out_of_reach.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout"];
        };
    };
    declareProperties: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The name of events, percent-encoded. */
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CountedProperties"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventName"];
                };
            };
            400: components["responses"]["400.empty_body.incomplete_body.invalid_json.invalid_url.invalid_utf8.json_too_deep.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.too_many_counted_names"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    readSeries: {
        parameters: {
            query?: {
                /** @description Of events of this name; of all by default. */
                name?: string;
                /**
                 * @description `day` by default: up to 1,100 days by `day`, `week` (from Monday on) and `month`, 31 by `hour`; `minute` is of the last hour
                 *     and takes no period.
                 */
                unit?: "minute" | "hour" | "day" | "week" | "month";
                /** @description The first day; by default 29 days before the last. */
                from?: string;
                /** @description The last day, which counts too; today by default. */
                to?: string;
            };
            header?: {
                /** @description The `Palier-Wrote` of your last write: no answer is older than it. */
                "Palier-Wrote"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description The result of the cache look-up (RFC 9211). */
                    "Cache-Status"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Series"];
                };
            };
            /** @description Not Modified: the ETag of If-None-Match is still current. */
            304: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description The result of the cache look-up (RFC 9211). */
                    "Cache-Status"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.invalid_url.malformed_request.period_backwards.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            422: components["responses"]["422.question_too_large"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout.questions_busy"];
        };
    };
    readBreakdown: {
        parameters: {
            query?: {
                /** @description The most frequent, 1 to 200; 20 by default. */
                limit?: number;
                /** @description `name`, `client`, `country`, or a property that is counted, as in `properties.plan`; `name` by default. */
                by?: string;
                /** @description Of events of this name; of all by default. Values of a property are of one name. */
                name?: string;
                /** @description The first day; by default 29 days before the last. */
                from?: string;
                /** @description The last day, which counts too; today by default. */
                to?: string;
            };
            header?: {
                /** @description The `Palier-Wrote` of your last write: no answer is older than it. */
                "Palier-Wrote"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description The result of the cache look-up (RFC 9211). */
                    "Cache-Status"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Breakdown"];
                };
            };
            /** @description Not Modified: the ETag of If-None-Match is still current. */
            304: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description The result of the cache look-up (RFC 9211). */
                    "Cache-Status"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.invalid_url.malformed_request.period_backwards.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            422: components["responses"]["422.name_required.property_not_counted.question_too_large"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout.questions_busy"];
        };
    };
    readUniques: {
        parameters: {
            query?: {
                /** @description Who had events of this name; of any by default. */
                name?: string;
                /** @description The first day; by default 29 days before the last. */
                from?: string;
                /** @description The last day, which counts too; today by default. */
                to?: string;
            };
            header?: {
                /** @description The `Palier-Wrote` of your last write: no answer is older than it. */
                "Palier-Wrote"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description The result of the cache look-up (RFC 9211). */
                    "Cache-Status"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Uniques"];
                };
            };
            /** @description Not Modified: the ETag of If-None-Match is still current. */
            304: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description The result of the cache look-up (RFC 9211). */
                    "Cache-Status"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.invalid_url.malformed_request.period_backwards.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            422: components["responses"]["422.question_too_large"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.days_being_made.handler_timeout.overloaded.query_timeout.questions_busy"];
        };
    };
    answerQuestions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DashboardQuestions"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DashboardAnswers"];
                };
            };
            400: components["responses"]["400.empty_body.incomplete_body.invalid_json.invalid_url.invalid_utf8.json_too_deep.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            415: components["responses"]["415.unsupported_media_type"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    readOverview: {
        parameters: {
            query?: {
                /** @description The first day; by default 29 days before the last. */
                from?: string;
                /** @description The last day, which counts too; today by default. */
                to?: string;
            };
            header?: {
                /** @description The `Palier-Wrote` of your last write: no answer is older than it. */
                "Palier-Wrote"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description The result of the cache look-up (RFC 9211). */
                    "Cache-Status"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Overview"];
                };
            };
            /** @description Not Modified: the ETag of If-None-Match is still current. */
            304: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description The result of the cache look-up (RFC 9211). */
                    "Cache-Status"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.invalid_url.malformed_request.period_backwards.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            422: components["responses"]["422.question_too_large"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout.questions_busy"];
        };
    };
    countFunnel: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat: for 24 hours the same key and body get the first answer again, with `Idempotency-Replayed: true`. Visible ASCII; a UUID is best. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskFunnel"];
            };
        };
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description The path of what was created or started. */
                    Location?: string;
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Operation"];
                };
            };
            400: components["responses"]["400.empty_body.incomplete_body.invalid_idempotency_key.invalid_json.invalid_url.invalid_utf8.json_too_deep.malformed_request.period_backwards.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            409: components["responses"]["409.idempotency_answer_not_kept.idempotency_in_flight"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.idempotency_key_reused.question_too_large"];
            429: components["responses"]["429.operations_at_work.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.degraded.handler_timeout.overloaded.query_timeout.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    readFunnel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Funnel"];
                };
            };
            400: components["responses"]["400.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.answer_not_found.context_not_served"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout"];
        };
    };
    countRetention: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat: for 24 hours the same key and body get the first answer again, with `Idempotency-Replayed: true`. Visible ASCII; a UUID is best. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskRetention"];
            };
        };
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description The path of what was created or started. */
                    Location?: string;
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Operation"];
                };
            };
            400: components["responses"]["400.empty_body.incomplete_body.invalid_idempotency_key.invalid_json.invalid_url.invalid_utf8.json_too_deep.malformed_request.not_whole_weeks.period_backwards.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            409: components["responses"]["409.idempotency_answer_not_kept.idempotency_in_flight"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.idempotency_key_reused.question_too_large"];
            429: components["responses"]["429.operations_at_work.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.degraded.handler_timeout.overloaded.query_timeout.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    readRetention: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WeeklyRetention"];
                };
            };
            400: components["responses"]["400.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.answer_not_found.context_not_served"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout"];
        };
    };
    exportEvents: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat: for 24 hours the same key and body get the first answer again, with `Idempotency-Replayed: true`. Visible ASCII; a UUID is best. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskExport"];
            };
        };
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description The path of what was created or started. */
                    Location?: string;
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Operation"];
                };
            };
            400: components["responses"]["400.empty_body.incomplete_body.invalid_idempotency_key.invalid_json.invalid_url.invalid_utf8.json_too_deep.malformed_request.period_backwards.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            409: components["responses"]["409.idempotency_answer_not_kept.idempotency_in_flight"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.idempotency_key_reused.question_too_large"];
            429: components["responses"]["429.operations_at_work.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.degraded.handler_timeout.overloaded.query_timeout.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    downloadEvents: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description One part of the file, as in `bytes=0-1023`, `bytes=1024-` or `bytes=-1024`; several are answered by the whole file.
                 * @example bytes=0-1023
                 */
                Range?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The whole file. */
            200: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the file is the same, or as If-Range to go on with it. */
                    ETag?: string;
                    /** @description That parts may be asked for. */
                    "Accept-Ranges"?: "bytes";
                    /** @description The name to save it under (RFC 6266), where it has one. */
                    "Content-Disposition"?: string;
                    /**
                     * @description The SHA-256 of this body (RFC 9530), where it is known.
                     * @example sha-256=:ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=:
                     */
                    "Content-Digest"?: string;
                    /**
                     * @description The SHA-256 of the whole file (RFC 9530), where it is known.
                     * @example sha-256=:ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=:
                     */
                    "Repr-Digest"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": unknown;
                    "application/x-ndjson": unknown;
                };
            };
            /** @description The part that Range asks for. */
            206: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the file is the same, or as If-Range to go on with it. */
                    ETag?: string;
                    /** @description That parts may be asked for. */
                    "Accept-Ranges"?: "bytes";
                    /** @description The name to save it under (RFC 6266), where it has one. */
                    "Content-Disposition"?: string;
                    /**
                     * @description The SHA-256 of the whole file (RFC 9530), where it is known.
                     * @example sha-256=:ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=:
                     */
                    "Repr-Digest"?: string;
                    /**
                     * @description The part and the size of the file, in bytes.
                     * @example bytes 0-1023/4096
                     */
                    "Content-Range"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": unknown;
                    "application/x-ndjson": unknown;
                };
            };
            /** @description The file is on another server: ask there, soon and without credentials. */
            302: {
                headers: {
                    /** @description Where the file is. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not Modified: the ETag of If-None-Match is still current. */
            304: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the file is the same, or as If-Range to go on with it. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served.events_export_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            412: components["responses"]["412.precondition_failed"];
            414: components["responses"]["414.url_too_long"];
            416: components["responses"]["416.range_not_satisfiable"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout.storage_unavailable"];
        };
    };
    followLive: {
        parameters: {
            query?: never;
            header?: {
                /** @description The id of the last event that the client received. */
                "Last-Event-ID"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Events as they happen, each of one of these forms. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": {
                        /** @description Send it as Last-Event-ID to resume after it. */
                        id: string;
                        /** @enum {string} */
                        event: "counts";
                        data: string;
                    };
                };
            };
            400: components["responses"]["400.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served.feature_disabled"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.event_streams_full.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout"];
        };
    };
    listStudents: {
        parameters: {
            query?: {
                /** @description How many items a cursor step returns, 1 to 100; 20 by default. */
                limit?: number;
                /** @description The number of a page, from 1; chooses pages instead of cursors. */
                page?: number;
                /** @description How many items a page has, 1 to 100; 20 by default. */
                pageSize?: number;
                /** @description Where to continue: `page.next` of the previous answer. */
                cursor?: string;
                /** @description Only enrolments of the year with this id; of the open year by default. */
                year?: string;
                /** @description Only in the university with this id. */
                university?: string;
                /** @description Only in the UFR with this id. */
                ufr?: string;
                /** @description Only in the programme with this id. */
                programme?: string;
                /** @description Only at this level. */
                level?: "L1" | "L2" | "L3" | "M1" | "M2" | "D";
                /** @description Only in this state. */
                state?: "active" | "suspended" | "left";
                /**
                 * @description Only students with words that begin with all of these, in any order, in their name, number or address; 1 to 100
                 *     characters, case and accents ignored. A word of five letters or more may have one wrong, missing or added letter, or two
                 *     swapped. A single word of one or two letters is the beginning of the name.
                 */
                search?: string;
                /** @description The newest enrolment first, by name or by number; `-createdAt` by default. */
                sort?: "-createdAt" | "name" | "number";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The next step of the list, with `rel="next"` (RFC 8288); not sent at the end. */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Students"];
                };
            };
            400: components["responses"]["400.invalid_cursor.invalid_url.malformed_request.mixed_pagination.page_out_of_reach.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.no_campus_scope.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout"];
        };
    };
    createStudent: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat: for 24 hours the same key and body get the first answer again, with `Idempotency-Replayed: true`. Visible ASCII; a UUID is best. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewStudent"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Student"];
                };
            };
            400: components["responses"]["400.empty_body.incomplete_body.invalid_idempotency_key.invalid_json.invalid_url.invalid_utf8.json_too_deep.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.no_campus_scope.students_read_only.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served.programme_not_found.year_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            409: components["responses"]["409.address_taken.idempotency_answer_not_kept.idempotency_in_flight.student_number_taken"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.enrolment_required.idempotency_key_reused.level_not_offered"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    readStudent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Student"];
                };
            };
            /** @description Not Modified: the ETag of If-None-Match is still current. */
            304: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.no_campus_scope.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served.student_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout"];
        };
    };
    changeStudent: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of the version that you read, as in `"v3"`; a list of them, or `*` for any version. */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StudentContent"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Student"];
                };
            };
            400: components["responses"]["400.empty_body.incomplete_body.invalid_json.invalid_url.invalid_utf8.json_too_deep.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.no_campus_scope.students_read_only.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served.student_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            409: components["responses"]["409.address_taken.student_number_taken"];
            412: components["responses"]["412.precondition_failed"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            415: components["responses"]["415.unsupported_media_type"];
            428: components["responses"]["428.precondition_required"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    deleteStudent: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of the version that you read, as in `"v3"`; a list of them, or `*` for any version. */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.incomplete_body.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served.student_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            412: components["responses"]["412.precondition_failed"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            428: components["responses"]["428.precondition_required"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    enrolStudent: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of the version that you read, as in `"v3"`; a list of them, or `*` for any version. */
                "If-Match": string;
            };
            path: {
                id: string;
                year: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EnrolmentContent"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Enrolment"];
                };
            };
            400: components["responses"]["400.empty_body.incomplete_body.invalid_json.invalid_url.invalid_utf8.json_too_deep.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.no_campus_scope.students_read_only.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served.enrolment_not_found.programme_not_found.student_not_found.year_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            412: components["responses"]["412.precondition_failed"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.level_not_offered"];
            428: components["responses"]["428.precondition_required"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    listProfessors: {
        parameters: {
            query?: {
                /** @description How many items a cursor step returns, 1 to 100; 20 by default. */
                limit?: number;
                /** @description The number of a page, from 1; chooses pages instead of cursors. */
                page?: number;
                /** @description How many items a page has, 1 to 100; 20 by default. */
                pageSize?: number;
                /** @description Where to continue: `page.next` of the previous answer. */
                cursor?: string;
                /** @description Only who teaches at the university with this id. */
                university?: string;
                /** @description Only who teaches the subject with this id. */
                subject?: string;
                /** @description By name, or the newest first; `name` by default. */
                sort?: "name" | "-createdAt";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The next step of the list, with `rel="next"` (RFC 8288); not sent at the end. */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Professors"];
                };
            };
            400: components["responses"]["400.invalid_cursor.invalid_url.malformed_request.mixed_pagination.page_out_of_reach.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.no_campus_scope.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout"];
        };
    };
    createProfessor: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat: for 24 hours the same key and body get the first answer again, with `Idempotency-Replayed: true`. Visible ASCII; a UUID is best. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProfessorContent"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Professor"];
                };
            };
            400: components["responses"]["400.empty_body.incomplete_body.invalid_idempotency_key.invalid_json.invalid_url.invalid_utf8.json_too_deep.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            409: components["responses"]["409.address_taken.idempotency_answer_not_kept.idempotency_in_flight"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.idempotency_key_reused.unknown_subject"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    readProfessor: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Professor"];
                };
            };
            /** @description Not Modified: the ETag of If-None-Match is still current. */
            304: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.no_campus_scope.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served.professor_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout"];
        };
    };
    changeProfessor: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of the version that you read, as in `"v3"`; a list of them, or `*` for any version. */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProfessorContent"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Professor"];
                };
            };
            400: components["responses"]["400.empty_body.incomplete_body.invalid_json.invalid_url.invalid_utf8.json_too_deep.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served.professor_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            409: components["responses"]["409.address_taken"];
            412: components["responses"]["412.precondition_failed"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.unknown_subject"];
            428: components["responses"]["428.precondition_required"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    deleteProfessor: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of the version that you read, as in `"v3"`; a list of them, or `*` for any version. */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.incomplete_body.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served.professor_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            412: components["responses"]["412.precondition_failed"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            428: components["responses"]["428.precondition_required"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    listStaff: {
        parameters: {
            query?: {
                /** @description How many items a cursor step returns, 1 to 100; 20 by default. */
                limit?: number;
                /** @description The number of a page, from 1; chooses pages instead of cursors. */
                page?: number;
                /** @description How many items a page has, 1 to 100; 20 by default. */
                pageSize?: number;
                /** @description Where to continue: `page.next` of the previous answer. */
                cursor?: string;
                /** @description By name, or the newest first; `name` by default. */
                sort?: "name" | "-createdAt";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The next step of the list, with `rel="next"` (RFC 8288); not sent at the end. */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Staff"];
                };
            };
            400: components["responses"]["400.invalid_cursor.invalid_url.malformed_request.mixed_pagination.page_out_of_reach.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout"];
        };
    };
    createStaff: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat: for 24 hours the same key and body get the first answer again, with `Idempotency-Replayed: true`. Visible ASCII; a UUID is best. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StaffContent"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StaffMember"];
                };
            };
            400: components["responses"]["400.empty_body.incomplete_body.invalid_idempotency_key.invalid_json.invalid_url.invalid_utf8.json_too_deep.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            409: components["responses"]["409.address_taken.idempotency_answer_not_kept.idempotency_in_flight"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.idempotency_key_reused.unknown_place"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    readStaff: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StaffMember"];
                };
            };
            /** @description Not Modified: the ETag of If-None-Match is still current. */
            304: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served.staff_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout"];
        };
    };
    changeStaff: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of the version that you read, as in `"v3"`; a list of them, or `*` for any version. */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StaffContent"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StaffMember"];
                };
            };
            400: components["responses"]["400.empty_body.incomplete_body.invalid_json.invalid_url.invalid_utf8.json_too_deep.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served.staff_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            409: components["responses"]["409.address_taken"];
            412: components["responses"]["412.precondition_failed"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.unknown_place"];
            428: components["responses"]["428.precondition_required"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    deleteStaff: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of the version that you read, as in `"v3"`; a list of them, or `*` for any version. */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.incomplete_body.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served.staff_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            412: components["responses"]["412.precondition_failed"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            428: components["responses"]["428.precondition_required"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    listApps: {
        parameters: {
            query?: {
                /** @description How many items a cursor step returns, 1 to 100; 20 by default. */
                limit?: number;
                /** @description The number of a page, from 1; chooses pages instead of cursors. */
                page?: number;
                /** @description How many items a page has, 1 to 100; 20 by default. */
                pageSize?: number;
                /**
                 * @description By name, creation, last change, downloads or, with `search`, relevance; `-` for descending. By default `-relevance` with
                 *     `search`, else `name`. Case and accents are ignored.
                 */
                sort?: "name" | "-name" | "createdAt" | "-createdAt" | "updatedAt" | "-updatedAt" | "downloads" | "-downloads" | "-relevance";
                /** @description Where to continue: `page.next` of the previous answer. */
                cursor?: string;
                /**
                 * @description Only apps with these words, 1 to 100 characters, in their name, tags, summary or the start of their description; the last
                 *     word may be a beginning. Case and accents are ignored. Where fewer than five apps have the words, those follow whose name, its
                 *     beginning or its words resemble them, with one mistake; they are `matched: "similar"`.
                 */
                search?: string;
                /** @description Only apps with this tag, or with all of several that are separated by commas; 1 to 200 characters. */
                tag?: string;
                /** @description Only apps with one of these tags, separated by commas; 1 to 200 characters. */
                anyTag?: string;
                /** @description Only apps with this licence, as it is written. */
                licence?: string;
                /** @description Only apps of this author, as it is written. */
                author?: string;
            };
            header?: {
                /** @description The `Palier-Wrote` of your last write: no answer is older than it. */
                "Palier-Wrote"?: string;
            };
            path: {
                /**
                 * @description The slug of the tenant.
                 * @example wistant
                 */
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description The result of the cache look-up (RFC 9211). */
                    "Cache-Status"?: string;
                    /** @description The next step of the list, with `rel="next"` (RFC 8288); not sent at the end. */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Apps"];
                };
            };
            /** @description Not Modified: the ETag of If-None-Match is still current. */
            304: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description The result of the cache look-up (RFC 9211). */
                    "Cache-Status"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.invalid_cursor.invalid_url.malformed_request.mixed_pagination.page_out_of_reach.validation_failed"];
            403: components["responses"]["403.tenant_suspended"];
            404: components["responses"]["404.context_not_served.tenant_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout.search_busy"];
        };
    };
    readApp: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `Palier-Wrote` of your last write: no answer is older than it. */
                "Palier-Wrote"?: string;
            };
            path: {
                /**
                 * @description The slug of the tenant.
                 * @example wistant
                 */
                tenant: string;
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description The result of the cache look-up (RFC 9211). */
                    "Cache-Status"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppDetail"];
                };
            };
            /** @description Not Modified: the ETag of If-None-Match is still current. */
            304: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description The result of the cache look-up (RFC 9211). */
                    "Cache-Status"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.invalid_url.malformed_request.validation_failed"];
            403: components["responses"]["403.tenant_suspended"];
            404: components["responses"]["404.app_not_found.context_not_served.tenant_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout"];
        };
    };
    versionsApp: {
        parameters: {
            query?: {
                /** @description How many items a cursor step returns, 1 to 100; 20 by default. */
                limit?: number;
                /** @description The number of a page, from 1; chooses pages instead of cursors. */
                page?: number;
                /** @description How many items a page has, 1 to 100; 20 by default. */
                pageSize?: number;
                /** @description Where to continue: `page.next` of the previous answer. */
                cursor?: string;
            };
            header?: {
                /** @description The `Palier-Wrote` of your last write: no answer is older than it. */
                "Palier-Wrote"?: string;
            };
            path: {
                /**
                 * @description The slug of the tenant.
                 * @example wistant
                 */
                tenant: string;
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description The result of the cache look-up (RFC 9211). */
                    "Cache-Status"?: string;
                    /** @description The next step of the list, with `rel="next"` (RFC 8288); not sent at the end. */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppVersions"];
                };
            };
            /** @description Not Modified: the ETag of If-None-Match is still current. */
            304: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description The result of the cache look-up (RFC 9211). */
                    "Cache-Status"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.invalid_cursor.invalid_url.malformed_request.mixed_pagination.page_out_of_reach.validation_failed"];
            403: components["responses"]["403.tenant_suspended"];
            404: components["responses"]["404.app_not_found.context_not_served.tenant_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout"];
        };
    };
    facetsSearch: {
        parameters: {
            query?: {
                /**
                 * @description Only apps with these words, 1 to 100 characters, in their name, tags, summary or the start of their description; the last
                 *     word may be a beginning. Case and accents are ignored. Where fewer than five apps have the words, those follow whose name, its
                 *     beginning or its words resemble them, with one mistake; they are `matched: "similar"`.
                 */
                search?: string;
                /** @description Only apps with this tag, or with all of several that are separated by commas; 1 to 200 characters. */
                tag?: string;
                /** @description Only apps with one of these tags, separated by commas; 1 to 200 characters. */
                anyTag?: string;
                /** @description Only apps with this licence, as it is written. */
                licence?: string;
                /** @description Only apps of this author, as it is written. */
                author?: string;
            };
            header?: {
                /** @description The `Palier-Wrote` of your last write: no answer is older than it. */
                "Palier-Wrote"?: string;
            };
            path: {
                /**
                 * @description The slug of the tenant.
                 * @example wistant
                 */
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description The result of the cache look-up (RFC 9211). */
                    "Cache-Status"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Facets"];
                };
            };
            /** @description Not Modified: the ETag of If-None-Match is still current. */
            304: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description The result of the cache look-up (RFC 9211). */
                    "Cache-Status"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.invalid_url.malformed_request.validation_failed"];
            403: components["responses"]["403.tenant_suspended"];
            404: components["responses"]["404.context_not_served.tenant_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout.search_busy"];
        };
    };
    suggestionsSearch: {
        parameters: {
            query: {
                /** @description 1 to 100 characters. Case and accents are ignored. */
                prefix: string;
            };
            header?: {
                /** @description The `Palier-Wrote` of your last write: no answer is older than it. */
                "Palier-Wrote"?: string;
            };
            path: {
                /**
                 * @description The slug of the tenant.
                 * @example wistant
                 */
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description The result of the cache look-up (RFC 9211). */
                    "Cache-Status"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Suggestions"];
                };
            };
            /** @description Not Modified: the ETag of If-None-Match is still current. */
            304: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description The result of the cache look-up (RFC 9211). */
                    "Cache-Status"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.invalid_url.malformed_request.validation_failed"];
            403: components["responses"]["403.tenant_suspended"];
            404: components["responses"]["404.context_not_served.tenant_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout.search_busy"];
        };
    };
    listTags: {
        parameters: {
            query?: {
                /** @description How many items a cursor step returns, 1 to 100; 20 by default. */
                limit?: number;
                /** @description The number of a page, from 1; chooses pages instead of cursors. */
                page?: number;
                /** @description How many items a page has, 1 to 100; 20 by default. */
                pageSize?: number;
                /** @description Where to continue: `page.next` of the previous answer. */
                cursor?: string;
                /** @description `-apps`: the most used first, equally used ones alphabetically; `tag`: all alphabetically. `-apps` by default. */
                sort?: "-apps" | "tag";
            };
            header?: {
                /** @description The `Palier-Wrote` of your last write: no answer is older than it. */
                "Palier-Wrote"?: string;
            };
            path: {
                /**
                 * @description The slug of the tenant.
                 * @example wistant
                 */
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description The result of the cache look-up (RFC 9211). */
                    "Cache-Status"?: string;
                    /** @description The next step of the list, with `rel="next"` (RFC 8288); not sent at the end. */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tags"];
                };
            };
            /** @description Not Modified: the ETag of If-None-Match is still current. */
            304: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description The result of the cache look-up (RFC 9211). */
                    "Cache-Status"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.invalid_cursor.invalid_url.malformed_request.mixed_pagination.page_out_of_reach.validation_failed"];
            403: components["responses"]["403.tenant_suspended"];
            404: components["responses"]["404.context_not_served.feature_disabled.tenant_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout"];
        };
    };
    listChanges: {
        parameters: {
            query?: {
                /** @description How many changes to read, 1 to 100; 100 by default. */
                limit?: number;
                /** @description `page.next` of an earlier answer; by default the first change that is still kept. */
                since?: string;
            };
            header?: {
                /** @description The `Palier-Wrote` of your last write: no answer is older than it. */
                "Palier-Wrote"?: string;
            };
            path: {
                /**
                 * @description The slug of the tenant.
                 * @example wistant
                 */
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description The result of the cache look-up (RFC 9211). */
                    "Cache-Status"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Changes"];
                };
            };
            /** @description Not Modified: the ETag of If-None-Match is still current. */
            304: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description The result of the cache look-up (RFC 9211). */
                    "Cache-Status"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.invalid_cursor.invalid_url.malformed_request.validation_failed"];
            403: components["responses"]["403.tenant_suspended"];
            404: components["responses"]["404.context_not_served.tenant_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            410: components["responses"]["410.changes_expired"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout"];
        };
    };
    followChanges: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `Palier-Wrote` of your last write: no answer is older than it. */
                "Palier-Wrote"?: string;
            };
            path: {
                /**
                 * @description The slug of the tenant.
                 * @example wistant
                 */
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description The result of the cache look-up (RFC 9211). */
                    "Cache-Status"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/atom+xml": string;
                };
            };
            /** @description Not Modified: the ETag of If-None-Match is still current. */
            304: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description The result of the cache look-up (RFC 9211). */
                    "Cache-Status"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.invalid_url.malformed_request.validation_failed"];
            403: components["responses"]["403.tenant_suspended"];
            404: components["responses"]["404.context_not_served.tenant_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout"];
        };
    };
    listStudio: {
        parameters: {
            query?: {
                /** @description How many items a cursor step returns, 1 to 100; 20 by default. */
                limit?: number;
                /** @description The number of a page, from 1; chooses pages instead of cursors. */
                page?: number;
                /** @description How many items a page has, 1 to 100; 20 by default. */
                pageSize?: number;
                /** @description Where to continue: `page.next` of the previous answer. */
                cursor?: string;
                /** @description Only archived apps, `true`, or only others, `false`. */
                archived?: "true" | "false";
                /** @description By name, creation or last change, `-` for descending; `-updatedAt` by default. */
                sort?: "name" | "-createdAt" | "-updatedAt";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The next step of the list, with `rel="next"` (RFC 8288); not sent at the end. */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StudioApps"];
                };
            };
            400: components["responses"]["400.invalid_cursor.invalid_url.malformed_request.mixed_pagination.page_out_of_reach.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout"];
        };
    };
    createStudio: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat: for 24 hours the same key and body get the first answer again, with `Idempotency-Replayed: true`. Visible ASCII; a UUID is best. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewApp"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description The path of what was created or started. */
                    Location?: string;
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StudioAppDetail"];
                };
            };
            400: components["responses"]["400.empty_body.incomplete_body.invalid_idempotency_key.invalid_json.invalid_url.invalid_utf8.json_too_deep.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            402: components["responses"]["402.quota_exceeded"];
            403: components["responses"]["403.forbidden.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            409: components["responses"]["409.app_slug_taken.idempotency_answer_not_kept.idempotency_in_flight"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.idempotency_key_reused"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    changeSome: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AppChanges"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppResults"];
                };
            };
            400: components["responses"]["400.empty_body.incomplete_body.invalid_json.invalid_url.invalid_utf8.json_too_deep.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            415: components["responses"]["415.unsupported_media_type"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    readStudio: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StudioAppDetail"];
                };
            };
            /** @description Not Modified: the ETag of If-None-Match is still current. */
            304: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.app_not_found.context_not_served"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout"];
        };
    };
    deleteStudio: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description The path of what was created or started. */
                    Location?: string;
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Operation"];
                };
            };
            400: components["responses"]["400.incomplete_body.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.app_not_found.context_not_served"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    changeStudio: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of the version that you read, as in `"v3"`; a list of them, or `*` for any version. */
                "If-Match": string;
            };
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["AppTexts"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StudioAppDetail"];
                };
            };
            400: components["responses"]["400.empty_body.incomplete_body.invalid_json.invalid_url.invalid_utf8.json_too_deep.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.app_not_found.context_not_served"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            409: components["responses"]["409.app_deleting"];
            412: components["responses"]["412.precondition_failed"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            415: components["responses"]["415.unsupported_media_type"];
            428: components["responses"]["428.precondition_required"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    archiveStudio: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StudioAppDetail"];
                };
            };
            400: components["responses"]["400.incomplete_body.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.app_not_found.context_not_served"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            409: components["responses"]["409.app_deleting"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    restoreStudio: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StudioAppDetail"];
                };
            };
            400: components["responses"]["400.incomplete_body.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.app_not_found.context_not_served"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            409: components["responses"]["409.app_deleting"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    readActivity: {
        parameters: {
            query?: {
                /** @description The first day; by default 29 days before the last. */
                from?: string;
                /** @description The last day, which counts too; today by default. */
                to?: string;
            };
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Activity"];
                };
            };
            400: components["responses"]["400.invalid_url.malformed_request.period_invalid.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.app_not_found.context_not_served"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout"];
        };
    };
    listVersions: {
        parameters: {
            query?: {
                /** @description How many items a cursor step returns, 1 to 100; 20 by default. */
                limit?: number;
                /** @description The number of a page, from 1; chooses pages instead of cursors. */
                page?: number;
                /** @description How many items a page has, 1 to 100; 20 by default. */
                pageSize?: number;
                /** @description Where to continue: `page.next` of the previous answer. */
                cursor?: string;
                /** @description Only versions in this state. */
                state?: "draft" | "checking" | "published" | "yanked";
            };
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The next step of the list, with `rel="next"` (RFC 8288); not sent at the end. */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Versions"];
                };
            };
            400: components["responses"]["400.invalid_cursor.invalid_url.malformed_request.mixed_pagination.page_out_of_reach.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.app_not_found.context_not_served"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout"];
        };
    };
    createVersion: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat: for 24 hours the same key and body get the first answer again, with `Idempotency-Replayed: true`. Visible ASCII; a UUID is best. */
                "Idempotency-Key"?: string;
            };
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewVersion"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Version"];
                };
            };
            400: components["responses"]["400.empty_body.incomplete_body.invalid_idempotency_key.invalid_json.invalid_url.invalid_utf8.json_too_deep.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.app_not_found.context_not_served"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            409: components["responses"]["409.app_deleting.idempotency_answer_not_kept.idempotency_in_flight.version_exists"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.idempotency_key_reused"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    readVersion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
                version: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Version"];
                };
            };
            /** @description Not Modified: the ETag of If-None-Match is still current. */
            304: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served.version_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout"];
        };
    };
    deleteVersion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
                version: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.incomplete_body.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served.version_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            409: components["responses"]["409.app_deleting.version_busy.version_not_draft"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    changeVersion: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of the version that you read, as in `"v3"`; a list of them, or `*` for any version. */
                "If-Match": string;
            };
            path: {
                slug: string;
                version: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VersionChanges"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Version"];
                };
            };
            400: components["responses"]["400.empty_body.incomplete_body.invalid_json.invalid_url.invalid_utf8.json_too_deep.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served.version_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            409: components["responses"]["409.app_deleting"];
            412: components["responses"]["412.precondition_failed"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            415: components["responses"]["415.unsupported_media_type"];
            428: components["responses"]["428.precondition_required"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    publishVersion: {
        parameters: {
            query?: {
                /**
                 * @description Seconds, 0 to 15, to wait for the operation to end: then the answer is 200 with what became of it, else 202; 0 by default.
                 *     A wait counts as one of the 10 event streams that a user or key may have open; beyond them the answer is 202 at once.
                 */
                wait?: number;
            };
            header?: {
                /** @description Makes the request safe to repeat: for 24 hours the same key and body get the first answer again, with `Idempotency-Replayed: true`. Visible ASCII; a UUID is best. */
                "Idempotency-Key"?: string;
            };
            path: {
                slug: string;
                version: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description The path of what was created or started. */
                    Location?: string;
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Operation"];
                };
            };
            400: components["responses"]["400.incomplete_body.invalid_idempotency_key.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served.version_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            409: components["responses"]["409.app_deleting.idempotency_answer_not_kept.idempotency_in_flight.version_busy.version_not_draft.version_without_files"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            422: components["responses"]["422.idempotency_key_reused"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    yankVersion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
                version: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Yank"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Version"];
                };
            };
            400: components["responses"]["400.empty_body.incomplete_body.invalid_json.invalid_url.invalid_utf8.json_too_deep.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served.version_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            409: components["responses"]["409.app_deleting.version_not_published"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            415: components["responses"]["415.unsupported_media_type"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    listSteps: {
        parameters: {
            query?: {
                /** @description How many items a cursor step returns, 1 to 100; 20 by default. */
                limit?: number;
                /** @description The number of a page, from 1; chooses pages instead of cursors. */
                page?: number;
                /** @description How many items a page has, 1 to 100; 20 by default. */
                pageSize?: number;
                /** @description Where to continue: `page.next` of the previous answer. */
                cursor?: string;
            };
            header?: never;
            path: {
                slug: string;
                version: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The next step of the list, with `rel="next"` (RFC 8288); not sent at the end. */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Steps"];
                };
            };
            400: components["responses"]["400.invalid_cursor.invalid_url.malformed_request.mixed_pagination.page_out_of_reach.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served.version_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout"];
        };
    };
    listFiles: {
        parameters: {
            query?: {
                /** @description How many items a cursor step returns, 1 to 100; 20 by default. */
                limit?: number;
                /** @description The number of a page, from 1; chooses pages instead of cursors. */
                page?: number;
                /** @description How many items a page has, 1 to 100; 20 by default. */
                pageSize?: number;
                /** @description Where to continue: `page.next` of the previous answer. */
                cursor?: string;
            };
            header?: never;
            path: {
                slug: string;
                version: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The next step of the list, with `rel="next"` (RFC 8288); not sent at the end. */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Files"];
                };
            };
            400: components["responses"]["400.invalid_cursor.invalid_url.malformed_request.mixed_pagination.page_out_of_reach.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served.version_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout"];
        };
    };
    uploadFile: {
        parameters: {
            query: {
                /** @description Its path below the root of the app, up to 1,000 bytes, with `/` between folders; nothing below `.palier`. */
                path: string;
            };
            header?: {
                /**
                 * @description The SHA-256 of the body (RFC 9530); a body that has another is refused. Repr-Digest means the same.
                 * @example sha-256=:ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=:
                 */
                "Content-Digest"?: string;
            };
            path: {
                slug: string;
                version: string;
            };
            cookie?: never;
        };
        /** @description The bytes, at most 104857600: with a Content-Length or in chunks, without Content-Encoding. */
        requestBody?: {
            content: {
                "application/octet-stream": unknown;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VersionFile"];
                };
            };
            400: components["responses"]["400.content_digest_mismatch.incomplete_body.invalid_content_digest.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            402: components["responses"]["402.quota_exceeded"];
            403: components["responses"]["403.forbidden.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served.version_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            409: components["responses"]["409.app_deleting.path_clashes.version_busy.version_not_draft"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.path_refused.too_many_files"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded.too_many_uploads"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.storage_unavailable.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    deleteFile: {
        parameters: {
            query: {
                /** @description Its path below the root of the app, up to 1,000 bytes, with `/` between folders; nothing below `.palier`. */
                path: string;
            };
            header?: never;
            path: {
                slug: string;
                version: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.incomplete_body.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served.file_not_found.version_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            409: components["responses"]["409.app_deleting.version_busy.version_not_draft"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    unpackFile: {
        parameters: {
            query?: {
                /**
                 * @description Seconds, 0 to 15, to wait for the operation to end: then the answer is 200 with what became of it, else 202; 0 by default.
                 *     A wait counts as one of the 10 event streams that a user or key may have open; beyond them the answer is 202 at once.
                 */
                wait?: number;
            };
            header?: {
                /**
                 * @description The SHA-256 of the body (RFC 9530); a body that has another is refused. Repr-Digest means the same.
                 * @example sha-256=:ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=:
                 */
                "Content-Digest"?: string;
            };
            path: {
                slug: string;
                version: string;
            };
            cookie?: never;
        };
        /** @description The bytes, at most 1073741824: with a Content-Length or in chunks, without Content-Encoding. */
        requestBody: {
            content: {
                "application/zip": unknown;
                "application/gzip": unknown;
                "application/x-gzip": unknown;
                "application/octet-stream": unknown;
            };
        };
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description The path of what was created or started. */
                    Location?: string;
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Operation"];
                };
            };
            400: components["responses"]["400.content_digest_mismatch.empty_body.incomplete_body.invalid_content_digest.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            402: components["responses"]["402.quota_exceeded"];
            403: components["responses"]["403.forbidden.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served.version_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            409: components["responses"]["409.app_deleting.version_busy.version_not_draft"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            415: components["responses"]["415.unsupported_media_type"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded.too_many_uploads"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.storage_unavailable.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    requestDownload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The slug of the tenant.
                 * @example wistant
                 */
                tenant: string;
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Download"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DownloadLink"];
                };
            };
            /** @description The ZIP is being made. */
            202: {
                headers: {
                    /** @description The path of what was created or started. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Operation"];
                };
            };
            400: components["responses"]["400.empty_body.incomplete_body.invalid_json.invalid_url.invalid_utf8.json_too_deep.malformed_request.validation_failed"];
            403: components["responses"]["403.tenant_suspended"];
            404: components["responses"]["404.app_not_found.context_not_served.tenant_not_found.version_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            409: components["responses"]["409.version_not_kept"];
            410: components["responses"]["410.version_yanked"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            415: components["responses"]["415.unsupported_media_type"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.degraded.handler_timeout.overloaded.query_timeout.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    readBundleOperation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The slug of the tenant.
                 * @example wistant
                 */
                tenant: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Operation"];
                };
            };
            /** @description Not Modified: the ETag of If-None-Match is still current. */
            304: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.invalid_url.malformed_request.validation_failed"];
            403: components["responses"]["403.tenant_suspended"];
            404: components["responses"]["404.context_not_served.operation_not_found.tenant_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout"];
        };
    };
    downloadBundle: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description One part of the file, as in `bytes=0-1023`, `bytes=1024-` or `bytes=-1024`; several are answered by the whole file.
                 * @example bytes=0-1023
                 */
                Range?: string;
            };
            path: {
                /**
                 * @description The slug of the tenant.
                 * @example wistant
                 */
                tenant: string;
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The whole file. */
            200: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the file is the same, or as If-Range to go on with it. */
                    ETag?: string;
                    /** @description That parts may be asked for. */
                    "Accept-Ranges"?: "bytes";
                    /** @description The name to save it under (RFC 6266), where it has one. */
                    "Content-Disposition"?: string;
                    /**
                     * @description The SHA-256 of this body (RFC 9530), where it is known.
                     * @example sha-256=:ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=:
                     */
                    "Content-Digest"?: string;
                    /**
                     * @description The SHA-256 of the whole file (RFC 9530), where it is known.
                     * @example sha-256=:ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=:
                     */
                    "Repr-Digest"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/zip": unknown;
                };
            };
            /** @description The part that Range asks for. */
            206: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the file is the same, or as If-Range to go on with it. */
                    ETag?: string;
                    /** @description That parts may be asked for. */
                    "Accept-Ranges"?: "bytes";
                    /** @description The name to save it under (RFC 6266), where it has one. */
                    "Content-Disposition"?: string;
                    /**
                     * @description The SHA-256 of the whole file (RFC 9530), where it is known.
                     * @example sha-256=:ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=:
                     */
                    "Repr-Digest"?: string;
                    /**
                     * @description The part and the size of the file, in bytes.
                     * @example bytes 0-1023/4096
                     */
                    "Content-Range"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/zip": unknown;
                };
            };
            /** @description The file is on another server: ask there, soon and without credentials. */
            302: {
                headers: {
                    /** @description Where the file is. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not Modified: the ETag of If-None-Match is still current. */
            304: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the file is the same, or as If-Range to go on with it. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.invalid_url.malformed_request.validation_failed"];
            403: components["responses"]["403.tenant_suspended"];
            404: components["responses"]["404.bundle_evicted.context_not_served.link_not_found.tenant_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            410: components["responses"]["410.link_expired"];
            412: components["responses"]["412.precondition_failed"];
            414: components["responses"]["414.url_too_long"];
            416: components["responses"]["416.range_not_satisfiable"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.handler_timeout.storage_unavailable"];
        };
    };
    readImages: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Images"];
                };
            };
            400: components["responses"]["400.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.app_not_found.context_not_served"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout"];
        };
    };
    setIcon: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The SHA-256 of the body (RFC 9530); a body that has another is refused. Repr-Digest means the same.
                 * @example sha-256=:ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=:
                 */
                "Content-Digest"?: string;
            };
            path: {
                slug: string;
            };
            cookie?: never;
        };
        /** @description The bytes, at most 5242880: with a Content-Length or in chunks, without Content-Encoding. */
        requestBody: {
            content: {
                "image/png": unknown;
                "image/jpeg": unknown;
                "image/webp": unknown;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImageUrls"];
                };
            };
            400: components["responses"]["400.content_digest_mismatch.empty_body.incomplete_body.invalid_content_digest.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            402: components["responses"]["402.quota_exceeded"];
            403: components["responses"]["403.forbidden.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.app_not_found.context_not_served"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            409: components["responses"]["409.app_deleting"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.image_refused"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded.too_many_uploads"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.images_busy.overloaded.query_timeout.storage_unavailable.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    deleteIcon: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.incomplete_body.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.app_not_found.context_not_served.image_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            409: components["responses"]["409.app_deleting"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    addScreenshot: {
        parameters: {
            query?: {
                /** @description What it shows, for those who cannot see it: 1 to 200 characters on one line. */
                caption?: string;
            };
            header?: {
                /**
                 * @description The SHA-256 of the body (RFC 9530); a body that has another is refused. Repr-Digest means the same.
                 * @example sha-256=:ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=:
                 */
                "Content-Digest"?: string;
            };
            path: {
                slug: string;
            };
            cookie?: never;
        };
        /** @description The bytes, at most 10485760: with a Content-Length or in chunks, without Content-Encoding. */
        requestBody: {
            content: {
                "image/png": unknown;
                "image/jpeg": unknown;
                "image/webp": unknown;
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Screenshot"];
                };
            };
            400: components["responses"]["400.content_digest_mismatch.empty_body.incomplete_body.invalid_content_digest.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            402: components["responses"]["402.quota_exceeded"];
            403: components["responses"]["403.forbidden.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.app_not_found.context_not_served"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            409: components["responses"]["409.app_deleting.too_many_screenshots"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.image_refused"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded.too_many_uploads"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.images_busy.overloaded.query_timeout.storage_unavailable.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    orderScreenshots: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ScreenshotOrder"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.empty_body.incomplete_body.invalid_json.invalid_url.invalid_utf8.json_too_deep.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.app_not_found.context_not_served"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            409: components["responses"]["409.app_deleting.screenshots_differ"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            415: components["responses"]["415.unsupported_media_type"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    deleteScreenshot: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.incomplete_body.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.app_not_found.context_not_served.image_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            409: components["responses"]["409.app_deleting"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    captionScreenshot: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Caption"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Screenshot"];
                };
            };
            400: components["responses"]["400.empty_body.incomplete_body.invalid_json.invalid_url.invalid_utf8.json_too_deep.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.app_not_found.context_not_served.image_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            409: components["responses"]["409.app_deleting"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            415: components["responses"]["415.unsupported_media_type"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    readImage: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description One part of the file, as in `bytes=0-1023`, `bytes=1024-` or `bytes=-1024`; several are answered by the whole file.
                 * @example bytes=0-1023
                 */
                Range?: string;
            };
            path: {
                /**
                 * @description The slug of the tenant.
                 * @example wistant
                 */
                tenant: string;
                file: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The whole file. */
            200: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the file is the same, or as If-Range to go on with it. */
                    ETag?: string;
                    /** @description That parts may be asked for. */
                    "Accept-Ranges"?: "bytes";
                    /** @description The name to save it under (RFC 6266), where it has one. */
                    "Content-Disposition"?: string;
                    /**
                     * @description The SHA-256 of this body (RFC 9530), where it is known.
                     * @example sha-256=:ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=:
                     */
                    "Content-Digest"?: string;
                    /**
                     * @description The SHA-256 of the whole file (RFC 9530), where it is known.
                     * @example sha-256=:ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=:
                     */
                    "Repr-Digest"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "image/webp": unknown;
                };
            };
            /** @description The part that Range asks for. */
            206: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the file is the same, or as If-Range to go on with it. */
                    ETag?: string;
                    /** @description That parts may be asked for. */
                    "Accept-Ranges"?: "bytes";
                    /** @description The name to save it under (RFC 6266), where it has one. */
                    "Content-Disposition"?: string;
                    /**
                     * @description The SHA-256 of the whole file (RFC 9530), where it is known.
                     * @example sha-256=:ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=:
                     */
                    "Repr-Digest"?: string;
                    /**
                     * @description The part and the size of the file, in bytes.
                     * @example bytes 0-1023/4096
                     */
                    "Content-Range"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "image/webp": unknown;
                };
            };
            /** @description The file is on another server: ask there, soon and without credentials. */
            302: {
                headers: {
                    /** @description Where the file is. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not Modified: the ETag of If-None-Match is still current. */
            304: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the file is the same, or as If-Range to go on with it. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.invalid_url.malformed_request.validation_failed"];
            403: components["responses"]["403.tenant_suspended"];
            404: components["responses"]["404.context_not_served.image_not_found.tenant_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            412: components["responses"]["412.precondition_failed"];
            414: components["responses"]["414.url_too_long"];
            416: components["responses"]["416.range_not_satisfiable"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.handler_timeout.storage_unavailable"];
        };
    };
    followStoreEvent: {
        parameters: {
            query?: never;
            header?: {
                /** @description The id of the last event that the client received. */
                "Last-Event-ID"?: string;
            };
            path: {
                /**
                 * @description The slug of the tenant.
                 * @example wistant
                 */
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Events as they happen, each of one of these forms. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": {
                        /** @description Send it as Last-Event-ID to resume after it. */
                        id: string;
                        /** @enum {string} */
                        event: "app.changed";
                        data: string;
                    } | {
                        /** @description Send it as Last-Event-ID to resume after it. */
                        id: string;
                        /** @enum {string} */
                        event: "apps.changed";
                        data: string;
                    } | {
                        /** @description Send it as Last-Event-ID to resume after it. */
                        id: string;
                        /** @enum {string} */
                        event: "reset";
                        data: string;
                    };
                };
            };
            400: components["responses"]["400.invalid_url.malformed_request.validation_failed"];
            403: components["responses"]["403.tenant_suspended"];
            404: components["responses"]["404.context_not_served.tenant_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.event_streams_full.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout"];
        };
    };
    listSubscriptions: {
        parameters: {
            query?: {
                /** @description How many items a cursor step returns, 1 to 100; 20 by default. */
                limit?: number;
                /** @description The number of a page, from 1; chooses pages instead of cursors. */
                page?: number;
                /** @description How many items a page has, 1 to 100; 20 by default. */
                pageSize?: number;
                /** @description Where to continue: `page.next` of the previous answer. */
                cursor?: string;
                /** @description Only those in the folder with this id. */
                folder?: string;
                /** @description By title or time of subscription, `-` for descending; `title` by default. */
                sort?: "title" | "-createdAt";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The next step of the list, with `rel="next"` (RFC 8288); not sent at the end. */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Subscriptions"];
                };
            };
            400: components["responses"]["400.invalid_cursor.invalid_url.malformed_request.mixed_pagination.page_out_of_reach.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout"];
        };
    };
    createSubscription: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat: for 24 hours the same key and body are refused with 409, since the answer holds a secret and is not kept. Visible ASCII; a UUID is best. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewSubscription"];
            };
        };
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description The path of what was created or started. */
                    Location?: string;
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Operation"];
                };
            };
            400: components["responses"]["400.empty_body.incomplete_body.invalid_feed_address.invalid_idempotency_key.invalid_json.invalid_url.invalid_utf8.json_too_deep.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            409: components["responses"]["409.already_subscribed.idempotency_answer_not_kept.idempotency_in_flight"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.idempotency_key_reused.unknown_folder"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    readSubscription: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Subscription"];
                };
            };
            /** @description Not Modified: the ETag of If-None-Match is still current. */
            304: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served.subscription_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout"];
        };
    };
    deleteSubscription: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of the version that you read, as in `"v3"`; a list of them, or `*` for any version. */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.incomplete_body.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served.subscription_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            412: components["responses"]["412.precondition_failed"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            428: components["responses"]["428.precondition_required"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    changeSubscription: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of the version that you read, as in `"v3"`; a list of them, or `*` for any version. */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["SubscriptionChanges"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Subscription"];
                };
            };
            400: components["responses"]["400.empty_body.incomplete_body.invalid_json.invalid_url.invalid_utf8.json_too_deep.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served.subscription_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            412: components["responses"]["412.precondition_failed"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.unknown_folder"];
            428: components["responses"]["428.precondition_required"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    listFolders: {
        parameters: {
            query?: {
                /** @description How many items a cursor step returns, 1 to 100; 20 by default. */
                limit?: number;
                /** @description The number of a page, from 1; chooses pages instead of cursors. */
                page?: number;
                /** @description How many items a page has, 1 to 100; 20 by default. */
                pageSize?: number;
                /** @description Where to continue: `page.next` of the previous answer. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The next step of the list, with `rel="next"` (RFC 8288); not sent at the end. */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Folders"];
                };
            };
            400: components["responses"]["400.invalid_cursor.invalid_url.malformed_request.mixed_pagination.page_out_of_reach.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout"];
        };
    };
    createFolder: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat: for 24 hours the same key and body get the first answer again, with `Idempotency-Replayed: true`. Visible ASCII; a UUID is best. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FolderContent"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Folder"];
                };
            };
            400: components["responses"]["400.empty_body.incomplete_body.invalid_idempotency_key.invalid_json.invalid_url.invalid_utf8.json_too_deep.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            409: components["responses"]["409.folder_name_taken.idempotency_answer_not_kept.idempotency_in_flight"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.idempotency_key_reused"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    renameFolder: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of the version that you read, as in `"v3"`; a list of them, or `*` for any version. */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FolderContent"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Folder"];
                };
            };
            400: components["responses"]["400.empty_body.incomplete_body.invalid_json.invalid_url.invalid_utf8.json_too_deep.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served.folder_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            409: components["responses"]["409.folder_name_taken"];
            412: components["responses"]["412.precondition_failed"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            415: components["responses"]["415.unsupported_media_type"];
            428: components["responses"]["428.precondition_required"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    deleteFolder: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of the version that you read, as in `"v3"`; a list of them, or `*` for any version. */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.incomplete_body.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served.folder_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            412: components["responses"]["412.precondition_failed"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            428: components["responses"]["428.precondition_required"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    listFilters: {
        parameters: {
            query?: {
                /** @description How many items a cursor step returns, 1 to 100; 20 by default. */
                limit?: number;
                /** @description The number of a page, from 1; chooses pages instead of cursors. */
                page?: number;
                /** @description How many items a page has, 1 to 100; 20 by default. */
                pageSize?: number;
                /** @description Where to continue: `page.next` of the previous answer. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The next step of the list, with `rel="next"` (RFC 8288); not sent at the end. */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Filters"];
                };
            };
            400: components["responses"]["400.invalid_cursor.invalid_url.malformed_request.mixed_pagination.page_out_of_reach.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout"];
        };
    };
    createFilter: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat: for 24 hours the same key and body get the first answer again, with `Idempotency-Replayed: true`. Visible ASCII; a UUID is best. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FilterContent"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Filter"];
                };
            };
            400: components["responses"]["400.empty_body.incomplete_body.invalid_idempotency_key.invalid_json.invalid_url.invalid_utf8.json_too_deep.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            409: components["responses"]["409.filter_name_taken.idempotency_answer_not_kept.idempotency_in_flight.too_many_filters"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.idempotency_key_reused.unknown_folder.unknown_subscription"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    replaceFilter: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of the version that you read, as in `"v3"`; a list of them, or `*` for any version. */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FilterContent"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Filter"];
                };
            };
            400: components["responses"]["400.empty_body.incomplete_body.invalid_json.invalid_url.invalid_utf8.json_too_deep.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served.filter_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            409: components["responses"]["409.filter_name_taken"];
            412: components["responses"]["412.precondition_failed"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.unknown_folder.unknown_subscription"];
            428: components["responses"]["428.precondition_required"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    deleteFilter: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of the version that you read, as in `"v3"`; a list of them, or `*` for any version. */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.incomplete_body.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served.filter_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            412: components["responses"]["412.precondition_failed"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            428: components["responses"]["428.precondition_required"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    listLabels: {
        parameters: {
            query?: {
                /** @description How many items a cursor step returns, 1 to 100; 20 by default. */
                limit?: number;
                /** @description The number of a page, from 1; chooses pages instead of cursors. */
                page?: number;
                /** @description How many items a page has, 1 to 100; 20 by default. */
                pageSize?: number;
                /** @description Where to continue: `page.next` of the previous answer. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The next step of the list, with `rel="next"` (RFC 8288); not sent at the end. */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Labels"];
                };
            };
            400: components["responses"]["400.invalid_cursor.invalid_url.malformed_request.mixed_pagination.page_out_of_reach.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.no_account.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout"];
        };
    };
    createLabel: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat: for 24 hours the same key and body get the first answer again, with `Idempotency-Replayed: true`. Visible ASCII; a UUID is best. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LabelContent"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Label"];
                };
            };
            400: components["responses"]["400.empty_body.incomplete_body.invalid_idempotency_key.invalid_json.invalid_url.invalid_utf8.json_too_deep.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.no_account.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            409: components["responses"]["409.idempotency_answer_not_kept.idempotency_in_flight.label_name_taken.too_many_labels"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.idempotency_key_reused"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    renameLabel: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of the version that you read, as in `"v3"`; a list of them, or `*` for any version. */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LabelContent"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Label"];
                };
            };
            400: components["responses"]["400.empty_body.incomplete_body.invalid_json.invalid_url.invalid_utf8.json_too_deep.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.no_account.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served.label_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            409: components["responses"]["409.label_name_taken"];
            412: components["responses"]["412.precondition_failed"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            415: components["responses"]["415.unsupported_media_type"];
            428: components["responses"]["428.precondition_required"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    deleteLabel: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of the version that you read, as in `"v3"`; a list of them, or `*` for any version. */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.incomplete_body.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.no_account.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served.label_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            412: components["responses"]["412.precondition_failed"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            428: components["responses"]["428.precondition_required"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    unreadReading: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnreadCounts"];
                };
            };
            400: components["responses"]["400.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.no_account.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout"];
        };
    };
    setStates: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostStates"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostStateResults"];
                };
            };
            400: components["responses"]["400.empty_body.incomplete_body.invalid_json.invalid_url.invalid_utf8.json_too_deep.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.no_account.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.unknown_label"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    markRead: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ReadPosts"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnreadCounts"];
                };
            };
            400: components["responses"]["400.empty_body.incomplete_body.invalid_json.invalid_url.invalid_utf8.json_too_deep.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.no_account.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.unknown_folder.unknown_subscription"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    listPosts: {
        parameters: {
            query?: {
                /** @description How many items a cursor step returns, 1 to 100; 20 by default. */
                limit?: number;
                /** @description The number of a page, from 1; chooses pages instead of cursors. */
                page?: number;
                /** @description How many items a page has, 1 to 100; 20 by default. */
                pageSize?: number;
                /** @description Where to continue: `page.next` of the previous answer. */
                cursor?: string;
                /** @description The newest first (`-sortedAt`, by default) or the oldest (`sortedAt`). */
                sort?: "-sortedAt" | "sortedAt";
                /** @description Only those of the subscription with this id. */
                subscription?: string;
                /** @description Only those of subscriptions in the folder with this id. */
                folder?: string;
                /** @description Only those that the caller has not read (`true`). */
                unread?: "true";
                /** @description Only those that the caller has starred (`true`). */
                starred?: "true";
                /** @description Only those to which the caller gave the label with this id: the 10,000 newest. */
                label?: string;
                /** @description Only those that the filter with this id marked: the 10,000 newest. */
                mark?: string;
                /**
                 * @description Only those that contain all of these words, the last one also as the beginning of a word, in title, author, tags or text. Of
                 *     the words the first ten count, without regard to case, accents and, in French and English, endings. Of a search, label or
                 *     mark the 10,000 newest posts are looked at, before the other filters.
                 */
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The next step of the list, with `rel="next"` (RFC 8288); not sent at the end. */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Posts"];
                };
            };
            400: components["responses"]["400.invalid_cursor.invalid_url.malformed_request.mixed_pagination.page_out_of_reach.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout"];
        };
    };
    neighboursPost: {
        parameters: {
            query?: {
                /** @description The newest first (`-sortedAt`, by default) or the oldest (`sortedAt`). */
                sort?: "-sortedAt" | "sortedAt";
                /** @description Only those of the subscription with this id. */
                subscription?: string;
                /** @description Only those of subscriptions in the folder with this id. */
                folder?: string;
                /** @description Only those that the caller has not read (`true`). */
                unread?: "true";
                /** @description Only those that the caller has starred (`true`). */
                starred?: "true";
                /** @description Only those to which the caller gave the label with this id: the 10,000 newest. */
                label?: string;
                /** @description Only those that the filter with this id marked: the 10,000 newest. */
                mark?: string;
                /**
                 * @description Only those that contain all of these words, the last one also as the beginning of a word, in title, author, tags or text. Of
                 *     the words the first ten count, without regard to case, accents and, in French and English, endings. Of a search, label or
                 *     mark the 10,000 newest posts are looked at, before the other filters.
                 */
                q?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostNeighbours"];
                };
            };
            400: components["responses"]["400.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served.post_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout"];
        };
    };
    readPost: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostDetail"];
                };
            };
            400: components["responses"]["400.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served.post_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout"];
        };
    };
    exportOpml: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description One part of the file, as in `bytes=0-1023`, `bytes=1024-` or `bytes=-1024`; several are answered by the whole file.
                 * @example bytes=0-1023
                 */
                Range?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The whole file. */
            200: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the file is the same, or as If-Range to go on with it. */
                    ETag?: string;
                    /** @description That parts may be asked for. */
                    "Accept-Ranges"?: "bytes";
                    /** @description The name to save it under (RFC 6266), where it has one. */
                    "Content-Disposition"?: string;
                    /**
                     * @description The SHA-256 of this body (RFC 9530), where it is known.
                     * @example sha-256=:ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=:
                     */
                    "Content-Digest"?: string;
                    /**
                     * @description The SHA-256 of the whole file (RFC 9530), where it is known.
                     * @example sha-256=:ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=:
                     */
                    "Repr-Digest"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "text/x-opml": unknown;
                };
            };
            /** @description The part that Range asks for. */
            206: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the file is the same, or as If-Range to go on with it. */
                    ETag?: string;
                    /** @description That parts may be asked for. */
                    "Accept-Ranges"?: "bytes";
                    /** @description The name to save it under (RFC 6266), where it has one. */
                    "Content-Disposition"?: string;
                    /**
                     * @description The SHA-256 of the whole file (RFC 9530), where it is known.
                     * @example sha-256=:ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=:
                     */
                    "Repr-Digest"?: string;
                    /**
                     * @description The part and the size of the file, in bytes.
                     * @example bytes 0-1023/4096
                     */
                    "Content-Range"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "text/x-opml": unknown;
                };
            };
            /** @description The file is on another server: ask there, soon and without credentials. */
            302: {
                headers: {
                    /** @description Where the file is. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not Modified: the ETag of If-None-Match is still current. */
            304: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the file is the same, or as If-Range to go on with it. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            412: components["responses"]["412.precondition_failed"];
            414: components["responses"]["414.url_too_long"];
            416: components["responses"]["416.range_not_satisfiable"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout"];
        };
    };
    importOpml: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The SHA-256 of the body (RFC 9530); a body that has another is refused. Repr-Digest means the same.
                 * @example sha-256=:ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=:
                 */
                "Content-Digest"?: string;
            };
            path?: never;
            cookie?: never;
        };
        /** @description The bytes, at most 5242880: with a Content-Length or in chunks, without Content-Encoding. */
        requestBody: {
            content: {
                "text/x-opml": unknown;
                "text/xml": unknown;
                "application/xml": unknown;
            };
        };
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description The path of what was created or started. */
                    Location?: string;
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Operation"];
                };
            };
            400: components["responses"]["400.content_digest_mismatch.empty_body.incomplete_body.invalid_content_digest.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.feed_parse_timeout.opml_malformed.opml_too_large"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.documents_busy.handler_timeout.overloaded.query_timeout.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    linesOpml: {
        parameters: {
            query?: {
                /** @description How many items a cursor step returns, 1 to 100; 20 by default. */
                limit?: number;
                /** @description The number of a page, from 1; chooses pages instead of cursors. */
                page?: number;
                /** @description How many items a page has, 1 to 100; 20 by default. */
                pageSize?: number;
                /** @description Where to continue: `page.next` of the previous answer. */
                cursor?: string;
                /** @description Only lines with this status. */
                status?: "waiting" | "added" | "known" | "refused";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The next step of the list, with `rel="next"` (RFC 8288); not sent at the end. */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportLines"];
                };
            };
            400: components["responses"]["400.invalid_cursor.invalid_url.malformed_request.mixed_pagination.page_out_of_reach.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served.import_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout"];
        };
    };
    listHealth: {
        parameters: {
            query?: {
                /** @description How many items a cursor step returns, 1 to 100; 20 by default. */
                limit?: number;
                /** @description The number of a page, from 1; chooses pages instead of cursors. */
                page?: number;
                /** @description How many items a page has, 1 to 100; 20 by default. */
                pageSize?: number;
                /** @description Where to continue: `page.next` of the previous answer. */
                cursor?: string;
                /** @description Only those that fail, or only those that have ended. */
                state?: "failing" | "ended";
                /** @description By since when they fail, `-` for descending; `since` by default. */
                sort?: "since" | "-since";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The next step of the list, with `rel="next"` (RFC 8288); not sent at the end. */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FailingFeeds"];
                };
            };
            400: components["responses"]["400.invalid_cursor.invalid_url.malformed_request.mixed_pagination.page_out_of_reach.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout"];
        };
    };
    countsHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HealthCounts"];
                };
            };
            400: components["responses"]["400.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout"];
        };
    };
    readHealth: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FeedHealth"];
                };
            };
            400: components["responses"]["400.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served.subscription_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout"];
        };
    };
    listEntries: {
        parameters: {
            query?: {
                /** @description How many items a cursor step returns, 1 to 100; 20 by default. */
                limit?: number;
                /** @description The number of a page, from 1; chooses pages instead of cursors. */
                page?: number;
                /** @description How many items a page has, 1 to 100; 20 by default. */
                pageSize?: number;
                /** @description Where to continue: `page.next` of the previous answer. */
                cursor?: string;
                /** @description The first day. */
                from?: string;
                /** @description The last day, which counts too. */
                to?: string;
                /** @description Only entries with this tag. */
                tag?: string;
                /** @description Only entries with a score in this range: `mood`, `anxiety`, `craving`, `energy` or `sleep`. */
                score?: string;
                /** @description By day, `-` for descending; `-day` by default. */
                sort?: "day" | "-day";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The next step of the list, with `rel="next"` (RFC 8288); not sent at the end. */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Entries"];
                };
            };
            400: components["responses"]["400.invalid_cursor.invalid_url.malformed_request.mixed_pagination.page_out_of_reach.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.no_account.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.journal_sealed.overloaded.query_timeout"];
        };
    };
    createEntry: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat: for 24 hours the same key and body are refused with 409, since the answer holds a secret and is not kept. Visible ASCII; a UUID is best. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewEntry"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description The path of what was created or started. */
                    Location?: string;
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Entry"];
                };
            };
            400: components["responses"]["400.day_not_kept.empty_body.incomplete_body.invalid_idempotency_key.invalid_json.invalid_url.invalid_utf8.json_too_deep.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            402: components["responses"]["402.quota_exceeded"];
            403: components["responses"]["403.forbidden.no_account.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            409: components["responses"]["409.id_taken.idempotency_answer_not_kept.idempotency_in_flight"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.idempotency_key_reused"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.journal_sealed.overloaded.query_timeout.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    readEntry: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Entry"];
                };
            };
            /** @description Not Modified: the ETag of If-None-Match is still current. */
            304: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.no_account.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served.entry_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.journal_sealed.overloaded.query_timeout"];
        };
    };
    replaceEntry: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of the version that you read, as in `"v3"`; a list of them, or `*` for any version. */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EntryContent"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Entry"];
                };
            };
            400: components["responses"]["400.day_not_kept.empty_body.incomplete_body.invalid_json.invalid_url.invalid_utf8.json_too_deep.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            402: components["responses"]["402.quota_exceeded"];
            403: components["responses"]["403.forbidden.no_account.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served.entry_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            412: components["responses"]["412.precondition_failed"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            415: components["responses"]["415.unsupported_media_type"];
            428: components["responses"]["428.precondition_required"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.journal_sealed.overloaded.query_timeout.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    deleteEntry: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of the version that you read, as in `"v3"`; a list of them, or `*` for any version. */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.incomplete_body.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.no_account.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served.entry_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            412: components["responses"]["412.precondition_failed"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            428: components["responses"]["428.precondition_required"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.journal_sealed.overloaded.query_timeout.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    listEntryVersions: {
        parameters: {
            query?: {
                /** @description How many items a cursor step returns, 1 to 100; 20 by default. */
                limit?: number;
                /** @description The number of a page, from 1; chooses pages instead of cursors. */
                page?: number;
                /** @description How many items a page has, 1 to 100; 20 by default. */
                pageSize?: number;
                /** @description Where to continue: `page.next` of the previous answer. */
                cursor?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The next step of the list, with `rel="next"` (RFC 8288); not sent at the end. */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EntryVersions"];
                };
            };
            400: components["responses"]["400.invalid_cursor.invalid_url.malformed_request.mixed_pagination.page_out_of_reach.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.no_account.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served.entry_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.journal_sealed.overloaded.query_timeout"];
        };
    };
    readAttachment: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description One part of the file, as in `bytes=0-1023`, `bytes=1024-` or `bytes=-1024`; several are answered by the whole file.
                 * @example bytes=0-1023
                 */
                Range?: string;
            };
            path: {
                entry: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The whole file. */
            200: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the file is the same, or as If-Range to go on with it. */
                    ETag?: string;
                    /** @description That parts may be asked for. */
                    "Accept-Ranges"?: "bytes";
                    /** @description The name to save it under (RFC 6266), where it has one. */
                    "Content-Disposition"?: string;
                    /**
                     * @description The SHA-256 of this body (RFC 9530), where it is known.
                     * @example sha-256=:ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=:
                     */
                    "Content-Digest"?: string;
                    /**
                     * @description The SHA-256 of the whole file (RFC 9530), where it is known.
                     * @example sha-256=:ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=:
                     */
                    "Repr-Digest"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "image/jpeg": unknown;
                    "image/png": unknown;
                    "image/webp": unknown;
                    "image/heic": unknown;
                    "audio/mp4": unknown;
                    "audio/ogg": unknown;
                    "audio/webm": unknown;
                    "application/pdf": unknown;
                };
            };
            /** @description The part that Range asks for. */
            206: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the file is the same, or as If-Range to go on with it. */
                    ETag?: string;
                    /** @description That parts may be asked for. */
                    "Accept-Ranges"?: "bytes";
                    /** @description The name to save it under (RFC 6266), where it has one. */
                    "Content-Disposition"?: string;
                    /**
                     * @description The SHA-256 of the whole file (RFC 9530), where it is known.
                     * @example sha-256=:ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=:
                     */
                    "Repr-Digest"?: string;
                    /**
                     * @description The part and the size of the file, in bytes.
                     * @example bytes 0-1023/4096
                     */
                    "Content-Range"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "image/jpeg": unknown;
                    "image/png": unknown;
                    "image/webp": unknown;
                    "image/heic": unknown;
                    "audio/mp4": unknown;
                    "audio/ogg": unknown;
                    "audio/webm": unknown;
                    "application/pdf": unknown;
                };
            };
            /** @description The file is on another server: ask there, soon and without credentials. */
            302: {
                headers: {
                    /** @description Where the file is. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not Modified: the ETag of If-None-Match is still current. */
            304: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the file is the same, or as If-Range to go on with it. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.no_account.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.attachment_not_found.context_not_served"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            412: components["responses"]["412.precondition_failed"];
            414: components["responses"]["414.url_too_long"];
            416: components["responses"]["416.range_not_satisfiable"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.journal_sealed.overloaded.query_timeout.storage_unavailable"];
        };
    };
    uploadAttachment: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The SHA-256 of the body (RFC 9530); a body that has another is refused. Repr-Digest means the same.
                 * @example sha-256=:ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=:
                 */
                "Content-Digest"?: string;
            };
            path: {
                entry: string;
                id: string;
            };
            cookie?: never;
        };
        /** @description The bytes, at most 10485760: with a Content-Length or in chunks, without Content-Encoding. */
        requestBody: {
            content: {
                "image/jpeg": unknown;
                "image/png": unknown;
                "image/webp": unknown;
                "image/heic": unknown;
                "audio/mp4": unknown;
                "audio/ogg": unknown;
                "audio/webm": unknown;
                "application/pdf": unknown;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Attachment"];
                };
            };
            400: components["responses"]["400.content_digest_mismatch.empty_body.incomplete_body.invalid_content_digest.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            402: components["responses"]["402.premium_required.quota_exceeded"];
            403: components["responses"]["403.forbidden.no_account.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served.entry_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            409: components["responses"]["409.attachment_differs.too_many_attachments"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            415: components["responses"]["415.unsupported_media_type"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded.too_many_uploads"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.journal_sealed.overloaded.query_timeout.storage_unavailable.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    deleteAttachment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                entry: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.incomplete_body.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.no_account.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.attachment_not_found.context_not_served"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    listAddictions: {
        parameters: {
            query?: {
                /** @description How many items a cursor step returns, 1 to 100; 20 by default. */
                limit?: number;
                /** @description The number of a page, from 1; chooses pages instead of cursors. */
                page?: number;
                /** @description How many items a page has, 1 to 100; 20 by default. */
                pageSize?: number;
                /** @description Where to continue: `page.next` of the previous answer. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The next step of the list, with `rel="next"` (RFC 8288); not sent at the end. */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Addictions"];
                };
            };
            400: components["responses"]["400.invalid_cursor.invalid_url.malformed_request.mixed_pagination.page_out_of_reach.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.no_account.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.journal_sealed.overloaded.query_timeout"];
        };
    };
    createAddiction: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat: for 24 hours the same key and body are refused with 409, since the answer holds a secret and is not kept. Visible ASCII; a UUID is best. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewAddiction"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description The path of what was created or started. */
                    Location?: string;
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Addiction"];
                };
            };
            400: components["responses"]["400.day_out_of_range.empty_body.incomplete_body.invalid_idempotency_key.invalid_json.invalid_url.invalid_utf8.json_too_deep.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            402: components["responses"]["402.quota_exceeded"];
            403: components["responses"]["403.forbidden.no_account.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            409: components["responses"]["409.id_taken.idempotency_answer_not_kept.idempotency_in_flight"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.idempotency_key_reused"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.journal_sealed.overloaded.query_timeout.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    readAddiction: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Addiction"];
                };
            };
            /** @description Not Modified: the ETag of If-None-Match is still current. */
            304: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.no_account.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.addiction_not_found.context_not_served"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.journal_sealed.overloaded.query_timeout"];
        };
    };
    replaceAddiction: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of the version that you read, as in `"v3"`; a list of them, or `*` for any version. */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AddictionContent"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Addiction"];
                };
            };
            400: components["responses"]["400.day_out_of_range.empty_body.incomplete_body.invalid_json.invalid_url.invalid_utf8.json_too_deep.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            402: components["responses"]["402.quota_exceeded"];
            403: components["responses"]["403.forbidden.no_account.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.addiction_not_found.context_not_served"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            412: components["responses"]["412.precondition_failed"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            415: components["responses"]["415.unsupported_media_type"];
            428: components["responses"]["428.precondition_required"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.journal_sealed.overloaded.query_timeout.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    deleteAddiction: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of the version that you read, as in `"v3"`; a list of them, or `*` for any version. */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.incomplete_body.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.no_account.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.addiction_not_found.context_not_served"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            412: components["responses"]["412.precondition_failed"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            428: components["responses"]["428.precondition_required"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.journal_sealed.overloaded.query_timeout.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    listRelapses: {
        parameters: {
            query?: {
                /** @description How many items a cursor step returns, 1 to 100; 20 by default. */
                limit?: number;
                /** @description The number of a page, from 1; chooses pages instead of cursors. */
                page?: number;
                /** @description How many items a page has, 1 to 100; 20 by default. */
                pageSize?: number;
                /** @description Where to continue: `page.next` of the previous answer. */
                cursor?: string;
                /** @description Only those into this addiction. */
                addiction?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The next step of the list, with `rel="next"` (RFC 8288); not sent at the end. */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Relapses"];
                };
            };
            400: components["responses"]["400.invalid_cursor.invalid_url.malformed_request.mixed_pagination.page_out_of_reach.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.no_account.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.journal_sealed.overloaded.query_timeout"];
        };
    };
    createRelapse: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat: for 24 hours the same key and body are refused with 409, since the answer holds a secret and is not kept. Visible ASCII; a UUID is best. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewRelapse"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description The path of what was created or started. */
                    Location?: string;
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Relapse"];
                };
            };
            400: components["responses"]["400.day_out_of_range.empty_body.incomplete_body.invalid_idempotency_key.invalid_json.invalid_url.invalid_utf8.json_too_deep.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            402: components["responses"]["402.quota_exceeded"];
            403: components["responses"]["403.forbidden.no_account.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            409: components["responses"]["409.id_taken.idempotency_answer_not_kept.idempotency_in_flight"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.idempotency_key_reused"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.journal_sealed.overloaded.query_timeout.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    readRelapse: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Relapse"];
                };
            };
            /** @description Not Modified: the ETag of If-None-Match is still current. */
            304: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.no_account.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served.relapse_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.journal_sealed.overloaded.query_timeout"];
        };
    };
    replaceRelapse: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of the version that you read, as in `"v3"`; a list of them, or `*` for any version. */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RelapseContent"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Relapse"];
                };
            };
            400: components["responses"]["400.day_out_of_range.empty_body.incomplete_body.invalid_json.invalid_url.invalid_utf8.json_too_deep.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            402: components["responses"]["402.quota_exceeded"];
            403: components["responses"]["403.forbidden.no_account.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served.relapse_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            412: components["responses"]["412.precondition_failed"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            415: components["responses"]["415.unsupported_media_type"];
            428: components["responses"]["428.precondition_required"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.journal_sealed.overloaded.query_timeout.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    deleteRelapse: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of the version that you read, as in `"v3"`; a list of them, or `*` for any version. */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.incomplete_body.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.no_account.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served.relapse_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            412: components["responses"]["412.precondition_failed"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            428: components["responses"]["428.precondition_required"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.journal_sealed.overloaded.query_timeout.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    syncJournal: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Sync"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SyncAnswer"];
                };
            };
            400: components["responses"]["400.empty_body.incomplete_body.invalid_cursor.invalid_json.invalid_url.invalid_utf8.json_too_deep.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.no_account.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            415: components["responses"]["415.unsupported_media_type"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.journal_sealed.overloaded.query_timeout.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    readProgress: {
        parameters: {
            query?: {
                /** @description The first day; by default 29 days before the last. */
                from?: string;
                /** @description The last day, which counts too; today by default, in the time zone of the profile or else of the tenant. */
                to?: string;
                /** @description Of what scores are averaged; `day` by default. Weeks begin as the profile says. */
                unit?: "day" | "week" | "month";
            };
            header?: {
                /** @description The `Palier-Wrote` of your last write: no answer is older than it. */
                "Palier-Wrote"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description The result of the cache look-up (RFC 9211). */
                    "Cache-Status"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Progress"];
                };
            };
            /** @description Not Modified: the ETag of If-None-Match is still current. */
            304: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description The result of the cache look-up (RFC 9211). */
                    "Cache-Status"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.invalid_url.malformed_request.progress_period_invalid.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.no_account.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout"];
        };
    };
    readJournalProfile: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `Palier-Wrote` of your last write: no answer is older than it. */
                "Palier-Wrote"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description The result of the cache look-up (RFC 9211). */
                    "Cache-Status"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JournalProfile"];
                };
            };
            /** @description Not Modified: the ETag of If-None-Match is still current. */
            304: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description The result of the cache look-up (RFC 9211). */
                    "Cache-Status"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.no_account.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.journal_sealed.overloaded.query_timeout"];
        };
    };
    replaceJournalProfile: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of the version that you read, as in `"v3"`; a list of them, or `*` for any version. */
                "If-Match": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["JournalProfileContent"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JournalProfile"];
                };
            };
            400: components["responses"]["400.empty_body.incomplete_body.invalid_json.invalid_url.invalid_utf8.json_too_deep.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.no_account.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            412: components["responses"]["412.precondition_failed"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            415: components["responses"]["415.unsupported_media_type"];
            428: components["responses"]["428.precondition_required"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.journal_sealed.overloaded.query_timeout.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    listReminders: {
        parameters: {
            query?: {
                /** @description How many items a cursor step returns, 1 to 100; 20 by default. */
                limit?: number;
                /** @description The number of a page, from 1; chooses pages instead of cursors. */
                page?: number;
                /** @description How many items a page has, 1 to 100; 20 by default. */
                pageSize?: number;
                /** @description Where to continue: `page.next` of the previous answer. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The next step of the list, with `rel="next"` (RFC 8288); not sent at the end. */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Reminders"];
                };
            };
            400: components["responses"]["400.invalid_cursor.invalid_url.malformed_request.mixed_pagination.page_out_of_reach.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.no_account.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout"];
        };
    };
    createReminder: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat: for 24 hours the same key and body get the first answer again, with `Idempotency-Replayed: true`. Visible ASCII; a UUID is best. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReminderContent"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Reminder"];
                };
            };
            400: components["responses"]["400.empty_body.incomplete_body.invalid_idempotency_key.invalid_json.invalid_url.invalid_utf8.json_too_deep.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.no_account.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            409: components["responses"]["409.idempotency_answer_not_kept.idempotency_in_flight.too_many_reminders"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.idempotency_key_reused"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    replaceReminder: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of the version that you read, as in `"v3"`; a list of them, or `*` for any version. */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReminderContent"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Reminder"];
                };
            };
            400: components["responses"]["400.empty_body.incomplete_body.invalid_json.invalid_url.invalid_utf8.json_too_deep.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.no_account.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served.reminder_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            412: components["responses"]["412.precondition_failed"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            415: components["responses"]["415.unsupported_media_type"];
            428: components["responses"]["428.precondition_required"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    deleteReminder: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of the version that you read, as in `"v3"`; a list of them, or `*` for any version. */
                "If-Match": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.incomplete_body.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.no_account.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served.reminder_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            412: components["responses"]["412.precondition_failed"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            428: components["responses"]["428.precondition_required"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    listProducts: {
        parameters: {
            query?: {
                /** @description How many items a cursor step returns, 1 to 100; 20 by default. */
                limit?: number;
                /** @description The number of a page, from 1; chooses pages instead of cursors. */
                page?: number;
                /** @description How many items a page has, 1 to 100; 20 by default. */
                pageSize?: number;
                /** @description Where to continue: `page.next` of the previous answer. */
                cursor?: string;
            };
            header?: {
                /** @description The `Palier-Wrote` of your last write: no answer is older than it. */
                "Palier-Wrote"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description The result of the cache look-up (RFC 9211). */
                    "Cache-Status"?: string;
                    /** @description The next step of the list, with `rel="next"` (RFC 8288); not sent at the end. */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Products"];
                };
            };
            /** @description Not Modified: the ETag of If-None-Match is still current. */
            304: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description The result of the cache look-up (RFC 9211). */
                    "Cache-Status"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.invalid_cursor.invalid_url.malformed_request.mixed_pagination.page_out_of_reach.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout"];
        };
    };
    putProduct: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                sku: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProductContent"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Product"];
                };
            };
            400: components["responses"]["400.empty_body.incomplete_body.invalid_json.invalid_sku.invalid_url.invalid_utf8.json_too_deep.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            409: components["responses"]["409.product_id_taken"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            415: components["responses"]["415.unsupported_media_type"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.revocation_unknown.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    listPaymentProviders: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentProviders"];
                };
            };
            400: components["responses"]["400.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout.revocation_unknown"];
        };
    };
    putAppStore: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AppStoreSettings"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentProvider"];
                };
            };
            400: components["responses"]["400.empty_body.incomplete_body.invalid_json.invalid_url.invalid_utf8.json_too_deep.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            415: components["responses"]["415.unsupported_media_type"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.revocation_unknown.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    putStripe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StripeSettings"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentProvider"];
                };
            };
            400: components["responses"]["400.empty_body.incomplete_body.invalid_json.invalid_url.invalid_utf8.json_too_deep.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            415: components["responses"]["415.unsupported_media_type"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.query_timeout.revocation_unknown.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    listPurchases: {
        parameters: {
            query?: {
                /** @description How many items a cursor step returns, 1 to 100; 20 by default. */
                limit?: number;
                /** @description The number of a page, from 1; chooses pages instead of cursors. */
                page?: number;
                /** @description How many items a page has, 1 to 100; 20 by default. */
                pageSize?: number;
                /** @description Where to continue: `page.next` of the previous answer. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The next step of the list, with `rel="next"` (RFC 8288); not sent at the end. */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Purchases"];
                };
            };
            400: components["responses"]["400.invalid_cursor.invalid_url.malformed_request.mixed_pagination.page_out_of_reach.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.no_account.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout"];
        };
    };
    claimPurchase: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat: for 24 hours the same key and body get the first answer again, with `Idempotency-Replayed: true`. Visible ASCII; a UUID is best. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Receipt"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Send it with your next requests, so that nothing you read is older than this write, whichever server answers. */
                    "Palier-Wrote"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Purchase"];
                };
            };
            400: components["responses"]["400.empty_body.incomplete_body.invalid_idempotency_key.invalid_json.invalid_url.invalid_utf8.json_too_deep.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.no_account.receipt_of_another.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            409: components["responses"]["409.idempotency_answer_not_kept.idempotency_in_flight"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            415: components["responses"]["415.unsupported_media_type"];
            422: components["responses"]["422.idempotency_key_reused.product_unknown.receipt_refused"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.provider_secret_sealed.query_timeout.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    entitledPurchase: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `Palier-Wrote` of your last write: no answer is older than it. */
                "Palier-Wrote"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description The result of the cache look-up (RFC 9211). */
                    "Cache-Status"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Entitlements"];
                };
            };
            /** @description Not Modified: the ETag of If-None-Match is still current. */
            304: {
                headers: {
                    /** @description Send it as If-None-Match to get 304 while the answer has not changed, or as If-Match to change it. */
                    ETag?: string;
                    /** @description The result of the cache look-up (RFC 9211). */
                    "Cache-Status"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.invalid_url.malformed_request.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.no_account.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout"];
        };
    };
    deliverPaymentEvent: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The SHA-256 of the body (RFC 9530); a body that has another is refused. Repr-Digest means the same.
                 * @example sha-256=:ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=:
                 */
                "Content-Digest"?: string;
            };
            path: {
                /**
                 * @description The slug of the tenant.
                 * @example wistant
                 */
                tenant: string;
                provider: string;
            };
            cookie?: never;
        };
        /** @description The bytes, at most 262144: with a Content-Length or in chunks, without Content-Encoding. */
        requestBody: {
            content: {
                "application/json": unknown;
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400.content_digest_mismatch.empty_body.event_not_signed.incomplete_body.invalid_content_digest.invalid_url.malformed_request.validation_failed"];
            403: components["responses"]["403.tenant_suspended"];
            404: components["responses"]["404.context_not_served.payment_provider_not_found.tenant_not_found"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            413: components["responses"]["413.body_too_large"];
            414: components["responses"]["414.url_too_long"];
            415: components["responses"]["415.unsupported_media_type"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_contention.database_unavailable.handler_timeout.overloaded.provider_secret_sealed.query_timeout.writes_paused"];
            507: components["responses"]["507.storage_full"];
        };
    };
    listPaymentEventList: {
        parameters: {
            query?: {
                /** @description How many items a cursor step returns, 1 to 100; 20 by default. */
                limit?: number;
                /** @description The number of a page, from 1; chooses pages instead of cursors. */
                page?: number;
                /** @description How many items a page has, 1 to 100; 20 by default. */
                pageSize?: number;
                /** @description Where to continue: `page.next` of the previous answer. */
                cursor?: string;
                /** @description Only events of this state. */
                state?: "applied" | "ignored" | "waiting" | "failed";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The next step of the list, with `rel="next"` (RFC 8288); not sent at the end. */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentEvents"];
                };
            };
            400: components["responses"]["400.invalid_cursor.invalid_url.malformed_request.mixed_pagination.page_out_of_reach.validation_failed"];
            401: components["responses"]["401.unauthenticated"];
            403: components["responses"]["403.forbidden.tenant_credential_required.tenant_suspended"];
            404: components["responses"]["404.context_not_served"];
            405: components["responses"]["405.method_not_allowed"];
            408: components["responses"]["408.request_timeout"];
            414: components["responses"]["414.url_too_long"];
            429: components["responses"]["429.rate_limited.rate_quota_exceeded"];
            431: components["responses"]["431.headers_too_large"];
            500: components["responses"]["500.internal_error"];
            503: components["responses"]["503.database_busy.database_unavailable.handler_timeout.overloaded.query_timeout.revocation_unknown"];
        };
    };
}
