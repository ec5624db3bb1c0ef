import { registerHooks } from 'node:module';

/**
 * Lets Node run the TypeScript of `test/` directly: Node strips the types by itself, but a
 * relative import ends in `.js` there, as the compiler wants it.
 */
registerHooks({
  resolve(name, context, next) {
    if (!/^\.{1,2}\/.*\.js$/.test(name) || !context.parentURL?.endsWith('.ts')) return next(name, context);
    return next(name.replace(/\.js$/, '.ts'), context);
  },
});
