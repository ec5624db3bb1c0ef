/** Native code, loaded with the first password: many processes never see one. */
export const loadArgon2 = async () => (await import('@node-rs/argon2')).default;

/** As Argon2, and only for accounts that came from elsewhere. */
export const loadBcrypt = async () => (await import('@node-rs/bcrypt')).default;
